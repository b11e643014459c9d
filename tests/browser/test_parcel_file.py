# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A warehouse outside of Odoo sends its file: a manager reads it, and applies it."""

from playwright.sync_api import expect

from .people import MANAGER


def test_a_manager_validates_deliveries_by_a_file(shop, market, log_in):
    _product_id, ean, _listing = shop.make_live(stock=5)
    first, second = shop.to_ship(ean), shop.to_ship(ean)
    content = (
        "Commande;Numéro de suivi;Transporteur\r\n"
        f"{first};6A11111111111;Colissimo\r\n"
        f"{second};6A22222222222 6A33333333333;\r\n"
        "1-2026.001.9999999;6A44444444444;\r\n"
    )
    manager = log_in(MANAGER)
    manager.go("action-laredoute_connector.laredoute_parcel_file_action")
    manager.look("parcels-empty")
    manager.press("Nouveau")
    manager.look("parcels-new")
    manager.page.locator("input[type='file']").first.set_input_files(
        {
            "name": "expeditions.csv",
            "mimeType": "text/csv",
            "buffer": content.encode("cp1252"),
        }
    )
    manager.press("Lire le fichier")
    lines = manager.field("line_ids")
    expect(lines).to_contain_text("Plusieurs numéros")
    expect(lines).to_contain_text("Aucune commande La Redoute")
    manager.look("parcels-read")
    manager.look_at_phone("parcels-read-phone")
    manager.press("Appliquer")
    manager.page.locator(".modal .btn-primary").click()
    manager.reload_until(manager.status, "Appliqué")
    expect(manager.field("line_ids")).to_contain_text("est faite, avec ce numéro")
    manager.look("parcels-applied")
    manager.sees_no_error()
    manager.go("action-laredoute_connector.laredoute_parcel_file_action")
    manager.look("parcels")
    shop.run("send_operations")
    (line,) = market.control.order(first)["lines"]
    assert (line["status"], line["tracking_number"]) == ("Shipped", "6A11111111111")
    (other,) = market.control.order(second)["lines"]
    assert other["status"] == "Toship"
