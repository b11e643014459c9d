# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invoices by the account's policy, as accountant and manager have them."""

import pytest
from playwright.sync_api import expect

from .people import ACCOUNTANT, MANAGER

ORDER = "action-laredoute_connector.laredoute_order_action"
ACCOUNT = "action-laredoute_connector.laredoute_account_action"


@pytest.fixture
def paid(shop):
    """Two orders whose buyers paid; in Odoo the second has another price."""
    numbers = [shop.to_ship(shop.make_live(stock=5)[1]) for _each in range(2)]

    def change(env):
        order = env["laredoute.order"].search([("remote_id", "=", numbers[1])])
        lines = order.sale_order_id.order_line.filtered("laredoute_line_id")
        lines.price_unit -= 10
        order.account_id.write({"invoice_policy": "payment", "invoices_from": False})

    shop.change(change)
    shop.run("invoice_orders", "compare_orders")
    return [shop.search("order", ("remote_id", "=", number))[0] for number in numbers]


def test_orders_are_invoiced_and_a_total_that_differs_is_seen(paid, shop, log_in):
    good, bad = paid
    accountant = log_in(ACCOUNTANT)
    accountant.go(f"{ORDER}/{good}")
    expect(accountant.field("invoice_status")).to_have_text("Entièrement facturé")
    accountant.look("order-invoiced")
    accountant.look_at_phone("order-invoiced-phone")
    with accountant.elsewhere():
        accountant.page.locator("button[name='action_open_invoices']").click()
    number = number_of(shop, good)
    expect(accountant.page.locator(".o_breadcrumb")).to_contain_text(f"({number})")
    accountant.look("invoice")
    accountant.look_at_phone("invoice-phone")
    with accountant.elsewhere():
        accountant.page.locator("button[name='action_open_laredoute_order']").click()
    expect(accountant.field("remote_id")).to_have_text(number)

    accountant.go(f"{ORDER}/{bad}")
    shown = accountant.field("disagreement_ids")
    expect(shown).to_contain_text("Elle reste un brouillon")
    accountant.look("order-invoice-differs")
    accountant.look_at_phone("order-invoice-differs-phone")
    with accountant.elsewhere():
        shown.get_by_role("button", name="Ouvrir la facture").click()
    accountant.press("Confirmer")
    expect(accountant.page.locator("button[name='button_draft']")).to_be_visible()
    shop.run("compare_orders")
    with shop.env() as env:
        codes = env["laredoute.order"].browse(bad).disagreement_ids.mapped("code")
    assert codes == ["price_differs"]

    accountant.go(ORDER)
    accountant.page.locator(".o_data_row .o_list_record_selector").first.click()
    expect(
        accountant.page.get_by_role("button", name="Créer les factures")
    ).to_be_visible()
    accountant.look("orders-create-invoices")
    accountant.go("action-account.action_move_out_invoice_type")
    accountant.look("invoices")
    accountant.sees_no_error()


def test_a_manager_chooses_when_orders_are_invoiced(shop, log_in):
    manager = log_in(MANAGER)
    manager.go(f"{ACCOUNT}/{shop.account_id}")
    manager.open_tab("Factures et paiements")
    manager.page.get_by_label("Quand les marchandises sont parties").check()
    expect(manager.field("invoices_from")).to_be_visible()
    manager.look("account-invoices")
    manager.look_at_phone("account-invoices-phone")
    manager.sees_no_error()


def number_of(shop, order_id):
    with shop.env() as env:
        return env["laredoute.order"].browse(order_id).remote_id
