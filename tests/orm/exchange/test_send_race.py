# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What changes between the check, the file and La Redoute's answer."""

from unittest.mock import patch

import psycopg2.errors

from odoo.tests import tagged

from ..common import LaredouteCase, only_on_sellr, refused


@tagged("standard", "post_install", "-at_install")
class TestSendRace(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.listing = self.make_listing()
        self.product = self.listing.product_id

    def test_what_changed_since_its_check_is_checked_before_it_goes(self):
        self.run_flow("check_listings")
        self.product.product_tmpl_id.laredoute_brand_id = False
        self.run_flow("send_products")
        self.assertEqual(self.listing.state, "blocked")
        self.assertFalse(self.market.files, "it would have been refused")

    def test_what_was_never_checked_is_checked_and_goes(self):
        self.run_flow("send_products")
        self.assertEqual(self.listing.state, "sent")

    def test_while_another_checks_the_stale_wait_but_not_a_day(self):
        self.run_flow("check_listings")
        other = self.make_listing()
        self.run_flow("check_listings")
        self.product.name = "Robe Mal Lue"
        self.forget_wakes("send_products")
        # the checker is at work: it holds the lock and has not come so far
        with patch.object(type(self.listing), "_check_stale", lambda *_arguments: None):
            self.run_flow("send_products")
        self.assertEqual((self.listing.state, other.state), ("ready", "sent"))
        self.assertTrue(self.wakes("send_products"))

    def test_a_check_that_fails_holds_nothing_that_is_right(self):
        self.run_flow("check_listings")
        self.make_listing()

        def broken(*_arguments):
            raise RuntimeError("bug")

        with (
            patch.object(type(self.listing), "_check_stale", broken),
            self.assertLogs("odoo.addons.laredoute_connector", "ERROR"),
        ):
            self.run_flow("send_products", bugs=True)
        self.assertEqual(self.listing.state, "sent")

    @only_on_sellr("it reports again on what it has answered")
    def test_a_report_that_contradicts_an_earlier_refusal(self):
        """La Redoute has it after all: its codes are fixed again."""
        self.run_flow("check_listings", "send_products")
        exchange = self.listing.product_exchange_id
        self.report("products", exchange, self.refusal())
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(self.listing.state, "rejected")
        self.assertFalse(self.listing._is_sent())
        self.report("products", exchange)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(self.listing.state, "integrated")
        self.assertTrue(self.listing._is_sent())

    def test_what_is_ended_on_its_way_and_then_refused_is_ended(self):
        self.run_flow("check_listings", "send_products")
        self.listing.action_end()
        self.report("products", self.listing.product_exchange_id, self.refusal())
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(self.listing.state, "ended")
        self.listing.action_select()
        self.run_flow("check_listings", "send_products")
        self.assertEqual(self.listing.state, "sent")

    def test_a_brand_confirmed_while_its_product_is_checked_first(self):
        """Nothing shows yet that the listing has the brand: it is checked again."""
        self.account.brand_source = "category"
        self.product.categ_id = self.env["product.category"].create({"name": "Maison"})
        mapping = self.env["laredoute.brand.mapping"].create(
            {"name": self.product.categ_id.display_name}
        )
        mapping.brand_id = self.brand
        self.env.cr.flush()
        stale = self.env["laredoute.listing.stale"]
        ((_account, _rows, scopes),) = stale._scopes(self.account)
        found = [scope for scope in scopes if mapping.name in str(scope)]
        self.assertTrue(found, "the next check looks up whom it concerns by then")

    def test_an_account_paused_while_its_file_is_made_sends_nothing(self):
        self.run_flow("check_listings")
        queue = type(self.listing)._queue_products

        def paused_meanwhile(listings, account):
            exchange = queue(listings, account)
            account.action_pause()
            return exchange

        with patch.object(type(self.listing), "_queue_products", paused_meanwhile):
            self.run_flow("send_products")
        self.assertFalse(self.market.files)
        self.assertEqual(self.listing.product_exchange_id.state, "queued")
        self.account.action_resume()
        self.run_flow("send_products")
        self.assertEqual(self.listing.state, "sent")

    def stop_meanwhile(self, **values):
        """The account changes after its file was made and before it is sent."""
        self.run_flow("check_listings")
        queue = type(self.listing)._queue_products

        def stopped(listings, account):
            exchange = queue(listings, account)
            account.write(values)
            return exchange

        with patch.object(type(self.listing), "_queue_products", stopped):
            self.run_flow("send_products")
        self.assertEqual(self.listing.product_exchange_id.state, "queued")
        self.assertFalse(self.market.files)

    def test_an_account_set_back_while_its_file_is_made_sends_nothing(self):
        self.stop_meanwhile(phase="setup")

    def test_an_account_archived_while_its_file_is_made_sends_nothing(self):
        self.stop_meanwhile(active=False)

    def refusal(self):
        return refused(
            ean=self.listing.ean, sku=self.listing.sku, code="X", text="Refusé"
        )

    def test_two_processes_that_make_one_row_are_a_conflict_not_a_bug(self):
        mappings = self.env["laredoute.brand.mapping"]
        mappings.create({"name": "Maison"})
        self.env.flush_all()
        unseen = mappings.browse()
        with (
            patch.object(type(mappings), "search", lambda *_args, **_kw: unseen),
            self.assertRaises(psycopg2.errors.SerializationFailure),
            self.env.cr.savepoint(),
        ):
            mappings._of_sources(self.account.catalogue_id, {"Maison"})
