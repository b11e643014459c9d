# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which column of a statement says what: made once for a shop, and remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from .records import LineKind
from .words import FIELDS, SKIPPED, STATED, normal

#: the form of what is stored; a higher one is of a later version
VERSION = 1
#: meanings of a word in the column of kinds
MEANINGS = frozenset({*(kind.value for kind in LineKind), STATED, SKIPPED})
DECIMALS = ("", ",", ".")
DATE_ORDERS = ("", "day_first", "month_first")


class BadLayout(ValueError):
    """A layout that cannot be used; ``code`` says why, ``text`` names what it is of.

    Codes: ``unknown_field``, ``unknown_meaning``, ``no_order``, ``no_amount``,
    ``two_ways``, ``no_kind``, ``heading_twice``, ``bad_setting``, ``bad_version``.
    """

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(f"{code}: {text}" if text else code)
        self.code = code
        self.text = text


@dataclass(frozen=True)
class Layout:
    """The columns of a shop's statements.

    There are two ways. A row for each amount: ``kind`` and ``amount`` (or ``credit``
    and ``debit``) are fields. A row for each order: ``amounts`` has a column for each
    kind, and ``net`` may be their sum. Headings and words are compared without case,
    accents, spaces and signs.

    :ivar fields: ``order``, ``line``, ``ean``, ``sku``, ``date``, ``label``,
        ``period``, ``currency``, ``kind``, ``amount``, ``credit``, ``debit``, ``net``
        -> the heading of its column
    :ivar amounts: heading -> the kind of the amounts below it
    :ivar words: word in the column of kinds -> one of ``MEANINGS``
    :ivar inverted: kinds that are written with the sign of the other side: a
        commission above zero that is taken
    :ivar signed_debits: whether debits are written below zero
    :ivar decimal: ``,`` or ``.``; empty: each file shows it
    :ivar date_order: ``day_first``, ``month_first``; empty: each file shows it
    :ivar ignored: headings that a person knows to say nothing to us
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    amounts: Mapping[str, LineKind] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    inverted: frozenset[LineKind] = frozenset()
    signed_debits: bool = False
    decimal: str = ""
    date_order: str = ""
    ignored: frozenset[str] = frozenset()

    @property
    def is_by_amount(self) -> bool:
        """Whether each row is one amount; else each is an order."""
        return not self.amounts

    @property
    def amount_fields(self) -> tuple[str, ...]:
        """The fields that hold a row's one amount."""
        return tuple(n for n in ("amount", "credit", "debit") if n in self.fields)

    @property
    def needed(self) -> dict[str, str]:
        """The headings without which nothing is read: normal form -> as written."""
        names = ["order", *(("kind", *self.amount_fields) if self.is_by_amount else ())]
        headings = [self.fields[name] for name in names if name in self.fields]
        return {normal(heading): heading for heading in (*headings, *self.amounts)}

    def named(self, **fields: str) -> Layout:
        """Return the layout with further columns, by field; empty: not there."""
        changed = {**self.fields, **fields}
        return replace(self, fields={n: h for n, h in changed.items() if h})

    def meaning(self, word: str) -> str:
        """Return what a word in the column of kinds means; empty: not known."""
        return self._meanings.get(normal(word), "")

    @cached_property
    def _meanings(self) -> dict[str, str]:
        return {normal(word): meaning for word, meaning in self.words.items()}

    def check(self) -> None:
        """Raise :class:`BadLayout` unless statements can be read with it."""
        _require(self.fields.keys() <= FIELDS.keys(), "unknown_field", self.fields)
        _require(set(self.words.values()) <= MEANINGS, "unknown_meaning", self.words)
        _require("order" in self.fields, "no_order")
        _require(bool(self.amounts or self.amount_fields), "no_amount")
        _require(not (self.amounts and self.amount_fields), "two_ways")
        both = "amount" in self.fields and len(self.amount_fields) > 1
        _require(not both, "two_ways")
        _require(bool(self.amounts) or "kind" in self.fields, "no_kind")
        headings = [normal(one) for one in (*self.fields.values(), *self.amounts)]
        twice = [one for one in headings if headings.count(one) > 1 or not one]
        _require(not twice, "heading_twice", twice)
        settings = self.decimal in DECIMALS and self.date_order in DATE_ORDERS
        _require(settings, "bad_setting")

    def to_json(self) -> dict[str, Any]:
        """Return what JSON can hold of it."""
        return {
            "version": VERSION,
            "fields": dict(self.fields),
            "amounts": {heading: kind.value for heading, kind in self.amounts.items()},
            "words": dict(self.words),
            "inverted": sorted(kind.value for kind in self.inverted),
            "signed_debits": self.signed_debits,
            "decimal": self.decimal,
            "date_order": self.date_order,
            "ignored": sorted(self.ignored),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Layout:
        """Return the layout that ``to_json`` wrote.

        :raises BadLayout: it is none, or of a later version
        """
        if stored.get("version") != VERSION:
            raise BadLayout("bad_version", str(stored.get("version")))
        try:
            amounts = {str(h): LineKind(k) for h, k in stored["amounts"].items()}
            layout = cls(
                {str(name): str(h) for name, h in stored["fields"].items()},
                amounts,
                {str(word): str(meaning) for word, meaning in stored["words"].items()},
                frozenset(LineKind(kind) for kind in stored["inverted"]),
                bool(stored["signed_debits"]),
                str(stored["decimal"]),
                str(stored["date_order"]),
                frozenset(str(heading) for heading in stored["ignored"]),
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise BadLayout("bad_setting", str(error)) from error
        layout.check()
        return layout


def _require(holds: bool, code: str, names: Iterable[str] = ()) -> None:
    if not holds:
        raise BadLayout(code, ", ".join(sorted(set(names))))
