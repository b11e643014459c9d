# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Promotions: when a price is reduced, to what, and which dates La Redoute is sent."""

from .period import Effect, Terms, current, effect, moments
from .price_file import MAX_LINES, PriceRow, read_prices
from .prices import Way, is_loss, reduced_price, without_vat
from .sales import SalesPeriod, next_sales, summer_sales, winter_sales

__all__ = [
    "MAX_LINES",
    "Effect",
    "PriceRow",
    "SalesPeriod",
    "Terms",
    "Way",
    "current",
    "effect",
    "is_loss",
    "moments",
    "next_sales",
    "read_prices",
    "reduced_price",
    "summer_sales",
    "winter_sales",
    "without_vat",
]
