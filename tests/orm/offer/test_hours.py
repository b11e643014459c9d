# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""When an offer file may go, and settings that would let none go at all."""

from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch

import psycopg2.errors
import pytz
from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.laredoute_connector.marketplace import errors
from odoo.addons.laredoute_connector.marketplace.records import FileKind

from ..common import LaredouteCase

#: uploading an offer file takes this long
UPLOAD = timedelta(seconds=150)


@tagged("standard", "post_install", "-at_install")
class TestHours(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.now = None
        self.listing = self.make_listing()

    @contextmanager
    def clock(self):
        """From here on the clock stands, until :attr:`now` is changed."""
        self.now = fields.Datetime.now()
        with patch.object(fields.Datetime, "now", lambda *_args: self.now):
            yield

    def upload_slowly(self):
        original = self.market.send

        def send(kind, file):
            if kind is FileKind.OFFERS:
                self.now += UPLOAD
            return original(kind, file)

        self.market.send = send

    def offer(self, price):
        self.listing.product_id.lst_price = price
        self.run_flow("send_offers")
        return len([kind for kind, *_rest in self.market.files if kind == "offers"])

    # ------------------------------------------------------------ C9: the hour
    def test_c09_the_hour_counts_from_the_end_of_the_call(self):
        self.make_live(self.listing)
        self.full_offers_done()
        self.listing.offer_exchange_id.sent_at = self.ago(hours=2)
        self.account.offer_interval = 60
        self.upload_slowly()
        with self.clock():
            begin = self.now
            self.assertEqual(self.offer(49.0), 2)
            self.assertEqual(self.listing.offer_exchange_id.sent_at, begin + UPLOAD)
            for minutes in (60, 61, 63):
                self.now = begin + timedelta(minutes=minutes)
                self.assertEqual(self.offer(48.0), 2, f"{minutes} minutes")
            self.now = begin + UPLOAD + timedelta(minutes=61)
            self.assertEqual(self.offer(48.0), 3)

    def test_c09_also_of_a_file_whose_answer_was_lost(self):
        self.make_live(self.listing)
        self.full_offers_done()
        self.listing.offer_exchange_id.sent_at = self.ago(hours=2)
        self.account.offer_interval = 60

        def lost(_kind, _file):
            self.now += UPLOAD
            raise errors.UnknownOutcome("x", code="timeout")

        send, self.market.send = self.market.send, lost
        with self.clock():
            begin = self.now
            self.assertEqual(self.offer(49.0), 1)
            self.market.send = send
            for minutes in (61, 63):
                self.now = begin + timedelta(minutes=minutes)
                self.assertEqual(self.offer(49.0), 1, f"{minutes} minutes")
            self.now = begin + UPLOAD + timedelta(minutes=61)
            self.assertEqual(self.offer(49.0), 2)

    def test_c09_a_call_that_was_cut_off_may_have_lasted(self):
        self.make_live(self.listing)
        self.full_offers_done()
        self.account.offer_interval = 60
        exchange = self.listing.offer_exchange_id
        begin = self.ago(minutes=65)
        exchange.write({"state": "sending", "sent_at": begin})
        self.assertEqual(self.offer(49.0), 1)
        self.assertEqual(exchange.sent_at, begin + timedelta(minutes=10))

    def test_c09_it_may_have_lasted_as_long_as_the_accounts_time_out_allows(self):
        self.make_live(self.listing)
        self.full_offers_done()
        self.account.write({"offer_interval": 60, "read_timeout": 600})
        exchange = self.listing.offer_exchange_id
        begin = self.ago(minutes=130)
        exchange.write({"state": "sending", "sent_at": begin})
        self.assertEqual(self.offer(49.0), 1)
        self.assertEqual(exchange.sent_at, begin + timedelta(minutes=100))

    def test_c09_connecting_takes_its_time_however_short_the_time_out(self):
        self.make_live(self.listing)
        self.full_offers_done()
        self.account.write({"offer_interval": 60, "read_timeout": 1})
        exchange = self.listing.offer_exchange_id
        begin = self.ago(minutes=60.5)
        exchange.write({"state": "sending", "sent_at": begin})
        self.assertEqual(self.offer(49.0), 1)
        self.assertEqual(exchange.sent_at, begin + timedelta(minutes=1))

    # ------------------------------------------------ the answer to the one before
    def test_the_next_file_waits_for_an_answer_but_not_for_ever(self):
        self.make_live(self.listing)
        self.full_offers_done()
        self.listing.offer_exchange_id.sent_at = self.ago(hours=2)
        self.account.write({"offer_interval": 60, "answer_patience": 3})
        with self.clock():
            begin = self.now
            self.assertEqual(self.offer(49.0), 2)
            for minutes in (62, 179):
                self.now = begin + timedelta(minutes=minutes)
                self.assertEqual(self.offer(48.0), 2, f"{minutes} minutes")
            self.now = begin + timedelta(minutes=181)
            self.assertEqual(self.offer(48.0), 3, "stock must not stand still")

    def test_an_answer_lets_the_next_file_go(self):
        self.make_live(self.listing)
        self.full_offers_done()
        self.listing.offer_exchange_id.sent_at = self.ago(hours=2)
        self.account.write({"offer_interval": 60, "answer_patience": 3})
        with self.clock():
            self.assertEqual(self.offer(49.0), 2)
            self.now += timedelta(minutes=62)
            self.report("offers", self.listing.offer_exchange_id)
            self.run_flow("collect_reports", "apply_reports")
            self.assertEqual(self.offer(48.0), 3)

    def test_run_now_says_when_the_next_file_may_go(self):
        self.make_live(self.listing)
        self.account.write({"offer_interval": 60, "offer_from_hour": 4})
        self.account.write({"offer_to_hour": 20, "phase": "live", "tz": "Europe/Paris"})
        self.env.user.tz = "Europe/Paris"
        flow = self.account._flow("send_offers")
        exchange = self.listing.offer_exchange_id
        for sent, now, said in (
            ("2026-11-20 09:00:00", "2026-11-20 09:30:00", "11:01"),
            # in the evening the hours end: it goes the next day
            ("2026-11-20 18:30:00", "2026-11-20 18:45:00", "4:00"),
            ("2026-11-20 09:00:00", "2026-11-21 02:00:00", "4:00"),
            ("2026-11-20 09:00:00", "2026-11-20 10:30:00", ""),
        ):
            exchange.sent_at = sent
            with freeze_time(now):
                message = flow.action_run_now()["params"]["message"]
            self.assertIn(said or "within a minute", message)

    # ---------------------------------------------------------- B13: the hours
    def at(self, hour):
        """It is this hour in the account's day."""
        local = datetime(2026, 11, 20, int(hour), round(hour % 1 * 60))
        moment = pytz.timezone("Europe/Paris").localize(local)
        account = self.env.registry["laredoute.account"]
        return patch.object(account, "_local_now", lambda _self: moment)

    def goes(self, hour):
        with self.at(hour):
            return self.env["laredoute.offer"]._may_go(self.account)

    def test_b13_a_window_over_midnight_works(self):
        self.account.write({"offer_from_hour": 22, "offer_to_hour": 4})
        going = [hour for hour in range(24) if self.goes(hour)]
        self.assertEqual(going, [0, 1, 2, 3, 4, 22, 23])

    def test_b13_a_window_of_a_day_works_as_before(self):
        self.account.write({"offer_from_hour": 4, "offer_to_hour": 20})
        self.assertEqual(
            [hour for hour in range(24) if self.goes(hour)], [*range(4, 21)]
        )

    def test_b13_the_full_file_goes_whatever_the_window(self):
        """Its hour lies outside of it: the first file after it is the full one."""
        offers = self.env["laredoute.offer"]
        self.account.write(
            {"offer_from_hour": 8, "offer_to_hour": 20, "offer_full_hour": 22}
        )
        with self.at(8.25):
            self.assertTrue(offers._full_file_due(self.account))
        self.full_offers_done()
        exchange = self.env["laredoute.exchange"].search([("complete", "=", True)])
        for hour, made, due in (
            (10.0, "2026-11-20 07:30:00", False),
            (8.0, "2026-11-19 07:30:00", True),
            (23.0, "2026-11-20 07:30:00", True),
        ):
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE laredoute_exchange SET create_date = %s WHERE id IN %s",
                [made, tuple(exchange.ids)],
            )
            exchange.invalidate_recordset()
            with self.at(hour):
                self.assertEqual(offers._full_file_due(self.account), due, hour)

    def test_b13_the_last_minute_of_the_day_is_an_hour_too(self):
        self.account.offer_full_hour = 23.99
        with self.at(23):
            self.assertTrue(self.env["laredoute.offer"]._full_file_due(self.account))

    def test_b13_the_full_file_in_the_night_when_the_clocks_change(self):
        """On 25 October 2026 it is 1:00 in summer time, and 6:00 in winter time."""
        self.account.offer_full_hour = 1
        self.full_offers_done()
        exchange = self.env["laredoute.exchange"].search([("complete", "=", True)])
        zone = pytz.timezone("Europe/Paris")
        now = zone.localize(datetime(2026, 10, 25, 6))
        account = self.env.registry["laredoute.account"]
        for made, due in (("22:30", True), ("23:30", False)):
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE laredoute_exchange SET create_date = %s WHERE id IN %s",
                [f"2026-10-24 {made}:00", tuple(exchange.ids)],
            )
            exchange.invalidate_recordset()
            with patch.object(account, "_local_now", lambda _self: now):
                found = self.env["laredoute.offer"]._full_file_due(self.account)
            self.assertEqual(found, due, made)

    def refused(self, **values):
        """Odoo refuses these settings; gives what it says."""
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.CheckViolation) as caught,
            self.env.cr.savepoint(),
        ):
            self.account.write(values)
            self.env.flush_all()
        constraint = caught.exception.diag.constraint_name
        (name,) = self.env["ir.model.constraint"].search([("name", "=", constraint)])
        return name.message

    def test_b13_what_would_let_no_offer_go_is_refused(self):
        for begin, end in ((20, 20), (0, 0), (24, 0), (20, 20.25), (-1, 5), (3, 25)):
            message = self.refused(offer_from_hour=begin, offer_to_hour=end)
            self.assertIn("at least an hour apart", message)
        self.assertIn("1440", self.refused(offer_interval=100_000))
        self.refused(offer_full_hour=24)
        # minutes are rounded: it would be a minute of the next day
        self.refused(offer_full_hour=23.995)
        self.refused(offer_full_hour=-1)

    def test_b13_what_would_stop_everything_else_is_refused(self):
        self.assertIn("missed", self.refused(order_overlap=-5))
        self.refused(order_overlap=2_000_000_000)
        self.assertIn("no product", self.refused(file_size=0))
        self.refused(file_size=-1)
        self.assertIn("no call", self.refused(read_timeout=0))
        self.refused(read_timeout=-3)
        self.refused(retention_days=2_000_000_000)
        self.refused(sftp_port=70_000)

    def test_b13_what_people_use_is_allowed(self):
        for begin, end in ((0, 24), (22, 4), (20, 21), (23, 0), (0, 1), (4, 20)):
            self.account.write({"offer_from_hour": begin, "offer_to_hour": end})
        self.account.write({"order_overlap": 0, "file_size": 1, "read_timeout": 1})
        self.env.flush_all()
