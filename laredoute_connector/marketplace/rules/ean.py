# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The EAN: 13 digits, a right check digit, one product, for ever.

Source: protocol P-30 (13 digits, never changed once sent, none on a parent); GS1 for
the check digit and for the numbers that shops may use inside only.
"""

from __future__ import annotations

from collections.abc import Iterator

from stdnum import ean

from .book import RuleBook
from .candidate import Candidate
from .finding import Finding, find

_LENGTH = 13
#: GS1 General Specifications, 1.4: numbers of restricted circulation
_INTERNAL = ("02", "04", "2", "0000000")


def check(candidate: Candidate, book: RuleBook) -> Iterator[Finding]:
    """Yield what is wrong with the EAN."""
    code, sent = candidate.ean, candidate.sent_ean
    if candidate.is_parent:
        if code:
            yield find("ean_on_parent")
        return
    if "ean" in book.fixed and sent and sent != code:
        yield find("ean_changed", sent=sent)
    if not code:
        yield find("ean_missing")
    elif len(code) != _LENGTH or not (code.isascii() and code.isdigit()):
        # the library would also take 8, 12 and 14 digits, which La Redoute does not
        yield find("ean_not_13_digits", length=len(code))
    elif not ean.is_valid(code):
        yield find("ean_check_digit", expected=ean.calc_check_digit(code[:-1]))
    elif not candidate.ean_is_unique:
        yield find("ean_not_unique")
    elif code.startswith(_INTERNAL):
        yield find("ean_internal")
