# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The closing table: what was reached, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One thing that must have happened.

    :ivar subject: what, in plain words
    :ivar found: what there is
    :ivar wanted: what there should be, for the reader of a failure
    :ivar done: whether that is enough
    """

    subject: str
    found: str
    wanted: str
    done: bool


def at_least(subject: str, found: int, wanted: int) -> Row:
    """A number that must be reached."""
    return Row(subject, str(found), f"at least {wanted}", found >= wanted)


def exactly(subject: str, found: int, wanted: int, examples: Iterable[str] = ()) -> Row:
    """A number that must be met; with what a person reads of it."""
    shown = "".join(f"\n{text}" for text in examples)
    return Row(subject, f"{found}{shown}", str(wanted), found == wanted)


def render(rows: Iterable[Row]) -> str:
    """Return the table as text: ok or NO, the subject, what was found."""
    rows = list(rows)
    width = max(len(row.subject) for row in rows)
    lines = []
    for row in rows:
        state = "ok " if row.done else "NO "
        first, *more = row.found.splitlines() or [""]
        lines.append(f"  {state} {row.subject:<{width}}  {first}")
        lines += [f"      {'':<{width}}  {text}" for text in more]
    return "\n".join(lines)


def missing(rows: Iterable[Row]) -> list[str]:
    """Return a sentence for each row that is not done."""
    return [
        f"{row.subject}: {row.found.splitlines()[0]} instead of {row.wanted}"
        for row in rows
        if not row.done
    ]
