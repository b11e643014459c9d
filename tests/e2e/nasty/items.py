# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One product of the trial, and one thing that may be wrong with it."""

from dataclasses import dataclass, field


@dataclass
class Item:
    """One product as a manager would enter it; the defaults are good.

    :ivar brand: La Redoute's code on the product; empty: from the Odoo brand
    :ivar brand_name: what Odoo's own brand attribute says
    :ivar shelf: Odoo's category: ``plain``, ``unmapped``, ``proposed``, ``mapped``
    :ivar lines: La Redoute attribute → (code of its list, own words)
    :ivar images: names of image files, ``main:`` in the product's own place,
        ``out:`` at an outside address
    :ivar vat: percent; ``None``: no tax at all
    :ivar duplicate: the item whose EAN or reference it has
    :ivar family: the number of the product whose declination it is
    """

    number: int
    ean: str
    sku: str
    title: str = "Robe Longue Fleurie"
    description: str = "Robe longue à fleurs, taille élastique."
    category: str = "S0101"
    brand: str = "B00101"
    brand_name: str = ""
    shelf: str = "plain"
    lines: dict = field(default_factory=dict)
    images: tuple = ("main:plain",)
    price: float = 49.9
    vat: float | None = 20.0
    stock: int = 7
    storable: bool = True
    faults: tuple = ()
    duplicate: int | None = None
    first_duplicate: bool = False
    family: int | None = None
    size: str = ""
    colour: str = ""

    @property
    def label(self):
        return " + ".join(fault.name for fault in self.faults) or "good"


@dataclass(frozen=True)
class Fault:
    """One kind of nastiness.

    :ivar change: Item's field → new value, or a function of the good value
    :ivar ours: code our rules find; empty: none that blocks
    :ivar theirs: code of La Redoute's refusal; empty: it takes the product
    :ivar known: whether anybody could know before La Redoute said so
    """

    kind: str
    name: str
    change: dict
    ours: str = ""
    theirs: str = ""
    known: bool = True
