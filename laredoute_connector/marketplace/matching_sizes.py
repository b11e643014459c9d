# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The ways in which sizes are written, each made one.

Only a whole name counts: "Taille 38" is a size, "Robe 38" is not. A British or
American number keeps its country, for it is another size.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

_NUMBER = r"\d{1,4}(?:\.\d{1,2})?"
_UNIT = r"(?:cm|mm|m)"
_PREFIX = re.compile(r"^(?:tailles?|t|size|pointures?|eur?|fr)\s*(?=\d|[a-z ]{1,8}$)")
_SUFFIX = re.compile(r"(?<=\d)\s*(?:eur?|fr)$")
_ONE_SIZE = frozenset({"tu", "t u", "taille unique", "unique", "one size", "onesize"})
_WORDS = {
    "small": "s",
    "medium": "m",
    "large": "l",
    "extra small": "xs",
    "x small": "xs",
    "xsmall": "xs",
    "extra large": "xl",
    "x large": "xl",
    "xlarge": "xl",
    "xx large": "xxl",
    "xxlarge": "xxl",
    "2xl": "xxl",
    "2xs": "xxs",
    "xxxl": "3xl",
    "xxxs": "3xs",
    "xxxxl": "4xl",
}
_LETTERS = re.compile(r"x{0,4}[sl]|m|[1-9]x[sl]")


def size_form(name: str) -> str:
    """Return the one form of a size, an empty text when the name is none.

    :param name: in small letters without accents; only words, numbers with points,
        and slashes between numbers
    """
    if name in _ONE_SIZE:
        return "taille unique"
    bare = _SUFFIX.sub("", _PREFIX.sub("", name))
    letters = _WORDS.get(bare, bare)
    if _LETTERS.fullmatch(letters):
        return letters
    for pattern, form in _FORMS:
        if found := pattern.fullmatch(bare):
            return form(found)
    return ""


def _centimetres(number: str, unit: str) -> str:
    factor = {"m": Decimal(100), "mm": Decimal("0.1")}.get(unit, Decimal(1))
    return _short(Decimal(number) * factor)


def _short(number: Decimal) -> str:
    return format(number.normalize() + 0, "f")


def _plain(found: re.Match[str]) -> str:
    return "/".join(_short(Decimal(each)) for each in found[0].split("/"))


def _sides(found: re.Match[str]) -> str:
    # "140 x 190 cm": the unit at the end is that of all
    numbers = re.findall(_NUMBER, found[0])
    return "x".join(_centimetres(each, found["unit"] or "cm") for each in numbers)


def _length(found: re.Match[str]) -> str:
    return f"{_centimetres(found['number'], found['unit'])} cm"


def _metres(found: re.Match[str]) -> str:
    return f"{int(found['metres']) * 100 + int(found['rest'])} cm"


def _age(found: re.Match[str]) -> str:
    unit = "mois" if found["unit"].startswith("mo") else "ans"
    return f"{found['age']} {unit}"


def _joined(found: re.Match[str]) -> str:
    return re.sub(r"\s", "", found[0])


def _country(found: re.Match[str]) -> str:
    return f"{found['country']} {found['number']}"


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(rf"{_NUMBER}(?:/{_NUMBER})*"), _plain),
    (
        re.compile(
            rf"{_NUMBER}(?:\s*{_UNIT}?\s*x\s*{_NUMBER}){{1,2}}\s*(?P<unit>{_UNIT})?"
        ),
        _sides,
    ),
    (re.compile(r"(?P<metres>\d)\s*m\s*(?P<rest>\d\d)(?:\s*cm)?"), _metres),
    (re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})"), _length),
    (re.compile(r"(?P<age>\d{1,2}(?:/\d{1,2})?)\s*(?P<unit>ans?|years?|yo?)"), _age),
    (re.compile(r"(?P<age>\d{1,2}(?:/\d{1,2})?)\s*(?P<unit>mois?|months?|mo)"), _age),
    # 12A is an age, 85A is a bra
    (re.compile(r"(?P<age>1?\d(?:/1?\d)?)(?P<unit>a)"), _age),
    (re.compile(r"(?:[6-9]\d|1[0-4]\d)\s*[a-j]{1,2}"), _joined),
    # lamp holders
    (re.compile(r"(?:e|b|g|gu|gx|r7s?)\s*\d{1,2}"), _joined),
    (re.compile(rf"(?P<country>uk|us|it|de)\s*(?P<number>{_NUMBER})"), _country),
    (re.compile(rf"(?P<number>{_NUMBER})\s*(?P<country>uk|us|it|de)"), _country),
)
