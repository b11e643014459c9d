# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders as La Redoute says them, for the benchmarks of orders."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

PRICE, FEE = Decimal("59.90"), Decimal("5.90")


def make_order(number: int, ean: str, **delivery: str) -> Any:
    """Return an order of one piece that waits for an answer.

    :param number: the last part of its own
    :param ean: what it sells
    :param delivery: further fields of its delivery
    """
    # only now: the pure side has its real name once the registry is loaded
    from odoo.addons.laredoute_connector.marketplace import records

    address = records.Address(
        name=f"MARTIN Lucie{number}",
        address2=f"{number} rue du Bois",
        zip_code="59000",
        city="LILLE",
        country_code="FR",
    )
    line = records.OrderLine(
        remote_id=f"1-2026.330.{number:07d}-1",
        status=records.LineStatus.TO_ACCEPT,
        status_text="Created",
        ean=ean,
        quantity=Decimal(1),
        unit_price=PRICE,
        delivery_fee=FEE,
    )
    return records.Order(
        remote_id=f"1-2026.330.{number:07d}",
        ordered_at=datetime.now(timezone.utc) - timedelta(hours=2),
        billing_address=address,
        delivery=records.Delivery(address, **delivery),
        lines=(line,),
    )


def say(order: Any, status: str, **values: Any) -> Any:
    """Return the order as La Redoute says it in another status.

    :param values: further fields that are new
    """
    from odoo.addons.laredoute_connector.marketplace import records

    lines = tuple(
        replace(line, status=records.LineStatus(status), status_text=status)
        for line in order.lines
    )
    digest = f"{order.remote_id} {status}"
    return replace(order, lines=lines, digest=digest, **values)
