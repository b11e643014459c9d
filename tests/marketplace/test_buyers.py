# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who buys: names in their parts, companies, and buyers who come back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.laredoute_connector.marketplace.buyers import (
    BuyerName,
    NameOrder,
    company_line,
    contact_key,
    is_company,
    read_name,
)

LAST, FIRST, AS_IS = NameOrder.LAST_FIRST, NameOrder.FIRST_LAST, NameOrder.AS_IS


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("DUPONT Élise", "Élise", "DUPONT"),
        ("  DUPONT   Élise ", "Élise", "DUPONT"),
        ("Dupont Élise", "Élise", "Dupont"),
        ("dupont élise", "élise", "dupont"),
        ("DUPONT ELISE", "ELISE", "DUPONT"),
        # capitals say more than the order
        ("Élise DUPONT", "Élise", "DUPONT"),
        ("Jean-Pierre MARTIN-DURAND", "Jean-Pierre", "MARTIN-DURAND"),
        ("DUPONT Jean Pierre", "Jean Pierre", "DUPONT"),
        ("DUPONT JEAN-PIERRE", "JEAN-PIERRE", "DUPONT"),
        ("DUPONT EPOUSE MARTIN Élise", "Élise", "DUPONT EPOUSE MARTIN"),
        # particles
        ("DE LA TOUR Anne", "Anne", "DE LA TOUR"),
        ("DE LA TOUR ANNE", "ANNE", "DE LA TOUR"),
        ("de la Tour Anne", "Anne", "de la Tour"),
        ("de LA TOUR Anne", "Anne", "de LA TOUR"),
        ("Anne de LA TOUR", "Anne", "de LA TOUR"),
        ("Anne DE LA TOUR", "Anne", "DE LA TOUR"),
        ("LE GOFF Yann", "Yann", "LE GOFF"),
        ("LE GOFF YANN", "YANN", "LE GOFF"),
        ("VAN DEN BERG Jan", "Jan", "VAN DEN BERG"),
        ("van den Berg Jan", "Jan", "van den Berg"),
        ("D'ORNANO Marie", "Marie", "D'ORNANO"),
        ("O'BRIEN Kevin", "Kevin", "O'BRIEN"),
        ("LE Thi Mai", "Thi Mai", "LE"),
        ("BEN ALI Karim", "Karim", "BEN ALI"),
        # titles
        ("M. DUPONT Jean", "Jean", "DUPONT"),
        ("Mme DUPONT Élise", "Élise", "DUPONT"),
        ("MME OU M DUPONT ELISE", "ELISE", "DUPONT"),
        ("M. et Mme DUPONT Jean", "Jean", "DUPONT"),
        ("M. DUPONT", "", "DUPONT"),
        # initials are first names
        ("DUPONT J.", "J.", "DUPONT"),
        ("J. DUPONT", "J.", "DUPONT"),
        ("DUPONT É", "É", "DUPONT"),
        # commas
        ("DUPONT, Élise", "Élise", "DUPONT"),
        ("Dupont, Jean Pierre", "Jean Pierre", "Dupont"),
        ("DUPONT", "", "DUPONT"),
        ("李 明", "明", "李"),
    ],
)
def test_surname_first(text: str, first: str, last: str) -> None:
    shown = f"{first} {last}".strip()
    assert read_name(text, LAST) == BuyerName(shown, first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("ELISE DUPONT", "ELISE", "DUPONT"),
        ("Élise Dupont", "Élise", "Dupont"),
        ("ANNE DE LA TOUR", "ANNE", "DE LA TOUR"),
        ("DUPONT Élise", "Élise", "DUPONT"),
        ("DUPONT J", "J", "DUPONT"),
    ],
)
def test_first_name_first(text: str, first: str, last: str) -> None:
    assert read_name(text, FIRST)[1:] == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        # more than two parts, and no capitals that say which
        "DUPONT JEAN PIERRE",
        "MARTIN DURAND JEAN",
        "Dupont Jean Pierre",
        # capitals that do not fit
        "DUPONT Élise MARTIN",
        "Anne DUPONT Marie",
        # others than one person
        "DUPONT Élise C/O MARTIN",
        "DUPONT chez MARTIN",
        "DUPONT Jean et Marie",
        "DUPONT & MARTIN",
        "DUPONT Élise (2e étage)",
        "DUPONT Élise 2",
        "MARTIN, DURAND, DUPONT",
        "MME OU M",
        # companies
        "SARL DUPONT ET FILS",
        "Hôtel du Nord",
        "Association Les Amis",
        "X" * 81 + " Élise",
    ],
)
def test_what_is_not_sure_stays_as_it_came(text: str) -> None:
    assert read_name(text, LAST) == BuyerName(text)


@pytest.mark.parametrize("text", ["", " ", ".", "-", "?!", "12"])
def test_no_name(text: str) -> None:
    assert read_name(text, LAST) == BuyerName("")


def test_as_it_comes() -> None:
    assert read_name("M. DUPONT  Élise", AS_IS) == BuyerName("M. DUPONT Élise")


@given(st.text(max_size=100), st.sampled_from(NameOrder))
def test_no_word_is_made_up_and_none_lost_but_titles(
    text: str, order: NameOrder
) -> None:
    found = read_name(text, order)
    if not found.text:
        return
    words, shown = text.replace(",", " ").split(), found.text.replace(",", " ").split()
    lost = {"".join(filter(str.isalpha, each)).casefold() for each in words} - {
        "".join(filter(str.isalpha, each)).casefold() for each in shown
    }
    assert not set(shown) - set(words)
    assert lost <= {"", "m", "mr", "mme", "ou", "et", "mm", "mlle", "mmes"}
    if found.first:
        assert found.text == f"{found.first} {found.last}"


@pytest.mark.parametrize(
    ("name", "company"),
    [
        ("SARL DUPONT", True),
        ("S.A.R.L. Dupont", True),
        ("Dupont SARL", True),
        ("DUPONT S.A.", True),
        ("EURL LA FLEUR", True),
        ("SCI des Lilas", True),
        ("Association Les Amis", True),
        ("MAIRIE DE ROUBAIX", True),
        ("Ets Martin", True),
        ("SAS TEXTILES DU NORD", True),
        ("Hôtel du Nord", True),
        ("ECOLE DES MINES", True),
        # people, or perhaps people
        ("SAS Élise", False),
        ("SAS ELISE", False),
        ("EARL Kevin", False),
        ("HOTEL Marie", False),
        ("SA Maria", False),
        ("DE SA Maria", False),
        ("DUPONT Élise", False),
        ("SARL", False),
        ("MARTIN chez SARL DUPONT", False),
        ("SARLAT Jean", False),
        ("", False),
    ],
)
def test_company(name: str, company: bool) -> None:
    assert is_company(name) is company


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["12 rue de l'Épeule", "SARL  DUPONT"], "SARL DUPONT"),
        (["SARL DUPONT", "12 rue de l'Épeule"], "SARL DUPONT"),
        (["Mairie de Roubaix", "17 Grand'Place"], "Mairie de Roubaix"),
        (["12 rue de l'Association"], ""),
        (["Association rue Bleue"], ""),
        (["MAIRIE 2 PLACE BLEUE"], ""),
        (["c/o SARL DUPONT"], ""),
        (["", "."], ""),
        ([], ""),
    ],
)
def test_company_of_an_address(lines: list[str], found: str) -> None:
    assert company_line(lines) == found


PLACE = ["12 rue de l'Épeule", "Bât. C", "59100", "ROUBAIX", "FR"]


@pytest.mark.parametrize(
    ("name", "place", "phone", "same"),
    [
        ("Élise DUPONT", PLACE, "0612345678", True),
        ("ELISE Dupont", PLACE, "+33 6 12 34 56 78", True),
        ("Élise DUPONT", PLACE, "0033612345678", True),
        ("Élise DUPONT", PLACE, "+33 (0)6 12 34 56 78", True),
        ("Élise DUPONT", ["12, RUE DE L EPEULE", "bat C", *PLACE[2:]], "0612345678", 1),
        ("Elisa DUPONT", PLACE, "0612345678", False),
        ("DUPONT Élise", PLACE, "0612345678", False),
        ("Élise DUPONT", ["14 rue de l'Épeule", *PLACE[1:]], "0612345678", False),
        ("Élise DUPONT", [PLACE[0], "Bât. D", *PLACE[2:]], "0612345678", False),
        ("Élise DUPONT", PLACE, "0612345679", False),
        ("Élise DUPONT", PLACE, "+32612345678", False),
    ],
)
def test_same_buyer(name: str, place: list[str], phone: str, same: bool) -> None:
    ours = contact_key("Élise DUPONT", PLACE, "06.12.34.56.78")
    assert (ours == contact_key(name, place, phone)) is bool(same)


@pytest.mark.parametrize(
    ("name", "place", "phone"),
    [
        ("", PLACE, "0612345678"),
        (".", PLACE, "0612345678"),
        ("Élise DUPONT", ["", " "], "0612345678"),
        ("Élise DUPONT", PLACE, ""),
        ("Élise DUPONT", PLACE, "0"),
        ("Élise DUPONT", PLACE, "12"),
    ],
)
def test_nobody_is_sure(name: str, place: list[str], phone: str) -> None:
    assert contact_key(name, place, phone) == ""


def test_parts_do_not_run_into_each_other() -> None:
    one = contact_key("Anne", ["Rue A", "B"], "0612345678")
    assert one != contact_key("Anne", ["Rue", "A B"], "0612345678")
