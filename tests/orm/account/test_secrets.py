# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where secrets go, whose they are, and that no error shows them or a buyer."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from odoo.addons.laredoute_connector.marketplace import errors
from odoo.addons.laredoute_connector.marketplace.records import AccessCheck, LineResult

from ..common import LaredouteCase, only_on_sellr

MANAGER = "base.group_user,laredoute_connector.group_laredoute_manager"
TOKEN = "t0k&n-of-orders"


@tagged("standard", "post_install", "-at_install")
class TestRedirect(LaredouteCase):
    """A manager may not read secrets, so may not have them sent somewhere either."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(cls.env, "redirect-manager", MANAGER)
        cls.account.write(
            {
                "login": "shop-login",
                "password": "s3cret",
                "sftp_user": "reports",
                "sftp_password": "s3cret-too",
                "sftp_host": "sftp.laredoute.example",
                "sftp_host_key": "ssh-ed25519 AAAAold",
            }
        )

    def refused(self, record, **values):
        with self.assertRaisesRegex(AccessError, "administrator"), self.undone():
            record.with_user(self.manager).write(values)

    def undone(self):
        return self.env.cr.savepoint()

    def test_e01_a_manager_does_not_redirect_the_tokens(self):
        for name in ("items_url", "offers_url", "orders_url"):
            self.refused(self.account, **{name: "https://evil.example/x"})

    def test_e01_nor_the_password_of_the_reports(self):
        self.refused(self.account, sftp_host="evil.example")
        self.refused(self.account, sftp_port=2222)
        self.refused(self.account, sftp_host_key="ssh-ed25519 AAAAevil")
        self.refused(self.account, sftp_host_key=False)

    def test_e01_nor_on_the_settings_themselves(self):
        settings = self.account.sellr_settings_id
        self.refused(settings, orders_url="https://evil.example/x")
        self.refused(settings, sftp_host="evil.example")

    @only_on_sellr("it has a server with a key")
    def test_e01_a_changed_key_of_the_server_is_not_taken_over_by_a_manager(self):
        with self.assertRaisesRegex(AccessError, "administrator"):
            self.account.with_user(self.manager).action_read_host_key()
        self.assertEqual(self.account.sftp_host_key, "ssh-ed25519 AAAAold")
        self.account.sftp_host_key = False
        self.account.with_user(self.manager).action_read_host_key()
        self.assertEqual(self.account.sftp_host_key, "ssh-ed25519 AAAAfake")

    def test_e01_what_redirects_nothing_is_a_managers(self):
        account = self.account.with_user(self.manager)
        account.write({"hub_id": "6", "orders_url": account.orders_url})
        account.write({"read_timeout": 30, "sftp_folder": "out"})
        empty = account.create({"name": "B"})
        empty.write({"orders_url": "https://b.example", "sftp_host": "b.example"})
        self.assertEqual(empty._settings().sftp_host, "b.example")

    def test_e01_an_administrator_changes_addresses(self):
        self.account.with_user(self.env.ref("base.user_admin")).write(
            {"orders_url": "https://test.example/orders"}
        )
        self.assertEqual(self.account.orders_url, "https://test.example/orders")

    @only_on_sellr("it has an address by service")
    def test_e01_secrets_travel_encrypted(self):
        self.account.write({"orders_url": "http://simulator:8080/orders"})
        with self.assertRaisesRegex(ValidationError, "https"), self.undone():
            self.account.write({"environment": "test"})
        self.account.write({"orders_url": "http://localhost:8080/orders"})
        self.account.write({"environment": "test"})
        for address in ("http://example.com/x", "ftp://example.com", "example.com"):
            with self.assertRaisesRegex(ValidationError, "https"), self.undone():
                self.account.items_url = address
            with self.assertRaisesRegex(ValidationError, "https"), self.undone():
                self.account.sellr_settings_id.offers_url = address


@tagged("standard", "post_install", "-at_install")
@only_on_sellr("its sellers have a number and a token")
class TestOneSeller(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.account.write({"vendor_id": "70123", "read_token": "read-70123"})

    def again(self, **values):
        return self.account.create({"name": "Encore", **values})

    def test_e04_a_second_account_of_the_seller_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "La Redoute FR.*twice"):
            self.again(vendor_id=" 70123 ")

    def test_e04_its_token_alone_gives_it_away(self):
        second = self.again(vendor_id="70124")
        with self.assertRaisesRegex(ValidationError, "twice") as caught:
            second.read_token = "read-70123"
        self.assertNotIn("read-70123", str(caught.exception))

    def test_e04_written_on_the_settings_it_is_refused_too(self):
        second = self.again()
        with self.assertRaisesRegex(ValidationError, "twice"):
            second.sellr_settings_id.vendor_id = "70123"

    def test_e04_an_archived_one_is_none_until_it_comes_back(self):
        self.account.active = False
        second = self.again(vendor_id="70123")
        with self.assertRaisesRegex(ValidationError, "Encore"):
            self.account.active = True
        second.active = False

    def test_e04_elsewhere_it_is_another_seller(self):
        self.again(vendor_id="70123", orders_url="https://test.example/orders")

    def test_e04_another_companys_account_is_not_named(self):
        company = self.env["res.company"].create(
            {"name": "Autre", "currency_id": self.env.ref("base.EUR").id}
        )
        values = {"company_id": company.id, "company_ids": [(6, 0, company.ids)]}
        user = new_test_user(self.env, "seller-elsewhere", MANAGER, **values)
        accounts = self.account.with_user(user).with_company(company)
        with self.assertRaisesRegex(ValidationError, "another company") as caught:
            accounts.create({"name": "Encore", "vendor_id": "70123"})
        self.assertNotIn("La Redoute FR", str(caught.exception))

    def test_e04_a_stored_duplicate_neither_starts_nor_is_tested(self):
        """As it may stand in a database that is older than the check."""
        second = self.again(vendor_id="70124")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE laredoute_sellr_settings SET vendor_id = '70123' WHERE id = %s",
            [second.sellr_settings_id.id],
        )
        self.env.invalidate_all()
        for button in ("start_testing", "go_live", "resume", "test_connection"):
            with self.assertRaisesRegex(ValidationError, "twice"):
                getattr(second, f"action_{button}")()
        second.action_pause()
        self.assertEqual(second.phase, "paused", "what stops it goes on working")


@tagged("standard", "post_install", "-at_install")
class TestEcho(LaredouteCase):
    """La Redoute's words of an error may repeat what was sent to it."""

    BUYER = (
        '<Name1>DUPONT Élise</Name1> {"Address1": "12 rue de l\'Épeule", "phone": '
        '"0612345678", "email": "mp+2026@web.redoute.fr"}'
    )
    HIDDEN = ("t0k", "DUPONT", "Épeule", "0612345678", "mp+2026")

    def setUp(self):
        super().setUp()
        self.account.write({"read_token": TOKEN, "password": "s3cret-password"})

    def echo(self, kind=errors.RefusedData, **words):
        text = f"bad key {TOKEN} or t0k&amp;n-of-orders for {self.BUYER}"
        return kind(f"refused: {text}", remote_message=text, **words)

    def assert_hidden(self, *texts):
        for text in texts:
            self.assertTrue(text)
            self.assertIn("***", text)
            for word in (*self.HIDDEN, "s3cret"):
                self.assertNotIn(word, text)

    def test_e03_a_reading_that_is_refused(self):
        self.market.fail["fetch_orders"] = [self.echo(), self.echo()]
        for _time in range(2):
            self.account._flow("fetch_orders").not_before = False
            self.run_flow("fetch_orders")
        flow = self.account._flow("fetch_orders")
        exchange = self.env["laredoute.exchange"].search([("kind", "=", "orders")])
        self.assert_hidden(
            flow.last_error,
            exchange.error_message,
            *exchange.activity_ids.mapped("note"),
            *self.account.activity_ids.mapped("note"),
        )

    def test_e03_an_error_without_words_of_la_redoute(self):
        self.market.fail["fetch_orders"] = [errors.RefusedData(f"no {TOKEN}")]
        self.run_flow("fetch_orders")
        self.assert_hidden(self.account._flow("fetch_orders").last_error)

    def test_e03_an_account_that_is_paused(self):
        error = self.echo(errors.WrongCredentials, code="http_401")
        self.market.fail["fetch_orders"] = [error]
        self.run_flow("fetch_orders")
        note = self.account.activity_ids.note
        self.assert_hidden(self.account.paused_reason, note)

    def test_e03_a_test_of_the_connection(self):
        self.market.checks = [AccessCheck("items", error=self.echo())]
        self.account.action_test_connection()
        self.assert_hidden(self.account.connection_check_ids.message)

    def test_e03_a_file_that_is_refused(self):
        self.make_listing()
        self.run_flow("check_listings")
        self.market.fail["send_products"] = [self.echo()]
        self.run_flow("send_products")
        exchange = self.env["laredoute.exchange"].search([("kind", "=", "products")])
        self.assert_hidden(
            exchange.error_message, *exchange.activity_ids.mapped("note")
        )

    @only_on_sellr("it accepts by line")
    def test_e03_a_line_that_is_refused(self):
        order = self.order(self.make_product())
        line_id = order.lines[0].remote_id
        self.market.results[line_id] = LineResult(
            line_id, accepted=False, message=str(self.echo())
        )
        self.read()
        self.run_flow("send_operations")
        operation = self.inbox().operation_ids
        self.assertEqual(operation.state, "refused")
        self.assert_hidden(operation.message)

    def test_e03_nothing_of_it_is_logged(self):
        self.market.fail["fetch_orders"] = [RuntimeError(TOKEN + self.BUYER)]
        with self.assertLogs("odoo.addons.laredoute_connector", "ERROR") as logs:
            self.run_flow("fetch_orders", bugs=True)
        for word in self.HIDDEN:
            self.assertNotIn(word, "".join(logs.output))
