# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""An order is decoded when it arrives and when a person retries, and keeps the rest."""

from dataclasses import replace
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.laredoute_connector.marketplace import errors
from odoo.addons.laredoute_connector.marketplace.records import Address, Delivery
from odoo.addons.laredoute_connector.models.order.delivery import (
    pack,
    unpack_address,
    unpack_delivery,
)

from ..common import WHOLE, LaredouteCase

RELAY = Address(
    name="Tabac de la Gare",
    address2="1 place de la Gare",
    zip_code="59000",
    city="LILLE",
    country_code="FR",
)


@tagged("standard", "post_install", "-at_install")
class TestOrderDecoded(LaredouteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.make_product(stock=10)

    def setUp(self):
        super().setUp()
        self.decoded = []
        original = self.market.decode_order

        def decode(source):
            self.decoded.append(source)
            return original(source)

        patcher = patch.object(self.market, "decode_order", decode)
        patcher.start()

    def deliver(self, order, status="to_ship", **values):
        """La Redoute says how and where the order is to be delivered."""
        order = self.say(order, status)
        order = replace(order, delivery=replace(order.delivery, **values))
        self.market.put(order)
        return order

    def test_no_step_of_the_processing_decodes_again(self):
        order = self.order(self.product)
        self.read()
        self.say(order, "to_ship")
        self.read()
        self.assertEqual(self.inbox().sale_order_id.state, "sale")
        self.assertEqual(self.inbox().partner_id.name, "Élise DUPONT")
        self.assertFalse(self.decoded)

    def test_what_building_needs_is_kept(self):
        order = self.order(self.product)
        self.read()
        self.deliver(
            order, address=RELAY, relay_id="R59-001", instruction="Sonner deux fois"
        )
        self.read()
        inbox = self.inbox()
        self.assertTrue(inbox.relay)
        sale = inbox.sale_order_id
        self.assertEqual(sale.partner_id.name, "Élise DUPONT")
        self.assertEqual(sale.partner_id.phone, "0612345678")
        self.assertTrue(sale.partner_id.email)
        shipping = sale.partner_shipping_id
        self.assertEqual(
            (shipping.name, shipping.street, shipping.city),
            (RELAY.name, RELAY.address2, RELAY.city),
        )
        if "ref" not in shipping._commercial_fields():
            # else another addon numbers customers, and their addresses alike
            self.assertEqual(shipping.ref, "R59-001")
        self.assertIn("Sonner deux fois", sale.laredoute_instruction)
        self.assertIn("R59-001", sale.laredoute_instruction)

    def test_a_line_that_goes_elsewhere_is_pointed_out(self):
        order = self.say(self.order(self.product, self.product), "to_ship")
        first, second = order.lines
        second = replace(second, delivery=replace(order.delivery, address=RELAY))
        self.market.put(replace(order, lines=(first, second)))
        self.read()
        inbox = self.inbox()
        self.assertFalse(inbox.line_ids[0].delivery, "as the order's")
        instruction = inbox.sale_order_id.laredoute_instruction
        self.assertIn("1 place de la Gare, 59000 LILLE", instruction)
        self.assertEqual(inbox.sale_order_id.partner_shipping_id.city, WHOLE.city)

    def test_an_order_without_its_address_waits(self):
        order = self.order(self.product)
        self.read()
        self.deliver(order, address=Address(zip_code="59100", city="ROUBAIX"))
        self.read()
        self.assertEqual(self.inbox().state, "waiting")
        self.assertIn("delivery address", self.inbox().waiting_reason)

    def test_a_retry_decodes_again(self):
        order = self.order(self.product)
        self.read()
        inbox = self.inbox()
        inbox.write({"delivery": False, "billing_address": False})
        inbox.action_retry()
        self.assertEqual(self.decoded, [order.source])
        self.assertEqual(unpack_address(inbox.billing_address), order.billing_address)
        self.assertEqual(unpack_delivery(inbox.delivery), order.delivery)
        self.assertEqual(inbox.state, "new")
        self.run_flow("process_orders")
        self.assertEqual(inbox.state, "done")

    def test_a_source_that_cannot_be_read_any_more_waits_with_its_reason(self):
        self.order(self.product, remote_id="1-2026.325.0000001")
        self.order(self.product, remote_id="1-2026.325.0000002")
        self.read()
        bad = self.inbox("1-2026.325.0000001")
        good = self.inbox("1-2026.325.0000002")
        original = self.market.decode_order

        def decode(source):
            if source.startswith(b"1-2026.325.0000001"):
                raise errors.UnreadableData("no", code="no_lines")
            return original(source)

        with patch.object(self.market, "decode_order", decode):
            (bad | good).action_retry()
        self.assertEqual((bad.state, good.state), ("waiting", "new"))
        self.assertTrue(bad.waiting_reason)

    def test_a_neutralised_copy_retries_and_builds_without_any_marketplace(self):
        self.order("3599999999995")
        self.read()
        inbox = self.inbox()
        self.assertEqual(inbox.state, "waiting")
        self.make_product(barcode="3599999999995")
        self.env["ir.config_parameter"].set_param("database.is_neutralized", True)
        with patch.object(
            type(self.account),
            "_marketplace",
            side_effect=UserError("a copy talks to nobody"),
        ):
            inbox.action_retry()
            self.run_flow("process_orders")
        self.assertEqual(inbox.state, "done", inbox.waiting_reason)
        self.assertTrue(inbox.sale_order_id)

    def test_buyers_data_are_for_managers(self):
        self.order(self.product)
        self.read()
        user = new_test_user(
            self.env, "order-user", groups="laredoute_connector.group_laredoute_user"
        )
        inbox = self.inbox().with_user(user)
        self.assertTrue(inbox.status)
        for name in ("source", "delivery", "billing_address"):
            with self.assertRaises(AccessError):
                inbox.read([name])
        with self.assertRaises(AccessError):
            inbox.line_ids.read(["delivery"])

    def test_packing_leaves_out_what_is_empty(self):
        delivery = Delivery(address=RELAY, mobile="0612345678")
        self.assertEqual(unpack_delivery(pack(delivery)), delivery)
        self.assertNotIn("phone", pack(delivery))
        self.assertFalse(pack(Delivery()))
        self.assertFalse(pack(None))
        self.assertEqual(unpack_delivery(False), Delivery())
        # what an earlier version kept and this one does not know
        self.assertEqual(unpack_address({"floor": "3", "city": "X"}), Address(city="X"))
