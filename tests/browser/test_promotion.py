# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A manager prepares a special operation, has its file sent ahead, and follows it."""

from datetime import timedelta

from playwright.sync_api import expect

from odoo import fields

from .people import MANAGER

ACTION = "action-laredoute_connector.laredoute_promotion_action"


def test_a_special_operation_and_its_file(shop, market, log_in):
    _product_id, ean, listing_id = shop.make_live(stock=5)
    manager = log_in(MANAGER)
    manager.go(ACTION)
    manager.look("promotions-empty")
    manager.press("Nouveau")
    expect(manager.field("price_by")).to_be_visible()
    manager.look("promotion-new")
    begin = fields.Datetime.now().replace(minute=0, second=0) + timedelta(days=2)

    def prepare(env):
        env["laredoute.listing"].browse(listing_id).product_id.standard_price = 500
        promotion = env["laredoute.promotion"].create(
            {
                "name": "Black Friday",
                "kind": "special",
                "account_id": shop.account_id,
                "date_begin": begin,
                "date_end": begin + timedelta(days=8),
                "price_by": "price",
            }
        )
        found.append(promotion.id)

    found = []
    shop.change(prepare)
    manager.go(f"{ACTION}/{found[-1]}")
    manager.open_tab("Fichier de prix")
    content = (
        f"EAN;Prix promo;Fin\r\n{ean};9,90 €;\r\n{ean};8;\r\n123;trente;31/12/2026\r\n"
    )
    manager.page.locator("input[type='file']").first.set_input_files(
        {
            "name": "black-friday.csv",
            "mimeType": "text/csv",
            "buffer": content.encode("cp1252"),
        }
    )
    manager.press("Lire le fichier")
    rows = manager.field("row_ids")
    expect(rows).to_contain_text("Le même produit qu’à la ligne 2")
    expect(rows).to_contain_text("n’est pas un prix")
    manager.look("promotion-file")
    manager.press("Reprendre ces prix")
    manager.open_tab("Prix")
    lines = manager.field("line_ids")
    expect(lines).to_contain_text("À perte")
    expect(manager.field("warnings")).to_contain_text("Vendus à perte : 1.")
    manager.look("promotion-prices")
    manager.look_at_phone("promotion-prices-phone")
    manager.press("Confirmer les prix")
    manager.page.locator(".modal .btn-primary").click()
    expect(manager.status()).to_have_text("Préparée")
    manager.press("Envoyer le fichier à l’avance")
    manager.page.locator(".modal .btn-primary").click()
    manager.reload_until(manager.status, "Envoyé")
    batch = manager.field("batch_id").inner_text().strip()
    assert batch
    manager.look("promotion-sent")
    manager.look_at_phone("promotion-sent-phone")
    manager.press("BatchID transmis")
    expect(manager.status()).to_have_text("Transmis")
    manager.press("La Redoute l’a validé")
    manager.page.locator(".modal .btn-primary").click()
    expect(manager.status()).to_have_text("Validé par La Redoute")
    manager.look("promotion-validated")
    manager.sees_no_error()
    manager.go(ACTION)
    manager.look("promotions")
    manager.look_at_phone("promotions-phone")
    manager.page.locator(".o_switch_view.o_calendar").click()
    expect(manager.page.locator(".o_calendar_renderer")).to_be_visible()
    expect(manager.page.get_by_text("Black Friday").first).to_be_visible()
    manager.look("promotions-calendar")
    manager.sees_no_error()
