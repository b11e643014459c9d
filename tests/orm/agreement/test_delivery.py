# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who packs the goods sees on the delivery where La Redoute and Odoo differ on them."""

from dataclasses import replace

from odoo.tests import new_test_user, tagged

from ..common import WHOLE
from .agreement_case import AgreementCase, plain


@tagged("standard", "post_install", "-at_install")
class TestDelivery(AgreementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.packer = new_test_user(
            cls.env, "packer", "stock.group_stock_user", company_id=cls.company.id
        )

    def seen(self, picking):
        """Return what a warehouse user sees of La Redoute on a delivery."""
        self.env.invalidate_all()
        picking = picking.with_user(self.packer)
        self.assertFalse(
            self.packer.has_group("laredoute_connector.group_laredoute_user")
        )
        return picking.laredoute_agreement, plain(picking.laredoute_disagreement or "")

    def found(self, *severities):
        pickings = self.env["stock.picking"].with_user(self.packer)
        return pickings.search([("laredoute_agreement", "in", severities)]).sudo()

    def test_a_parcel_for_another_town_is_seen_where_it_is_packed(self):
        self.paid()
        picking = self.sale().picking_ids
        self.assertEqual(self.seen(picking), (False, ""))
        self.assertFalse(self.found("error", "warning"))
        self.sale().partner_shipping_id.write({"zip": "69002", "city": "Lyon"})
        self.compare()
        one = self.assert_disagreement("address_edited")
        self.assertEqual(self.seen(picking), (one.severity, plain(one.message)))
        self.assertEqual(self.found(one.severity), picking)
        self.assertIn(picking, self.found(one.severity, False))
        self.assertNotIn(picking, self.found(False))
        pickings = self.env["stock.picking"].with_user(self.packer)
        for operator, value, there in (
            ("!=", False, True),
            ("=", False, False),
            ("=", one.severity, True),
            ("not in", [one.severity], False),
        ):
            found = pickings.search([("laredoute_agreement", operator, value)])
            self.assertEqual(picking in found.sudo(), there, (operator, value))
        one.action_keep()
        self.assertEqual(self.seen(picking), (False, ""))
        self.assertFalse(self.found("error", "warning"))

    def test_goods_of_another_delivery_are_not_its_concern(self):
        other = self.make_product(stock=3)
        self.paid(self.product, other)
        whole = self.sale().picking_ids
        whole.move_ids.filtered(lambda each: each.product_id == other).quantity = 0
        whole.move_ids.filtered(lambda each: each.product_id != other).picked = True
        whole.with_context(skip_backorder=True).button_validate()
        rest = self.sale().picking_ids - whole
        self.assertTrue(rest, "the second line waits in a delivery of its own")
        self.goods()[1].product_uom_qty = 2
        self.compare()
        one = self.assert_disagreement("shipment_unsent", "quantity_differs")
        one = one.filtered(lambda each: each.code == "quantity_differs")
        self.assertEqual(self.seen(rest)[1], plain(one.message))
        self.assertEqual(self.seen(whole), (False, ""))

    def test_what_no_delivery_brings_is_seen_on_those_there_are(self):
        order = self.order(self.product, self.make_product(stock=3))
        self.read()
        self.run_flow("send_operations")
        self.goods()[-1].unlink()
        self.say(order, "to_ship")
        self.read()
        one = self.disagreements().filtered(lambda each: each.code == "line_missing")
        self.assertIn(plain(one.message), self.seen(self.sale().picking_ids)[1])

    def test_prices_are_none_of_the_warehouse(self):
        self.paid()
        self.goods().price_unit += 3
        self.compare()
        self.assertTrue(self.disagreements())
        self.assertEqual(self.seen(self.sale().picking_ids), (False, ""))

    def test_a_return_and_what_is_cancelled_say_nothing(self):
        order = self.paid()
        picking = self.sale().picking_ids
        self.ship(picking)
        there = replace(WHOLE, zip_code="69002", city="LYON")
        self.put(order, delivery=replace(order.delivery, address=there))
        self.read()
        self.assertIn("address_differs", self.disagreements().mapped("code"))
        self.assertTrue(self.seen(picking)[0])
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = 1
        self.assertEqual(self.seen(wizard._create_return()), (False, ""))

    def test_a_delivery_that_is_cancelled_says_nothing(self):
        self.paid(self.product, self.make_product(stock=3))
        picking = self.sale().picking_ids
        picking.action_cancel()
        self.compare()
        self.assertEqual(set(self.disagreements().mapped("code")), {"nothing_leaves"})
        self.assertEqual(self.seen(picking), (False, ""))

    def test_what_lost_its_delivery_is_seen_on_the_other_one(self):
        self.paid(self.product, self.make_product(stock=3))
        picking = self.sale().picking_ids
        lost = self.goods()[1]
        lost.move_ids._action_cancel()
        self.compare()
        one = self.disagreements().filtered(lambda each: each.code == "nothing_leaves")
        self.assertEqual(one.order_line_id.sale_line_id, lost)
        self.assertEqual(self.seen(picking)[1], plain(one.message))
