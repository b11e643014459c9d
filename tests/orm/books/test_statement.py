# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A statement's file becomes a payout: its columns are said once, no row is lost."""

import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.laredoute_connector.marketplace import settlement
from odoo.addons.laredoute_connector.models.messages import sentences_settlement as said

from .settlement_case import SettlementCase

HEAD = "Date;N° commande;N° ligne;Type;Montant"
PAID = "Total versé;;;;{total}"


@tagged("standard", "post_install", "-at_install")
class TestStatement(SettlementCase):
    def setUp(self):
        super().setUp()
        self.order_said = self.bought()
        self.says(self.order_said, "paid")
        self.register()
        self.number = self.inbox().remote_id

    def statement(self, *rows, total="152,43", head=HEAD, title="Relevé n° V-77"):
        """A file of the order of 191.50, and of some rows more."""
        usual = [
            f"21/11/2026;{self.number};;Vente;179,70",
            f"21/11/2026;{self.number};;Frais de port;11,80",
            f"21/11/2026;{self.number};;Commission;-32,56",
            f"21/11/2026;{self.number};;TVA commission;-6,51",
        ]
        lines = [title, "Versement du 21/11/2026", "", head, *usual, *rows]
        if total:
            lines.append(PAID.format(total=total))
        return "\n".join(lines).encode()

    def opened(self, content, name="releve.csv", **values):
        return self.env["laredoute.settlement.import"].create(
            {
                "books_settings_id": self.settings.id,
                "file": base64.b64encode(content),
                "filename": name,
                **values,
            }
        )

    def looked_at(self, content, **values):
        one = self.opened(content, **values)
        one.action_read()
        return one

    def imported(self, content, **values):
        """The payout of a file whose columns are what is proposed."""
        one = self.looked_at(content, **values)
        if one.state == "columns":
            one.action_check()
        self.assertEqual(one.state, "check", one.doubts)
        return self.payout_of(one)

    def payout_of(self, one):
        return self.env["laredoute.settlement"].browse(one.action_import()["res_id"])

    # ------------------------------------------------------------------ the way
    def test_from_the_file_to_the_books(self):
        one = self.looked_at(self.statement())
        self.assertEqual(one.state, "columns")
        meanings = {each.heading: each.meaning for each in one.column_ids}
        self.assertEqual(
            meanings,
            {
                "Date": "date",
                "N° commande": "order",
                "N° ligne": "line",
                "Type": "kind",
                "Montant": "amount",
            },
        )
        one.action_check()
        self.assertRecordValues(
            one, [{"state": "check", "name": "V-77", "total": 152.43}]
        )
        self.assertEqual(str(one.date), "2026-11-21")
        payout = self.payout_of(one)
        self.assertRecordValues(
            payout,
            [{"name": "V-77", "difference": 0, "problem_count": 0, "state": "draft"}],
        )
        self.assertEqual(payout.line_ids.order_id, self.inbox())
        payout.action_post()
        self.assertEqual(payout.bill_id.amount_total, 39.07)
        files = payout.message_ids.attachment_ids
        self.assertEqual(files.raw, self.statement(), "the evidence stays")

    def test_its_columns_are_remembered(self):
        self.imported(self.statement())
        self.assertTrue(self.settings.statement_layout)
        again = self.looked_at(self.statement(title="Relevé n° V-78"))
        self.assertEqual(again.state, "check", "nobody says them twice")

    def test_other_columns_are_said_anew(self):
        self.imported(self.statement())
        other = HEAD.replace("Montant", "Somme nette")
        one = self.looked_at(self.statement(head=other))
        self.assertEqual(one.state, "columns")
        amount = one.column_ids.filtered(lambda each: each.heading == "Somme nette")
        amount.meaning = "amount"
        one.action_check()
        self.assertEqual(one.state, "check")

    def test_a_column_that_one_file_lacks_is_remembered(self):
        self.imported(self.statement())
        short = "N° commande;Type;Montant\nX;Vente;1,00\nTotal;;1,00".encode()
        self.imported(short, name="court.csv", date="2026-11-21")
        layout = settlement.Layout.from_json(self.settings.statement_layout)
        self.assertEqual(layout.fields["line"], "N° ligne")

    def test_the_same_again_is_said(self):
        self.imported(self.statement())
        one = self.looked_at(self.statement())
        self.assertIn("V-77", one.result)

    def test_into_a_draft(self):
        draft = self.payout(("sale", 1.0), name="V-1", total=9)
        payout = self.imported(self.statement(), settlement_id=draft.id)
        self.assertEqual(payout, draft)
        self.assertRecordValues(draft, [{"name": "V-77", "total": 152.43}])
        self.assertEqual(len(draft.line_ids), 4)

    def test_a_posted_one_stays(self):
        posted = self.whole()
        posted.action_post()
        one = self.opened(self.statement(), settlement_id=posted.id)
        with self.assertRaisesRegex(UserError, "no draft"):
            one.action_read()

    # ---------------------------------------------------------------- nothing lost
    def test_a_row_that_cannot_be_read_is_a_line(self):
        payout = self.imported(
            self.statement("21/11/2026;;;Pénalité;-1O,00", total="142,43")
        )
        bad = payout.line_ids.filtered(lambda line: line.problem == "unread")
        self.assertIn("Montant", bad.label)
        self.assertIn("-1O,00", bad.label)
        self.assertTrue(bad.is_open)
        self.assertEqual(payout.difference, -10)
        with self.assertRaisesRegex(UserError, "add up"):
            payout.action_post()
        payout.action_match()
        self.assertEqual(bad.problem, "unread", "matching reads it no better")
        bad.write({"amount": -10, "kind": "penalty"})
        self.assertFalse(bad.problem)
        payout.action_post()
        self.assertEqual(payout.state, "posted")

    def test_a_bad_row_stops_what_adds_up(self):
        """Its amount may be missing from the stated total as well."""
        payout = self.imported(self.statement("21/11/2026;;;Pénalité;?"))
        self.assertEqual((payout.difference, payout.problem_count), (0, 1))
        with self.assertRaisesRegex(UserError, "do not match"):
            payout.action_post()
        payout.line_ids.filtered("is_open").action_accept()
        payout.action_post()

    def test_a_word_below_the_first_rows(self):
        rows = [f"21/11/2026;{self.number};;Vente;0,00"] * 70
        rows.append("21/11/2026;;;Zorglub;-2,00")
        one = self.looked_at(self.statement(*rows, total="150,43"))
        one.action_check()
        self.assertEqual(one.state, "columns", "it is not guessed")
        word = one.word_ids.filtered(lambda each: each.word == "Zorglub")
        self.assertFalse(word.meaning)
        self.assertIn("Zorglub", one.doubts)
        word.meaning = "penalty"
        one.action_check()
        self.assertEqual(one.state, "check")
        payout = self.payout_of(one)
        self.assertEqual(payout.line_ids[-1].kind, "penalty")

    def test_a_word_that_nobody_knows_comes_as_a_line(self):
        one = self.looked_at(self.statement("21/11/2026;;;Zorglub;-2,00"))
        one.action_check()
        payout = self.payout_of(one)
        self.assertEqual(payout.line_ids[-1].problem, "unread")

    def test_no_total_is_none(self):
        one = self.looked_at(self.statement(total=""))
        one.action_check()
        self.assertEqual(one.total, 0)
        self.assertIn("152,43", one.result)
        one.total = 152.43
        self.assertFalse(self.payout_of(one).difference)

    def test_a_wrong_total_is_seen(self):
        one = self.looked_at(self.statement(total="162,43"))
        one.action_check()
        self.assertIn("10,00", one.result)
        self.assertEqual(self.payout_of(one).difference, 10)

    def test_a_commission_that_stands_there_twice(self):
        """The total agrees with it: La Redoute kept it twice."""
        number = self.number
        payout = self.imported(
            self.statement(
                f"21/11/2026;{number};L1;Commission;-1,00",
                f"21/11/2026;{number};L1;Commission;-1,00",
                total="150,43",
            )
        )
        doubled = payout.line_ids.filtered(lambda line: line.problem == "doubled")
        self.assertEqual(doubled.mapped("row"), [10])

    def test_one_period_of_two(self):
        head = f"{HEAD};Relevé"
        number = self.number
        content = "\n".join(
            [
                head,
                f"21/11/2026;{number};;Vente;179,70;V-1",
                "21/11/2026;;;Abonnement;-5,00;V-2",
                "21/11/2026;;;Abonnement;-5,O0;V-2",
                "Total;;;;174,70;",
            ]
        ).encode()
        one = self.looked_at(content, date="2026-11-21")
        one.action_check()
        self.assertTrue(one.has_periods)
        self.assertEqual(one.total, 174.7)
        one.period = "V-1"
        one.action_check()
        self.assertEqual(one.total, 0, "the sum was of both")
        payout = self.payout_of(one)
        self.assertEqual(payout.line_ids.mapped("amount"), [179.7, 0])
        self.assertEqual(
            payout.line_ids[1].problem, "unread", "of which one, who knows"
        )

    # -------------------------------------------------------------------- refused
    def test_what_is_no_statement(self):
        for content, words in (
            (b"%PDF-1.7 ...", "PDF"),
            (b"", "empty"),
            (b"a;b\n1;2\n", "headings"),
        ):
            with self.assertRaisesRegex(UserError, words):
                self.looked_at(content)

    def test_two_columns_of_one_meaning(self):
        one = self.looked_at(self.statement())
        one.column_ids[2].meaning = "order"
        with self.assertRaisesRegex(UserError, "N° commande"):
            one.action_check()

    def test_a_word_loses_its_meaning(self):
        self.imported(self.statement())
        one = self.looked_at(self.statement(title="Relevé n° V-78"))
        one.action_columns()
        one.word_ids.filtered(lambda each: each.word == "Commission").meaning = False
        one.action_check()
        self.payout_of(one)
        layout = settlement.Layout.from_json(self.settings.statement_layout)
        self.assertFalse(layout.meaning("Commission"))

    def test_one_kind_has_one_sign(self):
        one = self.looked_at(
            self.statement(f"21/11/2026;{self.number};;Remise sur commission;1,00")
        )
        words = {each.word: each for each in one.word_ids}
        words["Remise sur commission"].write(
            {"meaning": "commission", "inverted": True}
        )
        words["Commission"].inverted = False
        with self.assertRaisesRegex(UserError, "both signs"):
            one.action_check()

    def test_a_total_that_a_person_corrects_stays(self):
        one = self.looked_at(self.statement(total="162,43"))
        one.action_check()
        one.total = 152.43
        one.action_check()
        self.assertEqual(one.total, 152.43)

    def test_a_payout_below_zero(self):
        content = "\n".join(
            [HEAD, "21/11/2026;;;Abonnement;-50,00", "21/11/2026;;;Virement;50,00"]
        ).encode()
        one = self.looked_at(content, date="2026-11-21")
        one.action_check()
        self.assertEqual(one.total, -50)
        self.assertFalse(self.payout_of(one).difference)

    def test_an_archived_shop_is_no_choice(self):
        payouts = self.env["laredoute.settlement"]
        other = self.account.copy({"active": True, "name": "Autre"})
        self.assertFalse(payouts._default_shop(), "nobody guesses which one")
        other.active = False
        self.assertEqual(payouts._default_shop(), self.settings.id)

    def test_it_is_checked_first(self):
        one = self.opened(self.statement(), name="x", date="2026-11-21")
        with self.assertRaisesRegex(UserError, "Check"):
            one.action_import()

    def test_what_was_remembered_is_of_no_use(self):
        self.settings.statement_layout = {"version": 99}
        self.assertEqual(self.looked_at(self.statement()).state, "columns")

    def test_who_may(self):
        reader = new_test_user(
            self.env, "reader", groups="base.group_user,account.group_account_readonly"
        )
        invoicer = new_test_user(
            self.env, "billing", groups="base.group_user,account.group_account_invoice"
        )
        with self.assertRaises(AccessError):
            self.env["laredoute.settlement.import"].with_user(reader).create({})
        own = self.env["laredoute.settlement.import"].with_user(invoicer)
        mine = own.create(
            {
                "books_settings_id": self.settings.id,
                "file": base64.b64encode(self.statement()),
            }
        )
        mine.action_read()
        mine.action_check()
        payout = self.payout_of(mine.with_user(invoicer))
        self.assertEqual(len(payout.line_ids), 4)

    # ------------------------------------------------------------------ sentences
    def test_every_code_has_its_sentence(self):
        for code in settlement.ROW_PROBLEMS:
            self.assertNotEqual(said.row_sentence(self.env, code, "", {}), code)
        for code in settlement.DOUBTS:
            self.assertTrue(said.doubt_sentence(self.env, code))
        euro = self.env.ref("base.EUR")
        for code in settlement.FINDINGS:
            finding = settlement.Finding(code, kind=settlement.LineKind.FEE)
            self.assertTrue(
                said.finding_sentence(self.env, finding, euro, {"fee": "Frais"})
            )
