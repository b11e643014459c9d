# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A first offer of which nobody knows whether La Redoute has it."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace import errors

from ..common import make_ean
from .by_ean_case import NOT_FOUND, ByEanCase


@tagged("standard", "post_install", "-at_install")
class TestByEanLost(ByEanCase):
    def setUp(self):
        super().setUp()
        self.full_offers_done()
        self.lose()

    def lose(self):
        self.market.fail["send_offers"] = [
            errors.UnknownOutcome("lost", code="timeout")
        ]
        self.offer()
        self.lost = self.listing.offer_exchange_id
        self.assertEqual((self.lost.state, self.listing.state), ("unknown", "offered"))

    def quantities(self):
        return [each.quantity for each in self.market.sent("offers")]

    def is_ended_at_0(self):
        """What may be on sale is sent with quantity 0; then it is over."""
        self.offer()
        self.assertEqual(self.quantities(), [0])
        self.assertNotEqual(self.listing.state, "ended", "not before it is taken")
        self.answer()
        self.assertEqual(self.listing.state, "ended")
        files = len(self.market.files)
        self.offer()
        self.assertEqual(len(self.market.files), files)

    def test_what_leaves_the_shop_is_ended_at_0(self):
        self.listing.action_end()
        self.lost.action_set_handled()
        self.is_ended_at_0()

    def test_whoever_replaces_the_file_ends_it_too(self):
        self.product.laredoute_label = False
        self.account.switch_reconciler = True
        self.lost.sent_at = self.ago(minutes=61)
        # the file that replaces it is given up before it goes
        self.market.fail["send_offers"] = [errors.RetryLater("busy", code="http_503")]
        self.offer()
        self.assertFalse(self.listing.selected)
        self.assertEqual(self.listing.offer_exchange_id.state, "queued")
        self.listing.offer_exchange_id.action_set_handled()
        self.is_ended_at_0()

    def test_a_refusal_of_the_end_says_nothing_of_the_lost_one(self):
        self.listing.action_end()
        self.lost.action_set_handled()
        self.offer()
        self.answer("Prix invalide")
        self.assertFalse(self.listing.codes_free, "it may be on sale with these codes")
        self.assertEqual(self.listing.state, "offered")
        self.assertEqual(self.on_sale(), 1)
        self.is_ended_at_0()
        self.assertEqual(self.on_sale(), 0)

    def on_sale(self):
        offers = self.env["laredoute.offer"]
        return offers._count_on_sale(self.account).get(self.account, 0)

    def test_the_account_ends_it_before_it_pauses(self):
        self.lost.action_set_handled()
        self.account.phase = "ending"
        self.offer()
        self.answer("Prix invalide")
        self.run_flow("send_offers")
        self.assertEqual(self.account.phase, "ending")
        self.answer()
        self.run_flow("send_offers")
        self.assertEqual(self.account.phase, "paused")

    def test_an_archived_one_is_sent_at_0(self):
        self.product.active = False
        self.lost.action_set_handled()
        self.offer()
        self.assertEqual(self.quantities(), [0])

    def test_its_codes_stay_until_la_redoute_answers(self):
        self.lost.action_set_handled()
        self.offer()
        self.answer("EAN invalide")
        with self.assertRaises(UserError):
            self.product.barcode = make_ean(888)

    def test_what_la_redoute_does_not_have_is_over(self):
        self.listing.action_end()
        self.lost.action_set_handled()
        self.offer()
        self.answer(NOT_FOUND)
        self.assertEqual(self.listing.state, "ended")
        self.assertEqual(self.on_sale(), 0)

    def test_what_a_restoration_forgot_is_ended_too(self):
        """The offer was sent after the backup, or is refused once."""
        self.lost.action_set_handled()
        self.env["laredoute.restoration"].create(
            {"account_id": self.account.id}
        )._forget_sent()
        self.listing.action_end()
        self.offer()
        self.answer("Prix invalide")
        self.is_ended_at_0()
