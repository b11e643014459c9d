# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Carriers by their names, addresses with a place for a number, numbers of labels."""

from __future__ import annotations

import pytest

from odoo.addons.laredoute_connector.marketplace.places import (
    KNOWN_CARRIERS,
    KnownCarrier,
    address_problem,
    known_carrier,
    label_number,
    tracking_address,
)


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("https://suivi.example/{number}", ""),
        ("HTTP://suivi.example/p?n={number}&cp={zip}", ""),
        ("https://suivi.example:8443/{number}", ""),
        ("https://sous-domaine.suivi.example/#/colis/{number}", ""),
        ("https://{number}.example.com/", "host"),
        ("", "scheme"),
        ("www.suivi.example/{number}", "scheme"),
        ("ftp://suivi.example/{number}", "scheme"),
        ("javascript:alert({number})", "scheme"),
        (" https://suivi.example/{number}", "scheme"),
        ("https:///{number}", "host"),
        ("https://localhost/{number}", "host"),
        ("https://suivi/{number}", "host"),
        ("https://192.168.1.4/{number}", "host"),
        ("https://suivi..example/{number}", "host"),
        ("https://moi@suivi.example/{number}", "host"),
        ("https://suivi .example/{number}", "host"),
        ("https://suivi.example/{number} ", "character"),
        ("https://suivi.example/a b/{number}", "character"),
        ("https://suivi.example/\n{number}", "character"),
        ('https://suivi.example/"{number}', "character"),
        ("https://suivi.example/{numero}", "placeholder"),
        ("https://suivi.example/?n={}", "placeholder"),
        ("https://suivi.example/<shipmenttrackingnumber>", "placeholder"),
        ("https://suivi.example/?n=%s", "placeholder"),
        ("https://suivi.example/?n=@", "placeholder"),
        ("https://suivi.example/{number", "character"),
        ("https://suivi.example/?cp={zip}", "number"),
        ("https://suivi.example/", "number"),
    ],
)
def test_what_is_wrong_with_an_address(address: str, problem: str) -> None:
    assert address_problem(address) == problem


def test_address_of_one_parcel_needs_no_place_for_its_number() -> None:
    assert not address_problem("https://suivi.example/6A1", numbered=False)
    assert address_problem("https://suivi.example/6A 1", numbered=False)


@pytest.mark.parametrize(
    ("template", "number", "zip_code", "address"),
    [
        ("https://s.fr/{number}", "6A1", "", "https://s.fr/6A1"),
        ("https://s.fr/{number}", "6A/1 é", "", "https://s.fr/6A%2F1%20%C3%A9"),
        ("https://s.fr/{number}?{zip}", "6A1", "59100", "https://s.fr/6A1?59100"),
        ("https://s.fr/{number}?{zip}", "6A1", "", ""),
        ("https://s.fr/{number}", "", "59100", ""),
        ("https://s.fr/parcel", "", "", "https://s.fr/parcel"),
        ("", "6A1", "", ""),
    ],
)
def test_address_of_one_parcel(
    template: str, number: str, zip_code: str, address: str
) -> None:
    assert tracking_address(template, number, zip_code) == address


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("VD4H000000123401", "4H00000012"),
        ("VD4H00000012", "4H00000012"),
        ("VD4H0000001", "VD4H0000001"),
        ("4H00000012", "4H00000012"),
        ("4H1", "4H1"),
        ("", ""),
    ],
)
def test_number_of_a_label(typed: str, number: str) -> None:
    assert label_number(typed) == number
    assert label_number(number) == number, "said twice, it stays"


@pytest.mark.parametrize(
    ("method", "carrier"),
    [
        ("Colissimo", "Colissimo"),
        ("COLISSIMO – domicile avec signature", "Colissimo"),
        ("Chronopost Chrono 13", "Chronopost"),
        ("Livraison Mondial Relay (point relais)", "Mondial Relay"),
        ("Mondial-Relay", "Mondial Relay"),
        ("Relais Colis Max", "Relais Colis"),
        ("DPD Relais", "DPD"),
        ("Gls 24h", "GLS"),
        ("colis privé", "Colis Privé"),
        ("UPS Standard", "UPS"),
        ("Groups", None),
        ("Livraison standard", None),
        ("Retrait en magasin", None),
        ("", None),
    ],
)
def test_carrier_by_its_name(method: str, carrier: str | None) -> None:
    known = known_carrier(method)
    assert (known.name if known else None) == carrier


@pytest.mark.parametrize("carrier", KNOWN_CARRIERS, ids=lambda each: each.name)
def test_proposals_can_be_taken_as_they_are(carrier: KnownCarrier) -> None:
    assert known_carrier(carrier.name) is carrier
    assert not carrier.tracking_url or not address_problem(carrier.tracking_url)
