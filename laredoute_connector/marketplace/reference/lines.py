# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""From the cells of a line to what they say, one function for each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .cells import decode_code, decode_ean, decode_flag, decode_label, decode_usage
from .columns import Kind
from .problems import BadCell
from .records import (
    Attribute,
    Brand,
    Category,
    Department,
    ProductValue,
    Record,
    Requirement,
    Value,
)

#: the generic colour, and its usage ("Couleur Générique A0485": protocol P-38)
GENERIC_COLOUR = "A0485"


class Cells:
    """The cleaned cells of one line, by field."""

    def __init__(self, cells: dict[str, str], attribute: str) -> None:
        self._cells = cells
        #: the attribute of a list that names none
        self.attribute = attribute

    def __getitem__(self, name: str) -> str:
        return self._cells.get(name, "")


def _departments(line: Cells) -> Iterator[Record]:
    yield Department(decode_code("department", line["code"]), _name(line, "name"))


def _brands(line: Cells) -> Iterator[Record]:
    yield Brand(decode_code("brand", line["code"]), _name(line, "name"))


def _name(line: Cells, field: str) -> str:
    return decode_label(line[field])


def _categories(line: Cells) -> Iterator[Record]:
    """A line is one category, or a sub-family with its family beside it."""
    department = line["department"] or line["department_name"]
    if department:
        name = line["department_name"] or department
        yield Department(decode_code("department", department), name)
    parent = decode_code("category", line["parent"]) if line["parent"] else ""
    if parent and not parent.startswith("F"):
        raise BadCell("parent_not_family", text=parent)
    if parent and line["parent_name"]:
        name = decode_label(line["parent_name"])
        yield Category(parent, name, "f", department=department)
    if not line["code"] and parent and line["parent_name"] and not line["name"]:
        return
    code = decode_code("category", line["code"])
    level = code[0].lower()
    _check_level(level, line["level"])
    if level == "f" and parent not in ("", code):
        raise BadCell("family_with_parent", text=parent)
    parent = "" if level == "f" else parent
    yield Category(code, _name(line, "name"), level, parent, department)


def _check_level(level: str, given: str) -> None:
    """Refuse a level that says the contrary of the code's letter."""
    word = given.strip().upper()[:1]
    if word in ("F", "S") and word.lower() != level:
        raise BadCell("level_mismatch", text=given[:64])


def _attributes(line: Cells) -> Iterator[Record]:
    category = decode_code("category", line["category"] or line["family"])
    code = decode_code("attribute", line["code"])
    label = line["name"][:500]
    required = decode_flag(line["required"])
    constrained = decode_flag(line["constrained"])
    yield Attribute(code, label, decode_usage(line["role"], label))
    yield Requirement(category, code, required, constrained)
    if line["value_code"] or line["value_name"]:
        value = decode_code("value", line["value_code"])
        yield Value(code, value, _name(line, "value_name"))


def _values(line: Cells, usage: str = "") -> Iterator[Record]:
    attribute = decode_code("attribute", line["attribute"] or line.attribute)
    code = decode_code("value", line["code"])
    name = _name(line, "name")
    category = decode_code("category", line["category"]) if line["category"] else ""
    label = line["attribute_name"]
    yield Attribute(attribute, label, usage or decode_usage("", label))
    yield Value(attribute, code, name, category)


def _sizes(line: Cells) -> Iterator[Record]:
    return _values(line, "size")


def _colours(line: Cells) -> Iterator[Record]:
    attribute = (line["attribute"] or line.attribute).upper()
    return _values(line, "colour" if attribute == GENERIC_COLOUR else "")


def _product_attributes(line: Cells) -> Iterator[Record]:
    number = decode_ean(line["ean"])
    attribute = decode_code("attribute", line["attribute"])
    category = decode_code("category", line["category"]) if line["category"] else ""
    code = line["value_code"]
    if code:
        yield ProductValue(number, attribute, decode_code("value", code), "", category)
        return
    if not line["text"]:
        raise BadCell("no_value")
    yield ProductValue(number, attribute, "", decode_label(line["text"]), category)


#: what makes the records of a line; each raises BadCell
DECODERS: dict[Kind, Callable[[Cells], Iterator[Record]]] = {
    Kind.DEPARTMENTS: _departments,
    Kind.CATEGORIES: _categories,
    Kind.BRANDS: _brands,
    Kind.ATTRIBUTES: _attributes,
    Kind.VALUES: _values,
    Kind.SIZES: _sizes,
    Kind.COLOURS: _colours,
    Kind.PRODUCT_ATTRIBUTES: _product_attributes,
}
