# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The manager imports a list of brands in which two lines are wrong."""

from playwright.sync_api import expect

from ..e2e.odoo_process import transaction
from .people import MANAGER

BRANDS = """Liste des marques;;
Code marque;Marque;Remarque
94001;Été & Océan;x
94002;Lin, Brume;
;Sans code;
9400X;Bonne Mine;
"""


def test_a_list_with_bad_lines_is_shown_then_imported(log_in, registry, tmp_path):
    path = tmp_path / "marques.csv"
    path.write_bytes(BRANDS.encode("cp1252"))
    manager = log_in(MANAGER)
    manager.open_app("La Redoute")
    manager.open_menu("Configuration", "Importer des listes")
    manager.look("lists-empty")
    manager.press("Nouveau")
    manager.look("list-draft")
    manager.page.locator(".o_field_binary input[type=file]").set_input_files(path)
    manager.press("Lire")

    expect(manager.status()).to_have_text("À confirmer")
    expect(manager.field("kind").locator("input")).to_have_value("Marques")
    recognised = manager.field("recognised_html")
    expect(recognised).to_contain_text("Windows-1252")
    expect(recognised).to_contain_text("Été & Océan")
    expect(recognised).to_contain_text("Colonnes non utilisées Remarque")
    expect(manager.field("new_count")).to_have_text("2")
    manager.look("list-recognised")
    with transaction(registry) as env:
        assert not env["laredoute.brand"].search([("code", "=", "94001")])

    manager.open_tab("Lignes rejetées")
    lines = manager.page.locator("[name='shown_line_ids'] .o_data_row")
    expect(lines).to_have_count(2)
    expect(lines.nth(0)).to_contain_text("Le code de la marque manque.")
    expect(lines.nth(1)).to_contain_text("9400X;Bonne Mine")
    manager.look("list-bad-lines")
    with manager.page.expect_download() as download:
        manager.press("Télécharger les lignes rejetées")
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == "Ligne;Motif;Texte"
    assert len(text.splitlines()) == 3

    manager.field("whole_list").locator("input").uncheck()
    # the button that asks for a confirmation goes with the warning
    expect(manager.field("warning")).to_be_hidden()
    manager.press("Importer")
    # the page is not reloaded: it follows the import by itself
    expect(manager.status()).to_have_text("Importé", timeout=60_000)
    expect(manager.field("new_count")).to_have_text("2")
    manager.look("list-done")
    manager.sees_no_error()
    with transaction(registry) as env:
        brands = env["laredoute.brand"].search([("code", "=like", "9400_")])
        assert sorted(brands.mapped("name")) == ["Lin, Brume", "Été & Océan"]
    manager.open_menu("Configuration", "Importer des listes")
    expect(manager.cell("marques.csv", "state")).to_have_text("Importé")
    manager.look("lists")


def test_a_file_that_is_no_list_says_what_to_do(log_in, tmp_path):
    path = tmp_path / "marques.pdf"
    path.write_bytes(b"%PDF-1.7")
    manager = log_in(MANAGER)
    manager.go("laredoute-lists/new")
    manager.page.locator(".o_field_binary input[type=file]").set_input_files(path)
    manager.press("Lire")
    expect(manager.page.locator(".alert-danger")).to_contain_text("C’est un PDF.")
    expect(manager.status()).to_have_text("Échec")
    manager.look("list-refused")
