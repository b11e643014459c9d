# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a product file holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ProductImage:
    """One image: its public address and the MD5 (hex) of the bytes served there."""

    url: str
    md5: str


@dataclass(frozen=True)
class ProductAttribute:
    """One value of one attribute; ``value_code`` is empty when it is free text."""

    code: str
    label: str
    value_code: str = ""
    declinable: bool = False


@dataclass(frozen=True)
class Product:
    """One sellable EAN (or a parent: ``ean`` empty, ``parent_sku == sku``)."""

    ean: str
    sku: str
    category_code: str
    title: str
    description: str
    brand_code: str
    images: tuple[ProductImage, ...]
    parent_sku: str = ""
    attributes: tuple[ProductAttribute, ...] = ()

    @property
    def is_parent(self) -> bool:
        """A parent groups declinations and is not sold itself."""
        return not self.ean and self.parent_sku == self.sku
