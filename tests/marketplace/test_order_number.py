# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The day that an order's number says (protocol P-81)."""

from datetime import datetime, timezone

import pytest

from odoo.addons.laredoute_connector.marketplace.sellr.order_number import ordered_on


@pytest.mark.parametrize(
    ("number", "day"),
    [
        ("1-2026.001.0000001", datetime(2025, 12, 31, 12, tzinfo=timezone.utc)),
        ("1-2026.325.0001234", datetime(2026, 11, 20, 12, tzinfo=timezone.utc)),
        # the last day of a leap year
        ("1-2028.366.0001234", datetime(2028, 12, 30, 12, tzinfo=timezone.utc)),
    ],
)
def test_number_says_the_day_before_which_it_was_not_made(
    number: str, day: datetime
) -> None:
    assert ordered_on(number) == day


@pytest.mark.parametrize(
    "number",
    [
        "",
        "S00042",
        "1-2026.000.0001234",
        "1-2026.367.0001234",
        "1-2026.325.",
        "1-2026.325.0001234-1",
        "1-2026.325.0001234 ",
        "1-٢٠٢٦.325.0001234",
    ],
)
def test_what_is_no_number_says_nothing(number: str) -> None:
    assert ordered_on(number) is None
