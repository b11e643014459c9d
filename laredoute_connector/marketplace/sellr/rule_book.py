# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sell-R's rules and their limits."""

from __future__ import annotations

from ..rules import RULES, ImageLimits, Limits, RuleBook
from ..rules.price import VAT_RATES

BOOK = RuleBook(
    rules=RULES,
    limits=Limits(
        # protocol P-32, advised without a hard limit
        title_length=36,
        # protocol P-33
        description_length=3000,
        # protocol P-31
        sku_length=32,
        currency="EUR",
        # protocol P-55
        vat_rates=VAT_RATES,
        # protocol P-57
        eco_fee_apart=True,
        # nobody says how many it takes: more is a mistyped inventory
        quantity=999_999,
        # protocol P-39; of the two meanings of 500 KB the smaller one is safe
        images=ImageLimits(
            shortest=400, longest=3500, size=500_000, advised=1200, count=8
        ),
    ),
    # protocol P-30, P-40
    fixed=frozenset({"ean", "sku", "parent_sku"}),
)
