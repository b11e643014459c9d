# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Round trips of product and offer files, and what cannot be written."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from odoo.addons.laredoute_connector.marketplace.errors import (
    RefusedData,
)
from odoo.addons.laredoute_connector.marketplace.records import (
    DeliveryMode,
    DeliveryPromise,
    Product,
)
from odoo.addons.laredoute_connector.marketplace.sellr.wire import assumptions
from odoo.addons.laredoute_connector.marketplace.sellr.wire.envelope import (
    Soap,
    encode_envelope,
    encode_inject_items,
)
from odoo.addons.laredoute_connector.marketplace.sellr.wire.offers import (
    OfferSender,
    encode_inject_file,
    encode_offers,
    offer_element,
    offer_file_name,
)
from odoo.addons.laredoute_connector.marketplace.sellr.wire.order_of_elements import (
    PRODUCTS,
    UnknownElement,
)
from odoo.addons.laredoute_connector.marketplace.sellr.wire.products import (
    encode_products,
    product_element,
)

from .builders import NOW, offer, product
from .file_decoding import (
    decode_offer,
    decode_offers,
    decode_product,
    decode_products,
)

SENDER = OfferSender("V42", "400")
P = "{http://RedouteFrance/CAT-EXT-INTG/Product/VendorItems/1.0}"
O = "{http://RedCats/MarketPlace/Partnership/2.0}"  # noqa: E741
TEXTS = st.text(min_size=1).map(lambda text: text.strip() or "x")


def parent() -> Product:
    return product(ean="", sku="ROBE-01", attributes=(), images=product().images[:1])


def names(element: etree._Element) -> list[str]:
    return [etree.QName(child).localname for child in element]


# -------------------------------------------------------------------- products
def test_product_file_round_trips(tmp_path: Path) -> None:
    products = [parent(), product(), product(ean="3401597000023", parent_sku="")]
    path = tmp_path / "products.xml"
    assert encode_products(iter(products), "V42", path) == 3
    with path.open("rb") as stream:
        assert list(decode_products(stream)) == products


def test_product_file_without_product_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "products.xml"
    assert encode_products((), "V42", path) == 0
    assert etree.parse(str(path)).getroot().tag == f"{P}VendorItems"


def test_product_has_the_order_of_the_protocol() -> None:
    item = product_element(product(), "V42")
    assert names(item) == ["EAN", "Classification", "Product", "Vendor", "Attributes"]
    found = item.find(f"{P}Product")
    assert found is not None
    assert names(found) == [
        "ProductId",
        "ParentProductId",
        "ProductTitles",
        "ProductDescriptions",
        "ProductBrand",
        "Medias",
    ]
    media = found.findall(f".//{P}Media")[1]
    assert [(etree.QName(each).localname, each.text) for each in media] == [
        ("MediaURL", "https://img.example/2.jpg?a=1&b=2"),
        ("MediaType", "Photo"),
        ("MediaEncoding", "jpg"),
        ("PublicationRank", "2"),
        ("Checksum", "f" * 32),
        ("ChecksumType", "MD5"),
    ]
    assert item.findtext(f"{P}Vendor/{P}VendorId") == "V42"
    title = item.find(f".//{P}ProductTitle")
    assert title is not None
    assert title.get("language") == "fr"
    assert b"<ProductId><![CDATA[ROBE-01-38]]></ProductId>" in etree.tostring(item)


def test_parent_has_no_ean_and_is_its_own_parent() -> None:
    item = product_element(parent(), "V42")
    assert names(item) == ["Classification", "Product", "Vendor"]
    assert item.findtext(f"{P}Product/{P}ParentProductId") == "ROBE-01"
    assert decode_product(item).is_parent


def test_free_attribute_has_a_label_and_no_code() -> None:
    constrained, free = product_element(product(), "V42").iter(f"{P}AttributeValues")
    assert names(constrained) == ["AttributeValueCode", "AttributeValueLabel"]
    assert names(free) == ["AttributeValueLabel"]


def test_product_without_reference_is_refused() -> None:
    with pytest.raises(RefusedData) as caught:
        product_element(product(sku=""), "V42")
    assert caught.value.code == "no_sku"


@given(TEXTS, TEXTS)
def test_any_text_of_a_product_round_trips(title: str, description: str) -> None:
    item = product_element(product(title=title, description=description), "V42")
    content = etree.tostring(item, encoding="UTF-8")
    decoded = decode_product(etree.fromstring(content))
    # XML itself turns carriage returns into line feeds, and forbids some characters:
    # the gaps among them arrive as a blank
    for given_text, read in (
        (title, decoded.title),
        (description, decoded.description),
    ):
        assert set(read) <= set(re.sub("[\x0b\x0c]", " ", given_text)) | {"\n"}


def test_l_no_version_of_the_library_sees_other_lines_or_ends() -> None:
    """Old ones read the lines of a section as they stand, and write no end in it."""
    item = product_element(product(sku="A]]>B", description="a\r\nb\rc"), "V42")
    written = etree.tostring(item)
    assert b"<![CDATA[a\nb\nc]]>" in written
    assert b"<ProductId>A]]&gt;B</ProductId>" in written
    assert b"\r" not in written and b"&#13;" not in written


def test_end_of_cdata_inside_a_text_round_trips() -> None:
    item = product_element(product(sku="a]]>b", description="]]>"), "V42")
    decoded = decode_product(etree.fromstring(etree.tostring(item)))
    assert (decoded.sku, decoded.description) == ("a]]>b", "]]>")


def test_unknown_or_late_child_cannot_be_written() -> None:
    item = PRODUCTS.root("VendorItem")
    with pytest.raises(UnknownElement, match="no child EANS"):
        PRODUCTS.add(item, "EANS", "1")
    PRODUCTS.add(item, "Vendor")
    with pytest.raises(UnknownElement, match="too late"):
        PRODUCTS.add(item, "EAN", "1")
    with pytest.raises(UnknownElement):
        PRODUCTS.root("Order")


# ---------------------------------------------------------------------- offers
def test_offer_file_round_trips(tmp_path: Path) -> None:
    offers = [offer(), offer(ean="3401597000023", quantity=0, eco_fee=None)]
    path = tmp_path / "offers.xml"
    assert encode_offers(iter(offers), SENDER, path, NOW) == 2
    with path.open("rb") as stream:
        assert list(decode_offers(stream)) == offers
    root = etree.parse(str(path)).getroot()
    assert root.tag == f"{O}SellerOfferRequest"
    assert dict(root.attrib) == {
        "MessageRelease": "1.0",
        "MessageDate": "2026-11-21T10:30:05Z",
        "SellerID": "V42",
        "HubID": "400",
    }


def test_offer_has_the_values_of_the_protocol() -> None:
    item = offer_element(offer())
    price = item.find(f".//{O}SellerOfferPrice")
    assert price is not None
    assert names(price) == ["OfferPeriod", "SellingPrice", "BlockedPrice"]
    assert dict(price.attrib) == {
        "SellerOfferID": "ROBE-01-38",
        "OfferNature": "Standard",
        "CustomerTarget": "All",
    }
    assert item.findtext(f".//{O}StartDate") == "2026-11-21T00:00:00.000Z"
    assert item.findtext(f".//{O}Amount") == "49.90"
    assert item.findtext(f".//{O}VATRate") == "0.20"
    assert item.findtext(f".//{O}WEEFee") == "0.12"
    assert item.findtext(f".//{O}BlockedPrice") == "59.90"
    modes = [each.get("DeliveryMode") for each in item.iter(f"{O}Delivery")]
    assert modes == ["Home", "Relais"]
    standard = item.find(f".//{O}ItemStandardID")
    assert standard is not None
    assert standard.get("Qualifier") == "EN"


@pytest.mark.parametrize("strikes_nothing", [True, False])
@pytest.mark.parametrize(
    ("price", "struck", "equal"),
    [("49.90", "49.90", True), ("49.90", "49.904", True), ("49.90", "49.91", False)],
)
def test_f_equal_struck_price_goes_where_it_strikes_nothing(
    monkeypatch: pytest.MonkeyPatch,
    strikes_nothing: bool,
    price: str,
    struck: str,
    equal: bool,
) -> None:
    name = "EQUAL_STRUCK_PRICE_STRIKES_NOTHING"
    monkeypatch.setattr(assumptions, name, strikes_nothing)
    values = {"price": Decimal(price), "struck_price": Decimal(struck)}
    found = offer_element(offer(**values)).findtext(f".//{O}BlockedPrice")
    sent = struck[:5] if strikes_nothing or not equal else None
    assert found == sent


def test_offer_without_eco_fee_does_not_send_one() -> None:
    assert offer_element(offer(eco_fee=None)).find(f".//{O}WEEFee") is None


@pytest.mark.parametrize(
    "values",
    [
        {"price": Decimal("-1")},
        {"vat_rate": Decimal(20)},
        {"quantity": -1},
        {"starts_at": datetime(2026, 1, 1)},
    ],
)
def test_offer_that_has_no_wire_form_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(RefusedData) as caught:
        offer_element(offer(**values))
    assert caught.value.code == "offer_value"
    assert "ROBE-01-38" in str(caught.value)


@given(
    st.decimals("0.01", "99999.99", places=2),
    st.decimals("0", "99.99", places=2),
    st.integers(0, 10**6),
    st.sampled_from(["0.20", "0.10", "0.055", "0.021"]),
)
def test_any_offer_round_trips(
    price: Decimal, fee: Decimal, quantity: int, rate: str
) -> None:
    sent = offer(
        price=price,
        struck_price=price,
        quantity=quantity,
        vat_rate=Decimal(rate),
        eco_fee=fee or None,
        deliveries=(DeliveryPromise(DeliveryMode.RELAY, fee, 0, 1, 9),),
    )
    content = etree.tostring(offer_element(sent))
    assert decode_offer(etree.fromstring(content)) == sent


# ------------------------------------------------------------------- envelopes
def test_offer_request_has_the_order_of_the_protocol() -> None:
    name = offer_file_name("V42", NOW)
    assert name == "V42.MKP_SellerOffer.001.2026-11-21-10-30-05.xml"
    body = encode_inject_file(SENDER, name, 2)
    assert [(etree.QName(each).localname, each.text) for each in body] == [
        ("EUserId", "V42"),
        ("ESystem", "400"),
        ("FlowName", "MKP_SellerOffer"),
        ("FlowVersion", "001"),
        ("FileName", name),
        ("NumberOfElements", "2"),
        ("fileAttachedWithSoapMsg", "true"),
    ]
    assert etree.QName(body[0]).namespace == etree.QName(body).namespace


def test_items_request_names_the_attachment_then_the_token() -> None:
    root = etree.fromstring(
        encode_envelope(Soap.V11, *encode_inject_items("tok\x00en"))
    )
    body = root[1]
    assert names(root) == ["Header", "Body"]
    assert [each.tag for each in body] == [
        "attachment",
        "{http://RedouteFrance/seller/items/1.1}injectItems",
    ]
    assert body[1].findtext("api-key") == "token"
