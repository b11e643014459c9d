# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which row of a table is its header, and which kind of file that makes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .columns import LAYOUTS, Kind, Layout, Words, words_of
from .problems import ReferenceRefused
from .table import Row

#: rows among which the header is looked for: exports begin with a title
HEAD_ROWS = 30
#: cells that can be a header; a longer one is a sentence
_HEADER_LENGTH = 60


@dataclass(frozen=True)
class Header:
    """A header that was recognised.

    :ivar fields: field of the kind -> index of its column
    :ivar width: how many columns the header names
    :ivar score: how much of it was recognised
    """

    kind: Kind
    row: Row
    fields: dict[str, int]
    width: int
    score: int

    @property
    def titles(self) -> dict[str, str]:
        """Field -> the text of its header."""
        return {name: self.row.cells[at].strip() for name, at in self.fields.items()}

    @property
    def ignored(self) -> tuple[str, ...]:
        """The headers of columns that say nothing to us."""
        used = set(self.fields.values())
        cells = enumerate(self.row.cells[: self.width])
        return tuple(cell.strip() for at, cell in cells if at not in used)


def assign(cells: Sequence[str], layout: Layout) -> tuple[dict[str, int], int]:
    """Give each field of a layout the column that names it best.

    :returns: field -> index, and a score: the words that were recognised
    """
    headers = [
        words_of(cell) if len(cell) <= _HEADER_LENGTH else frozenset[str]()
        for cell in cells
    ]
    wishes = [
        (rank, name, words)
        for name, names in layout.columns.items()
        for rank, words in enumerate(names)
    ]
    fields: dict[str, int] = {}
    taken: set[int] = set()
    for _rank, name, words in sorted(wishes, key=lambda wish: wish[0]):
        at = _position(headers, words, taken)
        if name not in fields and at is not None:
            fields[name] = at
            taken.add(at)
    return fields, sum(1 + len(headers[at]) for at in taken)


def _position(headers: list[Words], words: Words, taken: set[int]) -> int | None:
    for at, header in enumerate(headers):
        if header == words and at not in taken:
            return at
    return None


def find_header(rows: Iterable[Row], kind: Kind | None, hint: str) -> Header | None:
    """Return the best header among the first rows, ``None`` when there is none.

    :param kind: the only kind to look for, ``None`` to guess
    :param hint: the name of the file or sheet
    """
    head = list(rows)
    best: list[Header] = []
    for row in head:
        found = _headers_of(row, kind)
        if found and (not best or found[0].score > best[0].score):
            best = found
    if len(best) < 2:
        return best[0] if best else None
    body = head[head.index(best[0].row) + 1 :]
    return max(best, key=lambda one: _likeness(one, body, hint))


def _headers_of(row: Row, kind: Kind | None) -> list[Header]:
    """Return the kinds this row is the header of: those that explain most of it."""
    cells = [cell.strip() for cell in row.cells]
    width = max((at + 1 for at, cell in enumerate(cells) if cell), default=0)
    found = []
    for one in [kind] if kind else LAYOUTS:
        layout = LAYOUTS[one]
        fields, score = assign(cells, layout)
        if any(all(name in fields for name in needed) for needed in layout.needed):
            found.append(Header(one, row, fields, width, score))
    top = max((header.score for header in found), default=0)
    return [header for header in found if header.score == top]


def _likeness(header: Header, body: list[Row], hint: str) -> tuple[int, int]:
    """How well a kind suits the first codes below its header, and the file's name."""
    layout = LAYOUTS[header.kind]
    at = header.fields.get("code", header.fields.get("ean", 0))
    codes = [row.cells[at].strip() for row in body if len(row.cells) > at]
    like = sum(1 for code in codes if re.fullmatch(layout.code, code.upper()))
    return like, int(bool(layout.hints & words_of(hint)))


def no_header(rows: Iterable[Row], kind: Kind | None) -> ReferenceRefused:
    """Return the refusal that says what was found, and what is missing."""
    best: tuple[int, Sequence[str], str] = (-1, (), "")
    for row in rows:
        cells = [cell.strip() for cell in row.cells if cell.strip()]
        for one in [kind] if kind else LAYOUTS:
            layout = LAYOUTS[one]
            fields, score = assign(cells, layout)
            if cells and score > best[0]:
                missing = [name for name in layout.needed[0] if name not in fields]
                best = (score, cells, ", ".join(missing))
    if best[0] < 0:
        return ReferenceRefused("empty")
    found = ", ".join(best[1])[:200]
    if kind:
        return ReferenceRefused("missing_columns", found=found, missing=best[2])
    return ReferenceRefused("no_header", found=found)
