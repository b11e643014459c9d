# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is earned at La Redoute, by hand: a dress at 119.80, shoes at 59.90."""

from ast import literal_eval

from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .commission_case import CommissionCase

MEASURES = (
    *("amount_sold", "amount_delivery", "amount_refunded", "amount_vat", "amount_net"),
    *("commission", "cost", "margin", "quantity", "quantity_returned"),
)


class MarginCase(CommissionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dress.standard_price, cls.shoe.standard_price = 40, 25
        cls.sales_tax = cls.env["account.tax"].create(
            {
                "name": "20 % margin",
                "amount": 20,
                "type_tax_use": "sale",
                "price_include_override": "tax_included",
            }
        )
        cls.users = {
            name: new_test_user(cls.env, name, f"base.group_user,account.{group}")
            for name, group in {
                "reads": "group_account_readonly",
                "bills": "group_account_invoice",
            }.items()
        }

    @classmethod
    def booked(cls, number=1, **values):
        """A paid order of 191.50 that has a sale order."""
        order = cls.sold(number, **values)
        sale = cls.env["sale.order"].create(
            {
                "partner_id": cls.vendor.id,
                "order_line": [
                    (
                        0,
                        0,
                        {
                            "product_id": line.product_id.id,
                            "price_unit": line.unit_price,
                            "tax_ids": [(6, 0, cls.sales_tax.ids)],
                        },
                    )
                    for line in order.line_ids.sorted("id")
                ],
            }
        )
        pairs = zip(order.line_ids.sorted("id"), sale.order_line, strict=True)
        for line, sale_line in pairs:
            line.sale_line_id = sale_line
        return order

    def posted(self, payout):
        """As when it was posted: its entries are another test's."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE laredoute_settlement SET state = 'posted' WHERE id = %s",
            [payout.id],
        )
        self.env.invalidate_all()

    def rows(self, order):
        """The rows of its lines, in their order."""
        self.env.invalidate_all()
        found = self.env["laredoute.margin.report"].search(
            [("order_id", "in", order.ids)]
        )
        return found.sorted("id")

    def commission(self, order):
        """What is kept of each of its lines, and from where that is known."""
        return [
            (row.commission_source, row.commission_source and row.commission)
            for row in self.rows(order)
        ]


@tagged("standard", "post_install", "-at_install")
class TestMargin(MarginCase):
    def assert_row(self, row, *amounts):
        self.assertEqual(
            {name: row[name] for name in MEASURES},
            dict(zip(MEASURES, amounts, strict=True)),
        )

    def test_an_order_by_hand(self):
        self.rate(17)
        order = self.booked()
        self.refunded(order.line_ids.sorted("id")[0], 19.8)
        dress, shoe = self.rows(order)
        self.assert_row(dress, 119.8, 5.9, 19.8, 17.65, 88.25, 21.37, 40, 26.88, 1, 0)
        self.assert_row(shoe, 59.9, 5.9, 0, 10.97, 54.83, 11.19, 25, 18.64, 1, 0)
        self.assertAlmostEqual(dress.margin_rate, 26.88 / 88.25)
        self.assertRecordValues(
            shoe,
            [
                {
                    "order_id": order.id,
                    "product_id": self.shoe.id,
                    "product_categ_id": self.shoe.categ_id.id,
                    "category_id": self.shoes.id,
                    "account_id": self.account.id,
                    "books_settings_id": self.settings.id,
                    "company_id": self.env.company.id,
                    "currency_id": self.env.ref("base.EUR").id,
                    "status": "paid",
                    "complete": True,
                }
            ],
        )

    def test_a_piece_that_comes_back_costs_nothing(self):
        self.rate(17)
        order = self.booked()
        line = order.line_ids.sorted("id")[1]
        self.refunded(line, 59.9, 5.9)
        part = line.refund_line_ids
        part.quantity = 1
        row = self.rows(order)[1]
        # La Redoute may keep its commission
        self.assert_row(row, 59.9, 5.9, 65.8, 0, 0, 11.19, 0, -11.19, 1, 1)
        self.assertFalse(row.margin_rate, "of nothing")
        part.state = "requested"
        self.assertEqual(self.rows(order)[1].amount_refunded, 0, "not granted")
        part.state = "refunded"
        part.refund_id.amount_known = False
        self.assertEqual(self.rows(order)[1].amount_refunded, 0, "nobody said how much")

    def test_days_are_those_of_the_shop(self):
        order = self.booked(ordered_at="2026-11-20 23:30:00")
        order.line_ids.paid_at = "2026-12-31 23:30:00"
        row = self.rows(order)[0]
        self.assertEqual(str(row.date), "2026-11-21")
        self.assertEqual(str(row.paid_date), "2027-01-01")

    def test_only_what_left(self):
        order = self.booked()
        line = order.line_ids.sorted("id")[1]
        for status, rows in (("shipped", 2), ("refunded", 2), ("to_ship", 1)):
            line.status = status
            self.assertEqual(len(self.rows(order)), rows, status)

    def test_a_commission_that_is_stated_by_line(self):
        self.rate(17)
        order = self.booked()
        payout = self.stated(order, ("commission", -20, 1), ("commission", -12, 2))
        expected = [("rate", 21.37), ("rate", 11.19)]
        self.assertEqual(self.commission(order), expected, "a draft states nothing")
        self.posted(payout)
        self.assertEqual(self.commission(order), [("line", 20), ("line", 12)])
        back = self.stated(order, ("commission_refund", 2.5, 2), name="V-2")
        self.posted(back)
        self.assertEqual(self.commission(order), [("line", 20), ("line", 9.5)])
        self.assertEqual(self.rows(order)[1].margin, 20.33)

    def test_a_commission_of_one_line_leaves_the_other_expected(self):
        self.rate(17)
        order = self.booked()
        self.posted(self.stated(order, ("commission", -20, 1)))
        self.assertEqual(self.commission(order), [("line", 20), ("rate", 11.19)])
        # what it gives back without a number is of the line that it took it of
        back = self.stated(order, ("commission_refund", 5), name="V-2")
        self.posted(back)
        self.assertEqual(self.commission(order), [("line", 15), ("rate", 11.19)])

    def test_a_commission_that_is_stated_by_order(self):
        order = self.booked()
        self.posted(self.stated(order, ("commission", -30)))
        self.assertEqual(self.commission(order), [("order", 19.69), ("order", 10.31)])

    def test_shares_add_up_to_the_cent(self):
        products = [self.make_product(stock=0) for _each in range(2)]
        order = self.booked(products=products)
        order.line_ids.write({"unit_price": 10, "delivery_fee": 0})
        self.posted(self.stated(order, ("commission", -0.05)))
        found = [amount for _source, amount in self.commission(order)]
        self.assertEqual(found, [0.03, 0.02])

    def test_the_rest_of_an_order_is_of_those_that_no_payout_names(self):
        order = self.booked()
        self.posted(self.stated(order, ("commission", -20, 1), ("commission", -11)))
        self.assertEqual(self.commission(order), [("line", 20), ("order", 11)])

    def test_the_share_of_an_order_is_of_what_is_paid(self):
        order = self.booked()
        order.line_ids.sorted("id")[1].write({"status": "shipped", "paid_at": False})
        self.posted(self.stated(order, ("commission", -30)))
        self.assertEqual(self.commission(order), [("order", 30), (False, False)])

    def test_what_is_not_known_is_in_no_margin(self):
        order = self.booked()
        for row in self.rows(order):
            self.assertFalse(row.complete, "no rate, no payout")
            self.assertEqual(row.margin, 0)
        self.rate(17)
        self.assertEqual(self.rows(order).mapped("complete"), [True, True])
        order.line_ids.sorted("id")[0].sale_line_id = False
        self.assertEqual(self.rows(order).mapped("complete"), [False, True], "no VAT")
        order.line_ids.sorted("id")[1].product_id = False
        self.assertEqual(self.rows(order).mapped("complete"), [False, False])

    def test_vat_is_no_eco_fee(self):
        self.rate(17)
        order = self.booked()
        eco = self.sales_tax.copy({"name": "Eco", "amount_type": "fixed", "amount": 2})
        line = order.line_ids.sorted("id")[0].sale_line_id
        line.tax_ids |= eco
        self.assertEqual(self.rows(order)[0].amount_vat, 20.95)
        line.tax_ids = False
        self.assertEqual(self.rows(order)[0].amount_vat, 0)

    def test_the_rate_of_a_group_is_that_of_its_sums(self):
        self.rate(17)
        first, second = self.booked(), self.booked(2)
        self.refunded(first.line_ids.sorted("id")[0], 19.8)
        # its margin is not known: it is in no rate
        second.line_ids.product_id = False
        groups = self.env["laredoute.margin.report"].formatted_read_group(
            [("order_id", "in", (first | second).ids)],
            ["books_settings_id"],
            ["margin:sum", "amount_net:sum", "margin_rate:avg", "amount_sold:sum"],
        )
        self.assertEqual(len(groups), 1)
        self.assertAlmostEqual(groups[0]["margin:sum"], 45.52)
        self.assertAlmostEqual(groups[0]["amount_sold:sum"], 359.4)
        self.assertAlmostEqual(groups[0]["margin_rate:avg"], 45.52 / 143.08)
        # as the pivot reads them
        whole, parts = self.env["laredoute.margin.report"].formatted_read_grouping_sets(
            [("order_id", "in", (first | second).ids)],
            [[], ["order_id", "date:month"]],
            ["margin_rate:avg", "__count"],
        )
        self.assertAlmostEqual(whole[0]["margin_rate:avg"], 45.52 / 143.08)
        rates = {each["order_id"][0]: each["margin_rate:avg"] for each in parts}
        self.assertAlmostEqual(rates[first.id], 45.52 / 143.08)
        self.assertFalse(rates[second.id], "nothing of it is known")

    def test_more_lines_cost_no_more_queries(self):
        self.rate(17)
        orders = self.booked()
        reports = self.env["laredoute.margin.report"].with_user(self.users["reads"])

        def queries(mine):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows = reports.search([("order_id", "in", mine.ids)])
            rows.web_read(
                {"margin": {}, "product_id": {"fields": {"display_name": {}}}}
            )
            self.assertEqual(len(rows), 2 * len(mine))
            return self.env.cr.sql_log_count - before

        queries(orders)
        few = queries(orders)
        for number in range(2, 12):
            orders |= self.booked(number)
        self.assertEqual(queries(orders), few)


@tagged("standard", "post_install", "-at_install")
class TestMarginScreens(MarginCase):
    def test_people_of_the_books_open_it(self):
        self.rate(17)
        order = self.booked()
        action = self.env.ref("laredoute_connector.laredoute_margin_report_action")
        for user in self.users.values():
            mine = self.env["laredoute.margin.report"].with_user(user)
            views = mine.get_views(
                [(False, kind) for kind in (*action.view_mode.split(","), "search")]
            )
            self.assertIn(
                "margin", views["models"]["laredoute.margin.report"]["fields"]
            )
            names = {"fields": {"display_name": {}}}
            found = mine.web_search_read(
                [("order_id", "=", order.id)],
                {
                    "margin": {},
                    **dict.fromkeys(
                        (
                            *("order_id", "product_id", "category_id"),
                            *("books_settings_id", "product_categ_id"),
                        ),
                        names,
                    ),
                },
            )
            self.assertEqual(len(found["records"]), 2)
            opened = mine.browse(found["records"][0]["id"]).action_open_order()
            self.assertEqual(opened["res_id"], order.id)
            orders = self.env["laredoute.order"].with_user(user)
            self.assertTrue(orders.get_views(opened["views"])["views"]["form"])

    def test_every_filter_and_group_works(self):
        self.rate(17)
        order = self.booked()
        mine = self.env["laredoute.margin.report"].with_user(self.users["reads"])
        view = self.env.ref("laredoute_connector.laredoute_margin_report_view_search")
        ours = [("order_id", "=", order.id)]
        found = {}
        for name, domain, context in self.filters(view):
            if domain:
                found[name] = mine.search_count(ours + domain)
            if context:
                groups = mine.formatted_read_group(
                    ours, [context["group_by"]], ["margin:sum", "__count"]
                )
                self.assertEqual(sum(each["__count"] for each in groups), 2, name)
        self.assertEqual(
            found,
            {
                **{"paid": 2, "not_paid": 0, "returned": 0, "complete": 2},
                **{"incomplete": 0, "loss": 0, "no_cost": 0},
            },
        )
        self.dress.standard_price = 0
        self.shoe.standard_price = 99
        self.env.invalidate_all()
        domains = {name: domain for name, domain, _context in self.filters(view)}
        self.assertEqual(mine.search(ours + domains["no_cost"]).product_id, self.dress)
        self.assertEqual(mine.search(ours + domains["loss"]).product_id, self.shoe)

    def filters(self, view):
        """(name, domain, context) of each filter of a view."""
        for node in etree.fromstring(view.arch_db).iter("filter"):
            yield (
                node.get("name"),
                literal_eval(node.get("domain") or "[]"),
                literal_eval(node.get("context") or "{}"),
            )

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_another_company_sees_nothing(self):
        order = self.booked()
        other = self.env["res.company"].create(
            {"name": "Autre", "currency_id": self.env.ref("base.EUR").id}
        )
        stranger = new_test_user(
            self.env,
            "stranger",
            "base.group_user,account.group_account_manager",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        self.dress.with_company(other).standard_price = 1
        self.assertEqual(self.rows(order)[0].cost, 40, "that of its own company")
        row = self.rows(order)[:1]
        mine = self.env["laredoute.margin.report"].with_user(stranger)
        self.assertFalse(mine.search([]))
        with self.assertRaises(AccessError):
            row.with_user(stranger).read(["margin"])
        with self.assertRaises(AccessError):
            row.with_user(self.users["bills"]).write({"margin": 1})
