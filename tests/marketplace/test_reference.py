# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The ways a reference file is saved: each imports as expected, or says why not."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from odoo.addons.laredoute_connector.marketplace.reference import (
    Attribute,
    Brand,
    Category,
    Department,
    Kind,
    ProductValue,
    Requirement,
    Value,
    open_reference,
)

from laredoute_simulator.reference import write_csv

from .reference_case import csv_bytes, opened, read, xlsx_bytes

WHOLE = [
    Brand("B00101", "Maison Lumière"),
    Brand("102", 'Été, hiver; et "nuit"'),
    Brand("103", "Œuf & Cœur"),
]
ROWS = [("code", "label"), *((one.code, one.name) for one in WHOLE)]


def test_brands_are_read_in_every_way_to_save_them_as_text(tmp_path: Path) -> None:
    """Encoding × separator × end of line × quotes: 5 × 4 × 3 × 2 ways."""
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"):
        for separator in ";,\t|":
            for end in ("\n", "\r\n", "\r"):
                for quote in (False, True):
                    content = csv_bytes(ROWS, separator, encoding, end, quote)
                    way = f"{encoding} {separator!r} {end!r} {quote}"
                    file = opened(tmp_path, content)
                    assert file.recognised.kind is Kind.BRANDS, way
                    assert file.recognised.encoding == encoding, way
                    assert file.recognised.separator == separator, way
                    assert read(file) == (WHOLE, []), way


ROBES = Category("S0101", "Robes", "s", "F010")
MODE = Category("F010", "Mode femme", "f")
WOMEN = "Mode femme"

#: what it shows -> rows of the file, kind it is taken for, what it says
LAYOUTS: dict[str, tuple[list[tuple[Any, ...]], Kind, list[Any]]] = {
    "the simulator's categories": (
        [
            ("code", "label", "level", "parent"),
            ("F010", WOMEN, "F", ""),
            ("S0101", "Robes", "S", "F010"),
        ],
        Kind.CATEGORIES,
        [MODE, ROBES],
    ),
    "one line for each sub-family, its family beside it": (
        [
            (
                "Code Famille",
                "Libellé Famille",
                "Sous Code Famille",
                "Libellé Sous Famille",
            ),
            ("F010", WOMEN, "S0101", "Robes"),
        ],
        Kind.CATEGORIES,
        [MODE, ROBES],
    ),
    "a family alone on its line": (
        [
            ("Code Famille", "Famille", "Code Sous-Famille", "Sous-Famille"),
            ("F010", WOMEN, "", ""),
        ],
        Kind.CATEGORIES,
        [MODE],
    ),
    "the same in English, other order, other case": (
        [
            ("SUB FAMILY LABEL", "sub_family_code", "FamilyCode", "family label"),
            ("Robes", "s0101", "f010", WOMEN),
        ],
        Kind.CATEGORIES,
        [MODE, ROBES],
    ),
    "categories with their department": (
        [
            ("Rayon", "Code", "Libellé", "Niveau", "Code parent"),
            ("MODE", "S0101", "Robes", "S", "F010"),
        ],
        Kind.CATEGORIES,
        [
            Department("MODE", "MODE"),
            Category("S0101", "Robes", "s", "F010", "MODE"),
        ],
    ),
    "department code and label": (
        [("Code Département", "Libellé du département"), ("2", "Maison")],
        Kind.DEPARTMENTS,
        [Department("2", "Maison")],
    ),
    "departments called universes": (
        [("Code Univers", "Univers"), ("APP", "Apparel")],
        Kind.DEPARTMENTS,
        [Department("APP", "Apparel")],
    ),
    "brands in French": (
        [("Libellé Marque", "Code Marque"), ("Soline", "107")],
        Kind.BRANDS,
        [Brand("107", "Soline")],
    ),
    "brands whose columns are only called code and name": (
        [("ID", "Nom"), ("b00107", "Soline")],
        Kind.BRANDS,
        [Brand("B00107", "Soline")],
    ),
    "the simulator's attributes": (
        [
            ("category", "code", "label", "role", "required", "constrained"),
            ("S0101", "A0485", "Couleur générique", "colour", "0", "1"),
        ],
        Kind.ATTRIBUTES,
        [
            Attribute("A0485", "Couleur générique", "colour"),
            Requirement("S0101", "A0485", False, True),
        ],
    ),
    "the classification as the guide names its columns": (
        [
            (
                "Code Catégorie",
                "Attribute Code",
                "Attribute Label",
                "Requis",
                "Contraint",
                "Value Code",
                "Value Label",
            ),
            ("F010", "A0301", "Taille femme", "1", "1", "V030100", "34"),
            ("F010", "A0210", "Composition", "0", "0", "", ""),
        ],
        Kind.ATTRIBUTES,
        [
            Attribute("A0301", "Taille femme", "size"),
            Requirement("F010", "A0301", True, True),
            Value("A0301", "V030100", "34"),
            Attribute("A0210", "Composition"),
            Requirement("F010", "A0210", False, False),
        ],
    ),
    "flags in words": (
        [
            ("Catégorie", "Attribut", "Libellé attribut", "Obligatoire", "Forcé"),
            ("S1", "A100", "Matière", "Oui", "non"),
        ],
        Kind.ATTRIBUTES,
        [Attribute("A100", "Matière"), Requirement("S1", "A100", True, False)],
    ),
    "the simulator's values": (
        [("attribute", "code", "label"), ("A0301", "V030100", "34")],
        Kind.VALUES,
        [Attribute("A0301"), Value("A0301", "V030100", "34")],
    ),
    "values that differ by category": (
        [
            ("Code Catégorie", "Code Attribut", "Code Valeur", "Valeur"),
            ("S0101", "A0301", "V030100", "34"),
        ],
        Kind.VALUES,
        [Attribute("A0301"), Value("A0301", "V030100", "34", "S0101")],
    ),
    "sizes": (
        [
            ("Attribut Taille", "Code Taille", "Libellé Taille"),
            ("A0301", "V030100", "34"),
        ],
        Kind.SIZES,
        [Attribute("A0301", "", "size"), Value("A0301", "V030100", "34")],
    ),
    "generic colours, whose attribute is known": (
        [("Code couleur générique", "Couleur générique"), ("V002228", "noir")],
        Kind.COLOURS,
        [Attribute("A0485", "", "colour"), Value("A0485", "V002228", "noir")],
    ),
    "colours of another attribute": (
        [
            ("Attribut Couleur", "Code couleur générique", "Couleur générique"),
            ("A0999", "V002228", "noir"),
        ],
        Kind.COLOURS,
        [Attribute("A0999", "", ""), Value("A0999", "V002228", "noir")],
    ),
    "a family beside its own name": (
        [
            ("Rayon", "Code", "Libellé", "Niveau", "Code parent"),
            ("D1", "F0100", "Manteaux", "F", "F0100"),
        ],
        Kind.CATEGORIES,
        [Department("D1", "D1"), Category("F0100", "Manteaux", "f", "", "D1")],
    ),
    "the bulk file as the guide names its columns": (
        [
            (
                "client_id",
                "feed_id",
                "categorie_id",
                "attribut_code",
                "value_code",
                "personalised_value",
                "ean",
            ),
            ("1", "2", "S002", "A0301", "V030100", "", "3401597000010"),
            ("1", "2", "S002", "A0210", "", "100 % lin", "3401597000010"),
        ],
        Kind.PRODUCT_ATTRIBUTES,
        [
            ProductValue("3401597000010", "A0301", "V030100", "", "S002"),
            ProductValue("3401597000010", "A0210", "", "100 % lin", "S002"),
        ],
    ),
    "the bulk file in French": (
        [
            ("Code-barres", "Code attribut", "Code valeur", "valeur_perso"),
            ("3401597000010", "A0210", "", "100 % lin"),
        ],
        Kind.PRODUCT_ATTRIBUTES,
        [ProductValue("3401597000010", "A0210", "", "100 % lin")],
    ),
    "columns nobody knows": (
        [("Remarque", "Code marque", "Créée le", "Marque"), ("x", "7", "y", "Z")],
        Kind.BRANDS,
        [Brand("7", "Z")],
    ),
    "titles and blank lines above the header, and blank lines below": (
        [
            ("Liste des marques au 21/11/2026", ""),
            ("", ""),
            ("code", "marque"),
            ("", ""),
            ("7", "Z"),
            ("", ""),
        ],
        Kind.BRANDS,
        [Brand("7", "Z")],
    ),
    "the header again in the middle": (
        [("code", "marque"), ("7", "Z"), ("code", "marque"), ("8", "Y")],
        Kind.BRANDS,
        [Brand("7", "Z"), Brand("8", "Y")],
    ),
    "separators at the end of lines": (
        [("code", "marque", "", ""), ("7", "Z", "", ""), ("8", "Y", "", "")],
        Kind.BRANDS,
        [Brand("7", "Z"), Brand("8", "Y")],
    ),
    "texts kept from being numbers": (
        [("code", "marque"), ('="0007"', "Z"), ("'0008", "Y")],
        Kind.BRANDS,
        [Brand("0007", "Z"), Brand("0008", "Y")],
    ),
    "spaces that cannot be seen": (
        [("code\u00a0", "\u200bmarque"), (" 7\u00a0", "  Grand  \n Large ")],
        Kind.BRANDS,
        [Brand("7", "Grand Large")],
    ),
    "codes that became numbers": (
        [("code", "marque"), ("485.0", "Z"), ("12,00", "Y")],
        Kind.BRANDS,
        [Brand("485", "Z"), Brand("12", "Y")],
    ),
    "codes in lower case": (
        [("attribut", "valeur code", "valeur"), ("a0301", "v030100", "34")],
        Kind.VALUES,
        [Attribute("A0301"), Value("A0301", "V030100", "34")],
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("workbook", [False, True], ids=["csv", "xlsx"])
def test_layout(tmp_path: Path, name: str, workbook: bool) -> None:
    rows, kind, says = LAYOUTS[name]
    content = xlsx_bytes(rows) if workbook else csv_bytes(rows)
    file = opened(tmp_path, content)
    assert file.recognised.kind is kind
    assert read(file) == (says, [])


def test_what_was_recognised_is_shown(tmp_path: Path) -> None:
    rows = [
        ("Marques",),
        ("Remarque", "Code marque", "Créée le", "Marque"),
        ("x", "7", "y", "Z"),
        ("x", "B8", "y", "Y"),
    ]
    seen = opened(tmp_path, csv_bytes(rows, "\t", "cp1252")).recognised
    assert seen.columns == {"code": "Code marque", "name": "Marque"}
    assert seen.ignored == ("Remarque", "Créée le")
    assert (seen.encoding, seen.separator, seen.header_line) == ("cp1252", "\t", 2)
    assert seen.sample == ({"code": "7", "name": "Z"}, {"code": "B8", "name": "Y"})


AMBIGUOUS = {
    "brand codes": ("", [("B00107", "Soline")], Kind.BRANDS),
    "category codes": ("", [("S0101", "Robes")], Kind.CATEGORIES),
    "value codes": ("couleurs.csv", [("V002228", "noir")], Kind.COLOURS),
    "the name of the file": ("Departements.csv", [("1", "Home")], Kind.DEPARTMENTS),
    "the name of the file, brands": ("marques.csv", [("1", "Home")], Kind.BRANDS),
}


@pytest.mark.parametrize("name", AMBIGUOUS)
def test_kind_is_guessed_from_the_codes_when_headers_are_vague(
    tmp_path: Path, name: str
) -> None:
    filename, rows, kind = AMBIGUOUS[name]
    file = opened(tmp_path, csv_bytes([("code", "label"), *rows]), filename)
    assert file.recognised.kind is kind


def test_a_person_may_correct_the_kind(tmp_path: Path) -> None:
    content = csv_bytes([("code", "label"), ("1", "Home")])
    file = opened(tmp_path, content, kind=Kind.DEPARTMENTS)
    assert read(file) == ([Department("1", "Home")], [])


def test_a_list_of_sizes_may_be_given_its_attribute(tmp_path: Path) -> None:
    content = csv_bytes([("code taille", "taille"), ("V030100", "34")])
    file = opened(tmp_path, content, kind=Kind.SIZES, attribute="A0301")
    assert read(file)[0][-1] == Value("A0301", "V030100", "34")


def test_hidden_sheets_are_passed_over(tmp_path: Path) -> None:
    content = xlsx_bytes(
        [("code", "marque"), ("7", "Z")], "Visible", cachee=[("code", "marque"), ("1",)]
    )
    file = opened(tmp_path, content)
    assert file.recognised.sheet == "Visible"
    assert read(file) == ([Brand("7", "Z")], [])


def test_what_a_workbook_types_is_read_as_it_was_written(tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [
        ("categorie", "attribut code", "attribut", "requis", "contraint"),
        ("S1", "A100", 38.0, True, 0),
        ("S1", "A101", 38.5, 1.0, False),
        ("S1", "A102", datetime.date(2026, 12, 10), 1, 0),
    ]
    records, bad = read(opened(tmp_path, xlsx_bytes(rows)))
    assert records == [
        Attribute("A100", "38"),
        Requirement("S1", "A100", True, False),
        Attribute("A101", "38.5"),
        Requirement("S1", "A101", True, False),
    ]
    assert [(line.number, line.reason) for line in bad] == [(4, "turned_to_date")]


def test_the_lists_of_the_simulator_are_read_unchanged(tmp_path: Path) -> None:
    """Nothing in common but the files: it writes them with code of its own."""
    kinds = {}
    for path in write_csv(tmp_path / "lists"):
        file = open_reference(path, name=path.name)
        kinds[path.stem] = file.recognised.kind
        records, bad = read(file)
        assert records and not bad, path.name
        assert not file.recognised.ignored
    assert kinds == {
        "categories": Kind.CATEGORIES,
        "brands": Kind.BRANDS,
        "attributes": Kind.ATTRIBUTES,
        "values": Kind.VALUES,
    }
