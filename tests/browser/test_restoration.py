# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A backup is read in: the account says so, and one page asks what this database is."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from odoo.addons.laredoute_connector.models.restoration import identity

from .people import MANAGER

ACCOUNT = "action-laredoute_connector.laredoute_account_action"


@pytest.fixture
def restored(shop):
    """The shop some hours after its last work, in a database that is another one."""
    _product_id, ean, _listing = shop.make_live(stock=5)
    shop.place(ean)

    def read_backup(env):
        known = identity.known_identity(env)
        identity.note_identity(env, known._replace(database="1"))
        for flow in env["laredoute.flow"].search([("last_run_at", "!=", False)]):
            flow.last_run_at -= timedelta(hours=5)

    shop.change(read_backup)
    shop.run("fetch_orders")
    assert phase(shop) == "restored"
    return shop


def phase(shop):
    return shop.read("account", shop.account_id, "phase")


def is_read(shop):
    with shop.env() as env:
        found = env["laredoute.restoration"].search(
            [("account_id", "=", shop.account_id), ("state", "=", "open")]
        )
        return found.reading == "done"


def test_a_manager_says_that_the_restored_database_goes_on(restored, log_in):
    manager = log_in(MANAGER)
    manager.go(f"{ACCOUNT}/{restored.account_id}")
    banner = manager.page.locator(".alert", has_text="restaurée").first
    expect(banner).to_be_visible()
    manager.look("restored")
    manager.look_at_phone("restored-phone")

    restored.run("sweep_orders", "process_orders")
    restored.wait_until(lambda: is_read(restored))
    with manager.elsewhere():
        manager.press("Voir ce qui a été constaté")
    manager.page.locator(".o_data_row").first.click()
    goes_on = manager.page.get_by_role("button", name="Cette base continue")
    expect(goes_on).to_be_visible()
    manager.look("restoration")
    manager.look_at_phone("restoration-phone")
    goes_on.click()
    manager.page.locator(".modal-footer .btn-primary").click()
    expect(manager.status()).to_have_text("Continue")
    manager.look("restoration-answered")
    assert phase(restored) == "testing"
    manager.sees_no_error()
