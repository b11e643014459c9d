# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""La Redoute's reference files: what is in them, whatever way they were saved.

The only published facts are the columns of the attribute classification and of the
bulk attribute file (protocol P-151, P-152), the five kinds of files (P-150) and the
forms of the codes (P-154). Everything else about their layout is assumed (P-153), so
any column order, any of the usual column names and any usual way to save a table is
taken.
"""

from .columns import Kind
from .problems import LINE_REASONS, REFUSALS, ReferenceRefused
from .reading import Recognised, ReferenceFile, open_reference
from .records import (
    Attribute,
    BadLine,
    Brand,
    Category,
    Department,
    GoodLine,
    ProductValue,
    Record,
    Requirement,
    Value,
)

__all__ = [
    "LINE_REASONS",
    "REFUSALS",
    "Attribute",
    "BadLine",
    "Brand",
    "Category",
    "Department",
    "GoodLine",
    "Kind",
    "ProductValue",
    "Recognised",
    "Record",
    "ReferenceFile",
    "ReferenceRefused",
    "Requirement",
    "Value",
    "open_reference",
]
