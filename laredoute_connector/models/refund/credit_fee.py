# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How a credit note gives an eco fee back: by its own taxes, and to the cent."""

from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from odoo import models
from odoo.fields import Command

from ..account.taxes import bears_vat, fees_on_top, taxes_on_top
from ..common import CENT, cents
from ..order.eco_fee import fee_written, is_paid, unit_fee
from .eco_fee import share_of_price


class CreditPart(NamedTuple):
    """One line of a credit note, of one line of a sale order.

    :ivar price: of a unit, VAT included, as Decimal
    :ivar quantity: units of the line
    :ivar taxes: on it
    :ivar pieces: that it gives back; 0 for a part of the price
    """

    price: Decimal
    quantity: int
    taxes: models.BaseModel
    pieces: int


def credit(refund, values, parts):
    """Return the draft of a credit note, of which the total is what is refunded.

    Where Odoo does not add fixed taxes up to it, they are a part of the price.

    :param refund: one ``laredoute.refund``
    :param values: of the credit note, without its lines
    :param parts: [(sale order line, amount as Decimal, pieces or 0)]
    """
    refund = refund.sudo()
    note = refund.env["account.move"]
    for with_fees in (True, False):
        lines = [refund._prepare_credit_lines(*part, with_fees) for part in parts]
        commands = [Command.create(line) for part in lines for line in part]
        if note:
            note.write({"invoice_line_ids": [Command.clear(), *commands]})
        else:
            note = note.create({**values, "invoice_line_ids": commands})
        fixed = _fixed(note.invoice_line_ids.tax_ids)
        if not fixed or cents(note.amount_total) == sum(part[1] for part in parts):
            break
    for sale_line, *_rest in parts:
        if _lost_its_fee(refund, note, sale_line):
            note.message_post(
                body=refund.env._(
                    "%s: some of this is eco fee, but its tax is not on the line, "
                    "since it does not add up to the cent. Here it is a part of the "
                    "price, with VAT: move it to the account of the fee if your books "
                    "need that.",
                    sale_line.product_id.display_name,
                )
            )
    return note


def divide(sale_line, amount, pieces, with_fees=True):
    """Return the :class:`CreditPart` of an amount, which together are the amount.

    Pieces give their fixed taxes back, and so does the whole price; what cents are over
    is a part of the price. A part of the price alone has no fee in it.

    :param sale_line: one line of a sale order
    :param amount: Decimal, VAT included
    :param pieces: how many, 0 for a part of the price
    :param with_fees: whether fixed taxes go back by themselves
    """
    taxes, order_line = sale_line.tax_ids, sale_line.laredoute_line_id
    fixed = _fixed(taxes) if with_fees else taxes.browse()
    vat, quantity = taxes - _fixed(taxes), pieces
    paid = cents(order_line.amount) - cents(order_line.delivery_fee)
    if fixed and not pieces and amount == paid:
        quantity = order_line.quantity
    if quantity and (fixed or taxes == vat):
        fee = fee_invoiced(sale_line)
        price = (amount / quantity - fee).quantize(CENT, ROUND_FLOOR)
        rest = amount - (price + fee) * quantity
        if price > 0 and (fixed or not rest):
            found = [CreditPart(price, quantity, vat | fixed, pieces)]
            return found + [CreditPart(rest, 1, vat, 0)] * bool(rest)
    return [CreditPart(amount, 1, vat, 0)]


def _fixed(taxes):
    return taxes.filtered(lambda tax: tax.amount_type == "fixed")


def _lost_its_fee(refund, note, sale_line):
    """Whether eco fee of a line is credited without the tax that it was invoiced by."""
    lines = note.invoice_line_ids.filtered(
        lambda each: sale_line in each.sale_line_ids | each.laredoute_sale_line_id
    )
    if not _fixed(sale_line.tax_ids) or _fixed(lines.tax_ids):
        return False
    refunded = refund.line_ids.filtered(lambda each: each.sale_line_id == sale_line)
    return any(share_of_price(each) < cents(each.goods) for each in refunded)


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


def taxes_as_invoiced(values, taxes, sale_line):
    """Return what has Odoo credit the fixed taxes that were invoiced, not today's.

    As Odoo keeps the taxes that a person corrects on an invoice: they count as long as
    quantity and price of the line stay.

    :param values: of the credit note's line
    :param taxes: on it
    :param sale_line: what is credited
    :return: the line's ``extra_tax_data``; False where the taxes are what they were
    """
    fixed, on_top = _fixed(taxes), taxes_on_top(taxes)
    units = Decimal(str(values["quantity"]))
    if not fixed:
        return False
    if on_top == fixed:
        amounts = _on_top(taxes, units, fee_invoiced(sale_line))
    else:
        total = cents(Decimal(str(values["price_unit"])) * units)
        fee = cents(sale_line.laredoute_line_id.eco_fee)
        amounts = _within(taxes, units, total, fee)
    return amounts and {
        "currency_id": sale_line.currency_id.id,
        **{name: values[name] for name in ("price_unit", "quantity", "discount")},
        **amounts,
    }


def _on_top(taxes, units, fee):
    """Return the amounts of taxes on top of a price; False where they are today's."""
    if fees_on_top(taxes) == fee:
        return False
    fixed = _fixed(taxes)
    return _manual(taxes - fixed, _shares(fixed, fee * units))


def _within(taxes, units, total, fee):
    """Return the amounts of taxes within a price; False where they are today's.

    :param total: of the line, with all taxes
    :param fee: of a unit, with its VAT
    """
    fixed = _fixed(taxes)
    vat = taxes - fixed
    known = len(vat) == 1 and vat.price_include and vat.amount_type == "percent"
    if not fee or not known or is_paid(fixed, vat, fee):
        return False
    taxed = fixed.filtered(lambda tax: bears_vat(tax, vat))
    if (taxed and taxed != fixed) or taxes_on_top(taxes):
        return False
    part = Decimal(str(vat.amount)) / (100 + Decimal(str(vat.amount)))
    borne = total if taxed else total - fee * units
    on_goods = cents(borne * part)
    fees = cents(fee * units * (1 - part if taxed else 1))
    found = _manual(vat, _shares(fixed, fees))
    found["manual_tax_amounts"][str(vat.id)] = {
        "tax_amount_currency": float(on_goods),
        "base_amount_currency": float(borne - on_goods),
    }
    found["manual_total_excluded_currency"] = float(total - fees - on_goods)
    return found


def _shares(taxes, amount):
    """Return {tax: its part of an amount}, by what they are today, to the cent."""
    today = {tax: Decimal(str(tax.amount)) for tax in taxes}
    total, rest, found = sum(today.values(), Decimal(0)), amount, {}
    for tax in taxes[:-1]:
        found[tax] = cents(amount * today[tax] / total) if total else Decimal(0)
        rest -= found[tax]
    return {**found, taxes[-1]: rest}


def _manual(others, amounts):
    """Return amounts of taxes as Odoo keeps what a person corrects.

    :param others: taxes that Odoo computes; all of a line are to be named
    :param amounts: {tax: amount}
    """
    given = {
        str(tax.id): {"tax_amount_currency": float(amount)}
        for tax, amount in amounts.items()
    }
    return {"manual_tax_amounts": {**{str(tax.id): {} for tax in others}, **given}}
