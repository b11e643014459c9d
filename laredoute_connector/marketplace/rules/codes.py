# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every code a rule can find, and what stands behind it."""

from __future__ import annotations

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
    :ivar field: the field of :class:`~.candidate.Candidate` a person should fix
    :ivar arguments: names of what a sentence may mention
    :ivar own: whether it is our rule, or the account's: La Redoute would take it
    """

    severity: Severity
    field: str
    arguments: tuple[str, ...] = ()
    own: bool = False


def _error(field: str, *arguments: str, own: bool = False) -> Code:
    return Code("error", field, arguments, own)


def _warning(field: str, *arguments: str) -> Code:
    return Code("warning", field, arguments)


_SIDES = ("number", "width", "height")
_VALUE = ("attribute", "name", "value")

#: every code there is; the ORM side has a sentence for each
CODES: Mapping[str, Code] = MappingProxyType(
    {
        # what it is
        "ean_missing": _error("ean"),
        "ean_not_13_digits": _error("ean", "length"),
        "ean_check_digit": _error("ean", "expected"),
        "ean_not_unique": _error("ean"),
        "ean_changed": _error("ean", "sent"),
        "ean_on_parent": _error("ean"),
        "ean_internal": _warning("ean"),
        "sku_missing": _error("sku"),
        "sku_too_long": _error("sku", "length", "limit"),
        "sku_mangled": _error("sku", "arrives", own=True),
        "sku_is_parent": _error("sku"),
        "sku_not_unique": _error("sku"),
        "sku_changed": _error("sku", "sent"),
        "declination_of_single": _error("parent_sku"),
        "single_of_declination": _error("parent_sku", "sent"),
        "parent_changed": _error("parent_sku", "sent", "parent"),
        "parent_blocked": _error("parent_sku", "parent"),
        "declination_same": _warning("given", "other", "values"),
        # what it says
        "title_missing": _error("title"),
        "title_html": _error("title", "found"),
        "title_markup": _warning("title", "found"),
        "title_too_long": _warning("title", "length", "limit"),
        "title_without_capital": _warning("title", "word"),
        "title_composition": _warning("title", "found"),
        "title_capitals": _warning("title"),
        "title_repeats": _warning("title", "word"),
        "title_untranslated": _warning("title"),
        "description_missing": _error("description"),
        "description_too_long": _error("description", "length", "limit"),
        "description_html": _error("description", "found", own=True),
        "description_untranslated": _warning("description"),
        "composition_missing": _warning("description"),
        "composition_english": _warning("description", "found"),
        # where it stands
        "brand_missing": _error("brand_code"),
        "brand_unmapped": _error("brand_code", "source"),
        "brand_zero": _error("brand_code"),
        "brand_retired": _error("brand_code", "brand"),
        "brand_not_allowed": _warning("brand_code", "brand"),
        "brand_changed": _warning("brand_code", "brand", "sent"),
        "category_missing": _error("category_code"),
        "category_unmapped": _error("category_code", "source"),
        "category_not_sub": _error("category_code", "category"),
        "category_retired": _error("category_code", "category"),
        "attribute_missing": _error("given", "attribute", "name"),
        "attribute_twice": _error("given", "attribute", "name"),
        "attribute_not_requested": _error("given", "attribute", "value"),
        "attribute_empty": _error("given", "attribute", "name"),
        "attribute_code_missing": _error("given", *_VALUE),
        "attribute_code_unwanted": _error("given", *_VALUE),
        "attribute_not_in_list": _error("given", *_VALUE),
        "size_missing": _error("given"),
        "colour_half": _error("given", "missing"),
        "colour_missing": _warning("given"),
        # what it looks like
        "image_missing": _error("images"),
        "image_too_many": _error("images", "count", "limit"),
        "image_parent_not_one": _error("images", "count"),
        "image_not_jpeg": _error("images", "number", "format"),
        "image_too_small": _error("images", *_SIDES, "minimum"),
        "image_too_large": _error("images", *_SIDES, "maximum"),
        "image_too_heavy": _error("images", "number", "size", "limit"),
        "image_small": _warning("images", *_SIDES, "advised"),
        "image_unreadable": _error("images", "number"),
        "image_unknown_format": _error("images", "number"),
        "image_avif": _error("images", "number"),
        "image_too_many_pixels": _error("images", "number"),
        "image_unreachable": _error("images", "number", "reason"),
        "image_url_bad": _error("images", "number"),
        "image_host_private": _error("images", "host"),
        # what it costs
        "price_missing": _error("price"),
        "price_not_positive": _error("price", "price"),
        "price_not_euro": _error("currency", "currency", own=True),
        "price_drop": _warning("price", "price", "sent", "percent"),
        "vat_missing": _error("vat_rate"),
        "vat_unknown": _error("vat_rate", "rate"),
        "vat_several": _warning("vat_rate", "rates"),
        "struck_price_below_price": _error("struck_price", "struck_price", "price"),
        "promotion_not_positive": _error("promotion", "price"),
        "promotion_above_price": _error("promotion", "promotion_price", "price"),
        "promotion_dates_crossed": _error("promotion"),
        "promotion_over": _error("promotion"),
        "delivery_fee_missing": _error("delivery_fee"),
        "delivery_fee_negative": _error("delivery_fee", "fee"),
        "delivery_days_missing": _error("shipment_delay"),
        "delivery_days_negative": _error("shipment_delay"),
        "delivery_days_crossed": _error("max_days", "min_days", "max_days"),
        "no_stock": _error("quantity", own=True),
        "stock_capped": _warning("quantity", "quantity"),
        "stock_untracked": _warning("quantity"),
        "warehouse_archived": _error("warehouse_archived", own=True),
    }
)
