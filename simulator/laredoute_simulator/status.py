# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The whole platform at a glance, for the control API. No secret, no buyer."""

from __future__ import annotations

from collections import Counter
from typing import Any

from .clock import as_datetime, wire_second
from .order_updates import refunded
from .platform import Platform
from .records import Event, Line

#: how many of the events to come are shown
_EVENTS_SHOWN = 20


def full_status(platform: Platform) -> dict[str, Any]:
    """Return what ``ControlClient.status`` documents."""
    world = platform.world
    with world.lock:
        return {
            "clock": clock_status(platform),
            "vendors": [account.vendor_id for account in world.accounts],
            "items": _items(platform),
            "offers": len(world.offers),
            "batches": [_batch(one) for one in world.batches],
            "orders": _orders(platform),
            "files": _files(platform),
            "calls": dict(sorted(world.calls.items())),
            "faults": [
                {"name": one.name, "count": one.count, "service": one.service}
                for one in platform.faults.armed()
            ],
            "host_key_fingerprint": platform.host_key_fingerprint,
            "ca_file": None if platform.ca_file is None else str(platform.ca_file),
        }


def clock_status(platform: Platform) -> dict[str, Any]:
    """Return the virtual time, its speed and the events to come."""
    waiting = platform.schedule.waiting()
    return {
        "virtual_now": wire_second(platform.world.clock.now()),
        "speed": platform.world.clock.speed,
        "next": [event_status(event) for event in waiting[:_EVENTS_SHOWN]],
        "waiting": len(waiting),
    }


def event_status(event: Event) -> dict[str, Any]:
    """Return the kind, the key and the due moment (virtual UTC) of an event."""
    due = as_datetime(event.due).strftime("%Y-%m-%dT%H:%M:%S")
    return {"kind": event.kind, "key": event.key, "due": due}


def _items(platform: Platform) -> dict[str, Any]:
    sellable = [item for item in platform.world.items if not item.is_parent]
    live = [item.ean for item, _offer in platform.offers.live()]
    return {
        "parents": len(platform.world.items) - len(sellable),
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


def _orders(platform: Platform) -> dict[str, Any]:
    words: Counter[str] = Counter()
    audit: dict[str, Counter[str]] = {}
    rows = []
    for order in platform.world.orders:
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
        "refund": line.refund,
        "refunded": str(refunded(line)),
        "refund_refusal": line.refund_refusal,
        "audit": line.audit,
    }


def _files(platform: Platform) -> dict[str, Any]:
    fetched = dict(sorted(platform.world.fetched.items()))
    return {
        "present": sorted(file.path for file in platform.world.files),
        "held": platform.reports.held,
        "fetched": fetched,
        "fetched_count": sum(fetched.values()),
    }
