# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the account takes from its platform, without opening it."""

from dataclasses import replace
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.platforms import PLATFORMS
from odoo.addons.laredoute_connector.marketplace.sellr.platform import SELLR
from odoo.addons.laredoute_connector.marketplace.settings import SellrSettings

from ..common import PLATFORM, LaredouteCase


@tagged("standard", "post_install", "-at_install")
class TestPlatform(LaredouteCase):
    def test_platforms_are_those_that_are_registered(self):
        values = [
            value
            for value, _label in self.env["laredoute.account"]
            ._fields["platform"]
            ._description_selection(self.env)
        ]
        self.assertEqual(values, list(PLATFORMS))
        self.assertIn(PLATFORM, values)

    def test_settings_are_the_account_s_fields_of_the_same_names(self):
        self.account.platform = "sellr"
        self.account.write({"login": "seller", "sftp_host": False, "hub_id": "6"})
        with patch.dict(PLATFORMS, {"sellr": SELLR}):
            settings = self.account._settings()
        self.assertIsInstance(settings, SellrSettings)
        self.assertEqual((settings.login, settings.hub_id), ("seller", "6"))
        self.assertEqual(settings.sftp_port, 22)
        self.assertEqual(settings.sftp_host, "")

    def test_a_report_server_decides_whether_there_are_answers(self):
        self.account.write({"platform": "sellr", "sftp_host": False})
        with patch.dict(PLATFORMS, {"sellr": SELLR}):
            self.assertFalse(self.account._capabilities().answers)
            self.account.sftp_host = "sftp.example"
            self.assertTrue(self.account._capabilities().answers)

    def test_capabilities_and_stored_orders_need_no_open_account(self):
        self.order(self.make_product())
        self.read()
        self.env["ir.config_parameter"].set_param("database.is_neutralized", True)
        order = self.inbox()
        with self.assertRaises(UserError):
            self.account._marketplace()
        self.assertTrue(self.account._capabilities().answer_within)
        decoded = self.account._platform().decode_order(order.source.encode())
        self.assertEqual(decoded.remote_id, order.remote_id)

    def test_without_answers_nothing_is_collected(self):
        silent = replace(self.market.capabilities, answers=False)
        with patch.object(self.market, "capabilities", silent):
            listing = self.make_listing()
            self.run_flow("check_listings", "send_products")
            self.report("products", listing.product_exchange_id)
            self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(listing.state, "sent")
        self.assertFalse(listing.overdue)

    def test_a_code_that_the_platform_lets_change_may_change(self):
        listing = self.make_listing()
        self.run_flow("check_listings", "send_products")
        with self.assertRaisesRegex(UserError, "never change"):
            listing.product_id.default_code = "OTHER"
        book = replace(self.market.rule_book, fixed=frozenset({"ean"}))
        free = replace(self.market.platform(), rule_book=book)
        with patch.dict(PLATFORMS, {PLATFORM: free}):
            listing.product_id.default_code = "OTHER"
        self.assertEqual(listing.product_id.default_code, "OTHER")
