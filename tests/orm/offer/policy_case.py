# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A shop with rules of stock: what is offered, and what an order is answered."""

from odoo.addons.laredoute_connector.models.offer.stock import quantities

from .stock_case import StockCase


class PolicyCase(StockCase):
    def rule(self, target=None, account=None, **values):
        """A rule of a category, a product, or a variant; of the product's variant."""
        target = target or self.product
        name, kind = {
            "product.category": ("product_category_id", "category"),
            "product.template": ("product_tmpl_id", "product"),
            "product.product": ("product_id", "variant"),
        }[target._name]
        return self.env["laredoute.offer.rule"].create(
            {
                "applied_on": kind,
                name: target.id,
                "account_id": account.id if account else False,
                **values,
            }
        )

    def quantity(self, product=None, account=None):
        """Units that the offer of a product shows."""
        product = product or self.product
        self.env.flush_all()
        return quantities(account or self.account, product)[product.id]

    def second_account(self, **values):
        """Another shop on the same stock."""
        own = {
            "order_settings_id": False,
            "offer_settings_id": False,
            "name": "La Brand Boutique",
            **values,
        }
        own = {key: value for key, value in own.items() if value}
        return self.account.copy(own)

    def planned(self, days, quantity=5, product=None):
        """A receipt that is planned in so many days."""
        move = self.env["stock.move"].create(
            {
                "product_id": (product or self.product).id,
                "product_uom_qty": quantity,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": self.warehouse.lot_stock_id.id,
                "date": self.ago(days=-days),
            }
        )
        move._action_confirm()
        return move

    def accepted(self, quantity, product=None):
        """Whether an order of so many units is accepted without a person."""
        number = self.env["laredoute.order"].search_count([]) + 1
        remote_id = f"1-2026.326.{number:07d}"
        self.order(
            self.order_line(product or self.product, quantity=quantity),
            remote_id=remote_id,
        )
        self.read()
        return self.inbox(remote_id).operation_ids.mapped("kind") == ["accept"]
