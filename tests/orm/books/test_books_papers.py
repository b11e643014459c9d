# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the books have of La Redoute on one page: a payout, and the VAT by rate."""

import re
from ast import literal_eval

from lxml.html import fromstring

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.laredoute_connector.models.common import in_french

from .settlement_case import SettlementCase

REPORT = "laredoute_connector.settlement_statement_report"


class PapersCase(SettlementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reader = new_test_user(
            cls.env, "reads", "base.group_user,account.group_account_readonly"
        )


@tagged("standard", "post_install", "-at_install")
class TestPayoutStatement(PapersCase):
    def printed(self, payouts, user=None):
        """The tables of the page: {name: [[text of each cell]]}, and its text."""
        reports = self.env["ir.actions.report"].with_user(user or self.reader)
        html, kind = reports._render_qweb_html(REPORT, payouts.ids)
        self.assertEqual(kind, "html")
        page = fromstring(html)
        tables = {
            table.get("name"): [
                [self.words(cell) for cell in row]
                for row in table.find("tbody").iter("tr")
            ]
            for table in page.iter("table")
            if table.get("name")
        }
        return tables, self.words(page)

    def words(self, node):
        """Its text, amounts as computers write them."""
        text = " ".join(node.text_content().replace("\ufeff", "").split())
        return re.sub(r"(\d),(\d\d €)", r"\1.\2", text)

    def labels(self, name, *values, model="laredoute.settlement"):
        """What French people read of some values."""
        model = in_french(self.env[model])
        labels = dict(model._fields[name]._description_selection(model.env))
        return [labels[value] for value in values]

    def test_a_posted_payout(self):
        self.says(self.bought(), "paid")
        self.register()
        payout = self.whole(date_from="2026-10-21", date_to="2026-10-31")
        payout.action_post()
        tables, text = self.printed(payout)
        kinds = self.labels(
            *("kind", "sale", "delivery", "commission", "commission_vat"),
            model="laredoute.settlement.line",
        )
        amounts = ["179.70 €", "11.80 €", "-32.56 €", "-6.51 €"]
        self.assertEqual(
            tables["sums"][:4],
            [[kind, "1", each] for kind, each in zip(kinds, amounts, strict=True)],
        )
        self.assertEqual(
            [row[1:] for row in tables["sums"][4:]],
            [["4", "152.43 €"], ["", "152.43 €"]],
        )
        self.assertEqual(
            [row[1] for row in tables["facts"]],
            [
                *("1", "191.50 €", "-39.07 €", "0", "0.00 €"),
                *(payout.bill_id.name, payout.move_id.name),
            ],
        )
        for word in (
            *(payout.name, self.settings.display_name, "21/10/2026", "31/10/2026"),
            *self.labels("state", "posted"),
        ):
            self.assertIn(word, text)

    def test_a_draft_says_what_is_open(self):
        self.bought()
        payout = self.payout(
            ("sale", 191.5), ("sale", 10, {"order_ref": "1-2026.1.1"}), total=200
        )
        payout.action_match()
        other = self.payout(("fee", -49.9, {}), name="V-2")
        tables, text = self.printed(payout | other)
        self.assertIn(self.labels("state", "draft")[0], text)
        self.assertIn(other.name, text)
        # of the last one: its own sums, and no others
        self.assertEqual(tables["sums"][0][1:], ["1", "-49.90 €"])
        self.assertEqual(tables["facts"][0][1], "0")
        facts = self.printed(payout)[0]["facts"]
        self.assertEqual(
            [row[1] for row in facts],
            ["1", "201.50 €", "0.00 €", "1", "-1.50 €", "–", "–"],
        )

    def test_it_hangs_on_the_button_print(self):
        bound = self.env["ir.actions.actions"].with_user(self.reader)
        found = bound.get_bindings("laredoute.settlement")["report"]
        self.assertIn(self.env.ref(REPORT).id, [each["id"] for each in found])

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_who_may_not_see_a_payout_prints_none(self):
        payout = self.payout(("fee", -49.9, {}))
        seller = self.make_user("seller", "user")
        with self.assertRaises(AccessError):
            self.printed(payout, seller)

    def test_more_lines_cost_no_more_queries(self):
        def queries(payout):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.printed(payout)
            return self.env.cr.sql_log_count - before

        few = self.payout(("fee", -1, {}))
        many = self.payout(*(("fee", -1, {}) for _each in range(30)), name="V-2")
        queries(few)
        self.assertEqual(queries(few), queries(many))


@tagged("standard", "post_install", "-at_install")
class TestVatByRate(PapersCase):
    def found(self, items, *terms):
        """{(tax, month): (base, tax)} as the pivot sums them up."""
        action = self.env.ref("laredoute_connector.laredoute_vat_action")
        groups = items._read_group(
            [*literal_eval(action.domain), *terms],
            ["tax_line_id", "date:month"],
            ["tax_base_amount:sum", "balance:sum"],
        )
        return {
            (tax.name, str(month)[:7]): (round(base, 2), round(amount, 2))
            for tax, month, base, amount in groups
        }

    def test_invoices_and_credit_notes_of_la_redoute_alone(self):
        self.bought()
        invoice = self.sale().invoice_ids
        tax = invoice.invoice_line_ids.tax_ids
        # one that is not La Redoute's
        self.assertEqual(len(tax), 1)
        stranger = invoice.copy()
        stranger.action_post()
        self.assertFalse(stranger.laredoute_order_id)
        items = self.env["account.move.line"].with_user(self.reader)
        vat = ("tax_line_id", "!=", False)
        month = str(invoice.date)[:7]
        untaxed, taxed = invoice.amount_untaxed, invoice.amount_tax
        self.assertEqual(
            self.found(items, vat), {(tax.name, month): (-untaxed, -taxed)}
        )
        draft = invoice._reverse_moves([{"invoice_date": invoice.date}])
        sold = self.found(items, vat)
        self.assertEqual(sold, {(tax.name, month): (-untaxed, -taxed)}, "a draft")
        draft.action_post()
        self.assertEqual(self.found(items, vat), {(tax.name, month): (0, 0)})

    def test_it_opens_for_who_reads_the_books(self):
        action = self.env.ref("laredoute_connector.laredoute_vat_action")
        items = self.env["account.move.line"].with_user(self.reader)
        views = [(view.view_id.id, view.view_mode) for view in action.view_ids]
        views.append((action.search_view_id.id, "search"))
        arch = items.get_views(views)["views"]["pivot"]["arch"]
        self.assertIn("tax_base_amount", arch)
        search = fromstring(action.search_view_id.arch_db)
        for node in search.iter("filter"):
            domain = literal_eval(node.get("domain") or "[]")
            self.assertGreaterEqual(items.search_count(domain), 0)

    def test_what_is_sold_without_vat_is_found(self):
        self.bought()
        invoice = self.sale().invoice_ids
        view = self.env.ref("laredoute_connector.laredoute_vat_view_search")
        node = fromstring(view.arch_db).find(".//filter[@name='without_vat']")
        terms = [("move_id", "=", invoice.id), *literal_eval(node.get("domain"))]
        items = self.env["account.move.line"].with_user(self.reader)
        self.assertFalse(items.search(terms))
        invoice.button_draft()
        first = invoice.invoice_line_ids[0]
        first.tax_ids = False
        self.assertEqual(items.search(terms), first)
        first.tax_ids = first.tax_ids.create({"name": "0 %", "amount": 0})
        self.assertEqual(items.search(terms), first)
