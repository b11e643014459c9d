# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules about what a product could do better: a table each, with its neighbours.

An empty code is a candidate that is good.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from odoo.addons.laredoute_connector.marketplace.records import ProductAttribute
from odoo.addons.laredoute_connector.marketplace.rules import Candidate
from odoo.addons.laredoute_connector.marketplace.rules.declination import axes
from odoo.addons.laredoute_connector.marketplace.rules.image import is_private_host

from .rule_case import (
    BLUE,
    FLARED,
    GIVEN,
    GOOD,
    NIGHT,
    PARENT,
    REQUESTED,
    SHAPE,
    SINGLE,
    SIZE,
    SIZE_38,
    found,
)

COMPOSITION = replace(SHAPE, code="A0002", name="Composition", required=False)
NO_WORD = "Robe longue, taille élastique."
RATES = tuple(map(Decimal, ("0.2", "0.055")))


def of(values: dict[str, Any], good: Candidate = GOOD) -> dict[str, dict[str, Any]]:
    return found(replace(good, **values))


@pytest.mark.parametrize(
    ("title", "code", "word"),
    [
        ("ROBE LONGUE", "title_capitals", None),
        ("ROBES", "title_capitals", None),
        ("ROBE D'ÉTÉ 2026", "title_capitals", None),
        ("T-SHIRT", "title_capitals", None),
        ("TV LED 4K", "", None),
        ("LED 4K", "", None),
        ("Robe LED", "", None),
        ("ROBE Longue", "", None),
        ("Robe Longue 38", "title_repeats", "38"),
        ("Robe Longue, Bleu", "title_repeats", "bleu"),
        ("Robe BLEU NUIT (Longue)", "title_repeats", "bleu"),
        ("Robe Mayoral", "title_repeats", "Mayoral"),
        ("Mayoral Enfants : Robe", "title_repeats", "Mayoral"),
        ("Robe 380", "", None),
        ("Robe 38/40", "", None),
        ("Robe Bleue", "", None),
        ("Robe L'Été", "", None),
        ("Robe Mayor Al", "", None),
    ],
)
def test_f_title(title: str, code: str, word: str | None) -> None:
    expected = {code: {"word": word} if word else {}} if code else {}
    assert of({"title": title, "brand_name": "Mayoral"}) == expected


@pytest.mark.parametrize(
    ("size", "title", "repeated"),
    [
        ("L", "T-Shirt L", True),
        ("L", "T-Shirt L'Été", False),
        ("2", "Lot De 2 Robes", False),
        ("2 ans", "Robe 2 Ans", True),
        ("2 ans", "Robe 12 Ans", False),
        ("140x190", "Drap 140x190 Cm", True),
        ("?", "Robe ?", False),
    ],
)
def test_f_size_in_the_title(size: str, title: str, repeated: bool) -> None:
    given = (BLUE, NIGHT, replace(SIZE_38, label=size), FLARED)
    codes = set(of({"title": title, "given": given}))
    assert codes == ({"title_repeats"} if repeated else set())


@pytest.mark.parametrize("empty", [{}, {"brand_name": "-", "brand_source": " "}])
def test_f_brand_without_a_name_is_repeated_by_no_title(empty: dict[str, str]) -> None:
    assert of({"title": "Robe - Longue", **empty}) == {}


def test_f_brand_in_odoo_s_words_is_repeated_too() -> None:
    values = {"title": "Robe Petit Bateau", "brand_source": "PETIT BATEAU"}
    assert of(values) == {"title_repeats": {"word": "PETIT BATEAU"}}


@pytest.mark.parametrize(
    ("title", "description", "codes"),
    [
        ("Long Dress", "A dress with flowers.", ["title", "description"]),
        ("Long Dress, Size L", "Made for you. 3D print.", ["title", "description"]),
        ("Vestido Largo", "Hecho con algodón.", ["title", "description"]),
        # written in French while Odoo took it for English
        ("Robe Longue", "Une robe à fleurs.", []),
        ("Robe Longue", "Robe d'hiver", []),
        ("Robe Longue", "Robe pour femme", []),
        ("Robe D'Hiver", "A dress.", ["description"]),
    ],
)
def test_f_text_that_was_never_translated(
    title: str, description: str, codes: list[str]
) -> None:
    texts = {"title": title, "description": description}
    assert of(texts) == {}, "they are French by definition"
    flags = {"title_untranslated": True, "description_untranslated": True}
    assert list(of({**texts, **flags})) == [f"{code}_untranslated" for code in codes]


def test_f_description_that_was_translated_says_nothing_of_the_title() -> None:
    texts = {"title": "Long Dress", "description": "Une robe."}
    assert of({**texts, "title_untranslated": True}) == {"title_untranslated": {}}


@pytest.mark.parametrize("flag", ["title_untranslated", "description_untranslated"])
def test_f_text_that_is_missing_is_not_untranslated_too(flag: str) -> None:
    name = flag.partition("_")[0]
    assert of({name: " ", flag: True}) == {f"{name}_missing": {}}


@pytest.mark.parametrize(
    ("category", "description", "code"),
    [
        ("Robes", NO_WORD, "composition_missing"),
        ("Femme / Tee-shirts", NO_WORD, "composition_missing"),
        ("Linge de lit", NO_WORD, "composition_missing"),
        ("T-shirt", NO_WORD, "composition_missing"),
        ("Manteaux, vestes", NO_WORD, "composition_missing"),
        ("Robes", "Robe en 100% coton.", ""),
        ("Robes", "Composition : coton.", ""),
        ("Robes", "Matières : coton et lin.", ""),
        ("Tables basses", NO_WORD, ""),
        ("Enrobeuses", NO_WORD, ""),
        ("", NO_WORD, ""),
        ("Robes", "", "description_missing"),
    ],
)
def test_f_textile_without_composition(
    category: str, description: str, code: str
) -> None:
    values = {"category_name": category, "description": description}
    assert list(of(values)) == ([code] if code else [])


def test_f_composition_may_stand_in_an_attribute() -> None:
    values = {
        "category_name": "Robes",
        "description": NO_WORD,
        "requested": (*REQUESTED, COMPOSITION),
        "given": (*GIVEN, ProductAttribute("A0002", "coton, lin")),
    }
    assert of(values) == {}
    assert list(of({**values, "given": GIVEN})) == ["composition_missing"]


def test_f_parent_has_no_composition_of_its_own() -> None:
    values = {"category_name": "Robes", "description": NO_WORD}
    assert of(values, PARENT) == {}


@pytest.mark.parametrize(
    ("description", "english"),
    [
        ("Composition : 100% cotton.", "100% cotton"),
        ("95 % organic cotton, 5 % élasthanne", "95 % organic cotton"),
        ("Wool: 80%, polyester 20%", "Wool: 80%"),
        ("80% coton, 20% LINEN", "20% LINEN"),
        ("100 % coton de la marque Cotton Club", ""),
        ("Robe en silk-look, 100 % viscose", ""),
        ("100 % cottonette", ""),
        ("100 % acrylique", ""),
    ],
)
def test_f_english_composition_in_the_description(
    description: str, english: str
) -> None:
    expected = {"composition_english": {"found": english}} if english else {}
    assert of({"description": description}) == expected


@pytest.mark.parametrize(
    ("name", "label", "value_code", "english"),
    [
        ("Composition", "Cotton", "", "Cotton"),
        ("Matière principale", "Organic wool", "", "wool"),
        ("Composition", "coton", "", ""),
        ("Collection", "Cotton", "", ""),
    ],
)
def test_f_english_composition_in_an_attribute(
    name: str, label: str, value_code: str, english: str
) -> None:
    values = {
        "requested": (*REQUESTED, replace(COMPOSITION, name=name)),
        "given": (*GIVEN, ProductAttribute("A0002", label, value_code)),
    }
    expected = {"composition_english": {"found": english}} if english else {}
    assert of(values) == expected


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"given": (SIZE_38, FLARED)}, "colour_missing"),
        (
            {"given": (SIZE_38, FLARED), "requested": (REQUESTED[0], SIZE, SHAPE)},
            "colour_missing",
        ),
        ({"given": (SIZE_38, FLARED), "requested": (SIZE, SHAPE)}, ""),
        ({"given": GIVEN[1:]}, "colour_half"),
        ({"parent_sku": "", "given": (FLARED,)}, "colour_missing"),
    ],
)
def test_f_product_without_any_colour(values: dict[str, Any], code: str) -> None:
    assert list(of(values)) == ([code] if code else [])


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"sent_brand": "1233"}, "brand_changed"),
        ({"sent_brand": "1234"}, ""),
        ({"sent_brand": ""}, ""),
        ({"sent_brand": "1233", "brand_code": ""}, "brand_missing"),
        ({"sent_brand": "1233", "brand_retired": True}, "brand_retired"),
    ],
)
def test_f_brand_that_changed(values: dict[str, Any], code: str) -> None:
    codes = of(values)
    assert list(codes) == ([code] if code else [])
    if code == "brand_changed":
        assert codes[code] == {"brand": "1234", "sent": "1233"}


@pytest.mark.parametrize(
    ("rates", "shown"),
    [
        ((), ""),
        (RATES[:1], ""),
        ((Decimal("0.2"), Decimal("0.20")), ""),
        (RATES, "5.5 / 20"),
        ((*RATES, Decimal("0.021")), "2.1 / 5.5 / 20"),
        ((Decimal(0), Decimal("0.2")), "0 / 20"),
    ],
)
def test_f_several_vat_rates(rates: tuple[Decimal, ...], shown: str) -> None:
    expected = {"vat_several": {"rates": shown}} if shown else {}
    assert of({"vat_rates": rates}) == expected
    assert of({"vat_rates": rates}, PARENT) == {}


def test_f_no_vat_rate_that_can_be_read() -> None:
    assert of({"vat_rate": None}) == {"vat_missing": {}}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (GIVEN, GIVEN, True),
        (GIVEN, (*GIVEN[:3], ProductAttribute("A0001", "droite")), True),
        (GIVEN, GIVEN[::-1], True),
        (GIVEN, (BLUE, replace(NIGHT, label="Bleu Nuit"), SIZE_38, FLARED), True),
        (GIVEN, (BLUE, NIGHT, replace(SIZE_38, label="40"), FLARED), False),
        (GIVEN, (BLUE, replace(NIGHT, label="bleu ciel"), SIZE_38, FLARED), False),
        (GIVEN, (SIZE_38, FLARED), False),
    ],
)
def test_f_axes(
    one: tuple[ProductAttribute, ...], other: tuple[ProductAttribute, ...], same: bool
) -> None:
    assert (axes(one).casefold() == axes(other).casefold()) is same


def test_f_nothing_distinguishes_without_size_and_colour() -> None:
    assert axes((FLARED,)) == axes(()) == ""


def test_f_two_declinations_alike() -> None:
    same = {"same_declination": "ROBE-01-38B"}
    arguments = {"other": "ROBE-01-38B", "values": "38 / bleu / bleu nuit"}
    assert of(same) == {"declination_same": arguments}
    assert of(same, SINGLE) == of(same, PARENT) == {}


@pytest.mark.parametrize(
    ("host", "private"),
    [
        *((name, True) for name in ("localhost", "LOCALHOST", "odoo", "a.localhost")),
        *((name, True) for name in ("shop.local", "srv.lan", "x.internal", "a.local.")),
        *((number, True) for number in ("127.0.0.1", "10.0.0.8", "192.168.1.4")),
        *((number, True) for number in ("172.16.0.1", "169.254.1.1", "0.0.0.0")),
        *((number, True) for number in ("::1", "fe80::1", "fd00::1", "100.64.0.1")),
        *((name, False) for name in ("images.shop.fr", "localhost.fr", "local.fr")),
        *((number, False) for number in ("8.8.8.8", "2a01:e0a::1")),
    ],
)
def test_f_private_host(host: str, private: bool) -> None:
    assert is_private_host(host) is private
    expected = {"image_host_private": {"host": host}} if private else {}
    assert of({"image_hosts": frozenset({host, "cdn.shop.fr"})}) == expected


#: no width at all, and nothing that XML forbids
UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u202a"


@pytest.mark.parametrize("sign", UNSEEN)
def test_f_what_nobody_sees_is_no_text(sign: str) -> None:
    assert of({"title": sign}) == {"title_missing": {}}
    assert of({"title": f" {sign}\u00a0"}) == {"title_missing": {}}
    assert of({"title": f"Robe{sign} Longue"}) == {}
    assert of({"title": f"Robe <{sign}b>"}) == {"title_html": {"found": "<b>"}}
    assert of({"description": sign}) == {"description_missing": {}}
    assert of({"sku": sign}) == {"sku_missing": {}}
    assert of({"sku": f"ROBE{sign}-02"}) == {"sku_mangled": {"arrives": "ROBE-02"}}
    assert of({"sku": f"ROBE-02{sign}"}) == {"sku_mangled": {"arrives": "ROBE-02"}}
    empty = (*GIVEN[:3], replace(FLARED, label=sign))
    assert of({"given": empty}) == {
        "attribute_empty": {"attribute": "A0001", "name": "Forme"}
    }
    (ean,) = of({"ean": f"{GOOD.ean}{sign}"})
    assert ean == "ean_not_13_digits"
