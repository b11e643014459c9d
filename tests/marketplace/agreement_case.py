# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders on which both sides agree, to be changed in one point."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from odoo.addons.laredoute_connector.marketplace.agreement import (
    Case,
    Code,
    DecisionMade,
    Disagreement,
    Line,
    Outcome,
    SaleLine,
    SaleState,
    compare,
)
from odoo.addons.laredoute_connector.marketplace.statuses import (
    FACTS,
    DecisionKind,
    LineStatus,
)

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)
PRICE = Decimal("59.90")


def decision(
    kind: DecisionKind,
    outcome: Outcome = Outcome.CONFIRMED,
    hours: float = 0,
    message: str = "",
) -> DecisionMade:
    """A decision that came to its outcome so many hours ago."""
    return DecisionMade(kind, outcome, NOW - hours * HOUR, message)


def sale_line(status: LineStatus, quantity: int = 2, **values: Any) -> SaleLine:
    """What Odoo holds for a line of that status when all is well."""
    facts, units = FACTS[status], Decimal(quantity)
    good: dict[str, Any] = {"quantity": units, "unit_price": PRICE}
    if facts.dead:
        good["quantity"] = Decimal(0)
    elif status is LineStatus.TO_SHIP:
        good["to_leave"] = units
    elif facts.left:
        good.update(left=units, left_at=NOW - 24 * HOUR)
    good.update(values)
    away = good.get("left", Decimal(0)) - good.get("returned", Decimal(0))
    return SaleLine(**{"away": away, **good})


def line(
    status: LineStatus, line_id: str = "L1", quantity: int = 2, **values: Any
) -> Line:
    """A line on which both sides agree; values of its sale line are taken, too."""
    own = {name for name in Line.__dataclass_fields__ if name in values}
    of_line = {name: values.pop(name) for name in own}
    documents = of_line.pop("sale_line", sale_line(status, quantity, **values))
    return Line(
        line_id=line_id,
        status=status,
        since=NOW - 2 * HOUR,
        quantity=Decimal(quantity),
        unit_price=of_line.pop("unit_price", PRICE),
        sale_line=documents,
        status_text=status.value,
        **of_line,
    )


def case(*lines: Line, **values: Any) -> Case:
    """An order of these lines on which both sides agree."""
    facts = [FACTS[each.status] for each in lines]
    if all(each.is_dead for each in lines):
        sale = SaleState.CANCELLED
    elif any(each.confirmed for each in facts):
        sale = SaleState.CONFIRMED
    else:
        sale = SaleState.DRAFT
    total = sum(
        (each.quantity * each.unit_price for each in lines if not each.is_dead),
        Decimal(0),
    )
    good = Case(
        lines=lines,
        sale=sale,
        total=total,
        sale_total=total,
        sale_currency="EUR",
        answer_before=NOW + 70 * HOUR,
    )
    return replace(good, **values)


def found(order: Case, now: datetime = NOW) -> list[Disagreement]:
    return compare(order, now)


def codes(order: Case, now: datetime = NOW) -> list[Code]:
    return [each.code for each in found(order, now)]
