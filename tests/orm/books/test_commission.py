# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute keeps is known by category and day, before a payout says it."""

from decimal import Decimal

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from .commission_case import CommissionCase


def euros(*amounts):
    return [Decimal(each) for each in amounts]


@tagged("standard", "post_install", "-at_install")
class TestCommissionRates(CommissionCase):
    def test_the_nearest_category_holds(self):
        order = self.sold()
        self.rate(17)
        self.assertEqual(self.expected(order), euros("21.37", "11.19"))
        self.rate(15, self.family)
        self.assertEqual(self.expected(order), euros("18.86", "11.19"))
        own = self.rate(12, self.category)
        self.assertEqual(self.expected(order), euros("15.08", "11.19"))
        own.date_from = "2026-11-21"
        self.assertEqual(self.expected(order)[0], Decimal("18.86"), "not begun yet")

    def test_a_category_is_that_of_the_listing_the_product_or_its_category(self):
        listing = self.make_listing(self.dress)
        self.rate(17, self.shoes)
        self.rate(12, self.category)
        order = self.sold(products=[self.dress])
        self.assertEqual(self.expected(order), euros("15.08"))
        listing.category_id = self.shoes
        self.assertEqual(self.expected(order), euros("21.37"))
        listing.category_id = False
        self.dress.laredoute_category_id = False
        self.assertEqual(self.expected(order), [None])
        self.dress.categ_id = self.env["product.category"].create({"name": "Bottes"})
        self.env["laredoute.category.mapping"].create(
            {
                "product_category_id": self.dress.categ_id.id,
                "category_id": self.shoes.id,
            }
        )
        self.assertEqual(self.expected(order), euros("21.37"))

    def test_a_product_without_category_has_the_rate_of_every_other(self):
        self.dress.laredoute_category_id = False
        order = self.sold(products=[self.dress])
        self.rate(12, self.category)
        self.assertEqual(self.expected(order), [None])
        self.rate(17)
        self.assertEqual(self.expected(order), euros("21.37"))

    def test_the_last_that_has_begun_at_the_day_of_the_order(self):
        """Midnight is that of the shop: 23:00 in UTC."""
        for since, percent in (
            *((False, 10), ("2026-11-01", 17)),
            *(("2026-11-21", 18), ("2027-01-01", 30)),
        ):
            self.rate(percent, since=since)
        order = self.sold(products=[self.dress], ordered_at="2026-11-20 22:59:59")
        self.assertEqual(self.expected(order), euros("21.37"))
        order.ordered_at = "2026-11-20 23:00:00"
        self.assertEqual(self.expected(order), euros("22.63"))
        order.ordered_at = "2026-10-31 22:00:00"
        self.assertEqual(self.expected(order), euros("12.57"))
        self.account.tz = "UTC"
        order.ordered_at = "2026-11-20 23:00:00"
        self.assertEqual(self.expected(order), euros("21.37"))
        order.ordered_at = False
        self.assertEqual(self.expected(order), euros("12.57"), "of a day nobody knows")

    def test_without_a_rate_nothing_is_expected(self):
        order = self.sold()
        self.assertEqual(self.expected(order), [None, None])
        self.assertIs(self.of_order(order), False)
        self.rate(12, self.category)
        self.assertEqual(self.expected(order), [Decimal("15.08"), None])
        self.assertIs(self.of_order(order), False, "one of its lines has none")
        lines = order.line_ids.sorted("id")
        self.assertEqual(lines.mapped("commission_known"), [True, False])
        self.rate(0, self.shoes)
        self.assertEqual(self.expected(order)[1], Decimal(0), "0 % is a rate")
        self.assertEqual(self.of_order(order), 15.08)

    def test_half_a_cent_is_rounded_up_line_by_line(self):
        order = self.sold()
        self.rate(12.5)
        # 15.7125 and 8.225
        self.assertEqual(self.expected(order), euros("15.71", "8.23"))
        self.assertEqual(self.of_order(order), 23.94)

    def test_a_rate_has_two_decimals(self):
        self.assertEqual(self.rate(17.255, self.shoes).rate, 17.26)
        self.rate(8.35)
        self.assertEqual(
            self.expected(self.sold(products=[self.dress])), euros("10.50")
        )

    def test_delivery_fees_where_the_shop_says_so(self):
        order = self.sold()
        self.rate(17)
        self.settings.commission_on_delivery = False
        self.assertEqual(self.expected(order), euros("20.37", "10.18"))
        self.assertEqual(self.of_order(order), 30.55)

    def test_another_shop_has_its_own(self):
        other = self.account.copy({"name": "La Brand Boutique"})
        self.rate(17)
        self.assertFalse(other.books_settings_id.commission_rate_ids)
        self.assertEqual(self.expected(self.sold(account_id=other.id)), [None, None])
        self.rate(10, books_settings_id=other.books_settings_id.id)
        self.assertEqual(self.expected(self.sold(2)), euros("21.37", "11.19"))

    def test_what_is_owed_before_a_payout_says_it(self):
        order = self.sold()
        self.rate(17)
        self.assertEqual(self.of_order(order), 32.56)
        self.assertRecordValues(
            order, [{"expected_commission_vat": 6.51, "expected_payout": 152.43}]
        )
        self.refunded(order.line_ids[0], 19.8)
        self.assertEqual(self.of_order(order), 32.56, "it may keep it of that, too")
        self.assertEqual(order.expected_payout, 132.63)
        self.vat.amount_type = "fixed"
        order.invalidate_recordset()
        self.assertEqual(order.expected_commission_vat, 0)

    def test_what_is_not_sold_is_not_expected(self):
        order = self.sold()
        self.rate(17)
        order.line_ids.sorted("id")[1].write({"status": "refused", "paid_at": False})
        self.assertEqual(self.of_order(order), 21.37)
        # none is paid yet, and one of them left
        order.line_ids.sorted("id")[0].write({"status": "shipped", "paid_at": False})
        self.assertEqual(self.of_order(order), 21.37)
        order.line_ids.write({"status": "to_ship"})
        self.assertIs(self.of_order(order), False)

    @mute_logger("odoo.sql_db")
    def test_one_rate_a_day(self):
        self.rate(17)
        self.rate(17, since="2026-11-21")
        self.rate(17, self.shoes)
        for category, since in ((None, False), (None, "2026-11-21"), (self.shoes, "")):
            with self.assertRaises(IntegrityError), self.env.cr.savepoint():
                self.rate(12, category, since or False)
        for percent in (-1, 100.01):
            with self.assertRaises(IntegrityError), self.env.cr.savepoint():
                self.rate(percent, self.category)

    def test_no_category_of_another_catalogue(self):
        other = self.env["laredoute.catalogue"].create({"name": "Autre"})
        foreign = self.env["laredoute.category"].create(
            {"code": "S1", "name": "Robes", "catalogue_id": other.id}
        )
        with self.assertRaisesRegex(ValidationError, "another catalogue"):
            self.rate(12, foreign)

    def test_more_lines_cost_no_more_queries(self):
        self.rate(17)
        few, many = self.sold(), self.env["laredoute.order"]
        for number in range(2, 14):
            many |= self.sold(number)

        def queries(orders):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(set(orders.mapped("expected_commission")), {32.56})
            orders.line_ids.mapped("expected_commission")
            return self.env.cr.sql_log_count - before

        queries(few)
        self.assertEqual(queries(few), queries(many))


@tagged("standard", "post_install", "-at_install")
class TestCommissionOfPayouts(CommissionCase):
    def problems(self, payout):
        payout.action_match()
        return payout.line_ids.mapped("problem")

    def whole(self, order, commission=-32.56, **values):
        amounts = ("sale", 191.5), ("commission", commission)
        return self.stated(order, *amounts, ("commission_vat", -6.51), **values)

    def test_without_rates_nothing_changes(self):
        order = self.sold()
        payout = self.whole(order, commission=-1)
        self.assertEqual(payout.problem_count, 0)
        # one line without is enough
        self.rate(12, self.category)
        self.assertEqual(self.problems(payout), [False] * 3)
        self.assertFalse(payout.line_ids[1].expected)

    def test_a_difference_is_shown_answered_and_corrected(self):
        order = self.sold()
        rate = self.rate(15)
        payout = self.whole(order)
        self.assertEqual(self.problems(payout), [False, "rate", False])
        line = payout.line_ids[1]
        self.assertEqual((line.stated, line.expected), (-32.56, -28.73))
        self.assertEqual(payout.line_ids[0].expected, 191.5)
        payout.action_accept_all()
        self.assertIn("Another rate", str(payout.message_ids.mapped("body")))
        self.assertEqual(self.problems(payout), [False, "rate", False])
        self.assertEqual(payout.problem_count, 0, "the same of the same sums")
        rate.rate = 16
        self.problems(payout)
        self.assertEqual(payout.problem_count, 1, "these sums are others")
        rate.rate = 17
        self.assertEqual(self.problems(payout), [False] * 3)
        self.assertFalse(line.accepted)
        self.assertEqual((line.stated, line.expected), (-32.56, -32.56))

    def test_a_cent_for_each_line_is_no_difference(self):
        order = self.sold()
        self.rate(17)
        for stated, problem in (
            *((-32.54, False), (-32.58, False)),
            *((-32.53, "rate"), (-32.59, "rate")),
        ):
            payout = self.whole(order, commission=stated, name=str(stated))
            self.assertEqual(payout.line_ids[1].problem, problem, stated)

    def test_the_commission_of_a_refund_is_given_back_or_not(self):
        order = self.sold()
        self.rate(17)
        self.refunded(order.line_ids.sorted("id")[1], 59.9, 5.9)
        amounts = ("sale", 191.5), ("refund", -65.8), ("commission", -32.56)
        kept = self.stated(order, *amounts, name="V-kept")
        self.assertEqual(self.problems(kept), [False] * 3)
        self.assertEqual(kept.line_ids[2].expected, -32.56)
        for back, problem in ((11.19, False), (5, "rate")):
            given = self.stated(
                order, *amounts, ("commission_refund", back), name=f"V-{back}"
            )
            self.assertEqual(self.problems(given)[2:], [problem] * 2, back)
        self.assertEqual(given.line_ids[2].expected, -32.56)

    def test_it_is_given_back_by_a_later_payout(self):
        self.settings.commission_on_delivery = False
        order = self.sold()
        self.rate(17)
        kept = self.stated(order, ("sale", 191.5), ("commission", -30.55))
        kept.action_accept_all()
        self.env.flush_all()
        # as when it was posted: its entries are another test's
        self.env.cr.execute(
            "UPDATE laredoute_settlement SET state = 'posted' WHERE id = %s", [kept.id]
        )
        self.env.invalidate_all()
        self.refunded(order.line_ids.sorted("id")[1], 59.9, 5.9)
        amounts = ("refund", -65.8), ("commission_refund", 10.18)
        back = self.stated(order, *amounts, name="V-2")
        self.assertEqual(self.problems(back), [False] * 2)
        self.assertEqual(
            (back.line_ids[1].stated, back.line_ids[1].expected), (-20.37, -20.37)
        )
        back.line_ids[1].amount = 11.19
        self.assertEqual(self.problems(back), [False, "rate"])

    def test_given_back_of_what_no_payout_here_has(self):
        order = self.sold()
        self.rate(17)
        self.refunded(order.line_ids[0], 50)
        payout = self.stated(order, ("refund", -50), ("commission_refund", 8.5))
        self.assertFalse(payout.line_ids[1].problem)

    def test_only_of_the_lines_that_it_names(self):
        order = self.sold()
        self.rate(17)
        named = self.stated(
            order, ("sale", 125.7, 1), ("commission", -21.37, 1), name="V-named"
        )
        self.assertEqual(self.problems(named), [False, False])
        sales = self.stated(
            order, ("sale", 125.7, 1), ("commission", -21.37), name="V-sales"
        )
        self.assertEqual(self.problems(sales), [False, False])
        # of one line by its number, and of the rest without
        mixed = self.stated(
            order, ("commission", -21.37, 1), ("commission", -11.19), name="V-mixed"
        )
        self.assertEqual(self.problems(mixed), [False, False])

    def test_more_lines_cost_no_more_queries(self):
        self.rate(17)
        orders = [self.sold(number) for number in range(1, 9)]

        def queries(name, mine):
            payout = self.payout(
                *(
                    (kind, amount, {"order_ref": order.remote_id})
                    for order in mine
                    for kind, amount in (("sale", 191.5), ("commission", -32))
                ),
                name=name,
            )
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env["laredoute.settlement.match"]._match(payout)
            self.env.flush_all()
            cost = self.env.cr.sql_log_count - before
            self.assertEqual(payout.problem_count, len(mine))
            return cost

        queries("V-0", orders[:1])
        self.assertEqual(queries("V-1", orders[:1]), queries("V-2", orders))


@tagged("standard", "post_install", "-at_install")
class TestCommissionRights(CommissionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            name: new_test_user(cls.env, name, f"base.group_user,account.{group}")
            for name, group in {
                "reads": "group_account_readonly",
                "bills": "group_account_invoice",
                "keeps": "group_account_manager",
            }.items()
        }

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_who_makes_invoices_enters_rates(self):
        mine = self.env["laredoute.commission.rate"].with_user(self.users["bills"])
        rate = mine.create({"category_id": self.category.id, "rate": 12})
        self.assertEqual(rate.books_settings_id.sudo(), self.settings)
        self.assertEqual(rate.display_name, "[S9001] Femme / Robes: 12 %")
        rate.rate = 13
        found = self.env["laredoute.category"].with_user(self.users["bills"])
        self.assertTrue(found.name_search("Robes", [("catalogue_id", "!=", False)]))
        # as the list reads them: of the catalogue only which one it is
        named = {"category_id": {"fields": {"display_name": {}}}}
        rows = mine.web_search_read([], {"catalogue_id": {"fields": {}}, **named})
        self.assertEqual(
            rows["records"][0]["catalogue_id"], {"id": self.category.catalogue_id.id}
        )
        seen = rate.with_user(self.users["reads"])
        self.assertEqual(seen.read(["rate"])[0]["rate"], 13)
        with self.assertRaises(AccessError):
            seen.rate = 14
        order = self.sold(products=[self.dress]).with_user(self.users["reads"])
        self.assertEqual(order.expected_commission, 16.34)
        self.assertEqual(order.line_ids.expected_commission, 16.34)
        rate.unlink()

    def test_who_keeps_the_books_enters_them_on_the_shop(self):
        with Form(self.settings.with_user(self.users["keeps"])) as form:
            form.commission_on_delivery = False
            with form.commission_rate_ids.new() as line:
                line.rate = 17
            with form.commission_rate_ids.new() as line:
                line.category_id = self.family
                line.date_from = "2026-11-01"
                line.rate = 15
        self.assertEqual(
            self.expected(self.sold()), euros("17.97", "10.18"), "of goods alone"
        )

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_another_company_sees_nothing(self):
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
        rate = self.rate(17)
        rates = self.env["laredoute.commission.rate"].with_user(stranger)
        self.assertFalse(rates.search([]))
        with self.assertRaises(AccessError):
            rate.with_user(stranger).rate = 1
        with self.assertRaises(AccessError):
            rates.create(
                {
                    "books_settings_id": self.settings.id,
                    "category_id": self.shoes.id,
                    "rate": 1,
                }
            )
