# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Refunds of lines with an eco fee, which La Redoute has beside the price."""

from decimal import Decimal

from odoo.exceptions import UserError

from ...marketplace.refunds import of_price
from ..account.taxes import fees_on_top, taxes_on_top
from ..common import cents
from ..order.eco_fee import fee_written, unit_fee


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


def fee_invoiced(sale_line):
    """Return what fixed taxes put on top of a unit's price in the last invoice.

    :param sale_line: one line of a sale order, which counts where none is posted
    :return: Decimal, in whole cents
    """
    items = sale_line.invoice_lines.filtered(
        lambda each: (
            each.parent_state == "posted"
            and each.move_id.move_type == "out_invoice"
            and each.currency_id == sale_line.currency_id
            and each.quantity > 0
        )
    )
    item = items.sorted("id")[-1:]
    if not item:
        return unit_fee(sale_line)
    fee = cents(sale_line.laredoute_line_id.eco_fee)
    written = fee_written(item, item.quantity, fee)
    return cents(written / Decimal(str(item.quantity)))


def taxes_as_invoiced(values, taxes, fee, sale_line):
    """Return what has Odoo credit the fixed taxes that were invoiced, not today's.

    As Odoo keeps the taxes that a person corrects on an invoice: they count as long as
    quantity and price of the line stay.

    :param values: of the credit note's line
    :param taxes: on it
    :param fee: of a unit, on top of its price, as it was invoiced
    :param sale_line: what is credited
    :return: the line's ``extra_tax_data``; False where the taxes are what they were
    """
    on_top = taxes_on_top(taxes)
    if not on_top or fees_on_top(on_top) == fee:
        return False
    amounts, left = {tax: {} for tax in taxes}, fee * Decimal(str(values["quantity"]))
    total, rest = fees_on_top(on_top), left
    for tax in on_top:
        share = Decimal(str(tax.amount)) / total if total else Decimal(0)
        amount = rest if tax == on_top[-1] else cents(left * share)
        amounts[tax] = {"tax_amount_currency": float(amount)}
        rest -= amount
    return {
        "currency_id": sale_line.currency_id.id,
        **{name: values[name] for name in ("price_unit", "quantity", "discount")},
        "manual_tax_amounts": {str(tax.id): each for tax, each in amounts.items()},
    }
