# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whether what would be sent now differs from what was last accepted."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import datetime, timezone
from decimal import Decimal
from enum import Enum
from typing import Any

_JSON = json.JSONEncoder(sort_keys=True, ensure_ascii=True, separators=(",", ":"))
#: of a field without a default
_NONE = object()


def fingerprint(record: Any, ignore: Collection[str] = ()) -> str:
    """Return the SHA-256 (64 hex digits) of what a record says.

    Stable between runs, machines and Python versions. ``1.5`` and ``1.50`` are
    one amount; two texts of one moment in two time zones are one moment. A field
    at its default counts as absent, so that a field added to a record later does
    not send the whole catalogue again.

    :param record: one of :mod:`.records` (any frozen dataclass)
    :param ignore: names of fields of ``record`` that do not count
    """
    content = [type(record).__name__, _fields(record, ignore)]
    return hashlib.sha256(_JSON.encode(content).encode("ascii")).hexdigest()


def _fields(record: Any, ignore: Collection[str] = ()) -> dict[str, object]:
    content: dict[str, object] = {}
    kind: type = type(record)
    for name, default in _defaults(kind):
        value = getattr(record, name)
        if name not in ignore and (default is _NONE or value != default):
            content[name] = value if type(value) is str else _canonical(value)
    return content


@functools.lru_cache(maxsize=4096)
def _fields_of_part(record: Any) -> dict[str, object]:
    """What a record within another says: colours and images are those of many."""
    return _fields(record)


@functools.cache
def _defaults(kind: type) -> tuple[tuple[str, object], ...]:
    """Return the fields of a dataclass with their defaults, ``_NONE`` without one."""
    return tuple((each.name, _default(each)) for each in dataclasses.fields(kind))


def _default(each: dataclasses.Field[Any]) -> object:
    if each.default is not dataclasses.MISSING:
        return each.default
    if each.default_factory is not dataclasses.MISSING:
        return each.default_factory()
    return _NONE


def _canonical(value: Any) -> object:
    """Return a form of ``value`` that JSON writes in one way only."""
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return ["decimal", format(value.normalize() + 0, "f")]
    if isinstance(value, datetime):
        return ["moment", value.astimezone(timezone.utc).isoformat()]
    if isinstance(value, bytes):
        return ["bytes", value.hex()]
    if isinstance(value, Mapping):
        return {str(key): _canonical(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_canonical(each) for each in value]
    if dataclasses.is_dataclass(value):
        part: Any = value
        return _fields_of_part(part)
    raise TypeError(f"no canonical form for {type(value).__name__}")
