# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders whose lines are not equally far: what is paid goes, the rest waits."""

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from odoo.addons.laredoute_connector.marketplace.records import DecisionKind

from .agreement_case import AgreementCase


@tagged("standard", "post_install", "-at_install")
class TestMixed(AgreementCase):
    def mixed(self):
        """Two lines are paid, the third has no answer."""
        self.take(*DecisionKind)
        self.scarce = self.make_product(stock=0)
        order = self.order(self.product, self.make_product(stock=3), self.scarce)
        self.read()
        self.run_flow("send_operations")
        order = self.say(order, "to_ship", only={1, 2})
        self.read()
        return order

    def moving(self):
        moves = self.goods().move_ids.filtered(lambda move: move.state != "cancel")
        return moves.product_id

    def test_a17_what_is_paid_goes_and_the_open_line_stays(self):
        self.mixed()
        self.assertEqual(self.sale().state, "sale")
        self.assertEqual(self.moving(), self.goods()[:2].product_id)
        # a person is to decide about the open line
        self.assertIn(
            self.scarce.display_name, self.assert_disagreement("held_up").message
        )
        self.ship(self.sale().picking_ids)
        self.run_flow("send_operations")
        shipped = [each for each in self.market.updates if each.kind == "ship"]
        self.assertEqual(len(shipped), 2)

    def test_a17_the_open_line_follows_once_it_is_paid(self):
        order = self.mixed()
        self.set_stock(self.scarce, 1)
        self.say(order, "to_ship")
        self.read()
        self.assertEqual(self.moving(), self.goods().product_id)
        self.assert_agreement()

    def test_a17_the_open_line_of_a_locked_sale_follows_too(self):
        order = self.mixed()
        self.sale().action_lock()
        self.say(order, "to_ship")
        self.read()
        self.assertTrue(self.sale().locked)
        self.assertEqual(self.moving(), self.goods().product_id)

    def test_a17_what_is_paid_goes_though_the_first_line_is_open(self):
        """La Redoute says but the town of a line that is not paid."""
        self.take(*DecisionKind)
        scarce = self.make_product(stock=0)
        order = self.order(scarce, self.product)
        self.read()
        self.run_flow("send_operations")
        self.say(order, "to_ship", only={2})
        self.read()
        self.assertEqual(self.sale().state, "sale")
        self.assertEqual(self.moving(), self.product)
        self.assertEqual(self.sale().partner_shipping_id.name, "Élise DUPONT")
        self.assert_disagreement("held_up")

    def test_a17_the_open_line_refused_is_taken_out(self):
        order = self.mixed()
        self.say(order, "refused", only={3})
        self.read()
        self.assertEqual(self.goods().mapped("product_uom_qty"), [1, 1, 0])
        self.assertEqual(self.moving(), self.goods()[:2].product_id)
        self.assert_agreement()

    def test_a17_an_accepted_line_that_waits_for_its_payment_stays_promised(self):
        order = self.mixed()
        lines = self.env["laredoute.order.line"]
        before = lines._promised(self.account, lines)
        self.say(order, "accepted", only={3})
        self.read()
        after = lines._promised(self.account, lines)
        # (accepted, without an answer)
        self.assertEqual(before[self.scarce.id], (0, 1))
        self.assertEqual(after[self.scarce.id], (1, 0))

    def test_a17_the_filter_to_ship_finds_it(self):
        self.mixed()
        view = self.env.ref("laredoute_connector.laredoute_order_view_search")
        (node,) = [
            each
            for each in self.env["laredoute.order"]
            ._get_view(view.id, "search")[0]
            .iter("filter")
            if each.get("name") == "to_ship"
        ]
        domain = safe_eval(node.get("domain"))
        self.assertIn(self.inbox(), self.env["laredoute.order"].search(domain))
