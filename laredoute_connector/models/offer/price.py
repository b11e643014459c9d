# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The prices of products at La Redoute, in bulk: for the check and for the offers."""

from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from ...marketplace.prices import Fee, PriceTaxes
from .price_list import list_prices


class VariantPrice(NamedTuple):
    """What a variant costs the buyer, before any promotion.

    :ivar amount: with VAT, in the currency of the account's price list, in cents;
        with the eco fee where the platform has it in the price
    :ivar vat_rate: a fraction: 0.2
    :ivar eco_fee: on top of the amount, with VAT, in cents; 0 where there is none
    """

    amount: Decimal
    vat_rate: Decimal
    eco_fee: Decimal


#: of a product that no tax says a price of
NO_PRICE = (None, None, None)


def prices(account, products):
    """Return {product id: :class:`VariantPrice`}, without a query per product.

    The VAT rate is that of the product's sales tax in Odoo; a price kept without VAT is
    raised by it. Nothing is ever divided. Products without a sales tax in percent, of
    the account's company, are left out.

    :param account: its price list counts; without one, the products' sales prices
    :param products: variants, some hundreds at a time
    """
    products = products.with_company(account.company_id)
    taxes = price_taxes(account, products.product_tmpl_id)
    found, raw = {}, list_prices(account.pricelist_id, products)
    apart = account._platform().rule_book.limits.eco_fee_apart
    for product in products:
        rule = taxes[product.product_tmpl_id.id]
        if rule:
            found[product.id] = variant_price(rule, raw[product.id], apart)
    return found


def variant_price(rule, raw, apart):
    """Return the :class:`VariantPrice` that comes of a price as it is kept.

    :param rule: a :class:`PriceTaxes`
    :param raw: float, as Odoo has it
    :param apart: whether the platform has the eco fee beside the price
    """
    amount, eco_fee = rule.split(Decimal(str(raw)))
    if not apart:
        amount, eco_fee = amount + eco_fee, Decimal(0)
    return VariantPrice(amount, rule.rate, eco_fee)


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


def price_taxes(account, templates):
    """Return {template id: :class:`PriceTaxes`}, None without VAT.

    Each distinct set of taxes is looked at once. Fixed taxes are eco fees; an amount
    that the product names itself is on top of its price, and wins over them. There
    are none where the account sends none.
    """
    known, found = {}, {}
    with_fees = account.offer_settings_id.sudo().eco_fees_sent
    templates.fetch(["taxes_id", "laredoute_eco_fee"])
    for template in templates:
        taxes, own = template.taxes_id, template.laredoute_eco_fee
        if taxes._ids not in known:
            known[taxes._ids] = _rule(account, taxes)
        rule = known[taxes._ids]
        if rule and not with_fees:
            rule = replace(rule, fees=())
        elif rule and own > 0:
            rule = replace(rule, fees=(Fee(Decimal(str(own))),))
        found[template.id] = rule
    return found


def _rule(account, taxes):
    vat = sale_tax(taxes, account.company_id)
    if not vat:
        return None
    fixed = taxes.filtered(
        lambda tax: tax.company_id == account.company_id and tax.amount_type == "fixed"
    )
    return PriceTaxes(
        rate=Decimal(str(vat.amount)) / 100,
        inside=vat.price_include,
        fees=tuple(
            Fee(Decimal(str(tax.amount)), tax.price_include, _bears(vat, tax))
            for tax in fixed
            # a rebate is no fee, and no file may hold a fee below zero
            if tax.amount > 0
        ),
    )


def _bears(vat, fixed):
    """Whether VAT comes on a fixed tax too.

    As Odoo has it: not where the price holds the VAT and leaves the fixed tax out.
    """
    within = fixed.price_include or not vat.price_include
    return fixed.include_base_amount and vat.is_base_affected and within


def sale_tax(taxes, company):
    """Return the tax of ``taxes`` that is the VAT of a sale, or an empty recordset.

    :param company: the company that sells
    """
    return _percent_taxes(taxes, company)[:1]


def _percent_taxes(taxes, company):
    return taxes.filtered(
        lambda tax: tax.company_id == company and tax.amount_type == "percent"
    )
