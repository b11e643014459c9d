# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The journal was kept for 30 days whatever less an account said: now it says so."""


def migrate(cr, version):
    """Write down what held before the constraint.

    :param version: the version that was installed; empty at an installation
    """
    if version:
        cr.execute(
            "UPDATE laredoute_account SET retention_days = 30"
            " WHERE COALESCE(retention_days, 0) < 30"
        )
