# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What reference files hold, line by line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from .problems import Arguments


@dataclass(frozen=True, slots=True)
class Department:
    """One of La Redoute's departments (home, apparel, other)."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Category:
    """A family (F) or a sub-family (S).

    :ivar level: ``f`` or ``s``
    :ivar parent: the code of the family of a sub-family, empty when unknown
    :ivar department: the department's code, empty when the file names none
    """

    code: str
    name: str
    level: str
    parent: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand as La Redoute knows it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute; ``usage`` is ``size``, ``colour``, ``commercial_colour``,
    ``other``, or empty when the file does not say.
    """

    code: str
    name: str = ""
    usage: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """An attribute of a category (F or S): *Requis*, *Contraint* or neither."""

    category: str
    attribute: str
    required: bool
    constrained: bool


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an attribute's list; ``category`` where lists differ by it."""

    attribute: str
    code: str
    name: str
    category: str = ""


@dataclass(frozen=True, slots=True)
class ProductValue:
    """What a product says for an attribute: a listed value, or a free text."""

    ean: str
    attribute: str
    value_code: str = ""
    text: str = ""
    category: str = ""


Record: TypeAlias = (
    Department | Category | Brand | Attribute | Requirement | Value | ProductValue
)


@dataclass(frozen=True, slots=True)
class GoodLine:
    """A line that was parsed; ``number`` counts from 1 as an editor does."""

    number: int
    raw: str
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be taken: the code of the reason, and its arguments."""

    number: int
    reason: str
    raw: str
    arguments: Arguments = field(default_factory=dict)
