# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A sale order that names La Redoute's number and is not ours is sold once only."""

import re
from datetime import timedelta

from odoo.tools import SQL

from .follow import address_digest
from .promised import stock_changed
from .waiting import WaitingError

#: a sale order that names an order was written at most so long before it: clocks
#: differ
WRITTEN_BEFORE = timedelta(days=1)
#: somebody may cancel the other sale order, or take the number out of it
LOOK_AGAIN = timedelta(hours=1)


def named_sales(orders):
    """Return {order: sale orders that name it}.

    Those of the same company that are not cancelled, by their customer reference or
    their source document, be they another order's already; found at once, however many
    orders there are.

    :param orders: ``laredoute.order`` of one company
    """
    found = dict.fromkeys(orders, orders.env["sale.order"])
    if not orders:
        return found
    numbers = {order.remote_id: order for order in orders}
    # not a longer number that this one is a part of
    any_of = "|".join(map(re.escape, numbers))
    whole = re.compile(rf"(?<![\w.-])(?:{any_of})(?![\w.-])")
    for sale in _naming(orders, any_of):
        said = f"{sale.client_order_ref or ''} {sale.origin or ''}"
        for number in set(whole.findall(said)):
            found[numbers[number]] |= sale
    return found


def _naming(orders, any_of):
    """Return the sale orders whose texts match a regular expression.

    None was written last before what it names was ordered: those are not even read.
    """
    company, sales = orders.company_id, orders.env["sale.order"]
    sales.flush_model(["client_order_ref", "origin", "state", "company_id"])
    rows = orders.env.execute_query(
        SQL(
            """
            SELECT id FROM sale_order
             WHERE (write_date >= %(since)s OR write_date IS NULL)
               AND company_id = %(company)s AND state != 'cancel'
               AND (client_order_ref ~ %(any_of)s OR origin ~ %(any_of)s)
             ORDER BY id
            """,
            since=min(orders.mapped("ordered_at")) - WRITTEN_BEFORE,
            company=company.id,
            any_of=any_of,
        )
    )
    return sales.browse(number for (number,) in rows)


def note_named_sales(orders):
    """Note which sale orders name some orders: each may hold an order's units.

    Not of what has its own, nor where a person wants one all the same.

    :param orders: ``laredoute.order`` of one company
    """
    orders = orders.filtered(lambda each: not each.sale_order_id)
    for order, sales in named_sales(orders - orders.filtered("sold_anyway")).items():
        if (order.named_sale_id, order.named_count) != (sales[:1], len(sales)):
            order.write({"named_sale_id": sales[:1].id, "named_count": len(sales)})
            # what a confirmed one holds, the order's own lines hold no more
            stock_changed(order.line_ids)


def waits_for_sale(order):
    """Return why an order waits that a sale order names already, else nothing.

    What names it was noted before, see :func:`note_named_sales`.

    :return: a WaitingError, so that what was noted of it stays
    """
    if order.sale_order_id or order.sold_anyway or not order.named_count:
        return None
    sales = named_sales(order)[order]
    if not sales:
        return None
    if len(sales) == 1 and sales.laredoute_order_id:
        reason = order.env._(
            "the sale order %(sale)s names it already, and is used for %(other)s. "
            "If it sells this one as well, handle this one by hand; else take the "
            "number out of it and press Retry, or make a new one.",
            sale=sales.name,
            other=sales.laredoute_order_id.remote_id,
        )
    elif len(sales) > 1:
        reason = order.env._(
            "the sale orders %(sales)s name it already. Take the number out of those "
            "that are not this order, then press Retry; or make a new one.",
            sales=", ".join(sales.mapped("name")),
        )
    else:
        reason = order.env._(
            "the sale order %(sale)s of %(customer)s names it already. Use that one, "
            "or make a new one all the same.",
            sale=sales.name,
            customer=sales.partner_id.display_name,
        )
    return WaitingError(reason, LOOK_AGAIN)


def tie(order):
    """Make the sale order that names an order its own.

    Lines are tied by product and quantity, else by product where it is on one line of
    each only. What is not tied is a disagreement, with its ways out.

    :param order: one ``laredoute.order`` that has a ``named_sale_id``
    :return: what was tied and what was not, for people
    """
    sale = order.named_sale_id
    lines = order.line_ids._alive().filtered("product_id")
    free = sale.order_line.filtered(
        lambda each: (
            each.product_id and not each.is_delivery and not each.laredoute_line_id
        )
    )
    pairs = _pairs(lines, free)
    for line, sale_line in pairs.items():
        sale_line.laredoute_line_id = line
        line.sale_line_id = sale_line
    order.line_ids.to_follow = False
    sale.laredoute_order_id = order
    order.write(
        {
            "sale_order_id": sale.id,
            "partner_id": sale.partner_id.id,
            "tied": True,
            "named_sale_id": False,
            "named_count": 0,
            # whoever made it sends it where they know: until La Redoute says otherwise
            "address_digest": address_digest(order),
            "state": "new",
            "waiting_reason": False,
            "retry_at": False,
        }
    )
    return _describe(
        order, sale, order.line_ids._alive() - lines.browse().union(*pairs)
    )


def _pairs(lines, free):
    """Return {La Redoute's line: sale order line} of those that belong together."""
    pairs, taken = {}, free.browse()
    for line in lines:
        same = (free - taken).filtered(
            lambda each, line=line: (
                each.product_id == line.product_id and _units(each) == line.quantity
            )
        )[:1]
        if same:
            pairs[line] = same
            taken |= same
    for product, left in (
        (lines.filtered(lambda each: each not in pairs)).grouped("product_id").items()
    ):
        of_product = (free - taken).filtered(
            lambda each, product=product: each.product_id == product
        )
        if len(left) == len(of_product) == 1:
            pairs[left] = of_product
    return pairs


def _units(sale_line):
    """Return how many of its product a sale order line sells."""
    unit = sale_line.product_id.uom_id
    return sale_line.product_uom_id._compute_quantity(
        sale_line.product_uom_qty, unit, round=False
    )


def _describe(order, sale, left):
    text = order.env._("Tied to the sale order %s.", sale.name)
    if not left:
        return text
    products = ", ".join(
        line.product_id.display_name or line.ean or line.sku for line in left
    )
    rest = order.env._("It has no line for: %s.", products)
    return f"{text} {rest}"
