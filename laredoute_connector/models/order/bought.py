# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is bought for an order: sent by a supplier to the buyer, or bought to be sent.

Odoo's Purchase is not among the connector's dependencies: where it is missing, nothing
is bought. What the supplier knows of is for whoever buys to change: here they are
informed, by an activity on the purchase order.
"""

PURCHASES = "purchase.order.line"


def open_purchases(sale_lines):
    """Return the purchase order lines of which goods are still to come for sale lines.

    :return: ``purchase.order.line`` records, or an empty list
    """
    env = sale_lines.env
    if PURCHASES not in env:
        return []
    found = env[PURCHASES].sudo()
    if "sale_line_id" in found._fields:
        found |= found.search([("sale_line_id", "in", sale_lines.ids)])
    if "created_purchase_line_ids" in sale_lines.move_ids._fields:
        found |= sale_lines.sudo().move_ids.created_purchase_line_ids
    return found.filtered(lambda each: each.state != "cancel" and _to_come(each) > 0)


def warn_of_less(order, sale_line, before, sold):
    """Inform whoever buys for a line that sells less where more than that is bought.

    Odoo does so for deliveries of a whole sale order that is cancelled, and for nothing
    else.

    :param order: the ``laredoute.order`` that the line is of
    :param before: units of the line that were sold
    :param sold: units of it that stay sold
    """
    lines = open_purchases(sale_line) if sold < before else ()
    bought = sum(
        each.product_uom_id._compute_quantity(
            _to_come(each), sale_line.product_uom_id, round=False
        )
        for each in lines
    )
    wanted = max(sold - sale_line._laredoute_left(), 0)
    if lines and bought > wanted:
        for purchase in lines.order_id:
            _inform(
                order,
                purchase,
                lambda env: env._(
                    "%(product)s: %(bought)s are bought for %(sale)s, and La Redoute's "
                    "buyer still wants %(wanted)s. Buy less, or have the supplier not "
                    "send them.",
                    product=sale_line.product_id.display_name,
                    bought=f"{bought:g}",
                    wanted=f"{wanted:g}",
                    sale=sale_line.order_id.name,
                ),
            )


def warn_of_address(order):
    """Inform whoever buys what a supplier, who knows of it, is to send elsewhere.

    Odoo writes the new address on the purchase order, and informs nobody.

    :param order: one ``laredoute.order`` whose address just changed
    """
    sale = order.sale_order_id
    lines = open_purchases(sale.order_line)
    for purchase in lines.order_id if lines else ():
        if purchase.dest_address_id and purchase.state != "draft":
            _inform(
                order,
                purchase,
                lambda env: env._(
                    "%(sale)s goes to another address now: %(address)s. Have the "
                    "supplier send it there.",
                    sale=sale.name,
                    address=", ".join(
                        sale.partner_shipping_id._display_address().split("\n")
                    ),
                ),
            )


def _to_come(purchase_line):
    return purchase_line.product_qty - purchase_line.qty_received


def _inform(order, purchase, say):
    """Leave an activity on a purchase order, in the language of whoever gets it."""
    buyer = purchase.user_id
    if not buyer.active:
        buyer = order._problem_user()
    env = order.env(context={**order.env.context, "lang": buyer.lang})
    # Odoo would send who is informed an e-mail, from inside the flow
    purchase.with_context(mail_activity_quick_update=True).activity_schedule(
        "mail.mail_activity_data_warning", note=say(env), user_id=buyer.id
    )
