# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Kits that are sold, and leave in parts.

Odoo's Manufacturing is not among the connector's dependencies: where it is missing
there are no kits, and nothing to test.
"""

from .agreement.agreement_case import AgreementCase


class KitCase(AgreementCase):
    """A set of two cups and a saucer, and one of two saucers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if "mrp.bom" not in cls.env:
            return
        cls.cup = cls.make_product(stock=7)
        cls.saucer = cls.make_product(stock=5)
        cls.kit = cls.make_product(stock=0, is_storable=False)
        cls.pair = cls.make_product(stock=0, is_storable=False)
        cls.make_kit(cls.kit, (cls.cup, 2), (cls.saucer, 1))
        cls.make_kit(cls.pair, (cls.saucer, 2))

    @classmethod
    def make_kit(cls, product, *components):
        cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "type": "phantom",
                "bom_line_ids": [
                    (0, 0, {"product_id": component.id, "product_qty": quantity})
                    for component, quantity in components
                ],
            }
        )

    def setUp(self):
        super().setUp()
        if "mrp.bom" not in self.env:
            self.skipTest("Odoo's Manufacturing is not installed")

    def kit_paid(self):
        order = self.paid(self.order_line(self.kit, quantity=2))
        return order, self.sale().picking_ids

    def leave(self, picking, product):
        """All units of one component leave, the rest waits."""
        for move in picking.move_ids:
            same = move.product_id == product
            move.write({"quantity": move.product_uom_qty * same, "picked": same})
        picking.with_context(skip_backorder=True).button_validate()

    def bring_back(self, picking):
        """All that left by a delivery comes back."""
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        for each in wizard.product_return_moves:
            each.quantity = each.move_id.quantity
        back = wizard._create_return()
        back.move_ids.picked = True
        back.button_validate()
