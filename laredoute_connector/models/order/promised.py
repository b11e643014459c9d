# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Units that La Redoute's orders hold, while no stock move of Odoo does."""

from odoo.fields import Domain
from odoo.tools import SQL

from ...marketplace.agreement.decisions import DECLINES
from ...marketplace.statuses import DecisionKind
from .status import PROMISED, UNANSWERED

#: lines of which something was done or cancelled, and that have a delivery
_IN_PART = Domain(
    [
        ("sale_line_id.order_id.state", "=", "sale"),
        ("sale_line_id.move_ids", "any", [("state", "in", ("done", "cancel"))]),
        ("sale_line_id.move_ids", "any", [("state", "!=", "cancel")]),
    ]
)
#: fields of a line that decide how many units it holds
HOLDING = {"status", "quantity", "product_id", "given_back", "sale_line_id"}


def stock_changed(lines, others=None):
    """What may be promised of the lines' products, and of others, may have changed."""
    products = lines.product_id | (others or lines.product_id.browse())
    if products:
        lines.env["laredoute.listing.stale"]._collect_stock(products.ids)


def promised(lines, account, apart, products=None):
    """Return {product id: (units accepted, units without an answer)}.

    Of all orders that the account's warehouse is to deliver, from the moment they
    are stored until the sale order is confirmed and stock itself holds the units,
    or until La Redoute is informed that none will come, or gives the buyer's money
    back. Of a sale order, or a delivery, that was cancelled here La Redoute sells the
    goods on.

    :param lines: ``laredoute.order.line``, any
    :param apart: order lines that are not counted
    :param products: count of these only; of all where nothing is said
    """
    query = lines._search(_holding(account, apart, products))
    product, quantity = (
        lines._field_to_sql(lines._table, name) for name in ("product_id", "quantity")
    )
    answered = _answered().optimize_full(lines)._to_sql(lines, lines._table, query)
    query.groupby = product
    rows = lines.env.execute_query(
        query.select(
            product,
            SQL("COALESCE(SUM(%s) FILTER (WHERE %s), 0)", quantity, answered),
            SQL("COALESCE(SUM(%s) FILTER (WHERE NOT (%s)), 0)", quantity, answered),
        )
    )
    found = {product: (held, waiting) for product, held, waiting in rows}
    # a part left, or is to, and the rest was cancelled: La Redoute waits for all of it
    for line in lines.search(_of(account, apart, products) & _IN_PART):
        left = line.sale_line_id.sudo()._laredoute_left(planned=True)
        held, waiting = found.get(line.product_id.id, (0, 0))
        missing = max(line._pieces_to_leave() - left, 0)
        found[line.product_id.id] = held + missing, waiting
    return found


def _of(account, apart, products):
    """Return the domain of lines that La Redoute waits for."""
    return Domain(
        [
            ("account_id.warehouse_id", "=", account.warehouse_id.id),
            ("product_id", "!=", False)
            if products is None
            else ("product_id", "in", products.ids),
            ("status", "in", PROMISED),
            ("given_back", "=", False),
            ("id", "not in", apart.ids),
        ]
    )


def _holding(account, apart, products):
    """Return the domain of lines that hold all their units; see :func:`promised`."""
    return _of(account, apart, products) & Domain(
        [
            # somebody's sale order, which holds the units, names it
            "|",
            ("order_id.named_sale_id", "=", False),
            ("order_id.named_sale_id.state", "!=", "sale"),
            "|",
            ("sale_line_id.order_id.state", "!=", "sale"),
            # confirmed with others, and held until its own buyer paid
            without_delivery("sale_line_id"),
            ("operation_ids", "not any", _on_its_way(*DECLINES)),
        ]
    )


def without_delivery(path):
    """Return the domain of records of which no delivery was made, or is one any more.

    :param path: field that leads to their sale order line, where they have one
    """
    alive = [("state", "!=", "cancel")]
    unmoved = Domain(path, "any", [("move_ids", "not any", alive)])
    return Domain(path, "=", False) | unmoved


def _answered():
    """Return the domain of lines that need no answer, or whose acceptance goes."""
    return Domain("status", "not in", UNANSWERED) | Domain(
        "operation_ids", "any", _on_its_way(DecisionKind.ACCEPT)
    )


def _on_its_way(*kinds):
    """Return the domain of decisions of some kinds that La Redoute did not refuse."""
    return [
        ("kind", "in", [kind.value for kind in kinds]),
        ("state", "!=", "refused"),
    ]
