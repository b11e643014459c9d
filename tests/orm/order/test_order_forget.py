# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Buyers' data: gone when the shop says so, and never in Odoo's own log."""

from unittest.mock import patch

import psycopg2.errors

from odoo import fields
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.records import BrokenOrder

from ..common import LaredouteCase

CONFLICT = psycopg2.errors.SerializationFailure
BUYERS = ("source", "billing_address", "delivery")
WORDS = ("DUPONT", "Épeule", "0612345678", "mp+2026", "ROUBAIX")


@tagged("standard", "post_install", "-at_install")
class TestRetention(LaredouteCase):
    def clean(self):
        self.run_flow("clean_journal")

    def old(self, record, days=181, **also):
        """As if it had been written so many days ago."""
        self.env.flush_all()
        names = {"create_date": days, **dict.fromkeys(also, days)}
        for name, age in names.items():
            self.env.cr.execute(
                f"UPDATE {record._table} SET {name} = %s WHERE id IN %s",
                [self.ago(days=age), tuple(record.ids)],
            )
        self.env.invalidate_all()

    def test_e08_an_order_without_news_forgets_its_buyer(self):
        order = self.order(
            self.order_line(self.make_product()), self.order_line(self.make_product())
        )
        self.say(order, "to_ship", only=[1])
        self.read()
        inbox = self.inbox()
        self.assertTrue(any(inbox.line_ids.mapped("delivery")))
        inbox.line_ids[:1].unknown_elements = "Gift: for Zoé DUPONT"
        self.old(inbox, fetched_at=True)
        total, digest = inbox.amount_total, inbox.digest
        self.clean()
        self.assertFalse([name for name in BUYERS if inbox[name]])
        self.assertFalse(any(inbox.line_ids.mapped("delivery")))
        self.assertFalse(any(inbox.line_ids.mapped("unknown_elements")))
        self.assertEqual((inbox.amount_total, inbox.digest), (total, digest))
        self.assertEqual(inbox.sale_order_id.laredoute_ref, inbox.remote_id)

    def test_e08_it_stays_until_then_and_comes_back_with_news(self):
        order = self.order(self.make_product())
        self.read()
        inbox = self.inbox()
        self.old(inbox, days=179, fetched_at=True)
        self.clean()
        self.assertTrue(inbox.source)
        self.old(inbox, days=181, fetched_at=True)
        self.clean()
        self.read()
        self.assertFalse(inbox.source, "the same again is no news")
        self.say(order, "to_ship")
        self.read()
        self.assertTrue(inbox.source)
        self.assertEqual(inbox.sale_order_id.partner_shipping_id.zip, "59100")

    def test_e08_a_retry_of_what_was_forgotten_says_so_and_does_no_harm(self):
        self.order("3599999999995")
        self.read()
        inbox = self.inbox()
        self.old(inbox, fetched_at=True)
        self.clean()
        inbox.action_retry()
        self.run_flow("process_orders")
        self.assertEqual(inbox.state, "waiting")

    def test_e08_a_broken_order_is_emptied_though_nobody_looked_at_it(self):
        self.market.broken = [BrokenOrder("1-X", "no_lines: 1-X", b"<Name1>DUPONT")]
        self.run_flow("fetch_orders")
        kept = self.env["laredoute.exchange"].search([("kind", "=", "orders")])
        self.market.broken = []
        self.clean()
        self.assertTrue(kept.payload)
        self.old(kept)
        self.clean()
        self.assertTrue(kept.exists() and kept.needs_person, "it is shown still")
        self.assertFalse(kept.payload)
        self.assertFalse(
            self.env["ir.attachment"].search_count(
                [("res_model", "=", kept._name), ("res_id", "=", kept.id)]
            )
        )
        self.forget_wakes("fetch_orders")
        kept.action_retry()
        self.assertTrue(self.wakes("fetch_orders"), "La Redoute has it still, if any")
        self.assertTrue(kept.needs_person, "nothing was read")

    def test_e08_what_a_person_settled_goes_whole(self):
        self.market.broken = [BrokenOrder("1-X", "no_lines: 1-X", b"<Name1>DUPONT")]
        self.run_flow("fetch_orders")
        kept = self.env["laredoute.exchange"].search([("kind", "=", "orders")])
        kept.action_set_handled()
        self.old(kept)
        self.clean()
        self.assertFalse(kept.exists())

    def test_e08_another_shops_buyers_are_its_own_matter(self):
        other = self.account.copy({"name": "B", "retention_days": 400})
        self.order(self.make_product())
        self.read()
        inbox = self.inbox()
        inbox.account_id = other
        self.old(inbox, fetched_at=True)
        self.clean()
        self.assertTrue(inbox.source)

    def test_e08_nobody_keeps_less_than_la_redoute_may_say_again(self):
        with (
            self.assertLogs("odoo.sql_db", "ERROR"),
            self.assertRaises(psycopg2.errors.CheckViolation),
        ):
            self.account.retention_days = 29
            self.env.flush_all()


@tagged("standard", "post_install", "-at_install")
class TestLog(LaredouteCase):
    """Odoo logs a query that fails, with all that it would have written."""

    def setUp(self):
        super().setUp()
        self.said = self.order(self.make_product(), self.make_product())
        self.orders = self.env["laredoute.order"]

    def store(self, order):
        self.orders._store(self.account, [order], fields.Datetime.now())
        self.env.flush_all()

    def assert_no_buyer(self, texts):
        found = [word for word in WORDS if any(word in text for text in texts)]
        self.assertFalse(found)

    def test_e10_two_workers_that_store_the_same_new_order(self):
        """The other one's is committed, and not in our snapshot."""
        whole = self.say(self.said, "to_ship")
        self.store(whole)
        with (
            patch.object(
                type(self.orders), "search", lambda orders, *_a, **_o: orders.browse()
            ),
            self.assertLogs("odoo.sql_db", "ERROR") as logs,
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.store(whole)
        self.assert_no_buyer(logs.output)

    def failing(self, words):
        """A conflict at the first query that locks or writes rows of orders."""
        cursor = type(self.env.cr)
        execute = cursor.execute
        seen = []

        def fail(cr, query, params=None, **options):
            text = getattr(query, "code", query)
            if "laredoute_order" in text and any(word in text for word in words):
                seen.append(f"{text} {getattr(query, 'params', params)}")
                raise psycopg2.errors.SerializationFailure("others")
            return execute(cr, query, params, **options)

        return seen, patch.object(cursor, "execute", fail)

    def assert_locked(self, seen):
        """What fails first locks the rows, and would write nothing."""
        self.assertIn("FOR NO KEY UPDATE", seen[0])
        self.assertNotIn(" SET ", seen[0])
        self.assert_no_buyer(seen)

    def test_e10_two_workers_that_change_the_same_order(self):
        self.store(self.said)
        whole = self.say(self.said, "to_ship")
        seen, patched = self.failing(("UPDATE",))
        with patched, self.assertRaises(CONFLICT), self.env.cr.savepoint():
            self.store(whole)
        self.assert_locked(seen)

    def test_e10_a_person_who_has_it_decoded_again(self):
        whole = self.say(self.said, "to_ship")
        self.store(whole)
        inbox = self.inbox()
        inbox.billing_address = False
        self.env.flush_all()
        seen, patched = self.failing(("UPDATE",))
        with patched, self.assertRaises(CONFLICT), self.env.cr.savepoint():
            inbox._decode_again()
            self.env.flush_all()
        self.assert_locked(seen)

    def test_e10_what_did_not_change_is_neither_written_nor_locked(self):
        self.store(self.said)
        seen, patched = self.failing(("UPDATE", "INSERT"))
        with patched:
            self.store(self.said)
        self.assertFalse(seen)
