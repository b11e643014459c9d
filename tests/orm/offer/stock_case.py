# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A shop that sells in Odoo, too: what is left of its stock for La Redoute."""

from odoo.addons.laredoute_connector.models.offer.stock import sellable

from ..agreement.agreement_case import AgreementCase


class StockCase(AgreementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse = cls.account.warehouse_id
        cls.buyer = cls.env["res.partner"].create({"name": "Boutique"})
        cls.product = cls.make_product(stock=3)

    def reserve(self, method):
        """Deliveries of the shop reserve ``at_confirm``, ``manual`` or ``by_date``."""
        self.warehouse.out_type_id.reservation_method = method

    def sell(self, product, quantity=1, warehouse=None):
        """Sell in Odoo, to somebody who never heard of La Redoute."""
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.buyer.id,
                "warehouse_id": (warehouse or self.warehouse).id,
                "order_line": [
                    (0, 0, {"product_id": product.id, "product_uom_qty": quantity})
                ],
            }
        )
        sale.action_confirm()
        self.env.flush_all()
        return sale

    def offered(self, product=None):
        """Units of a product that La Redoute's buyers may buy."""
        product = product or self.product
        self.env.flush_all()
        return sellable(self.account, product)[product.id]
