# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Three hundred products made of the table: the same ones each time."""

import random
from dataclasses import replace

from ..shop import make_ean
from .faults import FAULTS
from .items import Fault, Item

COUNT = 300
#: away from the EANs of the other tests
_FIRST_EAN = 800_000_000
_GOOD_SINGLES = 8

UNLIKE = Fault(
    "size", "size not mapped", {"size": "XXS"}, "size_missing", "SIZE_MISSING"
)
SIZELESS = Fault("size", "no size at all", {"size": ""}, "size_missing", "SIZE_MISSING")
OF_PARENT = Fault("sku", "reference of its parent", {}, "sku_is_parent", "PARENT_EAN")
OF_OTHER_PARENT = Fault(
    "sku", "reference of another's parent", {}, "sku_not_unique", "EAN_CHANGED"
)
LONG_PARENT = Fault(
    "parent", "parent's reference of 33", {}, "parent_blocked", "PARENT"
)
SAME_EAN = Fault("duplicates", "EAN of another", {}, "ean_not_unique", "EAN_TWICE")
SAME_SKU = Fault(
    "duplicates", "reference of another", {}, "sku_not_unique", "SKU_TWICE"
)
#: of a family's only one: the others go without it
ONE_OF_FAMILY = ("ean", "sku", "image", "stock")
#: past our gate La Redoute would refuse it by a reference that is not ours and no EAN:
#: nobody could find it by its answer
NAMELESS = {"ean_missing", "sku_mangled"}


def good(number, **values):
    sku = f"N{number:04d}"
    return Item(number, ean=make_ean(_FIRST_EAN + number), sku=sku, **values)


def spoil(item, *faults):
    """The item with these faults, each in its own field."""
    changes = {}
    for fault in faults:
        for name, value in fault.change.items():
            changes[name] = value(getattr(item, name)) if callable(value) else value
    return replace(item, **changes, faults=(*item.faults, *faults))


class Catalogue:
    """The products, and the families they belong to.

    :ivar items: in the order of their numbers
    :ivar parents: family → its parent's reference
    """

    def __init__(self, seed=20260):
        self.random = random.Random(seed)
        self.items = []
        self.parents = {}
        self._add_singles()
        self._add_duplicates()
        self._add_families()
        self._add_pairs()

    def _number(self):
        return len(self.items) + 1

    def _add(self, *faults, **values):
        self.items.append(spoil(good(self._number(), **values), *faults))
        return self.items[-1]

    def _add_singles(self):
        for _ in range(_GOOD_SINGLES):
            self._add()
        for fault in FAULTS:
            self._add(fault)

    def _add_duplicates(self):
        for fault, name in ((SAME_EAN, "ean"), (SAME_SKU, "sku")):
            first = self._add(fault, first_duplicate=True)
            other = self._add(fault, duplicate=first.number)
            setattr(other, name, getattr(first, name))

    # ----------------------------------------------------------------- families
    def _add_families(self):
        for colours in ((), ("Bleu",), ("Bleu", "Écru")):
            self._family(colours=colours)
        everybody = [each for each in FAULTS if each.kind in ("title", "brand")]
        for fault in self.random.sample(everybody, 8):
            self._family((fault,))
        for kind in ONE_OF_FAMILY:
            some = [each for each in FAULTS if each.kind == kind and each.ours]
            for fault in self.random.sample(some, min(3, len(some))):
                self._family(one=fault)
        self._family(one=UNLIKE)
        self._family((SIZELESS,), colours=("Bleu", "Écru"))
        parent = self._family(one=OF_PARENT)
        self.items[-1].sku = parent
        parent = self._family()
        self._add(OF_OTHER_PARENT).sku = parent
        self._family((LONG_PARENT,), parent="P" * 33)
        self._family(parent="Père & Fils <1>")

    def _family(self, shared=(), one=None, colours=(), parent=None):
        """Three declinations; ``one`` is wrong with the last of them only."""
        family = self._number()
        self.parents[family] = parent or f"PARENT-{family}"
        sizes = ["38", "40", "42"]
        for place, size in enumerate(sizes):
            faults = [*shared, *([one] if one and place == len(sizes) - 1 else [])]
            colour = colours[place % len(colours)] if colours else ""
            if SIZELESS in faults and place >= len(colours):
                break
            self._add(*faults, family=family, size=size, colour=colour)
            if faults and faults[-1] in (UNLIKE, SIZELESS):
                self.items[-1].size = faults[-1].change["size"]
        return self.parents[family]

    # -------------------------------------------------------------------- pairs
    def _add_pairs(self):
        while len(self.items) < COUNT:
            first, second = self.random.sample(FAULTS, 2)
            if {first.ours, second.ours} == NAMELESS:
                continue
            if first.kind != second.kind:
                self._add(first, second)
