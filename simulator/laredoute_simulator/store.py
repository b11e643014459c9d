# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Tables of records in memory, written through to one SQLite file when there is one."""

from __future__ import annotations

import base64
import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

Record = TypeVar("Record")
_BYTES = "base64:"


def to_json(record: object) -> str:
    """Write a dataclass as JSON; bytes become base64 text with a prefix."""
    if not is_dataclass(record) or isinstance(record, type):
        raise TypeError("only records are stored")
    return json.dumps(asdict(record), default=_bytes_to_text)


def _bytes_to_text(value: object) -> str:
    if not isinstance(value, bytes):
        raise TypeError(f"{type(value).__name__} is not stored")
    return _BYTES + base64.b64encode(value).decode("ascii")


def bytes_from(value: str) -> bytes:
    """Read back what ``to_json`` made of bytes."""
    return base64.b64decode(value[len(_BYTES) :])


class Store:
    """Remembers which rows changed and writes them at ``commit``."""

    def __init__(self, path: Path | None) -> None:
        self._dirty: dict[tuple[str, str], str | None] = {}
        self._database: sqlite3.Connection | None = None
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(path, check_same_thread=False)
            self._database.execute(
                "CREATE TABLE IF NOT EXISTS record (kind TEXT, key TEXT, body TEXT,"
                " PRIMARY KEY (kind, key))"
            )

    @property
    def kept(self) -> bool:
        return self._database is not None

    def read(self, kind: str) -> dict[str, dict[str, Any]]:
        """Return the stored rows of a kind, by key, in the order they were written."""
        if self._database is None:
            return {}
        rows = self._database.execute(
            "SELECT key, body FROM record WHERE kind = ? ORDER BY rowid", (kind,)
        )
        return {key: json.loads(body) for key, body in rows}

    def note(self, kind: str, key: str, body: str | None) -> None:
        """Note that a row is new or changed (``body``) or gone (``None``)."""
        self._dirty[(kind, key)] = body

    def commit(self) -> None:
        """Write what was noted, in one transaction."""
        if self._database is None or not self._dirty:
            self._dirty.clear()
            return
        with self._database:
            for (kind, key), body in self._dirty.items():
                self._write(self._database, kind, key, body)
        self._dirty.clear()

    @staticmethod
    def _write(
        database: sqlite3.Connection, kind: str, key: str, body: str | None
    ) -> None:
        if body is None:
            database.execute(
                "DELETE FROM record WHERE kind = ? AND key = ?", (kind, key)
            )
            return
        database.execute(
            "INSERT INTO record VALUES (?, ?, ?)"
            " ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body",
            (kind, key, body),
        )

    def close(self) -> None:
        self.commit()
        if self._database is not None:
            self._database.close()
            self._database = None


class Table(Generic[Record]):
    """Records of one kind by key. Call ``put`` after each change of a record."""

    def __init__(
        self,
        store: Store,
        kind: str,
        key: Callable[[Record], str],
        decode: Callable[[dict[str, Any]], Record],
    ) -> None:
        self._store = store
        self._kind = kind
        self._key = key
        self._rows = {k: decode(row) for k, row in store.read(kind).items()}

    def put(self, record: Record) -> Record:
        key = self._key(record)
        self._rows[key] = record
        body = to_json(record) if self._store.kept else ""
        self._store.note(self._kind, key, body)
        return record

    def get(self, key: str) -> Record | None:
        return self._rows.get(key)

    def delete(self, key: str) -> None:
        if self._rows.pop(key, None) is not None:
            self._store.note(self._kind, key, None)

    def clear(self) -> None:
        for key in list(self._rows):
            self.delete(key)

    def __iter__(self) -> Iterator[Record]:
        return iter(list(self._rows.values()))

    def __len__(self) -> int:
        return len(self._rows)
