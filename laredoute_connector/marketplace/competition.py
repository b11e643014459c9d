# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How an offer of ours stands beside the best one that La Redoute holds."""

from __future__ import annotations

from decimal import Decimal

from .records import CompetingOffer

NOTHING = Decimal("0.00")


def beaten_by(
    best: CompetingOffer, price: Decimal | None, fee: Decimal | None
) -> Decimal:
    """Return how much less the best offer costs the buyer than ours, in euros.

    With delivery, which the buyer pays too; where the report does not say the best
    offer's fee, prices alone are compared.

    :param price: ours, with VAT, as La Redoute accepted it; None when it has none
    :param fee: ours for home delivery, with VAT; None when unknown
    :return: 0 when the best offer is ours, or not cheaper
    """
    if best.is_ours or price is None:
        return NOTHING
    if best.best_delivery_fee is None or fee is None:
        return max(price - best.best_price, NOTHING)
    return max(price + fee - best.best_price - best.best_delivery_fee, NOTHING)
