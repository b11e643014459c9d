# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whatever touches an offer is in the next file, and nothing else is."""

from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from .changes_case import ChangesCase


@tagged("standard", "post_install", "-at_install")
class TestChanges(ChangesCase):
    """Each ``event_…`` does something and returns the products to be sent."""

    def test_stock_orders_and_prices(self):
        self.assert_events(at_least=35)

    # ------------------------------------------------------------------- stock
    def event_stock_comes(self):
        self.set_stock(self.robe, 3)
        return [self.robe]

    def event_stock_is_counted(self):
        quant = self.env["stock.quant"].search(
            [("product_id", "=", self.veste.id), ("location_id.usage", "=", "internal")]
        )
        quant.with_context(inventory_mode=True).inventory_quantity = 11
        quant.action_apply_inventory()
        return [self.veste]

    def event_stock_is_received(self):
        move = self.move("stock.stock_location_suppliers", self.warehouse.lot_stock_id)
        self.settle()
        self.do(move)
        return [self.robe]

    def event_a_receipt_is_planned(self):
        self.move("stock.stock_location_suppliers", self.warehouse.lot_stock_id)
        return []

    def event_stock_is_moved_within_the_warehouse(self):
        shelf = self.env["stock.location"].create(
            {"name": "Étagère", "location_id": self.warehouse.lot_stock_id.id}
        )
        self.settle()
        self.do(self.move(self.warehouse.lot_stock_id, shelf))
        return []

    def event_stock_leaves_for_another_place(self):
        place = self.env["stock.location"].create({"name": "Dépôt-vente"})
        self.settle()
        self.do(self.move(self.warehouse.lot_stock_id, place))
        return [self.robe]

    def event_stock_is_scrapped(self):
        scrap = self.env["stock.scrap"].create(
            {"product_id": self.sac.id, "scrap_qty": 1}
        )
        scrap.action_validate()
        return [self.sac]

    def event_sold_in_odoo(self):
        self.sell(self.robe, 2)
        return [self.robe]

    def event_sold_in_odoo_and_not_reserved(self):
        self.reserve("manual")
        self.sell(self.veste, 2)
        return [self.veste]

    def event_a_sale_is_cancelled(self):
        sale = self.sell(self.robe, 2)
        self.settle()
        sale._action_cancel()
        return [self.robe]

    def event_a_sale_is_lowered(self):
        sale = self.sell(self.robe, 3)
        self.settle()
        sale.order_line.product_uom_qty = 1
        return [self.robe]

    def event_a_sale_is_delivered(self):
        sale = self.sell(self.robe, 1)
        self.settle()
        self.do(sale.picking_ids.move_ids)
        return []

    def event_a_delivery_is_no_longer_reserved(self):
        sale = self.sell(self.robe, 1)
        self.settle()
        sale.picking_ids.do_unreserve()
        return []

    def event_a_delivery_comes_back(self):
        sale = self.sell(self.veste, 1)
        self.do(sale.picking_ids.move_ids)
        self.settle()
        wizard = self.env["stock.return.picking"].create(
            {"picking_id": sale.picking_ids.id}
        )
        wizard.product_return_moves.quantity = 1
        self.do(wizard._create_return().move_ids)
        return [self.veste]

    def event_what_la_redoute_does_not_sell_is_sold(self):
        self.sell(self.make_product(stock=5), 2)
        return []

    def move(self, source, place):
        """Plan a transfer of one dress."""
        if isinstance(source, str):
            source = self.env.ref(source)
        move = self.env["stock.move"].create(
            {
                "product_id": self.robe.id,
                "product_uom_qty": 1,
                "location_id": source.id,
                "location_dest_id": place.id,
            }
        )
        move._action_confirm()
        return move

    def do(self, moves):
        moves._action_assign()
        for move in moves:
            move.quantity = move.product_uom_qty
        moves.picked = True
        moves._action_done()

    # -------------------------------------------------------------- La Redoute's
    def event_la_redoute_sells(self):
        self.order(self.order_line(self.robe, quantity=2), remote_id="1-2026.325.01")
        self.read()
        return [self.robe]

    def event_we_accept_what_waited(self):
        self.account.acceptance_policy = "manual"
        self.order(self.order_line(self.robe), remote_id="1-2026.325.02")
        self.read()
        self.assertEqual(self.next_file(), {self.robe}, "it may be accepted yet")
        self.inbox("1-2026.325.02").action_accept()
        self.account.acceptance_policy = "stock"
        return []

    def event_la_redoute_cancels(self):
        order = self.order(self.order_line(self.sac), remote_id="1-2026.325.03")
        self.read()
        self.settle()
        self.say(order, "cancelled")
        self.read()
        return [self.sac]

    def event_la_redoutes_buyer_pays(self):
        order = self.order(self.order_line(self.sac), remote_id="1-2026.325.04")
        self.read()
        self.settle()
        self.say(order, "to_ship")
        self.read()
        self.assertEqual(self.inbox("1-2026.325.04").sale_order_id.state, "sale")
        return []

    def event_we_refuse(self):
        self.account.acceptance_policy = "manual"
        self.order(self.order_line(self.veste), remote_id="1-2026.325.05")
        self.read()
        self.settle()
        self.give_reason(self.inbox("1-2026.325.05").action_refuse())
        self.account.acceptance_policy = "stock"
        return [self.veste]

    # ------------------------------------------------------------------- prices
    def event_the_sales_price_changes(self):
        self.account.pricelist_id = False
        self.settle()
        self.robe.product_tmpl_id.list_price = 61.0
        return [self.robe]

    def event_the_price_of_a_variant_changes(self):
        self.veste.lst_price = 62.0
        return [self.veste]

    def event_the_cost_changes(self):
        self.price_list(
            {
                "applied_on": "3_global",
                "compute_price": "formula",
                "base": "standard_price",
                "price_discount": -100,
                "price_surcharge": 40,
            }
        )
        self.settle()
        self.robe.standard_price = 11.0
        return [self.robe]

    def event_a_price_list_is_named(self):
        self.account.pricelist_id = False
        self.settle()
        self.price_list({"compute_price": "fixed", "fixed_price": 45})
        return [self.robe, self.veste, self.sac]

    def event_a_line_of_one_variant(self):
        self.price_list()
        self.settle()
        self.account.pricelist_id.item_ids = [
            (0, 0, self.fixed(44, applied_on="0_product_variant", product=self.sac))
        ]
        return [self.sac]

    def event_a_line_of_one_product(self):
        self.price_list()
        self.settle()
        template = self.sac.product_tmpl_id
        line = {
            **self.fixed(43, applied_on="1_product"),
            "product_tmpl_id": template.id,
        }
        self.account.pricelist_id.item_ids = [(0, 0, line)]
        return [self.sac]

    def event_a_line_of_a_category(self):
        self.price_list()
        self.veste.categ_id = self.env["product.category"].create({"name": "Vestes"})
        self.settle()
        line = {**self.fixed(42), "applied_on": "2_product_category"}
        line["categ_id"] = self.veste.categ_id.id
        self.account.pricelist_id.item_ids = [(0, 0, line)]
        return [self.veste]

    def event_another_category(self):
        self.event_a_line_of_a_category()
        self.settle()
        self.robe.categ_id = self.veste.categ_id
        return [self.robe]

    def event_a_line_is_edited(self):
        prices = self.price_list(self.fixed(41))
        self.settle()
        prices.item_ids.fixed_price = 40.5
        return [self.robe, self.veste, self.sac]

    def event_a_line_is_deleted(self):
        prices = self.price_list(
            self.fixed(39, applied_on="0_product_variant", product=self.sac)
        )
        self.settle()
        prices.item_ids.unlink()
        return [self.sac]

    def event_a_line_begins_by_its_date(self):
        return self.dated("date_start")

    def event_a_line_ends_by_its_date(self):
        return self.dated("date_end")

    def dated(self, name):
        """A line of one variant begins, or ends, in an hour; that hour passes."""
        turn = self.ago(hours=-1)
        line = self.fixed(39, applied_on="0_product_variant", product=self.sac)
        self.price_list({**line, name: turn})
        self.settle()
        later = fields.Datetime.add(turn, minutes=5)
        # no fall that a person must confirm
        self.account.price_drop_guard = 0
        with patch.object(fields.Datetime, "now", lambda *_args: later):
            self.assertEqual(self.next_file(), {self.sac})
        # back to the present
        self.account._flow("send_offers").watermark = fields.Datetime.now()
        self.account.pricelist_id = False
        self.settle()
        return []

    def event_the_list_below_changes(self):
        base = self.price_list()
        self.price_list(
            {
                "compute_price": "formula",
                "base": "pricelist",
                "base_pricelist_id": base.id,
                "price_surcharge": 1,
            }
        )
        self.settle()
        base.item_ids = [
            (0, 0, self.fixed(38, applied_on="0_product_variant", product=self.robe))
        ]
        return [self.robe]

    def event_an_extra_of_a_size(self):
        self.account.pricelist_id = False
        size = self.env["product.attribute"].create(
            {
                "name": "Pointure",
                "value_ids": [(0, 0, {"name": each}) for each in ("37", "38")],
            }
        )
        line = self.env["product.template.attribute.line"].create(
            {
                "product_tmpl_id": self.sac.product_tmpl_id.id,
                "attribute_id": size.id,
                "value_ids": [(6, 0, size.value_ids[:1].ids)],
            }
        )
        self.settle()
        line.product_template_value_ids.price_extra = 5.0
        return [self.sac]

    def event_a_tax_changes(self):
        taxes = self.tax(amount=20.0, price_include_override="tax_excluded")
        self.sac.taxes_id = taxes
        self.settle()
        taxes.amount = 10.0
        return [self.sac]

    def event_another_tax(self):
        self.veste.taxes_id = self.tax(amount=5.5)
        return [self.veste]

    def fixed(self, price, product=None, **values):
        """A line of a price list."""
        line = {"compute_price": "fixed", "fixed_price": price, **values}
        return {**line, "product_id": product.id} if product else line
