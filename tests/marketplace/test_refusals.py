# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""La Redoute's refusals are explained, or kept as they are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.laredoute_connector.marketplace.refusals import (
    KINDS,
    UNKNOWN,
    explain,
    is_warning,
)
from odoo.addons.laredoute_connector.marketplace.rules import Candidate

SIMULATOR = Path(__file__).resolve().parents[2] / "simulator" / "laredoute_simulator"

#: what the simulator says, by its code, and what that has to be recognised as
RECOGNISED = {
    ("VENDOR", "Vendor can't be found by id: 7"): "vendor_unknown",
    ("SKU_MISSING", "ProductId is missing"): "sku_missing",
    ("SKU_LENGTH", "ProductId is longer than 32 characters"): "sku_too_long",
    ("PARENT_EAN", "A parent product has no EAN"): "parent_ean",
    ("EAN_MISSING", "EAN is missing"): "ean_missing",
    ("EAN", "EAN is not valid: 3401597000012"): "ean_invalid",
    ("TITLE_MISSING", "ProductTitle is missing"): "title_missing",
    ("TITLE_HTML", "ProductTitle contains HTML"): "title_html",
    ("DESCRIPTION_MISSING", "ProductDescription is missing"): "description_missing",
    (
        "DESCRIPTION_LENGTH",
        "ProductDescription is longer than 3000 characters",
    ): "description_too_long",
    ("BRAND", "Brand can't be found by code: 0"): "brand_zero",
    ("BRAND", "Brand can't be found by code: B0"): "brand_unknown",
    ("BRAND_NOT_ALLOWED", "Brand is not allowed for vendor: B1"): "brand_not_allowed",
    ("CATEGORY", "Category can't be found by code: S9"): "category_unknown",
    ("PARENT_MEDIA", "A parent product has exactly one Media"): "image_parent",
    ("MEDIA_COUNT", "A product has 1 to 8 Media, not 9"): "image_count",
    (
        "MEDIA_RANK",
        "PublicationRank goes from 1 to the number of Media",
    ): "image_rank",
    ("MEDIA_ENCODING", "MediaEncoding must be jpg"): "image_format",
    ("PARENT_ATTRIBUTES", "A parent product has no Attributes"): "parent_attributes",
    ("ATTRIBUTE_TWICE", "Attribute has more than one value: A1"): "attribute_twice",
    ("ATTRIBUTE_MISSING", "Required attribute is missing: A1"): "attribute_missing",
    ("ATTRIBUTE", "Attribute is unknown in S1: A1"): "attribute_unknown",
    ("ATTRIBUTE_VALUE", "Value is not allowed for A1: V1"): "attribute_value",
    (
        "ATTRIBUTE_VALUE",
        "Attribute takes no value code: A1",
    ): "attribute_code_unwanted",
    ("ATTRIBUTE_VALUE", "Attribute has no value: A1"): "attribute_empty",
    ("ATTRIBUTE_AXIS", "IsDeclinable must be true for A1"): "attribute_axis",
    ("COLOURS", "Generic and commercial colour go together"): "colour_half",
    ("IMAGE_CHECKSUM", "Checksum differs: http://x/1.jpg"): "image_checksum",
    ("IMAGE", "Image address is not valid: ftp://x"): "image_address",
    ("IMAGE", "Image domain is not declared: x.example"): "image_domain",
    (
        "IMAGE",
        "Image can't be downloaded: http://x/marque-introuvable.jpg (HTTP 404)",
    ): "image_download",
    ("IMAGE", "Image is larger than 500 KB: http://x/1.jpg"): "image_too_heavy",
    ("IMAGE", "Image is not a JPEG: http://x/1.jpg"): "image_format",
    ("IMAGE", "Image is not 400 to 3500 px: http://x/1.jpg 9x9"): "image_sides",
    ("IMAGE", "Image can't be read: http://x/1.jpg (OSError)"): "image_unreadable",
    ("EAN_TWICE", "EAN is twice in the file: 3401597000010"): "ean_twice",
    ("SKU_TWICE", "ProductId is twice in the file: R"): "sku_twice",
    ("SKU_CHANGED", "ProductId can't be changed: R"): "sku_changed",
    ("PARENT_CHANGED", "ParentProductId can't be changed: R"): "parent_changed",
    ("PARENT", "Parent can't be found: R"): "parent_unknown",
    ("STANDALONE", "A standalone product gets no declinations: R"): "standalone",
    ("EAN_CHANGED", "EAN can't be changed: 3401597000010"): "ean_changed",
    ("SIZE_MISSING", "A référencer"): "to_reference",
    ("PRODUCT_NOT_FOUND", "PRODUCT NOT FOUND"): "product_not_found",
    ("OFFER_ID", "SellerOfferID is not the product's: R"): "offer_reference",
    ("QUANTITY", "StockQuantity is not a whole number: 1.5"): "quantity",
    ("PRICE", "Amount must be above 0: 0"): "price",
    ("PRICE_DECIMALS", "A price has at most two decimals"): "price_decimals",
    ("VAT", "VATRate is unknown: 0.07"): "vat",
    ("BLOCKED_PRICE", "BlockedPrice is below Amount"): "struck_price",
    ("ECO_FEE", "WEEFee is not valid: 0"): "eco_fee",
    ("PERIOD", "OfferPeriod has a date that does not exist"): "period",
    ("PERIOD", "StartDate is not before EndDate"): "period",
    ("PERIOD_PAST", "EndDate is in the past"): "period_over",
    ("SITE", "Site is not the seller's: www.example.com"): "site",
    ("DELIVERY", "One Delivery to Home, at most one to Relais"): "delivery",
    ("DELIVERY_FEE", "DeliveryFee is not valid: -1"): "delivery_fee",
    ("DELIVERY_DAYS", "DeliveryDaysRange: Min is above Max"): "delivery_days",
    (
        "FILE_BLOCKED",
        "OFFER FILE BLOCKED: TWO FILES WITHIN AN HOUR",
    ): "file_blocked",
}


@pytest.mark.parametrize(("refusal", "kind"), RECOGNISED.items())
def test_refusal_is_explained(refusal: tuple[str, str], kind: str) -> None:
    code, text = refusal
    assert explain(code, text).kind == kind
    # La Redoute's codes are not known: the words have to do
    assert explain("", text).kind == kind
    assert explain("", text.upper()).kind == kind
    assert explain("", text.replace("'", "’")).kind == kind


def said_by_the_simulator() -> Iterator[tuple[str, str]]:
    """Yield each refusal in its sources: the code, and the first words of its text."""
    for name in ("product_rules", "catalogue", "offer_lines", "offers", "images"):
        tree = ast.parse((SIMULATOR / f"{name}.py").read_text())
        texts = {
            target.id: node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Tuple) and len(node.elts) == 2:
                code, text = node.elts
                if isinstance(text, ast.Name):
                    text = texts.get(text.id, text)
                if isinstance(code, ast.Constant) and _is_code(code.value):
                    yield code.value, _start(text)
            if isinstance(node, ast.keyword) and node.arg == "problem":
                yield "IMAGE", _start(node.value)


def _is_code(value: object) -> bool:
    return isinstance(value, str) and value.replace("_", "").isupper()


def _start(node: ast.expr) -> str:
    first = node.values[0] if isinstance(node, ast.JoinedStr) else node
    return str(first.value) if isinstance(first, ast.Constant) else ""


def test_every_refusal_of_the_simulator_is_in_the_table() -> None:
    said = {(code, text) for code, text in said_by_the_simulator() if text}
    assert len(said) > 45
    codes = {code for code, _text in RECOGNISED}
    for code, start in sorted(said):
        assert code in codes, code
        known = [
            text for own, text in RECOGNISED if own == code and text.startswith(start)
        ]
        assert known, f"{code}: {start}"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Marque introuvable pour le code : 0", "brand_zero"),
        ("Marque inconnue : 4711", "brand_unknown"),
        ("La marque n'est pas autorisée pour ce vendeur", "brand_not_allowed"),
        ("SANS MARQUE", "brand_zero"),
        ("Marque obligatoire", "brand_missing"),
        ("Catégorie inexistante ou introuvable : S1", "category_unknown"),
        ("Catégorie manquante", "category_missing"),
        (
            "Attribut obligatoire manquant pour la catégorie S1 : A0301",
            "attribute_missing",
        ),
        ("Valeur non autorisée pour l'attribut A0301 : marque", "attribute_value"),
        ("Valeur hors liste : XXL", "attribute_value"),
        ("Attribut inconnu : A0301", "attribute_unknown"),
        ("Taille manquante", "size_missing"),
        ("Produit à référencer", "to_reference"),
        ("PRODUIT NON TROUVE", "product_not_found"),
        ("EAN introuvable : 3401597000010", "product_not_found"),
        ("EAN en doublon", "ean_twice"),
        ("Le code-barres ne peut pas être modifié", "ean_changed"),
        ("La référence produit est déjà utilisée", "sku_twice"),
        ("SKU manquant", "sku_missing"),
        ("Titre trop long", "title_too_long"),
        ("La description contient des balises", "description_html"),
        ("Impossible de télécharger le visuel", "image_download"),
        ("Photo manquante", "image_missing"),
        ("Image trop lourde", "image_too_heavy"),
        ("Vendeur inconnu : 12", "vendor_unknown"),
        ("Le prix barré est inférieur au prix", "struck_price"),
        ("Frais de port manquants", "delivery_fee"),
        ("Délai de livraison incohérent", "delivery_days"),
        ("Taux de TVA inconnu", "vat"),
        ("Date de fin dépassée", "period_over"),
    ],
)
def test_french_words_are_recognised(text: str, kind: str) -> None:
    assert explain("", text).kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "A référencer",
        "A REFERENCER",
        "à référencer",
        "a\u0300 re\u0301fe\u0301rencer",
        "A r\u00c3\u00a9f\u00c3\u00a9rencer",
        "A r?f?rencer",
        "Statut : A référencer",
    ],
)
def test_product_that_is_taken_with_a_gap_is_no_refusal(text: str) -> None:
    assert is_warning(text)
    assert explain("", text).kind == "to_reference"


@pytest.mark.parametrize("text", ["", "Brand is unknown", "Référence inconnue"])
def test_refusal_is_no_warning(text: str) -> None:
    assert not is_warning(text)


def test_what_is_spoken_of_is_named() -> None:
    found = explain("", "Value is not allowed for A0301: 60 : XL")
    assert (found.kind, found.field) == ("attribute_value", "given")
    assert found.arguments == {"value": "60 : XL", "attribute": "A0301"}
    assert explain("", "PRODUCT NOT FOUND").arguments == {"value": "", "attribute": ""}


def test_code_speaks_where_the_words_do_not() -> None:
    assert explain("BRAND_NOT_ALLOWED", "Refus 4711").kind == "brand_not_allowed"
    assert explain("EAN_CHANGED", "").kind == "ean_changed"


@pytest.mark.parametrize(
    "text", ["", "Erreur technique 9999", ":", "Ça ne va pas", "42", "n/a: marqueterie"]
)
def test_unknown_words_stay_unknown(text: str) -> None:
    found = explain("E42", text)
    assert (found.kind, found.field, found.arguments) == (UNKNOWN, "", {})


@given(st.text(), st.text())
def test_any_text_is_taken(code: str, text: str) -> None:
    assert explain(code, text).kind in KINDS | {UNKNOWN}


def test_every_kind_is_reached_and_names_a_field() -> None:
    fields = {*Candidate.__dataclass_fields__, ""}
    for (code, text), kind in RECOGNISED.items():
        found = explain(code, text)
        assert kind in KINDS
        assert found.field in fields
