# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The prices of products at La Redoute, in bulk: for the check and for the offers."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from odoo.fields import Domain
from odoo.tools import SQL

from ..common import CENT

#: lines of a price list that treat all variants of a template alike, or that name one
#: variant. A cost is a variant's own; what other addons add is not known here
PLAIN_ITEM = Domain(
    [
        ("compute_price", "in", ("fixed", "percentage", "formula")),
        ("base", "in", ("list_price", "pricelist")),
        (
            "applied_on",
            "in",
            ("3_global", "2_product_category", "1_product", "0_product_variant"),
        ),
    ]
)


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
    found, alike = {}, _priced_alike(account, products)
    raw = _raw_prices(account, products.browse(dict.fromkeys(alike.values())))
    for product in products:
        tax = taxes[product.product_tmpl_id.id]
        if not tax:
            continue
        rate, factor = tax
        amount = Decimal(str(raw[alike[product.id]])) * factor
        found[product.id] = VariantPrice(amount.quantize(CENT, ROUND_HALF_UP), rate)
    return found


def _raw_prices(account, products):
    """Return {product id: price} by Odoo's own methods: what changes them counts."""
    if account.pricelist_id:
        return account.pricelist_id._get_products_price(products, 1.0)
    return products._price_compute("list_price")


def _priced_alike(account, products):
    """Return {product id: id of the variant that is priced for it}.

    Variants of a template cost the same, unless something may give one its own price:
    an extra of an attribute, a line of the price list, a cost, or another addon.
    """
    own = _own_prices(account, products)
    first, alike = {}, {}
    for product in products:
        number, template_id = product.id, product.product_tmpl_id.id
        if own is None or number in own:
            alike[number] = number
        else:
            alike[number] = first.setdefault(template_id, number)
    return alike


def _own_prices(account, products):
    """Return ids of the variants that may have a price of their own; None: all may."""
    if not products._fields["list_price"].inherited:
        return None
    rows = account.env.execute_query(
        SQL(
            """
            SELECT combination.product_product_id
              FROM product_variant_combination combination
              JOIN product_template_attribute_value value
                ON value.id = combination.product_template_attribute_value_id
             WHERE combination.product_product_id IN %s AND value.price_extra != 0
            """,
            tuple(products.ids) or (0,),
        )
    )
    own = {product for (product,) in rows}
    if account.pricelist_id:
        items = account.env["product.pricelist.item"].sudo()
        used = account.pricelist_id._laredoute_used()
        of_lists = Domain("pricelist_id", "in", list(used))
        if items.search_count(of_lists & ~PLAIN_ITEM, limit=1):
            return None
        of_variants = of_lists & Domain("product_id", "in", products.ids)
        own.update(items.search(of_variants).product_id.ids)
    return own


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
