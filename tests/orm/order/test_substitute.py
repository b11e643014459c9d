# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A product that stands for an article nobody knows, so that no order is lost."""

from dataclasses import replace

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.records import DecisionKind

from ..agreement.agreement_case import AgreementCase
from ..common import only_on_sellr

UNKNOWN = "3599999999995"


@tagged("standard", "post_install", "-at_install")
class TestSubstitute(AgreementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stand_in = cls.env["product.product"].create(
            {"name": "Article La Redoute à identifier", "type": "consu"}
        )
        cls.account.substitute_product_id = cls.stand_in

    def unknown(self, *others):
        order = self.order(UNKNOWN, *others)
        self.read()
        return order

    def kinds(self):
        return [DecisionKind(each.kind) for each in self.inbox().operation_ids]

    def identify(self):
        real = self.make_product(barcode=UNKNOWN)
        self.inbox().action_retry()
        self.run_flow("process_orders")
        return real

    def paid_unknown(self):
        order = self.unknown()
        self.inbox().line_ids._decide(DecisionKind.ACCEPT, only_in_stock=False)
        self.run_flow("send_operations")
        order = self.say(order, "to_ship")
        self.read()
        return order

    # ----------------------------------------------------------------- it stands in
    def test_without_one_the_order_waits(self):
        self.account.substitute_product_id = False
        self.unknown()
        self.assertFalse(self.sale())
        self.assertIn(UNKNOWN, self.inbox().waiting_reason)

    def test_it_is_sold_and_the_order_says_so(self):
        self.unknown(self.product)
        goods = self.goods().filtered(lambda line: line.product_id == self.stand_in)
        self.assertEqual(goods.price_unit, 59.90)
        self.assertIn(UNKNOWN, goods.name)
        self.assertEqual(self.sale().amount_total, self.inbox().amount_total)
        self.assertFalse(self.inbox().line_ids[0].product_id)
        self.assertEqual(self.inbox().state, "waiting")
        for words in (UNKNOWN, self.stand_in.name):
            self.assertIn(words, self.inbox().waiting_reason)
        self.assert_disagreement("held_up")

    def test_stock_never_covers_it(self):
        self.unknown()
        self.assertFalse(self.kinds())

    @only_on_sellr("lines are answered each by itself")
    def test_what_is_known_beside_it_is_accepted(self):
        self.unknown(self.product)
        accepted = self.inbox().operation_ids.order_line_id
        self.assertEqual(accepted.product_id, self.product)

    def test_a_shop_that_accepts_always_accepts_it(self):
        self.account.acceptance_policy = "always"
        self.unknown()
        self.assertEqual(self.kinds(), [DecisionKind.ACCEPT])
        self.assertEqual(self.inbox().state, "waiting", "its product is not known")

    def test_a_rule_that_refuses_what_stock_lacks_leaves_it_to_a_person(self):
        self.env["laredoute.order.rule"].create(
            {
                "name": "Stock",
                "account_id": self.account.id,
                "action": "accept_covered",
                "reason_id": self.env.ref("laredoute_connector.reason_no_stock").id,
            }
        )
        self.unknown()
        self.assertFalse(self.kinds())
        self.assertIn("obody knows", self.inbox().waiting_reason)

    def test_a_person_who_accepts_it_is_shown_that_nobody_knows(self):
        self.unknown()
        question = self.inbox().action_accept()
        wizard = self.env[question["res_model"]].browse(question["res_id"])
        self.assertIn(UNKNOWN, wizard.message)
        wizard.action_accept()
        self.run_flow("send_operations")
        self.assertEqual([each.kind for each in self.market.updates], ["accept"])

    def test_it_is_delivered_under_its_own_code(self):
        self.paid_unknown()
        move = self.sale().picking_ids.move_ids
        self.assertEqual(move.product_id, self.stand_in)
        self.assertIn(UNKNOWN, move.description_picking)
        self.assertEqual(self.sale().amount_total, self.inbox().amount_total)

    def test_a_cancelled_one_is_no_alarm(self):
        order = self.unknown()
        self.say(order, "cancelled")
        self.read()
        self.assertEqual(self.sale().state, "cancel")
        self.assertEqual(self.inbox().state, "done")
        self.assert_agreement()

    def test_a_service_cannot_stand_in(self):
        service = self.env["product.product"].create(
            {"name": "Service", "type": "service"}
        )
        with self.assertRaises(UserError):
            self.account.substitute_product_id = service

    def test_an_archived_one_stands_for_nothing(self):
        self.stand_in.active = False
        self.unknown()
        self.assertFalse(self.sale())

    # ---------------------------------------------------------- the product is known
    def test_the_quotation_sells_the_real_one_once_it_is_known(self):
        self.unknown()
        real = self.identify()
        self.assertEqual(self.goods().product_id, real)
        self.assertNotIn(UNKNOWN, self.goods().name)
        self.assertEqual(self.sale().amount_total, self.inbox().amount_total)
        self.assertEqual(self.inbox().state, "done")
        self.assertEqual(self.kinds(), [DecisionKind.ACCEPT])
        self.assertFalse(self.inbox().line_ids.substitute_id)
        self.assertIn(UNKNOWN, self.inbox().message_ids[:3].mapped("body").__str__())

    def test_the_delivery_brings_the_real_one_once_it_is_known(self):
        self.paid_unknown()
        real = self.identify()
        moves = self.sale().picking_ids.move_ids
        alive = moves.filtered(lambda move: move.state != "cancel")
        self.assertEqual(alive.product_id, real)
        self.assertEqual(sum(alive.mapped("product_uom_qty")), 1)
        self.assert_agreement()
        self.ship(alive.picking_id)
        self.run_flow("send_operations")
        self.assertEqual(self.market.updates[-1].kind, DecisionKind.SHIP)

    def test_of_what_left_a_person_corrects_the_stock(self):
        self.paid_unknown()
        self.ship(self.sale().picking_ids)
        real = self.identify()
        self.assertEqual(self.goods().product_id, self.stand_in)
        self.assertEqual(self.inbox().line_ids.product_id, real)
        one = self.assert_disagreement("product_differs")
        one.action_keep()
        self.assertEqual(self.inbox().agreement, "agree")

    def test_a_person_selects_the_product_on_the_sale_order(self):
        self.unknown()
        real = self.make_product()
        self.goods().product_id = real
        self.compare()
        self.assertNotIn("product_differs", self.disagreements().mapped("code"))
        self.inbox().action_retry()
        self.run_flow("process_orders")
        self.assertEqual(self.inbox().line_ids.product_id, real)
        self.assertEqual(self.inbox().state, "done")
        self.assertEqual(self.goods().price_unit, 59.90)

    def test_the_setting_changes_meanwhile(self):
        self.unknown()
        self.account.substitute_product_id = False
        self.inbox().action_retry()
        self.run_flow("process_orders")
        self.assertEqual(self.goods().product_id, self.stand_in)
        self.assertEqual(self.inbox().state, "waiting")
        real = self.identify()
        self.assertEqual(self.goods().product_id, real)

    def test_another_code_comes_from_la_redoute(self):
        order = self.unknown()
        line = replace(order.lines[0], ean=self.product.barcode)
        self.put(order, lines=(line,))
        self.read()
        self.assertEqual(self.goods().product_id, self.product)
        self.assertEqual(self.inbox().state, "done")
