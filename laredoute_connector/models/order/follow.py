# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute changes of an order after it was made: Odoo's documents follow.

They follow La Redoute's change, once, and only while nothing was done: what people did
here, or what left, is never taken back. Where they cannot follow, the comparison says
so.
"""

import hashlib
import json

from odoo.exceptions import UserError

from .bought import warn_of_address, warn_of_less
from .eco_fee import note_fees
from .status import CONFIRMED, SHIPPABLE

#: fields of a line that say what is sold, and for how much
SOLD = ("ean", "sku", "quantity", "unit_price", "delivery_fee", "eco_fee")


def changes_to_follow(line, values):
    """Return what else changes of a line of which La Redoute sells something else now.

    :param line: the stored order line
    :param values: {field: value} that La Redoute says now
    """
    changed = {
        name
        for name in SOLD
        if name in values and (line[name] or 0) != (values[name] or 0)
    }
    if not changed:
        return {}
    if changed & {"ean", "sku"}:
        return {"to_follow": True, "product_id": False, **_fee_of_other(line, values)}
    return {"to_follow": True}


def _fee_of_other(line, values):
    """Return the eco fee of the article that is sold now, where no order states it."""
    if "eco_fee" in values:
        return {}
    codes = {name: values.get(name, line[name]) for name in ("ean", "sku")}
    fresh = {"order_id": line.order_id.id, **codes}
    note_fees(line.env, [fresh])
    return {"eco_fee": fresh.get("eco_fee", 0)}


def follow_lines(order):
    """Have Odoo sell what La Redoute changed of lines, or added.

    A line of which goods were picked or left, or that was added to an order of which
    some were, is for a person.

    :param order: one ``laredoute.order`` that has a sale order
    """
    changed = order.line_ids.filtered("to_follow")
    if not changed or order.sale_order_id.state == "cancel":
        return
    for line in changed._alive():
        begun = line.sale_line_id or order.sale_order_id.order_line
        if any(move.state == "done" for move in begun.move_ids):
            continue
        order._restore(line, "quantity_differs")
    with order._unlocked():
        order._refresh_delivery_fee(add=True)
    changed.to_follow = False


def follow_address(order):
    """Complete the sale order, whoever confirmed it, with the address as it is now.

    What people corrected of it stays until La Redoute says another one. Once goods
    left, or a supplier is to send them, another one is a disagreement.

    :param order: one ``laredoute.order`` that has a sale order and is paid
    :raises WaitingError: when La Redoute has not sent the address yet
    """
    digest, sale = address_digest(order), order.sale_order_id
    if sale.state == "cancel" or order.address_digest == digest:
        return
    begun = sale.order_line.move_ids.filtered(
        lambda move: (
            move._laredoute_has_left()
            or (move.state != "cancel" and move.location_id.usage == "supplier")
        )
    )
    if order.address_digest and begun:
        return
    order._complete_sale_order()
    order.address_digest = digest
    warn_of_address(order)


def address_digest(order):
    """Return a checksum of where La Redoute wants what is paid of an order to go.

    A line says a delivery of its own where it differs, be it in its phone alone; before
    its buyer paid it says but a part of the address.
    """
    paid = order.line_ids.filtered(lambda line: line.status in CONFIRMED)
    places = [order.delivery, *filter(None, paid.mapped("delivery"))]
    said = [[place.get("address"), place.get("relay_id")] for place in places if place]
    there = [place for at, place in enumerate(said) if place not in said[:at]]
    text = json.dumps(there, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def launch_paid(order):
    """Have the goods of lines leave that were confirmed before their buyer paid."""
    paid = order.line_ids.filtered(
        lambda line: (
            line.status in SHIPPABLE
            and line.sale_line_id.state == "sale"
            and line.sale_line_id.product_id.type == "consu"
            and not line.sale_line_id.move_ids
        )
    )
    if paid:
        with order._unlocked():
            paid.sale_line_id._action_launch_stock_rule()


def drop_foreign_lines(order):
    """Take out of the sale order what the buyer did not buy at La Redoute.

    :param order: one ``laredoute.order`` that has a sale order
    :raises UserError: when some of it left already
    """
    sale = order.sale_order_id
    foreign = sale.order_line.filtered(
        lambda each: (
            not each.display_type
            and not each.is_delivery
            and not each.laredoute_line_id
        )
    )
    if sale.state in ("draft", "sent"):
        foreign.unlink()
        return
    for sale_line in foreign.filtered("product_uom_qty"):
        if sale_line.qty_delivered:
            raise UserError(
                order.env._(
                    "%s was delivered, though La Redoute's order does not have it. "
                    "Have it brought back, or keep the order as it is.",
                    sale_line.product_id.display_name,
                )
            )
        take_out(sale_line)


def redirect(sale, contact):
    """Have an order go to a contact, and its deliveries that were to go where it was.

    What left stays, and what has another contact: people send it to somebody else, or a
    supplier, who is its contact, sends it.

    :param sale: one ``sale.order``
    """
    parcels = sale.picking_ids.filtered(
        lambda each: (
            each.state not in ("done", "cancel")
            and each.partner_id == sale.partner_shipping_id
        )
    )
    # Odoo would want somebody to do the same by hand
    quiet = sale.with_context(mail_activity_automation_skip=True)
    quiet.partner_shipping_id = contact
    parcels.partner_id = contact


def take_out(sale_line):
    """Have nothing more of a line leave, and nothing come back of what was picked.

    What is at the buyer's stays sold, and may come back: the comparison says so. A
    locked sale keeps its quantity: a person unlocks it.
    """
    waiting, sold = sale_line.move_ids._laredoute_waiting(), sale_line._laredoute_away()
    if sold:
        waiting = waiting.filtered(lambda move: move.location_id.usage != "customer")
    waiting._action_cancel()
    before, locked = sale_line.product_uom_qty, sale_line.order_id.locked
    if not locked and before != sold:
        # Odoo would receive from the buyer what was only picked
        sale_line.with_context(skip_procurement=True).product_uom_qty = sold
    if waiting or not locked:
        order = sale_line.sudo().order_id.laredoute_order_id
        warn_of_less(order, sale_line, before, sold)
