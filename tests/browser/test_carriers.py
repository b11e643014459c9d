# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A manager says what La Redoute is sent of the carriers."""

from playwright.sync_api import expect

from .people import MANAGER


def test_a_manager_gives_a_carrier_its_address(shop, log_in):
    _product_id, ean, _listing = shop.make_live(stock=5)
    remote_id = shop.to_ship(ean, relay=True, delivery_type="Tracked")

    def make_carriers(env):
        product = env["delivery.carrier"].search([], limit=1).product_id
        relay, other = env["delivery.carrier"].create(
            [
                {"name": name, "product_id": product.id}
                for name in ("Relais Colis – point relais", "Coursier du Nord")
            ]
        )
        sale = env["sale.order"].search([("laredoute_ref", "=", remote_id)])
        second = sale.picking_ids.copy()
        second.move_ids.sale_line_id = sale.picking_ids.move_ids.sale_line_id
        sale.picking_ids.write({"carrier_id": relay.id})
        second.carrier_id = other

    shop.change(make_carriers)
    manager = log_in(MANAGER)
    # the account lists who has no address, one click away from giving it
    manager.go(f"action-laredoute_connector.laredoute_account_action/{shop.account_id}")
    manager.open_tab("Commandes et TVA")
    shown = manager.field("carriers_to_complete")
    expect(shown).to_contain_text("Coursier du Nord")
    expect(shown).to_contain_text("Relais Colis")
    shown.scroll_into_view_if_needed()
    manager.look("account-carriers")
    shown.get_by_role("button", name="Indiquer son adresse").first.click()
    dialog = manager.page.locator(".modal")
    expect(dialog.locator("[name='name'] input")).not_to_have_value("")
    manager.look("carrier-dialog")
    dialog.get_by_role("button", name="Ignorer").click()
    expect(dialog).to_have_count(0)

    manager.go("action-laredoute_connector.laredoute_carrier_action")
    manager.look("carriers-empty")
    manager.press("Proposer")
    manager.cell("Relais Colis", "carrier_id").wait_for()
    manager.sees_notice("Relais Colis proposé")
    manager.settle()
    manager.look("carriers")
    manager.look_at_phone("carriers-phone")
    manager.go("action-laredoute_connector.laredoute_carrier_action")
    manager.cell("Relais Colis", "carrier_id").click()
    expect(manager.field("number_from_label").locator("input")).to_be_checked()
    manager.look("carrier")
    address = manager.field("tracking_url").locator("input")
    address.fill("www.relais.example/{number}")
    manager.page.locator(".o_form_button_save").click()
    expect(manager.page.locator(".modal")).to_contain_text("http:// ou https://")
    manager.look("carrier-refused")
    manager.page.locator(".modal .btn-primary").first.click()
    manager.page.locator(".o_form_button_cancel").click()

    manager.go("action-laredoute_connector.laredoute_carrier_choice_action/new")
    manager.field("delivery_mode").locator("input").fill("Relais")
    manager.look("choice")
    manager.look_at_phone("choice-phone")

    manager.go("action-laredoute_connector.laredoute_order_action")
    manager.look("orders-mode")
    order = shop.search("order", ("remote_id", "=", remote_id))[0]
    manager.go(f"action-laredoute_connector.laredoute_order_action/{order}")
    expect(manager.field("delivery_type")).to_have_text("Tracked")
    manager.look("order-mode")
