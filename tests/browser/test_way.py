# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""From an empty account to ten products integrated, as the user guide shows it.

The user guide's screenshots are made by this test:
``LAREDOUTE_GUIDE=$PWD/docs/images make test-browser ARGS="-k test_way"``.
"""

import re

import pytest
from playwright.sync_api import expect

from laredoute_simulator.reference import write_csv

from . import way_catalogue as shop
from .people import MANAGER
from .way_steps import Administrator, Manager

SERVICES = 5
#: the simulator's file -> its name here, and what it is recognised as
LISTS = {
    "categories": ("categories", "Catégories"),
    "attributes": ("attributs", "Attributs par catégorie"),
    "values": ("valeurs", "Valeurs des attributs"),
    "brands": ("marques", "Marques"),
}
WRONG_EAN = "EAN dont le dernier chiffre est faux"
NO_IMAGE = "Image manquante"
NO_CAPITALS = "Titre sans majuscules"


@pytest.fixture
def administrator(registry, server, market, log_in):
    shop.make_catalogue(registry)
    return Administrator(log_in(shop.ADMINISTRATOR))


def test_ten_products_are_integrated(administrator, market, server, log_in, tmp_path):
    administrator.app("La Redoute")
    administrator.make_account(market, server.url, MANAGER.capitalize())
    administrator.connect(SERVICES)

    manager = Manager(log_in(MANAGER))
    manager.app("La Redoute")
    import_lists(manager, tmp_path)
    manager.say_where_brands_are(shop.BRAND)
    map_everything(manager)
    manager.start_tests()
    names = manager.select_products(shop.NAMES)
    fix_everything(manager, tmp_path)
    preview_one(manager)
    first, last = names[:10], names[10:]
    take_first_ten(manager, market, first, last)
    take_the_others(manager, market, last)
    manager.person.sees_no_error()
    for variant in shop.VARIANTS:
        # the simulator took every one of them
        assert market.control.item(shop.right_ean(variant.ean))["sku"] == variant.sku


def import_lists(manager, folder):
    files = {path.stem: path for path in write_csv(folder / "listes")}
    for name, (word, kind) in LISTS.items():
        manager.import_list(files[name].rename(folder / f"{word}.csv"), kind)


def map_everything(manager):
    manager.menu("Correspondances", "Attributs")
    manager.say_what_attribute_is(shop.DIMENSIONS, "Taille")
    manager.say_what_attribute_is("Culot", "Un autre attribut", "Type de douille")
    manager.say_what_attribute_is("Matière", "Un autre attribut", "Matière principale")
    manager.keep("attributes", 420)

    manager.menu("Correspondances", "Catégories")
    manager.find_what_to_map()
    manager.keep("categories", 640)
    manager.confirm_all()
    mine, theirs = shop.CATEGORY_BY_HAND
    manager.map_by_hand("product_category_id", "category_id", mine, theirs)

    manager.menu("Correspondances", "Marques")
    manager.keep("brands", 560)
    manager.confirm_all()
    expect(manager.rows).to_have_count(0)

    # which sizes and colours are requested for follows from the categories
    manager.menu("Correspondances", "Tailles et couleurs")
    manager.find_what_to_map()
    manager.keep("sizes", 900)
    manager.confirm_all()
    for mine, theirs in shop.COLOURS_BY_HAND.items():
        manager.map_by_hand("product_value_id", "value_id", mine, theirs)
    manager.menu("Correspondances", "Autres attributs")
    manager.confirm_all()
    expect(manager.rows).to_have_count(0)


def fix_everything(manager, folder):
    manager.see_to_fix([WRONG_EAN, NO_IMAGE])
    manager.menu("Tableau de bord")
    manager.keep("dashboard", 450)
    manager.open_listing(shop.name_of(shop.WRONG_EAN))
    expect(manager.person.status()).to_have_text("Bloqué")
    manager.keep("listing-blocked", 660)
    manager.see_to_fix([WRONG_EAN, NO_IMAGE])
    with manager.person.elsewhere():
        manager.fix(WRONG_EAN, screenshot="findings")
    manager.person.open_tab("Informations générales")
    manager.write(barcode=shop.right_ean(shop.ean_of(shop.WRONG_EAN)))
    manager.save()

    manager.see_to_fix([NO_IMAGE])
    with manager.person.elsewhere():
        manager.fix(NO_IMAGE)
    manager.keep("product", 1000)
    image = folder / "tapis.jpg"
    image.write_bytes(shop.image_of(shop.NO_IMAGE))
    chooser = manager.page.locator("[name='image_1920'] input[type=file]")
    chooser.set_input_files(image)
    manager.save()

    manager.see_to_fix([])
    manager.see_to_fix([NO_CAPITALS], warnings=True)
    manager.fix(NO_CAPITALS)
    manager.person.sees_notice("Lampe À Poser Globe")
    manager.forget_notices()
    manager.see_to_fix([], warnings=True)


def preview_one(manager):
    manager.sees_states(Prêt=len(shop.VARIANTS))
    manager.open_listing(f"{shop.name_of('ROBMID')} (Bleu Nuit, T38)")
    expect(manager.person.status()).to_have_text("Prêt")
    manager.person.press("Aperçu")
    shown = manager.page.locator(".o_laredoute_preview")
    for text in ("Robes", "Maison Lumière", "Bleu Nuit", "Taille femme", "59,90"):
        expect(shown).to_contain_text(text)
    manager.keep("preview", 830)
    manager.page.locator(".modal .btn-close").click()


def take_first_ten(manager, market, first, last):
    """Ten products are sent and integrated; the others wait until the tests end."""
    waiting = [row.design.name for row in shop.VARIANTS if row.design.name in last]
    sent = len(shop.VARIANTS) - len(waiting)
    manager.run_now("Envoyer les produits")
    manager.sees_states(Envoyé=sent, Prêt=len(waiting))
    manager.open_account()
    manager.person.open_tab("Catalogue")
    note = manager.page.locator(".tab-pane.active .alert-info")
    expect(note).to_contain_text("10 sur 10 produits ont été envoyés")
    expect(note).to_contain_text("2 autres sont prêts")
    manager.keep("first-ten", 480)

    market.control.step(hours=49)
    manager.run_now("Récupérer les comptes rendus")
    manager.sees_states(Intégré=sent, Prêt=len(waiting))
    for name in last:
        state = manager.row("product_id", name).locator("td[name='state']")
        expect(state).to_have_text("Prêt")
    manager.keep("listings", 780)
    see_integrated(manager, sent)
    manager.group_by("Produit")
    expect(manager.page.locator(".o_group_header")).to_have_count(10)
    assert manager.groups() == sorted(first)
    manager.keep("integrated", 560)


def see_integrated(manager, sent):
    """Each of them with the day and with the batch that La Redoute's support asks."""
    panel = manager.page.locator(".o_search_panel")
    panel.get_by_text("Intégré", exact=True).click()
    expect(manager.rows).to_have_count(sent)
    manager.show_columns("BatchID", "Intégré le")
    for column, pattern in (("batch_id", r"\S"), ("integrated_at", r"\d")):
        cells = manager.rows.locator(f"td[name='{column}']")
        expect(cells).to_have_text([re.compile(pattern)] * sent)
    manager.keep("integrated-declinations", 700)


def take_the_others(manager, market, names):
    """Once the account is live, what waited goes as well."""
    manager.open_account()
    manager.person.press("Passer en ligne")
    manager.confirm()
    expect(manager.person.status()).to_have_text("En ligne")
    manager.run_now("Envoyer les produits")
    manager.until(manager.open_listings, lambda: states_of(manager, names), {"Envoyé"})
    market.control.step(hours=49)
    manager.run_now("Récupérer les comptes rendus")
    manager.until(manager.open_listings, lambda: states_of(manager, names), {"Intégré"})


def states_of(manager, names):
    """The states in which these products are."""
    rows = [manager.row("product_id", name) for name in names]
    return {row.locator("td[name='state']").inner_text().strip() for row in rows}
