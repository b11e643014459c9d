# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Settings that stopped everything become the nearest that work.

The constraints of this version refuse them.
"""

from odoo.tools import SQL

#: column of the account → lowest and highest value that is allowed
_BOUNDS = {
    "offer_interval": (0, 1440),
    "file_size": (1, 50_000),
    "order_overlap": (0, 10_080),
    "read_timeout": (1, 600),
    # it was kept for 30 days whatever less an account said, or nothing
    "retention_days": (30, 36_500),
}
_CLAMP = """
UPDATE laredoute_account SET %(column)s = LEAST(GREATEST(%(column)s, %(low)s), %(high)s)
 WHERE %(column)s NOT BETWEEN %(low)s AND %(high)s
"""
# what let no offer go, and what was never said, becomes what held
_REST = """
UPDATE laredoute_account SET offer_from_hour = 4, offer_to_hour = 20
 WHERE offer_from_hour NOT BETWEEN 0 AND 24 OR offer_to_hour NOT BETWEEN 0 AND 24
    OR ((offer_from_hour != 0 OR offer_to_hour != 24) AND
        MOD((offer_to_hour - offer_from_hour + 24)::numeric, 24) < 0.99);
UPDATE laredoute_account SET offer_full_hour = 4.75
 WHERE offer_full_hour NOT BETWEEN 0 AND 23.99;
UPDATE laredoute_account SET retention_days = 30 WHERE retention_days IS NULL;
UPDATE laredoute_sellr_settings SET sftp_port = 22
 WHERE sftp_port NOT BETWEEN 0 AND 65535;
"""


def migrate(cr, version):
    """Change what the constraints of this version refuse.

    :param version: the version that was installed; empty at an installation
    """
    if not version:
        return
    for name, (low, high) in _BOUNDS.items():
        cr.execute(SQL(_CLAMP, column=SQL.identifier(name), low=low, high=high))
    cr.execute(_REST)
