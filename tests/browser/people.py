# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The people who look at screens, and what the company offers them."""

from ..e2e.odoo_process import transaction

MANAGER = "responsable"
WAREHOUSE = "entrepot"
SELLER = "vendeur"
STRANGER = "etranger"
ACCOUNTANT = "comptable"
# keeps the books, and has no role in the connector
BOOKKEEPER = "livres"

GROUPS = {
    MANAGER: (
        "sales_team.group_sale_manager",
        "product.group_product_manager",
        "stock.group_stock_user",
        "laredoute_connector.group_laredoute_manager",
    ),
    WAREHOUSE: ("stock.group_stock_user",),
    # sells and sees products, but has nothing to do with La Redoute
    SELLER: ("sales_team.group_sale_salesman",),
    # reconciles what La Redoute paid, and sees La Redoute's orders
    ACCOUNTANT: (
        "account.group_account_user",
        "sales_team.group_sale_salesman_all_leads",
        "laredoute_connector.group_laredoute_user",
    ),
    BOOKKEEPER: ("account.group_account_manager",),
    # a manager too, of another company
    STRANGER: (
        "sales_team.group_sale_manager",
        "laredoute_connector.group_laredoute_manager",
    ),
}
CARRIER = "Colissimo"


def make_people(registry):
    """Make one user for each role, a second company and a carrier; committed."""
    with transaction(registry) as env:
        home = env.ref("base.main_company")
        # no text message to buyers, and no question about it at the first delivery
        home.stock_text_confirmation = False
        abroad = env["res.company"].create(
            {"name": "Autre Maison", "currency_id": env.ref("base.EUR").id}
        )
        env["res.users"].with_context(no_reset_password=True).create(
            [
                _user(env, login, abroad if login == STRANGER else home)
                for login in GROUPS
            ]
        )
        _make_carrier(env)
    registry.signal_changes()


def _user(env, login, company):
    groups = ["base.group_user", *GROUPS[login]]
    return {
        "name": login.capitalize(),
        "login": login,
        "password": login,
        "email": f"{login}@maison.example",
        "lang": "fr_FR",
        "tz": "Europe/Paris",
        "notification_type": "inbox",
        "company_id": company.id,
        "company_ids": [(6, 0, company.ids)],
        "group_ids": [(6, 0, [env.ref(name).id for name in groups])],
    }


def _make_carrier(env):
    product = env["product.product"].create(
        {"name": "Livraison Colissimo", "type": "service", "sale_ok": False}
    )
    env["delivery.carrier"].create(
        {
            "name": CARRIER,
            "delivery_type": "fixed",
            "product_id": product.id,
            "tracking_url": "https://suivi.colissimo.example/<shipmenttrackingnumber>",
        }
    )
