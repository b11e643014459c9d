# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Words, places and numbers as people and machines write them: each one clean."""

from __future__ import annotations

import pytest

from odoo.addons.laredoute_connector.marketplace.places import (
    decode_country,
    parcel_number,
)
from odoo.addons.laredoute_connector.marketplace.sellr.wire.order_values import clean

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
    ".": "",
    " . ": "",
    "": "",
}


@pytest.mark.parametrize("text", TEXTS)
def test_f_texts_are_clean(text: str) -> None:
    assert clean(text) == TEXTS[text]
