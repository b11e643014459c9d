# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Listing rules: a candidate with one fault has that one finding."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from odoo.addons.laredoute_connector.marketplace.records import ProductAttribute
from odoo.addons.laredoute_connector.marketplace.rules import (
    PromotionFacts,
)

from .rule_case import (
    BLUE,
    FLARED,
    GIVEN,
    GOOD,
    GOOD_IMAGE,
    NIGHT,
    NOW,
    REQUESTED,
    SHAPE,
    SIZE,
    found,
    image,
    promotion,
)

NO_SIZE = (BLUE, NIGHT, FLARED)
WHOLE_SIZE = replace(SIZE, required=True)


@pytest.mark.parametrize(
    ("values", "code", "arguments"),
    [
        ({"ean": ""}, "ean_missing", {}),
        ({"ean": "12345670"}, "ean_not_13_digits", {"length": 8}),
        ({"ean": "34015970000AB"}, "ean_not_13_digits", {"length": 13}),
        ({"ean": "٣401597000016"}, "ean_not_13_digits", {"length": 13}),
        ({"ean": "3401597000011"}, "ean_check_digit", {"expected": "0"}),
        ({"ean": " 3401597000010"}, "ean_not_13_digits", {"length": 14}),
        ({"ean": "3401597-00010"}, "ean_not_13_digits", {"length": 13}),
        ({"ean_is_unique": False}, "ean_not_unique", {}),
        ({"sent_ean": "4006381333931"}, "ean_changed", {"sent": "4006381333931"}),
        ({"ean": "2000000000008"}, "ean_internal", {}),
        ({"ean": "0200000000004"}, "ean_internal", {}),
        ({"sku": " "}, "sku_missing", {}),
        ({"sku": "x" * 33}, "sku_too_long", {"length": 33, "limit": 32}),
        ({"sku_is_unique": False}, "sku_not_unique", {}),
        ({"sent_sku": "ROBE-1"}, "sku_changed", {"sent": "ROBE-1"}),
        ({"sku": "ROBE-01 "}, "sku_mangled", {"arrives": "ROBE-01"}),
        ({"sku": "\u00a0ROBE-02"}, "sku_mangled", {"arrives": "ROBE-02"}),
        ({"sku": "RO\x07BE"}, "sku_mangled", {"arrives": "ROBE"}),
        ({"sku": "RO\rBE"}, "sku_mangled", {"arrives": "RO\nBE"}),
        ({"sku": "\x00\x01"}, "sku_missing", {}),
        ({"sku": "ROBE-01"}, "sku_is_parent", {}),
        ({"sent_alone": True}, "declination_of_single", {}),
        (
            {"parent_sku": "", "sent_parent_sku": "ROBE-01"},
            "single_of_declination",
            {"sent": "ROBE-01"},
        ),
        (
            {"sent_parent_sku": "ROBE-00"},
            "parent_changed",
            {"sent": "ROBE-00", "parent": "ROBE-01"},
        ),
        ({"parent_blocked": True}, "parent_blocked", {"parent": "ROBE-01"}),
        ({"title": " "}, "title_missing", {}),
        ({"title": "Robe <b>Longue</b>"}, "title_html", {"found": "<b>"}),
        ({"title": "Robe &amp; Jupe"}, "title_html", {"found": "&amp;"}),
        ({"title": "Robe <!-- X -->"}, "title_html", {"found": "<!-- X -->"}),
        ({"title": "Robe A < B > C"}, "title_html", {"found": "< B >"}),
        ({"title": "Robe <3 Été>"}, "title_html", {"found": "<3 Été>"}),
        ({"title": "Robe &Foo; X"}, "title_html", {"found": "&Foo;"}),
        ({"title": "Robe &#39; X"}, "title_html", {"found": "&#39;"}),
        ({"title": "Robe E&#x27; X"}, "title_markup", {"found": "&#x27;"}),
        ({"title": "Robe <!-- X"}, "title_markup", {"found": "<!--"}),
        ({"title": "\x07\x08"}, "title_missing", {}),
        ({"title": "\u00a0\t"}, "title_missing", {}),
        ({"title": "R" + "o" * 36}, "title_too_long", {"length": 37, "limit": 36}),
        ({"title": "Robe longue"}, "title_without_capital", {"word": "longue"}),
        ({"title": "Robe d'Été"}, "title_without_capital", {"word": "d'Été"}),
        ({"title": "Robe 55 % Lin"}, "title_composition", {"found": "55 %"}),
        ({"title": "Robe En Coton"}, "title_composition", {"found": "Coton"}),
        ({"description": ""}, "description_missing", {}),
        ({"description": " \x00 "}, "description_missing", {}),
        (
            {"description": "&eacute;toile"},
            "description_html",
            {"found": "&eacute;"},
        ),
        ({"description": "Une &#xe9;toile"}, "description_html", {"found": "&#xe9;"}),
        (
            {"description": "x" * 3001},
            "description_too_long",
            {"length": 3001, "limit": 3000},
        ),
        ({"description": "<p>x</p>"}, "description_html", {"found": "<p>"}),
        (
            {"description": "<p>x</p><script>", "html_allowed": True},
            "description_html",
            {"found": "<script>"},
        ),
        ({"brand_code": ""}, "brand_missing", {}),
        (
            {"brand_code": " ", "brand_source": "Quatre Vents"},
            "brand_unmapped",
            {"source": "Quatre Vents"},
        ),
        ({"brand_retired": True}, "brand_retired", {"brand": "1234"}),
        ({"brand_refused": True}, "brand_not_allowed", {"brand": "1234"}),
        ({"brand_code": "0"}, "brand_zero", {}),
        ({"brand_code": "000"}, "brand_zero", {}),
        ({"category_code": ""}, "category_missing", {}),
        (
            {"category_code": "", "category_source": "Vente / Robes"},
            "category_unmapped",
            {"source": "Vente / Robes"},
        ),
        ({"category_retired": True}, "category_retired", {"category": "S783"}),
        ({"category_code": "F12"}, "category_not_sub", {"category": "F12"}),
        (
            {"given": GIVEN[:3]},
            "attribute_missing",
            {"attribute": "A0001", "name": "Forme"},
        ),
        (
            {"given": (*GIVEN, FLARED)},
            "attribute_twice",
            {"attribute": "A0001", "name": "Forme"},
        ),
        (
            {"given": (*GIVEN, ProductAttribute("A9", "x"))},
            "attribute_not_requested",
            {"attribute": "A9", "value": "x"},
        ),
        (
            {"requested": (), "given": (ProductAttribute("A9", "", "V1"),)},
            "attribute_not_requested",
            {"attribute": "A9", "value": "V1"},
        ),
        (
            {"given": (*GIVEN[:3], ProductAttribute("A0001", " \x07"))},
            "attribute_empty",
            {"attribute": "A0001", "name": "Forme"},
        ),
        (
            {"given": (*NO_SIZE, ProductAttribute("A0301", "38"))},
            "attribute_code_missing",
            {"attribute": "A0301", "name": "Taille femme", "value": "38"},
        ),
        (
            {"given": (*NO_SIZE, ProductAttribute("A0301", "60", "V030199"))},
            "attribute_not_in_list",
            {"attribute": "A0301", "name": "Taille femme", "value": "60"},
        ),
        (
            {"given": (*NO_SIZE, ProductAttribute("A0301", "", "V030199"))},
            "attribute_not_in_list",
            {"attribute": "A0301", "name": "Taille femme", "value": "V030199"},
        ),
        (
            {"given": (*GIVEN[:3], ProductAttribute("A0001", "évasée", "V1"))},
            "attribute_code_unwanted",
            {"attribute": "A0001", "name": "Forme", "value": "évasée"},
        ),
        ({"given": NO_SIZE}, "size_missing", {}),
        (
            {"given": NO_SIZE, "requested": (*REQUESTED[:2], WHOLE_SIZE, SHAPE)},
            "size_missing",
            {},
        ),
        (
            {
                "parent_sku": "",
                "given": NO_SIZE,
                "requested": (*REQUESTED[:2], WHOLE_SIZE, SHAPE),
            },
            "attribute_missing",
            {"attribute": "A0301", "name": "Taille femme"},
        ),
        ({"given": GIVEN[1:]}, "colour_half", {"missing": "generic"}),
        ({"given": (BLUE, *GIVEN[2:])}, "colour_half", {"missing": "commercial"}),
        ({"images": ()}, "image_missing", {}),
        ({"images": (GOOD_IMAGE,) * 9}, "image_too_many", {"count": 9, "limit": 8}),
        (
            {"images": image(format="PNG")},
            "image_not_jpeg",
            {"number": 1, "format": "PNG"},
        ),
        (
            {"images": image(height=399)},
            "image_too_small",
            {"number": 1, "width": 1500, "height": 399, "minimum": 400},
        ),
        (
            {"images": image(width=3501)},
            "image_too_large",
            {"number": 1, "width": 3501, "height": 1500, "maximum": 3500},
        ),
        (
            {"images": image(size=500_001)},
            "image_too_heavy",
            {"number": 1, "size": 500_001, "limit": 500_000},
        ),
        (
            {"images": (GOOD_IMAGE, *image(width=1199))},
            "image_small",
            {"number": 2, "width": 1199, "height": 1500, "advised": 1200},
        ),
        ({"price": None}, "price_missing", {}),
        ({"price": Decimal(0)}, "price_not_positive", {"price": "0"}),
        ({"price": Decimal("0.004")}, "price_not_positive", {"price": "0.004"}),
        ({"price": Decimal("NaN")}, "price_not_positive", {"price": "NaN"}),
        ({"currency": "USD"}, "price_not_euro", {"currency": "USD"}),
        (
            {
                "price": Decimal(30),
                "sent_price": Decimal("49.90"),
                "price_drop_guard": Decimal("0.30"),
            },
            "price_drop",
            {"price": "30", "sent": "49.90", "percent": 39},
        ),
        ({"promotion": promotion("0")}, "promotion_not_positive", {"price": "0"}),
        (
            {"promotion": promotion("49.91")},
            "promotion_above_price",
            {"promotion_price": "49.91", "price": "49.90"},
        ),
        ({"promotion": promotion(days=0)}, "promotion_dates_crossed", {}),
        ({"promotion": promotion(starts=-7)}, "promotion_over", {}),
        ({"promotion": PromotionFacts(Decimal(9), None, NOW)}, "promotion_over", {}),
        (
            {
                "promotion": PromotionFacts(Decimal(9), None, NOW.replace(second=0)),
                "now": NOW.replace(second=0),
            },
            "promotion_over",
            {},
        ),
        ({"delivery_fee": None}, "delivery_fee_missing", {}),
        ({"delivery_fee": Decimal(-1)}, "delivery_fee_negative", {"fee": "-1"}),
        ({"shipment_delay": None}, "delivery_days_missing", {}),
        ({"min_days": None}, "delivery_days_missing", {}),
        ({"max_days": None}, "delivery_days_missing", {}),
        ({"shipment_delay": -1}, "delivery_days_negative", {}),
        (
            {"min_days": 5},
            "delivery_days_crossed",
            {"min_days": 5, "max_days": 4},
        ),
        ({"quantity": 0}, "no_stock", {}),
        ({"quantity": -2}, "no_stock", {}),
        ({"quantity": 3_000_000_000}, "stock_capped", {"quantity": 999_999}),
        ({"stock_followed": False}, "stock_untracked", {}),
        ({"warehouse_archived": True, "quantity": 0}, "warehouse_archived", {}),
        (
            {"warehouse_archived": True, "stock_followed": False},
            "warehouse_archived",
            {},
        ),
        ({"vat_rate": None}, "vat_missing", {}),
        ({"vat_rate": Decimal(20)}, "vat_unknown", {"rate": "20"}),
        (
            {"struck_price": Decimal("49.89")},
            "struck_price_below_price",
            {"struck_price": "49.89", "price": "49.90"},
        ),
    ],
)
def test_one_fault_is_one_finding(
    values: dict[str, Any], code: str, arguments: dict[str, Any]
) -> None:
    assert found(replace(GOOD, **values)) == {code: arguments}
