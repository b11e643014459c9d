# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Addons that take, hold or spoil stock: what is offered follows."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from ..offer.stock_case import StockCase
from .others_case import needs


@tagged("standard", "post_install", "-at_install")
class TestStock(StockCase):
    # --------------------------------------------------------- the shop's counter
    def open_counter(self):
        """A point of sale whose session is open, and that takes cards."""
        bank = self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", self.company.id)], limit=1
        )
        card = self.env["pos.payment.method"].create(
            {"name": "Carte", "journal_id": bank.id}
        )
        counter = self.env["pos.config"].create(
            {"name": "Boutique", "payment_method_ids": [Command.set(card.ids)]}
        )
        counter.open_ui()
        return counter.current_session_id

    def sell_at_counter(self, session, product, quantity):
        """A buyer pays and takes it away."""
        price = product.lst_price
        line = {
            "product_id": product.id,
            "qty": quantity,
            "price_unit": price,
            "price_subtotal": price * quantity,
            "price_subtotal_incl": 0,
            "tax_ids": [Command.set(product.taxes_id.ids)],
        }
        order = self.env["pos.order"].create(
            {
                "company_id": self.company.id,
                "session_id": session.id,
                "lines": [Command.create(line)],
                "amount_total": 0,
                "amount_paid": 0,
                "amount_tax": 0,
                "amount_return": 0,
            }
        )
        order.lines._onchange_amount_line_all()
        order._compute_prices()
        active = {"active_ids": order.ids, "active_id": order.id}
        self.env["pos.make.payment"].with_context(**active).create(
            {"payment_method_id": session.payment_method_ids.id}
        ).with_context(**active).check()
        self.assertIn(order.state, ("paid", "done"))
        return order

    @needs("point_of_sale", "l10n_fr_pos_cert", "pos_sale", "pos_loyalty")
    def test_what_the_counter_sells_is_no_longer_offered(self):
        self.company.point_of_sale_update_stock_quantities = "real"
        listing = self.make_listing(self.product)
        self.make_live(listing)
        self.assertEqual(self.market.sent("offers")[0].quantity, 3)
        session = self.open_counter()
        self.sell_at_counter(session, self.product, 2)
        self.assertEqual(self.offered(), 1)
        self.run_flow("send_offers")
        self.assertEqual(self.market.sent("offers")[0].quantity, 1)

    # ------------------------------------------------------------ lots that expire
    @needs("product_expiry", "sale_stock_product_expiry")
    def test_what_expired_is_neither_offered_nor_sent(self):
        product = self.make_product(stock=0, tracking="lot", use_expiration_date=True)
        shelf = self.warehouse.lot_stock_id
        for name, days, units in (("OLD", -2, 2), ("NEW", 30, 3)):
            moment = fields.Datetime.now() + timedelta(days=days)
            lot = self.env["stock.lot"].create(
                {
                    "name": name,
                    "product_id": product.id,
                    "expiration_date": moment,
                    "removal_date": moment,
                }
            )
            self.env["stock.quant"]._update_available_quantity(
                product, shelf, units, lot_id=lot
            )
        self.assertEqual(self.offered(product), 3)
        self.paid(self.order_line(product, quantity=2))
        self.assertEqual(self.offered(product), 1)
        delivery = self.sale().picking_ids
        self.assertEqual(delivery.move_line_ids.lot_id.name, "NEW")
        self.ship(delivery)
        self.assertEqual(delivery.state, "done")
        self.compare()
        self.assert_agreement()
        self.assertEqual(self.offered(product), 1)

    # ---------------------------------------------------------- goods of others
    @needs("stock_owner_restriction")
    def test_what_belongs_to_somebody_else_is_not_offered(self):
        self.env["stock.quant"]._update_available_quantity(
            self.product, self.warehouse.lot_stock_id, 4, owner_id=self.buyer
        )
        self.assertEqual(self.offered(), 3)
