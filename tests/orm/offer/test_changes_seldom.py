# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What seldom changes: transfers, exchange rates, working hours, a new account."""

from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.sql_db import BaseCursor
from odoo.tests import tagged

from .changes_case import ChangesCase
from .policy_case import PolicyCase
from .test_promise import PromiseCase

#: noon: it is Tuesday already on some islands
MONDAY = "2026-12-21 12:00:00"


@tagged("standard", "post_install", "-at_install")
class TestChangesOfTransfers(ChangesCase, PolicyCase):
    """Each ``event_…`` does something and returns the products to be sent."""

    def setUp(self):
        super().setUp()
        self.account.write({"receipts_by": "days", "receipts_days": 3})
        self.elsewhere = self.env["stock.location"].create(
            {
                "name": "Loin",
                "usage": "internal",
                "location_id": self.warehouse.view_location_id.id,
            }
        )

    def test_transfers(self):
        self.assert_events(at_least=6)

    def event_a_delivery_takes_from_elsewhere(self):
        self.reserve("manual")
        picking = self.sell(self.robe, 3).picking_ids
        self.settle()
        picking.location_id = self.elsewhere
        picking.move_ids.location_id = self.elsewhere
        return [self.robe]

    def event_a_receipt_goes_elsewhere(self):
        picking = self.receipt(self.veste)
        self.settle()
        picking.location_dest_id = self.elsewhere
        return [self.veste]

    def event_a_receipt_joins_a_transfer_to_elsewhere(self):
        move = self.receipt(self.veste).move_ids
        other = self.receipt(self.veste, self.elsewhere)
        self.settle()
        move.picking_id = other
        return [self.veste]

    def event_goods_that_leave_are_to_come_back(self):
        """Where a move ends counts, not its next step alone."""
        self.warehouse.delivery_steps = "pick_ship"
        self.reserve("manual")
        self.warehouse.pick_type_id.reservation_method = "manual"
        move = self.sell(self.sac, 2).picking_ids.move_ids
        self.settle()
        move.location_final_id = self.warehouse.lot_stock_id
        return [self.sac]

    def event_a_receipt_is_of_another_day(self):
        picking = self.receipt(self.sac)
        self.settle()
        picking.scheduled_date = self.ago(days=-20)
        return [self.sac]

    def event_a_move_is_counted_in_another_unit(self):
        move = self.receipt(self.robe).move_ids
        self.settle()
        move.product_uom = self.env.ref("uom.product_uom_dozen")
        return [self.robe]

    def receipt(self, product, place=None):
        place = place or self.warehouse.lot_stock_id
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": place.id,
                "move_ids": [(0, 0, {"product_id": product.id, "product_uom_qty": 4})],
            }
        )
        picking.action_confirm()
        return picking


@tagged("standard", "post_install", "-at_install")
class TestChangesOfRates(ChangesCase):
    """Each ``event_…`` does something and returns the products to be sent."""

    def setUp(self):
        super().setUp()
        self.dollar = self.env.ref("base.USD")
        self.dollar.active = True
        self.rates = self.env["res.currency.rate"]
        self.rates.search([("currency_id", "=", self.dollar.id)]).unlink()
        self.today = fields.Date.today()
        self.rate(2, self.today - timedelta(days=9))
        dollars = self.env["product.pricelist"].create(
            {
                "name": "USD",
                "currency_id": self.dollar.id,
                "item_ids": [
                    (
                        0,
                        0,
                        {
                            "applied_on": "1_product",
                            "product_tmpl_id": self.robe.product_tmpl_id.id,
                            "fixed_price": 160,
                        },
                    )
                ],
            }
        )
        self.below = {
            "applied_on": "1_product",
            "product_tmpl_id": self.robe.product_tmpl_id.id,
            "compute_price": "formula",
            "base": "pricelist",
            "base_pricelist_id": dollars.id,
        }
        self.account.price_drop_guard = 0
        self.price_list(self.below)
        self.settle()

    def rate(self, rate, day):
        return self.rates.create(
            {"currency_id": self.dollar.id, "rate": rate, "name": day}
        )

    def test_rates(self):
        self.assert_events(at_least=5)

    def event_a_rate_comes(self):
        self.rate(1.9, self.today - timedelta(days=5))
        return [self.robe]

    def event_a_rate_is_edited(self):
        rate = self.rates.search([("currency_id", "=", self.dollar.id)], limit=1)
        rate.rate = 1.8
        return [self.robe]

    def event_a_rate_is_deleted(self):
        rate = self.rate(1.5, self.today - timedelta(days=1))
        self.settle()
        rate.unlink()
        return [self.robe]

    def event_a_rate_of_another_currency(self):
        pound = self.env.ref("base.GBP")
        self.rates.create({"currency_id": pound.id, "rate": 3, "name": self.today})
        return []

    def event_a_rate_of_tomorrow_begins(self):
        self.rate(1.25, self.today + timedelta(days=1))
        self.settle()
        moment = fields.Datetime.add(fields.Datetime.now(), days=1)
        flow = "odoo.addons.laredoute_connector.models.offer.offer.LaredouteOffer"
        with (
            patch.object(fields.Datetime, "now", lambda *_args: moment),
            patch(f"{flow}._full_file_due", lambda *_args: False),
        ):
            self.assertEqual(self.next_file(), {self.robe})
        self.rates.search([("name", ">", self.today)]).unlink()
        self.account._flow("send_offers").watermark = fields.Datetime.now()
        self.settle()
        return []

    def event_a_rate_where_a_list_is_struck(self):
        struck = self.env["product.pricelist"].create(
            {
                "name": "Barrés",
                "item_ids": [(0, 0, {**self.below, "price_discount": -90})],
            }
        )
        self.account.pricelist_id = False
        self.account.write({"struck_by": "pricelist", "struck_pricelist_id": struck.id})
        self.settle()
        self.rate(1.7, self.today)
        return [self.robe]

    def event_z_a_category_moves_where_a_list_is_struck(self):
        categories = self.env["product.category"]
        dear, plain = categories.create([{"name": "Cher"}, {"name": "Autres"}])
        self.veste.product_tmpl_id.categ_id = plain
        self.account.struck_pricelist_id.item_ids = [
            (
                0,
                0,
                {
                    "applied_on": "2_product_category",
                    "categ_id": dear.id,
                    "fixed_price": 400,
                },
            )
        ]
        self.settle()
        plain.parent_id = dear
        return [self.veste]


@tagged("standard", "post_install", "-at_install")
class TestChangesOfHours(ChangesCase, PromiseCase):
    """Each ``event_…`` does something and returns the products to be sent."""

    def setUp(self):
        now = patch.object(BaseCursor, "now", lambda _cursor: datetime.now())
        self.enterContext(now)
        self.enterContext(freeze_time(MONDAY))
        super().setUp()

    def test_working_hours(self):
        self.assert_events(at_least=3)

    @property
    def all(self):
        return [self.robe, self.veste, self.sac]

    def begin(self, days=2):
        """Closed from yesterday on, for some days."""
        self.env["laredoute.closing"].search([]).unlink()
        self.env["resource.calendar.leaves"].search([]).unlink()
        self.calendar.tz = "Europe/Paris"
        day = fields.Datetime.now().replace(hour=0, minute=0)
        self.leave = self.env["resource.calendar.leaves"].create(
            {
                "name": "Fermé",
                "calendar_id": self.calendar.id,
                "company_id": self.company.id,
                "date_from": day - timedelta(days=1),
                "date_to": day + timedelta(days=days),
            }
        )
        self.settle()

    def event_a_leave_moves_to_another_calendar(self):
        self.begin()
        other = self.env["resource.calendar"].create(
            {"name": "Bureau", "tz": "Europe/Paris", "company_id": self.company.id}
        )
        self.leave.calendar_id = other
        return self.all

    def event_the_zone_of_the_hours(self):
        """Where it is Tuesday already, Tuesday's closing holds nothing up."""
        self.begin()
        self.leave.unlink()
        self.closing(self.day(-3), self.day(1))
        self.settle()
        self.calendar.tz = "Pacific/Kiritimati"
        return self.all

    def event_weekdays_are_worked_no_more(self):
        """Two of the days that are left are a week apart."""
        self.begin()
        days = self.calendar.attendance_ids
        days.filtered(lambda each: each.dayofweek != "0").unlink()
        return self.all

    def day(self, ahead):
        return fields.Date.today() + timedelta(days=ahead)


@tagged("standard", "post_install", "-at_install")
class TestNewAccounts(ChangesCase, PolicyCase):
    """An account that begins with settings of its own, made in one go."""

    def test_an_account_takes_its_share_from_the_beginning(self):
        self.account.write({"stock_pool": "share", "stock_share": 52})
        self.settle()
        self.second_account(phase="setup", stock_pool="share", stock_share=33)
        # of 20 units the first account had 10; now it has the odd one
        self.assertEqual(self.next_file(), {self.robe, self.veste, self.sac})
        self.assertFalse(self.unsent())

    def test_no_account_begins_with_more_than_what_is_left(self):
        self.account.write({"stock_pool": "share", "stock_share": 70})
        with self.assertRaises(ValidationError):
            self.second_account(stock_pool="share", stock_share=31)

    def test_a_duplicate_has_no_share(self):
        self.account.write({"stock_pool": "share", "stock_share": 70})
        self.assertEqual(self.second_account().stock_pool, "first")

    def test_no_account_begins_with_a_list_of_another_company(self):
        other = self.env["res.company"].create({"name": "Autre"})
        foreign = self.env["product.pricelist"].create(
            {"name": "Autre", "company_id": other.id}
        )
        with self.assertRaises(UserError):
            self.second_account(struck_by="pricelist", struck_pricelist_id=foreign.id)
