# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How a disagreement is shown, kept, found by night, and what it costs."""

import psycopg2.errors

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.agreement import Code, Way
from odoo.addons.laredoute_connector.models.messages.agreement_labels import (
    agreement_labels,
)

from ..common import COMPARISON
from .agreement_case import AgreementCase


@tagged("standard", "post_install", "-at_install")
class TestDisagreement(AgreementCase):
    def test_what_a_person_keeps_is_no_alarm_until_it_changes(self):
        self.order(self.product)
        self.read()
        self.goods().price_unit = 49.90
        self.compare()
        one = self.disagreements()
        one.action_keep()
        self.assertEqual(self.inbox().agreement, "agree")
        self.assertFalse(self.inbox().activity_ids)
        self.assertEqual(one.kept_by, self.env.user)
        self.run_flow(COMPARISON)
        self.assertTrue(one.kept)
        self.goods().price_unit = 39.90
        self.compare()
        self.assertFalse(one.kept)
        self.assert_disagreement("price_differs")

    def test_time_alone_makes_an_alarm(self):
        self.account.switch_fulfilment = False
        self.order(self.product)
        self.read()
        self.assert_agreement()
        inbox = self.inbox()
        inbox.answer_before = self.ago(hours=-5)
        self.run_flow("compare_waiting_orders")
        one = self.assert_disagreement("unanswered")
        self.assertEqual(one.severity, "error")
        one.action_accept()
        self.assert_agreement()

    def test_the_night_sees_what_no_hook_saw(self):
        self.paid()
        self.env.cr.execute(
            "UPDATE sale_order_line SET price_unit = 1 WHERE id = %s",
            [self.goods().id],
        )
        self.env.invalidate_all()
        self.run_flow(COMPARISON)
        self.assert_agreement()
        self.run_flow("compare_all_orders")
        self.assert_disagreement("price_differs")

    def test_a_run_that_is_cut_goes_on_where_it_stopped(self):
        numbers = [f"1-2026.325.000000{number}" for number in (1, 2, 3)]
        for number in numbers:
            self.order(self.product, remote_id=number)
        self.read()
        module = "odoo.addons.laredoute_connector.models.agreement.compare"
        compare = __import__(module, fromlist=["compare"])
        seen = []

        def noted(case, now):
            seen.append(case.lines[0].line_id)
            return []

        self.patch(compare, "compare", noted)
        self.patch(compare, "BATCH", 1)
        real = compare.commit

        def cut(env):
            real(env)
            return 0

        self.patch(compare, "commit", cut)
        self.run_flow("compare_all_orders")
        self.assertEqual(len(seen), 1)
        self.run_flow(COMPARISON)
        self.run_flow(COMPARISON)
        self.assertEqual(seen, [f"{number}-1" for number in numbers])
        self.run_flow(COMPARISON)
        self.assertEqual(len(seen), 3, "each once")

    def test_an_order_that_cannot_be_compared_stops_only_itself(self):
        self.order(self.product, remote_id="1-2026.325.0000001")
        self.order(self.product, remote_id="1-2026.325.0000002")
        self.read()
        first, second = (self.inbox(f"1-2026.325.000000{number}") for number in (1, 2))
        first.line_ids.write({"status": "unknown"})
        second.line_ids.write({"status": "unknown"})
        module = "odoo.addons.laredoute_connector.models.agreement.compare"
        real = __import__(module, fromlist=["compare"]).compare

        def sometimes(case, now):
            if case.lines[0].line_id == first.line_ids.remote_id:
                raise ZeroDivisionError
            return real(case, now)

        self.patch(__import__(module, fromlist=["compare"]), "compare", sometimes)
        with self.assertLogs("odoo.addons.laredoute_connector", "ERROR"):
            (first | second)._compare()
        self.assertFalse(first.disagreement_ids)
        self.assertEqual(second.disagreement_ids.code, "status_unknown")

    def test_every_code_has_its_name_and_its_sentence(self):
        codes = {code.value for code in Code}
        self.assertEqual({code for code, _name in agreement_labels(self.env)}, codes)
        self.order(self.product)
        self.read()
        inbox = self.inbox()
        for code in codes:
            one = self.env["laredoute.disagreement"].create(
                {
                    "order_id": inbox.id,
                    "order_line_id": inbox.line_ids.id,
                    "code": code,
                    "severity": "error",
                    "theirs": "2",
                    "ours": "1",
                    "since": self.ago(),
                    "arguments": {"reason": "An approval is missing."},
                }
            )
            self.assertNotIn("“" + code, one.message)
            self.assertNotIn("%(", one.message)

    def test_every_way_out_has_its_button_on_every_screen(self):
        for kind in ("list", "kanban"):
            view = self.env.ref(
                f"laredoute_connector.laredoute_disagreement_view_{kind}"
            )
            for way in Way:
                self.assertIn(f"',{way.value},' not in ways", view.arch, kind)

    # ----------------------------------------------------------------- who may what
    def test_a_user_sees_it_and_a_manager_decides(self):
        self.order(self.product)
        self.read()
        self.goods().price_unit = 49.90
        self.compare()
        one = self.as_user("user", self.disagreements())
        self.assertRegex(one.message, "49[.,]90")
        for button in ("restore", "keep"):
            with self.assertRaises(AccessError):
                getattr(one, f"action_{button}")()
        with self.assertRaises(AccessError):
            one.write({"kept": True})
        self.as_user("manager", one).action_restore()
        self.assert_agreement()

    def test_a_manager_decides_on_the_order_and_on_what_is_shown(self):
        self.account.acceptance_policy = "manual"
        self.order(self.product, self.product)
        self.read()
        self.assert_disagreement("held_up")
        self.inbox().answer_before = self.ago(hours=-5)
        self.run_flow("compare_waiting_orders")
        self.assert_disagreement("held_up", "unanswered", "unanswered")
        # what is over goes at once, with rights that no manager has
        self.as_user("manager", self.inbox()).action_accept()
        self.assert_disagreement("held_up")
        first = self.inbox().line_ids[0]
        first.operation_ids.write({"state": "refused", "message": "No"})
        self.compare()
        refused = self.disagreements().filtered(
            lambda each: each.code == "decision_refused"
        )
        self.give_reason(self.as_user("manager", refused).action_refuse())
        self.assertEqual(
            first.operation_ids.sorted("id").mapped("kind"), ["accept", "refuse"]
        )
        self.assertFalse(
            self.disagreements().filtered(lambda each: each.order_line_id == first)
        )

    def test_a_way_that_is_none_any_more_is_refused(self):
        self.order(self.product)
        self.read()
        self.goods().price_unit = 49.90
        self.compare()
        with self.assertRaisesRegex(UserError, "not possible any more"):
            self.disagreements().action_out_of_stock()

    # ------------------------------------------------------------------- what it costs
    def test_what_is_not_la_redoutes_is_not_compared(self):
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "Moi"}).id,
                "order_line": [(0, 0, {"product_id": self.product.id})],
            }
        )
        sale.action_confirm()
        sale.picking_ids.button_validate()
        self.env.cr.flush()
        self.assertFalse(self.env["laredoute.order.stale"].search([]))

    def test_what_did_not_change_is_not_written(self):
        self.order(self.product)
        self.read()
        self.goods().price_unit = 49.90
        self.compare()
        inbox = self.inbox()
        inbox._compare()
        self.env.flush_all()
        written = []
        real = type(self.env.cr).execute

        def noted(cr, query, *args, **kwargs):
            written.append(str(getattr(query, "code", query)).split(None, 1)[0])
            return real(cr, query, *args, **kwargs)

        self.patch(type(self.env.cr), "execute", noted)
        inbox._compare()
        self.env.flush_all()
        self.assertFalse({"UPDATE", "INSERT", "DELETE"} & set(written))

    def test_a_button_and_the_flow_that_find_the_same_are_a_conflict_of_rows(self):
        """Odoo does the button again, and sees then what the flow wrote."""
        self.order(self.product)
        self.read()
        self.goods().price_unit = 49.90
        inbox = self.inbox()
        self.assertFalse(inbox.disagreement_ids)
        self.env.flush_all()
        self.env.cr.execute(
            "INSERT INTO laredoute_disagreement"
            " (order_id, order_line_id, code, severity, since)"
            " VALUES (%s, %s, 'price_differs', 'error', now())",
            [inbox.id, inbox.line_ids.id],
        )
        with (
            self.assertRaises(psycopg2.errors.SerializationFailure) as met,
            self.env.cr.savepoint(),
        ):
            inbox._compare()
        # by this code Odoo knows that a person's click is to be done again
        self.assertEqual(met.exception.pgcode, "40001")
