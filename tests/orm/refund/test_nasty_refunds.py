# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Nasty refunds: none is lost, none holds another, nothing goes wrong in silence."""

import os
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from lxml import etree
from markupsafe import escape

from odoo import SUPERUSER_ID, api, fields
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.laredoute_connector.marketplace.errors import (
    TooManyRequests,
    UnknownOutcome,
)
from odoo.addons.laredoute_connector.marketplace.records import LineResult
from odoo.addons.laredoute_connector.marketplace.refunds import LIVE
from odoo.addons.laredoute_connector.marketplace.sellr.wire.order_updates import (
    decode_results,
)

from ..agreement.agreement_case import plain
from ..common import COMPARISON, PLATFORM
from .nasty_life import Life
from .nasty_refunds import TABLES
from .nasty_row import Fate, Nasty
from .refund_case import RefundCase

#: what people and servers do in ten minutes
FLOWS = (
    "fetch_orders",
    "process_orders",
    "send_operations",
    "follow_refunds",
    COMPARISON,
)
#: (table, its moments) that time passes for
CLOCKS = (
    ("laredoute_operation", "sent_at", "next_attempt_at", "create_date", "write_date"),
    ("laredoute_order_line", "status_at"),
    ("laredoute_refund_line", "since"),
    ("laredoute_order", "fetched_at"),
    ("laredoute_order_event", "at"),
)
STAGES = ("created", "accepted", "paid", "shipped")
#: only rows whose name holds this, for whoever looks at one
ONLY = os.environ.get("LAREDOUTE_NASTY_REFUND", "")
#: whether each of the others is tried alone as well, which takes minutes
ALONE = bool(os.environ.get("LAREDOUTE_NASTY_ALONE"))
WHOLE = (1, {"by": "pieces", "quantity": 2, "fee": True})


def _ordinary(life):
    """Requested, refunded, credited; it takes as long as the others let it."""
    refund = life.request(WHOLE)
    for _turn in range(6):
        yield
        if refund.state == "sent":
            break
    life.says("refunded", only={1})
    yield
    if life.nasty.invoiced:
        life.credit()


ORDINARY = Nasty(
    "an ordinary refund",
    Fate.BOOKED,
    _ordinary,
    sent=(("1", 2, None, True),),
    states=("refunded",),
    refunded=125.7,
    credited=125.7,
    invoiced=True,
)
#: beside what concerns all books
NOT_BOOKED = replace(ORDINARY, fate=Fate.DONE, credited=0, invoiced=False)


@tagged("standard", "post_install", "-at_install")
class TestNastyRefunds(RefundCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        sold = {"stock": 10_000, "invoice_policy": "delivery", "image_1920": False}
        tax = cls.account.tax_ids.filtered(lambda each: each.amount == 20)[:1]
        own = tax.copy({"name": "20 % TTC of its own"})
        cls.account.tax_ids |= own
        cls.products = {
            name: cls.make_product(**{**sold, **values})
            for name, values in {
                "dress": {},
                "shoe": {},
                "archived": {},
                "of a tax": {"taxes_id": [Command.set(own.ids)]},
            }.items()
        }

    def setUp(self):
        super().setUp()
        self.refusals, self.troubles = {}, {}
        decide = self.market.decide
        self.market.decide = lambda decisions: self._decided(decide, decisions)

    # -------------------------------------------------------------------- the tests
    def test_what_people_request(self):
        self._try("Amounts and pieces", "At the wrong moment", "Twice, and too late")

    def test_what_la_redoute_answers(self):
        self._try("Refused by La Redoute", "Requests and answers")

    def test_what_la_redoute_shows(self):
        self._try("What La Redoute shows", "Begun by La Redoute")

    def test_what_meets_one_on_its_way(self):
        self._try("Books", "Parcels and returns", "Settings")

    def _try(self, *titles):
        """Rows beside an ordinary refund alone, then all of them together."""
        rows = [
            row
            for title in titles
            for row in TABLES[title]
            if ONLY in row.name and (row.there or PLATFORM == "sellr")
        ]
        ordinary = [ORDINARY, NOT_BOOKED] if PLATFORM == "sellr" else []
        lives = self._lives([*ordinary, *rows])
        self._prepare(lives)
        beside, lives = lives[: len(ordinary)], lives[len(ordinary) :]
        quiet = [each for each in lives if each.leaves_nothing]
        lives = [each for each in lives if not each.leaves_nothing]
        for life in lives if ALONE else [each for each in lives if each.is_alone]:
            with self.subTest(life.nasty.name), self._undone(life, *beside):
                if life.nasty.apart:
                    self._live([life])
                    self._live(beside[1:])
                else:
                    self._live([life, *beside[:1]])
        shared = [each for each in lives if not each.is_alone]
        self._live([*shared, *beside, *quiet])

    def _lives(self, rows):
        """Return a life for each row; what leaves nothing behind shares an order."""
        lives, numbers = [], {}
        for index, row in enumerate(rows):
            number = f"1-2026.336.{index:07d}"
            life = Life(self, row, number)
            if life.leaves_nothing:
                place = row.lines, row.at, row.invoiced
                life.number = numbers.setdefault(place, number)
            lives.append(life)
        return lives

    @contextmanager
    def _undone(self, *lives):
        """What some live through alone is undone afterwards."""
        savepoint = self.env.cr.savepoint()
        orders, history = dict(self.market.orders), self.market.history
        self.market.orders = {each.number: orders[each.number] for each in lives}
        try:
            yield
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all(flush=False)
            self.env.cr.precommit.clear()
            self.market.orders, self.market.history = orders, history
            self.market.updates.clear()
            self.refusals.clear()
            self.troubles.clear()
            for life in lives:
                life.refusals.clear()

    # ------------------------------------------------------------------- living them
    def _live(self, lives):
        """Run their scripts side by side; then look at what became of each."""
        running = [(life, life.nasty.script(life)) for life in lives]
        while running:
            left = []  # of those whose script goes on
            for life, script in running:
                with self.subTest(life.nasty.name):
                    for _turn in script:
                        left.append((life, script))
                        break
            self._turn()
            running = left
        for life in lives:
            with self.subTest(life.nasty.name, check=True):
                self._check(life)

    def _turn(self):
        """Ten minutes pass, in which everything runs that is due, one by one."""
        numbers = list(self.market.orders)
        orders = self.env["laredoute.order"].search([("remote_id", "in", numbers)])
        self.pass_time(1 / 6, orders)
        flows = self.env["laredoute.flow"].search([("name", "in", FLOWS)])
        now = fields.Datetime.now()
        for flow in flows:
            late = timedelta(seconds=len(FLOWS) - FLOWS.index(flow.name))
            flow.write({"due_at": now - late, "not_before": False})
        # they run in this order, whatever woke one of them
        self.env["laredoute.flow.wake"].search([]).unlink()
        self.env.cr.flush()
        with (
            self.assertNoLogs("odoo.addons.laredoute_connector", "ERROR"),
            self.enter_registry_test_mode(),
            self.registry.cursor() as cr,
        ):
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["laredoute.flow"]._run_due(FLOWS)
        self.env.invalidate_all()

    def pass_time(self, hours, orders):
        """What happened to some orders happened so many hours earlier."""
        self.env.flush_all()
        lines = orders.line_ids
        records = {
            "laredoute_operation": lines.operation_ids,
            "laredoute_order_line": lines,
            "laredoute_refund_line": lines.refund_line_ids,
            "laredoute_order": orders,
            "laredoute_order_event": orders.env["laredoute.order.event"].search(
                [("order_id", "in", orders.ids)]
            ),
        }
        for table, *columns in CLOCKS:
            for column in columns:
                self.env.cr.execute(
                    SQL(
                        "UPDATE %(table)s SET %(column)s = %(column)s - %(past)s"
                        " WHERE id = ANY(%(ids)s)",
                        table=SQL.identifier(table),
                        column=SQL.identifier(column),
                        past=timedelta(hours=hours),
                        ids=records[table].ids,
                    )
                )
        self.env.invalidate_all()

    def _prepare(self, lives):
        """Bring each order to where its row begins."""
        lives = list({life.number: life for life in lives}.values())
        for life in lives:
            lines = [
                self.order_line(self.products[name], quantity, price, fee)
                for name, quantity, price, fee in life.nasty.lines
            ]
            status = "shipped" if life.nasty.at == "seen" else "to_accept"
            self.order(*lines, remote_id=life.number, status=status)
        self._turn()
        lives = [life for life in lives if life.nasty.at != "seen"]
        for stage in STAGES[1:]:
            word = {"paid": "to_ship"}.get(stage, stage)
            for life in lives:
                if STAGES.index(life.nasty.at) >= STAGES.index(stage):
                    if stage == "shipped":
                        life.ship()
                    self.say(self.market.orders[life.number], word)
            self._turn()
        for life in lives:
            if life.nasty.invoiced:
                life.make_invoice()
        self._turn()
        for life in lives:
            self.assertFalse(life.inbox().disagreement_ids.mapped("message"))
        self.market.updates.clear()

    # ------------------------------------------------------------ what goes wrong
    def _decided(self, decide, decisions):
        """La Redoute takes decisions, unless a row has trouble with its own."""
        number = next(
            (each.order_id for each in decisions if each.order_id in self.troubles), ""
        )
        kind = self.troubles.pop(number, "")
        if kind == "lost":
            raise UnknownOutcome("cut", code="timeout")
        if kind == "html":
            page = etree.fromstring("<html><body>Maintenance</body></html>")
            decode_results(page, [line for each in decisions for line in each.lines])
        if kind == "busy":
            raise TooManyRequests("wait", retry_after=60)
        for result in decide(decisions):
            own = number and result.line_id.startswith(number)
            words = self.refusals.pop(result.line_id, "")
            if words:
                yield LineResult(result.line_id, False, words)
            elif not own or kind != "silent":
                yield result
            if own and kind in ("both", "twice"):
                yield LineResult(result.line_id, kind == "twice", "No")
        if kind == "lost, taken":
            raise UnknownOutcome("cut", code="timeout")

    def only(self, decisions):
        """Let the platform take these decisions only, for a while."""
        return patch.object(
            self.market,
            "capabilities",
            replace(self.market.capabilities, decisions=decisions),
        )

    # -------------------------------------------------------------- what became of it
    def _check(self, life):
        nasty, order = life.nasty, life.inbox()
        shown = order._open_disagreements()
        self.assertEqual(
            (life.states(), sorted(shown.mapped("code"))),
            (nasty.states, sorted(nasty.codes)),
            shown.mapped("message"),
        )
        self.assertEqual(tuple(self._sent(life)), nasty.sent)
        self.assertAlmostEqual(
            sum(order.line_ids.mapped("amount_refunded")), nasty.refunded
        )
        notes = life.notes().filtered(lambda note: note.state == "posted")
        self.assertAlmostEqual(
            sum(notes.mapped("amount_total_signed")), -nasty.credited
        )
        self._check_fate(life)
        self._check_words(life, shown)
        self._check_shown(order, shown)
        self._check_money(life)
        self.assertEqual(
            (self.account.phase, self.account.last_error), ("testing", False)
        )

    def _check_fate(self, life):
        nasty, states = life.nasty, set(life.states())
        if nasty.fate is Fate.REFUSED_HERE:
            self.assertTrue(life.refusals)
        elif nasty.fate in (Fate.DONE, Fate.WAITED, Fate.BOOKED):
            self.assertEqual((states, nasty.codes), ({"refunded"}, ()))
            if nasty.fate is Fate.BOOKED:
                self.assertTrue(nasty.credited)
                self.assertFalse(sum(life.refunds().sudo().mapped("to_credit")))
        elif nasty.fate is Fate.GIVEN_UP:
            self.assertEqual(states, {"cancelled"})
        elif nasty.fate is Fate.TAKEN_OVER:
            unsaid = life.refunds().filtered(lambda each: not each.amount_known)
            self.assertEqual(unsaid.mapped("origin"), ["platform"])
        else:
            self.assertTrue(nasty.codes)

    def _check_words(self, life, shown):
        """The reason stands where somebody reads it."""
        if life.nasty.fate is Fate.REFUSED_HERE:
            texts = life.refusals
        elif life.nasty.fate is Fate.GIVEN_UP:
            texts = life.inbox().message_ids.mapped("body")
        elif life.nasty.fate is Fate.TAKEN_OVER:
            texts = life.refunds().mapped("message")
        else:
            texts = [*shown.mapped("message"), *life.refunds().mapped("message")]
        self.assertIn(life.nasty.words, plain(" ".join(map(str, texts))))

    def _check_shown(self, order, shown):
        """Of each problem one activity says what to do."""
        if not shown:
            self.assertFalse(order.activity_ids)
            self.assertEqual(order.agreement, "agree")
            return
        self.assertEqual(len(order.activity_ids), 1)
        note = plain(order.activity_ids.note)
        for each in shown:
            self.assertIn(plain(escape(each.message)), note)
            self.assertGreater(len(each.ways), 2, each.message)

    def _check_money(self, life):
        """Never more than the buyer paid, whatever happened."""
        live = {state.value for state in LIVE}
        for line in life.lines():
            refunds = line.refund_line_ids.filtered(lambda each: each.state in live)
            self.assertLessEqual(round(sum(refunds.mapped("goods")), 2), 119.8)
            self.assertLessEqual(sum(refunds.mapped("fee")), line.delivery_fee)

    def _sent(self, life):
        for each in self.market.updates:
            if each.kind.value == "refund" and each.line_id.startswith(life.number):
                quantity, amount = each.quantity, each.amount
                yield (
                    each.line_id[-1:],
                    quantity and int(quantity),
                    amount and float(amount),
                    each.refund_shipping,
                )
