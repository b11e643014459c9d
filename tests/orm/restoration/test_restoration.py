# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A backup is read in: the lost hours are known to La Redoute alone."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace import errors
from odoo.addons.laredoute_connector.marketplace.records import DecisionKind
from odoo.addons.laredoute_connector.models.restoration import identity

from ..agreement.agreement_case import AgreementCase


@tagged("standard", "post_install", "-at_install")
class TestRestoration(AgreementCase):
    def setUp(self):
        super().setUp()
        self.account.action_go_live()
        # the first look says which database this is
        self.run_flow("apply_reports")

    def restore(self, hours=5, **values):
        """The database at hand is one that a backup was read into."""
        known = identity.known_identity(self.env)
        changed = known._replace(**(values or {"database": "1"}))
        identity.note_identity(self.env, changed)
        self.env["laredoute.flow"].search([]).write(
            {"last_run_at": self.ago(hours=hours)}
        )

    def found(self):
        return self.env["laredoute.restoration"].search(
            [("account_id", "=", self.account.id)], limit=1
        )

    def read_again(self):
        self.run_flow("fetch_orders", "sweep_orders", "process_orders")
        self.found().invalidate_recordset()

    def kinds(self):
        return [each.kind for each in self.market.updates]

    # ------------------------------------------------------------------- it knows
    def test_a15_the_first_look_and_the_same_database_say_nothing(self):
        self.run_flow("fetch_orders")
        self.assertEqual(self.account.phase, "live")
        self.assertFalse(self.found())

    def test_a15_a_restored_database_says_so_and_sends_nothing(self):
        self.make_live(self.make_listing())
        other = self.make_listing()
        self.run_flow("check_listings")
        sent = len(self.market.files)
        self.order(self.product)
        self.read()
        self.restore()
        self.run_flow("send_operations", "send_products", "send_offers")
        self.assertEqual(self.account.phase, "restored")
        self.assertFalse(self.market.updates)
        self.assertEqual(len(self.market.files), sent)
        self.assertTrue(other.product_dirty, "it would go")
        self.assertIn("restored", self.account.paused_reason)
        self.assertTrue(self.account.activity_ids, "somebody is to answer")
        self.assertEqual(self.found().state, "open")

    def test_a15_so_does_one_on_another_server(self):
        self.restore(cluster="1")
        self.run_flow("send_operations")
        self.assertEqual(self.account.phase, "restored")

    def test_a15_so_does_one_that_went_back_in_time(self):
        self.restore(timeline="99")
        self.run_flow("send_operations")
        self.assertEqual(self.account.phase, "restored")

    def test_a15_a_server_that_stands_in_at_once_lost_nothing(self):
        self.restore(hours=0, timeline="99")
        self.run_flow("send_operations")
        self.assertEqual(self.account.phase, "live")
        self.assertFalse(self.found())

    def test_a15_a_server_that_does_not_say_who_it_is(self):
        self.restore(cluster="")
        self.run_flow("send_operations")
        self.assertEqual(self.account.phase, "live")
        self.assertFalse(self.found())

    def test_a15_so_does_a_dump_that_was_read_into_the_same_database(self):
        self.restore(table="1")
        self.run_flow("send_operations")
        self.assertEqual(self.account.phase, "restored")

    def test_a15_reports_stay_where_they_are(self):
        listing = self.make_listing()
        self.run_flow("check_listings", "send_products")
        self.restore()
        self.report("products", listing.product_exchange_id)
        self.run_flow("collect_reports")
        self.assertEqual(listing.state, "sent")
        self.assertFalse(self.market.archived)

    # ----------------------------------------------------------- back in agreement
    def test_a15_orders_are_read_before_anybody_answers(self):
        self.restore()
        self.run_flow("send_operations")
        with self.assertRaisesRegex(UserError, "not all read"):
            self.found().action_go_on()
        self.order(self.product)
        self.read_again()
        self.assertTrue(self.sale(), "what came meanwhile is here")
        self.assertFalse(self.market.updates)
        self.found().action_go_on()
        self.assertEqual(self.account.phase, "live")
        self.assertFalse(self.account.activity_ids)
        self.run_flow("send_operations")
        self.assertEqual(self.kinds(), [DecisionKind.ACCEPT])

    def test_a15_what_la_redoute_knows_already_is_not_sent_again(self):
        order = self.order(self.product)
        self.read()
        self.restore()
        # in the lost hours it was accepted and paid
        self.say(order, "to_ship")
        self.run_flow("send_operations")
        self.read_again()
        self.found().action_go_on()
        self.run_flow("send_operations")
        self.assertFalse(self.market.updates)
        self.assertEqual(self.inbox().line_ids.operation_ids.state, "confirmed")
        self.assertEqual(self.sale().state, "sale")

    def test_a15_a_parcel_of_the_lost_hours_is_shown_and_not_sent(self):
        order = self.paid()
        self.ship(self.sale().picking_ids)
        self.restore()
        self.say(order, "shipped")
        self.run_flow("send_operations")
        self.read_again()
        self.market.updates.clear()
        self.found().action_go_on()
        self.run_flow("send_operations")
        self.assertFalse(self.market.updates)
        self.assert_agreement()

    def test_a15_what_left_in_the_lost_hours_is_shown(self):
        order = self.paid()
        self.restore()
        self.say(order, "shipped")
        self.run_flow("send_operations")
        self.read_again()
        self.compare()
        self.assertEqual(self.found().disagreement_count, 1)
        action = self.found().with_context(found="disagreement").action_open()
        self.assertEqual(
            self.env[action["res_model"]].search(action["domain"]), self.inbox()
        )

    def test_a15_an_order_that_came_and_left_in_the_lost_hours_is_counted(self):
        self.restore()
        self.run_flow("send_operations")
        self.order(self.product, status="shipped")
        self.order(self.product, status="cancelled", remote_id="1-2026.325.0000009")
        self.read_again()
        self.assertFalse(self.sale())
        self.assertEqual(self.found().unseen_count, 1)

    def test_a15_prices_and_products_are_sent_again(self):
        listing = self.make_listing()
        self.make_live(listing)
        self.full_offers_done()
        self.restore()
        self.run_flow("send_operations")
        self.read_again()
        self.found().action_go_on()
        listing.offer_exchange_id.sent_at = self.ago(hours=2)
        before = len(self.market.files)
        self.run_flow("check_listings", "send_products", "send_offers")
        self.assertEqual(len(self.market.files), before + 2)
        self.assertEqual(self.market.sent("offers")[0].ean, listing.ean)

    # --------------------------------------------------------------- other answers
    def test_a15_a_copy_never_talks_again(self):
        self.restore()
        self.run_flow("send_operations")
        self.found().action_copy()
        self.assertEqual(self.account.phase, "paused")
        self.assertIn("copy", self.account.paused_reason)
        self.assertFalse(self.account.activity_ids)
        self.order(self.product)
        self.run_flow("fetch_orders")
        self.assertFalse(self.inbox())

    def test_a15_a_paused_account_is_held_when_it_resumes(self):
        self.account._pause("Holidays.")
        self.restore()
        self.run_flow("send_operations")
        self.assertEqual(self.account.phase, "paused")
        with self.assertRaisesRegex(UserError, "resume it first"):
            self.found().action_go_on()
        self.account.action_resume()
        self.assertEqual(self.account.phase, "restored")
        self.assertTrue(self.wakes("sweep_orders"), "read at once")
        self.read_again()
        self.found().action_go_on()
        self.assertEqual(self.account.phase, "live")

    def test_a15_a_pause_meanwhile_ends_no_offers(self):
        self.make_live(self.make_listing())
        self.restore()
        self.run_flow("send_operations")
        action = self.account.action_pause()
        dialogue = self.env[action["res_model"]].browse(action["res_id"])
        with self.assertRaisesRegex(UserError, "present phase"):
            dialogue.action_end_offers()
        dialogue.action_pause()
        self.account.action_resume()
        self.assertEqual(self.account.phase, "restored")

    def test_a15_twice_is_one_question(self):
        self.restore()
        self.run_flow("send_operations")
        self.read_again()
        first = self.found()
        self.restore()
        self.run_flow("send_operations")
        self.assertEqual(self.found().search_count([("state", "=", "open")]), 1)
        self.assertNotEqual(self.found(), first, "its hours are lost, too")
        self.found().found_at = self.ago(hours=-1)
        with self.assertRaisesRegex(UserError, "not all read"):
            self.found().action_go_on()
        self.found().found_at = self.ago(hours=1)
        self.found().invalidate_recordset()
        self.found().action_go_on()
        self.assertEqual(self.account.phase, "live")

    # ------------------------------------------------------------ no way around it
    def test_a15_no_other_button_starts_it(self):
        self.restore()
        self.run_flow("send_operations")
        self.account._pause("Holidays.")
        self.account.action_back_to_setup()
        self.account.action_start_testing()
        self.assertEqual(self.account.phase, "restored")
        self.account.action_go_live()
        self.assertEqual(self.account.phase, "restored")
        self.read_again()
        self.found().action_go_on()
        self.assertEqual(self.account.phase, "live")

    def test_a15_an_archived_account_is_held_too(self):
        self.account.active = False
        self.restore()
        self.run_flow("send_operations")
        self.account.active = True
        self.assertEqual(self.account.phase, "restored")

    def test_a15_a_copy_that_is_resumed_asks_again(self):
        self.restore()
        self.run_flow("send_operations")
        self.found().action_copy()
        self.account.action_resume()
        self.assertEqual(self.account.phase, "restored")
        self.assertEqual(self.found().state, "open")

    def test_a15_the_alarm_stays_until_somebody_answers(self):
        self.restore()
        self.run_flow("send_operations")
        self.market.fail["fetch_orders"] = [errors.RetryLater("busy")] * 2
        self.run_flow("fetch_orders", "fetch_orders", "fetch_orders")
        self.assertIn("restored", self.account.activity_ids.note)

    def test_a15_orders_that_cannot_be_read_hold_nobody_for_ever(self):
        self.restore()
        self.run_flow("send_operations")
        self.market.fail["fetch_orders"] = [errors.RetryLater("busy")]
        self.run_flow("fetch_orders")
        self.found().invalidate_recordset()
        self.assertEqual(self.found().reading, "failed")
        self.found().action_go_on()
        self.assertEqual(self.account.phase, "live")

    def test_a15_run_now_says_what_does_not_run(self):
        self.restore()
        self.run_flow("send_operations")
        with self.assertRaisesRegex(UserError, "confirm its database"):
            self.account._flow("send_offers").action_run_now()
        self.account._flow("fetch_orders").action_run_now()
