# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One order that cannot be stored is kept, shown, and holds no other."""

from dataclasses import replace
from datetime import datetime, timezone
from decimal import Decimal
from unittest.mock import patch

import psycopg2.errors

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.laredoute_connector.models.order import store

from ..common import LaredouteCase

BAD = "1-2026.325.0000002"
LOGGER = "odoo.addons.laredoute_connector.models.flow.failure"


@tagged("standard", "post_install", "-at_install")
class TestOrderStore(LaredouteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.make_product(stock=10)

    def setUp(self):
        super().setUp()
        for number in (1, 2, 3):
            self.order(self.product, remote_id=f"1-2026.325.000000{number}")
        self.bad = self.market.orders[BAD]

    def put(self, bad):
        self.market.put(bad)
        with mute_logger(LOGGER, "odoo.sql_db"):
            self.run_flow("fetch_orders", bugs=True)

    def kept(self):
        return self.env["laredoute.exchange"].search([("kind", "=", "orders")])

    def assert_holds_no_other(self):
        self.assertTrue(self.inbox("1-2026.325.0000001"))
        self.assertFalse(self.inbox(BAD))
        self.assertTrue(self.inbox("1-2026.325.0000003"))
        flow = self.account._flow("fetch_orders")
        self.assertTrue(flow.watermark, "it is not read again for ever")
        self.assertFalse(flow.last_error)
        kept = self.kept()
        self.assertEqual(kept.name, BAD)
        self.assertIn("cannot_be_stored", kept.error_message)
        self.assertTrue(kept.payload, "to the letter")
        self.assertTrue(kept.needs_person)
        self.assertTrue(kept.activity_ids)

    def test_b01_a_quantity_that_the_database_refuses(self):
        line = replace(self.bad.lines[0], quantity=Decimal(3_000_000_000))
        self.put(replace(self.bad, lines=(line,)))
        self.assert_holds_no_other()

    def test_b01_a_date_beyond_the_calendar(self):
        last = datetime(9999, 12, 30, tzinfo=timezone.utc)
        self.put(replace(self.bad, ordered_at=last, answer_before=None))
        self.assert_holds_no_other()

    def test_b01_a_number_that_an_index_refuses(self):
        ean = "".join(f"{number:x}" for number in range(9999, 99999, 11))
        line = replace(self.bad.lines[0], ean=ean)
        self.put(replace(self.bad, lines=(line,)))
        self.assert_holds_no_other()

    def test_b01_news_that_cannot_be_stored_leave_what_was_known(self):
        self.run_flow("fetch_orders")
        line = replace(self.bad.lines[0], quantity=Decimal(3_000_000_000))
        self.put(replace(self.bad, lines=(line,), digest="news", source=b"news"))
        self.assertEqual(self.inbox(BAD).line_ids.quantity, 1)
        self.assertEqual(self.kept().name, BAD)

    def test_b01_it_is_kept_once_and_stored_when_it_can_be(self):
        line = replace(self.bad.lines[0], quantity=Decimal(3_000_000_000))
        bad = replace(self.bad, lines=(line,))
        self.put(bad)
        self.put(bad)
        kept = self.kept()
        self.assertEqual(len(kept), 1)
        with (
            patch.object(self.market, "decode_order", return_value=bad),
            mute_logger(LOGGER, "odoo.sql_db"),
        ):
            kept.action_retry()
        self.assertTrue(kept.needs_person, "it still shows")
        with patch.object(self.market, "decode_order", return_value=self.bad):
            kept.action_retry()
        self.assertEqual((kept.state, kept.needs_person), ("done", False))
        self.assertTrue(self.inbox(BAD))

    def test_b01_somebody_elses_change_breaks_no_order(self):
        orders = self.env["laredoute.order"]
        conflict = psycopg2.errors.SerializationFailure()
        with (
            patch.object(type(orders), "_store", side_effect=conflict),
            patch.object(store, "commit"),
            self.assertRaises(psycopg2.errors.SerializationFailure),
        ):
            orders._store_batch(self.account, [self.bad], fields.Datetime.now())
        self.assertFalse(self.kept())
