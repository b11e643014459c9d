# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Decisions sent, results read, and the services' ways of saying no."""

from __future__ import annotations

from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from odoo.addons.laredoute_connector.marketplace.errors import (
    MarketplaceError,
    RefusedData,
    RetryLater,
    UnknownOutcome,
    WrongSettings,
)
from odoo.addons.laredoute_connector.marketplace.records import (
    Decision,
    DecisionKind,
    LineDecision,
    LineResult,
    Receipt,
    Shipment,
)
from odoo.addons.laredoute_connector.marketplace.sellr.wire.faults import (
    decode_batch,
    decode_inject_answer,
    find_fault,
)
from odoo.addons.laredoute_connector.marketplace.sellr.wire.order_updates import (
    VERBS,
    decode_results,
    encode_updates,
)

from .builders import fixture

SHIPPED_AT = datetime(2026, 11, 21, 14, 5, tzinfo=timezone.utc)


def decision(kind: DecisionKind, line_id: str, **values: Any) -> Decision:
    return Decision("A", (LineDecision(kind, line_id, **values),))


def ship(line_id: str = "L1", **values: Any) -> Decision:
    parcel = Shipment(
        **{
            "shipped_at": SHIPPED_AT,
            "tracking_number": "6A123",
            "carrier": "Colissimo",
            "tracking_url": "https://track.example/6A123?a=1&b=2",
            **values,
        }
    )
    return Decision("A", (LineDecision(DecisionKind.SHIP, line_id),), parcel)


UPDATES = [
    decision(DecisionKind.ACCEPT, "L1"),
    decision(DecisionKind.REFUSE, "L2"),
    decision(DecisionKind.OUT_OF_STOCK, "L3"),
    ship(line_id="L4"),
    ship(line_id="L5", tracking_number="", carrier="", tracking_url=""),
    decision(
        DecisionKind.REFUND,
        "L6",
        quantity=Decimal(2),
        refund_shipping=True,
        amount=Decimal("12.50"),
    ),
    decision(DecisionKind.REFUND, "L7"),
]


# ------------------------------------------------------------------------- out
def test_updates_have_the_form_of_the_protocol() -> None:
    body = encode_updates(UPDATES, "tok")
    assert body.tag == "{http://RedouteFrance/seller/order/1.2}UpdateRequest"
    assert [child.tag for child in body] == [
        "apikey",
        "accept",
        "refuse",
        "outOfStock",
        "ship",
        "ship",
        "refunding",
        "refunding",
    ]
    assert [(each.tag, each.text) for each in body[4]] == [
        ("shipDate", "2026-11-21T14:05"),
        ("trackingNumber", "6A123"),
        ("carrier", "Colissimo"),
        ("trackingUrl", "https://track.example/6A123?a=1&b=2"),
    ]
    assert [(each.tag, each.text) for each in body[6]] == [
        ("quantity", "2"),
        ("refundShipping", "true"),
        ("amount", "12.50"),
    ]
    assert body[1].get("OrderLineID") == "L1"
    assert set(VERBS) == set(DecisionKind)


@pytest.mark.parametrize(
    ("update", "code"),
    [
        (decision(DecisionKind.ACCEPT, ""), "no_line"),
        (ship(shipped_at=None), "no_ship_date"),
        (ship(shipped_at=datetime(2026, 1, 1)), "update_value"),
        (ship(tracking_number="x" * 33), "tracking_too_long"),
        (ship(tracking_url="javascript:alert(1)"), "tracking_url"),
        (ship(tracking_url="https://"), "tracking_url"),
        (
            decision(DecisionKind.REFUND, "L1", quantity=Decimal("0.5")),
            "update_value",
        ),
        (decision(DecisionKind.REFUND, "L1", amount=Decimal(-1)), "update_value"),
    ],
)
def test_update_that_misses_something_is_refused(update: Decision, code: str) -> None:
    with pytest.raises(RefusedData) as caught:
        encode_updates([update], "tok")
    assert caught.value.code == code


def test_the_longest_tracking_number_can_be_sent() -> None:
    body = encode_updates([ship(tracking_number="x" * 32)], "tok")
    assert body[1][1].text == "x" * 32


@given(st.text(max_size=40), st.text(max_size=32))
def test_any_text_can_be_sent(line_id: str, carrier: str) -> None:
    update = ship(line_id="L" + line_id, carrier=carrier)
    assert etree.tostring(encode_updates([update], line_id))


def test_lines_of_one_decision_have_a_verb_each() -> None:
    lines = tuple(LineDecision(DecisionKind.ACCEPT, each) for each in ("L1", "L2"))
    body = encode_updates([Decision("A", lines)], "tok")
    assert [(each.tag, each.get("OrderLineID")) for each in body[1:]] == [
        ("accept", "L1"),
        ("accept", "L2"),
    ]


# --------------------------------------------------------------------- results
def test_results_come_in_the_order_of_the_updates() -> None:
    updates = [
        LineDecision(DecisionKind.ACCEPT, f"L{number}") for number in range(1, 5)
    ]
    assert decode_results(etree.fromstring(fixture("updates_mixed.xml")), updates) == [
        LineResult("L1", True),
        LineResult("L2", False, "line is not Created"),
        # not mentioned, and mentioned with an unknown word
        LineResult("L3", None),
        LineResult("L4", None),
    ]


def test_two_verbs_about_one_line_have_a_result_each() -> None:
    lines = [
        LineDecision(DecisionKind.ACCEPT, "L1"),
        LineDecision(DecisionKind.SHIP, "L1"),
    ]
    answer = etree.fromstring(
        '<UpdateResponse><LineResult OrderLineID="L1" Status="OK"/>'
        '<LineResult OrderLineID="L1" Status="KO"><Message>too early</Message>'
        "</LineResult></UpdateResponse>"
    )
    assert decode_results(answer, lines) == [
        LineResult("L1", True),
        LineResult("L1", False, "too early"),
    ]


# ---------------------------------------------------------------------- faults
@pytest.mark.parametrize(
    ("name", "kind", "code", "remote"),
    [
        ("items_client_fault.xml", RefusedData, "client_fault", "soapenv:Client.Data"),
        ("offers_server_fault.xml", RetryLater, "server_fault", "e:Receiver"),
        ("orders_fault.xml", RetryLater, "server_fault", "SRV-77"),
    ],
)
def test_fault_blames_one_side(
    name: str, kind: type[MarketplaceError], code: str, remote: str
) -> None:
    error = find_fault(etree.fromstring(fixture(name)), "items")
    assert type(error) is kind
    assert (error.code, error.remote_code, error.service) == (code, remote, "items")
    assert error.remote_message
    assert error.remote_message not in str(error)


def test_fault_detail_speaks_when_the_fault_does_not() -> None:
    fault = "<Fault><detail><x><FaultId>7</FaultId><FaultMessage>m</FaultMessage></x>"
    error = find_fault(etree.fromstring(fault + "</detail></Fault>"), "offers")
    assert error is not None
    assert (error.remote_code, error.remote_message) == ("7", "m")


def test_answer_without_fault_has_none() -> None:
    assert find_fault(etree.fromstring(fixture("items_accepted.xml")), "items") is None


def test_batch_is_the_receipt() -> None:
    root = etree.fromstring(fixture("items_accepted.xml"))
    assert decode_batch(root) == Receipt("B-100")
    root = etree.fromstring(fixture("offers_accepted.xml"))
    assert decode_inject_answer(root) == Receipt("O-200")


@pytest.mark.parametrize(
    ("remote", "kind", "code"),
    [
        ("0001", WrongSettings, "invalid_vendor"),
        ("0002", WrongSettings, "invalid_hub"),
        ("0003", RefusedData, "invalid_flow"),
        ("0004", RefusedData, "invalid_attachment"),
        ("0005", RefusedData, "invalid_element_count"),
        ("9999", RefusedData, "offer_file_refused"),
        ("4711", RefusedData, "offer_file_refused"),
    ],
)
def test_offer_error_code_is_mapped(
    remote: str, kind: type[MarketplaceError], code: str
) -> None:
    content = fixture("offers_refused.xml").replace(b"0005", remote.encode())
    with pytest.raises(kind) as caught:
        decode_inject_answer(etree.fromstring(content))
    assert type(caught.value) is kind
    assert (caught.value.code, caught.value.remote_code) == (code, remote)
    assert caught.value.remote_message == "invalid number of elements"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("<a><processWithSuccess>false</processWithSuccess></a>", RefusedData),
        ("<a><processWithSuccess>0</processWithSuccess></a>", RefusedData),
        ("<a/>", UnknownOutcome),
        ("<a><processWithSuccess>maybe</processWithSuccess></a>", UnknownOutcome),
    ],
)
def test_offer_answer_without_yes_is_no_receipt(
    content: str, kind: type[MarketplaceError]
) -> None:
    with pytest.raises(kind):
        decode_inject_answer(etree.fromstring(content))
