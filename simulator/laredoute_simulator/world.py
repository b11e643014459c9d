# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The state of the pretend platform, and the lock that guards it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import records
from .account import Account
from .clock import VirtualClock
from .store import Store, Table, bytes_from


@dataclass
class Setting:
    """A number or text that outlives a restart."""

    name: str
    value: Any


def _batch(row: dict[str, Any]) -> records.Batch:
    return records.Batch(**{**row, "content": bytes_from(row["content"])})


def _file(row: dict[str, Any]) -> records.StoredFile:
    return records.StoredFile(**{**row, "content": bytes_from(row["content"])})


def _order(row: dict[str, Any]) -> records.Order:
    parts = {name: records.Address(**row[name]) for name in ("billing", "delivery")}
    lines = [records.Line(**line) for line in row["lines"]]
    return records.Order(**{**row, **parts, "lines": lines})


def item_key(vendor_id: str, ean: str, sku: str) -> str:
    """A sellable item is known by its EAN, a parent by its reference."""
    return f"{vendor_id}/ean/{ean}" if ean else f"{vendor_id}/sku/{sku}"


class World:
    """Everything the platform knows. Change it only inside ``change()``."""

    def __init__(self, accounts: list[Account], state: Path | None = None) -> None:
        self.accounts = accounts
        self.clock = VirtualClock()
        self.lock = threading.RLock()
        self.calls: Counter[str] = Counter()
        self.fetched: Counter[str] = Counter()
        self._depth = 0
        self._store = Store(state)
        self._make_tables(self._store)
        stored = self.settings.get("virtual_now")
        if stored is not None:
            self.clock.restart_at(float(stored.value))

    def _make_tables(self, store: Store) -> None:
        self.settings = Table(store, "setting", _setting_key, _setting)
        self.items = Table(
            store,
            "item",
            lambda one: item_key(one.vendor_id, one.ean, one.sku),
            lambda row: records.Item(**row),
        )
        self.offers = Table(
            store,
            "offer",
            lambda one: f"{one.vendor_id}/{one.ean}",
            lambda row: records.Offer(**row),
        )
        self.batches = Table(store, "batch", lambda one: one.batch_id, _batch)
        self.orders = Table(store, "order", lambda one: one.order_id, _order)
        self.files = Table(
            store, "file", lambda one: f"{one.vendor_id}:{one.path}", _file
        )
        self.events = Table(
            store, "event", lambda one: one.event_id, lambda row: records.Event(**row)
        )
        self.entries = Table(
            store, "entry", lambda one: one.entry_id, lambda row: records.Entry(**row)
        )
        self.payouts = Table(
            store,
            "payout",
            lambda one: one.payout_id,
            lambda row: records.Payout(**row),
        )
        self.competitors = Table(store, "competitor", lambda one: one.ean, _competitor)

    @contextmanager
    def change(self) -> Iterator[None]:
        """Hold the lock; store what changed when the outermost block ends."""
        with self.lock:
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if self._depth == 0:
                    self._store.commit()

    def account(self, vendor_id: str | None = None) -> Account:
        """Return an account by its vendor id; the first one without an id.

        :raises KeyError: no such vendor
        """
        for one in self.accounts:
            if vendor_id is None or one.vendor_id == vendor_id:
                return one
        raise KeyError(f"no account for vendor {vendor_id}")

    def number(self, name: str) -> int:
        """Return the next number of a sequence, from 1."""
        value = int(self.setting(name, 0)) + 1
        self.set_setting(name, value)
        return value

    def setting(self, name: str, default: Any = None) -> Any:
        found = self.settings.get(name)
        return default if found is None else found.value

    def set_setting(self, name: str, value: Any) -> None:
        self.settings.put(Setting(name, value))

    def reset(self) -> None:
        """Forget everything but the accounts; the sequences go on."""
        tables = (self.items, self.offers, self.batches, self.orders, self.entries)
        others = (self.files, self.events, self.competitors, self.payouts)
        with self.change():
            for table in (*tables, *others):
                table.clear()
            for setting in self.settings:
                if setting.name.startswith(("folders ", "books ")):
                    self.settings.delete(setting.name)
            self.calls.clear()
            self.fetched.clear()

    def save_clock(self) -> None:
        with self.change():
            self.set_setting("virtual_now", self.clock.now())

    def close(self) -> None:
        self.save_clock()
        with self.lock:
            self._store.close()


def _setting(row: dict[str, Any]) -> Setting:
    return Setting(**row)


def _setting_key(one: Setting) -> str:
    return one.name


def _competitor(row: dict[str, Any]) -> records.Competitor:
    return records.Competitor(**row)
