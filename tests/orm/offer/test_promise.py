# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is promised of each product, and what closed days add to it."""

from datetime import date, datetime
from decimal import Decimal

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.laredoute_connector.models.offer.policies import Policies
from odoo.addons.laredoute_connector.models.offer.promise import Promises
from odoo.addons.laredoute_connector.models.order.ship_by import last_moment

from .policy_case import PolicyCase

#: a Monday
MONDAY = "2026-12-21 09:00:00"


class PromiseCase(PolicyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bulky = cls.env["laredoute.delivery.category"].create(
            {
                "name": "Volumineux",
                "delivery_fee": 29.0,
                "shipment_delay": 5,
                "delivery_min_days": 3,
                "delivery_max_days": 10,
            }
        )
        cls.calendar = cls.env["resource.calendar"].create(
            {"name": "Entrepôt", "tz": "Europe/Paris", "company_id": cls.company.id}
        )
        cls.company.resource_calendar_id = cls.calendar

    def promised(self, product=None):
        """The deliveries that the offer of a product promises."""
        product = product or self.product
        self.env.flush_all()
        return Promises(self.account, Policies(self.account, product.ids)).of(
            product.id
        )

    def closing(self, begin, end):
        return self.env["laredoute.closing"].create(
            {
                "settings_id": self.account.offer_settings_id.id,
                "date_from": begin,
                "date_to": end,
            }
        )

    def holiday(self, day, **values):
        return self.env["resource.calendar.leaves"].create(
            {
                "name": "Férié",
                "calendar_id": False,
                "company_id": self.company.id,
                "date_from": datetime.combine(day, datetime.min.time()),
                "date_to": datetime.combine(day, datetime.max.time()),
                **values,
            }
        )


@tagged("standard", "post_install", "-at_install")
class TestPromise(PromiseCase):
    def test_the_account_s_promise_holds_for_all(self):
        (home,) = self.promised()
        self.assertEqual(home.fee, Decimal("5.90"))
        self.assertEqual((home.shipment_delay, home.min_days, home.max_days), (2, 2, 4))
        self.assertEqual(self.account.shown_days, 6)

    def test_a_category_of_products_is_delivered_otherwise(self):
        self.product.categ_id = self.env["product.category"].create({"name": "Lits"})
        self.rule(
            self.product.categ_id,
            promise_by="category",
            delivery_category_id=self.bulky.id,
        )
        (home,) = self.promised()
        self.assertEqual(home.fee, Decimal("29.00"))
        self.assertEqual((home.shipment_delay, home.max_days), (5, 10))
        self.assertEqual(self.bulky.shown_days, 15)
        self.rule(promise_by="account")
        self.assertEqual(self.promised()[0].fee, Decimal("5.90"))

    def test_a_product_has_values_of_its_own_with_a_relay(self):
        self.rule(
            promise_by="own",
            delivery_fee=0,
            shipment_delay=1,
            relay_offered=True,
            relay_fee=2.5,
            relay_min_days=3,
            relay_max_days=5,
        )
        home, relay = self.promised()
        self.assertEqual((home.fee, home.min_days, home.max_days), (0, 2, 4))
        self.assertEqual(relay.fee, Decimal("2.50"))
        self.assertEqual((relay.min_days, relay.max_days), (3, 5))
        self.assertEqual(relay.shipment_delay, 1)

    def test_a_relay_takes_as_long_as_home_unless_it_is_said(self):
        self.account.relay_offered = True
        relay = self.promised()[1]
        self.assertEqual((relay.min_days, relay.max_days), (2, 4))
        self.account.write({"relay_min_days": 3, "relay_max_days": 6})
        relay = self.promised()[1]
        self.assertEqual((relay.min_days, relay.max_days), (3, 6))

    def test_offer_and_check_say_the_same(self):
        self.rule(promise_by="category", delivery_category_id=self.bulky.id)
        listing = self.make_listing(self.product)
        self.make_live(listing)
        (offer,) = self.market.sent("offers")
        self.assertEqual(offer.deliveries, self.promised())
        candidate = self.candidate(listing)
        self.assertEqual(candidate.delivery_fee, Decimal("29.00"))
        self.assertEqual(candidate.shipment_delay, 5)
        self.assertEqual((candidate.min_days, candidate.max_days), (3, 10))

    def candidate(self, listing):
        from odoo.addons.laredoute_connector.models.listing.candidates import (
            Candidates,
        )
        from odoo.addons.laredoute_connector.models.listing.facts import ListingFacts
        from odoo.addons.laredoute_connector.models.listing.listed import read_listed

        facts = ListingFacts(self.account, listing.product_id)
        return Candidates(facts, read_listed(listing)).all()[listing.id]

    def test_a_delivery_category_that_is_used_stays(self):
        self.rule(promise_by="category", delivery_category_id=self.bulky.id)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.bulky.unlink()

    def test_the_dialog_says_it(self):
        self.rule(promise_by="category", delivery_category_id=self.bulky.id)
        listing = self.make_listing(self.product)
        action = listing.action_why()
        content = self.env["laredoute.why"].browse(action["res_id"]).content
        self.assertIn("The buyer reads 15 days", content)
        self.assertIn("Volumineux", content)


@tagged("standard", "post_install", "-at_install")
@freeze_time(MONDAY)
class TestClosings(PromiseCase):
    def delay(self):
        return self.promised()[0].shipment_delay

    def test_a_closing_week_lengthens_the_promise(self):
        closing = self.closing("2026-12-22", "2026-12-27")
        self.assertEqual(self.delay(), 2 + 6)
        closing.unlink()
        self.assertEqual(self.delay(), 2)

    def test_one_that_comes_later_does_not_yet(self):
        self.closing("2026-12-24", "2026-12-27")
        self.assertEqual(self.delay(), 2)

    def test_it_is_as_usual_once_it_is_over(self):
        self.closing("2026-12-10", "2026-12-20")
        self.assertEqual(self.delay(), 2)

    def test_a_holiday_of_the_company_lengthens_it(self):
        self.holiday(date(2026, 12, 22))
        self.assertEqual(self.delay(), 3)

    def test_a_holiday_on_a_sunday_or_of_one_person_does_not(self):
        self.account.shipment_delay = 6
        self.holiday(date(2026, 12, 27))
        resource = self.env["resource.resource"].create({"name": "Élise"})
        self.holiday(date(2026, 12, 22), resource_id=resource.id)
        self.assertEqual(self.delay(), 6)

    def test_a_holiday_of_another_company_does_not(self):
        company = self.env["res.company"].create({"name": "Autre"})
        self.holiday(date(2026, 12, 22)).company_id = company
        self.assertEqual(self.delay(), 2)

    def test_the_account_says_so(self):
        self.assertFalse(self.account.closing_note)
        self.closing("2026-12-22", "2026-12-27")
        self.account.invalidate_recordset()
        self.assertIn("8 days", self.account.closing_note)

    def test_a_closing_has_an_order(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.closing("2026-12-27", "2026-12-22")

    # ------------------------------------------------------------ dates of orders
    def leaves(self, days=None):
        found = last_moment(self.account, datetime(2026, 12, 21, 9, 0), days)
        return found.date()

    def test_an_order_leaves_after_the_closing(self):
        self.assertEqual(self.leaves(), date(2026, 12, 23))
        self.closing("2026-12-22", "2026-12-27")
        self.assertEqual(self.leaves(), date(2026, 12, 29))
        self.assertEqual(self.leaves(0), date(2026, 12, 21))
        self.closing("2026-12-21", "2026-12-21")
        self.assertEqual(self.leaves(0), date(2026, 12, 28))

    def test_days_of_the_calendar_leave_the_closing_out_too(self):
        self.account.ship_by = "calendar"
        self.assertEqual(self.leaves(), date(2026, 12, 23))
        self.closing("2026-12-22", "2026-12-26")
        self.assertEqual(self.leaves(), date(2026, 12, 28))

    def test_the_promise_of_its_products_holds_for_an_order(self):
        other = self.make_product(stock=5)
        self.rule(other, promise_by="category", delivery_category_id=self.bulky.id)
        self.paid(self.order_line(self.product), self.order_line(other))
        order = self.inbox()
        moment = min(order.line_ids.mapped("status_at"))
        self.assertEqual(order.ship_before, last_moment(self.account, moment, 5))
