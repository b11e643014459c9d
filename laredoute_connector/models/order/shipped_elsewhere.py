# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What another tool shipped leaves Odoo's stock, once La Redoute says so."""

from odoo.exceptions import UserError

from .elsewhere import is_elsewhere
from .last_step import go_on
from .status import SHIPPED
from .waiting import WaitingError

#: transfers of one delivery, one after the other
MOST_STEPS = 5


def deliver_shipped(order):
    """Let the goods leave that La Redoute says were shipped, where the account says so.

    :param order: one ``laredoute.order`` that has a sale order
    :return: a WaitingError where Odoo wants a person for it (lots, say); else None
    """
    account = order.account_id
    if not is_elsewhere(order) or account.elsewhere_deliveries != "validate":
        return None
    try:
        with order.env.cr.savepoint():
            for line in order.line_ids.filtered(lambda line: line.status in SHIPPED):
                deliver(line)
    except UserError as error:
        reason = order.env._(
            "La Redoute says that it was shipped, and Odoo does not validate its "
            "delivery by itself: %s Validate it by hand.",
            error,
        )
        return WaitingError(reason)
    return None


def shipped_since(order):
    """Whether another tool shipped an order since this connector follows it.

    Its goods are to leave Odoo's stock, though it was seen only once they were away.

    :param order: one ``laredoute.order``
    """
    begun = order.account_id.handled_before
    return bool(
        is_elsewhere(order)
        and begun
        and order.ordered_at >= begun
        and any(line.status in SHIPPED for line in order.line_ids)
    )


def deliver(line):
    """Validate the deliveries of a line that was shipped by another tool.

    Goods that Odoo does not have there leave all the same, as Odoo lets a person do.

    :param line: one ``laredoute.order.line``
    :raises UserError: where Odoo wants to know more, or its sale order is no more
    """
    sale_line = line.sale_line_id
    if sale_line.order_id.state != "sale" or sale_line.product_id.type == "service":
        return
    if line._pieces_to_leave() <= sale_line._laredoute_left():
        return
    if sale_line._laredoute_left(planned=True) < line._pieces_to_leave():
        with line.order_id._unlocked():
            sale_line._action_launch_stock_rule()
        go_on(sale_line)
    for _step in range(MOST_STEPS):
        moves = _to_leave(sale_line)
        if not moves:
            return
        for picking, of_picking in moves.grouped("picking_id").items():
            _validate(picking, of_picking)


def _to_leave(sale_line):
    return sale_line.move_ids._laredoute_waiting().filtered(
        lambda move: move.location_id.usage != "customer"
    )


def _validate(picking, moves):
    """Validate what some moves bring; the rest of the transfer waits."""
    picking.action_assign()
    (picking.move_ids._laredoute_waiting() - moves).picked = False
    for move in moves:
        move.write({"quantity": move.product_uom_qty, "picked": True})
    # no label is ordered of a carrier for a parcel that left
    picking.carrier_id = False
    quiet = picking.with_context(mail_notify_force_send=False, skip_sms=True)
    quiet._action_done()
    picking.message_post(
        body=picking.env._("La Redoute says that another tool shipped it: validated.")
    )
