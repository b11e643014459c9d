# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What people do in Odoo, each step as the forms and buttons do it."""

from contextlib import suppress

from odoo.exceptions import UserError
from odoo.fields import Command


def cancel_sale(shop, order, _number):
    shop.sale(order)._action_cancel()


def redraft_sale(shop, order, _number):
    shop.sale(order).action_draft()


def confirm_sale(shop, order, _number):
    shop.sale(order).action_confirm()


def lock_sale(shop, order, _number):
    sale = shop.sale(order)
    sale.action_unlock() if sale.locked else sale.action_lock()


def change_quantity(shop, order, number):
    shop.goods(order)[:1].product_uom_qty = number % 4


def change_price(shop, order, number):
    shop.goods(order)[-1:].price_unit = 10 + number


def give_discount(shop, order, number):
    shop.goods(order)[:1].discount = number


def drop_tax(shop, order, _number):
    shop.goods(order)[-1:].tax_ids = False


def update_prices(shop, order, _number):
    shop.sale(order)._recompute_prices()


def remove_line(shop, order, _number):
    shop.goods(order)[-1:].unlink()


def swap_product(shop, order, number):
    line = shop.goods(order)[:1]
    line.product_id = shop.products[number % len(shop.products)]


def add_line(shop, order, number):
    shop.sale(order).order_line = [
        Command.create({"product_id": shop.products[number % len(shop.products)].id})
    ]


def deliver(shop, order, number):
    """What is planned, one unit of each, and now and then without a number."""
    for picking in shop.sale(order).picking_ids:
        if picking.state in ("confirmed", "assigned", "waiting"):
            shop.case.ship(
                picking,
                "" if number % 4 == 1 else "6A12345678901",
                quantity=1 if number % 3 == 2 else None,
            )


def deliver_for_good(shop, order, _number):
    """One unit of each, and what is missing never comes: no backorder."""
    waiting = ("confirmed", "assigned", "waiting")
    for picking in shop.sale(order).picking_ids:
        if picking.state in waiting and picking.picking_type_code == "outgoing":
            last = picking.with_context(picking_ids_not_to_backorder=picking.ids)
            shop.case.ship(last, "6A12345678901", quantity=1)


def move_contact(shop, order, number):
    """The buyer rings up; or a person corrects what was right, or puts it right."""
    shop.sale(order).partner_shipping_id.zip = ("59100", "69002")[number % 2]


def redirect_parcel(shop, order, number):
    """The parcel goes to another customer's place."""
    shop.sale(order).picking_ids.filtered(
        lambda each: each.state != "done"
    ).partner_id = shop.others[number % 2]


def cancel_delivery(shop, order, _number):
    shop.sale(order).picking_ids.filtered(
        lambda each: each.state != "done"
    ).action_cancel()


def type_tracking(shop, order, number):
    shop.sale(order).picking_ids.write({"carrier_tracking_ref": f"6A{number:011d}"})


def return_goods(shop, order, _number):
    done = shop.sale(order).picking_ids.filtered(
        lambda each: each.state == "done" and each.picking_type_code == "outgoing"
    )[:1]
    if not done:
        return
    wizard = shop.env["stock.return.picking"].create({"picking_id": done.id})
    wizard.product_return_moves.quantity = 1
    back = wizard._create_return()
    back.move_ids.write({"picked": True})
    back.button_validate()


def invoice(shop, order, _number):
    shop.sale(order)._create_invoices().action_post()


def credit(shop, order, _number):
    invoices = shop.sale(order).invoice_ids.filtered(
        lambda each: each.move_type == "out_invoice" and each.state == "posted"
    )
    invoices[:1]._reverse_moves(cancel=True)


def merge_buyers(shop, order, _number):
    """A tidy person merges the contacts of two orders."""
    buyers = [shop.sale(each).partner_id for each in shop.orders.values()]
    buyers = shop.env["res.partner"].union(*buyers) - shop.sale(order).partner_id
    if buyers:
        shop.env["base.partner.merge.automatic.wizard"]._merge(
            (buyers[:1] | shop.sale(order).partner_id).ids, buyers[:1]
        )


def accept(shop, order, _number):
    shop.inbox(order).action_accept()


def refuse(shop, order, _number):
    shop.answer(shop.inbox(order).action_refuse())


def refund(shop, order, number):
    """Of one line: some pieces, a part of the price, or all of it with its fee."""
    shop.refund(order, number % len(order.lines), number)


def give_up_a_refund(shop, order, _number):
    shop.inbox(order).refund_ids[:1].action_give_up()


def give_up_otherwise(shop, _order, _number):
    """What was paid and will not leave is refunded, or out of stock."""
    account = shop.case.account
    ways = {"refund": "out_of_stock", "out_of_stock": "refund"}
    account.give_up_by = ways[account.give_up_by]


def out_of_stock(shop, order, _number):
    shop.answer(shop.inbox(order).action_out_of_stock())


def retry(shop, order, _number):
    shop.inbox(order).action_retry()


def press_one(shop, order, number):
    shown = shop.inbox(order)._open_disagreements()
    if shown:
        shop.press(shown[number % len(shown)])


def switch_fulfilment(shop, _order, _number):
    account = shop.case.account
    account.switch_fulfilment = not account.switch_fulfilment


#: those who sell and invoice, those who pack, and who answers La Redoute
OFFICE = (
    cancel_sale,
    redraft_sale,
    confirm_sale,
    lock_sale,
    change_quantity,
    change_price,
    give_discount,
    drop_tax,
    move_contact,
    update_prices,
    remove_line,
    swap_product,
    add_line,
    invoice,
    credit,
    merge_buyers,
)
WAREHOUSE = (
    deliver,
    deliver,
    deliver_for_good,
    redirect_parcel,
    cancel_delivery,
    type_tracking,
    return_goods,
)
NEED_A_SALE = {*OFFICE, *WAREHOUSE}
DECIDERS = (
    accept,
    refuse,
    retry,
    press_one,
    press_one,
    switch_fulfilment,
    refund,
    refund,
    give_up_a_refund,
    give_up_otherwise,
    out_of_stock,
)


def act(shop, step, order, number):
    """Let somebody do something; what Odoo refuses is not done.

    :param step: a function of the shop, one of its orders, and a small number
    """
    if step in NEED_A_SALE and not shop.sale(order):
        return
    if step in DECIDERS and not shop.inbox(order):
        # it was not read yet
        return
    with suppress(UserError), shop.env.cr.savepoint():
        step(shop, order, number)
        shop.env.cr.flush()
