# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The manager says what her sizes and colours are at La Redoute, in French."""

import pytest
from playwright.sync_api import expect

from .people import MANAGER

SIZES = ("T38", "Spéciale")


@pytest.fixture
def product(shop):
    """A listed product whose two sizes La Redoute does not know yet; its listings."""
    with shop.env() as env:
        size = env["product.attribute"].create(
            {
                "name": "Taille",
                "value_ids": [(0, 0, {"name": name}) for name in SIZES],
            }
        )
        requested = env["laredoute.attribute"].create(
            {
                "code": "A0399",
                "name": "Taille robe",
                "usage": "size",
                "value_ids": [
                    (0, 0, {"code": "V039938", "name": "38"}),
                    (0, 0, {"code": "V039940", "name": "40"}),
                ],
            }
        )
        category = env["laredoute.category"].create(
            {
                "code": "S0199",
                "name": "Robes à tailles",
                "attribute_line_ids": [
                    (
                        0,
                        0,
                        {
                            "attribute_id": requested.id,
                            "required": True,
                            "constrained": True,
                        },
                    )
                ],
            }
        )
        template = env["product.template"].create(
            {
                "name": "Robe à Tailles",
                "type": "consu",
                "laredoute_category_id": category.id,
                "attribute_line_ids": [
                    (
                        0,
                        0,
                        {
                            "attribute_id": size.id,
                            "value_ids": [(6, 0, size.value_ids.ids)],
                        },
                    )
                ],
            }
        )
        listings = env["laredoute.listing"].create(
            [
                {"account_id": shop.account_id, "product_id": variant.id}
                for variant in template.product_variant_ids
            ]
        )
        ids = listings.ids
    shop.run("check_listings")
    return ids


def gaps(shop, listings):
    """The values that hold these listings back."""
    with shop.env() as env:
        found = env["laredoute.listing"].browse(listings).finding_ids.value_mapping_id
        return set(found.product_value_id.mapped("name"))


def test_sizes_are_mapped_and_the_product_is_free(shop, product, log_in):
    assert gaps(shop, product) == set(SIZES)
    manager = log_in(MANAGER)
    manager.open_app("La Redoute")
    manager.open_menu("Correspondances", "Tailles et couleurs")
    expect(manager.cell("T38", "proposal")).to_have_text("38 (V039938)")
    expect(manager.cell("T38", "state")).to_have_text("Proposée")
    expect(manager.cell("Spéciale", "state")).to_have_text("Manquante")
    expect(manager.cell("Spéciale", "held_back")).to_have_text("1")
    manager.look("sizes")

    manager.row("T38").locator("button[name='action_confirm']").click()
    # the filter shows only what is still missing
    expect(manager.row("T38")).to_have_count(0)
    expect(manager.row("Spéciale")).to_have_count(1)

    manager.cell("Spéciale", "value_id").click()
    box = manager.cell("Spéciale", "value_id").locator("input")
    box.fill("40")
    manager.page.locator(".o-autocomplete--dropdown-item", has_text="40").click()
    manager.look("size-by-hand")
    manager.page.locator(".o_list_button_save:visible").first.click()
    expect(manager.cell("Spéciale", "state")).to_have_text("Confirmée")
    manager.look("sizes-confirmed")
    manager.sees_no_error()

    shop.wait_until(lambda: not gaps(shop, product))
