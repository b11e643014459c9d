# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which columns each kind of reference file has, and the names they go by.

A header is reduced to the set of its words, in English and singular, so that
``Sous Code Famille``, ``code_sous_famille`` and ``SubFamilyCode`` are the same.

Sources: protocol P-151 for *Requis* and *Contraint*, P-152 for the bulk file. Assumed
(P-153): every other name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TypeAlias

Words: TypeAlias = frozenset[str]


class Kind(str, Enum):
    """The kinds of reference files."""

    DEPARTMENTS = "departments"
    CATEGORIES = "categories"
    BRANDS = "brands"
    ATTRIBUTES = "attributes"
    VALUES = "values"
    SIZES = "sizes"
    COLOURS = "colours"
    PRODUCT_ATTRIBUTES = "product_attributes"


#: words of headers -> the word they are taken for; an empty one does not count
_SAME_WORDS = {
    "attribute": "attribut attributes",
    "brand": "marque",
    "category": "categorie nomenclature",
    "code": "id identifiant identifier cod ref reference node noeud",
    "colour": "color couleur",
    "commercial": "commerciale",
    "constrained": "contraint contrainte constraint forced force ferme fermee",
    "custom": "perso personnalise personnalisee personalised personalized libre free",
    "department": "departement rayon univer",
    "ean": "gtin barre barcode",
    "family": "famille",
    "feed": "flux",
    "generic": "generique",
    "label": "libelle lib nom name intitule designation",
    "level": "niveau",
    "parent": "pere parente",
    "product": "produit",
    "required": "requi require obligatoire mandatory",
    "role": "type usage",
    "size": "taille",
    "sub": "sou",
    "value": "valeur",
    "": "de du la le l d of the en 13 fr laredoute redoute s",
}
_CANONICAL = {
    word: meaning for meaning, words in _SAME_WORDS.items() for word in words.split()
}
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[a-z0-9]+")
_CATEGORY = "category code|category|sub family code|sub category code"


@dataclass(frozen=True)
class Layout:
    """The columns of one kind.

    :ivar columns: field -> the headers it goes by, in order of trust
    :ivar needed: alternatives of fields that must be there
    :ivar code: the form its codes have, to distinguish kinds with equal headers
    :ivar hints: words in the file's or sheet's name
    """

    columns: dict[str, tuple[Words, ...]]
    needed: tuple[tuple[str, ...], ...]
    code: str
    hints: Words


def plain(text: str) -> str:
    """Return a text in lower case, without accents."""
    pieces = unicodedata.normalize("NFKD", text)
    return "".join(one for one in pieces if not unicodedata.combining(one)).lower()


@lru_cache(maxsize=1024)
def words_of(header: str) -> Words:
    """Return what a header says: its words, in English, singular, in no order.

    >>> sorted(words_of("Libellé de la Sous-Famille"))
    ['family', 'label', 'sub']
    """
    found = _WORD.findall(plain(_HUMP.sub(" ", header)))
    singular = [word.rstrip("s") or word for word in found]
    return frozenset(_CANONICAL.get(word, word) for word in singular) - {""}


def _layout(
    columns: dict[str, str], needed: str, code: str = ".*", hints: str = ""
) -> Layout:
    return Layout(
        {
            name: tuple(words_of(header) for header in headers.split("|"))
            for name, headers in columns.items()
        },
        tuple(tuple(fields.split()) for fields in needed.split("|")),
        code,
        words_of(hints),
    )


def _values(noun: str, needed: str, hints: str) -> Layout:
    """A list of values; ``noun`` is how its own headers may name a value."""
    columns = {
        "attribute": "attribute code|attribute",
        "attribute_name": "attribute label",
        "code": "value code|code",
        "name": "value label|value|label",
        "category": f"{_CATEGORY}|family code",
    }
    if noun:
        columns["attribute"] += f"|{noun} attribute code|{noun} attribute"
        columns["attribute_name"] += f"|{noun} attribute label"
        columns["code"] = f"{noun} code|{noun} value code|{columns['code']}"
        own = f"{noun} label|{noun} value label|{noun}|{noun} value"
        columns["name"] = f"{own}|{columns['name']}"
    return _layout(columns, needed, r"V\d{5,6}", hints)


def _colours() -> Layout:
    generic = _values("colour", "code name", "colour")
    columns = dict(generic.columns)
    columns["code"] = (words_of("generic colour code"), *columns["code"])
    labels = (words_of("generic colour label"), words_of("generic colour"))
    columns["name"] = (*labels, *columns["name"])
    return Layout(columns, generic.needed, generic.code, generic.hints)


#: in order of preference, where the headers alone leave a doubt
LAYOUTS: dict[Kind, Layout] = {
    Kind.PRODUCT_ATTRIBUTES: _layout(
        {
            "ean": "ean|ean code|product code|product ean",
            "attribute": "attribute code|attribute",
            "value_code": "value code",
            "text": "custom value|custom|value label|value",
            "category": f"{_CATEGORY}|family code",
            "client": "client code|client",
            "feed": "feed code|feed",
        },
        "ean attribute value_code|ean attribute text",
        r"\d{13}",
    ),
    Kind.ATTRIBUTES: _layout(
        {
            "category": _CATEGORY,
            "family": "family code|parent category code|parent code",
            "code": "attribute code|code|attribute",
            "name": "attribute label|label|attribute",
            "role": "role|attribute role",
            "required": "required|attribute required",
            "constrained": "constrained|attribute constrained|list constrained",
            "value_code": "value code",
            "value_name": "value label|value",
        },
        "category code required|category code constrained"
        "|family code required|family code constrained",
        r"A\d{3,4}",
        "attribute",
    ),
    Kind.VALUES: _values("", "attribute code name", "value"),
    Kind.CATEGORIES: _layout(
        {
            "code": f"{_CATEGORY}|code",
            "name": "category label|sub family label|sub category label|label"
            "|sub family|sub category|category",
            "level": "level|role|category level|category role",
            "parent": "parent code|family code|parent category code|parent"
            "|parent category|parent family code|parent family|family category code",
            "parent_name": "family label|parent label|parent category label|family"
            "|parent family label",
            "department": "department code|department",
            "department_name": "department label|department",
        },
        "code name|parent parent_name",
        r"[SF]\d+",
        "category",
    ),
    Kind.BRANDS: _layout(
        {
            "code": "brand code|code|brand",
            "name": "brand label|label|brand",
        },
        "code name",
        r"B?\d+",
        "brand",
    ),
    Kind.DEPARTMENTS: _layout(
        {
            "code": "department code|code|department",
            "name": "department label|label|department",
        },
        "code name",
        r"\d{1,3}|[A-Z]{1,5}\d*",
        "department",
    ),
    Kind.SIZES: _values("size", "code name", "size"),
    Kind.COLOURS: _colours(),
}
