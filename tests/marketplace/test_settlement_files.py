# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Statements as text files: what becomes of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from odoo.addons.laredoute_connector.marketplace.settlement import (
    Layout,
    LineKind,
    ReferenceRefused,
    open_settlement,
)

from .settlement_case import (
    BY_ORDER,
    ORDER_HEAD,
    TYPED,
    TYPED_HEAD,
    opened,
    outcome,
    put,
)

SALE = ["2 sale 59.90 A1"]
NO_TOTAL = ["no_total 59.90"]
PLUS = replace(
    TYPED, inverted=frozenset({LineKind.COMMISSION, LineKind.REFUND, LineKind.FEE})
)
SIDES = replace(
    TYPED,
    fields={"order": "Order", "kind": "Type", "credit": "Crédit", "debit": "Débit"},
)
WITH_PERIOD = TYPED.named(period="Relevé", currency="Devise")


def typed(*rows: str, head: str = TYPED_HEAD, end: str = "\n") -> str:
    return end.join([head, *rows, ""])


def one(amount: str) -> str:
    """A file with one amount."""
    return typed(f'11/11/2026;A1;Vente;Robe;"{amount}"')


#: name -> (content, encoding, layout, lines and bad rows, findings)
Case = tuple[str, str, Layout, list[str], list[str]]
ENCODINGS: dict[str, Case] = {
    encoding: (
        typed("11/11/2026;A1;Vente;Été;59,90", end=end),
        encoding,
        TYPED,
        SALE,
        NO_TOTAL,
    )
    for encoding, end in {
        "utf-8": "\n",
        "utf-8-sig": "\r\n",
        "cp1252": "\r\n",
        "utf-16": "\n",
        "utf-16-le": "\r\n",
    }.items()
}
SEPARATORS: dict[str, Case] = {
    f"separator {name}": (
        "\n".join(
            sign.join(["Date", "N° commande", "Type", "Libellé", "Montant"])
            if not row
            else sign.join(["11/11/2026", "A1", "Vente", '"Robe; ""été"", lin"', row])
            for row in ["", "59.90"]
        ),
        "utf-8",
        TYPED,
        SALE,
        NO_TOTAL,
    )
    for name, sign in {"semicolon": ";", "comma": ",", "tab": "\t"}.items()
}
AMOUNTS: dict[str, Case] = {
    text: (
        one(text),
        "utf-8",
        TYPED,
        [f"2 sale {amount} A1"],
        [f"no_total {amount}"]
        + ([] if "-" not in amount else [f"negative_total {amount}"])
        + ([] if "-" not in amount else [f"unusual_sign sale {amount}"]),
    )
    for text, amount in {
        "59.90": "59.90",
        "59,9": "59.90",
        "1 259,90": "1259.90",
        "1\u00a0259,90 €": "1259.90",
        "1\u202f259,90\u00a0€": "1259.90",
        "1\u2009259,90": "1259.90",
        "€ 1,259.90": "1259.90",
        "1.259,90 EUR": "1259.90",
        "1'259.90": "1259.90",
        "1.259.000": "1259000.00",
        "(59,90)": "-59.90",
        "(59,90 €)": "-59.90",
        "59,90-": "-59.90",
        "-59,90": "-59.90",
        "\u221259,90": "-59.90",
        "- 59,90 €": "-59.90",
        "+59,90": "59.90",
        ",50": "0.50",
        "59.900000000000006": "59.90",
    }.items()
}
BAD_AMOUNTS: dict[str, Case] = {
    f"bad {text}": (
        one(text),
        "utf-8",
        TYPED,
        [f"2 {problem} Montant"],
        ["bad_rows", "no_total 0.00"],
    )
    for text, problem in {
        "1.234": "ambiguous_amount",
        "1,234": "ambiguous_amount",
        "0,234": "too_precise",
        ".000001": "too_precise",
        "12,3456": "too_precise",
        "1 234,567": "too_precise",
        "12 34": "bad_amount",
        "1.23.45": "bad_amount",
        "-(5,00)": "bad_amount",
        "--5,00": "bad_amount",
        "cinq": "bad_amount",
        "#REF!": "bad_amount",
        "5 %": "bad_amount",
        "5E+03": "scientific",
        "$5.00": "foreign_currency",
        "5,00 CHF": "foreign_currency",
        "": "no_amount",
        "-": "no_amount",
    }.items()
}
DECIDED: dict[str, Case] = {
    "a comma elsewhere makes 1.234 a thousand": (
        typed("11/11/2026;A1;Vente;;1.234", "11/11/2026;A2;Vente;;5,50"),
        "utf-8",
        TYPED,
        ["2 sale 1234.00 A1", "3 sale 5.50 A2"],
        ["no_total 1239.50"],
    ),
    "a point elsewhere makes 1.234 too precise": (
        typed("11/11/2026;A1;Vente;;1.234", "11/11/2026;A2;Vente;;5.50"),
        "utf-8",
        TYPED,
        ["2 too_precise Montant", "3 sale 5.50 A2"],
        ["bad_rows", "no_total 5.50"],
    ),
    "both elsewhere leave 1.234 open": (
        typed(";A1;Vente;;1.234", ";A2;Vente;;5.50", ";A3;Port;;5,50"),
        "utf-8",
        TYPED,
        ["2 ambiguous_amount Montant", "3 sale 5.50 A2", "4 delivery 5.50 A3"],
        ["bad_rows", "no_total 11.00"],
    ),
    "the layout decides": (
        typed(";A1;Vente;;1.234"),
        "utf-8",
        replace(TYPED, decimal=","),
        ["2 sale 1234.00 A1"],
        ["no_total 1234.00"],
    ),
}
SIGNS: dict[str, Case] = {
    "what is taken is written above zero": (
        typed(";A1;Vente;;100,00", ";A1;Commission;;17,00", ";A1;Remboursement;;50,00"),
        "utf-8",
        PLUS,
        ["2 sale 100.00 A1", "3 commission -17.00 A1", "4 refund -50.00 A1"],
        ["no_total 33.00"],
    ),
    "a sign that is not the layout's is seen": (
        typed(";A1;Vente;;100,00", ";A1;Commission;;17,00"),
        "utf-8",
        TYPED,
        ["2 sale 100.00 A1", "3 commission 17.00 A1"],
        ["no_total 117.00", "unusual_sign commission 17.00"],
    ),
    "credit and debit": (
        typed(
            "A1;Vente;100,00;", "A1;Commission;;17,00", "A1;Vente;5,00;5,00",
            "A1;Vente;;-5,00", "A1;Vente;;", "Total;;100,00;17,00",
            head="Order;Type;Crédit;Débit",
        ),
        "utf-8",
        SIDES,
        ["2 sale 100.00 A1", "3 commission -17.00 A1", "4 both_sides",
         "5 sign_against_column Débit", "6 no_amount"],
        ["bad_rows"],
    ),
    "debits below zero": (
        typed("A1;Vente;100,00;", "A1;Commission;;-17,00", "A1;Port;;3,00",
              head="Order;Type;Crédit;Débit"),
        "utf-8",
        replace(SIDES, signed_debits=True),
        ["2 sale 100.00 A1", "3 commission -17.00 A1", "4 sign_against_column Débit"],
        ["bad_rows", "no_total 83.00"],
    ),
}  # fmt: skip
SUMS: dict[str, Case] = {
    "total that adds up": (
        typed(";A1;Vente;;59,90", "Total;;;;59,90"), "utf-8", TYPED, SALE, [],
    ),
    "total that does not add up": (
        typed(";A1;Vente;;59,90", "Total général;;;;69,90"), "utf-8", TYPED, SALE,
        ["total_differs -10.00"],
    ),
    "total in a cell of words": (
        typed(";A1;Vente;;59,90", "Net à payer : 59,90 €"), "utf-8", TYPED, SALE, [],
    ),
    "total without a word": (
        typed(";A1;Vente;;59,90", ";;;;59,90"), "utf-8", TYPED, SALE, [],
    ),
    "amount without a word that is no total": (
        typed(";A1;Vente;;59,90", ";;;;60,00"), "utf-8", TYPED,
        [*SALE, "3 bare_amounts"], ["bad_rows", *NO_TOTAL],
    ),
    "payment below zero": (
        typed(";A1;Vente;;59,90", "11/11/2026;VIR-7;Virement;;-59,90"), "utf-8", TYPED,
        SALE, [],
    ),
    "sums of parts, and that of everything": (
        typed(";A1;Vente;;59,90", ";;;Sous-total ventes;50,00", ";A1;Sous-total;;1,00",
              ";;;Total;59,90", ";;;Total TVA;3,00"), "utf-8", TYPED, SALE, [],
    ),
    "an article that begins with Total is a line": (
        typed("11/11/2026;A1;Vente;Total Look;59,90"), "utf-8", TYPED, SALE, NO_TOTAL,
    ),
    "credit only": (
        typed(";A1;Remboursement;;-59,90", ";A1;Commission remboursée;;10,18",
              "Total;;;;-49,72"), "utf-8", TYPED,
        ["2 refund -59.90 A1", "3 commission_refund 10.18 A1"],
        ["negative_total -49.72"],
    ),
    "total of each page": (
        typed(";A1;Vente;;9,90", "Total;;;;9,90", ";A2;Vente;;50", "Total;;;;59,90"),
        "utf-8", TYPED, ["2 sale 9.90 A1", "4 sale 50.00 A2"], [],
    ),
    "total that cannot be read": (
        typed(";A1;Vente;;59,90", "Total;;;;abc"), "utf-8", TYPED,
        [*SALE, "3 bad_amount Montant"], ["bad_rows", *NO_TOTAL],
    ),
}  # fmt: skip
ROWS: dict[str, Case] = {
    "doubled line": (
        typed("11/11/2026;A1;Vente;;59,90", "11/11/2026;A1;Vente;;59,90",
              "12/11/2026;A1;Vente;;59,90", ";;Abonnement;Nov;-9",
              ";;Abonnement;Dec;-9"),
        "utf-8", TYPED,
        ["2 sale 59.90 A1", "3 sale 59.90 A1", "4 sale 59.90 A1", "5 fee -9.00",
         "6 fee -9.00"],
        ["no_total 161.70", "doubled 59.90"],
    ),
    "two periods": (
        typed(";A1;Vente;;59,90;2026-10-A;EUR", ";A2;Vente;;1,00;2026-10-B;€",
              ";A3;Vente;;1,00;2026-10-B;USD", head=TYPED_HEAD + ";Relevé;Devise"),
        "utf-8", WITH_PERIOD,
        ["2 sale 59.90 A1", "3 sale 1.00 A2", "4 foreign_currency Devise"],
        ["bad_rows", "no_total 60.90", "several_periods"],
    ),
    "empty but for its heading": (
        typed(), "utf-8", TYPED, [], ["empty", "no_total 0.00"],
    ),
    "unknown kind, no kind": (
        typed(";A1;Bonus;;59,90", ";A1;;;1,00", ";A1;VENTE ;;59,90"), "utf-8", TYPED,
        ["2 unknown_kind Type", "3 no_kind Type", "4 sale 59.90 A1"],
        ["bad_rows", *NO_TOTAL],
    ),
    "titles, blank rows, a heading again, remarks": (
        "La Redoute\nRelevé n° R-2026-11\n\n;;\n" + typed(
            "", ";A1;Vente;;59,90", TYPED_HEAD, "Document édité le 11/11/2026", ";;;;"),
        "utf-8", TYPED, ["7 sale 59.90 A1"], NO_TOTAL,
    ),
    "sale without an order": (
        typed(";;Vente;Robe;59,90"), "utf-8", TYPED, ["2 sale 59.90"],
        [*NO_TOTAL, "without_order 59.90"],
    ),
    "columns elsewhere, and one more": (
        "MONTANT ( € );type;Taux;n°  COMMANDE\n59,90;vente;17;A1\n", "utf-8", TYPED,
        SALE, [*NO_TOTAL, "unknown_column"],
    ),
    "quote that is never closed": (
        typed(';A1;"Vente;;59,90', ";A2;Vente;;1,00"), "utf-8", TYPED,
        ["2 open_quote", "3 sale 1.00 A2"], ["bad_rows", "no_total 1.00"],
    ),
    "byte of another encoding": (
        typed(";A1;Vente;é\udcff;1,00"), "utf-8 surrogateescape", TYPED,
        ["2 undecodable"], ["bad_rows", "no_total 0.00"],
    ),
    "decimal comma that parts a cell": (
        "N° commande,Type,Montant,Libellé\nA1,Vente,59,90,Robe\nA2,Vente,59,90,\n"
        'A3,Vente,"59,90",\n', "utf-8", TYPED,
        ["2 too_many_columns", "3 too_many_columns", "4 sale 59.90 A3"],
        ["bad_rows", *NO_TOTAL],
    ),
    "number as Excel shows it": (
        typed(";1,2E+12;Vente;;59,90"), "utf-8", TYPED, ["2 scientific N° commande"],
        ["bad_rows", "no_total 0.00"],
    ),
}  # fmt: skip
ORDERS: dict[str, Case] = {
    "a row an order": (
        ORDER_HEAD + '\nA1,2026-11-11,,100.00,5.90,18.00,3.60,,,84.30\n'
        "A2,2026-11-11,,0.00,0.00,0.00,0.00,0.00,0.00,0.00\n,,November,,,,,,49.90,-49.90\n"
        "Total,,,100.00,5.90,18.00,3.60,0.00,49.90,34.40\n",
        "utf-8", BY_ORDER,
        ["2 sale 100.00 A1", "2 delivery 5.90 A1", "2 commission -18.00 A1",
         "2 commission_vat -3.60 A1", "3 sale 0.00 A2", "4 fee -49.90"], [],
    ),
    "row whose net is another": (
        ORDER_HEAD + "\nA1,,,100.00,,17.00,,,,84.00\nA2,,,1.00,,,,,,1.00\n", "utf-8",
        BY_ORDER, ["2 row_differs Net", "3 sale 1.00 A2"],
        ["bad_rows", "no_total 1.00"],
    ),
    "column that does not add up": (
        ORDER_HEAD + "\nA1,,,100.00,,17.00,,,,\nTotal,,,110.00,,27.00,,,,83.00\n",
        "utf-8", BY_ORDER, ["2 sale 100.00 A1", "2 commission -17.00 A1"],
        ["kind_total_differs sale -10.00", "kind_total_differs commission 10.00"],
    ),
    "order without an amount": (
        ORDER_HEAD + "\nA1,2026-11-11,,,,,,,,\nA2,,,5.00,,,,,,\n", "utf-8", BY_ORDER,
        ["2 no_amount", "3 sale 5.00 A2"], ["bad_rows", "no_total 5.00"],
    ),
    "articles called Total, and a sum with the number of orders": (
        ORDER_HEAD + "\nA1,,Total Look,5.00,,,,,,\n2026000123,,Total,6.00,,,,,,\n"
        "2,,Total,11.00,,,,,,11.00\n", "utf-8", BY_ORDER,
        ["2 sale 5.00 A1", "3 sale 6.00 2026000123"], [],
    ),
    "sums without a word": (
        ORDER_HEAD + "\nA1,,,9.00,,2.00,,,,\n,,,9.00,,2.00,,,,\n,,,9.00,,3.00,,,,\n",
        "utf-8", BY_ORDER,
        ["2 sale 9.00 A1", "2 commission -2.00 A1", "4 bare_amounts"], ["bad_rows"],
    ),
}  # fmt: skip
CASES = {
    **ENCODINGS, **SEPARATORS, **AMOUNTS, **BAD_AMOUNTS, **DECIDED, **SIGNS, **SUMS,
    **ROWS, **ORDERS,
}  # fmt: skip


def test_there_are_many_files() -> None:
    assert len(CASES) > 60


@pytest.mark.parametrize("name", CASES)
def test_what_becomes_of_a_file(tmp_path: Path, name: str) -> None:
    content, encoding, layout, lines, findings = CASES[name]
    encoding, _blank, errors = encoding.partition(" ")
    path = put(tmp_path, content.encode(encoding, errors or "strict"))
    assert outcome(path, layout) == (lines, findings)


def test_what_a_statement_says_of_itself(tmp_path: Path) -> None:
    title = (
        "Relevé n° R-2026-11-A;;\nPériode du 11/10/2026 au 20/10/2026\n"
        "Date de versement;21/11/2026\nMontant du virement;59,90 €\n"
    )
    file = opened(put(tmp_path, title + typed(";A1;Vente;;59,90")), TYPED)
    stated = file.stated
    assert (stated.reference, stated.paid_on) == ("R-2026-11-A", date(2026, 11, 21))
    period = (date(2026, 10, 11), date(2026, 10, 20))
    assert (stated.begins_on, stated.ends_on) == period
    assert stated.total and str(stated.total.amount) == "59.90"
    assert file.recognised.heading_row == 5
    # it is read again in the same way
    assert len(list(file.lines())) == 1 and file.stated.total == stated.total


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n\n;;\n", "empty"),
        (b"Date;Type;Montant\n;Vente;1\n", "missing_columns"),
        ((TYPED_HEAD + ";montant\n").encode(), "heading_twice"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"<html><table></table>", "web_page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_excel"),
        (b"PK\x03\x04broken", "broken_workbook"),
    ],
)
def test_a_file_that_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(ReferenceRefused) as refused:
        open_settlement(put(tmp_path, content), TYPED)
    assert refused.value.code == code
    if code == "missing_columns":
        assert refused.value.arguments["missing"] == "N° commande"
