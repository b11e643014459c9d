# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What every table gives: rows of texts, whatever kind of file it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from .problems import Arguments

#: how much of a bad line is kept, in characters
RAW_LENGTH = 500
_SPACES = re.compile(r"[\s\u00a0\u200b\u2060\ufeff]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FORMULA_TEXT = re.compile(r'="(.*)"')


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``problem`` says why its cells cannot be trusted, with arguments.

    :ivar numbers: indexes of the cells that a workbook holds as numbers: these have a
        decimal point, whatever the person's language
    """

    number: int
    cells: list[str]
    raw: str
    problem: str = ""
    arguments: Arguments = field(default_factory=dict)
    numbers: frozenset[int] = frozenset()

    @property
    def is_blank(self) -> bool:
        return not self.problem and not any(cell.strip() for cell in self.cells)


class Table(Protocol):
    """A file that gives rows, from its start, as often as one wants.

    :ivar encoding: how its texts are written
    :ivar separator: what stands between columns, empty in a workbook
    :ivar name: the name of the sheet, empty in a text file
    """

    encoding: str
    separator: str
    name: str

    def rows(self) -> Iterator[Row]:
        """Yield its rows, blank ones too; memory stays flat."""


def clean(cell: str) -> str:
    """Return a cell as people read it: one line, trimmed, no invisible characters.

    ``="0123"`` and ``'0123`` are how spreadsheets keep a text from being a number.
    """
    text = _SPACES.sub(" ", _CONTROL.sub("", cell)).strip()
    guarded = _FORMULA_TEXT.fullmatch(text)
    if guarded:
        return guarded[1].strip()
    return text[1:] if text[:1] == "'" and text[1:].isalnum() else text
