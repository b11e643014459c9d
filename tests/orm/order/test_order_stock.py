# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Accepting looks at the stock, and again right before La Redoute is informed."""

from decimal import Decimal

from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.port import Scope
from odoo.addons.laredoute_connector.marketplace.prices import Applied
from odoo.addons.laredoute_connector.marketplace.records import DecisionKind
from odoo.addons.laredoute_connector.models.order.shop import Expected, Shop

from ..offer.stock_case import StockCase


@tagged("standard", "post_install", "-at_install")
class TestOrderStock(StockCase):
    def accepted(self):
        """What La Redoute was informed of."""
        self.run_flow("send_operations")
        return [each.kind for each in self.market.updates]

    # ------------------------------------------------------------- by a person
    def wait(self, quantity=1):
        self.account.acceptance_policy = "manual"
        self.order(self.order_line(self.product, quantity=quantity))
        self.read()
        return self.inbox()

    def test_d02_accept_says_what_is_not_there_before_it_promises(self):
        inbox = self.wait(2)
        self.sell(self.product, 2)
        action = inbox.action_accept()
        self.assertFalse(inbox.operation_ids)
        question = self.env[action["res_model"]].browse(action["res_id"])
        self.assertIn(self.product.name, question.message)
        question.action_accept()
        self.assertEqual(inbox.operation_ids.kind, "accept")
        self.assertEqual(self.accepted(), [DecisionKind.ACCEPT])

    def test_d02_accept_says_so_on_a_disagreement(self):
        inbox = self.wait(2)
        self.sell(self.product, 2)
        inbox.answer_before = self.ago(hours=-2)
        self.run_flow("compare_waiting_orders")
        one = self.assert_disagreement("held_up", "unanswered").filtered(
            lambda each: each.code == "unanswered"
        )
        action = self.as_user("manager", one).action_accept()
        self.assertFalse(inbox.operation_ids)
        question = self.env[action["res_model"]].browse(action["res_id"])
        question.with_user(self.users["manager"]).action_accept()
        self.assertEqual(inbox.operation_ids.kind, "accept")
        self.assert_disagreement("held_up")

    def test_d02_accept_goes_at_once_when_the_goods_are_there(self):
        self.account.stock_safety = 2
        inbox = self.wait(3)
        self.assertFalse(inbox.action_accept(), "the safety is there, too")
        self.assertEqual(inbox.operation_ids.kind, "accept")
        self.assertEqual(self.accepted(), [DecisionKind.ACCEPT])

    def test_d02_a_second_order_of_the_last_unit_is_not_accepted_in_silence(self):
        first = self.wait(3)
        self.order(self.order_line(self.product, quantity=1), remote_id="B")
        self.read()
        self.assertFalse(first.action_accept())
        self.assertTrue(self.inbox("B").action_accept())
        self.assertFalse(self.inbox("B").operation_ids)

    # --------------------------------------------------- sold before it is sent
    def test_a23_what_was_sold_since_is_not_accepted(self):
        self.order(self.order_line(self.product, quantity=2))
        self.read()
        inbox = self.inbox()
        self.assertEqual(inbox.operation_ids.state, "queued")
        self.sell(self.product, 2)
        self.assertEqual(self.accepted(), [])
        self.run_flow("process_orders")
        self.assertFalse(inbox.operation_ids)
        self.assertEqual(inbox.state, "waiting")
        self.assertIn(self.product.name, inbox.waiting_reason)
        self.assertIn("sold", inbox.message_ids[0].body)
        self.assert_disagreement("held_up")

    def test_a23_what_was_sold_and_not_reserved_counts_too(self):
        self.reserve("manual")
        self.order(self.order_line(self.product, quantity=2))
        self.read()
        self.sell(self.product, 2)
        self.assertEqual(self.accepted(), [])

    def test_a23_a_delivery_that_was_cancelled_holds_no_units_of_an_acceptance(self):
        self.order(self.order_line(self.product, quantity=2))
        self.read()
        self.sale().action_confirm()
        self.sale().picking_ids.action_cancel()
        self.sell(self.product, 2)
        self.assertEqual(self.accepted(), [])

    def test_a23_what_la_redoute_sold_is_not_offered_when_its_delivery_is_cancelled(
        self,
    ):
        before = self.offered()
        self.paid(self.order_line(self.product, quantity=1))
        self.assertEqual(self.offered(), before - 1)
        self.sale().picking_ids.action_cancel()
        self.compare()
        self.assert_disagreement("nothing_leaves")
        self.assertEqual(self.offered(), before - 1)
        self.disagreements().action_restore()
        self.assertEqual(self.offered(), before - 1)

    def test_a23_the_rest_that_was_cancelled_is_not_offered(self):
        before = self.offered()
        self.paid(self.order_line(self.product, quantity=2))
        picking = self.sale().picking_ids
        picking.move_ids.quantity = 1
        picking.with_context(
            skip_backorder=True, picking_ids_not_to_backorder=picking.ids
        ).button_validate()
        self.assertEqual(self.sale().order_line[:1].qty_delivered, 1)
        self.assertEqual(self.offered(), before - 2)

    def test_a23_what_is_still_there_is_accepted(self):
        self.order(self.order_line(self.product, quantity=2))
        self.read()
        self.sell(self.product, 1)
        self.assertEqual(self.accepted(), [DecisionKind.ACCEPT])
        self.assertEqual(self.offered(), 0)

    def test_a23_two_acceptances_of_one_unit_do_not_both_go(self):
        self.account.acceptance_policy = "manual"
        for name in "AB":
            self.order(self.order_line(self.product, quantity=3), remote_id=name)
        self.read()
        for name in "AB":
            # neither saw what the other one was about to commit
            lines = self.inbox(name).line_ids
            lines._enqueue(DecisionKind.ACCEPT, only_in_stock=True)
        first, second = self.inbox("A").operation_ids, self.inbox("B").operation_ids
        self.assertTrue(first and second)
        self.assertEqual(self.accepted(), [DecisionKind.ACCEPT])
        self.assertEqual((first | second).exists(), first, "the first that was decided")

    def test_a23_a_person_who_accepts_all_the_same_is_obeyed(self):
        inbox = self.wait(2)
        self.sell(self.product, 3)
        action = inbox.action_accept()
        self.env[action["res_model"]].browse(action["res_id"]).action_accept()
        self.assertEqual(self.accepted(), [DecisionKind.ACCEPT])

    def test_a23_an_account_that_accepts_always_does(self):
        self.account.acceptance_policy = "always"
        self.order(self.order_line(self.product, quantity=2))
        self.read()
        self.sell(self.product, 3)
        self.assertEqual(self.accepted(), [DecisionKind.ACCEPT])

    def test_a23_what_goes_as_a_whole_is_taken_back_as_a_whole(self):
        self.take(*DecisionKind, scope=Scope.ORDER)
        other = self.make_product(stock=5)
        self.order(self.product, other)
        self.read()
        self.assertEqual(len(self.inbox().operation_ids), 2)
        self.sell(self.product, 3)
        self.assertEqual(self.accepted(), [])
        self.assertFalse(self.inbox().operation_ids)

    # ----------------------------------------------------------- doubtful lines
    def doubt(self, **line):
        self.make_listing(self.product, price_sent=59.90)
        self.order(self.order_line(self.product, **line))
        self.read()
        inbox = self.inbox()
        self.assertFalse(inbox.operation_ids)
        self.assertEqual(inbox.state, "waiting")
        self.assertIn(self.product.name, inbox.waiting_reason)
        return inbox

    def test_d05_a_line_of_no_units_is_for_a_person(self):
        self.doubt(quantity=0)

    def test_d05_an_absurd_price_is_for_a_person_whatever_the_policy(self):
        self.account.acceptance_policy = "always"
        inbox = self.doubt(price="0.01")
        inbox.action_accept()
        self.assertEqual(self.accepted(), [DecisionKind.ACCEPT])

    def test_d05_a_price_of_nothing_is_for_a_person(self):
        self.doubt(price="0")

    def on_sale(self, listing, *prices):
        """Prices that were on sale: each from so many days ago on."""
        self.env["laredoute.offer.price"].create(
            [
                {
                    "listing_id": listing.id,
                    "account_id": self.account.id,
                    "price": price,
                    "begin": self.ago(days=days),
                }
                for price, days in prices
            ]
        )

    def test_d05_what_was_reduced_when_it_was_ordered_is_no_doubt(self):
        """The promotion is over: its last orders come now."""
        listing = self.make_listing(self.product, price_sent=59.90, usual_sent=59.90)
        self.on_sale(listing, (59.9, 20), (19.9, 10), (59.9, 0))
        self.order(self.order_line(self.product, price="19.90"))
        self.read()
        inbox = self.inbox()
        inbox.ordered_at = self.ago(hours=20)
        expected = Shop(self.account, inbox.line_ids)
        self.assertFalse(expected.doubtful(inbox.line_ids))
        self.assertEqual(expected.price_share(inbox.line_ids), 100)
        inbox.ordered_at = self.ago(days=15)
        self.assertTrue(expected.doubtful(inbox.line_ids), "nothing was reduced then")

    def test_d05_a_promotion_of_today_explains_no_price_of_before(self):
        usual, reduced = Decimal("59.90"), Decimal("19.90")
        history = (
            Applied(usual, self.ago(days=20)),
            Applied(reduced, self.ago(days=1)),
        )
        expected = Expected(usual, reduced, self.ago(days=1), history)
        self.assertEqual(expected.at(self.ago(days=4)), usual)
        self.assertEqual(expected.at(self.ago(hours=1)), reduced)
        self.assertEqual(expected.at(None), reduced)

    def test_d05_what_was_never_listed_is_compared_with_its_price_in_odoo(self):
        self.order(self.order_line(self.product, price="20.00"))
        self.read()
        self.assertFalse(self.inbox().operation_ids)

    def test_d05_a_sound_line_beside_a_doubtful_one_is_accepted(self):
        self.take(*DecisionKind)
        self.make_listing(self.product, price_sent=59.90)
        self.order(
            self.order_line(self.product, price="0.01"), self.order_line(self.product)
        )
        self.read()
        doubtful, sound = self.inbox().line_ids
        self.assertFalse(doubtful.operation_ids)
        self.assertEqual(sound.operation_ids.kind, "accept")

    def test_d05_a_price_of_yesterday_is_accepted(self):
        self.make_listing(self.product, price_sent=59.90)
        self.order(self.order_line(self.product, price="41.90"))
        self.read()
        self.assertEqual(self.inbox().operation_ids.kind, "accept")
