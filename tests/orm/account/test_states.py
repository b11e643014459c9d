# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""States, statuses and decisions are the machine's: no person writes them."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .rights_case import RightsCase


@tagged("standard", "post_install", "-at_install")
class TestStates(RightsCase):
    """What the machine writes is written by nobody else, whatever a program calls."""

    STATES = {
        "laredoute.operation": {"kind": "refuse", "state": "confirmed"},
        "laredoute.order": {
            "state": "done",
            "sale_order_id": False,
            "relay": True,
            "handled_elsewhere": True,
            "named_sale_id": False,
        },
        "laredoute.order.import": {"state": "done", "watermark": False},
        "laredoute.order.import.line": {"state": "found"},
        "laredoute.order.line": {"status": "to_ship", "quantity": 1},
        "laredoute.exchange": {"state": "queued", "kind": "offers", "handled": True},
        "laredoute.listing": {"state": "live", "offer_sent": "x", "selected": False},
        "laredoute.disagreement": {"kept": True},
        "laredoute.refund": {"state": "refunded", "amount_known": True},
        "laredoute.refund.line": {"state": "refunded", "quantity": 9, "goods": 9.0},
        "laredoute.connection.check": {"ok": True},
    }

    def test_e02_nobody_writes_states_kinds_or_decisions(self):
        for model, values in self.STATES.items():
            for name in ("user", "manager"):
                record = self.sample(model).with_user(self.users[name])
                for field, value in values.items():
                    with (
                        self.subTest(f"{name}: {model}.{field}"),
                        self.assertRaises(AccessError),
                    ):
                        record.write({field: value})
        manager = self.users["manager"]
        line = self.sample("laredoute.order.line")
        values = {"order_line_id": line.id, "kind": "ship", "idempotency_key": "x"}
        with self.assertRaises(AccessError):
            self.env["laredoute.operation"].with_user(manager).create(values)

    def test_e02_an_acceptance_stays_one_until_it_is_sent(self):
        operation = self.sample("laredoute.operation")
        for person in ("user", "manager"):
            theirs = operation.with_user(self.users[person])
            with self.assertRaises(AccessError):
                theirs.order_line_id.write(
                    {"operation_ids": [(1, theirs.id, {"kind": "refuse"})]}
                )
        self.assertEqual(operation.kind, "accept")

    def test_e02_the_buttons_work_all_the_same(self):
        manager = self.users["manager"]
        listing = self.sample("laredoute.listing").with_user(manager)
        listing.action_end()
        self.assertFalse(listing.selected)
        listing.action_select()
        self.assertTrue(listing.selected)
        order = self.sample("laredoute.order").with_user(self.users["user"])
        order.action_retry()
        self.assertEqual(order.state, "new")

    def test_e02_who_sees_a_record_may_note_something_on_it(self):
        for model in ("laredoute.order", "laredoute.listing", "laredoute.exchange"):
            record = self.sample(model).with_user(self.users["user"])
            record.message_post(body="La Redoute a appelé.")
            record.activity_schedule(
                "mail.mail_activity_data_todo", user_id=self.users["user"].id
            )
            with self.assertRaises(AccessError):
                self.sample(model).with_user(self.users["nobody"]).message_post(
                    body="x"
                )

    def test_e09_a_user_neither_retries_nor_runs_anything_now(self):
        user = self.users["user"]
        file = self.sample("laredoute.exchange")
        file.state = "failed"
        decision = self.sample("laredoute.operation")
        decision.state = "refused"
        flow = self.account._flow("fetch_orders")
        flow.not_before = later = self.ago(hours=-3)
        for record, button in (
            (file, "action_retry"),
            (file, "action_set_handled"),
            (decision, "action_retry"),
            (flow, "action_run_now"),
        ):
            with (
                self.subTest(f"{record._name}.{button}"),
                self.assertRaisesRegex(AccessError, "manager"),
            ):
                getattr(record.with_user(user), button)()
        states = (file.state, decision.state, flow.not_before)
        self.assertEqual(states, ("failed", "refused", later))
