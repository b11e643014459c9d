# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who may see and do what; what a copy of the database may do."""

from pathlib import Path

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

import odoo.addons.laredoute_connector as addon
from odoo.addons.laredoute_connector.marketplace import errors
from odoo.addons.laredoute_connector.marketplace.records import AccessCheck
from odoo.addons.laredoute_connector.models.flow.flow import WORKERS

from ..common import LaredouteCase

SECRETS = (
    "login",
    "password",
    "items_token",
    "read_token",
    "update_token",
    "sftp_user",
    "sftp_password",
    "sftp_private_key",
)
#: reference lists and images belong to no company
SHARED = {
    # words of our own for every company
    "laredoute.reason",
    "laredoute.reference.import",
    "laredoute.reference.import.line",
    "laredoute.reference.staged",
    "laredoute.catalogue",
    "laredoute.department",
    "laredoute.category.attribute",
    "laredoute.category.mapping",
    "laredoute.brand.mapping",
    "laredoute.value.mapping",
    "laredoute.category",
    "laredoute.brand",
    "laredoute.attribute",
    "laredoute.attribute.value",
    "laredoute.image",
    # moments of everybody's work, without any content
    "laredoute.flow.wake",
    "laredoute.listing.stale",
    "laredoute.order.stale",
}


@tagged("standard", "post_install", "-at_install")
class TestAccess(LaredouteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = cls.make_users()
        cls.account.write(
            {"password": "s3cret-password", "items_token": "s3cret-token"}
        )

    def test_every_model_has_a_company_rule(self):
        models = self.env["ir.model"].search([("model", "=like", "laredoute.%")])
        concrete = models.filtered(
            lambda model: (
                not self.env[model.model]._abstract
                and not self.env[model.model]._transient
            )
        )
        without = concrete.filtered(
            lambda model: (
                not any(
                    "company_id" in (rule.domain_force or "") and rule.perm_read
                    for rule in model.rule_ids
                )
            )
        )
        self.assertEqual(set(without.mapped("model")), SHARED)

    def test_another_company_sees_nothing(self):
        other = self.env["res.company"].create({"name": "Autre société"})
        stranger = self.make_user("stranger", "manager", other)
        self.make_live(self.make_listing())
        self.order(self.make_product())
        self.read()
        self.run_flow("send_operations")
        for model in (
            "account",
            "listing",
            "exchange",
            "order",
            "order.line",
            "operation",
        ):
            records = self.env[f"laredoute.{model}"]
            self.assertTrue(records.search_count([]), model)
            self.assertFalse(records.with_user(stranger).search_count([]), model)
        with self.assertRaises(AccessError):
            self.account.with_user(stranger).read(["name"])

    def test_only_administrators_read_secrets(self):
        manager = self.as_user("manager", self.account)
        for name in SECRETS:
            with self.assertRaises(AccessError, msg=name):
                manager.read([name])
        self.assertFalse(set(SECRETS) & set(manager.fields_get()))
        self.assertFalse([name for name in SECRETS if self.account._fields[name].copy])

    def test_secrets_are_shown_nowhere(self):
        shown = repr(self.account._settings())
        self.assertNotIn("s3cret", shown)
        self.account.password = "an0ther-s3cret"
        bodies = "".join(self.account.message_ids.mapped("body"))
        self.assertNotIn("s3cret", bodies)

    def test_a_user_reads_and_retries_but_does_not_configure(self):
        account = self.as_user("user", self.account)
        self.assertTrue(account.name)
        with self.assertRaises(AccessError):
            account.name = "Other"
        with self.assertRaises(AccessError):
            self.as_user("user", self.env["laredoute.category"]).create(
                {"code": "S1", "name": "x"}
            )
        self.order("3599999999995")
        self.read()
        self.as_user("user", self.inbox()).action_retry()
        self.assertEqual(self.inbox().state, "new")
        with self.assertRaises(AccessError):
            self.as_user("nobody", self.inbox()).action_retry()
        with self.assertRaises(AccessError):
            self.as_user("user", self.inbox()).action_accept()
        listing = self.make_listing()
        with self.assertRaises(AccessError):
            self.as_user("user", listing).action_end()

    def test_a_manager_tests_the_connection_without_seeing_secrets(self):
        refused = errors.WrongCredentials("x", code="http_401", service="items")
        self.market.checks = [
            AccessCheck("items", error=refused),
            AccessCheck("offers"),
            AccessCheck("sftp", details={"reports": "2"}),
        ]
        account = self.as_user("manager", self.account)
        account.action_test_connection()
        lines = account.connection_check_ids
        self.assertEqual(lines.mapped("ok"), [False, True, True])
        self.assertIn("token", lines[0].message)
        account.action_test_connection()
        self.assertEqual(len(account.connection_check_ids), 3, "replaced")
        with self.assertRaises(AccessError):
            self.as_user("user", self.account).action_test_connection()

    def test_run_now_is_queued_for_working_accounts_only(self):
        wakes = self.env["laredoute.flow.wake"]
        flow = self.account._flow("fetch_orders")
        before = wakes.search_count([("flow_id", "=", flow.id)])
        account = self.as_user("manager", self.account)
        flow = self.as_user("manager", flow)
        flow.action_run_now()
        after = wakes.search_count([("flow_id", "=", flow.id)])
        self.assertEqual(after, before + 1)
        self.assertFalse(self.market.periods, "queued, not run")
        account.action_pause()
        with self.assertRaises(UserError):
            flow.action_run_now()

    def test_crons_sleep_until_an_account_works(self):
        crons = self.env["ir.cron"].browse(
            self.env.ref(f"laredoute_connector.ir_cron_flows_{number}").id
            for number in range(1, WORKERS + 1)
        )
        self.assertEqual(set(crons.mapped("active")), {True})
        self.account.action_back_to_setup()
        crons.invalidate_recordset()
        self.assertEqual(set(crons.mapped("active")), {False})
        self.account.action_start_testing()
        crons.invalidate_recordset()
        self.assertEqual(set(crons.mapped("active")), {True})

    def test_switches_stop_their_flows(self):
        self.account.switch_orders = False
        self.read()
        self.assertFalse(self.market.periods)
        self.account.switch_listings = False
        self.make_listing()
        self.run_flow("check_listings", "send_products")
        self.assertFalse(self.market.files)

    def test_a_live_account_leaves_an_hour_between_offer_files(self):
        with self.assertRaises(ValidationError):
            self.account.environment = "live"

    def test_one_account_that_fails_does_not_hold_the_next(self):
        second = self.account.copy({"name": "La Brand Boutique", "phase": "testing"})
        self.assertFalse(second.password, "secrets are not copied")
        self.market.fail["fetch_orders"] = [RuntimeError("bug")]
        with self.assertLogs("odoo.addons.laredoute_connector", "ERROR"):
            self.run_flow("fetch_orders", bugs=True)
        self.assertEqual(len(self.market.periods), 2)
        self.assertIn("RuntimeError", self.account.last_error)
        self.assertFalse(second.last_error)
        self.assertTrue(second.orders_read_at)


@tagged("standard", "post_install", "-at_install")
class TestNeutralized(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.env["ir.config_parameter"].set_param("database.is_neutralized", True)

    def test_buttons_refuse_to_talk(self):
        with self.assertRaisesRegex(UserError, "copy"):
            self.account.action_test_connection()
        with self.assertRaisesRegex(UserError, "copy"):
            self.account.action_read_host_key()

    def test_the_sql_empties_secrets_and_pauses(self):
        self.account.write(dict.fromkeys(SECRETS, "secret"))
        self.account.sftp_host = "sftp.example"
        self.env.flush_all()
        sql = Path(addon.__path__[0], "data", "neutralize.sql").read_text()
        self.env.cr.execute(sql)
        self.env.invalidate_all()
        values = self.account.read([*SECRETS, "sftp_host", "phase", "environment"])[0]
        self.assertFalse([name for name in SECRETS if values[name]])
        self.assertFalse(values["sftp_host"])
        self.assertEqual(values["phase"], "paused")
        self.assertEqual(values["environment"], "test")
