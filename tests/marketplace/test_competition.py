# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""By how much we are beaten: to the cent, with delivery, and never by ourselves."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.laredoute_connector.marketplace.competition import beaten_by
from odoo.addons.laredoute_connector.marketplace.records import CompetingOffer

AMOUNTS = st.decimals(0, 9999, places=2)
EAN = "3500000000017"


@pytest.mark.parametrize(
    ("best", "fee", "ours", "our_fee", "expected"),
    [
        ("45.00", "3.90", "50.00", "5.90", "7.00"),
        # dear delivery eats a lower price
        ("45.00", "12.00", "50.00", "5.90", "0.00"),
        ("52.00", "0.00", "50.00", "5.90", "3.90"),
        # the report does not say the fee: prices alone
        ("45.00", None, "50.00", "5.90", "5.00"),
        ("45.00", "3.90", "50.00", None, "5.00"),
        ("45.00", "3.90", None, "5.90", "0.00"),
    ],
)
def test_what_the_buyer_pays_less(
    best: str, fee: str | None, ours: str | None, our_fee: str | None, expected: str
) -> None:
    offer = CompetingOffer(EAN, Decimal(best), fee and Decimal(fee), 2, False)
    found = beaten_by(offer, ours and Decimal(ours), our_fee and Decimal(our_fee))
    assert found == Decimal(expected)


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_lower_by_what_is_said_nobody_is_cheaper(
    best: Decimal, fee: Decimal, ours: Decimal, our_fee: Decimal
) -> None:
    offer = CompetingOffer(EAN, best, fee, 2, is_ours=False)
    found = beaten_by(offer, ours, our_fee)
    assert found >= 0
    assert beaten_by(offer, ours - found, our_fee) == 0
    assert beaten_by(replace(offer, is_ours=True), ours, our_fee) == 0
