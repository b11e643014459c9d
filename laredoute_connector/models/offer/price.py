# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The prices of products at La Redoute, in bulk: for the check and for the offers."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from ..common import CENT
from .price_list import list_prices


class VariantPrice(NamedTuple):
    """What a variant costs the buyer, before any promotion.

    :ivar amount: with VAT, in the currency of the account's price list, in cents
    :ivar vat_rate: a fraction: 0.2
    """

    amount: Decimal
    vat_rate: Decimal


def prices(account, products):
    """Return {product id: :class:`VariantPrice`}, without a query per product.

    The VAT rate is that of the product's sales tax in Odoo; a price kept without VAT is
    raised by it. Nothing is ever divided. Products without a sales tax in percent, of
    the account's company, are left out.

    :param account: its price list counts; without one, the products' sales prices
    :param products: variants, some hundreds at a time
    """
    products = products.with_company(account.company_id)
    taxes = _taxes(account, products.product_tmpl_id)
    found, raw = {}, list_prices(account.pricelist_id, products)
    for product in products:
        tax = taxes[product.product_tmpl_id.id]
        if not tax:
            continue
        rate, factor = tax
        amount = Decimal(str(raw[product.id])) * factor
        found[product.id] = VariantPrice(amount.quantize(CENT, ROUND_HALF_UP), rate)
    return found


def price_currency(account):
    """Return the currency of the account's prices."""
    return (account.pricelist_id or account.company_id).currency_id


def drop_fraction(account):
    """Return the fall that needs a person, as a fraction; None: no price is held."""
    if not account.price_drop_guard:
        return None
    return Decimal(str(account.price_drop_guard)) / 100


def vat_rates(account, templates):
    """Return {template id: rates of all its sales taxes in percent}, as fractions.

    There should be one: of several, the first is sent.
    """
    known, found = {}, {}
    for template in templates:
        taxes = template.taxes_id
        if taxes._ids not in known:
            known[taxes._ids] = tuple(
                Decimal(str(tax.amount)) / 100
                for tax in _percent_taxes(taxes, account.company_id)
            )
        found[template.id] = known[taxes._ids]
    return found


def _taxes(account, templates):
    """Return {template id: (VAT rate, factor from the raw price)}, None without tax.

    Each distinct set of taxes is looked at once.
    """
    known, found = {}, {}
    for template in templates:
        taxes = template.taxes_id
        if taxes._ids not in known:
            known[taxes._ids] = _rate(account, taxes)
        found[template.id] = known[taxes._ids]
    return found


def _rate(account, taxes):
    tax = sale_tax(taxes, account.company_id)
    if not tax:
        return None
    rate = Decimal(str(tax.amount)) / 100
    return rate, Decimal(1) if tax.price_include else 1 + rate


def sale_tax(taxes, company):
    """Return the tax of ``taxes`` that is the VAT of a sale, or an empty recordset.

    :param company: the company that sells
    """
    return _percent_taxes(taxes, company)[:1]


def _percent_taxes(taxes, company):
    return taxes.filtered(
        lambda tax: tax.company_id == company and tax.amount_type == "percent"
    )
