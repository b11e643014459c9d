# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Refunds, rules and refusals, as manager and accountant have them."""

import pytest
from playwright.sync_api import expect

from .people import ACCOUNTANT, MANAGER

ORDER = "action-laredoute_connector.laredoute_order_action"
REFUND = "action-laredoute_connector.laredoute_refund_action"


def choose(person, field, text):
    """Choose a record in a field of the form, or the dialogue, on screen."""
    box = person.page.locator(f".o_form_view [name='{field}'] input").last
    box.fill(text)
    person.page.locator(".o-autocomplete--dropdown-item", has_text=text).first.click()


@pytest.fixture
def left(shop):
    """An order of two products that left, was invoiced, and of which one came back."""
    eans = [shop.make_live(stock=5)[1] for _each in range(2)]
    remote_id = shop.to_ship(*eans, quantity=2)
    shop.ship(remote_id)
    shop.run("send_operations", "fetch_orders", "process_orders")

    def comes_back(env):
        order = env["laredoute.order"].search([("remote_id", "=", remote_id)])
        sale = order.sale_order_id
        sale._create_invoices().action_post()
        picking = sale.picking_ids
        wizard = env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves[:1].quantity = 1
        back = wizard._create_return()
        back.move_ids.write({"quantity": 1, "picked": True})
        back.button_validate()

    shop.change(comes_back)
    shop.run("compare_orders")
    (order_id,) = shop.search("order", ("remote_id", "=", remote_id))
    return remote_id, order_id


def test_what_came_back_is_refunded_and_credited(left, shop, log_in):
    remote_id, order_id = left
    manager = log_in(MANAGER)
    manager.go(f"{ORDER}/{order_id}")
    shown = manager.field("disagreement_ids")
    expect(shown).to_contain_text("La Redoute en rembourse 0")
    manager.look("order-returned")
    shown.get_by_role("button", name="Rembourser").click()
    dialogue = manager.page.locator(".modal-dialog")
    expect(dialogue).to_contain_text("La Redoute examine la demande")
    choose(manager, "reason_id", "Renvoyé par l'acheteur")
    manager.look("refund-request")
    manager.look_at_phone("refund-request-phone")
    dialogue.get_by_role("button", name="Demander le remboursement").click()
    expect(manager.page.locator(".o_field_statusbar")).to_contain_text("À transmettre")
    manager.look("refund-queued")
    shop.run("send_operations", "follow_refunds")
    for _step in range(3):
        shop.sim.control.next("refund step")
        shop.run("fetch_orders", "process_orders")
    shop.run("compare_orders")
    (refund_id,) = shop.search("refund", ("order_id", "=", order_id))
    manager.go(f"{REFUND}/{refund_id}")
    expect(manager.status()).to_have_text("Remboursé")
    manager.look("refund")
    manager.look_at_phone("refund-phone")
    manager.go(REFUND)
    expect(manager.row(remote_id)).to_contain_text("Remboursé")
    manager.look("refunds")
    manager.look_at_phone("refunds-phone")
    manager.sees_no_error()

    accountant = log_in(ACCOUNTANT)
    accountant.go(f"{REFUND}/{refund_id}")
    accountant.look("refund-to-credit")
    with accountant.elsewhere():
        accountant.press("Créer l'avoir")
    expect(accountant.field("laredoute_refund_id")).to_contain_text(remote_id)
    accountant.look("credit-note")
    accountant.press("Confirmer")
    expect(accountant.page.locator("button[name='button_draft']")).to_be_visible()
    accountant.sees_no_error()
    shop.run("compare_orders")
    assert shop.order(remote_id, "agreement") == "agree"


def test_a_refused_refund_says_what_to_do(left, shop, log_in):
    remote_id, order_id = left
    manager = log_in(MANAGER)
    manager.go(f"{ORDER}/{order_id}")
    header = manager.page.locator(".o_statusbar_buttons")
    header.get_by_role("button", name="Rembourser").click()
    dialogue = manager.page.locator(".modal-dialog")
    dialogue.get_by_role("button", name="Commande entière").click()
    expect(dialogue.locator("[name='amount']").last).not_to_contain_text("0,00")
    choose(manager, "reason_id", "Geste commercial")
    manager.look("refund-request-whole")
    dialogue.get_by_role("button", name="Demander le remboursement").click()
    expect(dialogue).to_have_count(0)
    shop.run("send_operations", "follow_refunds")
    for line in shop.sim.control.order(remote_id)["lines"]:
        shop.sim.control.refuse_refund(line["line_id"], "expired card")
    shop.run("fetch_orders", "process_orders", "compare_orders")
    (refund_id,) = shop.search("refund", ("order_id", "=", order_id))
    manager.go(f"{REFUND}/{refund_id}")
    expect(manager.page.locator(".alert-danger")).to_contain_text("carte")
    manager.look("refund-refused")
    manager.look_at_phone("refund-refused-phone")
    manager.press("Demander à nouveau")
    expect(manager.status()).to_have_text("À transmettre")
    manager.sees_no_error()


def test_an_order_is_refused_with_a_reason_and_by_a_rule(shop, log_in):
    shop.write("account", [shop.account_id], acceptance_policy="manual")
    eans = [shop.make_live(stock=5)[1] for _each in range(2)]
    remote_id, _lines = shop.place(*eans)
    shop.run("fetch_orders", "process_orders", "compare_orders")
    (order_id,) = shop.search("order", ("remote_id", "=", remote_id))
    manager = log_in(MANAGER)
    manager.go(f"{ORDER}/{order_id}")
    manager.look("order-to-decide")
    row = manager.page.locator("[name='line_ids'] .o_data_row").first
    row.locator("button[name='action_refuse']").click()
    dialogue = manager.page.locator(".modal-dialog")
    expect(dialogue).to_contain_text("La Redoute écrit à l’acheteur")
    choose(manager, "reason_id", "Erreur de prix")
    manager.look("decline")
    manager.look_at_phone("decline-phone")
    dialogue.get_by_role("button", name="Informer La Redoute").click()
    expect(dialogue).to_have_count(0)
    manager.sees_no_error()

    manager.go("action-laredoute_connector.laredoute_order_rule_action")
    manager.look("rules-empty")
    manager.press("Nouveau")
    manager.page.locator("[name='name'] input").fill("Commandes de plus de 100 €")
    manager.page.locator("[name='amount_above'] input").fill("100")
    manager.page.get_by_label("La laisser à une personne").check()
    manager.look("rule")
    manager.look_at_phone("rule-phone")
    manager.page.locator("[name='name'] input").fill("Commandes de plus de 100 €")
    manager.page.locator("[name='amount_above'] input").fill("100")
    choose(manager, "account_id", "La Redoute")
    manager.page.locator(".o_form_button_save").click()
    with manager.elsewhere():
        manager.press("Essayer sur les commandes passées")
    expect(manager.page.locator(".o_data_row").first).to_be_visible()
    manager.look("rule-trial")
    manager.look_at_phone("rule-trial-phone")
    manager.go("action-laredoute_connector.laredoute_order_action?view_type=calendar")
    manager.look("orders-calendar")
    manager.sees_no_error()


def test_what_a_rule_left_to_a_person_is_answered_from_its_alarm(shop, log_in):
    rule = {"name": "Commandes de plus de 100 €", "amount_above": 100, "action": "hold"}
    rule["account_id"] = shop.account_id
    shop.change(lambda env: env["laredoute.order.rule"].create(rule))
    ean = shop.make_live(stock=5)[1]
    remote_id, _lines = shop.place(ean, quantity=3)
    shop.run("fetch_orders", "process_orders", "compare_orders")
    (order_id,) = shop.search("order", ("remote_id", "=", remote_id))
    manager = log_in(MANAGER)
    manager.go(f"{ORDER}/{order_id}")
    shown = manager.field("disagreement_ids")
    expect(shown).to_contain_text("La règle « Commandes de plus de 100 € »")
    manager.look("order-held")
    manager.look_at_phone("order-held-phone")
    shown.get_by_role("button", name="Accepter").click()
    dialogue = manager.page.locator(".modal-dialog")
    expect(dialogue).to_contain_text("débite l'acheteur")
    dialogue.locator(".modal-footer .btn-primary").click()
    manager.sees_notice("La Redoute en est informée")
    shop.run("process_orders", "compare_orders")
    manager.page.reload()
    expect(shown).to_have_count(0)
    manager.sees_no_error()
