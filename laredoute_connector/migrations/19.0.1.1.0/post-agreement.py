# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders are compared with La Redoute: the flows, and each order's first comparison."""

from odoo import SUPERUSER_ID, api

from odoo.addons.laredoute_connector.models.image.image import TRY_AGAIN
from odoo.addons.laredoute_connector.models.order.follow import address_digest
from odoo.addons.laredoute_connector.models.order.status import ENDED


def migrate(cr, version):
    """Complete the flows, compare what is not over, check every listing.

    :param version: the version that was installed; empty at an installation
    """
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    accounts = env["laredoute.account"].with_context(active_test=False).search([])
    env["laredoute.flow"]._complete(accounts)
    _complete_sent(cr)
    alive = [("line_ids.status", "not in", ENDED)]
    orders = env["laredoute.order"].search(alive)
    for order in orders.filtered("partner_id"):
        contacts = order.partner_id | order.partner_id.child_ids
        order.made_contacts = contacts.filtered(
            # one that is older was not made for the order
            lambda each, order=order: each.create_date >= order.create_date
        ).ids
        if order.sale_order_id.state == "sale":
            order.address_digest = address_digest(order)
    orders._compare_again()
    # an AVIF is no unknown format any more: what was refused so is looked at again
    cr.execute(
        "UPDATE laredoute_image SET version = %s"
        " WHERE refusal_code = 'image_unknown_format'",
        [TRY_AGAIN],
    )
    # there are new rules: of stock that nobody follows, of texts, taxes, declinations
    env["laredoute.listing"]._invalidate_accounts(accounts)


def _complete_sent(cr):
    """Note of what was sent what an earlier version did not."""
    # a shipment that was sent before the payment goes again after it
    cr.execute(
        "UPDATE laredoute_operation SET refused_status = 'accepted' FROM"
        " laredoute_order_line line WHERE kind = 'ship' AND state = 'refused'"
        " AND line.id = order_line_id AND line.status = 'accepted'"
    )
    # what was accepted last is what was sent last, unless that is under way; of one
    # that was refused since, nobody knows how many are on sale
    cr.execute(
        "UPDATE laredoute_listing SET quantity_accepted ="
        " CASE WHEN offer_refused IS NULL THEN quantity_sent"
        " ELSE GREATEST(quantity_sent, 1) END"
        " WHERE offer_accepted IS NOT NULL"
    )
