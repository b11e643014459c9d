# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Nasty orders as La Redoute's wire brings them: none is lost, none holds another."""

import io
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.laredoute_connector.marketplace.sellr.wire.orders import decode_orders

from ..common import LaredouteCase, make_ean, only_on_sellr
from .nasty_orders import HEAD, ORDERS, TAIL, Fate, Nasty, write

NO_NUMBER = "order without a number"
#: one that a nasty order has to do with
OTHER = "1-2026.334.0000000"
#: ordinary orders around the nasty ones
ORDINARY = 8
LOGS = ("odoo.addons.laredoute_connector", "odoo.sql_db")


@tagged("standard", "post_install", "-at_install")
class TestNastyOrders(LaredouteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.products = {
            name: cls.make_product(image_1920=False, **values)
            for name, values in cls._all_values().items()
        }
        cls.eans = {name: each.barcode for name, each in cls.products.items()}
        cls.eans.update(none="", long="3" * 200, unknown=make_ean(9_000_000_001))
        cls.products["blank"].barcode += " "
        listed = cls._listed("archived"), cls._listed("twice"), cls._listed("again")
        listed[0].product_id.active = False
        cls.drop_barcode(listed[1].product_id | listed[2].product_id)
        listed[2].ean = listed[1].ean
        moment = datetime.now(timezone.utc) - timedelta(hours=2)
        cls.date = f"{moment:%Y-%m-%dT%H:%M:%S}"

    @classmethod
    def _all_values(cls):
        rate = cls.env["account.tax"].create({"name": "19.6 %", "amount": 19.6})
        company = cls.env["res.company"].create({"name": "Another"})
        return {
            "good": {"stock": 10_000},
            "archived": {"stock": 50},
            "twice": {},
            "again": {},
            "company": {"company_id": company.id, "stock": 0},
            "blank": {"stock": 50},
            "empty": {"stock": 0},
            "untracked": {"is_storable": False, "stock": 0},
            "untaxed": {"taxes_id": [Command.clear()]},
            "rate": {"taxes_id": [Command.set(rate.ids)]},
            "refused": {},
            "broken": {},
        }

    @classmethod
    def _listed(cls, name):
        product = cls.products[name]
        listing = cls.env["laredoute.listing"].create(
            {"account_id": cls.account.id, "product_id": product.id}
        )
        listing.write({"ean": product.barcode, "state": "live"})
        return listing

    def setUp(self):
        super().setUp()
        lines = self.env.registry["sale.order.line"]
        refused, broken = self.products["refused"], self.products["broken"]
        create = lines.create

        def guarded(self, vals_list):
            rows = vals_list if isinstance(vals_list, list) else [vals_list]
            sold = {each.get("product_id") for each in rows}
            if refused.id in sold:
                raise UserError(self.env._("This product is not for sale."))
            if broken.id in sold:
                raise KeyError("another addon's own fault")
            return create(self, vals_list)

        self.startPatcher(patch.object(lines, "create", guarded))

    # -------------------------------------------------------------------- the tests
    @only_on_sellr("they come as its wire writes them")
    def test_each_alone(self):
        for index, nasty in enumerate(ORDERS):
            with self.subTest(nasty.name):
                savepoint = self.env.cr.savepoint()
                number = self._number(index)
                text = self._write(nasty, number, OTHER)
                others = self._ordinary("2026.334", 1) if OTHER in text else []
                self._read([*(each for _number, each in others), text])
                self._check(nasty, number)
                self._check_ordinary(others)
                savepoint.close(rollback=True)
                self.env.invalidate_all(flush=False)

    @only_on_sellr("they come as its wire writes them")
    def test_all_in_one_reading(self):
        ordinary = self._ordinary("2026.335", ORDINARY)
        texts = [text for _number, text in ordinary[:-1]]
        step = len(ORDERS) // len(texts)
        rows = [
            self._write(nasty, self._number(index), ordinary[0][0])
            for index, nasty in enumerate(ORDERS)
        ]
        for place, text in enumerate(texts):
            rows.insert(place * (step + 1), text)
        self._read([*rows, ordinary[-1][1]])
        for index, nasty in enumerate(ORDERS):
            with self.subTest(nasty.name):
                self._check(nasty, self._number(index))
        self._check_ordinary(ordinary)
        self.assertFalse(self.account.last_error)

    # -------------------------------------------------------------------- the orders
    def _number(self, index):
        return f"1-2026.333.{index:07d}"

    def _write(self, nasty, number, ordinary):
        return write(nasty, number, self.eans, self.date, ordinary)

    def _ordinary(self, prefix, count):
        """[(number, text)] of orders of which nothing is wrong."""
        good = Nasty("", Fate.ACCEPTED)
        numbers = [f"1-{prefix}.{index:07d}" for index in range(count)]
        return [(number, self._write(good, number, number)) for number in numbers]

    def _read(self, texts):
        """La Redoute answers all of them at once."""
        answer = "".join([HEAD, *texts, TAIL]).encode("utf-8", "surrogateescape")
        orders = list(decode_orders(io.BytesIO(answer)))
        with (
            patch.object(self.market, "fetch_orders", lambda *_period: iter(orders)),
            mute_logger(*LOGS),
        ):
            self.run_flow("fetch_orders", bugs=True)
            self.run_flow("process_orders", bugs=True)
        self.run_flow("send_operations")

    # -------------------------------------------------------------- what became of them
    def _check_ordinary(self, ordinary):
        for number, _text in ordinary:
            inbox = self.inbox(number)
            self.assertEqual((number, inbox.state), (number, "done"))
            self.assertEqual(inbox.operation_ids.mapped("state"), ["sent"])
            self.assertFalse(inbox.amount_difference)

    def _check(self, nasty, number):
        check = {
            Fate.ACCEPTED: self._check_accepted,
            Fate.RECOVERED: self._check_recovered,
            Fate.ONE_LINE: self._check_one_line,
            Fate.QUOTED: self._check_quoted,
            Fate.CONFIRMED: self._check_confirmed,
            Fate.WAITING: self._check_waiting,
            Fate.SHOWN: self._check_shown,
            Fate.CANCELLED: self._check_cancelled,
            Fate.NO_SALE: self._check_no_sale,
            Fate.KEPT: self._check_kept,
        }[nasty.fate]
        check(self.inbox(number), nasty, number)
        if nasty.fate not in (Fate.KEPT, Fate.RECOVERED):
            self.assertFalse(self._journal(number))

    def _journal(self, number):
        kept = self.env["laredoute.exchange"].search([("kind", "=", "orders")])
        return kept.filtered(lambda each: each.name == number)

    def _check_accepted(self, inbox, _nasty, _number):
        self.assertEqual((inbox.state, inbox.waiting_reason), ("done", False))
        alive = inbox.line_ids._alive()
        self.assertEqual(inbox.operation_ids.mapped("state"), ["sent"] * len(alive))
        self.assertEqual(inbox.sale_order_id.state, "draft")
        total = sum(
            (
                round(Decimal(str(line.unit_price)) * line.quantity, 2)
                + Decimal(str(line.delivery_fee))
                for line in alive
            ),
            Decimal(0),
        )
        amount = Decimal(str(round(inbox.sale_order_id.amount_total, 2)))
        self.assertEqual(amount, total)
        self.assertFalse(inbox.disagreement_ids.mapped("message"))
        self.assertFalse(inbox.activity_ids)

    def _check_recovered(self, inbox, nasty, number):
        self._check_accepted(inbox, nasty, number)
        kept = self._journal(number)
        self.assertEqual(len(kept), 1)
        self.assertTrue(kept.needs_person)
        self.assertIn("cannot be read: they were", kept.error_message)

    def _check_one_line(self, inbox, nasty, number):
        self.assertEqual(inbox.operation_ids.mapped("state"), ["sent"])
        self.assertEqual(inbox.operation_ids.order_line_id, inbox.line_ids[1])
        self._check_waiting(inbox, nasty, number)

    def _check_quoted(self, inbox, _nasty, _number):
        self.assertEqual((inbox.state, inbox.waiting_reason), ("done", False))
        self.assertEqual(inbox.sale_order_id.state, "draft")
        self.assertFalse(inbox.operation_ids)
        self.assertFalse(inbox.disagreement_ids)

    def _check_confirmed(self, inbox, _nasty, _number):
        self.assertEqual((inbox.state, inbox.waiting_reason), ("done", False))
        self.assertEqual(inbox.sale_order_id.state, "sale")
        self.assertEqual(len(inbox.sale_order_id.picking_ids), 1)

    def _check_waiting(self, inbox, nasty, _number):
        self.assertEqual(inbox.state, "waiting")
        self.assertIn(nasty.words, inbox.waiting_reason)
        self.assertEqual(len(inbox.activity_ids), 1)

    def _check_shown(self, inbox, nasty, _number):
        self.assertEqual(inbox.state, "done")
        self.assertTrue(inbox.sale_order_id)
        codes = inbox.disagreement_ids.mapped("code")
        self.assertIn(nasty.words, codes)
        self.assertEqual(len(inbox.activity_ids), 1)

    def _check_cancelled(self, inbox, _nasty, _number):
        self.assertEqual((inbox.state, inbox.waiting_reason), ("done", False))
        self.assertIn(inbox.sale_order_id.state, (False, "cancel"))
        self.assertFalse(inbox.operation_ids)

    def _check_no_sale(self, inbox, _nasty, _number):
        self.assertEqual((inbox.state, inbox.waiting_reason), ("done", False))
        self.assertFalse(inbox.sale_order_id)

    def _check_kept(self, inbox, nasty, number):
        self.assertFalse(inbox)
        kept = self.env["laredoute.exchange"].search([("kind", "=", "orders")])
        found = kept.filtered(
            lambda each: (
                each.name in (number, "9" * 100, NO_NUMBER)
                and nasty.words in each.error_message
            )
        )
        self.assertTrue(found, kept.mapped("error_message"))
        self.assertTrue(all(found.mapped("needs_person")))
        self.assertTrue(all(found.mapped("activity_ids")))
        self.assertTrue(all(found.mapped("payload")))
