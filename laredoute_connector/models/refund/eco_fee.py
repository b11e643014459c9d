# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Refunds of lines with an eco fee, which La Redoute has beside the price."""

from decimal import Decimal

from odoo.exceptions import UserError

from ...marketplace.refunds import of_price
from ..common import cents


def share_of_price(refund_line):
    """Return a refund's amount as La Redoute states prices: without the eco fee.

    It is the last one, whenever it was made first: what is requested again waited for
    no other one. Where nothing is left of the price, all of it: La Redoute says what
    it thinks.

    :param refund_line: one ``laredoute.refund.line``
    :return: Decimal
    """
    line, goods = refund_line.order_line_id, cents(refund_line.goods)
    if not line.eco_fee:
        return goods
    before = line.refund_line_ids - refund_line
    shares = _shares(line, before + refund_line) if refund_line._counting() else []
    return shares[-1] if shares and shares[-1] else goods


def check_part(line, part, goods, left, without=None):
    """Raise a UserError where a part of the price is of the eco fee as well.

    La Redoute knows the price without it: the buyer would not get the rest.

    :param line: one ``laredoute.order.line``
    :param part: :class:`~.request.Part`
    :param goods: what it gives back, as Decimal
    :param left: what may be refunded, a :class:`~...marketplace.refunds.Refundable`
    :param without: the refund line that it replaces, if any
    """
    if part.quantity or not line.eco_fee or goods == left.goods:
        return
    others = line.refund_line_ids - (without or line.refund_line_ids.browse())
    most = _price(line) - sum(_shares(line, others), Decimal(0))
    if goods > most:
        raise UserError(
            line.env._(
                "%(product)s: at most %(price)s is a part of the price, without the "
                "eco fee. Refund less, or all %(left)s, or whole pieces.",
                product=line.product_id.display_name or line.remote_id,
                price=line.currency_id.format(float(most)),
                left=line.currency_id.format(float(left.goods)),
            )
        )


def _price(line):
    """Return what all pieces cost without their eco fees, in whole cents."""
    return cents(Decimal(str(line.unit_price)) * line.quantity)


def _shares(line, refund_lines):
    made = [each._made() for each in refund_lines]
    return of_price(made, _price(line), cents(line.eco_fee))
