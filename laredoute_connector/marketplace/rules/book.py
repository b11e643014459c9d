# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A platform's rules: which apply, and with which limits."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from .candidate import Candidate
from .finding import Finding


@dataclass(frozen=True)
class ImageLimits:
    """What an image is made to meet.

    :ivar shortest: pixels of its shorter side, at least
    :ivar longest: pixels of its longer side, at most
    :ivar size: bytes, at most; ``None``: any
    :ivar advised: pixels of its shorter side, below which it is shown as small
    :ivar count: images of a product, at most; of a parent there is one
    """

    shortest: int
    longest: int
    size: int | None
    advised: int
    count: int


@dataclass(frozen=True)
class Limits:
    """The numbers of the rules.

    :ivar title_length: characters advised, at most
    :ivar description_length: characters, at most
    :ivar sku_length: characters, at most
    :ivar currency: ISO 4217 code of the only one there is
    :ivar vat_rates: rates that are taken, as fractions
    :ivar quantity: units of one product that are ever offered, at most
    :ivar eco_fee_apart: whether an eco fee is sent beside the price, and not in it
    """

    title_length: int
    description_length: int
    sku_length: int
    currency: str
    vat_rates: tuple[Decimal, ...]
    quantity: int
    eco_fee_apart: bool
    images: ImageLimits


@dataclass(frozen=True)
class RuleBook:
    """The rules of one platform.

    :ivar rules: in the order in which a person reads a form
    :ivar fixed: fields of a candidate (``ean``, ``sku``, ``parent_sku``) that never
        change once the platform took, or may have taken, the product
    """

    rules: tuple[Rule, ...]
    limits: Limits
    fixed: frozenset[str]


Rule = Callable[[Candidate, RuleBook], Iterator[Finding]]


def check(candidate: Candidate, book: RuleBook) -> tuple[Finding, ...]:
    """Return what every rule of a book finds, in the order of its rules."""
    return tuple(finding for rule in book.rules for finding in rule(candidate, book))


def only(book: RuleBook, rules: tuple[Rule, ...]) -> RuleBook:
    """Return a book with those of its rules that are among some."""
    kept = tuple(rule for rule in book.rules if rule in rules)
    return dataclasses.replace(book, rules=kept)


def strictest(books: Iterable[RuleBook]) -> ImageLimits:
    """Return the limits that make an image fit for every book.

    :param books: at least one
    """
    all_limits = [book.limits.images for book in books]
    sizes = [limits.size for limits in all_limits if limits.size is not None]
    return ImageLimits(
        shortest=max(limits.shortest for limits in all_limits),
        longest=min(limits.longest for limits in all_limits),
        size=min(sizes, default=None),
        advised=max(limits.advised for limits in all_limits),
        count=min(limits.count for limits in all_limits),
    )
