# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The sale order's name, tags and team, as the account has them."""

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import LaredouteCase

NUMBER = "1-2026.325.0001234"


@tagged("standard", "post_install", "-at_install")
class TestSaleHead(LaredouteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.make_product(stock=10)

    def sold(self):
        self.order(self.product)
        self.read()
        self.assertEqual(self.inbox().state, "done", self.inbox().waiting_reason)
        return self.inbox().sale_order_id

    def test_without_a_prefix_odoo_numbers_them(self):
        number = self.env.ref("sale.seq_sale_order").next_by_id()
        sale = self.sold()
        self.assertEqual(sale.name[:1], number[:1])
        self.assertNotIn(NUMBER, sale.name)
        self.assertEqual(sale.client_order_ref, NUMBER)

    def test_with_a_prefix_la_redoutes_number_follows(self):
        self.account.sale_prefix = "LR-"
        sale = self.sold()
        self.assertEqual(sale.name, f"LR-{NUMBER}")
        found = self.env["sale.order"].name_search(NUMBER)
        self.assertIn(sale.id, [each[0] for each in found])
        sale.action_confirm()
        self.assertEqual(sale.picking_ids.origin, f"LR-{NUMBER}")
        self.assertNotEqual(sale.copy().name, sale.name)

    def test_names_stay_unique(self):
        self.account.sale_prefix = "LR-"
        for name in (f"LR-{NUMBER}", f"LR-{NUMBER}-2"):
            partner = self.env["res.partner"].create({"name": "Élise"})
            self.env["sale.order"].create({"name": name, "partner_id": partner.id})
        self.assertEqual(self.sold().name, f"LR-{NUMBER}-3")

    def test_a_prefix_of_other_signs(self):
        self.account.sale_prefix = "%_\\'é "
        self.assertTrue(self.sold().name.startswith("%_\\'é"))

    def test_tags_and_team(self):
        tags = self.env["crm.tag"].create([{"name": "La Redoute"}, {"name": "Web"}])
        team = self.env["crm.team"].create({"name": "Marketplaces"})
        self.account.write(
            {"sale_tag_ids": [(6, 0, tags.ids)], "sale_team_id": team.id}
        )
        sale = self.sold()
        self.assertEqual((sale.tag_ids, sale.team_id), (tags, team))
        sale.action_confirm()
        self.assertEqual(sale._create_invoices().team_id, team)

    def test_a_tag_that_is_deleted_stops_nothing(self):
        tag = self.env["crm.tag"].create({"name": "La Redoute"})
        self.account.sale_tag_ids = tag
        tag.unlink()
        self.assertFalse(self.sold().tag_ids)

    def test_a_team_of_another_company_is_refused(self):
        other = self.env["res.company"].create({"name": "Autre"})
        team = self.env["crm.team"].create({"name": "Autre", "company_id": other.id})
        with self.assertRaises(UserError):
            self.account.sale_team_id = team

    def test_what_people_set_on_the_sale_order_stays(self):
        """News of La Redoute change neither its name, nor its tags, nor its team."""
        order = self.order(self.product)
        self.read()
        sale = self.inbox().sale_order_id
        tag = self.env["crm.tag"].create({"name": "Cadeau"})
        team = self.env["crm.team"].create({"name": "Magasin"})
        sale.write({"name": "SO-GIFT", "tag_ids": [(4, tag.id)], "team_id": team.id})
        self.account.sale_prefix = "LR-"
        self.say(order, "to_ship")
        self.read()
        self.assertEqual(
            (sale.name, sale.tag_ids, sale.team_id), ("SO-GIFT", tag, team)
        )

    def test_a_fee_whose_tax_people_changed_is_restored(self):
        sale = self.sold()
        fee = sale.order_line.filtered("is_delivery")
        fee.tax_ids = fee.tax_ids.copy(
            {"name": "TVA en sus", "price_include_override": "tax_excluded"}
        )
        self.run_flow("compare_all_orders", "compare_orders")
        (one,) = self.inbox().disagreement_ids
        self.assertEqual(one.code, "total_differs")
        one.action_restore()
        self.assertEqual(sale.amount_total, self.inbox().amount_total)
        self.assertEqual(self.inbox().agreement, "agree")

    @mute_logger("odoo.sql_db")
    def test_a_setting_that_is_missing_is_refused(self):
        for name in ("name_order", "customer_policy", "ship_by"):
            with (
                self.subTest(name),
                self.assertRaises(IntegrityError),
                self.cr.savepoint(),
            ):
                self.account[name] = False
                self.env.flush_all()
