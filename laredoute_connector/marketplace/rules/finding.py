# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a rule finds: a code, a severity, a field and arguments, never a sentence."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from .codes import CODES, Argument, Severity


@dataclass(frozen=True)
class Finding:
    """One problem of one candidate."""

    code: str
    severity: Severity
    field: str
    arguments: Mapping[str, Argument] = dataclasses.field(default_factory=dict)


def find(code: str, **arguments: Argument) -> Finding:
    """Return the finding of a code, with the arguments it declares.

    :raises ValueError: when the arguments are not those of :data:`~.codes.CODES`
    """
    known = CODES[code]
    if tuple(arguments) != known.arguments:
        raise ValueError(f"{code} takes {known.arguments}")
    return Finding(code, known.severity, known.field, arguments)
