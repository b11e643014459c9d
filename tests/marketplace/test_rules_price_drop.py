# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which falls of a price wait for a person."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.laredoute_connector.marketplace.rules import is_price_drop

GUARD = Decimal("0.30")


@pytest.mark.parametrize(
    ("sent", "new", "guard", "confirmed", "held"),
    [
        ("100", "69.99", "0.30", None, True),
        ("100", "70", "0.30", None, False),
        ("100", "120", "0.30", None, False),
        ("100", "1", None, None, False),
        (None, "1", "0.30", None, False),
        ("0", "1", "0.30", None, False),
        ("100", "50", "0.30", "50", False),
        ("100", "49.99", "0.30", "50", True),
        ("100", "60", "0.30", "50", False),
        ("100", "99.99", "0", None, True),
        ("499", "4.99", "0.5", None, True),
    ],
)
def test_price_drop_is_held(
    sent: str | None, new: str, guard: str | None, confirmed: str | None, held: bool
) -> None:
    known, limit, agreed = (
        None if each is None else Decimal(each) for each in (sent, guard, confirmed)
    )
    assert is_price_drop(known, Decimal(new), limit, agreed) is held


PRICES = st.decimals("0.01", "9999.99", places=2)


@given(PRICES, PRICES)
def test_price_that_a_person_confirmed_is_never_held(
    sent: Decimal, new: Decimal
) -> None:
    assert not is_price_drop(sent, new, GUARD, new)
    assert is_price_drop(sent, new, GUARD) == (new < sent * (1 - GUARD))
