# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The platform opened on the simulator, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from odoo.addons.laredoute_connector.marketplace.platforms import open_marketplace
from odoo.addons.laredoute_connector.marketplace.port import Marketplace
from odoo.addons.laredoute_connector.marketplace.records import (
    BrokenOrder,
    Decision,
    DecisionKind,
    LineDecision,
    LineResult,
    Order,
    Shipment,
)
from odoo.addons.laredoute_connector.marketplace.settings import SellrSettings

from laredoute_simulator import Simulator

from ..access import access_to

EANS = ("3401597000010", "3401597000027", "3401597000034")


@pytest.fixture(name="sim")
def running_simulator() -> Iterator[Simulator]:
    with Simulator(speed=0) as running:
        yield running


def settings_of(sim: Simulator, **values: Any) -> SellrSettings:
    return SellrSettings(**{**access_to(sim), "read_timeout": 10.0, **values})


@contextmanager
def market(sim: Simulator, **values: Any) -> Iterator[Marketplace]:
    with open_marketplace(settings_of(sim, **values)) as opened:
        yield opened


def now() -> datetime:
    return datetime.now(timezone.utc)


def fetch(opened: Marketplace) -> list[Order | BrokenOrder]:
    hour = timedelta(hours=1)
    return list(opened.fetch_orders(now() - hour, now() + hour))


def only_order(opened: Marketplace) -> Order:
    (order,) = fetch(opened)
    assert isinstance(order, Order)
    return order


def decision(
    kind: DecisionKind,
    line_id: str,
    shipment: Shipment | None = None,
    **values: Any,
) -> Decision:
    return Decision("", (LineDecision(kind, line_id, **values),), shipment)


def decide(opened: Marketplace, *decisions: Decision) -> list[LineResult]:
    return list(opened.decide(decisions))


def place(sim: Simulator, **values: Any) -> list[str]:
    line = {"ean": EANS[0], "quantity": 2, "price": "49.90", "delivery_fee": "4.90"}
    placed = sim.control.place_order([line, {**line, "ean": EANS[1]}], **values)
    sim.control.step(minutes=20)
    return list(placed["line_ids"])


def error_of(opened: Marketplace, subject: str) -> Exception | None:
    found = {check.subject: check.error for check in opened.check_access(now())}
    return found[subject]
