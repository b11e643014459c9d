# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Loading the pretend platform's reference lists into Odoo."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from .rpc import User

#: the platform's word for what an attribute is, and Odoo's
USAGES = {
    "size": "size",
    "colour": "colour",
    "commercial_colour": "commercial_colour",
    "": "other",
}
#: free texts: told by label, without a value code
COMPOSITION = "A0210"
Row = dict[str, str]


class Reference:
    """Ids in Odoo of La Redoute's lists, by code or label.

    :ivar categories: category id by code
    :ivar brands: brand id by label
    :ivar attributes: attribute id by code
    :ivar values: value id by attribute code and label
    """

    def __init__(self, categories: dict[str, int], brands: dict[str, int]) -> None:
        self.categories = categories
        self.brands = brands
        self.attributes: dict[str, int] = {}
        self.values: dict[tuple[str, str], int] = {}
        self.usages: dict[str, str] = {}

    def sizes(self, label: str) -> list[int]:
        """Return every size value of this label: one for each list that has it."""
        return self._of_usage("size", label)

    def colours(self, label: str) -> list[int]:
        """Return the generic colour of this label."""
        return self._of_usage("colour", label)

    def _of_usage(self, usage: str, label: str) -> list[int]:
        return [
            value
            for (code, name), value in self.values.items()
            if name == label and self.usages[code] == usage
        ]


def load_reference(admin: User, folder: Path, compositions: Iterable[str]) -> Reference:
    """Create the lists of the simulator's CSV files in Odoo.

    :param admin: a user who may write La Redoute's lists
    :param folder: where ``categories.csv``, ``brands.csv``, ``attributes.csv`` and
        ``values.csv`` are
    :param compositions: texts to keep as values of the composition
    """
    rows = {name: _rows(folder / f"{name}.csv") for name in _LISTS}
    reference = Reference(
        _load_categories(admin, rows["categories"]),
        _load_brands(admin, rows["brands"]),
    )
    _load_attributes(admin, rows["attributes"], reference)
    free = [
        {"attribute": COMPOSITION, "code": "", "label": text}
        for text in dict.fromkeys(compositions)
    ]
    _load_values(admin, [*rows["values"], *free], reference)
    return reference


_LISTS = ("categories", "brands", "attributes", "values")


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def _load_categories(admin: User, rows: list[Row]) -> dict[str, int]:
    ids: dict[str, int] = {}
    for level in ("F", "S"):
        chosen = [row for row in rows if row["level"] == level]
        made = admin.create(
            "laredoute.category",
            [
                {
                    "code": row["code"],
                    "name": row["label"],
                    "level": level.lower(),
                    "parent_id": ids.get(row["parent"], False),
                }
                for row in chosen
            ],
        )
        ids.update({row["code"]: one for row, one in zip(chosen, made, strict=True)})
    return ids


def _load_brands(admin: User, rows: list[Row]) -> dict[str, int]:
    made = admin.create(
        "laredoute.brand",
        [{"code": row["code"], "name": row["label"]} for row in rows],
    )
    return {row["label"]: one for row, one in zip(rows, made, strict=True)}


def _load_attributes(admin: User, rows: list[Row], reference: Reference) -> None:
    """Create each attribute once, and tell the categories which they ask for."""
    first = {row["code"]: row for row in reversed(rows)}
    required = {row["code"] for row in rows if row["required"] == "1"}
    made = admin.create(
        "laredoute.attribute",
        [
            {
                "code": code,
                "name": row["label"],
                "usage": USAGES[row["role"]],
                "required": code in required,
                "constrained": row["constrained"] == "1",
            }
            for code, row in first.items()
        ],
    )
    reference.attributes.update(zip(first, made, strict=True))
    reference.usages.update({code: USAGES[row["role"]] for code, row in first.items()})
    asked: dict[str, list[int]] = {}
    for row in rows:
        ids = asked.setdefault(row["category"], [])
        ids.append(reference.attributes[row["code"]])
    for code, ids in asked.items():
        category = reference.categories[code]
        admin.write("laredoute.category", [category], {"attribute_ids": [(6, 0, ids)]})


def _load_values(admin: User, rows: list[Row], reference: Reference) -> None:
    made = admin.create(
        "laredoute.attribute.value",
        [
            {
                "attribute_id": reference.attributes[row["attribute"]],
                "code": row["code"] or False,
                "name": row["label"],
            }
            for row in rows
        ],
    )
    for row, one in zip(rows, made, strict=True):
        reference.values[row["attribute"], row["label"]] = one
