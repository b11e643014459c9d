# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A warehouse's file of parcels: which order left with which number.

It is read as La Redoute's lists are: any encoding, separator, order of columns and
usual headers, CSV or XLSX. Two columns without headers are order and number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from .places import has_several_numbers, parcel_number
from .reference.named_rows import layout_of, named_rows
from .reference.problems import Arguments
from .reference.table import Row

#: lines of the longest file: a day of a large warehouse
MAX_LINES = 20_000
_NAMES = {
    "order": "order number|order code|order|numero commande|n commande|no commande"
    "|num commande|code commande|commande|numero order|bon livraison|delivery"
    "|delivery number|picking|code client order",
    "tracking": "tracking number|tracking code|tracking|numero suivi|n suivi|no suivi"
    "|code suivi|suivi|numero tracking|numero colis|n colis|no colis|code colis|colis"
    "|parcel number|parcel code|parcel|numero expedition|bordereau|numero etiquette",
    "carrier": "carrier|carrier label|transporteur|transporteur label|carrier code"
    "|transporteur code",
    "item": "ean|ean code|ean13|sku|sku code|article code|article|product code"
    "|product|code|article ean|product ean",
    "quantity": "quantity|quantite|qty|qte|nombre|quantite expediee|qte expediee"
    "|pieces|units",
}
_LAYOUT = layout_of(_NAMES, "order tracking")
_WHOLE = re.compile(r"([0-9]+)(?:[.,]0+)?")
_SCIENTIFIC = re.compile(r"[0-9]+([.,][0-9]+)?E\+?[0-9]{1,2}", re.IGNORECASE)


@dataclass(frozen=True)
class ParcelRow:
    """A line of the file.

    :ivar number: of the line, from 1
    :ivar order: La Redoute's number, or Odoo's, or a delivery's
    :ivar tracking: the parcel's number
    :ivar carrier: its carrier's name; empty: the delivery's
    :ivar item: EAN or SKU of what the parcel holds; empty: all of the order
    :ivar quantity: pieces of it; 0: all of them
    :ivar problem: why the line cannot be used: ``no_order``, ``no_number``,
        ``two_numbers``, ``scientific``, ``bad_quantity``, or a problem of its cells
    """

    number: int
    order: str = ""
    tracking: str = ""
    carrier: str = ""
    item: str = ""
    quantity: int = 0
    problem: str = ""
    arguments: Arguments = field(default_factory=dict)


def read_parcels(path: Path) -> list[ParcelRow]:
    """Return each line of a file that is not blank.

    :raises ReferenceRefused: when it is no table, or lacks a column; ``code`` may be
        ``too_many_lines`` or ``missing_columns``, besides those of a list
    """
    bare = {"order": 0, "tracking": 1}
    rows = named_rows(path, _LAYOUT, MAX_LINES, _is_pair, bare)
    return [_line(row, cells) for row, cells in rows]


def _is_pair(row: Row) -> bool:
    """Whether a line without headers is an order and a number."""
    filled = [cell for cell in row.cells if cell.strip()]
    return len(filled) == 2 == len(row.cells[:2]) and all(
        any(map(str.isdigit, cell)) for cell in filled
    )


def _line(row: Row, cells: dict[str, str]) -> ParcelRow:
    if not cells:
        return ParcelRow(row.number, problem=row.problem, arguments=row.arguments)
    order, tracking = _whole(cells["order"]), _whole(cells["tracking"])
    item = _whole(cells.get("item", ""))
    quantity, problem = 0, ""
    if pieces := cells.get("quantity", ""):
        whole = _WHOLE.fullmatch(pieces)
        quantity = int(whole[1]) if whole else 0
        problem = "" if quantity else "bad_quantity"
    if any(map(_SCIENTIFIC.fullmatch, (order, tracking, item))):
        problem = "scientific"
    elif not tracking:
        problem = "no_number"
    elif has_several_numbers(tracking) or not parcel_number(tracking):
        problem = "two_numbers"
    elif not order:
        problem = "no_order"
    return ParcelRow(
        row.number,
        order,
        tracking,
        cells.get("carrier", ""),
        item,
        quantity,
        problem,
    )


def _whole(text: str) -> str:
    """Return a number without the decimals that a spreadsheet gives it."""
    found = _WHOLE.fullmatch(text)
    return found[1] if found else text
