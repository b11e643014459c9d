# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""An account that stops: La Redoute goes on selling what it was sent last."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace import errors

from ..common import LaredouteCase, refused


@tagged("standard", "post_install", "-at_install")
class TestPause(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.listing = self.make_listing()
        self.make_live(self.listing)
        self.full_offers_done()
        self.account.action_go_live()

    def ask(self, button="action_pause"):
        """Press a button that stops the account, and return the dialogue."""
        action = getattr(self.account, button)()
        self.assertEqual(action["res_model"], "laredoute.pause")
        return self.env["laredoute.pause"].browse(action["res_id"])

    def offer(self):
        """The next offer file goes; gives {EAN: units}, empty when there is none."""
        self.listing.offer_exchange_id.sent_at = self.ago(hours=2)
        before = len(self.market.files)
        self.run_flow("send_offers")
        if len(self.market.files) == before:
            return {}
        return {each.ean: each.quantity for each in self.market.sent("offers")}

    def answer(self, *lines):
        self.report("offers", self.listing.offer_exchange_id, *lines)
        self.run_flow("collect_reports", "apply_reports")

    # -------------------------------------------------------- the question comes first
    def test_a24_whoever_pauses_says_what_becomes_of_the_offers(self):
        dialogue = self.ask()
        self.assertEqual(self.account.phase, "live", "nothing happened yet")
        self.assertIn("La Redoute: 1.", dialogue.message)
        self.assertIn(self.account.name, dialogue.message)

    def test_a24_so_does_whoever_archives(self):
        self.ask("action_archive")
        self.assertTrue(self.account.active)
        action = self.account.action_archive()
        self.assertEqual(action["views"], [(False, "form")])
        self.ask("action_archive").action_pause()
        self.assertFalse(self.account.active)
        self.assertEqual(self.account.phase, "paused")

    def test_a24_where_nothing_is_on_sale_it_pauses_at_once(self):
        self.set_stock(self.listing.product_id, -10)
        self.offer()
        self.answer()
        self.assertIsNone(self.account.action_pause())
        self.assertEqual(self.account.phase, "paused")
        self.assertIn("Nothing is on sale", self.account.paused_reason)

    def test_a24_a_pause_at_once_says_what_goes_on(self):
        self.ask().action_pause()
        self.assertEqual(self.account.phase, "paused")
        self.assertIn("goes on selling 1 offers", self.account.paused_reason)
        self.assertEqual(self.offer(), {})

    # ------------------------------------------------------------ the end of the offers
    def test_a24_the_offers_end_then_the_account_pauses(self):
        self.ask().action_end_offers()
        self.assertEqual(self.account.phase, "ending")
        self.assertIn("quantity 0", self.account.paused_reason)
        self.assertEqual(self.offer(), {self.listing.ean: 0})
        self.assertEqual(self.offer(), {}, "there is nothing new to say")
        self.assertEqual(self.account.phase, "ending", "La Redoute has not accepted it")
        self.answer()
        self.offer()
        self.assertEqual(self.account.phase, "paused")
        self.assertIn("Nothing is on sale", self.account.paused_reason)

    def test_a24_an_end_that_is_refused_is_no_end(self):
        self.ask().action_end_offers()
        self.offer()
        self.answer(refused(self.listing.ean, self.listing.sku, "1", "Produit inconnu"))
        self.assertEqual(self.offer(), {self.listing.ean: 0}, "it is sent again")
        self.assertEqual(self.account.phase, "ending")
        self.assertIn("La Redoute: 1.", self.ask().message)
        self.answer()
        self.offer()
        self.assertEqual(self.account.phase, "paused")

    def test_a24_an_end_that_is_refused_again_and_again_is_for_a_person(self):
        self.ask().action_end_offers()
        no = refused(self.listing.ean, self.listing.sku, "1", "Produit inconnu")
        for _time in range(2):
            self.assertFalse(self.account.activity_ids)
            self.offer()
            self.answer(no)
        self.offer()
        self.assertIn("refuses the end of 1 offers", self.account.activity_ids.note)
        self.answer()
        self.offer()
        self.assertEqual(self.account.phase, "paused")
        self.assertFalse(self.account.activity_ids)

    def test_a24_whoever_resumes_knows_that_the_end_was_interrupted(self):
        self.ask().action_end_offers()
        self.market.fail["fetch_orders"] = [
            errors.WrongCredentials("no", code="http_401", service="orders")
        ]
        self.read()
        self.assertEqual(self.account.phase, "paused")
        self.assertIn("were being ended", self.account.paused_reason)
        self.assertIn("were being ended", self.account.activity_ids.note)

    def test_a24_an_end_whose_file_is_refused_is_none(self):
        self.ask().action_end_offers()
        self.market.fail["send_offers"] = [errors.RefusedData("no", code="refused")]
        self.offer()
        self.offer()
        self.assertEqual(self.account.phase, "ending")
        self.assertIn("La Redoute: 1.", self.ask().message)

    def test_a24_orders_go_on_while_the_offers_end(self):
        self.ask().action_end_offers()
        self.order(self.listing.product_id)
        self.read()
        self.run_flow("send_operations")
        self.assertEqual([each.kind for each in self.market.updates], ["accept"])

    def test_a24_no_product_is_sent_while_the_offers_end(self):
        other = self.make_listing()
        self.ask().action_end_offers()
        self.run_flow("check_listings", "send_products")
        self.assertFalse(other.product_exchange_id)
        self.account.action_resume()
        self.run_flow("send_products")
        self.assertTrue(other.product_exchange_id)

    def test_a24_whoever_resumes_offers_everything_again(self):
        self.account.phase = "testing"
        self.ask().action_end_offers()
        self.offer()
        self.answer()
        self.offer()
        self.account.action_resume()
        self.assertEqual(self.account.phase, "testing")
        self.assertFalse(self.account.paused_reason)
        self.assertEqual(self.offer(), {self.listing.ean: 10})

    def test_a24_who_does_not_want_to_wait_pauses_at_once(self):
        self.ask().action_end_offers()
        self.ask().action_pause()
        self.assertEqual(self.account.phase, "paused")
        self.account.action_resume()
        self.assertEqual(self.account.phase, "live")

    def test_a24_an_account_that_sends_no_offers_says_so(self):
        self.account.switch_listings = False
        with self.assertRaisesRegex(UserError, "switch its listings on"):
            self.ask().action_end_offers()
        self.assertEqual(self.account.phase, "live")

    def test_a24_a_user_does_not_stop_anything(self):
        user = self.make_user("pause", "user")
        with self.assertRaises(AccessError):
            self.account.with_user(user).action_pause()
        with self.assertRaises(AccessError):
            self.account.with_user(user).action_archive()
        self.assertEqual(self.account.phase, "live")
