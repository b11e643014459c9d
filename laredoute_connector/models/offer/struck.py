# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The prices that are struck through beside the offers of an account, in bulk."""

from decimal import Decimal

from odoo import fields

from ...marketplace.prices import lowest_before, struck_price
from ..common import naive
from .price import price_taxes, variant_price
from .price_list import list_prices


class StruckPrices:
    """What one account strikes through; how, its settings say.

    :param account: in its company
    """

    def __init__(self, account):
        self.account, self.env = account, account.env
        self.settings = account.offer_settings_id.sudo()
        self._apart = account._platform().rule_book.limits.eco_fee_apart
        limit = self.settings.discount_limit
        self._most = Decimal(str(limit)) / 100 if limit else None

    def look_at(self, batch, products):
        """Read what the prices of a batch are compared with, in a few queries.

        :param batch: list of :class:`.compute.Listed`
        :param products: theirs
        """
        by, products = (
            self.settings.struck_by,
            products.with_company(self.account.company_id),
        )
        self._histories, self._references = {}, {}
        if by == "lowest":
            prices = self.env["laredoute.offer.price"]
            self._histories = prices._histories([each.id for each in batch])
        elif by != "none" and self._currency(by).name == "EUR":
            self._references = self._with_vat(products, self._raw(by, products))

    def of(self, listed, price, usual, begin=None):
        """Return the price to strike through, and since when it was on sale.

        The price itself where nothing is struck through; no day where it never was.

        :param listed: of the batch that was read
        :param price: Decimal, euros with VAT
        :param usual: Decimal, likewise: the price without the promotion that reduces it
        :param begin: aware moment, later than now, from which on the price is for sale
        """
        reference, since = self._references.get(listed.product_id), None
        if self.settings.struck_by == "lowest":
            history, now = self._histories.get(listed.id, ()), fields.Datetime.now()
            # the thirty days before a file that goes ahead end with its operation's eve
            now = max(now, naive(begin)) if begin else now
            lowest = lowest_before(history, price, now)
            if lowest and lowest.price > price:
                reference, since = lowest.price, lowest.begin.date()
        elif usual > price:
            reference = max(usual, reference or usual)
        return struck_price(price, reference, self._most), since

    def _currency(self, by):
        """Return the currency of the amounts; only euros can be struck through."""
        if by == "pricelist":
            return self.settings.struck_pricelist_id.currency_id
        return self.account.company_id.currency_id

    def _raw(self, by, products):
        """Return {product id: amount as it is kept, floats}."""
        if by == "list_price":
            return list_prices(self.env["product.pricelist"], products)
        pricelist, name = (
            self.settings.struck_pricelist_id,
            self.settings.struck_field_id.name,
        )
        if by == "pricelist" and pricelist:
            return list_prices(pricelist, products)
        if by == "field" and name:
            templates = products.product_tmpl_id
            templates.fetch([name])
            return {each.id: each.product_tmpl_id[name] for each in products}
        # its source was deleted
        return dict.fromkeys(products.ids, 0)

    def _with_vat(self, products, raw):
        """Return {product id: Decimal}; none where there is no amount."""
        taxes = price_taxes(self.account, products.product_tmpl_id)
        found = {}
        for product in products:
            rule, amount = taxes[product.product_tmpl_id.id], raw[product.id]
            if rule and amount:
                found[product.id] = variant_price(rule, amount, self._apart).amount
        return found
