# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The manager fixes a blocked product from what its page says, in French."""

import pytest
from playwright.sync_api import expect

from .people import MANAGER

NAME = "robe portefeuille lin"
CAPITALS = "Robe Portefeuille Lin"


@pytest.fixture
def manager(shop, log_in):
    return log_in(MANAGER)


def open_page(person, template_id):
    person.go(f"product.template/{template_id}")
    person.open_tab("La Redoute")


def finding(person, text):
    return person.page.locator(
        "[name='laredoute_problem_ids'] .o_data_row", has_text=text
    )


def preview(person):
    person.press("Aperçu")
    shown = person.page.locator(".o_laredoute_preview")
    expect(shown).to_be_visible()
    return shown


def make_blocked(shop):
    """A product without EAN whose title lacks capitals; its check is done."""
    product_id, _ean = shop.make_product(stock=5, name=NAME, barcode=False)
    listing_id = shop.choose(product_id)
    shop.run("check_listings")
    assert shop.read("listing", listing_id, "state") == "blocked"
    with shop.env() as env:
        return env["product.product"].browse(product_id).product_tmpl_id.id, listing_id


def test_a_blocked_product_is_fixed_from_its_page(manager, shop):
    template_id, listing_id = make_blocked(shop)
    open_page(manager, template_id)
    manager.look("product-page-blocked")
    shown = preview(manager)
    expect(shown).to_contain_text("Retenu")
    expect(shown).to_contain_text(NAME)
    manager.look("preview-blocked")
    manager.page.locator(".modal .btn-close").click()
    expect(manager.page.locator(".modal")).to_have_count(0)
    # the title is fixed at once
    finding(manager, "majuscule").get_by_role("button", name="Corriger").click()
    manager.sees_notice(CAPITALS)
    manager.open_tab("La Redoute")
    title = manager.field("laredoute_title").locator("input")
    expect(title).to_have_value(CAPITALS)
    # the counter follows what is typed, without waiting for the server
    counter = manager.field("laredoute_title").locator(".o_laredoute_counter")
    expect(counter).to_have_text("21 / 36")
    title.press("End")
    title.press_sequentially(" Lavé")
    expect(counter).to_have_text("26 / 36")
    # the EAN is written where the finding leads
    with manager.elsewhere():
        # what was typed is saved first, then another form takes this one's place
        finding(manager, "EAN").get_by_role("button", name="Corriger").click()
    manager.open_tab("Informations générales")
    manager.field("barcode").locator("input").fill("3700000999997")
    manager.page.locator(".o_form_button_save").click()
    expect(manager.page.locator(".o_form_button_save")).to_be_hidden()
    shop.run("check_listings")
    assert shop.read("listing", listing_id, "has_error") is False
    open_page(manager, template_id)
    expect(manager.page.locator("[name='laredoute_problem_ids']")).to_have_count(0)
    shown = preview(manager)
    expect(shown).to_contain_text("3700000999997")
    expect(shown).to_contain_text(f"{CAPITALS} Lavé")
    image = shown.locator("img.o_laredoute_thumbnail")
    expect(image).to_have_count(1)
    expect(image).to_have_js_property("complete", True)
    manager.look("preview-fixed")


def test_what_is_to_fix_is_grouped_by_problem(manager, shop):
    make_blocked(shop)
    manager.open_app("La Redoute")
    manager.open_menu("Produits", "Produits à corriger")
    group = manager.page.locator(".o_group_header", has_text="EAN manquant")
    group.click()
    manager.look("findings")
    row = manager.row(NAME).first
    expect(row).to_contain_text("Écrire les codes")
    row.get_by_role("button", name="Corriger").click()
    expect(manager.page.locator(".o_form_view [name='name']").first).to_be_visible()
    manager.sees_no_error()
