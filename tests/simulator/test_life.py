# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One product's whole life, as a seller sees it."""

from __future__ import annotations

from lxml import etree

from . import wire
from .seller import ImageHost, Seller, parse


def test_product_goes_live_is_ordered_shipped_and_paid(
    seller: Seller, image_host: ImageHost
) -> None:
    sim = seller.sim
    item = wire.vendor_item(medias=image_host.media())
    batch = parse(seller.send_items(wire.vendor_items(item)))
    batch_id = batch.findtext(f".//{{{wire.ITEMS}}}BatchId")
    sim.control.step(hours=47)
    assert seller.reports() == {}
    sim.control.step(hours=1)
    report = etree.fromstring(seller.reports()["products_laredoute"])
    assert report.get("BatchId") == batch_id
    assert (report.get("ItemsRead"), report.get("ItemsRejected")) == ("1", "0")
    (named,) = report
    part_number = sim.control.item(wire.EANS[0])["part_number"]
    assert dict(named.attrib) == {
        "EAN": wire.EANS[0],
        "ProductId": "SKU-1",
        "PartNumber": part_number,
    }

    answer = parse(seller.send_offers(wire.offer_file(wire.offer()), count=1))
    assert answer.findtext(f".//{{{wire.OFFERS}}}processWithSuccess") == "true"
    sim.control.step(hours=1)
    assert seller.errors("offers_laredoute") == {}
    assert sim.control.status()["items"]["live_eans"] == [wire.EANS[0]]

    placed = sim.control.place_random()
    assert seller.orders("Created") == []
    sim.control.step(minutes=15)
    (order,) = seller.orders("Created")
    assert order.get("OrderID") == placed[0]
    line_id = f"{placed[0]}-1"
    assert seller.results(wire.verb("accept", line_id)) == ["OK"]
    sim.control.step(minutes=30)
    assert seller.results(wire.ship(line_id)) == ["OK"]
    sim.control.step(days=41)
    (order,) = seller.orders("Paid")
    assert [one.get("StatusCode") for one in order.iter("OrderLine")] == ["Paid"]
