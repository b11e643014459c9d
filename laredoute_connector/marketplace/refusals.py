# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""La Redoute's refusals, recognised by their words.

Only a few texts are published (``Brand can't be found by code: 0``, ``PRODUCT NOT
FOUND``, "A référencer"); of the others the wording is assumed. So a row names words
that a text has to hold, in English or French, and case, accents, quotes and order do
not count. What no row knows is ``unknown``: its words are shown as they are.

To add a text: one row, before those whose words it holds as well.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Refusal:
    """What a refusal means.

    :ivar kind: one of :data:`KINDS`, or ``unknown``
    :ivar field: of the rules' candidate a person should fix; empty when it is none
    :ivar arguments: ``value``: what the text speaks of, when it names it after a
        colon; ``attribute``: the code of the attribute it names. Either may be empty
    """

    kind: str
    field: str = ""
    arguments: Mapping[str, str] = dataclasses.field(default_factory=dict)


# ---------------------------------------------------------------------- the words
_ALLOWED = r"not allowed|not authori[sz]ed|unauthori[sz]ed|(non|pas|plus) autorise"
_CHANGED = r"\bchange|modifi"
_INVALID = r"not valid|invalid|non valide|incorrect|errone|malform|wrong"
_LONG = r"longer|too long|trop long|depasse|exceed|more than \d|plus de \d"
_LOST = (
    r"t be found|cannot be found|not (be )?found|unknown|not exist|introuvable|"
    r"inconnu|(non|pas ete) trouve|n existe pas"
)
_MISSING = r"missing|required|mandatory|manqu|obligatoire|absent"
_TWICE = r"twice|duplicat|already|en double|doublon|deux fois|\bdeja\b"

_ATTRIBUTE = r"\battribut|caracteristique"
_BRAND = r"\bbrand|\bmarque"
_CATEGORY = r"categor|classification|nomenclature|sous.?famille"
_DESCRIPTION = r"description"
_EAN = r"\bean\b|\bgtin\b|code.barres?"
_END = r"enddate|end date|date de fin"
_IMAGE = r"\b(images?|photos?|pictures?|visuels?|media)\b"
_PARENT = r"\bparent"
_PRODUCT = r"\b(product|produit|item|article|ean|gtin)\b"
_SKU = r"\bproductid\b|\bsku\b|reference (vendeur|produit|interne|partenaire)"
_TITLE = r"title|\btitre|libelle"
_VENDOR = r"\b(vendor|vendeur|seller)\b"

#: kind, the candidate's field, and words of which all must be there
_TABLE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    # also when its accents were lost on the way
    ("to_reference", "given", (r"\ba r.{1,2}f.{1,2}rencer|to be referenced",)),
    ("file_blocked", "", (r"\bfile|fichier", r"block|bloqu")),
    # images
    ("image_checksum", "images", (r"checksum|\bmd5\b|somme de controle",)),
    ("image_domain", "images", (_IMAGE, r"domain")),
    ("image_address", "images", (_IMAGE, r"address|adresse|\burl\b", _INVALID)),
    ("image_download", "images", (_IMAGE, r"download|telecharg|reach|accessible")),
    ("image_too_heavy", "images", (_IMAGE, r"\b[km][bo]\b|heavy|lourde?|poids")),
    ("image_format", "images", (r"mediaencoding",)),
    ("image_format", "images", (_IMAGE, r"\bjpe?g\b|format")),
    ("image_sides", "images", (_IMAGE, r"\bpx\b|pixel|dimension|resolution")),
    ("image_rank", "images", (r"publicationrank",)),
    ("image_parent", "images", (_PARENT, _IMAGE)),
    ("image_missing", "images", (_IMAGE, _MISSING)),
    ("image_count", "images", (_IMAGE, r"\d (to|a) \d|too many|trop de|nombre d")),
    ("image_unreadable", "images", (_IMAGE, r"be read|illisible|corromp|corrupt")),
    # parents and declinations
    ("standalone", "parent_sku", (r"standalone|simple|seul", r"declin|variation")),
    ("parent_attributes", "given", (_PARENT, _ATTRIBUTE)),
    ("parent_ean", "ean", (_PARENT, _EAN)),
    ("parent_changed", "parent_sku", (_PARENT, _CHANGED)),
    ("parent_unknown", "parent_sku", (_PARENT, _LOST)),
    # the brand: not allowed is not the same as not known
    ("brand_not_allowed", "brand_code", (_BRAND, _ALLOWED)),
    ("brand_zero", "brand_code", (r"sans marque|no brand",)),
    ("brand_unknown", "brand_code", (_BRAND, f"{_LOST}|{_INVALID}")),
    ("brand_missing", "brand_code", (_BRAND, _MISSING)),
    # attributes
    ("colour_half", "given", (r"generi", r"commercial")),
    ("size_missing", "given", (r"\bsize|\btaille", _MISSING)),
    ("attribute_axis", "given", (r"isdeclinable",)),
    ("attribute_code_unwanted", "given", (_ATTRIBUTE, r"no value code")),
    ("attribute_empty", "given", (_ATTRIBUTE, r"no value|sans valeur|\bvide\b")),
    ("attribute_twice", "given", (_ATTRIBUTE, r"more than one|plusieurs")),
    ("attribute_twice", "given", (_ATTRIBUTE, _TWICE)),
    ("attribute_missing", "given", (_ATTRIBUTE, _MISSING)),
    ("attribute_value", "given", (r"\bvalue|\bvaleur", f"{_ALLOWED}|{_INVALID}")),
    ("attribute_value", "given", (r"\bvalue|\bvaleur", r"\blist")),
    ("attribute_unknown", "given", (_ATTRIBUTE, f"{_LOST}|{_ALLOWED}")),
    ("category_unknown", "category_code", (_CATEGORY, f"{_LOST}|{_INVALID}")),
    ("category_missing", "category_code", (_CATEGORY, _MISSING)),
    # codes
    ("ean_changed", "ean", (_EAN, _CHANGED)),
    ("ean_twice", "ean", (_EAN, _TWICE)),
    ("ean_missing", "ean", (_EAN, _MISSING)),
    ("ean_invalid", "ean", (_EAN, _INVALID)),
    ("sku_changed", "sku", (_SKU, _CHANGED)),
    ("sku_twice", "sku", (_SKU, _TWICE)),
    ("sku_too_long", "sku", (_SKU, _LONG)),
    ("sku_missing", "sku", (_SKU, _MISSING)),
    # texts
    ("title_html", "title", (_TITLE, r"html|balise")),
    ("title_missing", "title", (_TITLE, _MISSING)),
    ("title_too_long", "title", (_TITLE, _LONG)),
    ("description_html", "description", (_DESCRIPTION, r"html|balise")),
    ("description_missing", "description", (_DESCRIPTION, _MISSING)),
    ("description_too_long", "description", (_DESCRIPTION, _LONG)),
    # offers
    ("offer_reference", "sku", (r"sellerofferid",)),
    ("quantity", "quantity", (r"stockquantity|\bquantit",)),
    ("price_decimals", "price", (r"decimal",)),
    ("struck_price", "struck_price", (r"blockedprice|prix barre",)),
    ("eco_fee", "price", (r"weefee|eco.?(fee|participation|contribution|tax)",)),
    ("vat", "vat_rate", (r"vatrate|\bvat\b|\btva\b",)),
    ("period_over", "promotion", (_END, r"past|passe|expire")),
    ("period", "promotion", (rf"offerperiod|startdate|date de debut|{_END}",)),
    ("delivery_days", "max_days", (r"deliverydays|shipmentdelay|delai",)),
    ("delivery_fee", "delivery_fee", (r"deliveryfee|frais de (port|livraison)",)),
    ("delivery", "delivery_fee", (r"\bdelivery\b|\blivraison",)),
    ("site", "", (r"\bsite\b",)),
    ("price", "price", (r"\bamount\b|\bprice\b|\bprix\b|\bmontant\b",)),
    # the broadest words come last
    ("vendor_unknown", "", (_VENDOR, f"{_LOST}|{_INVALID}")),
    ("product_not_found", "", (_PRODUCT, _LOST)),
)
_ROWS = tuple(
    (kind, name, tuple(re.compile(each) for each in words))
    for kind, name, words in _TABLE
)
#: every kind but ``unknown``; the ORM side has a sentence for each
KINDS = frozenset(kind for kind, _field, _words in _TABLE)

_ADDRESS = re.compile(r"\S+://\S+")
_ATTRIBUTE_CODE = re.compile(r"\bA[0-9]{3,5}\b")
_SPACES = re.compile(r"[\s_'’´`\"«»“”]+")


def explain(code: str, text: str) -> Refusal:
    """Return what a refusal means.

    >>> explain("", "Brand can't be found by code: 0").kind
    'brand_zero'

    :param code: La Redoute's code for it, when it gives one; it is looked at where
        the text is not recognised
    :param text: La Redoute's words
    """
    head, _colon, value = (each.strip() for each in text.partition(":"))
    for words in (head, text, code):
        meaning, name = _find(_plain(words))
        if meaning:
            break
    else:
        return Refusal(UNKNOWN)
    if meaning == "brand_unknown" and value and not value.strip("0"):
        meaning = "brand_zero"
    attribute = _ATTRIBUTE_CODE.search(text)
    arguments = {"value": value, "attribute": attribute[0] if attribute else ""}
    return Refusal(meaning, name, arguments)


def is_warning(text: str) -> bool:
    """Return whether La Redoute took the product, and only says what it lacks.

    Source: protocol P-172: "A référencer" is kept, not shown.
    """
    return _find(_plain(text))[0] == "to_reference"


def _find(text: str) -> tuple[str, str]:
    for kind, name, patterns in _ROWS:
        if all(each.search(text) for each in patterns):
            return kind, name
    return "", ""


def _plain(text: str) -> str:
    """Return a text in small letters without accents, quotes and addresses."""
    letters = unicodedata.normalize("NFKD", _ADDRESS.sub(" ", text).lower())
    plain = "".join(each for each in letters if not unicodedata.combining(each))
    return _SPACES.sub(" ", plain).strip()
