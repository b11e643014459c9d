# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How an invoice stands in the books: its customer, journal, total and silence."""

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import only_on_sellr
from .invoice_case import FLOW, InvoiceCase

OTHER = "1-2026.325.0005555"


@tagged("standard", "post_install", "-at_install")
class TestBooks(InvoiceCase):
    def test_its_journal_gives_the_number(self):
        journal = self.env["account.journal"].create(
            {"name": "La Redoute", "code": "LRD", "type": "sale"}
        )
        self.account.invoice_journal_id = journal
        self.paid(self.product)
        invoice = self.invoices()
        self.assertEqual(invoice.journal_id, journal)
        self.assertTrue(invoice.name.startswith("LRD"))

    def test_one_customer_for_all_keeps_where_it_goes(self):
        customer = self.env["res.partner"].create({"name": "Clients La Redoute"})
        self.account.invoice_partner_id = customer
        self.paid(self.product)
        shipping = self.sale().partner_shipping_id
        order = self.order(self.product, remote_id=OTHER)
        self.read()
        self.run_flow("send_operations")
        self.say(order, "to_ship")
        self.read()
        self.run_flow(FLOW)
        for number in (None, OTHER):
            invoice = self.made(number)
            self.assertEqual(len(invoice), 1, "one for each order")
            self.assertEqual(invoice.partner_id, customer)
        self.assertEqual(self.made().partner_shipping_id, shipping)
        self.assertNotEqual(self.made(), self.made(OTHER))

    def test_odoos_button_makes_one_for_each_order_too(self):
        customer = self.env["res.partner"].create({"name": "Clients La Redoute"})
        self.account.invoice_partner_id = customer
        self.paid(self.product)
        order = self.order(self.product, remote_id=OTHER)
        self.read()
        self.run_flow("send_operations")
        self.say(order, "to_ship")
        self.read()
        ordinary = self.env["sale.order"].create(
            {
                "partner_id": customer.id,
                "order_line": [Command.create({"product_id": self.other.id})],
            }
        )
        self.other.invoice_policy = "order"
        ordinary.action_confirm()
        sales = self.sale() | self.inbox(OTHER).sale_order_id | ordinary
        self.assertEqual(len(sales._create_invoices()), 3)

    def test_it_is_found_by_la_redoutes_number(self):
        self.paid(self.product)
        invoice = self.invoices()
        accountant = self.accountant("acc", "account.group_account_invoice")
        view = self.env.ref("account.view_account_invoice_filter")
        moves = self.env["account.move"].with_user(accountant)
        arch = moves.get_view(view.id, "search")["arch"]
        self.assertIn("laredoute_order_id", arch)
        self.assertIn(invoice, moves.search([("ref", "ilike", "325.0001234")]))
        self.assertIn(invoice, moves.search([("laredoute_order_id", "!=", False)]))
        action = invoice.action_open_laredoute_order()
        self.assertEqual(action["res_id"], self.inbox().id)

    def second_company(self):
        """An account of another company, on the same shop, with what it needs."""
        other = self.env["res.company"].create(
            {
                "name": "Autre Société",
                "currency_id": self.company.currency_id.id,
                "country_id": self.company.country_id.id,
            }
        )
        self.env["account.chart.template"].try_loading(
            self.company.chart_template, other, install_demo=False
        )
        account = (
            self.env["laredoute.account"]
            .with_company(other)
            .create(
                {
                    "name": "Autre",
                    "platform": self.account.platform,
                    "environment": "simulator",
                    "phase": "testing",
                    "company_id": other.id,
                    "invoice_policy": "payment",
                    "invoices_from": False,
                }
            )
        )
        self.product.taxes_id |= self.env["account.tax"].search(
            [
                ("company_id", "=", other.id),
                ("type_tax_use", "=", "sale"),
                ("amount", "=", 20),
                ("amount_type", "=", "percent"),
            ],
            limit=1,
        )
        shelf = account.warehouse_id.lot_stock_id
        self.env["stock.quant"]._update_available_quantity(self.product, shelf, 9)
        return account

    def test_both_companies_have_their_own(self):
        second = self.second_company()
        self.paid(self.product)
        self.run_flow("send_operations")
        self.read()
        self.run_flow(FLOW)
        orders = self.env["laredoute.order"].search(
            [("remote_id", "=", self.inbox().remote_id)]
        )
        self.assertEqual(orders.account_id, self.account | second)
        for order in orders:
            invoice = order.invoice_ids
            self.assertEqual((invoice.state, invoice.amount_total), ("posted", 65.8))
            self.assertEqual(invoice.company_id, order.company_id)
            self.assertEqual(invoice.journal_id.company_id, order.company_id)
        user = self.make_user("elsewhere", "user", companies=second.company_id)
        user.group_ids |= self.env.ref("account.group_account_invoice")
        seen = self.env["account.move"].with_user(user)
        found = seen.search([("ref", "=", self.inbox().remote_id)])
        self.assertEqual(found.company_id, second.company_id)

    def test_nobody_writes_to_the_buyer(self):
        before = self.env["mail.mail"].search([])
        self.paid(self.product)
        invoice = self.invoices()
        self.env.flush_all()
        mails = self.env["mail.mail"].search([]) - before
        buyer = self.sale().partner_id | self.sale().partner_shipping_id
        notified = self.env["mail.notification"].search(
            [("res_partner_id", "in", buyer.ids)]
        )
        self.assertFalse(mails.recipient_ids & buyer)
        self.assertFalse(notified)
        self.assertFalse(invoice.is_move_sent)

    def test_prices_with_and_without_their_vat(self):
        """A product whose own tax is on top is sold at La Redoute's price."""
        for rounding in ("round_per_line", "round_globally"):
            for within in ("tax_included", "tax_excluded"):
                with self.subTest(rounding=rounding, within=within):
                    self.company.tax_calculation_rounding_method = rounding
                    tax = self.env["account.tax"].create(
                        {
                            "name": f"TVA {rounding} {within}",
                            "amount": 20,
                            "amount_type": "percent",
                            "type_tax_use": "sale",
                            "price_include_override": within,
                        }
                    )
                    self.product.taxes_id = tax
                    number = f"1-2026.325.000{6000 + tax.id % 4000}"
                    line = self.order_line(self.product, quantity=3, price="33.333333")
                    order = self.order(line, self.other, remote_id=number)
                    self.read()
                    self.run_flow("send_operations")
                    self.say(order, "to_ship")
                    self.read()
                    made = self.invoices(number)
                    self.assertEqual(made.state, "posted")
                    self.assertEqual(made.amount_total, 171.7)

    @only_on_sellr("the other platform has the fee in its prices")
    def test_the_eco_fee_is_a_part_of_it(self):
        self.product.taxes_id |= self.env["account.tax"].create(
            {
                "name": "Éco-participation",
                "amount": 2.35,
                "amount_type": "fixed",
                "price_include_override": "tax_excluded",
                "sequence": 0,
            }
        )
        self.make_listing(self.product, ean=self.product.barcode, eco_fee_accepted=2.35)
        self.company.tax_calculation_rounding_method = "round_per_line"
        self.paid(self.order_line(self.product, quantity=3))
        self.invoices()
        self.assert_posted(192.65)


@tagged("standard", "post_install", "-at_install")
class TestDiffers(InvoiceCase):
    def differing(self):
        """An order whose price a person changed in Odoo."""
        self.paid(self.product)
        self.goods().price_unit = 50
        return self.invoices()

    def test_another_total_stays_a_draft(self):
        invoice = self.differing()
        self.assertEqual((invoice.state, invoice.amount_total), ("draft", 55.9))
        self.assertFalse(invoice.invoice_date, "it gets that of its posting")
        one = self.assert_disagreement("price_differs", "invoice_differs").filtered(
            lambda each: each.code == "invoice_differs"
        )
        self.assertEqual((one.theirs, one.ours), ("65.8", "55.9"))
        self.assertEqual(one.action_invoice()["res_id"], invoice.id)
        self.run_flow(FLOW)
        self.assertEqual(self.made(), invoice, "it is made once")

    def test_a_person_posts_it(self):
        invoice = self.differing()
        invoice.action_post()
        self.compare()
        self.assert_disagreement("price_differs")

    def test_corrected_it_is_posted_by_itself(self):
        invoice = self.differing()
        self.goods().price_unit = 59.9
        item = invoice.invoice_line_ids.filtered(lambda each: each.price_unit == 50)
        invoice.invoice_line_ids = [Command.update(item.id, {"price_unit": 59.9})]
        self.compare()
        self.assert_agreement()
        self.run_flow(FLOW)
        self.assert_posted(65.8)

    def test_made_again_of_what_la_redoute_says(self):
        self.differing()
        differs = self.inbox().disagreement_ids
        differs.filtered(lambda each: each.code == "price_differs").action_restore()
        one = self.inbox().disagreement_ids
        self.assertEqual(one.code, "invoice_differs")
        one.action_invoice_again()
        self.assert_posted(65.8)
        self.assert_agreement()

    def test_what_a_person_reopens_is_left_to_them(self):
        self.paid(self.product)
        invoice = self.invoices()
        invoice.button_draft()
        self.run_flow(FLOW)
        self.assertEqual(self.made().mapped("state"), ["draft"])
        self.assert_agreement()

    def test_what_people_sell_with_it_later_is_theirs_to_invoice(self):
        self.other.invoice_policy = "order"
        self.paid(self.product)
        self.invoices()
        self.sale().order_line = [Command.create({"product_id": self.other.id})]
        self.assertEqual(self.sale().invoice_status, "to invoice")
        self.invoices()
        self.assert_posted(65.8)

    def test_who_may(self):
        self.differing()
        one = self.inbox().disagreement_ids.filtered(
            lambda each: each.code == "invoice_differs"
        )
        with self.assertRaises(AccessError):
            self.as_user("manager", one).action_invoice_again()
        with self.assertRaises(AccessError):
            self.as_user("user", self.inbox()).action_create_invoices()

    def test_a_line_that_people_added(self):
        self.paid(self.product)
        self.other.invoice_policy = "order"
        self.sale().order_line = [Command.create({"product_id": self.other.id})]
        self.assertEqual(self.invoices().state, "draft")

    def test_people_invoice_some_now(self):
        self.account.invoice_policy = "manual"
        self.product.invoice_policy = "order"
        self.paid(self.product)
        accountant = self.accountant(
            "acc", "account.group_account_invoice", "sales_team.group_sale_salesman"
        )
        action = self.inbox().with_user(accountant).action_create_invoices()
        self.assertIn("1 invoices posted", action["params"]["message"])
        self.assert_posted(65.8)
        again = self.inbox().with_user(accountant).action_create_invoices()
        self.assertIn("0 invoices posted", again["params"]["message"])

    def test_what_another_process_holds_is_left_alone(self):
        """The rows of sale orders are locked by whoever invoices them."""
        self.paid(self.product)
        with self.assertLogs("odoo.sql_db", "DEBUG") as log:
            self.sale()._create_invoices()
        self.assertIn("FOR NO KEY UPDATE", "\n".join(log.output))
