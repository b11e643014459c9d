# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The carrier of a sale order, by what La Redoute says of its delivery."""

from .delivery import unpack_delivery


def carrier_for(order):
    """Return Odoo's carrier for an order, empty where no row fits.

    Lines that go by different carriers have none in common: a person plans them.
    """
    rows = order.env["laredoute.carrier.choice"].search(
        [("account_id", "=", order.account_id.id)]
    )
    found = order.env["delivery.carrier"]
    if not rows:
        return found
    deliveries = [
        unpack_delivery(line.delivery or order.delivery)
        for line in order.line_ids._alive()
    ]
    ways = {(each.mode, each.kind) for each in deliveries}
    carriers = [rows._first_for(*way) for way in ways]
    return found.union(*carriers) if len(set(carriers)) == 1 else found


def refresh_carrier(order):
    """Give a sale order its carrier by La Redoute's latest word.

    Not where a person set one, or took ours out: theirs stays. No price of Odoo's is
    added: the buyer paid La Redoute's fee.
    """
    sale, carrier = order.sale_order_id, carrier_for(order)
    if not carrier or sale.carrier_id not in (carrier, sale.laredoute_carrier_id):
        return
    if sale.carrier_id == carrier:
        return
    before = sale.carrier_id
    waiting = sale.picking_ids.filtered(
        lambda each: (
            each.state not in ("done", "cancel")
            and each.carrier_id == before
            and each.picking_type_code == "outgoing"
        )
    )
    sale.write({"carrier_id": carrier.id, "laredoute_carrier_id": carrier.id})
    waiting.carrier_id = carrier
