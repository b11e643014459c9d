# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The eco fee of an order: of the offer in force, and to the cent in Odoo."""

import itertools
import random
from dataclasses import replace
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.laredoute_connector.models.offer.compute import OfferComputer
from odoo.addons.laredoute_connector.models.order.eco_fee import note_fees

from ..agreement.agreement_case import AgreementCase
from ..common import PLATFORM, only_on_sellr

NUMBERS = itertools.count(1)
RATES = (20.0, 10.0, 5.5, 2.1)
#: (amount of the fixed tax, whether VAT comes on it); None: the product's own amount
FEES = ((5.0, True), (2.35, False), (0.53, True), (0.02, False), (1.255, False), None)
CENT = Decimal("0.01")


def to_cents(amount):
    return round(Decimal(str(amount)) * 100)


@tagged("standard", "post_install", "-at_install")
class TestEcoFee(AgreementCase):
    def setUp(self):
        super().setUp()
        self.random = random.Random(11)
        self.account.eco_fees_sent = True
        self.apart = PLATFORM == "sellr"

    def make_tax(self, amount, kind, within, **values):
        return self.env["account.tax"].create(
            {
                "name": f"Taxe n° {next(NUMBERS)}",
                "amount": amount,
                "amount_type": kind,
                "type_tax_use": "sale",
                "company_id": self.company.id,
                "price_include_override": "tax_included" if within else "tax_excluded",
                **values,
            }
        )

    def make_sold(self, rate, inside, fee, within=False, own=0):
        """A product with an accepted offer, whose price has its VAT or not."""
        vat = self.make_tax(rate, "percent", inside, sequence=5)
        fixed = vat.browse()
        if fee:
            amount, taxed = fee
            fixed = self.make_tax(
                amount, "fixed", within, include_base_amount=taxed, sequence=1
            )
        product = self.make_product(
            stock=50, image_1920=False, taxes_id=[Command.set((vat | fixed).ids)]
        )
        product.laredoute_eco_fee = own
        self.accept(self.make_listing(product, ean=product.barcode))
        return product, fixed

    def listing_of(self, product):
        return self.env["laredoute.listing"].search([("product_id", "=", product.id)])

    def accept(self, listing):
        """La Redoute accepts the offer of a listing, as it is now."""
        computer = OfferComputer(self.account._in_its_company())
        (found,) = computer.compute(computer.of_listings(listing))
        listing.eco_fee_sent = float(found.offer.eco_fee or 0)
        listing._note_accepted(fields.Datetime.now() - timedelta(hours=2))
        return found.offer

    def bought(self, product, quantity=1, **values):
        order = self.order(
            self.order_line(product, quantity=quantity, **values),
            remote_id=f"1-2026.331.{next(NUMBERS):07d}",
        )
        self.read()
        self.run_flow("send_operations")
        return self.inbox(order.remote_id)

    # ---------------------------------------------------------------- the sale order
    def assert_total(self, inbox, quantity, price, fee):
        sale, line = inbox.sale_order_id, inbox.line_ids
        delivery = line.delivery_fee
        wanted = (Decimal(price) + fee) * quantity + Decimal(str(delivery))
        wanted = wanted.quantize(CENT, ROUND_HALF_UP)
        self.assertEqual(to_cents(line.eco_fee), fee * 100)
        self.assertEqual(to_cents(inbox.amount_total), wanted * 100)
        self.assertEqual(to_cents(sale.amount_total), wanted * 100)
        parts = sale.amount_untaxed + sale.amount_tax
        self.assertEqual(to_cents(parts), to_cents(wanted))
        self.compare()
        self.assertFalse(inbox.disagreement_ids.mapped("message"))

    def fee_amounts(self, sale_line):
        """{fixed tax: amount} as Odoo's taxes report it."""
        details = sale_line.tax_ids.compute_all(
            sale_line.price_unit, sale_line.currency_id, sale_line.product_uom_qty
        )
        taxes = self.env["account.tax"]
        found = {taxes.browse(each["id"]): each["amount"] for each in details["taxes"]}
        return {tax: each for tax, each in found.items() if tax.amount_type == "fixed"}

    def test_totals_are_exact_in_both_tax_set_ups(self):
        for inside, rounding in itertools.product(
            (True, False), ("round_per_line", "round_globally")
        ):
            self.company.tax_calculation_rounding_method = rounding
            for fee in FEES:
                rate = self.random.choice(RATES)
                own = 0 if fee else 1.25
                product, _fixed = self.make_sold(rate, inside, fee, own=own)
                quantity = self.random.choice((1, 3, 7))
                price = str(Decimal(self.random.randrange(3000, 90000)) / 100)
                inbox = self.bought(product, quantity, price=price)
                paid = Fraction(str(fee[0] if fee else own))
                if fee and fee[1] and not inside:
                    paid *= 1 + Fraction(str(rate)) / 100
                cents = int(paid * 100 + Fraction(1, 2)) if self.apart else 0
                self.assert_total(inbox, quantity, price, Decimal(cents) / 100)
                with self.subTest(inside=inside, fee=fee):
                    sale_line = inbox.line_ids.sale_line_id
                    is_tax = bool(fee and self.apart)
                    self.assertEqual(len(sale_line.tax_ids), 1 + is_tax)
                    # as Odoo rounds it where it has parts of a cent
                    amount = sum(self.fee_amounts(sale_line).values())
                    wanted = fee[0] * quantity if is_tax else 0
                    self.assertAlmostEqual(amount, wanted, delta=0.00501)

    @only_on_sellr("the other platform has the fee in its prices")
    def test_the_fixed_tax_is_reported_as_the_fee(self):
        self.company.tax_calculation_rounding_method = "round_per_line"
        for inside in (True, False):
            product, fixed = self.make_sold(20.0, inside, (2.35, False))
            sale_line = self.bought(product, 3).line_ids.sale_line_id
            self.assertEqual(sale_line.price_unit, 59.9)
            self.assertEqual(self.fee_amounts(sale_line), {fixed: 7.05})

    @only_on_sellr("the other platform has the fee in its prices")
    def test_a_fee_that_cannot_be_on_top_is_a_tax_within_the_price(self):
        """With VAT on it, or where Odoo rounds whole documents."""
        self.company.tax_calculation_rounding_method = "round_globally"
        for inside, fee, paid in (
            (False, (5.0, True), Decimal(6)),
            (False, (5.0, False), Decimal(5)),
            (True, (5.0, True), Decimal(5)),
        ):
            product, fixed = self.make_sold(20.0, inside, fee)
            inbox = self.bought(product, 3)
            self.assert_total(inbox, 3, "59.90", paid)
            sale_line = inbox.line_ids.sale_line_id
            ((tax, amount),) = self.fee_amounts(sale_line).items()
            self.assertNotEqual(tax, fixed)
            self.assertTrue(tax.price_include)
            self.assertEqual((tax.include_base_amount, amount), (paid == 6, 15))
            # VAT on the goods, and on the fee where it comes on it
            vat = sale_line.price_total - sale_line.price_subtotal - amount
            with_vat = Decimal("179.70") + (18 if paid == 6 else 0)
            self.assertAlmostEqual(vat, float(with_vat) / 6, places=2)
            again = self.bought(product).line_ids.sale_line_id
            self.assertEqual(again.tax_ids, sale_line.tax_ids, "made once")

    @only_on_sellr("the other platform has the fee in its prices")
    def test_a_tax_within_the_price_follows_its_origin_and_nothing_else(self):
        self.company.tax_calculation_rounding_method = "round_globally"
        product, fixed = self.make_sold(20.0, True, (5.0, False))
        other = self.make_tax(5.0, "fixed", True)

        def copy_sold(fee):
            inbox = self.bought(product, 3)
            self.assert_total(inbox, 3, "59.90", Decimal(fee))
            (tax,) = self.fee_amounts(inbox.line_ids.sale_line_id)
            self.assertNotIn(tax, fixed | other)
            self.assertEqual((tax.laredoute_origin_id, tax.amount), (fixed, fee))
            return tax

        copy = copy_sold(5)
        # one of an earlier version has no link
        copy.laredoute_origin_id = False
        self.assertEqual(copy_sold(5), copy)
        fixed.amount = 7
        self.accept(self.listing_of(product))
        self.assertEqual(copy_sold(7), copy)
        self.assertFalse(copy.copy().laredoute_origin_id)

    @only_on_sellr("the other platform has the fee in its prices")
    def test_where_its_name_is_taken_the_fee_is_in_the_price(self):
        product, fixed = self.make_sold(20.0, False, (5.0, True))
        self.make_tax(1, "percent", False).name = f"{fixed.name}, within the price"
        inbox = self.bought(product, 3)
        self.assert_total(inbox, 3, "59.90", Decimal(6))
        sale_line = inbox.line_ids.sale_line_id
        self.assertEqual((sale_line.price_unit, len(sale_line.tax_ids)), (65.9, 1))

    @only_on_sellr("the other platform has the fee in its prices")
    def test_an_included_fee_of_the_amount_of_a_rate_is_no_vat(self):
        fee = self.make_tax(20, "fixed", True)
        self.account.tax_ids = fee | self.account.tax_ids
        product, _fixed = self.make_sold(20.0, True, None)
        taxes = self.bought(product).line_ids.sale_line_id.tax_ids
        self.assertEqual(taxes.amount_type, "percent")

    # ------------------------------------------------------------------ which fee it is
    @only_on_sellr("the other platform has the fee in its prices")
    def test_it_goes_from_the_product_through_the_offer_to_the_order(self):
        self.product.laredoute_eco_fee = 1.5
        listing = self.make_listing(self.product)
        self.make_live(listing)
        self.assertEqual((listing.eco_fee_sent, listing.eco_fee_accepted), (1.5, 1.5))
        order = self.order(self.product)
        moment = fields.Datetime.now() + timedelta(minutes=1)
        listing.eco_fee_since = moment - timedelta(hours=2)
        self.read()
        inbox = self.inbox(order.remote_id)
        self.assertEqual(inbox.line_ids.eco_fee, 1.5)
        self.assertEqual(inbox.line_ids.sale_line_id.price_unit, 61.4)

    @only_on_sellr("the other platform has the fee in its prices")
    def test_a_later_fee_changes_nothing_of_an_order(self):
        product, fixed = self.make_sold(20.0, True, (2.35, False))
        inbox = self.bought(product, 3)
        fixed.amount = 4
        self.accept(self.listing_of(product))
        self.say(self.market.orders[inbox.remote_id], "to_ship")
        self.read()
        self.assertEqual(inbox.line_ids.eco_fee, 2.35)
        inbox._restore(inbox.line_ids, "price_differs")
        self.assertEqual(inbox.line_ids.sale_line_id.price_unit, 62.25)
        self.assert_total(inbox, 3, "59.90", Decimal("2.35"))
        self.assertEqual(self.bought(product).line_ids.eco_fee, 4)

    @only_on_sellr("the other platform has the fee in its prices")
    def test_who_ordered_before_the_fee_paid_the_one_before(self):
        product, fixed = self.make_sold(20.0, True, (2.35, False))
        listing = self.listing_of(product)
        fixed.amount = 4
        offer = self.accept(listing)
        self.assertEqual(offer.eco_fee, 4)
        # orders are of an hour ago
        for since, fee in ((30, 2.35), (90, 4)):
            listing.eco_fee_since = fields.Datetime.now() - timedelta(minutes=since)
            inbox = self.bought(product)
            self.assertEqual(inbox.line_ids.eco_fee, fee)
        self.account.eco_fees_sent = False
        self.accept(listing)
        self.assertEqual(self.bought(product).line_ids.eco_fee, 0)

    @only_on_sellr("the other platform has the fee in its prices")
    def test_an_order_of_long_ago_has_the_fee_of_its_day(self):
        """Fees of 2, 3 and 4 were accepted, five, three and one hours ago."""
        product, fixed = self.make_sold(20.0, True, (2.0, False))
        listing, prices = self.listing_of(product), self.env["laredoute.offer.price"]
        listing.write({"price_sent": 59.9, "quantity_sent": 9})
        prices.search([("listing_id", "=", listing.id)]).unlink()
        for fee, hours in ((2, 5), (3, 3), (4, 1)):
            fixed.amount = fee
            self.accept(listing)
            prices._note(listing)
            # again, with nothing new
            prices._note(listing)
            listing.price_ids[:1].begin = self.ago(hours=hours)
        listing.eco_fee_since = self.ago(hours=1)
        self.assertEqual(listing.price_ids.mapped("eco_fee"), [4, 3, 2])
        self.assertEqual(len(prices._histories(listing.ids)[listing.id]), 1)
        inbox = self.bought(product)
        for hours, fee in ((0.5, 4), (2, 3), (4, 2), (9, 3)):
            inbox.ordered_at = self.ago(hours=hours)
            values = {"order_id": inbox.id, "ean": product.barcode}
            note_fees(self.env, [values])
            self.assertEqual(values["eco_fee"], fee, hours)

    @only_on_sellr("the other platform has the fee in its prices")
    def test_the_article_on_sale_says_the_fee(self):
        """Not an old listing of a product that was made again with the same EAN."""
        product, _fixed = self.make_sold(20.0, True, None)
        old = self.make_listing(self.make_product(), ean=product.barcode)
        old.write({"eco_fee_accepted": 2.35, "selected": False})
        old.product_id.active = False
        self.assertEqual(self.bought(product).line_ids.eco_fee, 0)

    @only_on_sellr("the other platform has the fee in its prices")
    def test_a_fee_that_nobody_knows_is_named(self):
        """Its listing is gone, or has another code; the product has a fee."""
        product, fixed = self.make_sold(20.0, True, (2.35, False))

        def said(inbox):
            return "no offer of it" in str(inbox.message_ids.mapped("body"))

        self.assertFalse(said(self.bought(product)))
        listing = self.listing_of(product)
        listing.sku = f"{listing.sku}-B"
        inbox = self.bought(product, sku=product.default_code)
        self.assertTrue(said(inbox))
        self.assertEqual(inbox.line_ids.eco_fee, 0)
        listing.unlink()
        self.assertTrue(said(self.bought(product)))
        without = product.taxes_id - fixed
        product.taxes_id = without
        self.assertFalse(said(self.bought(product)))
        product.taxes_id |= fixed
        self.account.eco_fees_sent = False
        self.assertFalse(said(self.bought(product)))

    @only_on_sellr("the other platform has the fee in its prices")
    def test_another_article_has_its_own_fee(self):
        with_fee, _fixed = self.make_sold(20.0, True, (2.35, False))
        without, _none = self.make_sold(20.0, True, None)
        inbox = self.bought(with_fee)
        for product, fee in ((without, 0), (with_fee, 2.35)):
            order = self.market.orders[inbox.remote_id]
            codes = {"ean": product.barcode, "sku": product.default_code}
            lines = tuple(replace(each, **codes) for each in order.lines)
            self.put(order, lines=lines)
            self.read()
            self.assertEqual(inbox.line_ids.eco_fee, fee)

    def test_an_order_that_states_its_fee_is_believed(self):
        product, _fixed = self.make_sold(20.0, True, (2.35, False))
        inbox = self.bought(product, eco_fee=Decimal("3.10"))
        self.assert_total(inbox, 1, "59.90", Decimal("3.10"))
        self.assertEqual(inbox.line_ids.sale_line_id.price_unit, 63)

    def test_an_account_that_sends_no_fees_has_none_anywhere(self):
        self.account.eco_fees_sent = False
        product, fixed = self.make_sold(20.0, True, (2.35, False), own=1)
        inbox = self.bought(product, 3)
        self.assert_total(inbox, 3, "59.90", Decimal(0))
        sale_line = inbox.line_ids.sale_line_id
        self.assertEqual(sale_line.price_unit, 59.9)
        self.assertNotIn(fixed, sale_line.tax_ids)

    # ------------------------------------------------------------------- the comparison
    @only_on_sellr("the other platform has the fee in its prices")
    def test_a_sale_order_without_the_fee_is_a_disagreement(self):
        self.company.tax_calculation_rounding_method = "round_per_line"
        product, fixed = self.make_sold(20.0, True, (2.35, False))
        inbox = self.bought(product, 3)
        sale_line = inbox.line_ids.sale_line_id
        for values in (
            {"tax_ids": [Command.unlink(fixed.id)]},
            {"price_unit": 62.25},
        ):
            sale_line.write(values)
            self.compare()
            one = inbox.disagreement_ids
            self.assertEqual(one.mapped("code"), ["price_differs"])
            inbox._restore(inbox.line_ids, "price_differs")
            self.compare()
            self.assert_total(inbox, 3, "59.90", Decimal("2.35"))

    @only_on_sellr("the other platform has the fee in its prices")
    def test_a_fee_that_la_redoute_states_later_is_followed(self):
        product, _fixed = self.make_sold(20.0, True, (2.35, False))
        inbox = self.bought(product)
        order = self.market.orders[inbox.remote_id]
        lines = tuple(replace(each, eco_fee=Decimal(3)) for each in order.lines)
        self.put(order, lines=lines)
        self.read()
        self.assert_total(inbox, 1, "59.90", Decimal(3))
