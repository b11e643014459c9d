# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is bought for an order: sent by a supplier to the buyer, or bought to be sent.

Odoo's Purchase is not among the connector's dependencies: where it is missing, nothing
is bought. No purchase is ever changed from here but for where an unconfirmed one goes:
whoever buys is requested to.
"""

PURCHASES = "purchase.order.line"


def open_purchases(sale_lines):
    """Return the purchase orders by which sale order lines are bought, or are to be."""
    env = sale_lines.env
    if PURCHASES not in env:
        return []
    found = env[PURCHASES].sudo()
    if "sale_line_id" in found._fields:
        found |= found.search([("sale_line_id", "in", sale_lines.ids)])
    if "created_purchase_line_ids" in sale_lines.move_ids._fields:
        found |= sale_lines.sudo().move_ids.created_purchase_line_ids
    return list(found.filtered(lambda each: each.state != "cancel").order_id)


def redirect_purchases(sale, contact):
    """Have what was not ordered from its supplier yet go where the order goes now.

    :param sale: one ``sale.order`` that still goes where it went
    """
    for purchase in open_purchases(sale.order_line):
        was = purchase.dest_address_id == sale.partner_shipping_id
        if was and purchase.state in ("draft", "sent", "to approve"):
            purchase.dest_address_id = contact


def warn_buyers(sale_line, before, now):
    """Request of whoever buys for a line to buy less: La Redoute's buyer wants less.

    Odoo does by itself when a whole sale order is cancelled, and for no single line.

    :param before: units sold until now
    :param now: units still sold
    """
    env = sale_line.env
    for purchase in open_purchases(sale_line):
        buyer = purchase.user_id or sale_line.order_id.user_id or env.user
        said = env(context={**env.context, "lang": buyer.lang})
        purchase.activity_schedule(
            "mail.mail_activity_data_warning",
            note=said._(
                "%(product)s: La Redoute's buyer wants %(now)s instead of %(before)s "
                "(%(sale)s), and it is bought here. Buy less, or have the supplier "
                "not send it.",
                product=sale_line.product_id.display_name,
                now=f"{now:g}",
                before=f"{before:g}",
                sale=sale_line.order_id.name,
            ),
            user_id=buyer.id,
        )
