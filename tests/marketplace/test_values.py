# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Amounts, quantities, moments, texts and status words."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from odoo.addons.laredoute_connector.marketplace import values

UTC = timezone.utc
AMOUNTS = st.decimals(0, 10**9, places=4, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1", "1"), (" 49.90 ", "49.90"), ("+2.5", "2.5"), ("0.055", "0.055")],
)
def test_decimal_is_read_exactly(text: str, expected: str) -> None:
    assert str(values.decode_decimal(text)) == expected


@pytest.mark.parametrize(
    "text", ["", ".", "1,5", "1e3", "NaN", "Infinity", "1 000", "0x10", "٣", "1" * 16]
)
def test_decimal_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(ValueError, match="not a decimal number") as caught:
        values.decode_decimal(text)
    assert str(caught.value) == "not a decimal number"


def test_amount_is_refused_when_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        values.decode_amount("-0.01")


@pytest.mark.parametrize(
    ("amount", "text"),
    [("1", "1.00"), ("0.005", "0.01"), ("0.004", "0.00"), ("2.675", "2.68")],
)
def test_amount_is_rounded_half_up(amount: str, text: str) -> None:
    assert values.encode_amount(Decimal(amount)) == text


@pytest.mark.parametrize("amount", ["-1", "NaN", "Infinity"])
def test_amount_is_not_written_when_it_is_none(amount: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        values.encode_amount(Decimal(amount))


@given(AMOUNTS)
def test_amount_round_trips_to_the_cent(amount: Decimal) -> None:
    again = values.decode_amount(values.encode_amount(amount))
    assert again == values.round_cents(amount)
    assert abs(again - amount) <= Decimal("0.005")


@pytest.mark.parametrize(
    ("rate", "text"),
    [("0.2", "0.20"), ("0.10", "0.10"), ("0.055", "0.055"), ("0.0210", "0.021")],
)
def test_rate_is_a_fraction(rate: str, text: str) -> None:
    assert values.encode_rate(Decimal(rate)) == text


@pytest.mark.parametrize("rate", ["20", "-0.1", "1", "NaN"])
def test_rate_is_refused_when_no_fraction(rate: str) -> None:
    with pytest.raises(ValueError, match="fraction"):
        values.encode_rate(Decimal(rate))


@pytest.mark.parametrize(
    ("text", "count"), [("1", 1), ("1.0", 1), ("2.000", 2), ("0", 0), ("1200.00", 1200)]
)
def test_quantity_is_whole(text: str, count: int) -> None:
    quantity = values.decode_quantity(text)
    assert quantity == count
    assert str(quantity) == str(count)


@pytest.mark.parametrize("text", ["-1", "0.5", "1.001", "", "one"])
def test_quantity_is_refused_otherwise(text: str) -> None:
    with pytest.raises(ValueError, match=r"quantity|decimal"):
        values.decode_quantity(text)


@pytest.mark.parametrize("quantity", ["-1", "0.5", "NaN"])
def test_quantity_is_not_written_otherwise(quantity: str) -> None:
    with pytest.raises(ValueError, match="quantity"):
        values.encode_quantity(Decimal(quantity))


@given(st.integers(0, 10**9), st.integers(0, 3))
def test_quantity_round_trips(count: int, zeros: int) -> None:
    text = f"{count}.{'0' * zeros}" if zeros else str(count)
    assert values.encode_quantity(values.decode_quantity(text)) == str(count)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-21T09:15", datetime(2026, 11, 21, 9, 15, tzinfo=UTC)),
        ("2026-11-21T09:15:07", datetime(2026, 11, 21, 9, 15, 7, tzinfo=UTC)),
        ("2026-11-21T09:15:07.123Z", datetime(2026, 11, 21, 9, 15, 7, tzinfo=UTC)),
        ("2026-11-21T09:15:07+01:00", datetime(2026, 11, 21, 8, 15, 7, tzinfo=UTC)),
    ],
)
def test_moment_is_utc(text: str, moment: datetime) -> None:
    decoded = values.decode_moment(text)
    assert decoded == moment
    assert decoded.tzinfo is UTC


def test_moment_without_zone_is_in_the_given_one() -> None:
    paris = timezone(timedelta(hours=1))
    moment = values.decode_moment("2026-11-21T09:15", paris)
    assert moment == datetime(2026, 11, 21, 8, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["", "2026-11-21", "21/11/2026", "2026-02-30T00:00", "0001-01-01T00:00+09:00"],
)
def test_moment_is_refused_otherwise(text: str) -> None:
    with pytest.raises(ValueError, match="moment"):
        values.decode_moment(text)


@given(st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_moment_round_trips_to_the_second(moment: datetime) -> None:
    second = moment.replace(microsecond=0)
    assert values.decode_moment(values.encode_second(moment)) == second
    assert values.decode_file_moment(values.encode_file_moment(moment)) == second
    minute = second.replace(second=0)
    assert values.decode_moment(values.encode_minute(moment)) == minute
    assert values.decode_moment(values.encode_offer_moment(moment)) == minute


def test_offer_moment_has_the_form_of_the_protocol() -> None:
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert values.encode_offer_moment(moment) == "2026-01-02T03:04:00.000Z"


def test_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        values.encode_second(datetime(2026, 1, 1))


@pytest.mark.parametrize(
    ("text", "clean"),
    [(".", ""), (" . ", ""), (None, ""), (" a.b ", "a.b"), ("\x00é", "é")],
)
def test_text_is_cleaned(text: str | None, clean: str) -> None:
    assert values.clean_text(text) == clean


@given(st.text(st.characters()))
def test_text_for_xml_is_always_accepted_by_xml(text: str) -> None:
    element = etree.Element("a")
    element.text = values.xml_text(text)
    assert etree.fromstring(etree.tostring(element)).tag == "a"
