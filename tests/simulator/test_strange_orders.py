# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders in strange words, with absurd values, and decisions refused on demand."""

from __future__ import annotations

import pytest
from lxml import etree

from laredoute_simulator import ControlClient, ControlError

from . import wire
from .seller import Seller


@pytest.fixture
def control(seller: Seller) -> ControlClient:
    """The control address, as tests of the connector use it."""
    return ControlClient(seller.sim.addresses["control"])


def seen(seller: Seller, *statuses: str) -> etree._Element:
    """Read the one order there is."""
    (order,) = seller.orders(*statuses)
    return order


def word(order: etree._Element, number: int = 0) -> str | None:
    return order.findall("OrderLine")[number].get("StatusCode")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Envoi suspendu", "Envoi suspendu"),
        ("Canceled", "Canceled"),
        ("To cancel", "To cancel"),
        ("", None),
    ],
)
def test_a_line_is_written_with_another_word(
    seller: Seller, control: ControlClient, line: str, text: str, written: str | None
) -> None:
    control.change_line(line, status_text=text)
    # it is found under the status it has, whatever is written
    assert word(seen(seller, "Created")) == written
    assert seller.orders("Cancelled") == []
    control.set_status(line, "Cancelled")
    assert word(seen(seller, "Cancelled")) == "Cancelled"


def test_a_decision_gives_a_line_its_own_word_again(
    seller: Seller, control: ControlClient, line: str
) -> None:
    control.change_line(line, status_text="")
    assert seller.results(wire.verb("accept", line)) == ["OK"]
    assert word(seen(seller, "Accepted")) == "Accepted"


@pytest.mark.parametrize("country", ["UK", "AUT", "", "Belgique"])
def test_a_country_is_written_as_it_comes(
    seller: Seller, control: ControlClient, line: str, country: str
) -> None:
    order_id = line.rpartition("-")[0]
    own = control.order(order_id)["delivery"]["country"]
    control.redirect(order_id, country=country)
    path = "OrderLine/DeliveryAddress/CountryCode"
    assert seen(seller, "Created").findtext(path) == country
    control.redirect(order_id, country=own)
    assert seen(seller, "Created").findtext(path) == own


def test_two_lines_of_an_order_go_to_two_places(
    seller: Seller, control: ControlClient
) -> None:
    wishes = [{"ean": ean, "price": "9.90"} for ean in wire.EANS[:2]]
    placed = control.place_order(wishes, checked=True)
    order_id, (_first, second) = placed["order_id"], placed["line_ids"]

    def towns() -> set[str | None]:
        lines = seen(seller, "Created").findall("OrderLine")
        return {each.findtext("DeliveryAddress/City") for each in lines}

    before = towns()
    control.redirect(order_id, second, city="NICE")
    assert towns() == {*before, "NICE"}
    control.redirect(order_id, second)
    assert towns() == before


@pytest.mark.parametrize(
    ("name", "text", "path"),
    [
        ("quantity_text", "3000000000", "OrderLine/Quantity"),
        ("quantity_text", "0", "OrderLine/Quantity"),
        ("price", "0.01", "OrderLine/Offer/SellingPrice"),
    ],
)
def test_absurd_values_of_a_line(
    seller: Seller, control: ControlClient, line: str, name: str, text: str, path: str
) -> None:
    before = control.order(line.rpartition("-")[0])["lines"][0][name]
    control.change_line(line, **{name: text})
    assert seen(seller, "Created").findtext(path) == text
    control.change_line(line, **{name: before})
    assert seen(seller, "Created").findtext(path) == before


@pytest.mark.parametrize(
    ("name", "attribute", "text"),
    [
        ("date_text", "OrderDate", "9999-12-31T23:59:59"),
        ("number_text", "OrderID", "9" * 6000),
    ],
)
def test_absurd_values_of_an_order(
    seller: Seller,
    control: ControlClient,
    line: str,
    name: str,
    attribute: str,
    text: str,
) -> None:
    order_id = line.rpartition("-")[0]
    before = seen(seller, "Created").get(attribute)
    control.change_order(order_id, **{name: text})
    assert seen(seller, "Created").get(attribute) == text
    assert seller.results(wire.verb("accept", line)) == ["OK"], "known by its own"
    control.change_order(order_id, **{name: ""})
    assert seen(seller, "Accepted").get(attribute) == before


@pytest.mark.parametrize(
    ("verb", "status", "words"),
    [
        ("accept", "Created", "The seller is suspended"),
        ("ship", "Toship", "trackingNumber is not known by the carrier"),
        ("refunding", "Shipped", "A refund is already in progress"),
    ],
)
def test_a_decision_is_refused_once_in_given_words(
    seller: Seller,
    control: ControlClient,
    line: str,
    verb: str,
    status: str,
    words: str,
) -> None:
    control.set_status(line, status)
    control.refuse_decision(line, verb, words)
    request = wire.ship(line) if verb == "ship" else wire.verb(verb, line)
    assert seller.results(request) == [words]
    order = control.order(line.rpartition("-")[0])
    assert order["lines"][0]["status"] == status, "nothing was carried out"
    assert seller.results(request) == ["OK"]
    order = control.order(line.rpartition("-")[0])
    assert order["lines"][0]["audit"][verb] == {"effect": 1, "refused": 1}


def test_a_refusal_on_demand_concerns_one_line_and_one_verb(
    seller: Seller, control: ControlClient
) -> None:
    wishes = [{"ean": ean, "price": "9.90"} for ean in wire.EANS[:2]]
    first, second = control.place_order(wishes, checked=True)["line_ids"]
    control.refuse_decision(first, "ship", "not now")
    control.refuse_decision(first, "accept", "The seller is suspended")
    verbs = [wire.verb("accept", each) for each in (first, second)]
    assert seller.results(*verbs) == ["The seller is suspended", "OK"]
    assert seller.results(verbs[0]) == ["OK"]
    # what its status forbids is refused for that, and uses nothing up
    assert "not allowed at status" in seller.results(wire.ship(first))[0]
    control.set_status(first, "Toship")
    assert seller.results(wire.ship(first)) == ["not now"]


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("change_order", {"order_id": "none", "date_text": "x"}),
        ("change_order", {"colour": "red"}),
        ("refuse_decision", {"line_id": "none", "verb": "accept"}),
        ("refuse_decision", {"verb": "frighten"}),
        ("refuse_decision", {"verb": "accept", "words": ""}),
    ],
)
def test_wrong_controls_are_refused(
    control: ControlClient, line: str, method: str, arguments: dict[str, str]
) -> None:
    known = {"order_id": line.rpartition("-")[0]}
    if method == "refuse_decision":
        known = {"line_id": line}
    with pytest.raises(ControlError):
        control.call(method, **{**known, **arguments})
