# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Product files. Source: protocol P-23 to P-27."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from ...errors import RefusedData
from ...records import Product, ProductAttribute, ProductImage
from . import assumptions
from .order_of_elements import PRODUCTS as G

_LANGUAGE = "fr"


def encode_products(products: Iterable[Product], vendor_id: str, path: Path) -> int:
    """Stream a product file to ``path`` and return how many items it holds.

    :raises RefusedData: when a product holds what the file cannot, naming its SKU
    """
    count = 0
    with etree.xmlfile(str(path), encoding="UTF-8") as file:
        file.write_declaration()
        with file.element(G.tag("VendorItems"), nsmap={None: G.namespace}):
            for product in products:
                file.write(product_element(product, vendor_id))
                count += 1
    return count


def product_element(product: Product, vendor_id: str) -> etree._Element:
    """Return one ``VendorItem``.

    :raises RefusedData: code ``no_sku`` when the product has no reference
    """
    if not product.sku:
        raise RefusedData("a product without reference", code="no_sku", service="items")
    item = G.root("VendorItem")
    if product.ean:
        G.add(item, "EAN", product.ean)
    G.add(G.add(item, "Classification"), "ClassificationValue", product.category_code)
    _add_product(item, product)
    G.add(G.add(item, "Vendor"), "VendorId", vendor_id)
    if product.attributes:
        attributes = G.add(item, "Attributes")
        for attribute in product.attributes:
            _add_attribute(attributes, attribute)
    return item


def _add_product(item: etree._Element, product: Product) -> None:
    element = G.add(item, "Product")
    reference = G.add(element, "ProductId", product.sku)
    _as_cdata(reference)
    if product.parent_sku:
        G.add(element, assumptions.PARENT_ELEMENT, product.parent_sku)
    titles = G.add(element, "ProductTitles")
    G.add(titles, "ProductTitle", product.title, language=_LANGUAGE)
    texts = G.add(element, "ProductDescriptions")
    text = G.add(texts, "ProductDescription", product.description, language=_LANGUAGE)
    if text.text:
        _as_cdata(text)
    G.add(G.add(element, "ProductBrand"), "BrandCode", product.brand_code)
    medias = G.add(element, "Medias")
    for rank, image in enumerate(product.images, start=1):
        _add_image(medias, image, rank)


def _as_cdata(element: etree._Element) -> None:
    """Write a text as CDATA, with lines as every parser reads them.

    Not every version of the XML library can write the end of a section inside of one,
    nor read the other ends of lines there: such a text is escaped, and ``\\n`` ends
    each line (XML 1.0, production 2.11).
    """
    text = (element.text or "").replace("\r\n", "\n").replace("\r", "\n")
    element.text = text if "]]>" in text else etree.CDATA(text)


def _add_image(medias: etree._Element, image: ProductImage, rank: int) -> None:
    media = G.add(medias, "Media")
    G.add(media, "MediaURL", image.url)
    G.add(media, "MediaType", "Photo")
    G.add(media, "MediaEncoding", "jpg")
    G.add(media, "PublicationRank", str(rank))
    G.add(media, "Checksum", image.md5)
    G.add(media, "ChecksumType", "MD5")


def _add_attribute(attributes: etree._Element, value: ProductAttribute) -> None:
    attribute = G.add(attributes, "Attribute")
    G.add(attribute, "AttributeCode", value.code)
    G.add(attribute, "IsDeclinable", "true" if value.declinable else "false")
    values = G.add(attribute, "AttributeValues")
    if value.value_code:
        G.add(values, "AttributeValueCode", value.value_code)
    G.add(values, "AttributeValueLabel", value.label, language=_LANGUAGE)
