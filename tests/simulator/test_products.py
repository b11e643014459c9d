# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the platform makes of a product file: accepted, refused, or kept unseen."""

from __future__ import annotations

from typing import Any

import pytest
from PIL import ImageFile

from laredoute_simulator.images import measure_bytes

from . import wire
from .seller import ImageHost, Seller, closed_address, jpeg

LONG = "x" * 3001


def integrate(seller: Seller, *items: str) -> dict[str, list[str]]:
    """Send a product file, wait, and return the report's errors by reference."""
    assert seller.send_items(wire.vendor_items(*items)).status_code == 200
    seller.sim.world.files.clear()
    seller.sim.control.next("integrate products")
    return seller.errors("products_laredoute")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"brand": "0"}, "Brand can't be found by code: 0"),
        ({"brand": "B99999"}, "Brand can't be found by code: B99999"),
        ({"brand": "B00199"}, "Brand is not allowed for vendor: B00199"),
        ({"category": "S9999"}, "Category can't be found by code: S9999"),
        ({"category": "F010"}, "Category can't be found by code: F010"),
        ({"ean": "3700000000014"}, "EAN is not valid: 3700000000014"),
        ({"ean": "37000000"}, "EAN is not valid: 37000000"),
        ({"ean": ""}, "EAN is missing"),
        ({"ean": f" {wire.EANS[0]}"}, f"EAN is not valid:  {wire.EANS[0]}"),
        ({"sku": "S" * 33}, "ProductId is longer than 32 characters"),
        ({"title": "Robe &lt;b&gt;"}, "ProductTitle contains HTML"),
        ({"title": " "}, "ProductTitle is missing"),
        ({"description": ""}, "ProductDescription is missing"),
        ({"description": LONG}, "ProductDescription is longer than 3000 characters"),
        ({"vendor": "1"}, "Vendor can't be found by id: 1"),
        ({"category": "S0701"}, "Required attribute is missing: A0401"),
        (
            {
                "category": "S0701",
                "attributes": wire.attribute("A0401", "V000001", "E27"),
            },
            "Value is not allowed for A0401: V000001",
        ),
        (
            {"attributes": wire.attribute("A0210", "V030102", "coton")},
            "Attribute takes no value code: A0210",
        ),
        (
            {"attributes": wire.attribute("A0401", "V040100", "E27")},
            "Attribute is unknown in S0101: A0401",
        ),
        (
            {"attributes": wire.attribute("A1114", "", "Bleu")},
            "Generic and commercial colour go together",
        ),
        (
            {"attributes": wire.SIZE + wire.SIZE},
            "Attribute has more than one value: A0301",
        ),
        (
            {"attributes": wire.SIZE.replace("true", "false")},
            "IsDeclinable must be true for A0301",
        ),
        (
            {"attributes": wire.attribute("A0210", "", "coton", "true")},
            "IsDeclinable must be false for A0210",
        ),
    ],
)
def test_wrong_product_is_refused_with_its_reason(
    seller: Seller, image_host: ImageHost, change: dict[str, Any], error: str
) -> None:
    item = wire.vendor_item(**{"medias": image_host.media(), **change})
    sku = change.get("sku", "SKU-1")
    assert integrate(seller, item) == {sku: [error]}
    assert not list(seller.sim.world.items)


def test_one_wrong_product_stops_only_itself(
    seller: Seller, image_host: ImageHost
) -> None:
    good = wire.vendor_item(medias=image_host.media())
    bad = wire.vendor_item(
        medias=image_host.media(), ean=wire.EANS[1], sku="SKU-2", brand="0", title=""
    )
    assert list(integrate(seller, good, bad)) == ["SKU-2"]
    assert [item.sku for item in seller.sim.world.items] == ["SKU-1"]


def test_right_brand_and_lamp_are_accepted(
    seller: Seller, image_host: ImageHost
) -> None:
    seller.sim.account.extra_brands.append("B00199")
    lamp = wire.vendor_item(
        medias=image_host.media(),
        category="S0701",
        brand="B00199",
        attributes=wire.attribute("A0401", "V040100", "E27"),
    )
    assert integrate(seller, lamp) == {}


def _bomb() -> bytes:
    """A small JPEG that says it is 30000 pixels a side."""
    data = bytearray(jpeg(400, 400))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = b"\x75\x30\x75\x30"
    return bytes(data)


BOMB = _bomb()


@pytest.mark.parametrize(
    ("image", "error"),
    [
        ({"data": b"not an image"}, "Image can't be read"),
        ({"format": "PNG"}, "Image is not a JPEG"),
        ({"width": 399}, "Image is not 400 to 3500 px"),
        ({"height": 3501}, "Image is not 400 to 3500 px"),
        ({"data": BOMB}, "Image can't be read"),
        ({"data": jpeg() + b"\0" * 512000}, "Image is larger than 500 KB"),
        ({"data": jpeg()[:900]}, "Image can't be read"),
    ],
)
def test_wrong_image_is_refused(
    seller: Seller, image_host: ImageHost, image: dict[str, Any], error: str
) -> None:
    item = wire.vendor_item(medias=image_host.media(**image))
    (found,) = integrate(seller, item)["SKU-1"]
    assert found.startswith(error)


def test_reference_of_blanks_is_refused(seller: Seller, image_host: ImageHost) -> None:
    item = wire.vendor_item(medias=image_host.media(), sku="   ")
    assert integrate(seller, item) == {"": ["ProductId is missing"]}


def test_cut_image_is_refused_whatever_pillow_was_set_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    assert not measure_bytes(jpeg(), "a").problem
    for cut in (jpeg()[:-2], jpeg()[: len(jpeg()) // 2]):
        assert "can't be read" in measure_bytes(cut, "a").problem


def test_images_are_counted_ranked_and_compared(
    seller: Seller, image_host: ImageHost
) -> None:
    good = image_host.media()
    cases = {
        "": "A product has 1 to 8 Media, not 0",
        "".join(image_host.media(rank=n) for n in range(1, 10)): (
            "A product has 1 to 8 Media, not 9"
        ),
        image_host.media(rank=2): "PublicationRank goes from 1 to the number of Media",
        good.replace(">jpg<", ">png<"): "MediaEncoding must be jpg",
        wire.media(f"{image_host.base}/a.jpg", "0" * 32): "Checksum differs",
        wire.media(
            f"{image_host.base}/none.jpg", "0" * 32
        ): "Image can't be downloaded",
        wire.media("ftp://localhost/a.jpg", "0" * 32): "Image address is not valid",
    }
    for medias, error in cases.items():
        (found,) = integrate(seller, wire.vendor_item(medias=medias))["SKU-1"]
        assert found.startswith(error)


def test_image_of_a_host_that_does_not_answer_is_refused(seller: Seller) -> None:
    with closed_address() as address:
        item = wire.vendor_item(medias=wire.media(f"{address}/a.jpg", "0" * 32))
        (error,) = integrate(seller, item)["SKU-1"]
    assert error.startswith("Image can't be downloaded")


def test_image_domain_must_be_declared(seller: Seller, image_host: ImageHost) -> None:
    seller.sim.account.image_hosts.append("images.example")
    item = wire.vendor_item(medias=image_host.media())
    errors = integrate(seller, item)["SKU-1"]
    assert errors == ["Image domain is not declared: 127.0.0.1"]


def _family(image_host: ImageHost, **child: Any) -> list[str]:
    """A declination before its parent, as a file may have them."""
    medias = image_host.media()
    one = {"sku": "C-1", "parent": "P", "attributes": wire.SIZE, **child}
    parent = {"ean": "", "sku": "P", "parent": "P", "attributes": ""}
    return [
        wire.vendor_item(medias=medias, **one),
        wire.vendor_item(medias=medias, **parent),
    ]


def test_declination_and_parent_are_integrated(
    seller: Seller, image_host: ImageHost
) -> None:
    assert integrate(seller, *_family(image_host)) == {}
    items = seller.sim.control.status()["items"]
    assert (items["parents"], items["integrated"], items["live"]) == (1, 1, 0)


def test_declination_without_size_is_kept_but_never_live(
    seller: Seller, image_host: ImageHost
) -> None:
    family = _family(image_host, attributes=wire.COLOURS)
    assert integrate(seller, *family) == {"C-1": ["A référencer"]}
    seller.send_offers(wire.offer_file(wire.offer(sku="C-1")))
    seller.sim.control.step(hours=1)
    assert seller.errors("offers_laredoute") == {}
    items = seller.sim.control.status()["items"]
    assert (items["to_reference"], items["live"]) == (1, 0)
    integrate(seller, *_family(image_host))
    assert seller.sim.control.status()["items"]["live"] == 1


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"ean": wire.EANS[2]}, "A parent product has no EAN"),
        ({"attributes": wire.COLOURS}, "A parent product has no Attributes"),
        ({"medias": ""}, "A parent product has exactly one Media"),
    ],
)
def test_wrong_parent_is_refused(
    seller: Seller, image_host: ImageHost, change: dict[str, Any], error: str
) -> None:
    one = {"ean": "", "sku": "P", "parent": "P", "attributes": "", **change}
    item = wire.vendor_item(**{"medias": image_host.media(), **one})
    assert integrate(seller, item) == {"P": [error]}


def test_declination_needs_its_parent(seller: Seller, image_host: ImageHost) -> None:
    errors = integrate(seller, _family(image_host)[0])
    assert errors == {"C-1": ["Parent can't be found: P"]}


def test_what_was_sent_cannot_change(seller: Seller, image_host: ImageHost) -> None:
    medias = image_host.media()
    assert integrate(seller, wire.vendor_item(medias=medias)) == {}
    other_sku = wire.vendor_item(medias=medias, sku="SKU-9")
    other_ean = wire.vendor_item(medias=medias, ean=wire.EANS[1])
    child = wire.vendor_item(
        medias=medias,
        ean=wire.EANS[2],
        sku="C-1",
        parent="SKU-1",
        attributes=wire.SIZE,
    )
    parent = wire.vendor_item(
        medias=medias, ean="", sku="SKU-1", parent="SKU-1", attributes=""
    )
    assert integrate(seller, other_sku) == {
        "SKU-9": ["ProductId can't be changed: SKU-1"]
    }
    assert integrate(seller, other_ean) == {
        "SKU-1": [f"EAN can't be changed: {wire.EANS[0]}"]
    }
    standalone = "A standalone product gets no declinations: SKU-1"
    assert integrate(seller, child) == {"C-1": [standalone]}
    assert standalone in integrate(seller, parent)["SKU-1"]
    again = wire.vendor_item(medias=medias, title="Robe Courte")
    assert integrate(seller, again) == {}
    assert seller.sim.control.item(wire.EANS[0])["title"] == "Robe Courte"


def test_twice_in_one_file_is_refused(seller: Seller, image_host: ImageHost) -> None:
    item = wire.vendor_item(medias=image_host.media())
    (errors,) = integrate(seller, item, item).values()
    assert errors == [
        f"EAN is twice in the file: {wire.EANS[0]}",
        "ProductId is twice in the file: SKU-1",
    ]


def test_first_file_takes_48_hours_then_24_in_order(
    seller: Seller, image_host: ImageHost
) -> None:
    item = wire.vendor_item(medias=image_host.media())
    for _ in range(2):
        seller.send_items(wire.vendor_items(item))
    dues = [batch.due - batch.received for batch in seller.sim.world.batches]
    assert dues == pytest.approx([48 * 3600, 48 * 3600], abs=5)
    seller.sim.control.step(hours=48)
    seller.send_items(wire.vendor_items(item))
    *_others, last = seller.sim.world.batches
    assert last.due - last.received == pytest.approx(24 * 3600)
