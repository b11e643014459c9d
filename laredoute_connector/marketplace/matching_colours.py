# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Colours: English words in French, and shades that are clearly of one colour.

Names are as ``matching.normalise`` writes them ("gri" for "gris"). Shades that people
place differently (turquoise, camel, taupe, écru) are left to a person.
"""

from __future__ import annotations

from collections.abc import Mapping

#: words that make a colour of whatever stands beside them
COLOUR_WORDS = frozenset(
    {"argent", "beige", "blanc", "bleu", "gri", "jaune", "marron", "noir", "or"}
    | {"orange", "rose", "rouge", "transparent", "vert", "violet"}
)

#: a name, and what it may be called in La Redoute's list: the nearest comes first
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "black": ("noir",),
    "white": ("blanc",),
    "grey": ("gri",),
    "gray": ("gri",),
    "brown": ("marron",),
    "red": ("rouge",),
    "blue": ("bleu",),
    "pink": ("rose",),
    "purple": ("violet",),
    "yellow": ("jaune",),
    "green": ("vert",),
    "gold": ("or", "dore"),
    "golden": ("or", "dore"),
    "dore": ("or",),
    "silver": ("argent", "argente"),
    "argente": ("argent",),
    "blanche": ("blanc",),
    "noire": ("noir",),
    "bleue": ("bleu",),
    "verte": ("vert",),
    "grise": ("gri",),
    "violette": ("violet",),
    "multicolore": ("multicolor",),
    "multicolor": ("multicolore",),
    "multicolour": ("multicolore", "multicolor"),
    "multi": ("multicolore", "multicolor"),
    "clear": ("transparent",),
    "navy": ("bleu marine", "marine", "bleu"),
    "navy blue": ("bleu marine", "marine", "bleu"),
    "marine": ("bleu marine", "bleu"),
    "bleu marine": ("marine", "bleu"),
    "sky blue": ("bleu ciel", "bleu"),
    "indigo": ("bleu",),
    "off white": ("blanc casse", "blanc"),
    "ivory": ("ivoire",),
    "burgundy": ("bordeau", "rouge"),
    "bordeau": ("rouge",),
    "fuchsia": ("rose",),
    "fushia": ("fuchsia", "rose"),
    "lilac": ("lila", "violet"),
    "lila": ("violet",),
    "mauve": ("violet",),
    "anthracite": ("gri",),
    "charcoal": ("anthracite", "gri"),
    "chocolat": ("marron",),
    "chocolate": ("chocolat", "marron"),
    "khaki": ("kaki",),
    "light wood": ("boi clair",),
    "dark wood": ("boi fonce",),
    "other": ("autre",),
}
