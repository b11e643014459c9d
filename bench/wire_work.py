# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Encoding and decoding of the wire, beside bare lxml doing as many elements."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

from lxml import etree

from odoo.addons.laredoute_connector.marketplace.records import (
    DeliveryMode,
    DeliveryPromise,
    FileKind,
    Offer,
    Product,
    ProductAttribute,
    ProductImage,
)
from odoo.addons.laredoute_connector.marketplace.sellr.adapter import SellrMarketplace
from odoo.addons.laredoute_connector.marketplace.sellr.platform import SELLR
from odoo.addons.laredoute_connector.marketplace.settings import SellrSettings

from . import child
from .child import Figures
from .measure import measure

NOW = datetime(2026, 1, 5, 8, tzinfo=timezone.utc)
PROMISES = (DeliveryPromise(DeliveryMode.HOME, Decimal("5.90"), 2, 2, 4),)


def products(count: int) -> Iterator[Product]:
    """Yield declinations as a seller has them: two attributes, three images."""
    for number in range(count):
        images = tuple(
            ProductImage(f"https://images.example/{number}-{rank}.jpg", "0" * 32)
            for rank in range(3)
        )
        yield Product(
            ean=f"{3500000000000 + number}",
            sku=f"SKU-{number:07d}",
            parent_sku=f"PARENT-{number // 5}",
            category_code="S0101",
            title="Robe Longue Fleurie",
            description="Robe longue à fleurs, taille élastique. " * 8,
            brand_code="B00101",
            images=images,
            attributes=(
                ProductAttribute("A0301", "40", "V000040", True),
                ProductAttribute("A0485", "bleu", "V002232", True),
            ),
        )


def offers(count: int) -> Iterator[Offer]:
    for number in range(count):
        yield Offer(
            ean=f"{3500000000000 + number}",
            sku=f"SKU-{number:07d}",
            quantity=number % 40,
            price=Decimal("59.90"),
            struck_price=Decimal("59.90"),
            vat_rate=Decimal("0.20"),
            starts_at=NOW,
            ends_at=NOW + timedelta(days=365),
            deliveries=PROMISES,
        )


#: items whose elements the floor writes again and again
SAMPLE = 100


def copy_elements(path: Path, count: int) -> None:
    """Floor: write the elements of ``count`` items, with their texts, by bare lxml.

    :param path: a file of :data:`SAMPLE` items
    """
    content = [
        (element.tag, element.text) for _event, element in etree.iterparse(str(path))
    ]
    with (
        tempfile.TemporaryFile() as stream,
        etree.xmlfile(stream, encoding="utf-8") as writer,
        writer.element("root"),
    ):
        for _turn in range(count // SAMPLE):
            for tag, text in content:
                with writer.element(tag):
                    if text:
                        writer.write(text)


def orders_answer(count: int) -> bytes:
    """An answer of ``count`` orders of two lines, in the contract's form."""
    address = (
        "<Title>Mme</Title><Name1>DUPONT Élise</Name1><Address2>12 rue X</Address2>"
        "<ZIPCode>59100</ZIPCode><City>ROUBAIX</City><CountryCode>FR</CountryCode>"
    )
    line = (
        '<OrderLine OrderLineID="{0}-{1}" StatusCode="Toship">'
        '<Item ItemStandardID="3500000000000"/><Quantity>2.000</Quantity>'
        "<Offer><SellingPrice>59.90</SellingPrice><Delivery>"
        "<DeliveryFee>5.90</DeliveryFee></Delivery></Offer>"
        f"<DeliveryAddress>{address}</DeliveryAddress>"
        "<Delivery><AliasEmail>mp+1@web.redoute.fr</AliasEmail></Delivery></OrderLine>"
    )
    orders = "".join(
        f'<Order OrderID="1-2026.005.{number:07d}" OrderDate="2026-01-05T08:00:00">'
        f"<BillingAddress>{address}</BillingAddress>"
        + line.format(number, 1)
        + line.format(number, 2)
        + "</Order>"
        for number in range(count)
    )
    return f"<Orders>{orders}</Orders>".encode()


def _encode(
    count: int, encode: Callable[[SellrMarketplace, int, Path], object]
) -> Figures:
    settings = SellrSettings(vendor_id="70123")
    with tempfile.TemporaryDirectory() as folder, SellrMarketplace(settings) as market:
        path = Path(folder, "file.xml")
        encode(market, SAMPLE, path)
        floor = measure(lambda: copy_elements(path, count), 2)
        return {
            "work": measure(lambda: encode(market, count, path), 2),
            "floor": floor,
        }


class Work(child.Work):
    """The works on the wire, by the name of their method; none uses the database."""

    def products_encode(self, count: int) -> Figures:
        """Encode so many products."""
        return _encode(
            count,
            lambda market, number, path: market.encode(
                FileKind.PRODUCTS, products(number), path, NOW
            ),
        )

    def offers_encode(self, count: int) -> Figures:
        """Encode so many offers."""
        return _encode(
            count,
            lambda market, number, path: market.encode(
                FileKind.OFFERS, offers(number), path, NOW
            ),
        )

    def orders_decode(self, count: int) -> Figures:
        """Decode so many orders, each on its own."""
        sources = [
            etree.tostring(order) for order in etree.fromstring(orders_answer(count))
        ]

        def parse() -> None:
            for source in sources:
                for _event, element in etree.iterparse(io.BytesIO(source)):
                    element.clear()

        def decode() -> None:
            for source in sources:
                SELLR.decode_order(source)

        return {"work": measure(decode), "floor": measure(parse)}
