# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A fingerprint changes when, and only when, what is sent changes."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from odoo.addons.laredoute_connector.marketplace.delta import fingerprint
from odoo.addons.laredoute_connector.marketplace.records import (
    AccessCheck,
    Address,
    BrokenOrder,
)
from odoo.addons.laredoute_connector.marketplace.settings import SellrSettings

from .builders import offer, product


def test_is_64_hex_digits_and_known() -> None:
    # would change if the canonical form did, and resend every catalogue
    digest = fingerprint(Address(city="Lille", zip_code="59000"))
    assert digest == "78be9833efc443cafb487034c219f5783b889f55507863a34c4c17ccc1bfaaac"
    assert digest == fingerprint(Address(zip_code="59000", city="Lille"))


@pytest.mark.parametrize(
    "values",
    [
        {"price": Decimal("49.9")},
        {"starts_at": datetime(2026, 11, 21, 1, tzinfo=timezone(timedelta(hours=1)))},
        {"vat_rate": Decimal("2E-1")},
    ],
)
def test_is_the_same_for_the_same_value(values: dict[str, Any]) -> None:
    assert fingerprint(offer(**values)) == fingerprint(offer())


@pytest.mark.parametrize(
    "values",
    [
        {"price": Decimal("49.91")},
        {"quantity": 8},
        {"eco_fee": None},
        {"deliveries": ()},
        {"sku": "ROBE-01-39"},
    ],
)
def test_differs_for_another_value(values: dict[str, Any]) -> None:
    assert fingerprint(offer(**values)) != fingerprint(offer())


def test_order_of_images_counts() -> None:
    images = product().images
    assert fingerprint(product(images=images[::-1])) != fingerprint(product())


def test_text_does_not_look_like_an_amount() -> None:
    @dataclasses.dataclass(frozen=True)
    class Thing:
        value: object

    digests = {
        fingerprint(Thing(each)) for each in (Decimal(1), 1, "1", b"1", None, True)
    }
    assert len(digests) == 6


def test_ignored_field_does_not_count() -> None:
    ignore = ("starts_at", "ends_at")
    later = offer(starts_at=datetime(2027, 1, 1, tzinfo=timezone.utc))
    assert fingerprint(later, ignore) == fingerprint(offer(), ignore)


def test_field_at_its_default_does_not_count() -> None:
    @dataclasses.dataclass(frozen=True)
    class Thing:
        name: str

    old = Thing

    @dataclasses.dataclass(frozen=True)
    class Later:
        name: str
        added: str = ""
        more: tuple[str, ...] = dataclasses.field(default_factory=tuple)

    Later.__name__ = old.__name__
    assert fingerprint(old("a")) == fingerprint(Later("a"))
    assert fingerprint(old("a")) != fingerprint(Later("a", added="b"))


def test_every_kind_of_field_has_a_form() -> None:
    check = AccessCheck("items", details={"b": "2", "a": "1"})
    same = AccessCheck("items", details={"a": "1", "b": "2"})
    assert fingerprint(check) == fingerprint(same)
    assert fingerprint(BrokenOrder("1", "x", b"<a/>")) != fingerprint(
        BrokenOrder("1", "x")
    )
    with pytest.raises(TypeError):
        fingerprint(AccessCheck("items", error=ValueError("no form")))


def test_secrets_are_not_in_the_repr_of_settings() -> None:
    shown = repr(
        SellrSettings(password="aa-bb", items_token="cc-dd", sftp_password="ee-ff")
    )
    assert not any(secret in shown for secret in ("aa-bb", "cc-dd", "ee-ff"))
