# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The platform through the port, against the simulator.

Both sides were written from docs/protocol.md, each on its own; here they meet.
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from odoo.addons.laredoute_connector.marketplace.errors import (
    AccessRefused,
    UntrustedServer,
    WrongCredentials,
    WrongSettings,
)
from odoo.addons.laredoute_connector.marketplace.platforms import open_marketplace
from odoo.addons.laredoute_connector.marketplace.port import HasServerKey, Marketplace
from odoo.addons.laredoute_connector.marketplace.records import (
    AnswerKind,
    AnswerLine,
    AnswerResult,
    CompetingOffer,
    DecisionKind,
    DeliveryMode,
    DeliveryPromise,
    FileKind,
    LineStatus,
    Offer,
    Product,
    ProductAttribute,
    ProductImage,
    Shipment,
)
from odoo.addons.laredoute_connector.marketplace.rules import prepare_image
from odoo.addons.laredoute_connector.marketplace.sellr.platform import SELLR
from odoo.addons.laredoute_connector.marketplace.sellr.rule_book import BOOK

from laredoute_simulator import Simulator

from .servers import WireServer, answer, says
from .simulator_case import (
    EANS,
    decide,
    decision,
    error_of,
    market,
    now,
    only_order,
    place,
    running_simulator,  # noqa: F401 (a fixture)
    settings_of,
)
from .test_image import drawn

LIMITS = BOOK.limits.images


# ----------------------------------------------------------------------- access
def test_every_service_and_token_works(sim: Simulator) -> None:
    with market(sim) as opened:
        checks = list(opened.check_access(now()))
        assert isinstance(opened, HasServerKey)
        assert opened.server_key() == sim.host_key
    assert {check.subject: check.error for check in checks} == dict.fromkeys(
        ("items", "offers", "orders_read", "orders_update", "sftp")
    )
    status = sim.control.status()
    assert status["items"]["integrated"] == 0
    assert status["batches"] == []


@pytest.mark.parametrize(
    ("values", "broken"),
    [
        ({"password": "x"}, {"items", "offers", "orders_read", "orders_update"}),
        ({"items_token": "x"}, {"items"}),
        ({"read_token": "x"}, {"orders_read"}),
        ({"update_token": "x"}, {"orders_update"}),
        ({"sftp_password": "x"}, {"sftp"}),
    ],
)
def test_wrong_credential_breaks_its_service_only(
    sim: Simulator, values: dict[str, str], broken: set[str]
) -> None:
    with market(sim, **values) as opened:
        errors = {each.subject: each.error for each in opened.check_access(now())}
    failed = {subject for subject, error in errors.items() if error}
    assert failed == broken
    assert all(type(errors[each]) is WrongCredentials for each in broken)


def test_tokens_are_not_interchangeable(sim: Simulator) -> None:
    token = sim.account.tokens["orders_update"]
    with market(sim, read_token=token) as opened:
        assert type(error_of(opened, "orders_read")) is WrongCredentials


@pytest.mark.parametrize("values", [{"vendor_id": "1"}, {"hub_id": "9"}])
def test_wrong_ids_are_settings(sim: Simulator, values: dict[str, str]) -> None:
    with market(sim, **values) as opened:
        error = error_of(opened, "offers")
    assert isinstance(error, WrongSettings)
    assert not isinstance(error, WrongCredentials)


def test_missing_right_is_shown(sim: Simulator) -> None:
    sim.control.set_right("orders_read", False)
    sim.control.lock_sftp("all")
    with market(sim) as opened:
        assert type(error_of(opened, "orders_read")) is AccessRefused
        assert isinstance(error_of(opened, "sftp"), WrongSettings)


def test_changed_host_key_is_refused(sim: Simulator) -> None:
    settings = settings_of(sim)
    sim.control.change_host_key()
    with open_marketplace(settings) as opened, pytest.raises(UntrustedServer):
        list(opened.list_answers(()))


# -------------------------------------------------------------- the catalogue
def products(url: str, md5: str) -> list[Product]:
    image = ProductImage(url, md5)
    parent = Product(
        ean="",
        sku="ROBE",
        parent_sku="ROBE",
        category_code="S0101",
        title="Robe Longue",
        description="Robe d'été & <légère>.",
        brand_code="B00101",
        images=(image,),
    )
    attributes = (
        ProductAttribute("A0485", "bleu", "V002232", declinable=True),
        ProductAttribute("A1114", "bleu nuit"),
        ProductAttribute("A0301", "38", "V030102", declinable=True),
    )
    child = replace(parent, ean=EANS[0], sku="ROBE-38", attributes=attributes)
    wrong = replace(child, ean=EANS[1], sku="ROBE-40", brand_code="0")
    unsized = replace(child, ean=EANS[2], sku="ROBE-42", attributes=attributes[:2])
    return [parent, child, wrong, unsized]


def offers() -> list[Offer]:
    today = now().replace(hour=0, minute=0)
    offer = Offer(
        ean=EANS[0],
        sku="ROBE-38",
        quantity=5,
        price=Decimal("49.90"),
        struck_price=Decimal("59.90"),
        vat_rate=Decimal("0.20"),
        starts_at=today - timedelta(days=1),
        ends_at=today + timedelta(days=365),
        deliveries=(
            DeliveryPromise(DeliveryMode.HOME, Decimal("4.90"), 1, 2, 4),
            DeliveryPromise(DeliveryMode.RELAY, Decimal("2.90"), 1, 3, 5),
        ),
        eco_fee=Decimal("0.06"),
    )
    return [offer, replace(offer, ean=EANS[1], sku="ROBE-40")]


def collect(
    opened: Marketplace, folder: Path, kind: AnswerKind
) -> list[AnswerLine | CompetingOffer]:
    (file,) = [each for each in opened.list_answers(()) if each.kind is kind]
    path = folder / file.name
    opened.fetch_answer(file, path)
    opened.settle_answer(file)
    opened.settle_answer(file)
    assert file.name not in [each.name for each in opened.list_answers(())]
    report = opened.open_answer(io.BytesIO(path.read_bytes()), file.name)
    assert report.header.kind is kind
    assert report.header.batch_id == file.batch_id
    lines = list(report)
    if report.header.items_rejected is not None:
        assert report.header.items_rejected == len(_refused(lines))
    return lines


def _refused(lines: list[AnswerLine | CompetingOffer]) -> set[str]:
    return {
        line.ean
        for line in lines
        if not isinstance(line, AnswerLine) or line.result is not AnswerResult.ACCEPTED
    }


def errors_in(lines: list[AnswerLine | CompetingOffer]) -> list[AnswerLine]:
    return [
        line
        for line in lines
        if isinstance(line, AnswerLine) and line.result is not AnswerResult.ACCEPTED
    ]


def test_products_then_offers_are_taken_and_reported(
    sim: Simulator, tmp_path: Path
) -> None:
    prepared = prepare_image(drawn(), LIMITS)
    reply = says(answer(200, prepared.data, "Content-Type: image/jpeg"))
    with WireServer(reply) as images, market(sim) as opened:
        sent = products(images.url, prepared.md5)
        file = opened.encode(FileKind.PRODUCTS, sent, tmp_path / "p.xml", now())
        batch = opened.send(FileKind.PRODUCTS, file).batch_id
        assert batch
        sim.control.step(hours=49)
        lines = collect(opened, tmp_path, AnswerKind.PRODUCTS)
        (taken,) = [each for each in lines if each.ean == EANS[0]]
        assert isinstance(taken, AnswerLine)
        assert taken.result is AnswerResult.ACCEPTED
        assert taken.part_number, "La Redoute names its own reference"
        errors = errors_in(lines)
        texts = [each.text for each in errors if each.ean == EANS[1]]
        assert "Brand can't be found by code: 0" in texts
        # no size was given: kept by La Redoute, and shown as waiting for it
        assert [each.code for each in errors if each.ean == EANS[2]] == ["SIZE_MISSING"]
        assert not [each for each in errors if each.ean == EANS[0]]

        file = opened.encode(FileKind.OFFERS, offers(), tmp_path / "o.xml", now())
        assert opened.send(FileKind.OFFERS, file).batch_id
        sim.control.step(hours=2)
        errors = errors_in(collect(opened, tmp_path, AnswerKind.OFFERS))
        assert [(each.ean, each.text) for each in errors] == [
            (EANS[1], "PRODUCT NOT FOUND")
        ]
        assert sim.control.status()["items"]["live_eans"] == [EANS[0]]

        sim.control.competitor(EANS[0], "45.00", "3.90", 2)
        sim.control.write_open_listing()
        lines = collect(opened, tmp_path, AnswerKind.OPEN_LISTING)
        (best,) = [each for each in lines if isinstance(each, CompetingOffer)]
        assert (best.ean, best.best_price) == (EANS[0], Decimal("45.00"))
        assert best.best_delivery_fee == Decimal("3.90")
        assert not best.is_ours


# ------------------------------------------------------------------ the orders
def test_life_of_an_order(sim: Simulator) -> None:
    first, second = place(sim)
    with market(sim) as opened:
        order = only_order(opened)
        assert [line.remote_id for line in order.lines] == [first, second]
        line = order.lines[0]
        assert (line.status, line.ean) == (LineStatus.TO_ACCEPT, EANS[0])
        assert (line.quantity, line.unit_price) == (2, Decimal("49.90"))
        assert line.delivery_fee == Decimal("4.90")
        assert order.delivery_of(line) == order.delivery
        assert order.delivery.address.zip_code
        assert not order.delivery.address.name
        assert order.unknown == line.unknown == ()
        assert SELLR.decode_order(order.source) == order

        accept = decision(DecisionKind.ACCEPT, first)
        refuse = decision(DecisionKind.REFUSE, second)
        results = decide(opened, accept, refuse, decision(DecisionKind.REFUND, second))
        assert [result.accepted for result in results] == [True, True, False]
        assert results[2].message
        assert SELLR.confirms(accept, order) is False
        assert SELLR.confirms(accept, only_order(opened)) is True
        assert SELLR.confirms(refuse, only_order(opened)) is True
        sim.control.step(minutes=40)
        order = only_order(opened)
        assert order.lines[0].status is LineStatus.TO_SHIP
        assert order.delivery.address.name
        assert order.delivery.email.endswith("@web.redoute.fr")

        parcel = Shipment(
            shipped_at=now(),
            tracking_number="6A0123456789",
            carrier="Colissimo",
            tracking_url="https://track.example/?p=6A0123456789&l=fr",
        )
        shipping = decision(DecisionKind.SHIP, first, parcel)
        assert decide(opened, shipping)[0].accepted is True
        # sent again it is refused, and has no second effect
        assert decide(opened, shipping)[0].accepted is False
        assert only_order(opened).lines[0].status is LineStatus.SHIPPED
        shown = sim.control.status()["orders"]["list"][0]["lines"][0]
        assert shown["tracking_number"] == "6A0123456789"
        assert shown["audit"]["ship"]["effect"] == 1

        refund = decision(
            DecisionKind.REFUND,
            first,
            quantity=Decimal(1),
            refund_shipping=True,
            amount=Decimal("10.00"),
        )
        assert decide(opened, refund)[0].accepted is True


def test_relay_order_names_the_relay(sim: Simulator) -> None:
    lines = place(sim, relay=True)
    with market(sim) as opened:
        decide(opened, *(decision(DecisionKind.ACCEPT, each) for each in lines))
        sim.control.step(minutes=40)
        order = only_order(opened)
    assert order.delivery.mode == "Relais"
    assert order.delivery.kind == "Regular"
    assert order.delivery.relay_id
    assert order.lines[0].unknown == ()


def test_words_of_its_own_for_how_a_parcel_goes(sim: Simulator) -> None:
    place(sim, delivery_mode="Drive", delivery_type="Tracked")
    with market(sim) as opened:
        order = only_order(opened)
    assert (order.delivery.mode, order.delivery.kind) == ("Drive", "Tracked")
    assert order.lines[0].unknown == ()


def test_unknown_status_is_kept(sim: Simulator) -> None:
    first, _second = place(sim)
    sim.control.set_status(first, "On The Moon")
    with market(sim) as opened:
        line = only_order(opened).lines[0]
    assert (line.status, line.status_text) == (LineStatus.UNKNOWN, "On The Moon")
