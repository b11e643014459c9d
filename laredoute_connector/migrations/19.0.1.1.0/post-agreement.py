# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders are compared with La Redoute: the flows, and each order's first comparison."""

from odoo import SUPERUSER_ID, api

from odoo.addons.laredoute_connector.models.order.status import ENDED


def migrate(cr, version):
    """Complete the flows, compare what is not over, check what nobody follows.

    :param version: the version that was installed; empty at an installation
    """
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    accounts = env["laredoute.account"].with_context(active_test=False).search([])
    env["laredoute.flow"]._complete(accounts)
    alive = [("line_ids.status", "not in", ENDED)]
    env["laredoute.order"].search(alive)._compare_again()
    # a product whose stock is not followed has a finding of its own now
    loose = [("selected", "=", True), ("product_id.is_storable", "=", False)]
    env["laredoute.listing"].search(loose)._invalidate_these()
