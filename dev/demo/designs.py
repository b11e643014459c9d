# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the catalogue is made of: the forms of its data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .ean import ean, wrong_ean

CENT = Decimal("0.01")
#: The normal French rate, as a factor. Source: protocol P-55.
VAT_FACTOR = Decimal("1.20")


@dataclass(frozen=True)
class Colour:
    """A colour as the shop calls it.

    :ivar name: the commercial name, French
    :ivar rgb: six hexadecimal digits
    :ivar generic: the label of La Redoute's generic colour
    :ivar code: three capitals, for references
    """

    name: str
    rgb: str
    generic: str
    code: str


@dataclass(frozen=True)
class Design:
    """One product template.

    :ivar code: the middle of its references, capitals
    :ivar name: French, a capital to each word, at most 36 characters
    :ivar category: La Redoute's S code
    :ivar brand: the label of a brand in La Redoute's list; empty for none
    :ivar shape: what is drawn on its image; empty for no image
    :ivar price: in euros, VAT included
    :ivar weight: in kilograms, of one unit
    :ivar composition: free text of attribute A0210; empty where it is not needed
    :ivar size_kind: name of the attribute of its sizes in Odoo; empty for none
    :ivar others: labels of further values of La Redoute, by attribute code
    :ivar mistyped: its EAN has a wrong check digit, on purpose
    :ivar fault: what is wrong with it on purpose, for the reader; empty for nothing
    """

    code: str
    name: str
    category: str
    brand: str
    shape: str
    price: Decimal
    weight: float
    description: str
    composition: str
    colours: tuple[Colour, ...]
    size_kind: str = ""
    sizes: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    mistyped: bool = False
    fault: str = ""

    @property
    def net_price(self) -> Decimal:
        """The price without VAT, as Odoo keeps it for the chart's default tax."""
        return (self.price / VAT_FACTOR).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Variant:
    """One sellable variant of a design.

    :ivar size: empty for a design without sizes
    :ivar stock: units on hand
    """

    design: Design
    colour: Colour
    size: str
    sku: str
    ean: str
    stock: int


def variants_of(designs: tuple[Design, ...]) -> Iterator[Variant]:
    """Yield every variant, numbered through the whole catalogue.

    The order is that of the designs, their colours, their sizes: the EANs stay
    as long as nothing is put in between.
    """
    number = 100
    for design in designs:
        for colour in design.colours:
            for size in design.sizes or ("",):
                number += 1
                make = wrong_ean if design.mistyped else ean
                label = "".join(letter for letter in size if letter.isalnum())
                parts = ("ML", design.code, colour.code, label.upper())
                sku = "-".join(part for part in parts if part)
                # From 6 to 24 units: some sell out, most do not.
                stock = 6 + number * 7 % 19
                yield Variant(design, colour, size, sku, make(number), stock)
