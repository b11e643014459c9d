# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Only a conflict of rows is somebody else's change; what a value breaks is shown."""

from contextlib import contextmanager
from dataclasses import replace
from unittest.mock import patch

import psycopg2
import psycopg2.errors

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import LaredouteCase

LOGGERS = ("odoo.addons.laredoute_connector.models.flow.failure", "odoo.sql_db")
OTHER = "1-2026.325.0000009"
#: of 6,000 characters that cannot be made shorter
LONG = "".join(f"{number * 7919 % 65537:04x}" for number in range(1, 1501))


@tagged("standard", "post_install", "-at_install")
class TestOrderConflict(LaredouteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.make_product(stock=10)

    @contextmanager
    def failing(self, model, method, error):
        kind = type(self.env[model])
        with patch.object(kind, method, side_effect=error), mute_logger(*LOGGERS):
            yield

    def refuse_index(self):
        """PostgreSQL's own error of a value that no index takes."""
        with (
            self.assertRaises(psycopg2.OperationalError) as caught,
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute("CREATE TEMP TABLE long_value (name varchar)")
            self.env.cr.execute("CREATE INDEX ON long_value (name)")
            self.env.cr.execute("INSERT INTO long_value VALUES (%s)", [LONG])
        return caught.exception

    # ------------------------------------------------------------------ orders
    def test_b06_a_value_that_an_index_refuses_waits_with_its_reason(self):
        error = self.refuse_index()
        self.order(self.product)
        with self.failing("laredoute.order", "_ensure_sale_order", error):
            self.run_flow("fetch_orders", "process_orders", bugs=True)
        order = self.inbox()
        self.assertEqual(order.state, "waiting")
        self.assertTrue(order.waiting_reason)
        self.assertTrue(order.retry_at)
        self.assertTrue(order.disagreement_ids, "a person sees it")

    def test_b06_a_long_name_in_real_life_holds_no_other(self):
        order = self.order(self.product, status="to_ship")
        address = replace(order.billing_address, name=LONG)
        self.market.put(
            replace(
                order,
                billing_address=address,
                delivery=replace(order.delivery, address=address),
                digest="long",
            )
        )
        self.order(self.product, remote_id=OTHER)
        with mute_logger(*LOGGERS):
            self.run_flow("fetch_orders", "process_orders", bugs=True)
        self.assertTrue(self.inbox(OTHER).sale_order_id)
        inbox = self.inbox()
        # PostgreSQL has no room for it in the index of the partners' names
        self.assertEqual(inbox.state, "waiting")
        self.assertIn("ProgramLimitExceeded", inbox.waiting_reason)

    def test_b06_somebody_elses_change_is_waited_for(self):
        self.order(self.product)
        for error in (
            psycopg2.errors.SerializationFailure(),
            psycopg2.errors.DeadlockDetected(),
            psycopg2.errors.LockNotAvailable(),
        ):
            with self.failing("laredoute.order", "_ensure_sale_order", error):
                self.run_flow("fetch_orders", "process_orders")
            self.assertEqual(self.inbox().state, "new")
        self.read()
        self.assertEqual(self.inbox().state, "done")

    # ----------------------------------------------------------------- reports
    def test_b06_a_report_that_cannot_be_stored_is_shown(self):
        listing = self.make_listing(self.product)
        self.run_flow("check_listings", "send_products")
        self.report("products", listing.product_exchange_id)
        self.run_flow("collect_reports")
        exchange = self.env["laredoute.exchange"]
        answer = exchange.search([("kind", "=", "report")], limit=1)
        answer = answer or exchange.search([("state", "=", "answered")], limit=1)
        conflict = psycopg2.errors.SerializationFailure()
        with self.failing("laredoute.exchange", "_apply", conflict):
            self.run_flow("apply_reports")
        self.assertEqual(answer.state, "answered", "the next run sees it as it is")
        with self.failing("laredoute.exchange", "_apply", self.refuse_index()):
            self.run_flow("apply_reports", bugs=True)
        self.assertTrue(answer.needs_person)

    # -------------------------------------------------------------- deliveries
    def test_b06_a_delivery_is_validated_whatever_its_shipment_holds(self):
        order = self.order(self.product)
        self.read()
        self.say(order, "to_ship")
        self.read()
        picking = self.inbox().sale_order_id.picking_ids
        conflict = psycopg2.errors.SerializationFailure()
        with (
            self.failing("stock.picking", "_laredoute_write_operations", conflict),
            self.assertRaises(psycopg2.errors.SerializationFailure),
            self.env.cr.savepoint(),
        ):
            self.ship(picking)
        error = self.refuse_index()
        with self.failing("stock.picking", "_laredoute_write_operations", error):
            self.ship(picking)
        self.assertEqual(picking.state, "done")
