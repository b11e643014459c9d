# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Price, VAT and struck price. Source: protocol P-55, P-56.

They are sent to the cent, so they are compared to the cent. A parent is not sold: it
has no price.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..values import round_cents
from .book import RuleBook
from .candidate import Candidate
from .finding import Finding, find

#: French rates, as fractions
VAT_RATES = tuple(map(Decimal, ("0.20", "0.10", "0.055", "0.021")))


def check(candidate: Candidate, book: RuleBook) -> Iterator[Finding]:
    """Yield what is wrong with the price, the VAT and the struck price."""
    if candidate.is_parent:
        return
    price, struck = candidate.price, candidate.struck_price
    if price is None:
        yield find("price_missing")
    elif not is_positive(price):
        yield find("price_not_positive", price=str(price))
    elif struck is not None and not (
        struck.is_finite() and round_cents(struck) >= round_cents(price)
    ):
        yield find(
            "struck_price_below_price", struck_price=str(struck), price=str(price)
        )
    if candidate.currency != book.limits.currency:
        yield find("price_not_euro", currency=candidate.currency)
    if candidate.vat_rate is None:
        yield find("vat_missing")
    elif candidate.vat_rate not in book.limits.vat_rates:
        yield find("vat_unknown", rate=str(candidate.vat_rate))
    # equal as numbers: 0.2 is 0.20
    if len(rates := set(candidate.vat_rates)) > 1:
        # which one holds, the order of the taxes decides, and no person
        percents = (f"{(100 * rate).normalize():f}" for rate in sorted(rates))
        yield find("vat_several", rates=" / ".join(percents))


def is_positive(amount: Decimal) -> bool:
    """Return whether an amount is a number above zero once it is sent to the cent."""
    return amount.is_finite() and round_cents(amount) > 0
