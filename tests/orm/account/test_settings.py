# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Settings that an account delegates to its platform's model."""

import psycopg2.errors

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.laredoute_connector.marketplace.records import AccessCheck
from odoo.addons.laredoute_connector.models.account.taxes import tax_for_rate

from ..common import LaredouteCase, only_on_sellr
from .test_access import SECRETS

PERCENTS = (20.0, 10.0, 5.5, 2.1)
ADDRESSES = ("items_url", "offers_url", "orders_url")
MANAGER = "base.group_user,laredoute_connector.group_laredoute_manager"


@tagged("standard", "post_install", "-at_install")
class TestSettings(LaredouteCase):
    def test_the_account_shows_them_as_its_own(self):
        account = self.account.create({"name": "B", "login": "l", "sftp_host": "s.fr"})
        settings = account.sellr_settings_id
        self.assertEqual((settings.login, settings.sftp_host), ("l", "s.fr"))
        self.assertEqual((account.hub_id, account.sftp_port), ("400", 22))
        account.write({"login": "other", "vendor_id": "70123"})
        self.assertEqual((settings.login, settings.vendor_id), ("other", "70123"))
        self.assertEqual(self.account.search([("vendor_id", "=", "70123")]), account)
        self.assertEqual(account._settings().login, "other")

    def test_a_copy_has_settings_of_its_own_without_what_is_the_sellers(self):
        self.account.write(
            {
                **dict.fromkeys(SECRETS, "secret"),
                "vendor_id": "70123",
                "sftp_host": "sftp.example",
                "sftp_host_key": "ssh-ed25519 AAAA",
                "items_url": "https://test.example/items",
                "sftp_folder": "out",
            }
        )
        copied = self.account.copy()
        self.assertNotEqual(copied.sellr_settings_id, self.account.sellr_settings_id)
        kept = copied.read(
            [*SECRETS, "vendor_id", "sftp_host", "sftp_host_key"], load=None
        )[0]
        kept.pop("id")
        self.assertFalse([name for name, value in kept.items() if value])
        self.assertEqual(copied.items_url, "https://test.example/items")
        self.assertEqual(copied.sftp_folder, "out")

    def test_they_go_with_their_account_and_not_before(self):
        account = self.account.copy()
        settings = account.sellr_settings_id
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.RestrictViolation),
            self.env.cr.savepoint(),
        ):
            settings.unlink()
        account.unlink()
        self.assertFalse(settings.exists())

    def test_two_accounts_share_none(self):
        values = {"name": "B", "sellr_settings_id": self.account.sellr_settings_id.id}
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
        ):
            self.account.create(values)

    def test_only_administrators_read_secrets_there_either(self):
        user = new_test_user(self.env, "settings-manager", MANAGER)
        settings = self.account.sellr_settings_id.with_user(user)
        self.assertEqual(settings.hub_id, "400")
        for name in SECRETS:
            with self.assertRaises(AccessError, msg=name):
                settings.read([name])
            with self.assertRaises(AccessError, msg=name):
                settings.search([(name, "=", "x")])
            with self.assertRaises(AccessError, msg=name):
                self.account.with_user(user).search([(name, "=", "x")])

    def test_a_manager_makes_an_account(self):
        user = new_test_user(self.env, "settings-manager", MANAGER)
        account = self.account.with_user(user).create({"name": "B", "vendor_id": "1"})
        self.assertEqual(account.sellr_settings_id.company_id, account.company_id)
        account.write({"vendor_id": "2"})
        self.assertEqual(account.sellr_settings_id.vendor_id, "2")

    def test_another_company_sees_none(self):
        company = self.env["res.company"].create(
            {"name": "Autre", "currency_id": self.env.ref("base.EUR").id}
        )
        stranger = new_test_user(
            self.env,
            "settings-stranger",
            MANAGER,
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        self.account.active = False
        settings = self.account.sellr_settings_id
        self.assertEqual(settings.company_id, self.company, "archived or not")
        with self.assertRaises(AccessError):
            settings.with_user(stranger).read(["vendor_id"])
        self.assertFalse(settings.with_user(stranger).search([]) & settings)

    def test_secrets_are_in_no_export(self):
        found = self.account.fields_get(attributes=["exportable"])
        shown = [name for name in SECRETS if found[name]["exportable"]]
        self.assertFalse(shown)
        self.assertTrue(found["vendor_id"]["exportable"])

    @only_on_sellr("it has an address by service")
    def test_sell_r_is_reached_at_three_addresses(self):
        for name in ADDRESSES:
            with (
                self.assertRaisesRegex(ValidationError, "three addresses"),
                self.env.cr.savepoint(),
            ):
                self.account[name] = False

    def test_reports_are_no_must(self):
        account = self.account.create({"name": "B", "sftp_host": False})
        self.assertEqual(account._settings().sftp_host, "")


@tagged("standard", "post_install", "-at_install")
class TestConnectionCheck(LaredouteCase):
    @only_on_sellr("its services have names of their own")
    def test_what_is_tried_has_a_sentence_by_platform(self):
        self.market.checks = [
            AccessCheck("items"),
            AccessCheck("sftp", details={"host_key": "SHA256:a", "reports": "3"}),
            AccessCheck("rights_of_tomorrow"),
        ]
        self.account.action_test_connection()
        checks = self.account.connection_check_ids
        self.assertEqual(
            checks.mapped("service"),
            ["Products (create items token)", "Reports (SFTP)", "rights_of_tomorrow"],
        )
        self.assertEqual(
            checks.mapped("message"),
            ["Works.", "Works. Server key SHA256:a, 3 reports waiting.", "Works."],
        )

    @only_on_sellr("its services have names of their own")
    def test_a_service_that_says_less_is_no_error(self):
        self.market.checks = [AccessCheck("sftp", details={"reports": "2"})]
        self.account.action_test_connection()
        self.assertIn("2 reports", self.account.connection_check_ids.message)


@tagged("standard", "post_install", "-at_install")
class TestTaxes(LaredouteCase):
    def test_percents_are_those_of_the_rules(self):
        rates = self.account._platform().rule_book.limits.vat_rates
        self.assertEqual([float(rate) for rate in rates], [0.2, 0.1, 0.055, 0.021])

    def test_an_account_finds_a_tax_for_each_rate(self):
        taxes = [tax_for_rate(self.account, percent) for percent in PERCENTS]
        self.assertEqual([tax.amount for tax in taxes], list(PERCENTS))
        self.assertTrue(all(tax.price_include and tax.active for tax in taxes))
        self.assertFalse(tax_for_rate(self.account, 7.0))
