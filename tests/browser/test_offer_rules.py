# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""“Why 3?”, rules of stock and promise, delivery categories, closing periods."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from .people import ACCOUNTANT, MANAGER

PHONE = {"width": 400, "height": 900}
WIDE = {"width": 1400, "height": 900}


@pytest.fixture
def listing(shop):
    """A live listing whose product has a rule of its own, and a closing that is on."""
    product_id, _ean, listing = shop.make_live(stock=12)
    with shop.env() as env:
        account = env["laredoute.account"].browse(shop.account_id)
        product = env["product.product"].browse(product_id)
        bulky = env["laredoute.delivery.category"].create(
            {
                "name": "Volumineux",
                "delivery_fee": 29.9,
                "shipment_delay": 5,
                "delivery_min_days": 3,
                "delivery_max_days": 10,
            }
        )
        env["laredoute.offer.rule"].create(
            {
                "applied_on": "product",
                "product_tmpl_id": product.product_tmpl_id.id,
                "safety_by": "percent",
                "safety_percent": 20,
                "cap_by": "units",
                "cap": 3,
                "promise_by": "category",
                "delivery_category_id": bulky.id,
            }
        )
        today = date.today()
        account.write(
            {
                "receipts_by": "days",
                "relay_offered": True,
                "closing_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Fermeture annuelle",
                            "date_from": today,
                            "date_to": today + timedelta(days=9),
                        },
                    )
                ],
            }
        )
        return listing


def test_a_reader_asks_why_and_a_manager_sees_the_rules(listing, log_in, shop):
    reader = log_in(ACCOUNTANT)
    for size, name in ((WIDE, "why"), (PHONE, "why-phone")):
        reader.page.set_viewport_size(size)
        reader.go(f"action-laredoute_connector.laredoute_listing_action/{listing}")
        button = reader.page.locator("button[name='action_why']")
        if not button.is_visible():
            reader.page.locator(".o-form-buttonbox .o_button_more").click()
        expect(button).to_contain_text("Pourquoi 3 ?")
        button.click()
        dialog = reader.page.locator(".modal [name='content']")
        amounts = dialog.locator("td:last-child")
        # on hand, reserved, sold, accepted, safety, waiting, cap: offered
        expect(amounts).to_have_text(["12", "0", "0", "0", "-3", "0", "-6", "3"])
        expect(dialog).to_contain_text("Volumineux")
        reader.look(name)

    manager = log_in(MANAGER)
    for size, name in ((WIDE, "wide"), (PHONE, "phone")):
        manager.page.set_viewport_size(size)
        manager.go("action-laredoute_connector.laredoute_offer_rule_action")
        expect(manager.page.locator(".o_action_manager")).to_contain_text("20 %")
        manager.look(f"rules-{name}")
        with shop.env() as env:
            rule = env["laredoute.offer.rule"].search([], limit=1)
            rule, category = rule.id, rule.delivery_category_id.id
        manager.go(f"action-laredoute_connector.laredoute_offer_rule_action/{rule}")
        expect(manager.field("safety_percent")).to_be_visible()
        manager.look(f"rule-{name}")
        manager.go(
            f"action-laredoute_connector.laredoute_delivery_category_action/{category}"
        )
        expect(manager.field("shown_days")).to_have_text("15")
        manager.look(f"delivery-category-{name}")
        manager.go(
            f"action-laredoute_connector.laredoute_account_action/{shop.account_id}"
        )
        manager.open_tab("Offres et stock")
        expect(manager.field("receipts_by")).to_be_visible()
        manager.look(f"settings-{name}")
        closings = manager.field("closing_ids")
        closings.scroll_into_view_if_needed()
        expect(closings).to_contain_text("Fermeture annuelle")
        manager.look(f"closings-{name}")
    manager.sees_no_error()
