# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a rule finds: a code, a severity, a field and arguments, never a sentence."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Severity = Literal["error", "warning"]
Argument = str | int


@dataclass(frozen=True)
class Code:
    """What stands behind a code.

    :ivar severity: an ``error`` blocks the listing, a ``warning`` does not
    :ivar field: the field of :class:`~.candidate.Candidate` a person should mend
    :ivar arguments: names of what a sentence may mention
    """

    severity: Severity
    field: str
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One problem of one candidate."""

    code: str
    severity: Severity
    field: str
    arguments: Mapping[str, Argument] = dataclasses.field(default_factory=dict)


#: every code there is; the ORM side has a sentence for each
CODES: Mapping[str, Code] = MappingProxyType(
    {
        "ean_missing": Code("error", "ean"),
        "ean_not_13_digits": Code("error", "ean", ("length",)),
        "ean_check_digit": Code("error", "ean", ("expected",)),
        "ean_not_unique": Code("error", "ean"),
        "sku_missing": Code("error", "sku"),
        "sku_too_long": Code("error", "sku", ("length", "limit")),
        "sku_not_unique": Code("error", "sku"),
        "title_missing": Code("error", "title"),
        "title_html": Code("error", "title", ("found",)),
        "title_too_long": Code("warning", "title", ("length", "limit")),
        "title_without_capital": Code("warning", "title", ("word",)),
        "title_composition": Code("warning", "title", ("found",)),
        "description_missing": Code("error", "description"),
        "description_too_long": Code("error", "description", ("length", "limit")),
        "description_html": Code("error", "description", ("found",)),
        "brand_missing": Code("error", "brand_code"),
        "brand_zero": Code("error", "brand_code"),
        "category_missing": Code("error", "category_code"),
        "category_not_sub": Code("error", "category_code", ("category",)),
        "image_missing": Code("error", "images"),
        "image_too_many": Code("error", "images", ("count", "limit")),
        "image_parent_not_one": Code("error", "images", ("count",)),
        "image_not_jpeg": Code("error", "images", ("number", "format")),
        "image_too_small": Code(
            "error", "images", ("number", "width", "height", "minimum")
        ),
        "image_too_large": Code(
            "error", "images", ("number", "width", "height", "maximum")
        ),
        "image_too_heavy": Code("error", "images", ("number", "size", "limit")),
        "image_small": Code(
            "warning", "images", ("number", "width", "height", "advised")
        ),
        "image_unreadable": Code("error", "images", ("number",)),
        "image_unknown_format": Code("error", "images", ("number",)),
        "image_too_many_pixels": Code("error", "images", ("number",)),
        "price_missing": Code("error", "price"),
        "price_not_positive": Code("error", "price", ("price",)),
        "vat_missing": Code("error", "vat_rate"),
        "vat_unknown": Code("error", "vat_rate", ("rate",)),
        "struck_price_below_price": Code(
            "error", "struck_price", ("struck_price", "price")
        ),
        "attribute_missing": Code("error", "attribute_codes", ("attribute",)),
        "attribute_twice": Code("error", "attribute_codes", ("attribute",)),
        "size_missing": Code("error", "has_size"),
        "colour_half": Code("error", "attribute_codes", ("missing",)),
    }
)


def find(code: str, **arguments: Argument) -> Finding:
    """Return the finding of a code, with the arguments it declares.

    :raises ValueError: when the arguments are not those of :data:`CODES`
    """
    known = CODES[code]
    if tuple(arguments) != known.arguments:
        raise ValueError(f"{code} takes {known.arguments}")
    return Finding(code, known.severity, known.field, arguments)
