# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The seller: the people, the carriers, the warehouse, the La Redoute account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .market import Access
from .rpc import Records, User

LANGUAGE = "fr_FR"
TIME_ZONE = "Europe/Paris"
DOMAIN = "maison-lumiere.example"
ACCOUNT_NAME = "La Redoute (simulateur)"


@dataclass(frozen=True)
class Person:
    """A role of the shop, as a user of Odoo.

    :ivar groups: external ids, beside that of every employee
    :ivar work: what this person does in the demo, for the reader
    """

    login: str
    name: str
    groups: tuple[str, ...]
    work: str


ECOMMERCE = Person(
    "ecommerce",
    "Responsable e-commerce",
    (
        "sales_team.group_sale_manager",
        "product.group_product_manager",
        "stock.group_stock_user",
        "laredoute_connector.group_laredoute_manager",
    ),
    "selects products, follows listings and orders",
)
WAREHOUSE = Person(
    "entrepot",
    "Préparateur entrepôt",
    ("stock.group_stock_user",),
    "validates deliveries with carrier and tracking number",
)
ACCOUNTANT = Person(
    "compta",
    "Comptable",
    (
        "account.group_account_manager",
        "sales_team.group_sale_salesman_all_leads",
        "laredoute_connector.group_laredoute_user",
    ),
    "sees which orders La Redoute has paid",
)
ADMINISTRATOR = Person(
    "admin",
    "Administrateur",
    (),
    "sets the account up and tests the connection",
)
PEOPLE = (ECOMMERCE, WAREHOUSE, ACCOUNTANT, ADMINISTRATOR)


@dataclass(frozen=True)
class Carrier:
    """A way to send parcels.

    :ivar price: in euros, VAT included
    :ivar address: where a parcel is followed
    """

    name: str
    price: float
    address: str


#: Names of carriers that La Redoute's sellers use; the addresses lead nowhere.
CARRIERS = (
    Carrier(
        "Colissimo",
        5.9,
        "https://suivi.colissimo.example/<shipmenttrackingnumber>",
    ),
    Carrier(
        "Relais Colis",
        3.9,
        "https://suivi.relaiscolis.example/<shipmenttrackingnumber>",
    ),
)


def make_company(admin: User, records: Records) -> None:
    """Create the people, the carriers and name the warehouse."""
    _make_people(admin, records)
    _make_carriers(admin)
    # No text message to buyers, and no question about it at the first delivery.
    companies = admin.find("res.company", [])
    admin.write("res.company", companies, {"stock_text_confirmation": False})
    warehouse = admin.find("stock.warehouse", [], limit=1)
    admin.write("stock.warehouse", warehouse, {"name": "Entrepôt de Roubaix"})


def _make_people(admin: User, records: Records) -> None:
    employee = records.id("base.group_user")
    for person in PEOPLE:
        values = {
            "name": person.name,
            "email": f"{person.login}@{DOMAIN}",
            "lang": LANGUAGE,
            "tz": TIME_ZONE,
            "notification_type": "inbox",
        }
        if person is ADMINISTRATOR:
            admin.write("res.users", [admin.uid], values)
            continue
        groups = [employee, *(records.id(group) for group in person.groups)]
        admin.create(
            "res.users",
            [
                {
                    **values,
                    "login": person.login,
                    "password": person.login,
                    "group_ids": [(6, 0, groups)],
                }
            ],
            context={"no_reset_password": True},
        )


def _make_carriers(admin: User) -> None:
    products = admin.create(
        "product.product",
        [
            {
                "name": f"Livraison {carrier.name}",
                "type": "service",
                "list_price": carrier.price,
                "sale_ok": False,
                "purchase_ok": False,
            }
            for carrier in CARRIERS
        ],
    )
    admin.create(
        "delivery.carrier",
        [
            {
                "name": carrier.name,
                "delivery_type": "fixed",
                "product_id": product,
                "fixed_price": carrier.price,
                "tracking_url": carrier.address,
            }
            for carrier, product in zip(CARRIERS, products, strict=True)
        ],
    )


def make_account(admin: User, access: Access, url: str) -> int:
    """Create the account of the pretend platform, in its set-up phase.

    :param access: the simulator's addresses and credentials
    :param url: this Odoo's address, under which images are fetched
    :returns: its id
    """
    responsible = admin.find("res.users", [("login", "=", ECOMMERCE.login)])[0]
    return admin.create(
        "laredoute.account",
        [
            {
                "name": ACCOUNT_NAME,
                "environment": "simulator",
                "user_id": responsible,
                "relay_offered": True,
                "default_tracking_url": "https://suivi.example/{number}",
                **_schedule(),
                **_access(access, url),
            }
        ],
    )[0]


def renew_account(admin: User, account: int, access: Access, url: str) -> None:
    """Write the addresses of this start into the account: ports may be others."""
    admin.write("laredoute.account", [account], _access(access, url))


def _schedule() -> dict[str, Any]:
    """No waiting: the simulator's clock runs faster than the seller's."""
    return {
        "offer_interval": 0,
        "offer_from_hour": 0,
        "offer_to_hour": 24,
        "read_timeout": 15,
        # the whole catalogue at once
        "testing_limit": 0,
    }


def _access(access: Access, url: str) -> dict[str, Any]:
    return {
        "login": access.login,
        "password": access.password,
        "items_token": access.tokens["items"],
        "read_token": access.tokens["orders_read"],
        "update_token": access.tokens["orders_update"],
        "vendor_id": access.vendor_id,
        "hub_id": access.hub_id,
        "items_url": access.items_url,
        "offers_url": access.offers_url,
        "orders_url": access.orders_url,
        "sftp_host": access.sftp_host,
        "sftp_port": access.sftp_port,
        "sftp_user": access.sftp_user,
        "sftp_password": access.sftp_password,
        "sftp_host_key": access.sftp_host_key,
        "image_domain": url,
    }
