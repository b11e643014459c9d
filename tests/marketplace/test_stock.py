# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""From units that may be promised to those that are offered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.laredoute_connector.marketplace.stock import (
    Limits,
    offered,
    safety_units,
    share_of,
    steps,
)

UNITS = st.one_of(
    st.integers(-50, 2_000_000).map(float),
    st.floats(-50, 2_000_000, allow_nan=False),
)
LIMITS = st.builds(
    Limits,
    most=st.integers(0, 999_999),
    cap=st.none() | st.integers(0, 100),
    share=st.none() | st.integers(0, 100),
    before=st.integers(0, 100),
)


@given(UNITS, LIMITS)
def test_units_and_steps_are_what_is_offered(units: float, limits: Limits) -> None:
    found = offered(units, limits)
    total = units + sum(change for _code, change in steps(units, limits))
    assert total == pytest.approx(found, abs=1e-6)


@given(UNITS, LIMITS)
def test_no_more_is_offered_than_there_is(units: float, limits: Limits) -> None:
    found = offered(units, limits)
    assert 0 <= found <= max(units + 1e-5, 0)
    assert found <= limits.most
    assert limits.cap is None or found <= limits.cap


@given(st.integers(0, 10_000), st.lists(st.integers(1, 60), min_size=1, max_size=6))
def test_shares_are_never_more_than_the_pool(units: int, shares: list[int]) -> None:
    parts, before = [], 0
    for share in shares:
        parts.append(share_of(units, before, share))
        before += share
    assert min(parts) >= 0
    assert sum(parts) <= units
    if before >= 100:
        assert sum(parts) == units, "no unit is left over"


@given(st.integers(0, 10_000), st.integers(0, 100), st.integers(0, 100))
def test_share_is_what_it_says_but_for_one_unit(
    units: int, before: int, share: int
) -> None:
    whole = min(share, 100 - before)
    assert abs(share_of(units, before, share) - units * whole / 100) < 1


@given(st.floats(-100, 100_000), st.floats(0, 100))
def test_safety_is_at_least_what_it_says(units: float, percent: float) -> None:
    held = safety_units(units, percent)
    assert held >= 0
    assert -1e-5 <= held - max(units, 0) * percent / 100 < 1


@pytest.mark.parametrize(
    ("units", "limits", "codes"),
    [
        (-2, Limits(99), ["below_none"]),
        (2.5, Limits(99), ["fraction"]),
        (10, Limits(99, share=50), ["share"]),
        (10, Limits(99, cap=4), ["cap"]),
        (100, Limits(99), ["limit"]),
        (10, Limits(99, cap=2, share=50), ["share", "cap"]),
        (10, Limits(99, cap=10, share=100), []),
    ],
)
def test_steps_say_what_lowers_the_number(
    units: float, limits: Limits, codes: list[str]
) -> None:
    assert [code for code, _change in steps(units, limits)] == codes
