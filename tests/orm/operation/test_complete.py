# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A delivery validated without what La Redoute wants can be completed, and says so."""

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from odoo.addons.laredoute_connector.marketplace.records import DecisionKind

from ..agreement.agreement_case import AgreementCase


@tagged("standard", "post_install", "-at_install")
class TestComplete(AgreementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.carrier = cls.env["delivery.carrier"].create(
            {"name": "Chronopost", "product_id": cls.account.delivery_product_id.id}
        )
        cls.packer = cls.env["res.users"].create(
            {
                "name": "Entrepôt",
                "login": "entrepot-complete",
                "group_ids": [(6, 0, cls.env.ref("stock.group_stock_user").ids)],
            }
        )

    def bare(self, tracking=False):
        """A delivery that left without a carrier, on an account without defaults."""
        self.account.write({"default_carrier": False, "default_tracking_url": False})
        self.paid()
        self.ship(self.sale().picking_ids, tracking)
        return self.sale().picking_ids.with_user(self.packer)

    def sent(self):
        self.run_flow("send_operations")
        (update,) = [
            each for each in self.market.updates if each.kind is DecisionKind.SHIP
        ]
        return update.carrier, update.tracking_number, update.tracking_url

    def test_a25_it_is_completed_after_it_left(self):
        picking = self.bare()
        with Form(picking) as form:
            form.carrier_id = self.carrier
            form.carrier_tracking_ref = "XY1"
            form.laredoute_tracking_url = "https://suivi.example/XY1"
        self.assertEqual(picking.laredoute_shipment_state, "queued")
        self.assertEqual(
            self.sent(), ("Chronopost", "XY1", "https://suivi.example/XY1")
        )

    def test_a25_the_banner_names_what_is_missing_and_who_completes_it(self):
        picking = self.bare("XY1")
        self.assertEqual(picking.laredoute_shipment_state, "missing")
        self.assertIn("carrier", picking.laredoute_missing)
        self.assertIn("tracking address", picking.laredoute_missing)
        self.assertNotIn("tracking number", picking.laredoute_missing)
        self.assertIn("La Redoute manager", picking.laredoute_missing)
        picking.carrier_id = self.carrier
        self.assertNotIn("carrier,", picking.laredoute_missing)

    def test_a25_an_address_that_is_none_is_refused_while_it_is_typed(self):
        picking = self.bare("XY1")
        with self.assertRaisesRegex(ValidationError, "http"):
            picking.laredoute_tracking_url = "suivi.example"

    def test_a25_what_la_redoute_has_is_locked_as_odoo_does(self):
        self.paid()
        self.ship(self.sale().picking_ids)
        picking = self.sale().picking_ids.with_user(self.packer)
        with Form(picking) as form:
            form.carrier_id = self.carrier
        self.run_flow("send_operations")
        with Form(picking) as form, self.assertRaises(AssertionError):
            form.carrier_id = self.carrier.copy()

    def test_a25_other_deliveries_stay_as_they_are(self):
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "Client"}).id,
                "order_line": [(0, 0, {"product_id": self.product.id})],
            }
        )
        sale.action_confirm()
        self.ship(sale.picking_ids)
        picking = sale.picking_ids.with_user(self.packer)
        self.assertFalse(picking.laredoute_missing)
        with Form(picking) as form, self.assertRaises(AssertionError):
            form.carrier_id = self.carrier
