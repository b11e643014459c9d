# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A shop that has lived a while: what ``make dump`` keeps (run in Odoo's shell).

Written with the models' own words of the version it belongs to; a later version changes
this file as it likes, the dumps made before stay.
"""

import sys

env = globals()["env"]

account = env["laredoute.account"].create(
    {
        "name": "Boutique d'avant",
        "environment": "simulator",
        "phase": "testing",
        "login": "vendeur",
        "password": "secret",
        "vendor_id": "V1",
        "stock_safety": 2,
    }
)
category = env["laredoute.category"].create(
    {"code": "S9001", "name": "Robes", "level": "s"}
)
brand = env["laredoute.brand"].create({"code": "9001", "name": "Maison Lumière"})
products = env["product.product"].create(
    [
        {
            "name": f"Robe Longue {number}",
            "type": "consu",
            "is_storable": True,
            "barcode": f"350000000{number}000"[:12] + "0",
            "default_code": f"ROBE-{number}",
            "list_price": 50.0,
            "laredoute_category_id": category.id,
            "laredoute_brand_id": brand.id,
            "laredoute_label": True,
        }
        for number in range(1, 4)
    ]
)
listings = env["laredoute.listing"].create(
    [{"account_id": account.id, "product_id": product.id} for product in products]
)
listings[0].write({"state": "live", "ean": "3500000000017", "sku": "ROBE-1"})
exchange = env["laredoute.exchange"].create(
    {
        "account_id": account.id,
        "direction": "out",
        "kind": "products",
        "name": "V1.VendorItems.xml",
        "state": "sent",
        "batch_id": "B1",
        "payload": b"PHg+",
    }
)
listings[0].product_exchange_id = exchange
order = env["laredoute.order"].create(
    {
        "account_id": account.id,
        "remote_id": "1-2026.325.0001234",
        "ordered_at": "2026-11-20 09:30:00",
        "line_ids": [
            (
                0,
                0,
                {
                    "remote_id": "1-2026.325.0001234-1",
                    "status": "to_accept",
                    "status_text": "Created",
                    "ean": "3500000000017",
                    "product_id": products[0].id,
                    "quantity": 1,
                    "unit_price": 59.9,
                },
            )
        ],
    }
)
order.line_ids._enqueue("accept")
env.cr.commit()
sys.stdout.write("SAMPLE DONE\n")
