# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Records for tests, and where the wire's fixtures lie."""

from __future__ import annotations

from datetime import datetime, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

from odoo.addons.laredoute_connector.marketplace.records import (
    DeliveryMode,
    DeliveryPromise,
    Offer,
    Product,
    ProductAttribute,
    ProductImage,
)
from odoo.addons.laredoute_connector.marketplace.settings import SellrSettings

FIXTURES = Path(__file__).parent / "fixtures" / "sellr"
NOW = datetime(2026, 11, 21, 10, 30, 5, tzinfo=timezone.utc)


def fixture_path(name: str) -> Path:
    return FIXTURES / name


def fixture(name: str) -> bytes:
    return fixture_path(name).read_bytes()


def settings(**values: Any) -> SellrSettings:
    """Settings of an account that lacks nothing but addresses."""
    return SellrSettings(
        **{
            "login": "seller",
            "password": "secret-password",
            "items_token": "items-token",
            "read_token": "read-token",
            "update_token": "update-token",
            "vendor_id": "V42",
            "connect_timeout": 10.0,
            "read_timeout": 10.0,
            **values,
        }
    )


def product(**values: Any) -> Product:
    return Product(
        **{
            "ean": "3401597000010",
            "sku": "ROBE-01-38",
            "category_code": "S783",
            "title": "Robe Longue Fleurie",
            "description": "Robe d'été & <élégante>.",
            "brand_code": "1234",
            "images": (
                ProductImage("https://img.example/1.jpg", "0" * 32),
                ProductImage("https://img.example/2.jpg?a=1&b=2", "f" * 32),
            ),
            "parent_sku": "ROBE-01",
            "attributes": (
                ProductAttribute("A0485", "bleu", "V002232", declinable=True),
                ProductAttribute("A1114", "bleu nuit", declinable=True),
            ),
            **values,
        }
    )


def offer(**values: Any) -> Offer:
    return Offer(
        **{
            "ean": "3401597000010",
            "sku": "ROBE-01-38",
            "quantity": 7,
            "price": Decimal("49.90"),
            "struck_price": Decimal("59.90"),
            "vat_rate": Decimal("0.20"),
            "starts_at": datetime(2026, 11, 21, tzinfo=timezone.utc),
            "ends_at": datetime(2027, 11, 21, tzinfo=timezone.utc),
            "deliveries": (
                DeliveryPromise(DeliveryMode.HOME, Decimal("4.90"), 1, 2, 4),
                DeliveryPromise(DeliveryMode.RELAY, Decimal("0"), 1, 3, 5),
            ),
            "eco_fee": Decimal("0.12"),
            **values,
        }
    )
