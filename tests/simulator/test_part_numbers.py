# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""La Redoute's own numbers of products: who gets one, and that it stays."""

from __future__ import annotations

import re
from pathlib import Path

import requests
from lxml import etree

from laredoute_simulator import Simulator

from . import wire
from .seller import PATIENCE, ImageHost, Seller


def integrate(seller: Seller, *items: str) -> dict[str, str]:
    """Send a product file, wait, and return the report's part numbers by EAN."""
    assert seller.send_items(wire.vendor_items(*items)).status_code == 200
    seller.sim.world.files.clear()
    seller.sim.control.next("integrate products")
    return seller.part_numbers()


def two_items(image_host: ImageHost) -> list[str]:
    medias = image_host.media()
    return [
        wire.vendor_item(medias=medias, ean=ean, sku=f"SKU-{ean}")
        for ean in wire.EANS[:2]
    ]


def test_each_integrated_item_has_a_number_of_its_own(
    seller: Seller, image_host: ImageHost
) -> None:
    numbers = integrate(seller, *two_items(image_host))
    assert list(numbers) == wire.EANS[:2]
    assert len(set(numbers.values())) == 2
    assert all(re.fullmatch(r"35\d{7}", number) for number in numbers.values())


def test_refused_item_has_none_and_only_it_is_counted(
    seller: Seller, image_host: ImageHost
) -> None:
    bad = wire.vendor_item(
        medias=image_host.media(), ean=wire.EANS[2], sku="SKU-3", brand="0"
    )
    assert list(integrate(seller, *two_items(image_host), bad)) == wire.EANS[:2]
    root = etree.fromstring(seller.reports()["products_laredoute"])
    assert (root.get("ItemsRead"), root.get("ItemsRejected")) == ("3", "1")
    assert len(root) == 3


def test_parent_is_not_named(seller: Seller, image_host: ImageHost) -> None:
    medias = image_host.media()
    parent = wire.vendor_item(medias=medias, ean="", sku="P", parent="P", attributes="")
    child = wire.vendor_item(medias=medias, sku="C-1", parent="P", attributes=wire.SIZE)
    assert list(integrate(seller, parent, child)) == [wire.EANS[0]]
    root = etree.fromstring(seller.reports()["products_laredoute"])
    assert [item.get("ProductId") for item in root] == ["C-1"]
    (kept,) = (item for item in seller.sim.world.items if item.is_parent)
    assert kept.part_number == ""


def test_number_comes_with_the_size_of_what_was_to_be_referenced(
    seller: Seller, image_host: ImageHost
) -> None:
    medias = image_host.media()
    parent = wire.vendor_item(medias=medias, ean="", sku="P", parent="P", attributes="")
    one = {"medias": medias, "sku": "C-1", "parent": "P"}
    assert integrate(seller, parent, wire.vendor_item(**one)) == {}
    assert seller.sim.control.item(wire.EANS[0])["part_number"] == ""
    sized = wire.vendor_item(**one, attributes=wire.SIZE)
    assert list(integrate(seller, parent, sized)) == [wire.EANS[0]]


def test_number_stays_when_the_product_is_sent_again(
    seller: Seller, image_host: ImageHost
) -> None:
    first = integrate(seller, *two_items(image_host))
    assert integrate(seller, *two_items(image_host)) == first


def test_number_outlives_a_restart(tmp_path: Path, image_host: ImageHost) -> None:
    state = tmp_path / "state.sqlite"
    with Simulator(speed=0, state=state) as sim:
        first = integrate(Seller(sim), *two_items(image_host))
    with Simulator(speed=0, state=state) as sim:
        assert sim.control.item(wire.EANS[0])["part_number"] == first[wire.EANS[0]]
        assert integrate(Seller(sim), *two_items(image_host)) == first


def test_control_api_shows_the_number(seller: Seller, image_host: ImageHost) -> None:
    numbers = integrate(seller, *two_items(image_host))
    answer = requests.post(
        f"{seller.sim.addresses['control']}/control/item",
        json={"ean": wire.EANS[0]},
        timeout=PATIENCE,
    )
    assert answer.json()["result"]["part_number"] == numbers[wire.EANS[0]]


def test_offers_report_names_refused_offers_only(stocked: Seller) -> None:
    stocked.send_offers(wire.offer_file(wire.offer()))
    stocked.sim.control.step(hours=1)
    root = etree.fromstring(stocked.reports()["offers_laredoute"])
    assert (root.get("ItemsRead"), root.get("ItemsRejected")) == ("1", "0")
    assert len(root) == 0
