# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A first layout for a person to look at: guessed, and honest about its doubts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..reference.problems import ReferenceRefused
from ..reference.table import Row, Table, clean
from .amounts import Habit
from .columns import head
from .days import DAY_FIRST, Order
from .layout import Layout
from .reading import tables_of
from .records import LineKind
from .signs import like_others, proved_by_net, side_of, value_of
from .words import SKIPPED, STATED, field_of, kind_like, kind_of, normal, sum_rank

#: why a person should look at a layout
DOUBTS = (
    "no_order", "no_amount", "no_kind", "two_columns", "unknown_column",
    "includes_vat", "unknown_word", "guessed_word", "unsure_sign", "mixed_signs",
    "unsure_decimal", "unsure_dates", "no_sample",
)  # fmt: skip
#: rows below the heading that are looked at
SAMPLE = 50


@dataclass(frozen=True)
class Doubt:
    """Something about a proposed layout that a person should look at.

    :ivar code: one of ``DOUBTS``
    :ivar text: the heading or the word that it is about; of a field, its name
    :ivar guess: what it was taken for; empty: for nothing
    """

    code: str
    text: str = ""
    guess: str = ""


@dataclass(frozen=True)
class Proposal:
    """A layout, and what is not sure of it; without ``doubts`` it may be used."""

    layout: Layout
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class Peek:
    """The heading of a file that no layout knows yet, and the rows below it."""

    headings: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    sheet: str
    heading_row: int


@dataclass
class _Draft:
    fields: dict[str, str] = field(default_factory=dict)
    amounts: dict[str, LineKind] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    inverted: set[LineKind] = field(default_factory=set)
    signed_debits: bool = False
    unknown: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, code: str, text: str = "", guess: str = "") -> None:
        self.doubts.append(Doubt(code, text, guess))


def propose(headings: Sequence[str], sample: Sequence[Sequence[str]]) -> Proposal:
    """Return a layout for a file, and what a person should look at.

    :param headings: as written
    :param sample: texts of the first rows below, as many as there are
    """
    draft = _Draft()
    body = [row for row in sample if not _is_sum(row)]
    _place(headings, draft)
    columns = {
        heading: [row[at] for row in body if at < len(row) and row[at].strip()]
        for at, heading in enumerate(headings)
    }
    _two_ways(draft)
    kinds = columns.get(draft.fields.get("kind", ""), [])
    if draft.fields.get("kind"):
        _learn_words(kinds, draft)
    _signs(headings, body, draft)
    _debits(columns.get(draft.fields.get("debit", ""), []), draft)
    money = [*draft.amounts, *(draft.fields.get(n, "") for n in _MONEY)]
    _habits(columns, money, draft)
    for heading in draft.unknown:
        if any(_is_amount(text) for text in columns[heading]):
            draft.doubt("unknown_column", heading)
    if not body:
        draft.doubt("no_sample")
    ignored = frozenset(one for one in draft.unknown if not _doubted(one, draft))
    layout = Layout(
        draft.fields,
        draft.amounts,
        draft.words,
        frozenset(draft.inverted),
        draft.signed_debits,
        ignored=ignored,
    )
    return Proposal(layout, tuple(draft.doubts))


_MONEY = ("amount", "credit", "debit", "net")


def _doubted(heading: str, draft: _Draft) -> bool:
    return any(one.text == heading for one in draft.doubts)


def _place(headings: Sequence[str], draft: _Draft) -> None:
    """Give each field the heading that names it best, and each kind its headings."""
    ranks: dict[str, int] = {}
    for heading in headings:
        if not heading.strip():
            continue
        kind = kind_of(heading)
        named = field_of(heading)
        if kind in (STATED, SKIPPED):
            kind = ""
        if kind and not named:
            draft.amounts[heading] = LineKind(kind)
            if "ttc" in normal(heading).split() and "commission" in normal(heading):
                draft.doubt("includes_vat", heading, kind)
            continue
        if not named:
            guess = kind_like(heading)
            if guess and guess not in (STATED, SKIPPED) and "%" not in heading:
                draft.amounts[heading] = LineKind(guess)
                draft.doubt("guessed_word", heading, guess)
            else:
                draft.unknown.append(heading)
            continue
        name, rank = named
        if name in ranks:
            worse = heading if ranks[name] <= rank else draft.fields[name]
            draft.unknown.append(worse)
            draft.doubt("two_columns", worse, name)
        if name not in ranks or rank < ranks[name]:
            ranks[name], draft.fields[name] = rank, heading


def _two_ways(draft: _Draft) -> None:
    """Decide whether a row is an amount or an order, and drop what does not go."""
    fields = draft.fields
    sides = "credit" in fields or "debit" in fields
    if "kind" in fields and ("amount" in fields or sides):
        draft.unknown += draft.amounts
        draft.amounts.clear()
        _drop(draft, "net", *(["amount"] if sides else []))
    elif draft.amounts:
        if "amount" in fields and "net" not in fields:
            fields["net"] = fields.pop("amount")
        _drop(draft, "kind", "amount", "credit", "debit")
    elif "amount" in fields or "net" in fields or sides:
        if "amount" not in fields and not sides:
            fields["amount"] = fields.pop("net")
        _drop(draft, "net", *(["amount"] if sides else []))
        draft.doubt("no_kind")
    else:
        draft.doubt("no_amount")
    if "order" not in fields:
        draft.doubt("no_order")


def _drop(draft: _Draft, *names: str) -> None:
    """Take columns out of the layout that say the same another way."""
    for name in names:
        if heading := draft.fields.pop(name, ""):
            draft.unknown.append(heading)


def _learn_words(words: Iterable[str], draft: _Draft) -> None:
    for word in dict.fromkeys(words):
        if normal(word) in {normal(known) for known in draft.words}:
            continue
        meaning = kind_of(word)
        guess = "" if meaning else kind_like(word)
        if meaning or guess:
            draft.words[word] = meaning or guess
        if not meaning:
            draft.doubt("guessed_word" if guess else "unknown_word", word, guess)


def _texts_by_kind(
    headings: Sequence[str], body: Sequence[Sequence[str]], draft: _Draft
) -> dict[LineKind, list[str]]:
    """Return the amounts of the sample by kind, as written."""
    found: dict[LineKind, list[str]] = {}
    if draft.amounts:
        for heading, kind in draft.amounts.items():
            at = list(headings).index(heading)
            found.setdefault(kind, []).extend(r[at] for r in body if at < len(r))
    elif "kind" in draft.fields and "amount" in draft.fields:
        kind_at = list(headings).index(draft.fields["kind"])
        at = list(headings).index(draft.fields["amount"])
        for row in body:
            word = row[kind_at] if kind_at < len(row) else ""
            meaning = draft.words.get(word, STATED)
            if meaning not in (STATED, SKIPPED) and at < len(row):
                found.setdefault(LineKind(meaning), []).append(row[at])
    return found


def _signs(
    headings: Sequence[str], body: Sequence[Sequence[str]], draft: _Draft
) -> None:
    """Decide on which side each kind is written."""
    texts = _texts_by_kind(headings, body, draft)
    sides = {kind: side_of(kind, found) for kind, found in texts.items()}
    inverted = like_others(sides)
    doubted = {kind for kind, side in sides.items() if side.doubt}
    if "net" in draft.fields and doubted:
        columns = {list(headings).index(h): k for h, k in draft.amounts.items()}
        net = list(headings).index(draft.fields["net"])
        inverted, doubted = proved_by_net(body, columns, net, inverted, doubted)
    draft.inverted = inverted
    for kind in sorted(doubted, key=list(LineKind).index):
        draft.doubt(sides[kind].doubt, kind.value)


def _debits(texts: Iterable[str], draft: _Draft) -> None:
    signs = {amount > 0 for amount in map(value_of, texts) if amount}
    draft.signed_debits = signs == {False}
    if len(signs) == 2:
        draft.doubt("mixed_signs", "debit")


def _habits(columns: dict[str, list[str]], money: list[str], draft: _Draft) -> None:
    habit, order = Habit(), Order()
    for heading in money:
        for text in columns.get(heading, []):
            habit.add(text)
    for text in columns.get(draft.fields.get("date", ""), []):
        order.add(text)
    if habit.comma and habit.point:
        draft.doubt("unsure_decimal")
    if order.first != DAY_FIRST:
        draft.doubt("unsure_dates")


def _is_amount(text: str) -> bool:
    return bool(value_of(text)) and len(text) < 16


def _is_sum(row: Sequence[str]) -> bool:
    first = next((cell for cell in row if cell.strip()), "")
    return sum_rank(first) is not None


def peek(path: Path) -> Peek:
    """Return the row of a file that is most likely its heading, and those below.

    :raises ReferenceRefused: when it is no table, or ``no_header``
    """
    best: tuple[int, int] = (1, 0)
    found: tuple[Table, Row] | None = None
    for table in tables_of(path):
        for row in head(table):
            cells = [clean(cell) for cell in row.cells]
            known = sum(bool(field_of(c) or kind_of(c)) for c in cells if c)
            score = (known, sum(map(bool, cells)))
            if score > best:
                best, found = score, (table, row)
    if found is None:
        raise ReferenceRefused("no_header")
    table, row = found
    headings = [clean(cell) for cell in row.cells]
    body = (one for one in head(table) if one.number > row.number)
    sample = [tuple(clean(cell) for cell in one.cells) for one in body]
    return Peek(tuple(headings), tuple(sample[:SAMPLE]), table.name, row.number)
