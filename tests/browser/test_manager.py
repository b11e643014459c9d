# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the e-commerce manager sees and does, in French."""

import re

import pytest
from playwright.sync_api import expect

from .people import MANAGER

SERVICES = (
    "Produits (jeton de création des produits)",
    "Offres (identifiant, vendeur et hub)",
    "Lecture des commandes (jeton de lecture)",
    "Mise à jour des commandes (jeton de mise à jour)",
    "Comptes rendus (SFTP)",
)
TOKEN_REFUSED = "La Redoute refuse l’identifiant, le mot de passe ou le jeton"

NAME = "Robe Portefeuille Lin"


@pytest.fixture
def manager(shop, log_in):
    return log_in(MANAGER)


def open_account(person):
    """From the menu of apps to the account, by clicking."""
    person.open_app("La Redoute")
    person.look("dashboard")
    person.page.locator(".o_kanban_record").first.click()
    expect(person.page.locator(".o_form_view")).to_be_visible()


def check_line(person, service):
    return person.page.locator(
        "[name='connection_check_ids'] .o_data_row", has_text=service
    )


def test_each_service_and_token_is_tested_on_its_own(manager, market):
    open_account(manager)
    manager.look("account")
    manager.press("Tester la connexion")
    lines = manager.page.locator("[name='connection_check_ids'] .o_data_row")
    expect(lines).to_have_count(len(SERVICES))
    manager.look("connection-green")
    for service in SERVICES:
        line = check_line(manager, service)
        expect(line).to_have_class(re.compile("text-success"))
        expect(line.locator("input[type=checkbox]")).to_be_checked()

    market.control.expire_token("orders_read")
    manager.press("Tester la connexion")
    wrong = check_line(manager, SERVICES[2])
    expect(wrong).to_have_class(re.compile("text-danger"))
    manager.look("connection-red")
    expect(wrong).to_contain_text(TOKEN_REFUSED)
    expect(wrong.locator("input[type=checkbox]")).not_to_be_checked()
    for service in SERVICES[:2] + SERVICES[3:]:
        expect(check_line(manager, service)).to_have_class(re.compile("text-success"))
    expect(lines.locator("input:checked")).to_have_count(len(SERVICES) - 1)


class Follower:
    """The manager with two pages to go to: the account's health and a listing."""

    def __init__(self, person, shop):
        self.person = person
        self._account = f"laredoute/{shop.account_id}"
        self._listing = None

    def run_now(self, *works):
        """Bring the next run of these forward, on the account's page."""
        self.person.go(self._account)
        for work in works:
            self.person.run_now(work)
        self.person.look("run-now")

    def keep_listing(self):
        """Remember the address of the listing on screen, once the bar shows it."""
        expect(self.person.page).to_have_url(re.compile(r"/\d+$"))
        self._listing = self.person.page.url

    def listing_becomes(self, state):
        self.person.page.goto(self._listing)
        self.person.settle()
        self.person.reload_until(self.person.status, state)
        self.person.look(f"listing-{state}")


def select_from_form(person, product_id):
    """Select a product for La Redoute with the action of its form."""
    person.go(f"product.product/{product_id}")
    person.action("Référencer sur La Redoute")
    person.sees_notice("Choisis pour La Redoute")
    person.look("product-selected")


def test_a_product_is_followed_from_selected_to_live(manager, shop, market):
    product_id, ean = shop.make_product(stock=5, name=NAME)
    follower = Follower(manager, shop)
    with shop.held("check_listings", "send_products"):
        select_from_form(manager, product_id)
        manager.open_app("La Redoute")
        manager.open_menu("Produits", "Référencements")
        expect(manager.cell(NAME, "state")).to_have_text("Choisi")
        manager.look("listings")
        manager.cell(NAME, "state").click()
        expect(manager.status()).to_have_text("Choisi")
        follower.keep_listing()
        manager.look("listing-selected")
    with shop.held("send_products"):
        follower.run_now("Contrôler les référencements")
        follower.listing_becomes("Prêt")
    follower.run_now("Envoyer les produits")
    follower.listing_becomes("Envoyé")
    market.control.step(hours=49)
    with shop.held("send_offers"):
        follower.run_now("Récupérer les comptes rendus", "Appliquer les comptes rendus")
        follower.listing_becomes("Intégré")
    follower.run_now("Envoyer les offres")
    shop.wait_until(
        lambda: shop.search("exchange", ("kind", "=", "offers"), ("state", "=", "sent"))
    )
    market.control.step(hours=5)
    follower.run_now("Récupérer les comptes rendus", "Appliquer les comptes rendus")
    follower.listing_becomes("En ligne")
    assert market.control.item(ean)["live"]
    manager.open_app("La Redoute")
    manager.open_menu("Produits", "Référencements")
    badge = manager.cell(NAME, "state")
    expect(badge).to_have_text("En ligne")
    expect(badge.locator(".text-bg-success")).to_be_visible()
    manager.look("listings-live")


def test_an_order_shows_what_la_redoute_says_of_it(manager, shop):
    _product_id, ean, _listing = shop.make_live(stock=5)
    order_id = shop.to_ship(ean)
    manager.open_app("La Redoute")
    manager.look("dashboard-orders")
    manager.open_menu("Commandes", "Commandes")
    expect(manager.cell(order_id, "status")).to_have_text("À expédier")
    manager.look("orders")
    manager.cell(order_id, "remote_id").click()
    expect(manager.status()).to_have_text("À expédier")
    manager.look("order")
    manager.press("Bon de commande")
    badge = manager.field("laredoute_status")
    expect(badge).to_have_text("À expédier")
    expect(manager.field("laredoute_ref")).to_have_text(order_id)
    manager.look("sale-order")
