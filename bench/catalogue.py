# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Checking listings and computing offers, from a database of 20,000 variants."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from lxml import etree

from dev import database, environment
from tests.e2e.odoo_process import start_odoo, transaction

from .measure import measure, show

VARIANTS = 20_000
FLOOR = """
SELECT p.id, p.barcode, p.default_code, t.list_price,
       COALESCE(SUM(q.quantity - q.reserved_quantity), 0)
  FROM product_product p
  JOIN product_template t ON t.id = p.product_tmpl_id
  JOIN laredoute_listing l ON l.product_id = p.id
  LEFT JOIN stock_quant q ON q.product_id = p.id
 GROUP BY p.id, t.id
"""


def fill(env: Any) -> int:
    """Make the account and its products; return the account's id."""
    account = env["laredoute.account"].create(
        {"name": "Bench", "environment": "simulator", "offer_interval": 0}
    )
    category = env["laredoute.category"].create({"code": "S1", "name": "Robes"})
    brand = env["laredoute.brand"].create({"code": "B1", "name": "Marque"})
    for start in range(0, VARIANTS, 2000):
        products = env["product.product"].create(
            [
                {
                    "name": f"Robe Longue {number}",
                    "description_sale": "Robe longue à fleurs.",
                    "is_storable": True,
                    "barcode": f"{3500000000000 + number}",
                    "default_code": f"BENCH-{number}",
                    "list_price": 40.0 + number % 50,
                    "laredoute_category_id": category.id,
                    "laredoute_brand_id": brand.id,
                }
                for number in range(start, start + 2000)
            ]
        )
        env["stock.quant"].create(
            [
                {
                    "product_id": product.id,
                    "location_id": account.warehouse_id.lot_stock_id.id,
                    "quantity": number % 30,
                }
                for number, product in enumerate(products)
            ]
        )
        products._laredoute_choose(account)
        env.cr.commit()
        env.invalidate_all()
        print(f"  {start + 2000} of {VARIANTS} variants", flush=True)
    return int(account.id)


def run() -> None:
    """Print the catalogue's benchmarks; makes and drops a database of its own."""
    machine = environment.load()
    name = database.copy("ready", f"laredoute_bench_p{os.getpid()}_", machine)
    try:
        with tempfile.TemporaryDirectory() as folder:
            registry = start_odoo(machine, name, Path(folder, "odoo.conf"))
            with transaction(registry) as env:
                print(f"Making {VARIANTS} variants…", flush=True)
                account_id = fill(env)
            _check(registry, account_id)
            _offers(registry, account_id)
    finally:
        from odoo.sql_db import close_all

        close_all()
        database.drop(name, machine)


def _query(registry: Any) -> None:
    """Floor: one SQL query of the same columns, streamed by bare lxml."""
    with registry.cursor() as cr, tempfile.TemporaryFile() as stream:
        cr.execute(FLOOR)
        with etree.xmlfile(stream, encoding="utf-8") as writer, writer.element("items"):
            for row in cr.fetchall():
                with writer.element("item"):
                    for value in row:
                        with writer.element("value"):
                            writer.write(str(value))


def _check(registry: Any, account_id: int) -> None:
    def check() -> None:
        with transaction(registry) as env:
            account = env["laredoute.account"].browse(account_id)
            env["laredoute.listing"].search([]).write({"needs_check": True})
            account._in_its_company()._check_listings()

    floor = measure(lambda: _query(registry))
    show("catalogue_check_20k", measure(check, 1), "one SQL query, bare lxml", floor)


def _offers(registry: Any, account_id: int) -> None:
    with transaction(registry) as env:
        env.cr.execute(
            "UPDATE laredoute_listing SET state = 'live', ean = 'x', sku = 'y'"
        )

    def compute() -> None:
        with transaction(registry) as env:
            account = env["laredoute.account"].browse(account_id)._in_its_company()
            assert account._offers_to_tell(False)

    floor = measure(lambda: _query(registry))
    show("offers_compute_20k", measure(compute, 1), "one SQL query, bare lxml", floor)
