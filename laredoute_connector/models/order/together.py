# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sale orders of many orders at once: Odoo makes ten for little more than one.

Only of what is plain, and nothing depends on it: whatever goes wrong here is undone,
and each order then takes the same steps by itself, where what is wrong with it shows.
"""

import logging

from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as CONFLICTS

from .customer import make_customers, shares
from .delivery import unpack_delivery
from .status import SHIPPABLE, UNANSWERED

_logger = logging.getLogger(__name__)


def make_together(orders):
    """Make the customers and quotations of what is new and plain.

    :param orders: ``laredoute.order`` whose rows are locked
    """
    _try(
        orders.filtered(_is_new), lambda new: new._make_sale_orders(make_customers(new))
    )


def confirm_together(orders):
    """Confirm the quotations of what is paid and plain.

    :param orders: ``laredoute.order`` whose rows are locked
    """
    _try(_in_their_turn(orders, orders.filtered(_is_paid)), _confirm)


def _in_their_turn(orders, plain):
    """Return what takes no goods that an order before it, which is not plain, needs."""
    found, needed = orders.browse(), set()
    for order in orders:
        products = set(order.line_ids.product_id.ids)
        if order not in plain:
            paid = any(line.status in SHIPPABLE for line in order.line_ids)
            needed |= products if paid else set()
        elif not products & needed:
            found |= order
        else:
            needed |= products
    return found


def _make(orders):
    orders._make_sale_orders(make_customers(orders))


def _confirm(orders):
    for order in orders:
        order._prepare_confirmation()
    orders._confirm_sale_orders()


def _try(orders, work):
    """Do something for several orders, or nothing.

    :raises psycopg2.Error: when others changed what it needs
    """
    if len(orders) < 2:
        return
    try:
        with orders.env.cr.savepoint():
            work(orders)
    except CONFLICTS:
        raise
    except Exception as error:  # noqa: BLE001 - each shows by itself what it was
        # no word of it: PostgreSQL names the row that it refuses, buyer and all
        kind = type(error).__name__
        _logger.info("%s La Redoute orders go one by one: %s", len(orders), kind)


def _is_new(order):
    """Whether nothing but a customer and a quotation is to be made of an order."""
    lines, place = order.line_ids, unpack_delivery(order.delivery).address
    return (
        not order.sale_order_id
        and not order.handled_elsewhere
        and not order.named_count
        and not shares(order)
        and lines._alive() == lines
        and all(
            line.product_id
            and (
                line.status in UNANSWERED
                or (line.status in SHIPPABLE and place.is_whole)
            )
            for line in lines
        )
    )


def _is_paid(order):
    """Whether all of an order is paid, and its quotation is as it was made."""
    lines = order.line_ids
    return (
        order.sale_order_id.state == "draft"
        and not order.tied
        and not order.handled_elsewhere
        and lines._alive() == lines
        and not order.refund_ids
        and all(
            line.status in SHIPPABLE
            and line.product_id
            and line.product_id == line.sale_line_id.product_id
            and not line.to_follow
            for line in lines
        )
        and unpack_delivery(order.delivery).address.is_whole
    )
