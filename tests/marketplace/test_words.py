# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Words, places and numbers as people and machines write them: each one clean."""

from __future__ import annotations

import pytest

from odoo.addons.laredoute_connector.marketplace.places import (
    decode_country,
    is_taxed_as_france,
    parcel_number,
)
from odoo.addons.laredoute_connector.marketplace.values import one_line

COUNTRIES = {
    "FR": "FR",
    " fr ": "FR",
    "France": "FR",
    "FRANCE": "FR",
    "UK": "GB",
    "EL": "GR",
    "FX": "FR",
    "AUT": "AT",
    "PRT": "PT",
    "GLP": "GP",
    "MTQ": "MQ",
    "REU": "RE",
    "NCL": "NC",
    "250": "FR",
    "Belgique": "BE",
    "Belgium": "BE",
    "la réunion": "RE",
    "LA REUNION": "RE",
    "Pays-Bas": "NL",
    "Royaume-Uni": "GB",
    "Trinité-et-Tobago": "TT",
    "République tchèque": "CZ",
    "Grande-Bretagne": "GB",
    "U.S.A.": "US",
    "France métropolitaine": "FR",
    "IC": "ES",
    "Trinidad & Tobago": "TT",
    # nobody knows it: two letters of three would be another country
    "AUTR": "",
    "QQ": "",
    "EU": "",
    "ZZ": "",
    "": "",
    ".": "",
    "Atlantis": "",
    # the Netherlands Antilles are three countries today
    "AN": "",
}


@pytest.mark.parametrize(
    ("country", "zip_code", "taxed"),
    [
        ("FR", "59100", True),
        ("FR", "20000", True),
        ("FR", "", True),
        ("FR", "09780", True),
        ("MC", "98000", True),
        ("FR", "98000", True),
        ("RE", "97400", False),
        ("FR", "97400", False),
        ("FR", " 97110", False),
        ("NC", "98800", False),
        ("FR", "98800", False),
        ("PF", "98714", False),
        ("BE", "1000", False),
        ("CH", "1200", False),
        ("", "59100", False),
    ],
)
def test_f_places_with_french_vat(country: str, zip_code: str, taxed: bool) -> None:
    assert is_taxed_as_france(country, zip_code) is taxed


@pytest.mark.parametrize("word", COUNTRIES)
def test_f_countries(word: str) -> None:
    assert decode_country(word) == COUNTRIES[word]


NUMBERS = {
    "6A12345678901": "6A12345678901",
    "6A12345678901,6A12345678902": "6A12345678901",
    "6A12345678901 ; 6A12345678902": "6A12345678901",
    "6A12345678901/6A12345678902": "6A12345678901",
    "6A12345678901|6A12345678902": "6A12345678901",
    "6A12345678901 + 6A12345678902": "6A12345678901",
    "6A12345678901 6A12345678902": "6A12345678901",
    "6A12345678901\n6A12345678902": "6A12345678901",
    "8R 4512 7890 123": "8R45127890123",
    "8R 4512 7890 123\n8R 4512 7890 124": "8R45127890123",
    "3 SABCD 1234567": "3SABCD1234567",
    "Colissimo 6A12345678901": "6A12345678901",
    "Chronopost XY123456789FR": "XY123456789FR",
    "XY 123 456 789 FR": "XY123456789FR",
    "Colis XY 123 456 789 FR": "XY123456789FR",
    "n° 8R 4512 7890 123": "8R45127890123",
    "La Poste 8R 4512 7890 123": "8R45127890123",
    "Colissimo n° 6A12345678901": "6A12345678901",
    "DPD 01234567890123": "01234567890123",
    "Mondial Relay 12345678": "12345678",
    "WH/OUT/00012": "WH/OUT/00012",
    "FR/12345678": "FR/12345678",
    "6A12345678901 - 6A12345678902": "6A12345678901",
    "6A12345678901 et 6A12345678902": "6A12345678901",
    "6A12345678901 & 6A12345678902": "6A12345678901",
    "8R 4512 7890 123 8R 4512 7890 124": "8R45127890123",
    "6A\u200b12345678901": "6A12345678901",
    "12345678": "12345678",
    # two of Mondial Relay, or one that is printed in two: nobody knows
    "12345678 87654321": "",
    "N/A": "N/A",
    ", ;6A12345678901": "6A12345678901",
    "  ": "",
    "": "",
    ";": "",
    "12": "12",
}


@pytest.mark.parametrize("text", NUMBERS)
def test_f_one_number_that_works(text: str) -> None:
    assert parcel_number(text) == NUMBERS[text]


TEXTS = {
    "Élise": "Élise",
    " 12 rue\n  Pasteur ": "12 rue Pasteur",
    "L&#039;Isle": "L'Isle",
    "Dupont &amp; fils": "Dupont & fils",
    "A & B": "A & B",
    "rue\u00a0Pasteur": "rue Pasteur",
    "\u200bDupont\ufeff": "Dupont",
    "\u200b": "",
    "Rue  de   Paris": "Rue de Paris",
    "DUPONT&#11;Zoe": "DUPONT Zoe",
    "Pharmacie&parapharmacie": "Pharmacie&parapharmacie",
    "Martin&notaires": "Martin&notaires",
    "?x=1&copy=2": "?x=1&copy=2",
    "&quot;Les Ifs&quot;": '"Les Ifs"',
    "": "",
}


@pytest.mark.parametrize("text", TEXTS)
def test_f_texts_are_clean(text: str) -> None:
    assert one_line(text) == TEXTS[text]
