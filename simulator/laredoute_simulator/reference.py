# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The reference lists of the pretend platform: categories, brands, attributes."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "data" / "reference.json"


@dataclass(frozen=True)
class Attribute:
    """``role`` is ``colour``, ``commercial_colour``, ``size`` or empty."""

    code: str
    label: str
    role: str
    constrained: bool
    values: dict[str, str]


@dataclass(frozen=True)
class Category:
    """An S category; ``attributes`` (own and of its F family) maps to required."""

    code: str
    label: str
    family: str
    size: str
    attributes: dict[str, bool]


@dataclass(frozen=True)
class Brand:
    """``restricted``: it exists, but a seller needs to be allowed."""

    code: str
    label: str
    restricted: bool


@dataclass(frozen=True)
class Reference:
    families: dict[str, str]
    categories: dict[str, Category]
    brands: dict[str, Brand]
    attributes: dict[str, Attribute]


@cache
def load_reference() -> Reference:
    """Read the lists shipped with the package."""
    content: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    families = {row["code"]: row for row in content["families"]}
    return Reference(
        {code: row["label"] for code, row in families.items()},
        {row["code"]: _category(row, families) for row in content["categories"]},
        {row["code"]: Brand(**row) for row in content["brands"]},
        {row["code"]: _attribute(row) for row in content["attributes"]},
    )


def _category(row: dict[str, Any], families: dict[str, dict[str, Any]]) -> Category:
    needs = [*families[row["family"]]["attributes"], *row["attributes"]]
    attributes = {one["code"]: bool(one["required"]) for one in needs}
    return Category(row["code"], row["label"], row["family"], row["size"], attributes)


def _attribute(row: dict[str, Any]) -> Attribute:
    values = {one["code"]: one["label"] for one in row["values"]}
    return Attribute(row["code"], row["label"], row["role"], row["constrained"], values)


def write_csv(folder: Path) -> list[Path]:
    """Write the lists as CSV files (``;``, UTF-8, with a header) and name them."""
    lists = load_reference()
    folder.mkdir(parents=True, exist_ok=True)
    return [
        _write(
            folder / "categories.csv",
            ("code", "label", "level", "parent"),
            [(code, label, "F", "") for code, label in lists.families.items()]
            + [(one.code, one.label, "S", one.family) for one in _all(lists)],
        ),
        _write(
            folder / "brands.csv",
            ("code", "label"),
            [(one.code, one.label) for one in lists.brands.values()],
        ),
        _write(
            folder / "attributes.csv",
            ("category", "code", "label", "role", "required", "constrained"),
            [row for one in _all(lists) for row in _attribute_rows(lists, one)],
        ),
        _write(
            folder / "values.csv",
            ("attribute", "code", "label"),
            [
                (one.code, code, label)
                for one in lists.attributes.values()
                for code, label in one.values.items()
            ],
        ),
    ]


def _all(lists: Reference) -> Iterable[Category]:
    return lists.categories.values()


def _attribute_rows(lists: Reference, category: Category) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for code, required in category.attributes.items():
        one = lists.attributes[code]
        flags = (int(required), int(one.constrained))
        rows.append((category.code, code, one.label, one.role, *flags))
    return rows


def _write(
    path: Path, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]
) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(header)
        writer.writerows(rows)
    return path
