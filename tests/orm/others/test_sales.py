# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Addons that stop, change or split what La Redoute's buyers ordered."""

from dataclasses import replace
from decimal import Decimal

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.records import DecisionKind

from ..agreement.agreement_case import AgreementCase, plain
from ..common import WHOLE, only_on_sellr
from .others_case import needs

#: one buyer, as an addon of the OCA may be set to write names
NAMES = ("Élise DUPONT", "DUPONT Élise")
#: the route by which a vendor sends to the buyer
DROP_SHIP = "stock_dropshipping.route_drop_shipping"


@tagged("standard", "post_install", "-at_install")
class TestSales(AgreementCase):
    def paid_but(self):
        """An order whose buyer paid, where somebody else has a say."""
        order = self.order(self.product)
        self.read()
        self.run_flow("send_operations")
        self.say(order, "to_ship")
        self.read()

    def shipped(self):
        """The tracking numbers that La Redoute was sent."""
        return [
            each.tracking_number
            for each in self.market.updates
            if each.kind is DecisionKind.SHIP
        ]

    # ------------------------------------------------ A27, a confirmation is stopped
    @needs("sale_exception")
    def test_a27_an_exception_that_stops_the_confirmation_is_shown(self):
        rule = self.env["exception.rule"].create(
            {
                "name": "Buyers who say where they ordered",
                "model": "sale.order",
                "exception_type": "by_domain",
                "domain": "[('client_order_ref', '!=', False)]",
            }
        )
        self.paid_but()
        self.assertEqual(self.sale().state, "draft")
        self.assertEqual(self.sale().exception_ids, rule)
        one = self.assert_disagreement("not_confirmed")
        self.assertIn(self.sale().name, one.message)
        self.sale().ignore_exception = True
        self.sale().action_confirm()
        self.assertEqual(self.sale().state, "sale")
        self.compare()
        self.assert_agreement()

    @needs("sale_tier_validation")
    def test_a28_an_approval_that_is_missing_is_shown_in_its_own_words(self):
        approval = self.env["tier.definition"].create(
            {
                "name": "Accord de la direction",
                "model_id": self.env["ir.model"]._get_id("sale.order"),
                "review_type": "individual",
                "reviewer_id": self.make_user("direction").id,
                "definition_domain": "[('client_order_ref', '!=', False)]",
            }
        )
        self.paid_but()
        one = self.assert_disagreement("held_up")
        self.assertIn(approval.name, one.message)
        approval.active = False
        one.action_retry()
        self.run_flow("process_orders")
        self.assertEqual(self.sale().state, "sale")
        self.assert_agreement()

    # ------------------------------------------------------------------ rewards
    def promote(self):
        """Ten percent for whoever orders anything."""
        self.env["loyalty.program"].search([]).active = False
        self.env["loyalty.program"].create(
            {
                "name": "Dix pour cent",
                "program_type": "promotion",
                "trigger": "auto",
                "applies_on": "current",
                "rule_ids": [Command.create({"reward_point_mode": "order"})],
                "reward_ids": [
                    Command.create({"reward_type": "discount", "discount": 10})
                ],
            }
        )

    @needs("sale_loyalty", "sale_loyalty_delivery")
    def test_a_reward_for_whoever_orders_is_not_la_redoutes(self):
        self.promote()
        self.paid()
        self.assertEqual(self.goods().laredoute_line_id, self.inbox().line_ids)
        self.assertEqual(len(self.goods()), 1)
        self.assertFalse(self.inbox().amount_difference)
        self.ship(self.sale().picking_ids)
        self.compare()
        self.assert_agreement()

    @needs("sale_loyalty_auto_refresh")
    def test_a_reward_that_adds_itself_is_shown(self):
        self.company.auto_refresh_coupon = True
        self.promote()
        self.order(self.product)
        self.read()
        ours = self.goods().filtered("laredoute_line_id")
        self.assertEqual(ours.mapped("price_unit"), [59.90])
        self.assertTrue(self.goods() - ours, "the addon added its reward")
        self.assertIn("total_differs", self.disagreements().mapped("code"))
        self.assertTrue(self.inbox().activity_ids)

    # ------------------------------------------------------------------ contacts
    @needs("partner_firstname")
    def test_a_buyer_s_name_in_its_parts(self):
        for order in ("first_last", "last_first"):
            with self.subTest(order):
                self.env["ir.config_parameter"].set_param("partner_names_order", order)
                self.env.registry.clear_cache()
                remote_id = f"1-2026.325.{len(self.market.orders):07d}"
                self.say(self.order(self.product, remote_id=remote_id), "to_ship")
                self.read()
                partner = self.inbox(remote_id).partner_id
                self.assertEqual(
                    (partner.firstname, partner.lastname), ("Élise", "DUPONT")
                )
                self.assertIn(partner.name.replace(",", ""), NAMES)

    # ------------------------------------------------- goods that leave otherwise
    def drop_shipped(self, *others, quantity=1):
        """A paid order of goods that a vendor sends; what is bought, and from whom."""
        vendor = self.env["res.partner"].create({"name": "Fournisseur"})
        product = self.make_product(
            stock=0,
            route_ids=[Command.set(self.env.ref(DROP_SHIP).ids)],
            seller_ids=[Command.create({"partner_id": vendor.id, "price": 20})],
        )
        self.account.acceptance_policy = "always"
        order = self.order(self.order_line(product, quantity=quantity), *others)
        self.read()
        self.run_flow("send_operations")
        order = self.say(order, "to_ship")
        self.read()
        sold = self.goods().filtered(lambda each: each.product_id == product)
        bought = self.env["purchase.order.line"].search(
            [("sale_line_id", "=", sold.id)]
        )
        return order, bought

    def requested(self, bought):
        """What whoever buys is requested to do."""
        return plain(
            " ".join(bought.order_id.activity_ids.mapped(lambda a: a.note or ""))
        )

    @needs("stock_dropshipping")
    def test_a05_a_line_that_a_vendor_was_to_send_is_cancelled(self):
        order, bought = self.drop_shipped(self.product)
        self.assertFalse(self.requested(bought))
        self.say(order, "cancelled", only={1})
        self.read()
        self.assertIn("still wants 0", self.requested(bought))
        self.read()
        self.assertEqual(len(bought.order_id.activity_ids), 1, "once")
        informed = bought.order_id.activity_ids.user_id
        self.assertIn(informed, bought.order_id.user_id | self.inbox()._problem_user())

    @needs("stock_dropshipping")
    def test_a05_also_once_it_was_ordered_from_the_vendor(self):
        order, bought = self.drop_shipped(self.product)
        bought.order_id.button_confirm()
        self.say(order, "cancelled", only={1})
        self.read()
        self.assertIn("still wants 0", self.requested(bought))
        straight = bought.move_ids
        self.assertEqual(set(straight.mapped("state")), {"cancel"})

    @needs("stock_dropshipping")
    def test_a05_an_order_that_a_vendor_was_to_send_is_cancelled_as_a_whole(self):
        order, bought = self.drop_shipped()
        self.say(order, "cancelled")
        self.read()
        self.assertEqual(self.sale().state, "cancel")
        self.assertIn("still wants 0", self.requested(bought))

    @needs("stock_dropshipping")
    def test_a05_an_order_that_a_vendor_sends_is_cancelled_as_a_whole(self):
        order, bought = self.drop_shipped()
        bought.order_id.button_confirm()
        self.say(order, "cancelled")
        self.read()
        self.assertEqual(self.sale().state, "cancel")
        self.assertTrue(bought.order_id.activity_ids, "Odoo asks by itself")

    @needs("stock_dropshipping")
    def test_a04_less_of_what_a_vendor_was_to_send(self):
        order, bought = self.drop_shipped(quantity=2)
        self.put(order, lines=(replace(order.lines[0], quantity=Decimal(1)),))
        self.read()
        self.assertEqual(self.goods().product_uom_qty, 1)
        # Odoo lowers what is not ordered yet: there is nothing to say
        self.assertEqual(bought.product_qty, 1)
        self.assertFalse(self.requested(bought))

    @needs("stock_dropshipping")
    def test_a04_less_of_what_was_ordered_from_the_vendor(self):
        order, bought = self.drop_shipped(quantity=2)
        bought.order_id.button_confirm()
        self.put(order, lines=(replace(order.lines[0], quantity=Decimal(1)),))
        self.read()
        self.assertEqual(self.goods().product_uom_qty, 1)
        # nobody takes back what the vendor knows of
        self.assertEqual(bought.product_qty, 2)
        self.assertIn("still wants 1", self.requested(bought))

    def moves(self, order):
        """La Redoute's buyer wants it in Lyon."""
        there = replace(WHOLE, zip_code="69002", city="LYON")
        self.put(order, delivery=replace(order.delivery, address=there))
        self.read()

    @needs("stock_dropshipping")
    def test_b02_what_the_vendor_was_sent_as_a_request_goes_elsewhere(self):
        order, bought = self.drop_shipped()
        bought.order_id.state = "sent"
        self.moves(order)
        self.assertEqual(bought.order_id.dest_address_id.zip, "69002")
        self.assertIn("69002", self.requested(bought))

    @needs("stock_dropshipping")
    def test_b02_of_what_no_vendor_knows_of_nobody_needs_to_be_informed(self):
        order, bought = self.drop_shipped()
        self.moves(order)
        self.assertEqual(bought.order_id.dest_address_id.zip, "69002")
        self.assertFalse(self.requested(bought))

    @needs("stock_dropshipping")
    @only_on_sellr("it takes shipments by line")
    def test_a13_a_product_that_its_vendor_sends_to_the_buyer(self):
        _order, bought = self.drop_shipped()
        self.assertEqual(bought.product_qty, 1)
        # nobody has ordered it from the vendor yet
        self.assert_disagreement("nothing_leaves")
        bought.order_id.button_confirm()
        self.compare()
        self.assert_agreement()
        straight = self.sale().picking_ids
        self.assertEqual(straight.picking_type_code, "dropship")
        self.ship(straight, "VENDOR1")
        self.run_flow("send_operations")
        self.assertEqual(self.shipped(), ["VENDOR1"])
        self.assert_agreement()

    @needs("stock_picking_batch")
    @only_on_sellr("it takes shipments by line")
    def test_a_batch_of_deliveries_is_sent_each_with_its_number(self):
        deliveries = self.env["stock.picking"]
        for name in ("A", "B"):
            order = self.order(self.product, remote_id=name)
            self.read()
            self.run_flow("send_operations")
            self.say(order, "to_ship")
            self.read()
            deliveries |= self.inbox(name).sale_order_id.picking_ids
        batch = self.env["stock.picking.batch"].create(
            {
                "picking_type_id": deliveries.picking_type_id.id,
                "picking_ids": [Command.set(deliveries.ids)],
            }
        )
        batch.action_confirm()
        deliveries.action_assign()
        for number, delivery in enumerate(deliveries):
            delivery.carrier_tracking_ref = f"PARCEL{number}"
        for move in deliveries.move_ids:
            move.write({"quantity": move.product_uom_qty, "picked": True})
        batch.action_done()
        self.assertEqual(set(deliveries.mapped("state")), {"done"})
        self.run_flow("send_operations")
        self.assertEqual(sorted(self.shipped()), ["PARCEL0", "PARCEL1"])
