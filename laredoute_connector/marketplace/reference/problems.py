# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Why a reference file, or one line of it, cannot be taken: codes, never sentences."""

from __future__ import annotations

from typing import TypeAlias

from ..errors import UnreadableData

Arguments: TypeAlias = dict[str, str | int]


class ReferenceRefused(UnreadableData):
    """The file as a whole cannot be read.

    :param code: stable word for the reason, e.g. ``pdf``, ``no_header``
    :param arguments: what the sentence about it names
    """

    default_code = "unreadable_file"

    def __init__(self, code: str, **arguments: str | int) -> None:
        super().__init__(f"reference file refused: {code}", code=code)
        self.arguments: Arguments = arguments


class BadCell(ValueError):
    """One line cannot be taken.

    :param reason: stable word for the reason, e.g. ``bad_category_code``
    :param arguments: what the sentence about it names
    """

    def __init__(self, reason: str, **arguments: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.arguments: Arguments = arguments
