# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders that people have read again: by number, and by date."""

from datetime import timedelta
from itertools import pairwise

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.laredoute_connector.marketplace import errors
from odoo.addons.laredoute_connector.marketplace.records import BrokenOrder

from ..common import LaredouteCase, only_on_sellr

NUMBER = "1-2026.325.0001234"


class ImportCase(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.today = self.account._local_now().date()

    def request(self, **values):
        return self.env["laredoute.order.import.request"].create(
            {"account_id": self.account.id, **values}
        )

    def start(self, **values):
        action = self.request(**values).action_start()
        return self.env[action["res_model"]].browse(action["res_id"])

    def start_days(self, days):
        """Have the last days read, today included."""
        first = self.today - timedelta(days=days - 1)
        return self.start(selected_by="period", first_day=first, last_day=self.today)

    def go_on(self, times=1):
        for _each in range(times):
            self.run_flow("import_orders")

    def number(self, days_ago=3, serial=1):
        """La Redoute's number of an order made some days ago."""
        day = self.today - timedelta(days=days_ago)
        return f"1-{day.year}.{day.timetuple().tm_yday:03d}.{serial:07d}"


@tagged("standard", "post_install", "-at_install")
class TestByDate(ImportCase):
    def test_days_are_read_one_by_one_and_counted(self):
        self.order(self.make_product())
        self.read()
        self.order(self.make_product(), remote_id="1-2026.325.0002222")
        self.market.periods.clear()
        found = self.start_days(3)
        self.assertEqual((found.state, found.progress), ("queued", 0))
        self.assertFalse(self.market.periods, "nothing in the user's transaction")
        self.go_on()
        self.assertEqual((found.state, found.progress), ("done", 100))
        self.assertEqual(len(self.market.periods), 3)
        for earlier, later in pairwise(self.market.periods):
            self.assertEqual(earlier[1], later[0], "no gap between two parts")
        self.assertEqual((found.new_count, found.changed_count), (1, 0))
        # the market of the tests answers all of its orders each time
        self.assertEqual(found.read_count, 6)
        self.read()
        self.assertEqual(self.inbox("1-2026.325.0002222").state, "done")

    def test_what_changed_is_counted(self):
        order = self.order(self.make_product())
        self.read()
        self.say(order, "accepted")
        found = self.start_days(1)
        self.go_on()
        self.assertEqual((found.new_count, found.changed_count), (0, 1))
        self.assertEqual(self.inbox().line_ids.status, "accepted")

    def test_a_broken_order_is_counted_and_in_the_journal(self):
        self.market.broken = [BrokenOrder(NUMBER, "no_lines: Order", b"<Order/>")]
        self.order(self.make_product(), remote_id="1-2026.325.0002222")
        found = self.start_days(1)
        self.go_on()
        self.assertEqual((found.new_count, found.broken_count), (1, 1))
        action = found.action_open_journal()
        kept = self.env["laredoute.exchange"].search(action["domain"])
        self.assertIn(NUMBER, kept.mapped("name"))

    def test_a_long_one_lets_others_have_their_turn(self):
        found = self.start_days(15)
        self.forget_wakes("import_orders")
        self.go_on()
        self.assertEqual(found.state, "running")
        # ten days of fifteen, the last of which is hardly begun after midnight
        self.assertTrue(66 < found.progress < 72, found.progress)
        self.assertTrue(self.wakes("import_orders"))
        self.go_on()
        self.assertEqual(found.state, "done")
        self.assertEqual(len(self.market.periods), 15)

    def test_it_is_stopped_and_goes_on_where_it_stopped(self):
        found = self.start_days(15)
        self.go_on()
        found.action_stop()
        self.assertEqual(found.state, "cancelled")
        self.go_on()
        self.assertEqual(len(self.market.periods), 10, "nothing more is read")
        found.action_go_on()
        self.assertEqual(found.state, "queued")
        self.go_on()
        self.assertEqual(found.state, "done")
        self.assertEqual(len(self.market.periods), 15)

    def test_stopped_during_a_call_it_ends_stopped(self):
        found = self.start_days(1)
        fetch = type(self.market).fetch_orders

        def stop(market, since, until):
            yield from fetch(market, since, until)
            self.registry_stop(found)

        self.patch(type(self.market), "fetch_orders", stop)
        self.go_on()
        self.assertEqual(found.state, "cancelled")

    def registry_stop(self, found):
        """Somebody else's transaction, as far as a test has one."""
        self.env.cr.execute(
            "UPDATE laredoute_order_import SET state = 'cancelled' WHERE id = %s",
            [found.id],
        )

    def test_a_failure_that_time_fixes_is_shown_and_tried_again(self):
        found = self.start_days(2)
        self.market.fail["fetch_orders"] = [errors.RetryLater("down", code="http_503")]
        self.go_on()
        self.assertEqual(found.state, "running")
        self.assertTrue(found.message)
        flow = self.account._flow("import_orders")
        self.assertGreater(flow.not_before, fields.Datetime.now())
        flow.not_before = False
        self.go_on()
        self.assertEqual((found.state, found.message), ("done", False))

    def test_what_time_does_not_fix_waits_for_a_person(self):
        self.env.ref("base.user_admin").lang = "en_US"
        found = self.start_days(2)
        unreadable = errors.UnreadableData("no XML", code="xml_broken")
        self.market.fail["fetch_orders"] = [unreadable]
        self.go_on()
        self.assertEqual(found.state, "failed")
        self.assertTrue(found.message)
        self.assertIn("Go On", found.activity_ids.note)
        other = self.start(selected_by="numbers", numbers=self.number())
        found.action_go_on()
        self.assertFalse(found.activity_ids)
        self.go_on()
        self.assertEqual((found.state, other.state), ("done", "done"))

    def test_it_gives_up_what_fails_for_long(self):
        found = self.start_days(1)
        for _try in range(6):
            down = errors.RetryLater("down", code="http_503")
            self.market.fail["fetch_orders"] = [down]
            self.account._flow("import_orders").not_before = False
            self.go_on()
        self.assertEqual(found.state, "failed")

    def test_a_bug_of_ours_is_shown_too(self):
        found = self.start_days(1)
        self.market.fail["fetch_orders"] = [ValueError("bug")]
        with self.assertLogs("odoo.addons.laredoute_connector", "ERROR"):
            self.run_flow("import_orders", bugs=True)
        self.assertEqual(found.state, "failed")

    def test_a_wish_to_be_called_less_often_is_no_failure(self):
        found = self.start_days(1)
        limit = errors.TooManyRequests("slow", code="too_many_requests")
        limit.operation = "fetch_orders"
        self.market.fail["fetch_orders"] = [limit]
        self.go_on()
        self.assertEqual((found.state, found.attempts), ("running", 0))

    def test_never_two_of_the_same(self):
        first = self.start_days(5)
        with self.assertRaisesRegex(UserError, "being read already"):
            self.start_days(2)
        first.action_stop()
        second = self.start_days(2)
        with self.assertRaisesRegex(UserError, "being read already"):
            first.action_go_on()
        self.go_on()
        self.assertEqual(second.state, "done")
        first.action_go_on()
        self.assertEqual(first.state, "queued")

    def test_days_that_make_no_sense_are_refused(self):
        today, day = self.today, timedelta(days=1)
        for first, last, words in (
            (today + day, today + day, "not come yet"),
            (today, today - day, "lies after"),
            (today - 500 * day, today, "too long"),
            (False, today, "first and the last"),
            (today, False, "first and the last"),
        ):
            with self.subTest(words), self.assertRaisesRegex(UserError, words):
                self.start(selected_by="period", first_day=first, last_day=last)
        self.assertFalse(self.env["laredoute.order.import"].search([]))

    def test_an_account_that_rests_reads_nothing(self):
        self.account.switch_orders = False
        with self.assertRaisesRegex(UserError, "no orders at present"):
            self.start_days(1)
        self.account.switch_orders = True
        found = self.start_days(1)
        self.assertFalse(found.waits_for)
        self.account._pause("Holidays.")
        found.invalidate_recordset()
        self.assertIn("once the account works", found.waits_for)
        self.go_on()
        self.assertEqual(found.state, "queued")

    def test_only_managers_have_periods_read(self):
        users = self.make_users()
        request = self.request(selected_by="period", first_day=self.today)
        with self.assertRaises(AccessError):
            request.with_user(users["user"]).action_start()
        found = self.request(selected_by="numbers", numbers=self.number())
        found = found.with_user(users["user"])
        self.assertTrue(found.action_start()["res_id"])

    def test_the_dialogue_proposes_the_only_account_and_today(self):
        with Form(self.env["laredoute.order.import.request"]) as form:
            self.assertEqual(form.account_id, self.account)
            form.selected_by = "period"
            self.assertEqual(form.last_day, fields.Date.context_today(self.account))
            form.first_day = form.last_day


@tagged("standard", "post_install", "-at_install")
class TestByNumber(ImportCase):
    def test_found_and_not_found_are_said(self):
        known, unknown = self.number(3), self.number(2, serial=77)
        other = self.number(3, serial=9)
        self.order(self.make_product(), remote_id=known)
        self.order(self.make_product(), remote_id=other)
        found = self.start(numbers=f" {known}\n{unknown}, {known};")
        self.assertEqual(found.line_ids.mapped("name"), [known, unknown])
        self.go_on()
        self.assertEqual(found.state, "done")
        self.assertEqual(found.line_ids.mapped("state"), ["found", "missing"])
        self.assertEqual(found.line_ids[0].order_id, self.inbox(known))
        self.assertIn("no such order", found.line_ids[1].message)
        self.assertEqual(found.missing_count, 1)
        self.assertFalse(self.inbox(other), "nobody wanted that one")
        self.run_flow("process_orders")
        self.assertTrue(self.inbox(known).sale_order_id)

    @only_on_sellr("it has no call by number: periods are read")
    def test_periods_are_read_from_its_day_until_it_is_found(self):
        number = self.number(3)
        order = self.order(self.make_product(), remote_id=number)
        del self.market.orders[number]
        found = self.start(numbers=number)
        fetch = type(self.market).fetch_orders

        def late(market, since, until):
            if len(market.periods) == 1:
                market.put(order)
            yield from fetch(market, since, until)

        self.patch(type(self.market), "fetch_orders", late)
        self.go_on()
        self.assertEqual((found.state, found.progress), ("done", 100))
        self.assertEqual(len(self.market.periods), 2, "none after it was found")
        made = fields.Datetime.to_datetime(self.today - timedelta(days=3))
        first = self.market.periods[0][0].replace(tzinfo=None)
        self.assertTrue(made - timedelta(days=1) <= first <= made)

    def test_one_that_la_redoute_shows_no_more_is_kept(self):
        number = self.number(3)
        self.order(self.make_product(), remote_id=number)
        self.read()
        self.inbox(number).fetched_at = self.ago(hours=1)
        self.market.orders.clear()
        found = self.start(numbers=number)
        self.go_on()
        self.assertEqual(found.line_ids.state, "missing")
        self.assertEqual(found.line_ids.order_id, self.inbox(number))
        self.assertIn("not show it any more", found.line_ids.message)

    def test_one_that_the_ordinary_reading_has_meanwhile_is_found(self):
        number = self.number(3)
        order = self.order(self.make_product(), remote_id=number)
        self.market.orders.clear()
        found = self.start(numbers=number)
        self.market.put(order)
        self.read()
        self.market.orders.clear()
        self.go_on()
        self.assertEqual(found.line_ids.state, "found")
        self.assertEqual(found.line_ids.order_id, self.inbox(number))

    @only_on_sellr("only what is read by period may be broken here")
    def test_one_that_cannot_be_read_says_so(self):
        number = self.number(3)
        self.market.broken = [BrokenOrder(number, "no_lines: Order", b"<Order/>")]
        found = self.start(numbers=number)
        self.go_on()
        self.assertEqual(found.line_ids.state, "broken")
        self.assertIn("journal", found.line_ids.message)

    def test_nothing_and_too_many_are_refused(self):
        with self.assertRaisesRegex(UserError, "Give the number"):
            self.start(numbers=" \n")
        many = "\n".join(self.number(3, serial) for serial in range(1, 203))
        with self.assertRaisesRegex(UserError, "too many"):
            self.start(numbers=many)

    @only_on_sellr("its numbers say the day")
    def test_what_is_no_number_is_refused(self):
        for text, words in (
            ("S00042", "S00042"),
            (self.number(-2), "not come yet"),
            (self.number(900), "too long"),
        ):
            with self.subTest(text), self.assertRaisesRegex(UserError, words):
                self.start(numbers=text)

    def test_numbers_go_before_periods(self):
        period = self.start_days(15)
        number = self.start(numbers=self.number(3))
        self.go_on()
        self.assertEqual((number.state, period.state), ("done", "running"))
