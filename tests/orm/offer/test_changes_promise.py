# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Promises, closing periods and holidays: what they change is in the next file."""

from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from .changes_case import ChangesCase
from .test_promise import PromiseCase


@tagged("standard", "post_install", "-at_install")
class TestChangesOfPromises(ChangesCase, PromiseCase):
    """Each ``event_…`` does something and returns the products to be sent."""

    def test_promises(self):
        self.assert_events(at_least=14)

    @property
    def all(self):
        return [self.robe, self.veste, self.sac]

    def begin(self):
        """As on the first day."""
        self.env["laredoute.offer.rule"].search([]).unlink()
        self.env["laredoute.closing"].search([]).unlink()
        self.env["resource.calendar.leaves"].search([]).unlink()
        self.company.resource_calendar_id = self.calendar
        self.account.write({"shipment_delay": 2, "relay_offered": False})
        self.bulky.write({"delivery_fee": 29, "shipment_delay": 5})
        self.settle()

    def day(self, ahead):
        return fields.Date.today() + timedelta(days=ahead)

    # --------------------------------------------------------------------- promises
    def event_another_delay(self):
        self.begin()
        self.account.shipment_delay = 3
        return self.all

    def event_a_relay(self):
        self.begin()
        self.account.write({"relay_offered": True, "relay_fee": 2})
        return self.all

    def event_a_relay_takes_longer(self):
        self.event_a_relay()
        self.settle()
        self.account.write({"relay_min_days": 3, "relay_max_days": 9})
        return self.all

    def event_a_rule_names_a_delivery_category(self):
        self.begin()
        self.rule(self.robe, promise_by="category", delivery_category_id=self.bulky.id)
        return [self.robe]

    def event_a_delivery_category_is_edited(self):
        self.event_a_rule_names_a_delivery_category()
        self.settle()
        self.bulky.delivery_fee = 31
        return [self.robe]

    def event_one_that_nothing_names_is_edited(self):
        self.begin()
        self.bulky.delivery_fee = 30
        return []

    def event_values_of_a_product(self):
        self.begin()
        self.rule(self.sac, promise_by="own", delivery_fee=1)
        return [self.sac]

    def event_values_of_a_product_are_edited(self):
        self.event_values_of_a_product()
        self.settle()
        rules = self.env["laredoute.offer.rule"].search([])
        rules.delivery_max_days = 8
        return [self.sac]

    # --------------------------------------------------------------------- closings
    def event_a_closing_of_the_next_days(self):
        self.begin()
        self.closing(self.day(0), self.day(9))
        return self.all

    def event_a_closing_is_shortened(self):
        self.event_a_closing_of_the_next_days()
        self.settle()
        self.env["laredoute.closing"].search([]).date_to = self.day(5)
        return self.all

    def event_a_closing_is_deleted(self):
        self.event_a_closing_of_the_next_days()
        self.settle()
        self.env["laredoute.closing"].search([]).unlink()
        return self.all

    def event_a_closing_of_next_year(self):
        self.begin()
        self.closing(self.day(200), self.day(220))
        return []

    def event_holidays(self):
        self.begin()
        self.holiday(self.day(0), date_to=self.noon(9))
        return self.all

    def event_holidays_are_called_off(self):
        self.event_holidays()
        self.settle()
        self.env["resource.calendar.leaves"].search([]).unlink()
        return self.all

    def event_the_company_works_otherwise(self):
        self.begin()
        self.holiday(self.day(0), date_to=self.noon(9), calendar_id=self.calendar.id)
        self.settle()
        self.company.resource_calendar_id = self.env["resource.calendar"].create(
            {"name": "Autre", "tz": "Europe/Paris", "company_id": self.company.id}
        )
        return self.all

    def event_a_closing_comes_near(self):
        self.begin()
        self.closing(self.day(10), self.day(20))
        self.settle()
        self.assertEqual(self.file_in(days=9), set(self.all))
        return self.back()

    def event_a_closing_is_over(self):
        self.begin()
        self.closing(self.day(-1), self.day(3))
        self.settle()
        self.assertEqual(self.file_in(days=4), set(self.all))
        return self.back()

    def event_nothing_closed_and_days_pass(self):
        self.begin()
        self.assertEqual(self.file_in(days=4), set())
        return self.back()

    def noon(self, ahead):
        return datetime.combine(self.day(ahead), datetime.min.time())

    def file_in(self, **ahead):
        """The next file when so much time has passed."""
        moment = fields.Datetime.add(fields.Datetime.now(), **ahead)
        flow = "odoo.addons.laredoute_connector.models.offer.offer.LaredouteOffer"
        with (
            patch.object(fields.Datetime, "now", lambda *_args: moment),
            patch(f"{flow}._full_file_due", lambda *_args: False),
        ):
            return self.next_file()

    def back(self):
        """To the present."""
        self.account._flow("send_offers").watermark = fields.Datetime.now()
        self.env["laredoute.closing"].search([]).unlink()
        self.settle()
        return []
