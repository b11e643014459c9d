# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute paid, as somebody has it who keeps the books and nothing else."""

import base64

import pytest
from playwright.sync_api import expect

from ..e2e.books import keep_books
from .people import BOOKKEEPER

PAID = "action-laredoute_connector.laredoute_order_action_paid"
SHOPS = "action-laredoute_connector.laredoute_books_settings_action"


@pytest.fixture
def bought(shop):
    """Two orders that left and are not paid yet; the first has its invoice."""
    eans = [shop.make_live(stock=9)[1] for _each in range(2)]
    orders = [shop.to_ship(*eans, quantity=2) for _each in range(2)]
    for remote_id in orders:
        shop.ship(remote_id)
    shop.run("send_operations", "fetch_orders", "process_orders")

    def invoice(env):
        order = env["laredoute.order"].search([("remote_id", "=", orders[0])])
        order.sale_order_id._create_invoices().action_post()

    shop.change(invoice)
    return orders


def test_what_is_paid_is_registered(bought, shop, log_in):
    keeper = log_in(BOOKKEEPER)
    keeper.go(PAID)
    expect(keeper.page.locator(".o_view_nocontent")).to_contain_text("rien payé")
    keeper.look("paid-empty")
    keeper.go(SHOPS)
    keeper.look("shops")
    keeper.page.locator(".o_data_row").last.locator("[name='name']").click()
    keeper.press("Créer le journal de La Redoute")
    expect(keeper.field("clearing_journal_id").locator("input")).not_to_have_value("")
    since = keeper.field("books_from").locator("input")
    since.fill("01/11/2026")
    since.press("Tab")
    keeper.page.locator(".o_form_button_save").click()
    expect(keeper.page.locator(".o_form_button_save")).to_be_hidden()
    keeper.look("shop-books")
    keeper.look_at_phone("shop-books-phone")

    shop.sim.control.pay_out()
    shop.run("fetch_orders", "process_orders", "register_payments")
    keeper.go(PAID)
    expect(keeper.row(bought[0])).to_be_visible()
    expect(keeper.cell(bought[0], "to_register")).to_contain_text("0,00")
    expect(keeper.cell(bought[1], "to_register")).not_to_contain_text("0,00")
    keeper.look("paid")
    keeper.look_at_phone("paid-phone")
    keeper.go(PAID)
    keeper.row(bought[1]).locator("[name='remote_id']").click()
    expect(keeper.page.locator(".alert-warning")).to_contain_text("Comptabilisez")
    keeper.press("Enregistrer les paiements")
    keeper.sees_notice("Comptabilisez la facture")
    keeper.look("paid-without-invoice")

    def invoice(env):
        order = env["laredoute.order"].search([("remote_id", "=", bought[1])])
        order.sale_order_id._create_invoices().action_post()

    shop.change(invoice)
    keeper.press("Enregistrer les paiements")
    expect(keeper.field("to_register")).to_contain_text("0,00")
    keeper.open_tab("Paiements")
    expect(keeper.field("payment_ids").locator(".o_data_row")).to_have_count(1)
    keeper.look("paid-order")
    keeper.look_at_phone("paid-order-phone")
    keeper.sees_no_error()


PAYOUTS = "action-laredoute_connector.laredoute_settlement_action"


@pytest.fixture
def keeping(bought, shop):
    """Both orders are paid, and the books know La Redoute; a payout does not fit."""
    shop.sim.control.pay_out()
    shop.run("fetch_orders", "process_orders")

    def enter(env):
        account = env["laredoute.account"].browse(shop.account_id)
        settings = keep_books(account, books_from="2026-11-01")
        wrong = [("sale", 239.6, bought[0]), ("sale", 59.9, "1-2026.001.0000042")]
        env["laredoute.settlement"].create(
            {
                "name": "2026-12-01",
                "books_settings_id": settings.id,
                "total": 250,
                "line_ids": [
                    (0, 0, {"kind": kind, "amount": amount, "order_ref": ref})
                    for kind, amount, ref in wrong
                ],
            }
        )

    shop.change(enter)
    return bought


def test_a_payout_is_checked_and_posted(keeping, shop, log_in, tmp_path):
    keeper = log_in(BOOKKEEPER)
    keeper.go(PAYOUTS)
    keeper.row("2026-12-01").locator("[name='name']").click()
    keeper.press("Rapprocher")
    expect(keeper.page.locator(".alert-warning").nth(1)).to_contain_text("lignes")
    keeper.look("payout-wrong")
    keeper.look_at_phone("payout-wrong-phone")
    keeper.go("action-laredoute_connector.laredoute_order_action_owed")
    expect(keeper.page.locator(".o_group_header")).to_contain_text("2026")
    keeper.page.locator(".o_group_header").click()
    expect(keeper.row(keeping[0])).to_be_visible()
    keeper.look("owed")
    keeper.look_at_phone("owed-phone")
    name = _import_a_statement(keeper, shop, tmp_path)
    keeper.press("Comptabiliser")
    expect(keeper.status()).to_have_text("Comptabilisé")
    keeper.look("payout-posted")
    keeper.page.locator("button[name='action_open_entry']").click()
    expect(keeper.page.locator(".o_form_view")).to_contain_text(name)
    keeper.look("payout-entry")
    _read_a_wrong_statement(keeper, tmp_path)
    _close_the_month(keeper)
    keeper.go(PAYOUTS)
    keeper.look("payouts")
    keeper.look_at_phone("payouts-phone")
    keeper.sees_no_error()


def _close_the_month(keeper):
    """What is left is listed with who does what; nothing closes in silence."""
    keeper.go("action-laredoute_connector.laredoute_books_point_action")
    group = keeper.page.locator(".o_group_header", has_text="Versement à comptabiliser")
    group.click()
    expect(keeper.row("2026-12-01")).to_contain_text("Vérifiez ses lignes")
    keeper.look("to-settle")
    keeper.look_at_phone("to-settle-phone")
    keeper.go("action-laredoute_connector.laredoute_books_closing_action")
    keeper.look("month-ends-empty")
    keeper.press("Nouveau")
    keeper.page.locator(".o_form_button_save").click()
    expect(keeper.field("name")).to_contain_text("2026")
    keeper.look("month-end")
    keeper.press("Clôturer le mois")
    keeper.page.get_by_role("button", name="Ok").click()
    expect(keeper.status()).to_have_text("Clôturée")
    keeper.look("month-end-closed")
    keeper.look_at_phone("month-end-closed-phone")


def _read_a_wrong_statement(keeper, folder):
    """The columns are known by now; what is wrong is shown before anything is made."""
    (known,) = folder.glob("*.csv")
    lines = known.read_bytes().decode("utf-8-sig").splitlines()
    at = next(at for at, line in enumerate(lines) if ";Vente;" in line)
    wrong = lines[at].rpartition(";")[0] + ";119,8O"
    content = "\n".join([*lines[: at + 1], lines[at], wrong, *lines[at + 1 :]])
    path = folder / "wrong.csv"
    path.write_bytes(content.encode())
    keeper.go(PAYOUTS)
    keeper.press("Importer un relevé")
    dialogue = keeper.page.locator(".modal-dialog")
    dialogue.locator("input[type=file]").set_input_files(path)
    dialogue.get_by_role("button", name="Lire").click()
    result = dialogue.locator("[name='result']")
    expect(result.locator(".alert-warning").first).to_contain_text("illisibles")
    expect(result).to_contain_text("119,8O")
    keeper.look("statement-wrong")
    keeper.look_at_phone("statement-wrong-phone")
    dialogue.get_by_role("button", name="Annuler").click()


def _import_a_statement(keeper, shop, folder):
    """La Redoute's statement becomes a payout, its columns said by a person."""
    control = shop.sim.control
    payout = control.payouts()[-1]["payout_id"]
    found = control.payout_file(payout, "types")
    path = folder / found["name"]
    path.write_bytes(base64.b64decode(found["content"]))
    refused = folder / "releve.pdf"
    refused.write_bytes(b"%PDF-1.7")
    keeper.go(PAYOUTS)
    keeper.press("Importer un relevé")
    dialogue = keeper.page.locator(".modal-dialog")
    keeper.look("statement-file")
    chooser = dialogue.locator("input[type=file]")
    chooser.set_input_files(refused)
    dialogue.get_by_role("button", name="Lire").click()
    keeper.page.get_by_role("dialog").get_by_text("C’est un PDF.").wait_for()
    keeper.look("statement-refused")
    keeper.page.get_by_role("button", name="Fermer").last.click()
    chooser.set_input_files(path)
    dialogue.get_by_role("button", name="Lire").click()
    columns = dialogue.locator("[name='column_ids']")
    expect(columns).to_contain_text("N° de commande")
    keeper.look("statement-columns")
    keeper.look_at_phone("statement-columns-phone")
    dialogue.get_by_role("button", name="Vérifier").click()
    expect(dialogue.locator("[name='result']")).to_contain_text("Commission")
    keeper.look("statement-check")
    keeper.look_at_phone("statement-check-phone")
    name = dialogue.locator("[name='name'] input").input_value()
    dialogue.get_by_role("button", name="Importer").click()
    expect(dialogue).to_have_count(0)
    expect(keeper.field("name").locator("input")).to_have_value(name)
    keeper.look("payout-imported")
    return name
