# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Fill a new database: run by the prepared Python, in a process of its own.

``python -m dev.odoo_build CONFIG DATABASE base|ready|others [ADDON…]``. Prints Odoo's
log, of which :mod:`dev.database` shows the progress.
"""

from __future__ import annotations

import sys
from typing import Any

BASE_MODULES = (
    "sale_management",
    "stock",
    "delivery",
    "sale_stock",
    "stock_delivery",
    "account",
    "l10n_fr_account",
    "contacts",
)
ADDON = "laredoute_connector"
LANGUAGE = "fr_FR"
CHART = "fr"
COMPANY = {
    "name": "Maison Lumière",
    "street": "12 rue des Filatures",
    "zip": "59100",
    "city": "Roubaix",
    # A number that is well formed (SIREN and key agree), of nobody we know.
    "vat": "FR23334175221",
    "email": "contact@maison-lumiere.example",
    "phone": "+33 3 20 00 00 00",
}
SCRIPTS = (
    "web.assets_frontend_lazy",
    "web.assets_frontend_minimal",
    "web.assets_web",
)
STYLES = ("web.assets_frontend", "web.assets_web", "web.assets_web_print")
TIME_ZONE = "Europe/Paris"


def build_base(database: str) -> None:
    """Install the modules of a French seller, without our addon."""
    with _environment(_registry(database)) as env:
        _set_up_country(env)
    with _environment(_registry(database, BASE_MODULES)) as env:
        _check_chart(env)
        _set_up_company(env)
        _keep_attachments_in_database(env)


def build_ready(database: str) -> None:
    """Install our addon into a copy of the base."""
    with _environment(_registry(database, (ADDON,))) as env:
        _make_bundles(env)


def build_others(database: str, modules: tuple[str, ...]) -> None:
    """Install other people's addons into a copy of the base."""
    with _environment(_registry(database, modules)) as env:
        addons = env["ir.module.module"]
        installed = addons.search([("state", "=", "installed")]).mapped("name")
        if missing := sorted(set(modules) - set(installed)):
            raise SystemExit(f"Not installed: {', '.join(missing)}")
        _keep_attachments_in_database(env)


def _registry(database: str, modules: tuple[str, ...] = ()) -> Any:
    from odoo.modules.registry import Registry

    return Registry.new(database, update_module=True, install_modules=modules)


def _environment(registry: Any) -> Any:
    """Return a context manager: an environment that commits when all went well."""
    import contextlib

    from odoo import SUPERUSER_ID, api

    @contextlib.contextmanager
    def manage() -> Any:
        with registry.cursor() as cursor:
            yield api.Environment(cursor, SUPERUSER_ID, {})

    return manage()


def _set_up_country(env: Any) -> None:
    """Country and currency first: they choose the chart of accounts."""
    # From the start: a copy of the database then needs no folder beside it.
    env["ir.config_parameter"].set_param("ir_attachment.location", "db")
    language = env["res.lang"].with_context(active_test=False)
    french = language.search([("code", "=", LANGUAGE)])
    env["base.language.install"].create(
        {"lang_ids": [(6, 0, french.ids)]}
    ).lang_install()
    euro = env.ref("base.EUR")
    euro.active = True
    company = env.ref("base.main_company")
    company.write(
        {**COMPANY, "country_id": env.ref("base.fr").id, "currency_id": euro.id}
    )
    company.partner_id.write({"lang": LANGUAGE, "tz": TIME_ZONE})
    admin = env.ref("base.user_admin")
    admin.write({"lang": LANGUAGE, "tz": TIME_ZONE, "password": "admin"})


def _check_chart(env: Any) -> None:
    """Load the French chart unless the installation has loaded it by itself."""
    company = env.ref("base.main_company")
    if company.chart_template != CHART:
        env["account.chart.template"].try_loading(CHART, company, install_demo=False)
    if company.chart_template != CHART or company.currency_id.name != "EUR":
        raise SystemExit("The French chart of accounts was not loaded.")


def _set_up_company(env: Any) -> None:
    company = env.ref("base.main_company")
    if "stock_move_email_validation" in company._fields:
        company.stock_move_email_validation = False
    settings = env["res.config.settings"].create({"group_product_variant": True})
    settings.execute()
    env.ref("base.user_admin").write({"lang": LANGUAGE, "tz": TIME_ZONE})


def _make_bundles(env: Any) -> None:
    """Make the bundles of login page and web client: no browser waits for them."""
    qweb = env["ir.qweb"]
    for name in SCRIPTS:
        qweb._get_asset_bundle(name, css=False, js=True).js()
    for name in STYLES:
        qweb._get_asset_bundle(name, css=True, js=False).css()


def _keep_attachments_in_database(env: Any) -> None:
    # As the superuser: a user does not see the attachments behind image fields.
    env["ir.attachment"].force_storage()
    env.flush_all()
    env.cr.execute("SELECT count(*) FROM ir_attachment WHERE store_fname IS NOT NULL")
    if env.cr.fetchone()[0]:
        raise SystemExit("Some attachments are not in the database.")


def main(arguments: list[str]) -> None:
    """Configure Odoo and build."""
    from odoo.tools import config

    config_file, database, kind, *modules = arguments
    options = ["-c", config_file, "-d", database, "--log-level", "info"]
    config.parse_config(options, setup_logging=True)
    if kind == "others":
        build_others(database, tuple(modules))
    else:
        {"base": build_base, "ready": build_ready}[kind](database)


if __name__ == "__main__":
    main(sys.argv[1:])
