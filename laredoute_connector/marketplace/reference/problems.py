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


#: why a file is refused
REFUSALS = (
    "archive", "binary", "bomb", "broken_workbook", "document", "empty", "image",
    "missing_columns", "no_attribute", "no_header", "ods", "old_excel", "password",
    "pdf", "too_large", "web_page", "xlsb",
)  # fmt: skip
#: why a line is bad
LINE_REASONS = (
    "bad_attribute_code", "bad_brand_code", "bad_category_code", "bad_department_code",
    "bad_ean", "bad_flag", "bad_value_code", "family_with_parent", "formula",
    "label_too_long", "level_mismatch", "line_too_long", "missing_attribute_code",
    "missing_brand_code", "missing_category_code", "missing_department_code",
    "missing_ean", "missing_label", "missing_value_code", "no_value", "open_quote",
    "parent_not_family", "scientific", "short_ean", "too_few_columns",
    "too_many_columns", "turned_to_date", "undecodable",
)  # fmt: skip
