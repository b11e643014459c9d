# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Payouts at random, one after the other: in the end nothing is owed, on either side.

A seed is repeated by ``LAREDOUTE_RANDOM_SEED``; ``LAREDOUTE_RANDOM_PERIODS`` says how
many payouts there are (36 are a year).
"""

import os
import random
from decimal import Decimal

import pytest

from odoo import fields

from .books import keep_books

pytestmark = pytest.mark.usefixtures("watched")

PERIODS = int(os.environ.get("LAREDOUTE_RANDOM_PERIODS", "3"))
SEED = int(os.environ.get("LAREDOUTE_RANDOM_SEED", "1"))
#: the forms of a statement, and what may be wrong with the payout
FORMS = ("types", "sides", "orders", "workbook")
FAULTS = ("missing_line", "doubled_line", "wrong_total", "", "")
#: what would need a person after all is settled
LEFT = (
    *("no_invoice", "not_registered", "no_credit_note", "credit_open", "draft"),
    *("in_no_payout", "payout_draft", "payout_taken_out"),
)
ORDER_FLOWS = ("fetch_orders", "process_orders", "invoice_orders", "register_payments")


class Books:
    """The seller's books, and what its people do in them.

    :param chance: decides what happens
    """

    def __init__(self, shop, chance):
        self.shop, self.chance = shop, chance
        self.eans = [shop.make_live(stock=400)[1] for _each in range(2)]
        self.orders, self.known = [], set()
        with shop.account() as account:
            keep_books(
                account,
                invoice_policy="delivery",
                invoices_from=False,
                books_from="2020-01-01",
            )
            journals = account.env["account.journal"]
            self.bank = journals.create(
                {"name": "Banque", "type": "bank", "code": f"B{account.id}"}
            ).id

    # ------------------------------------------------------------- what happens
    def period(self):
        """Orders, refunds and charges of a period, then La Redoute pays."""
        for _order in range(self.chance.randint(1, 3)):
            self._sell()
        if self.chance.random() < 0.6:
            self._refund(self.orders[-1])
        if self.chance.random() < 0.4:
            self.shop.sim.control.charge("penalty", "-10.00", "Retard d'expédition")
        if fault := self.chance.choice(FAULTS):
            self.shop.sim.control.payout_fault(fault)
        self.pay()

    def _sell(self):
        eans = self.chance.sample(self.eans, self.chance.randint(1, 2))
        order = self.shop.to_ship(*eans, quantity=self.chance.randint(1, 2))
        self.shop.ship(order)
        self.shop.run("send_operations", *ORDER_FLOWS)
        self.orders.append(order)

    def _refund(self, order):
        part = self.chance.random() < 0.5
        goods = self.chance.choice([3.33, 12.34, 20.0]) if part else None
        self.shop.refund(order, 0 if part else 1, goods, fee=not part)
        self.shop.run("send_operations", "follow_refunds")
        for _step in range(6):
            self.shop.sim.control.next("refund step")
            self.shop.read_orders()
        self.shop.credit(order)
        self.shop.post_credit_notes(order)
        self.shop.run(*ORDER_FLOWS)

    # ------------------------------------------------------------ and in the books
    def pay(self):
        """La Redoute pays; its statement is imported, posted, and comes to the bank."""
        control = self.shop.sim.control
        control.pay_out()
        self.shop.run(*ORDER_FLOWS)
        for payout in control.payouts():
            if payout["payout_id"] not in self.known:
                self.known.add(payout["payout_id"])
                self._post(payout)

    def _post(self, payout):
        form = self.chance.choice(FORMS)
        found = self.shop.sim.control.payout_file(payout["payout_id"], form)
        with self.shop.account() as account:
            wizard = account.env["laredoute.settlement.import"].create(
                {
                    "books_settings_id": account.books_settings_id.id,
                    "file": found["content"],
                    "filename": found["name"],
                }
            )
            wizard.action_read()
            if wizard.state == "columns":
                wizard.action_check()
            assert wizard.state == "check", wizard.doubts
            wizard.date = wizard.date or fields.Date.today()
            one = wizard.settlement_id.browse(wizard.action_import()["res_id"])
            assert not one.line_ids.filtered(lambda each: each.problem == "unread")
            self._answer(one)
            if one.difference:
                # the bank says what came
                one.total = float(payout["total"])
            one.action_post()
            self._reconcile(one)
            assert one.state == "settled"

    def _answer(self, payout):
        """What does not match is looked at: a correction may be of a commission."""
        settings = payout.books_settings_id
        # what is answered for makes other sums, which are a question of theirs
        for _look in range(3):
            for line in payout.line_ids.filtered("is_open"):
                if line.kind == "correction" and self._is_of_commission(line):
                    line.move_account_id = settings.commission_account_id
            payout.action_match()
            payout.action_accept_all()

    def _is_of_commission(self, correction):
        """Whether the amount that was stated twice, and comes back, is commission."""
        back = correction.search(
            [
                ("order_id", "=", correction.order_id.id),
                ("amount", "=", -correction.amount),
                ("kind", "!=", "correction"),
            ]
        )
        return all(each.kind.startswith("commission") for each in back)

    def _reconcile(self, payout):
        env = payout.env
        bank, clearing = env["account.journal"].browse(self.bank), self.clearing(env)
        items = (
            (bank.default_account_id, payout.total),
            (clearing, -payout.total),
        )
        move = env["account.move"].create(
            {
                "journal_id": bank.id,
                "date": payout.date,
                "line_ids": [
                    (
                        0,
                        0,
                        {"account_id": each.id, "name": payout.name, "balance": sum_},
                    )
                    for each, sum_ in items
                ],
            }
        )
        move.action_post()
        item = move.line_ids.filtered(lambda each: each.account_id == clearing)
        (item | payout.bank_item_id).reconcile()

    def clearing(self, env):
        account = env["laredoute.account"].browse(self.shop.account_id)
        return account.books_settings_id._clearing()

    # -------------------------------------------------------------------- looking
    def balance(self):
        """What the books say that La Redoute owes."""
        with self.shop.env() as env:
            items = env["account.move.line"].search(
                [
                    ("account_id", "=", self.clearing(env).id),
                    ("parent_state", "=", "posted"),
                ]
            )
            return round(sum(items.mapped("balance")), 2)

    def agree(self):
        """Each order: its documents are what La Redoute's ledger says."""
        with self.shop.env() as env:
            for order in self.orders:
                inbox = self.shop._order(env, order)
                ledger = self.shop.sim.control.ledger(order)
                stated = sum(
                    Decimal(each["amount"])
                    for each in ledger
                    if each["kind"] in ("sale", "delivery", "refund")
                    and not each.get("copy")
                )
                moves = inbox.invoice_ids | inbox.refund_ids.credit_note_ids
                booked = sum(moves.mapped("amount_total_signed"))
                assert Decimal(str(round(booked, 2))) == stated, order
                assert set(moves.mapped("payment_state")) <= {"paid", "reversed"}, order
                assert (inbox.to_register, inbox.owed_amount) == (0, 0), order

    def points(self):
        with self.shop.env() as env:
            found = env["laredoute.books.point"].search(
                [("order_id.account_id", "=", self.shop.account_id)]
            )
            return [each.code for each in found if each.code in LEFT]

    def payments(self):
        with self.shop.env() as env:
            mine = [("laredoute_order_id.account_id", "=", self.shop.account_id)]
            return env["account.payment"].search(mine, order="id").ids


def test_what_la_redoute_owes_comes_to_the_cent(shop):
    books = Books(shop, random.Random(SEED))
    for _period in range(PERIODS):
        books.period()
    # what was left out, or paid too much, comes with the next ones
    for _rest in range(3):
        books.pay()
    assert Decimal(shop.sim.control.balance()) == 0
    assert books.balance() == 0
    books.agree()
    assert books.points() == []
    # whatever is read again changes nothing
    payments = books.payments()
    with shop.account() as account:
        account._flow("fetch_orders").watermark = False
    shop.run(*ORDER_FLOWS, *ORDER_FLOWS)
    assert books.payments() == payments
    assert books.balance() == 0
