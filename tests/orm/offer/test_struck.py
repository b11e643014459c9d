# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Prices of offers at random, in both ways of keeping VAT: to the cent."""

import itertools
import random
from datetime import timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.laredoute_connector.models.offer.compute import OfferComputer

from ..common import LaredouteCase, refused

#: products of one batch
PRODUCTS = 40
NUMBERS = itertools.count(1)
RATES = (20.0, 10.0, 5.5, 2.1)


def to_the_cent(amount, rounding=ROUND_HALF_UP):
    number = Decimal(amount.numerator) / Decimal(amount.denominator)
    return number.quantize(Decimal("0.01"), rounding)


@tagged("standard", "post_install", "-at_install")
class TestStruck(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.random = random.Random(7)
        self.account.eco_fees_sent = True
        self.promotions = self.env["laredoute.promotion"]

    def make_tax(self, amount, kind, inside, **values):
        return self.env["account.tax"].create(
            {
                "name": f"Taxe n° {next(NUMBERS)}",
                "amount": amount,
                "amount_type": kind,
                "type_tax_use": "sale",
                "company_id": self.account.company_id.id,
                "price_include_override": "tax_included" if inside else "tax_excluded",
                **values,
            }
        )

    def make_listings(self, inside):
        """Products of every rate, some with eco fees, whose prices have VAT or not."""
        vat = [self.make_tax(rate, "percent", inside, sequence=5) for rate in RATES]
        fees = [
            self.make_tax(
                amount, "fixed", within, include_base_amount=taxed, sequence=1
            )
            for amount, within, taxed in ((0.5, inside, False), (2.35, False, True))
        ]
        listings = self.env["laredoute.listing"]
        for _number in range(PRODUCTS):
            product = self.make_product(
                lst_price=self.random.randrange(500, 90000) / 100
            )
            taxes = [self.random.choice(vat)]
            taxes += [self.random.choice(fees)] * (self.random.random() < 0.5)
            product.taxes_id = [Command.set([tax.id for tax in taxes])]
            product.laredoute_eco_fee = self.random.choice((0, 0, 0, 1.25))
            product.weight = self.random.choice((0, 10, 500, 2000))
            listings |= self.make_listing(product)
        return listings

    def offers(self, listings):
        computer = OfferComputer(self.account._in_its_company())
        found = computer.compute(computer.of_listings(listings))
        return {each.listed.id: each.offer for each in found}

    def expected(self, product, raw):
        """What the rules say of an amount that is kept: goods with VAT, and fee."""
        raw, own = Fraction(str(raw)), Fraction(str(product.laredoute_eco_fee))
        vat = product.taxes_id.filtered(lambda tax: tax.amount_type == "percent")
        factor = 1 + Fraction(str(vat.amount)) / 100
        fee = own
        if not own:
            for tax in product.taxes_id - vat:
                amount = Fraction(str(tax.amount))
                bears = tax.include_base_amount and (
                    tax.price_include or not vat.price_include
                )
                paid = amount * factor if bears else amount
                fee += paid
                if tax.price_include:
                    raw -= paid if vat.price_include else amount
        goods = raw if vat.price_include else raw * factor
        goods, fee = to_the_cent(goods), to_the_cent(fee)
        apart = self.account._platform().rule_book.limits.eco_fee_apart
        return (goods, fee) if apart else (goods + fee, Decimal(0))

    def test_money_is_exact_in_both_tax_set_ups(self):
        weight = self.env["ir.model.fields"]._get("product.template", "weight")
        half_price = self.env["product.pricelist"].create(
            {
                "name": "Moitié",
                "item_ids": [
                    Command.create({"compute_price": "percentage", "percent_price": 55})
                ],
            }
        )
        for inside in (True, False):
            listings = self.make_listings(inside)
            for values in (
                {"struck_by": "none"},
                {"struck_by": "list_price", "pricelist_id": half_price.id},
                {"discount_limit": 40},
                {"struck_by": "field", "struck_field_id": weight.id},
            ):
                self.account.write(values)
                offers = self.offers(listings)
                self.assertEqual(len(offers), PRODUCTS)
                for listing in listings:
                    self.assert_exact(listing, offers[listing.id])
            self.account.write({"pricelist_id": False, "discount_limit": 0})

    def assert_exact(self, listing, offer):
        product = listing.product_id
        raw = product.list_price
        if self.account.pricelist_id:
            raw = self.account.pricelist_id._get_product_price(product, 1.0)
        usual, fee = self.expected(product, raw)
        price = self.reduced(listing, usual)
        self.assertEqual((offer.price, offer.eco_fee or Decimal(0)), (price, fee))
        kept = {"list_price": product.list_price, "field": product.weight}
        reference = kept.get(self.account.struck_by)
        struck = usual
        if reference:
            struck = max(usual, self.expected(product, reference)[0])
        limit = Fraction(str(self.account.discount_limit)) / 100
        if limit and Fraction(price) < Fraction(struck) * (1 - limit):
            struck = to_the_cent(Fraction(price) / (1 - limit), ROUND_DOWN)
        self.assertEqual(offer.struck_price, struck, product.list_price)

    def reduced(self, listing, usual):
        """What the rules say of a price during all of the promotions."""
        prices = [usual]
        for line in self.promotions.line_ids:
            if line.listing_id != listing:
                continue
            promotion = line.promotion_id
            exact = Fraction(usual) - Fraction(str(promotion.amount))
            if promotion.price_by == "percentage":
                left = 1 - Fraction(str(promotion.percentage)) / 100
                exact = Fraction(usual) * left
            elif promotion.price_by == "price":
                exact = Fraction(str(line.price))
            reduced = to_the_cent(exact)
            prices += [reduced] * (reduced > 0)
        return min(prices)

    def make_promotions(self, listings):
        """One of each kind, each of two in three: some products are in several."""
        some = self.random.randrange
        now = fields.Datetime.now()
        kinds = (
            {"price_by": "percentage", "percentage": some(100, 9000) / 100},
            {"price_by": "amount", "amount": some(50, 9000) / 100},
            {"price_by": "price"},
        )
        self.promotions = self.env["laredoute.promotion"].create(
            [
                {
                    "name": values["price_by"],
                    "account_id": self.account.id,
                    "date_begin": now - timedelta(days=1),
                    "date_end": now + timedelta(days=1),
                    "line_ids": [
                        Command.create(
                            {"listing_id": each.id, "price": some(100, 90000) / 100}
                        )
                        for each in listings
                        if self.random.random() < 2 / 3
                    ],
                    **values,
                }
                for values in kinds
            ]
        )
        self.promotions.action_confirm()

    def test_promotions_are_exact_in_both_tax_set_ups(self):
        self.account.pricelist_id = False
        for inside in (True, False):
            listings = self.make_listings(inside)
            self.make_promotions(listings)
            for values in (
                {"struck_by": "none", "discount_limit": 0},
                {"struck_by": "list_price", "discount_limit": 40},
            ):
                self.account.write(values)
                offers = self.offers(listings)
                for listing in listings:
                    self.assert_exact(listing, offers[listing.id])
                prices = [offers[listing.id].price for listing in listings]
                usual = [self.usual(listing) for listing in listings]
                self.assertNotEqual(prices, usual, "some are reduced")
            self.promotions.action_cancel()

    def usual(self, listing):
        return self.expected(listing.product_id, listing.product_id.list_price)[0]

    def test_what_odoo_invoices_is_the_price_and_the_fee(self):
        """Beside rounding, which Odoo does for each tax by itself."""
        for inside in (True, False):
            listings = self.make_listings(inside)
            offers = self.offers(listings)
            for listing in listings.filtered(
                lambda each: not each.product_id.laredoute_eco_fee
            ):
                product = listing.product_id
                total = product.taxes_id.compute_all(
                    product.list_price, self.env.ref("base.EUR")
                )["total_included"]
                offer = offers[listing.id]
                paid = offer.price + (offer.eco_fee or 0)
                self.assertAlmostEqual(float(paid), total, delta=0.0101)

    def test_a_fee_below_zero_is_none(self):
        listing = self.make_listings(False)[0]
        product = listing.product_id
        vat = product.taxes_id.filtered(lambda tax: tax.amount_type == "percent")
        for own, taxes in ((-0.5, vat), (0, vat | self.make_tax(-3, "fixed", False))):
            product.write({"laredoute_eco_fee": own, "taxes_id": taxes})
            self.assertIsNone(self.offers(listing)[listing.id].eco_fee)

    def test_a_price_that_is_held_keeps_its_fee(self):
        listing = self.make_listings(False)[0]
        product = listing.product_id
        product.laredoute_eco_fee = 1.25
        self.make_live(listing)
        self.assertEqual(listing.eco_fee_sent, 1.25)
        price = self.offers(listing)[listing.id].price
        product.taxes_id = False
        offer = self.offers(listing)[listing.id]
        self.assertEqual((offer.price, offer.eco_fee), (price, Decimal("1.25")))

    def test_an_account_that_sends_no_fees_has_the_prices_it_had(self):
        self.account.eco_fees_sent = False
        (listing,) = self.make_listings(False)[0]
        product = listing.product_id
        vat = product.taxes_id.filtered(lambda tax: tax.amount_type == "percent")
        offer = self.offers(listing)[listing.id]
        price = Fraction(str(product.list_price)) * (
            1 + Fraction(str(vat.amount)) / 100
        )
        self.assertEqual((offer.price, offer.eco_fee), (to_the_cent(price), None))

    # ------------------------------------------------- the lowest price of thirty days
    def days_pass(self, days):
        """What was on sale lies farther back."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE laredoute_offer_price SET begin = begin - %s::interval",
            (f"{days} days",),
        )
        self.env.invalidate_all()

    def sell_at(self, price):
        self.listing.product_id.list_price = price
        self.run_flow("check_listings", "send_offers")
        offer = self.market.sent("offers")[0]
        self.report("offers", self.listing.offer_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        return offer

    def test_the_lowest_price_of_thirty_days_is_struck(self):
        self.account.write({"struck_by": "lowest", "price_drop_guard": 0})
        self.listing = self.make_listing()
        self.make_live(self.listing)
        self.full_offers_done()
        self.sell_at(100)
        self.days_pass(40)
        raised = self.sell_at(120)
        self.assertEqual(raised.struck_price, raised.price, "a rise strikes nothing")
        self.days_pass(10)
        self.assertEqual(float(self.sell_at(90).struck_price), 120.0, "100 and VAT")
        self.days_pass(10)
        # another figure changes nothing: what it was measured by stays
        self.set_stock(self.listing.product_id, -1)
        self.run_flow("send_offers")
        self.assertEqual(float(self.market.sent("offers")[0].struck_price), 120.0)
        self.assertEqual(self.listing.struck_sent, 120.0)
        long_ago = fields.Date.today() - timedelta(days=60)
        self.assertEqual(self.listing.struck_since, long_ago)
        prices = self.listing.price_ids
        self.assertEqual(prices.mapped("price")[:3], [108.0, 144.0, 120.0])

    def test_a_price_that_was_refused_was_never_on_sale(self):
        self.listing = self.make_listing()
        self.make_live(self.listing)
        self.full_offers_done()
        before = len(self.listing.price_ids)
        self.listing.product_id.list_price = 45
        self.run_flow("check_listings", "send_offers")
        line = refused(self.listing.ean, self.listing.sku, "price", "refused")
        self.report("offers", self.listing.offer_exchange_id, line)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(len(self.listing.price_ids), before)

    def test_what_was_replaced_long_ago_is_forgotten(self):
        prices, now = self.env["laredoute.offer.price"], fields.Datetime.now()
        listing = self.make_listing()
        for days, amount in ((200, 10), (150, 20), (50, 30)):
            prices.create(
                {
                    "listing_id": listing.id,
                    "account_id": self.account.id,
                    "price": amount,
                    "begin": now - timedelta(days=days),
                }
            )
        prices._gc_old()
        self.assertEqual(listing.price_ids.mapped("price"), [30.0, 20.0])

    # ---------------------------------------------------------------------- settings
    def test_without_its_source_nothing_is_struck(self):
        listing = self.make_listing()
        for name in ("field", "pricelist"):
            self.account.struck_by = name
            offer = self.offers(listing)[listing.id]
            self.assertEqual(offer.struck_price, offer.price)

    def test_a_list_in_dollars_is_none(self):
        dollars = self.env["product.pricelist"].create(
            {"name": "Dollars", "currency_id": self.env.ref("base.USD").id}
        )
        with self.assertRaisesRegex(ValidationError, "not in euros"):
            self.account.write(
                {"struck_by": "pricelist", "struck_pricelist_id": dollars.id}
            )
