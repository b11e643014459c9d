# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""EAN-13 numbers for products that do not exist."""

from __future__ import annotations

#: 379 is one of the prefixes of France; the rest is a company number nobody holds.
PREFIX = "3799999"


def check_digit(digits: str) -> str:
    """Return the thirteenth digit of an EAN.

    :param digits: the first twelve
    :raises ValueError: when these are not twelve digits
    """
    if len(digits) != 12 or not digits.isdigit():
        raise ValueError(f"twelve digits are needed, not {digits!r}")
    odd = sum(int(digit) for digit in digits[::2])
    even = sum(int(digit) for digit in digits[1::2])
    return str(-(odd + 3 * even) % 10)


def ean(number: int) -> str:
    """Return the valid EAN-13 of our product number 0 to 99999.

    :raises ValueError: when the number has more than five digits
    """
    digits = f"{PREFIX}{number:05d}"
    return digits + check_digit(digits)


def wrong_ean(number: int) -> str:
    """Return an EAN-13 as :func:`ean`, with its last digit mistyped."""
    right = ean(number)
    return right[:-1] + str((int(right[-1]) + 1) % 10)
