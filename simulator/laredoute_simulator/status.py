# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The whole platform at a glance, for the control API. No secret, no buyer."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from .clock import wire_second
from .records import Line

if TYPE_CHECKING:
    from .simulator import Simulator


def full_status(sim: Simulator) -> dict[str, Any]:
    """Return what ``ControlClient.status`` documents."""
    world = sim.world
    with world.lock:
        return {
            "clock": sim.control.clock(),
            "vendors": [account.vendor_id for account in world.accounts],
            "items": _items(sim),
            "offers": len(world.offers),
            "batches": [_batch(one) for one in world.batches],
            "orders": _orders(sim),
            "files": _files(sim),
            "calls": dict(sorted(world.calls.items())),
            "faults": [
                {"name": one.name, "count": one.count, "service": one.service}
                for one in sim.faults.armed()
            ],
            "host_key_fingerprint": sim.host_key_fingerprint,
            "ca_file": None if sim.ca_file is None else str(sim.ca_file),
        }


def _items(sim: Simulator) -> dict[str, Any]:
    sellable = [item for item in sim.world.items if not item.is_parent]
    live = [item.ean for item, _offer in sim.offers.live()]
    return {
        "parents": len(sim.world.items) - len(sellable),
        "integrated": sum(item.state == "integrated" for item in sellable),
        "to_reference": sum(item.state == "to_reference" for item in sellable),
        "live": len(live),
        "live_eans": sorted(live),
    }


def _batch(batch: Any) -> dict[str, Any]:
    return {
        "batch_id": batch.batch_id,
        "kind": batch.kind,
        "state": batch.state,
        "elements": batch.elements,
        "rejected": batch.rejected,
        "received": wire_second(batch.received_wall),
        "due": wire_second(batch.due),
    }


def _orders(sim: Simulator) -> dict[str, Any]:
    words: Counter[str] = Counter()
    audit: dict[str, Counter[str]] = {}
    rows = []
    for order in sim.world.orders:
        for line in order.lines:
            words[line.status or "not yet visible"] += 1
            for verb, counts in line.audit.items():
                audit.setdefault(verb, Counter()).update(counts)
        lines = [_line(line) for line in order.lines]
        rows.append(
            {"order_id": order.order_id, "visible": order.visible, "lines": lines}
        )
    return {
        "count": len(rows),
        "lines_by_status": dict(sorted(words.items())),
        "audit": {verb: dict(counts) for verb, counts in sorted(audit.items())},
        "list": rows,
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "line_id": line.line_id,
        "ean": line.ean,
        "quantity": line.quantity,
        "status": line.status,
        "history": line.history,
        "carrier": line.carrier,
        "tracking_number": line.tracking_number,
        "tracking_url": line.tracking_url,
        "refund_refusal": line.refund_refusal,
        "audit": line.audit,
    }


def _files(sim: Simulator) -> dict[str, Any]:
    fetched = dict(sorted(sim.world.fetched.items()))
    return {
        "present": sorted(file.path for file in sim.world.files),
        "held": sim.reports.held,
        "fetched": fetched,
        "fetched_count": sum(fetched.values()),
    }
