# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Loading the pretend platform's reference lists into Odoo."""

from __future__ import annotations

import csv
from pathlib import Path

from .rpc import User

#: the platform's word for what an attribute is, and Odoo's
USAGES = {
    "size": "size",
    "colour": "colour",
    "commercial_colour": "commercial_colour",
    "": "other",
}
#: free texts: sent by their label, without a value code
COMPOSITION = "A0210"
Row = dict[str, str]


class Reference:
    """Ids in Odoo of La Redoute's lists, by code or label.

    :ivar categories: category id by code
    :ivar brands: brand id by label
    :ivar attributes: attribute id by code
    :ivar values: value id by attribute code and label
    :ivar usages: usage of each attribute by code
    """

    def __init__(self, categories: dict[str, int], brands: dict[str, int]) -> None:
        self.categories = categories
        self.brands = brands
        self.attributes: dict[str, int] = {}
        self.values: dict[tuple[str, str], int] = {}
        self.usages: dict[str, str] = {}

    def of_usage(self, usage: str, label: str) -> list[tuple[int, int]]:
        """Return (attribute, value) of this label: one for each list that has it.

        :param usage: ``size`` or ``colour``
        """
        return [
            (self.attributes[code], value)
            for (code, name), value in self.values.items()
            if name == label and self.usages[code] == usage
        ]


def load_reference(admin: User, folder: Path) -> Reference:
    """Create the lists of the simulator's CSV files in Odoo.

    :param admin: a user who may write La Redoute's lists
    :param folder: where ``categories.csv``, ``brands.csv``, ``attributes.csv`` and
        ``values.csv`` are
    """
    rows = {name: _rows(folder / f"{name}.csv") for name in _LISTS}
    reference = Reference(
        _load_categories(admin, rows["categories"]),
        _load_brands(admin, rows["brands"]),
    )
    _load_attributes(admin, rows["attributes"], reference)
    _load_values(admin, rows["values"], reference)
    return reference


_LISTS = ("categories", "brands", "attributes", "values")


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def _load_categories(admin: User, rows: list[Row]) -> dict[str, int]:
    ids: dict[str, int] = {}
    for level in ("F", "S"):
        of_level = [row for row in rows if row["level"] == level]
        made = admin.create(
            "laredoute.category",
            [
                {
                    "code": row["code"],
                    "name": row["label"],
                    "level": level.lower(),
                    "parent_id": ids.get(row["parent"], False),
                }
                for row in of_level
            ],
        )
        ids.update({row["code"]: one for row, one in zip(of_level, made, strict=True)})
    return ids


def _load_brands(admin: User, rows: list[Row]) -> dict[str, int]:
    made = admin.create(
        "laredoute.brand",
        [{"code": row["code"], "name": row["label"]} for row in rows],
    )
    return {row["label"]: one for row, one in zip(rows, made, strict=True)}


def _load_attributes(admin: User, rows: list[Row], reference: Reference) -> None:
    """Create each attribute once, and link it to the categories that use it."""
    first = {row["code"]: row for row in reversed(rows)}
    made = admin.create(
        "laredoute.attribute",
        [
            {
                "code": code,
                "name": row["label"],
                "usage": USAGES[row["role"]],
            }
            for code, row in first.items()
        ],
    )
    reference.attributes.update(zip(first, made, strict=True))
    reference.usages.update({code: USAGES[row["role"]] for code, row in first.items()})
    admin.create(
        "laredoute.category.attribute",
        [
            {
                "category_id": reference.categories[row["category"]],
                "attribute_id": reference.attributes[row["code"]],
                "required": row["required"] == "1",
                "constrained": row["constrained"] == "1",
            }
            for row in rows
        ],
    )


def _load_values(admin: User, rows: list[Row], reference: Reference) -> None:
    made = admin.create(
        "laredoute.attribute.value",
        [
            {
                "attribute_id": reference.attributes[row["attribute"]],
                "code": row["code"],
                "name": row["label"],
            }
            for row in rows
        ],
    )
    for row, one in zip(rows, made, strict=True):
        reference.values[row["attribute"], row["label"]] = one
