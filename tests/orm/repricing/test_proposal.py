# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is proposed, by whom it is accepted, and what is sent of it."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import LaredouteCase
from .repricing_case import Repricing


@tagged("standard", "post_install", "-at_install")
class TestProposal(Repricing, LaredouteCase):
    """60 euros with VAT and 5.90 of delivery; the best offer costs 48.90 with its."""

    def setUp(self):
        super().setUp()
        self.account.delivery_fee = 5.9
        # the floor: 25 and 20 %, with 20 % of VAT
        self.product = self.make_product(stock=7, standard_price=25)
        self.listing = self.make_listing(self.product)
        self.make_live(self.listing)
        self.full_offers_done()
        self.rule = self.repricing_rule()

    def propose(self, **best):
        self.open_listing(self.best(self.listing, **best))
        return self.proposals(self.listing)

    def accept(self, **best):
        found = self.propose(**best)
        found.action_accept()
        self.assertEqual(found.state, "accepted")
        return found

    def sent(self):
        """The offer that goes now; None where nothing goes."""
        before = len(self.market.files)
        self.run_flow("send_offers")
        if len(self.market.files) == before:
            return None
        offer = self.market.sent("offers")[0]
        self.report("offers", self.listing.offer_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        return offer

    def price_sent(self):
        offer = self.sent()
        return offer and float(offer.price)

    def assert_over(self, proposal, why):
        self.assertEqual((proposal.state, proposal.ended), ("outdated", why))

    # ------------------------------------------------------------------ proposals
    def test_a_report_makes_a_proposal_and_nothing_is_sent(self):
        found = self.propose()
        self.assertEqual((found.state, found.outcome), ("proposed", "cheaper"))
        self.assertEqual((found.price, found.usual_price), (42.9, 60))
        self.assertEqual((found.best_price, found.best_fee), (45, 3.9))
        self.assertEqual((found.floor, found.ceiling), (36, 60))
        self.assertEqual((found.rule_id, found.still_beaten_by), (self.rule, 0))
        self.assertIsNone(self.sent())

    def test_the_same_report_again_is_no_news(self):
        found = self.propose()
        self.assertEqual(self.propose(), found)

    def test_other_figures_are_another_proposal(self):
        found = self.propose()
        newer = self.propose(price="44.00")
        self.assert_over(found, "newer")
        self.assertEqual((newer.state, newer.price), ("proposed", 41.9))

    def test_a_change_of_cost_price_or_fee_is_seen_with_the_next_offers(self):
        found = self.propose()
        for values, price in (
            ({"standard_price": 32}, 46.08),
            ({"standard_price": 25, "lst_price": 60}, 42.9),
        ):
            self.product.write(values)
            self.sent()
            self.assert_over(found, "newer")
            found = self.proposals(self.listing)
            self.assertEqual((found.state, found.price), ("proposed", price))
        self.account.delivery_fee = 6.9
        self.sent()
        self.assert_over(found, "newer")
        self.assertEqual(self.proposals(self.listing).price, 41.9)

    def test_kept_at_the_floor(self):
        found = self.propose(price="30.00")
        self.assertEqual((found.outcome, found.price), ("floor", 36))
        self.assertEqual(found.still_beaten_by, 8)

    def test_kept_at_the_ceiling(self):
        self.rule.ceiling_percent = 90
        found = self.propose(price="60.00")
        self.assertEqual((found.outcome, found.price), ("ceiling", 54))

    def test_prices_end_as_the_rule_says(self):
        self.rule.ends = "99"
        self.assertEqual(self.propose().price, 41.99)

    def test_nobody_beats_the_usual_price(self):
        found = self.propose()
        self.assertFalse(self.propose(price="62.10"))
        self.assert_over(found, "best")

    def test_nothing_is_proposed_of_what_is_not_on_sale(self):
        self.listing.quantity_accepted = 0
        self.assertFalse(self.propose())

    def test_what_cannot_be_proposed_is_seen_with_its_reason(self):
        self.assertEqual(self.propose(fee=None).outcome, "no_fee")
        self.product.standard_price = 0
        self.assertEqual(self.propose().outcome, "no_cost")
        self.product.standard_price = 45
        found = self.propose()
        self.assertEqual((found.state, found.outcome), ("blocked", "no_room"))
        self.assertEqual(found.price, 0)
        self.assertEqual(self.rule.blocked_count, 1)
        with self.assertRaisesRegex(UserError, "nothing to decide"):
            found.action_accept()

    def test_no_price_at_all(self):
        found = self.propose()
        self.product.lst_price = 0
        self.sent()
        self.assert_over(found, "newer")
        self.assertEqual(self.proposals(self.listing).outcome, "no_price")

    def test_a_new_rule_is_looked_at_at_once_by_hand(self):
        self.rule.active = False
        self.assertFalse(self.propose())
        self.rule.active = True
        self.rule.action_look()
        self.assertEqual(self.proposals(self.listing).price, 42.9)
        self.assertEqual(self.rule.waiting_count, 1)

    # ------------------------------------------------------------------ decisions
    def test_an_accepted_price_is_sent_and_nothing_is_struck(self):
        self.accept()
        offer = self.sent()
        self.assertEqual((float(offer.price), float(offer.struck_price)), (42.9, 42.9))
        prices = self.env["laredoute.offer.price"].search([])
        self.assertEqual(prices[0].price, 42.9, "Omnibus: it was on sale")
        self.assertIsNone(self.sent(), "once")

    def test_a_rejected_price_is_not_proposed_again(self):
        found = self.propose()
        found.action_reject()
        self.assertEqual(self.propose(), found)
        self.assertEqual(found.state, "rejected")
        self.assertIsNone(self.sent())
        self.assertEqual(self.propose(price="44.00").state, "proposed")

    def test_an_accepted_price_is_taken_back(self):
        found = self.accept()
        self.assertEqual(self.price_sent(), 42.9)
        found.action_reject()
        self.assertEqual(self.price_sent(), 60)
        self.assertEqual(self.propose().state, "rejected")

    def test_a_newer_proposal_waits_while_the_accepted_price_is_sent(self):
        first = self.accept()
        self.assertEqual(self.price_sent(), 42.9)
        found = self.propose(price="44.00")
        second = found - first
        self.assertEqual((first.state, second.state), ("accepted", "proposed"))
        self.assertIsNone(self.sent())
        second.action_accept()
        self.assert_over(first, "newer")
        self.assertEqual(self.price_sent(), 41.9)

    def test_nobody_accepts_what_was_not_shown(self):
        found = self.propose()
        self.product.standard_price = 32
        action = found.action_accept()
        self.assertEqual(action["params"]["type"], "warning")
        self.assert_over(found, "newer")
        self.assertEqual(self.proposals(self.listing).state, "proposed")

    def test_readers_decide_nothing(self):
        found = self.propose()
        reader = self.make_user("reader", "user")
        for action in ("action_accept", "action_reject"):
            with self.assertRaises(AccessError):
                getattr(found.with_user(reader), action)()
        self.assertEqual(found.with_user(reader).price, 42.9)
        self.assertNotIn("cost", found.with_user(reader).fields_get())
        found.with_user(self.make_user("manager", "manager")).action_accept()
        self.assertEqual(found.decided_by_id.login, "access-manager")

    # -------------------------------------------------------------------- the end
    def test_it_ends_when_nobody_beats_us_any_more(self):
        found = self.accept()
        self.sent()
        self.assertEqual(self.propose(ours=True), found, "others sell it too")
        self.open_listing(self.best(self.listing, "62.10"))
        self.assert_over(found, "best")
        self.assertEqual(self.price_sent(), 60)

    def test_it_ends_when_the_competitor_is_gone(self):
        found = self.accept()
        self.sent()
        self.assertFalse(self.propose(ours=True, sellers=1))
        self.assert_over(found, "gone")
        self.assertEqual(self.price_sent(), 60)
        self.accept()
        self.sent()
        self.open_listing()
        self.assertEqual(self.price_sent(), 60)

    def test_it_ends_when_the_usual_price_is_as_low(self):
        found = self.accept()
        self.sent()
        self.product.lst_price = 35
        self.assertEqual(self.price_sent(), 42)
        self.assertEqual(found.state, "outdated")

    def test_the_floor_holds_when_the_cost_rises(self):
        found = self.accept()
        self.assertEqual(self.price_sent(), 42.9)
        self.product.standard_price = 32
        self.assertEqual(self.price_sent(), 46.08)
        self.assertEqual((found.state, found.outcome), ("accepted", "floor"))
        self.product.standard_price = 45
        self.assertEqual(self.price_sent(), 60)
        self.assert_over(found, "limits")
        self.assertEqual(self.proposals(self.listing).outcome, "no_room")

    def test_a_price_that_is_held_changes_nothing(self):
        found = self.accept()
        self.sent()
        self.product.lst_price = 8
        self.assertIsNone(self.sent())
        self.assertEqual(found.state, "accepted")
        self.product.lst_price = 50
        self.assertIsNone(self.sent())
        self.assertEqual(found.state, "accepted")

    def test_a_listing_that_ends(self):
        found = self.accept()
        self.listing.action_end()
        self.assertEqual(self.sent().quantity, 0)
        self.assert_over(found, "off")

    def test_outdated_ones_are_forgotten_in_time(self):
        found = self.propose()
        newer = self.propose(price="44.00")
        found.ended_at = self.ago(days=self.account.retention_days + 1)
        self.env["laredoute.repricing.proposal"]._gc_outdated()
        self.assertFalse(found.exists())
        self.assertTrue(newer.exists())
