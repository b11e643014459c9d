# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Proposals by name: sure ones only."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from odoo.addons.laredoute_connector.marketplace.matching import Matcher, normalise
from odoo.addons.laredoute_connector.marketplace.matching_colours import (
    COLOUR_WORDS,
    SYNONYMS,
)

from laredoute_simulator.reference import load_reference

ATTRIBUTES = load_reference().attributes


def matcher(*names: str) -> Matcher[str]:
    return Matcher((name, name) for name in names)


def of(attribute: str) -> Matcher[str]:
    """The matcher of a La Redoute attribute, by the labels of its list."""
    return matcher(*ATTRIBUTES[attribute].values.values())


@pytest.mark.parametrize(
    "spellings",
    [
        ("Robe d'été", "ROBES D’ETE", "robes - d'Été", " robe  ete "),
        ("Œufs & cœur", "oeuf et coeur", "Oeufs, Cœurs"),
        ("Bijoux", "bijou", "BIJOU"),
        ("Linge de lit", "Linge du lit", "Linges lit"),
        ("Pull & gilet femme", "Pulls et gilets femmes"),
        ("Maison Lumière", "MAISON LUMIERE", "maison-lumière"),
        (
            *("38", "T38", "T.38", "t 38", "Taille 38", "EU 38", "38 FR", "FR38"),
            *("EUR 38", "Size 38", "Taille : 38", "Pointure 38", "38.0", "T. 38 FR"),
        ),
        ("38/40", "38-40", "38 / 40", "T38/40", "Taille 38 - 40", "38 – 40"),
        ("37.5", "37,5", "EU 37,5", "37,50"),
        ("XL", "xl", "X-Large", "Extra Large", "Taille XL", "x large", "T. XL"),
        ("XXL", "2XL", "XX-Large", "taille 2xl"),
        ("3XL", "XXXL"),
        ("S", "Small", "taille S", "T.S"),
        ("M", "Medium", "taille M"),
        ("Taille unique", "TU", "T.U.", "One size", "unique", "taille Unique"),
        ("120 cm", "1m20", "1 m 20", "1,20 m", "1.2m", "1200 mm", "120cm"),
        (
            *("140x190", "140 x 190 cm", "140 × 190", "140X190CM", "140cm x 190cm"),
            *("1,40 x 1,90 m", "1400 x 1900 mm"),
        ),
        ("90x190x20", "90 x 190 x 20 cm"),
        ("12 ans", "12A", "12 years", "12 Ans", "12Y"),
        ("3/4 ans", "3-4 ans", "3/4A"),
        ("6 mois", "6 months", "6MOIS"),
        ("90B", "90 B", "90b", "Taille 90B"),
        ("E27", "e 27", "E-27"),
        ("UK 10", "uk10", "10 UK"),
    ],
)
def test_spellings_of_one_name_are_one(spellings: tuple[str, ...]) -> None:
    assert {normalise(each): each for each in spellings}.keys() == {
        normalise(spellings[0])
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("38", "UK 38"),
        ("38", "38/40"),
        ("12 ans", "12"),
        ("12 ans", "12 mois"),
        ("85A", "85 ans"),
        ("90B", "90"),
        ("120 cm", "120"),
        ("140x190", "140x200"),
        ("L", "XL"),
        ("M", "1 m"),
        ("E27", "E14"),
        ("Robe 38", "38"),
        ("Large", "Ceinture large"),
        ("Bleu", "Bleu nuit"),
        ("3.5", "35"),
    ],
)
def test_names_that_differ_stay_apart(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@pytest.mark.parametrize(
    ("text", "plain"),
    [("", ""), ("!?", ""), ("La", "la"), ("de la", "de la"), ("&", "")],
)
def test_little_stays_of_little(text: str, plain: str) -> None:
    assert normalise(text) == plain


@given(st.text(max_size=30))
@example("ǰ İ ﬁ ½ ² Ⅷ")
@example("taille de 38")
@example("t.t.38")
def test_normalised_is_normalised(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


SIZES = st.from_regex(
    r"(T|T\.|Taille |EU )?[0-9]{1,3}([.,][0-9])?( ?[-/x] ?[0-9]{1,3})?"
    r"( ?(cm|m|mm|ans|A|B|FR|UK|mois))?",
    fullmatch=True,
)


@given(SIZES)
def test_size_is_normalised_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert normalise(text.upper()) == once


@given(st.lists(st.text(max_size=15) | SIZES, max_size=12))
def test_choice_that_is_alone_proposes_itself(names: list[str]) -> None:
    proposals = Matcher(enumerate(names))
    simple = [normalise(name) for name in names]
    for number, name in enumerate(names):
        if simple[number] and simple.count(simple[number]) == 1:
            assert proposals.propose(name) == number


@given(st.lists(st.text(min_size=1, max_size=8), max_size=8), st.text(max_size=12))
def test_proposal_is_one_of_the_choices(names: list[str], name: str) -> None:
    assert matcher(*names).propose(name) in (*names, None)


@pytest.mark.parametrize(
    ("attribute", "name", "meant"),
    [
        ("A0485", "Bleu nuit", "bleu"),
        ("A0485", "BLEUE", "bleu"),
        ("A0485", "Night blue", "bleu"),
        ("A0485", "Navy", "bleu"),
        ("A0485", "Marine", "bleu"),
        ("A0485", "Bleu marine", "bleu"),
        ("A0485", "Night blue (bleu nuit)", "bleu"),
        ("A0485", "Gris chiné", "gris"),
        ("A0485", "Anthracite", "gris"),
        ("A0485", "Off-White", "blanc"),
        ("A0485", "Blanc cassé", "blanc"),
        ("A0485", "Vert d'eau", "vert"),
        ("A0485", "Doré", "or"),
        ("A0485", "Burgundy", "rouge"),
        ("A0485", "Charcoal", "gris"),
        ("A0485", "Multicolore", "multicolor"),
        ("A0485", "Bois Clair", "bois clair"),
        ("A0485", "Dark wood", "bois foncé"),
        ("A0485", "Fushia", "rose"),
        # two colours, none, or one that people place differently
        ("A0485", "Bleu et blanc", None),
        ("A0485", "Or rose", None),
        ("A0485", "Écru", None),
        ("A0485", "Turquoise", None),
        ("A0485", "Camel", None),
        ("A0485", "Bois", None),
        ("A0485", "", None),
        ("A0485", "!", None),
        ("A0301", "T.38", "38"),
        ("A0301", "38 FR", "38"),
        ("A0301", "38/40", None),
        ("A0301", "UK 38", None),
        ("A0302", "X-Large", "XL"),
        ("A0302", "2XL", "XXL"),
        ("A0302", "XXXL", "3XL"),
        ("A0304", "12A", "12 ans"),
        ("A0304", "12", None),
        ("A0306", "140 x 190", "140x190 cm"),
        ("A0306", "1,40 × 1,90 m", "140x190 cm"),
        ("A0401", "e-27", "E27"),
        ("A0401", "LED intégrées", "LED intégrée"),
    ],
)
def test_word_of_a_seller_is_recognised(
    attribute: str, name: str, meant: str | None
) -> None:
    assert of(attribute).propose(name) == meant


def test_every_label_of_a_list_proposes_itself() -> None:
    for attribute in ATTRIBUTES.values():
        proposals = matcher(*attribute.values.values())
        for label in attribute.values.values():
            assert proposals.propose(label.upper()) == label


def test_order_of_words_does_not_count() -> None:
    assert (
        matcher("Pulls femme", "Pulls homme").propose("Femme : pull") == "Pulls femme"
    )


def test_part_of_a_name_is_no_proposal() -> None:
    proposals = matcher("Robes", "Lampes", "38")
    assert proposals.propose("Robe de chambre") is None
    assert proposals.propose("Lampe de bureau") is None
    assert proposals.propose("Robe 38") is None


def test_between_equals_nothing_is_proposed() -> None:
    proposals = Matcher([(1, "Robes"), (2, "Robe"), (3, "Rob"), (1, "ROBES")])
    assert proposals.propose("robe") is None
    assert proposals.propose("Robe") == 2, "as it is written"
    assert proposals.propose("rob") == 3
    assert matcher("x y", "y x").propose("Y  X!") == "y x"
    assert Matcher([(1, "x y z"), (2, "z y x")]).propose("y x z") is None
    assert Matcher([(1, "bleu"), (2, "Bleus")]).propose("Navy") is None


def test_one_choice_may_have_several_names() -> None:
    proposals = Matcher([(7, "Bleu"), (7, "bleus"), (7, "Blue")])
    assert proposals.propose("BLEU") == 7


def test_table_of_colours_is_in_its_own_spelling() -> None:
    names = {
        *COLOUR_WORDS,
        *SYNONYMS,
        *(each for row in SYNONYMS.values() for each in row),
    }
    assert {name: normalise(name) for name in names if normalise(name) != name} == {}


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python some work runs: the same on any machine."""
    count = 0

    def trace(_frame: FrameType, event: str, _arg: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def test_name_among_thousands_costs_what_it_costs_among_few() -> None:
    def choices(count: int) -> list[tuple[int, str]]:
        numbers = range(1000, 1000 + count)
        return [(each, f"Catégorie n° {each} / Robes d'été") for each in numbers]

    few, many = Matcher(choices(3)), Matcher(choices(3000))
    # a name that is there, the same in another order, a colour, and nothing at all
    for name, found in (
        ("catégorie n° 1002 robe été", 1002),
        ("robes d'ÉTÉ 1002 catégorie n", 1002),
        ("Bleu nuit", None),
        ("Écharpes", None),
    ):
        assert few.propose(name) == many.propose(name) == found
        costs = {lines_run(partial(each.propose, name)) for each in (few, many)}
        assert len(costs) == 1, name


def test_matcher_of_twice_as_many_costs_twice() -> None:
    choices = [(each, f"Robe {each}") for each in range(1000, 1200)]
    half = lines_run(lambda: Matcher(choices[:100]))
    assert half < lines_run(lambda: Matcher(choices)) <= 2 * half


def test_thousand_names_among_three_thousand_are_found() -> None:
    choices = [
        (number, f"Catégorie n° {number} / Robes d'été") for number in range(3000)
    ]
    proposals = Matcher(choices)
    found = [
        proposals.propose(f"robes d'ÉTÉ {number} catégorie n") for number in range(1000)
    ]
    assert found == list(range(1000))
