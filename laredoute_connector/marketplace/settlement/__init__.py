# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Statements of payouts: what La Redoute owes and takes, amount by amount.

La Redoute publishes no form for them (protocol P-141): a person says once per shop
which column is what, with a proposal to begin with, and that layout is remembered. What
can be read two ways is never guessed, and no row is lost: it is a line, a sum that the
file states, a remark without an amount, or an error with its number.
"""

from ..reference.problems import ReferenceRefused
from .checking import FINDINGS, Checks, Finding, check_settlement
from .layout import BadLayout, Layout
from .proposing import DOUBTS, Doubt, Peek, Proposal, peek, propose
from .reading import Recognised, SettlementFile, open_settlement
from .records import (
    OF_AN_ORDER,
    OWED,
    ROW_PROBLEMS,
    TAKEN,
    BadRow,
    LineKind,
    Stated,
    StatedTotal,
    StatementLine,
)
from .words import SKIPPED, STATED

__all__ = [
    "DOUBTS",
    "FINDINGS",
    "OF_AN_ORDER",
    "OWED",
    "ROW_PROBLEMS",
    "SKIPPED",
    "STATED",
    "TAKEN",
    "BadLayout",
    "BadRow",
    "Checks",
    "Doubt",
    "Finding",
    "Layout",
    "LineKind",
    "Peek",
    "Proposal",
    "Recognised",
    "ReferenceRefused",
    "SettlementFile",
    "Stated",
    "StatedTotal",
    "StatementLine",
    "check_settlement",
    "open_settlement",
    "peek",
    "propose",
]
