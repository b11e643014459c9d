# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Files and lines that cannot be taken, each with its reason."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from odoo.addons.laredoute_connector.marketplace.reference import (
    Brand,
    Kind,
    ReferenceRefused,
    workbook,
)

from .reference_case import csv_bytes, opened, read, xlsx_bytes


def archive(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), content)
    return stream.getvalue()


GOOD_BOOK = xlsx_bytes([("code", "marque"), ("7", "Z")])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

#: what it is -> its bytes, the reason
REFUSED = {
    "nothing at all": (b"", "empty"),
    "blank lines": (b"\xef\xbb\xbf\r\n ;;\r\n", "empty"),
    "PDF": (b"%PDF-1.7\n...", "pdf"),
    "JPEG": (b"\xff\xd8\xff\xe0JFIF", "image"),
    "PNG": (b"\x89PNG\r\n\x1a\n", "image"),
    "Excel 97": (OLE + "Workbook".encode("utf-16-le"), "old_excel"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "password whose name lies across two blocks": (
        OLE
        + bytes(1024 * 1024 - len(OLE) - 9)
        + "EncryptedPackage".encode("utf-16-le"),
        "password",
    ),
    "text with a zero byte here and there": (
        (b"code;label\n" * 30 + b"\0") * 3,
        "binary",
    ),
    "web page": (b"\r\n<HTML><table>", "web_page"),
    "XML": (b'\xef\xbb\xbf<?xml version="1.0"?>', "web_page"),
    "gzip": (b"\x1f\x8b\x08abc", "archive"),
    "zipped CSV": (archive(marques_csv=b"code;label\n1;A"), "archive"),
    "LibreOffice": (archive(mimetype=b"", content_xml=b""), "ods"),
    "binary workbook": (archive(xl__workbook_bin=b""), "xlsb"),
    "hollow workbook": (archive(xl__workbook_xml=b"<a/>"), "broken_workbook"),
    "cut workbook": (GOOD_BOOK[:-200], "broken_workbook"),
    "program": (b"MZ\x90\0\x03\0\0\0\x04\0\0\0" * 9, "binary"),
    "RTF": (b"{\\rtf1 code;label}", "document"),
    "a letter": (b"Bonjour,\nvoici la liste.\n", "no_header"),
    "no header": (b"B1;Soline\nB2;Celeste\n", "no_header"),
    "other columns": (b"prix;stock\n1;2\n", "no_header"),
    "sizes of no attribute": (b"code taille;taille\nV030100;34\n", "no_attribute"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_file_is_refused_with_its_reason(tmp_path: Path, name: str) -> None:
    content, reason = REFUSED[name]
    with pytest.raises(ReferenceRefused) as caught:
        opened(tmp_path, content)
    assert caught.value.code == reason


def test_wrong_kind_says_which_columns_are_missing(tmp_path: Path) -> None:
    content = csv_bytes([("code", "libellé"), ("1", "A")])
    with pytest.raises(ReferenceRefused) as caught:
        opened(tmp_path, content, kind=Kind.VALUES)
    assert caught.value.code == "missing_columns"
    assert caught.value.arguments == {"found": "code, libellé", "missing": "attribute"}


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    huge = archive(
        xl__workbook_xml=b"<a/>",
        xl__worksheets__sheet1_xml=b"<worksheet>" + b"0" * 200_000,
    )
    monkeypatch.setattr(workbook, "MAX_UNPACKED", 100_000)
    with pytest.raises(ReferenceRefused) as caught:
        opened(tmp_path, huge)
    assert caught.value.code == "bomb"
    monkeypatch.setattr(workbook, "MAX_UNPACKED", 10**9)
    monkeypatch.setattr(workbook, "MAX_SHARED", 1000)
    strings = archive(
        xl__workbook_xml=b"<a/>", xl__sharedStrings_xml=b"<sst>" + b"0" * 2000
    )
    with pytest.raises(ReferenceRefused) as caught:
        opened(tmp_path, strings)
    assert caught.value.code == "bomb"


def test_a_workbook_with_entities_is_refused(tmp_path: Path) -> None:
    content = archive(
        xl__workbook_xml=b"<a/>",
        xl__worksheets__sheet1_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>',
    )
    with pytest.raises(ReferenceRefused) as caught:
        opened(tmp_path, content)
    assert caught.value.code == "broken_workbook"


def test_a_workbook_part_that_breaks_further_on_is_reported(
    tmp_path: Path,
) -> None:
    rows = [("code", "marque"), *((str(n), "Z") for n in range(1, 200))]
    book = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_bytes(rows))) as old,
        zipfile.ZipFile(book, "w") as new,
    ):
        for part in old.namelist():
            text = old.read(part)
            if "sheet1" in part:
                text = text[: len(text) // 2]
            new.writestr(part, text)
    with pytest.raises(ReferenceRefused) as caught:
        read(opened(tmp_path, book.getvalue()))
    assert caught.value.code == "broken_workbook"


#: header, line -> the reason
BAD_LINES = {
    "no brand code": ("code;marque", ";Z", "missing_brand_code"),
    "no label": ("code;marque", "7;", "missing_label"),
    "one column": ("code;marque", "7", "too_few_columns"),
    "an unquoted separator": ("code;marque", "7;Lin; brume", "too_many_columns"),
    "brand code in letters": ("code;marque", "XY;Z", "bad_brand_code"),
    "brand code in powers of ten": ("code;marque", "1,5E+12;Z", "scientific"),
    "long label": ("code;marque", "7;" + "x" * 501, "label_too_long"),
    "an open quote": ("code;marque", '7;"Z', "open_quote"),
    "endless line": ("code;marque", "7;" + "x" * 70_000, "line_too_long"),
    "category without its letter": (
        "code famille;famille;code sous famille;sous famille",
        "F1;Mode;101;Robes", "bad_category_code"),
    "level against the code": ("code;libelle;niveau;parent", "S1;Robes;F;F1",
                               "level_mismatch"),
    "parent is no family": ("code;libelle;niveau;parent", "S1;Robes;S;S2",
                            "parent_not_family"),
    "family below a family": ("code;libelle;niveau;parent", "F1;Mode;F;F2",
                              "family_with_parent"),
    "attribute of two digits": ("category;code;label;required;constrained",
                                "S1;A48;x;0;0", "bad_attribute_code"),
    "attribute as a number": ("category;code;label;required;constrained",
                              "S1;485.0;x;0;0", "bad_attribute_code"),
    "Requis is 2": ("categorie;attribut;libelle;requis;contraint",
                    "S1;A0485;x;2;0", "bad_flag"),
    "value code too short": ("attribute;code;label", "A0485;V22;x", "bad_value_code"),
    "value without its code": ("attribute;code;label", "A0485;;x",
                               "missing_value_code"),
    "EAN that lost its zero": ("ean;attribut;code valeur", "123456789012;A0485;V002228",
                               "short_ean"),
    "EAN with a wrong check digit": ("ean;attribut;code valeur",
                                     "3401597000012;A0485;V002228", "bad_ean"),
    "EAN in powers of ten": ("ean;attribut;code valeur", "3,40E+12;A0485;V002228",
                             "scientific"),
    "no EAN": ("ean;attribut;code valeur", ";A0485;V002228", "missing_ean"),
    "neither value nor text": ("ean;attribut;code valeur;valeur perso",
                               "3401597000010;A0485;;", "no_value"),
}  # fmt: skip
SOUND = {
    "code;marque": "8;Y",
    "code famille;famille;code sous famille;sous famille": "F1;Mode;S2;Jupes",
    "code;libelle;niveau;parent": "S2;Jupes;S;F1",
    "category;code;label;required;constrained": "S1;A0485;x;0;0",
    "categorie;attribut;libelle;requis;contraint": "S1;A0485;x;0;0",
    "attribute;code;label": "A0485;V002228;noir",
    "ean;attribut;code valeur": "3401597000010;A0485;V002228",
    "ean;attribut;code valeur;valeur perso": "3401597000010;A0485;V002228;",
}


@pytest.mark.parametrize("name", BAD_LINES)
def test_bad_line_is_reported_and_stops_only_itself(tmp_path: Path, name: str) -> None:
    header, line, reason = BAD_LINES[name]
    sound = SOUND[header]
    content = f"{header}\n{sound}\n{line}\n{sound}\n".encode()
    records, bad = read(opened(tmp_path, content))
    assert [(one.number, one.reason) for one in bad] == [(3, reason)]
    assert bad[0].raw == line[:500]
    assert len(records) % 2 == 0 and records[: len(records) // 2]


def test_a_letter_that_cannot_be_decoded_spoils_only_its_line(tmp_path: Path) -> None:
    content = "code;marque\n7;Été\n8;Œuvre\n9;".encode() + b"\xe9t\xe9\n10;Z\n"
    # more letters are right in UTF-8 than broken
    records, bad = read(opened(tmp_path, content + "11;Éé éà\n".encode()))
    assert [(line.number, line.reason) for line in bad] == [(4, "undecodable")]
    assert Brand("7", "Été") in records and Brand("10", "Z") in records


def test_an_open_quote_does_not_swallow_the_file(tmp_path: Path) -> None:
    rows = [f"{number};Marque {number}" for number in range(100)]
    rows[20] = '20;"Marque 20'
    content = "\n".join(["code;marque", *rows]).encode()
    records, bad = read(opened(tmp_path, content))
    assert [(line.number, line.reason) for line in bad] == [(22, "open_quote")]
    assert len(records) == 99


def test_two_open_quotes_far_apart_are_no_cell(tmp_path: Path) -> None:
    rows = [f"{number};Marque {number}" for number in range(100)]
    rows[20], rows[80] = '20;"Marque 20', '80;Marque 80"'
    content = "\n".join(["code;marque", *rows]).encode()
    records, bad = read(opened(tmp_path, content))
    assert [line.number for line in bad] == [22]
    assert len(records) == 99


def test_windows_letters_that_look_like_utf_8_are_few(tmp_path: Path) -> None:
    content = "code;marque\n7;É© été déjà\n".encode("cp1252")
    assert read(opened(tmp_path, content)) == ([Brand("7", "É© été déjà")], [])


def test_a_cell_may_span_lines(tmp_path: Path) -> None:
    content = b'code;marque\r\n7;"Grand\r\nLarge"\r\nX;Z\r\n'
    records, bad = read(opened(tmp_path, content))
    assert records == [Brand("7", "Grand Large")]
    assert bad[0].number == 4, "lines are counted as an editor does"


def test_a_formula_without_result_is_reported(tmp_path: Path) -> None:
    rows = [("code", "marque"), ("7", "Z"), ("8", "=CONCAT(A1,A2)")]
    records, bad = read(opened(tmp_path, xlsx_bytes(rows)))
    assert records == [Brand("7", "Z")]
    assert [(line.number, line.reason) for line in bad] == [(3, "formula")]
