# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a product file says of one product, read from its XML."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from lxml import etree

from . import safe_xml

NAMESPACE = "http://RedouteFrance/CAT-EXT-INTG/Product/VendorItems/1.0"
_N = f"{{{NAMESPACE}}}"


@dataclass(frozen=True)
class Media:
    url: str
    encoding: str
    rank: int
    checksum: str


@dataclass(frozen=True)
class AttributeGiven:
    code: str
    declinable: bool
    value_code: str
    label: str


@dataclass(frozen=True)
class Sheet:
    """A ``VendorItem``; what it leaves out is an empty text."""

    ean: str
    category: str
    sku: str
    parent_sku: str
    title: str
    description: str
    brand: str
    vendor_id: str
    medias: tuple[Media, ...]
    attributes: tuple[AttributeGiven, ...]

    @property
    def is_parent(self) -> bool:
        """Assumed (A): a parent is its own parent, and has no EAN."""
        return bool(self.parent_sku) and self.parent_sku == self.sku

    @property
    def is_declination(self) -> bool:
        return bool(self.parent_sku) and not self.is_parent


def count_sheets(file: IO[bytes]) -> int:
    """Check a whole product file against the schema and count its products.

    :raises XmlRefused: see ``safe_xml.stream``
    """
    elements = safe_xml.stream(file, "vendor_items", f"{_N}VendorItem")
    return sum(1 for element in elements if element.tag == f"{_N}VendorItem")


def read_sheets(packed: bytes) -> Iterator[Sheet]:
    """Yield the products of a file packed by ``pack``."""
    elements = safe_xml.stream(unpack(packed), "vendor_items", f"{_N}VendorItem")
    for element in elements:
        if element.tag == f"{_N}VendorItem":
            yield _sheet(element)


def pack(file: IO[bytes]) -> bytes:
    """Compress a file piece by piece; it stays small while it waits."""
    packer = zlib.compressobj(6)
    pieces = [packer.compress(piece) for piece in iter(lambda: file.read(65536), b"")]
    return b"".join([*pieces, packer.flush()])


def unpack(packed: bytes) -> IO[bytes]:
    """Return a stored file, to read from its start."""
    return BytesIO(zlib.decompress(packed))


def text_of(element: etree._Element, path: str, namespace: str) -> str:
    """Return the stripped text at a path of names, or an empty text."""
    steps = "/".join(f"{{{namespace}}}{name}" for name in path.split("/"))
    return (element.findtext(steps) or "").strip()


def _sheet(element: etree._Element) -> Sheet:
    def text(path: str) -> str:
        return text_of(element, path, NAMESPACE)

    medias = element.iterfind(f"{_N}Product/{_N}Medias/{_N}Media")
    attributes = element.iterfind(f"{_N}Attributes/{_N}Attribute")
    return Sheet(
        # 13 digits are required: blanks around them are not cut off
        ean=element.findtext(f"{_N}EAN") or "",
        category=text("Classification/ClassificationValue"),
        sku=text("Product/ProductId"),
        parent_sku=text("Product/ParentProductId"),
        title=text("Product/ProductTitles/ProductTitle"),
        description=text("Product/ProductDescriptions/ProductDescription"),
        brand=text("Product/ProductBrand/BrandCode"),
        vendor_id=text("Vendor/VendorId"),
        medias=tuple(_media(one) for one in medias),
        attributes=tuple(_attribute(one) for one in attributes),
    )


def _media(element: etree._Element) -> Media:
    return Media(
        text_of(element, "MediaURL", NAMESPACE),
        text_of(element, "MediaEncoding", NAMESPACE),
        int(text_of(element, "PublicationRank", NAMESPACE)),
        text_of(element, "Checksum", NAMESPACE).lower(),
    )


def _attribute(element: etree._Element) -> AttributeGiven:
    return AttributeGiven(
        text_of(element, "AttributeCode", NAMESPACE),
        text_of(element, "IsDeclinable", NAMESPACE) in ("true", "1"),
        text_of(element, "AttributeValues/AttributeValueCode", NAMESPACE),
        text_of(element, "AttributeValues/AttributeValueLabel", NAMESPACE),
    )
