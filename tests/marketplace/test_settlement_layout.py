# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Layouts: proposed, remembered, refused."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from odoo.addons.laredoute_connector.marketplace.settlement import (
    DOUBTS,
    FINDINGS,
    ROW_PROBLEMS,
    BadLayout,
    Layout,
    LineKind,
    Proposal,
    ReferenceRefused,
    peek,
    propose,
)

from .settlement_case import BY_ORDER, TYPED, TYPED_HEAD, outcome, put


def doubts(proposal: Proposal) -> list[str]:
    return [f"{one.code} {one.text}".strip() for one in proposal.doubts]


def proposed(content: str) -> Proposal:
    head, *rows = content.splitlines()
    return propose(head.split(";"), [row.split(";") for row in rows])


@pytest.mark.parametrize("layout", [TYPED, BY_ORDER])
def test_a_layout_is_remembered(layout: Layout) -> None:
    stored = json.loads(json.dumps(layout.to_json()))
    assert Layout.from_json(stored) == layout


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"version": 2}, "bad_version"),
        ({"fields": {"kind": "T", "amount": "M"}}, "no_order"),
        ({"fields": {"order": "C", "kind": "T"}}, "no_amount"),
        ({"fields": {"order": "C", "amount": "M"}}, "no_kind"),
        ({"fields": {"order": "C", "kind": "T", "amount": "c"}}, "heading_twice"),
        ({"amounts": {"V": "sale"}}, "two_ways"),
        ({"fields": {"order": "C", "weather": "W"}}, "unknown_field"),
        ({"words": {"Vente": "gift"}}, "unknown_meaning"),
        ({"decimal": ";"}, "bad_setting"),
        ({"inverted": ["gift"]}, "bad_setting"),
        ({"amounts": None}, "bad_setting"),
    ],
)
def test_a_layout_that_is_refused(change: dict[str, Any], code: str) -> None:
    with pytest.raises(BadLayout) as refused:
        Layout.from_json({**TYPED.to_json(), **change})
    assert refused.value.code == code


def test_a_row_for_each_amount_is_proposed() -> None:
    found = proposed(
        "Date;N° de commande;EAN;Type d'opération;Libellé;Montant (€)\n"
        "11/11/2026;A1;3500000000017;Vente;Robe;59,90\n"
        "11/11/2026;A1;3500000000017;Frais de port;Robe;4,90\n"
        "11/11/2026;A1;;Commission;;-11,02\n"
        "11/11/2026;A1;;TVA sur commission;;-2,20\n"
        "Total;;;;;51,58"
    )
    assert found.doubts == ()
    assert found.layout == Layout(
        {
            "date": "Date",
            "order": "N° de commande",
            "ean": "EAN",
            "kind": "Type d'opération",
            "label": "Libellé",
            "amount": "Montant (€)",
        },
        words={
            "Vente": "sale",
            "Frais de port": "delivery",
            "Commission": "commission",
            "TVA sur commission": "commission_vat",
        },
    )


def test_a_row_for_each_order_is_proposed() -> None:
    found = proposed(
        "Order number;Sales;Shipping;Commission;VAT on commission;Refunds;Net\n"
        "A1;59.90;4.90;11.02;2.20;;51.58\nA2;;;;;-5.00;-5.00"
    )
    assert found.doubts == ()
    assert dict(found.layout.amounts) == {
        "Sales": LineKind.SALE,
        "Shipping": LineKind.DELIVERY,
        "Commission": LineKind.COMMISSION,
        "VAT on commission": LineKind.COMMISSION_VAT,
        "Refunds": LineKind.REFUND,
    }
    assert found.layout.fields == {"order": "Order number", "net": "Net"}
    assert found.layout.inverted == {LineKind.COMMISSION, LineKind.COMMISSION_VAT}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Commande;Type;Montant\nA1;Bonus;5", ["unknown_word Bonus"]),
        ("Commande;Type;Montant\nA1;Vente mode;5", ["guessed_word Vente mode"]),
        ("Commande;Ventes;Commission\nA1;5;1\nA2;5;-1", ["mixed_signs commission"]),
        ("Commande;Ventes;Commission\nA1;5;", ["unsure_sign commission"]),
        ("Commande;Ventes;Commission;Net\nA1;5;1;4\nA2;;-1;1", []),
        (
            "Commande;Ventes;Commission;Net\nA1;5;1;4\nA2;;-1;7",
            ["mixed_signs commission"],
        ),
        ("Commande;Ventes;Commission TTC\nA1;5;1", ["includes_vat Commission TTC"]),
        ("Commande;Ventes;Remise\nA1;5;1,00", ["unknown_column Remise"]),
        ("Commande;Ventes;Couleur\nA1;5;rouge", []),
        ("Commande;Ventes\nA1;5,00\nA2;5.00", ["unsure_decimal"]),
        ("Commande;Ventes;Date\nA1;5;11/30/2026", ["unsure_dates"]),
        ("Commande;Order;Ventes\nA1;A1;5", ["two_columns Order"]),
        ("Commande;Montant\nA1;5", ["no_kind"]),
        ("Commande;Couleur\nA1;rouge", ["no_amount"]),
        ("Type;Montant\nVente;5", ["no_order"]),
        ("Commande;Ventes", ["unsure_sign sale", "no_sample"]),
        (
            "Commande;Type;Crédit;Débit\nA1;Vente;5;\nA1;Commission;;1\nA1;Port;;-1",
            ["mixed_signs debit"],
        ),
        (
            "Commande;Type;Montant;Commission\nA1;Vente;5;1",
            ["unknown_column Commission"],
        ),
    ],
)
def test_what_a_proposal_is_not_sure_of(content: str, expected: list[str]) -> None:
    assert doubts(proposed(content)) == expected


def test_sums_of_rows_prove_the_signs() -> None:
    head = "Commande;Ventes;Commission;Remboursement;Net\n"
    mostly_below = propose_inverted(head + "A1;5;1;;4\nA2;;-1;-5;-4\nA3;;-1;-5;-4")
    assert mostly_below == {LineKind.COMMISSION}
    assert propose_inverted(head + "A1;5;-1;;4\nA2;;1;-5;-4\nA3;;1;-5;-4") == set()


def test_sums_that_prove_nothing_leave_a_doubt() -> None:
    head = "Commande;CA;Commission;Remboursement;Net\n"
    found = proposed(head + "A1;5;1;-1;5\nA2;5;-1;1;5")
    assert doubts(found) == ["mixed_signs commission", "mixed_signs refund"]


def test_what_has_no_amount_is_taken_as_the_others_are() -> None:
    found = proposed("Commande;CA;Commission;Frais\nA1;5;1;")
    assert found.layout.inverted == {LineKind.COMMISSION, LineKind.FEE}
    assert doubts(found) == ["unsure_sign fee"]


def propose_inverted(content: str) -> set[LineKind]:
    found = proposed(content)
    assert not found.doubts
    return set(found.layout.inverted)


def test_debits_below_zero_are_seen() -> None:
    found = proposed("Commande;Type;Crédit;Débit\nA1;Vente;5;\nA1;Commission;;-1")
    assert found.layout.signed_debits and not found.doubts


def test_a_file_is_peeked_at_and_read(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        f"La Redoute;;;;\nRelevé;R-7;;;\n{TYPED_HEAD}\n11/11/2026;A1;Vente;;59,90\n",
        "cp1252",
    )
    found = peek(path)
    assert (found.heading_row, found.headings[1]) == (3, "N° commande")
    layout = propose(found.headings, found.sample).layout
    assert outcome(path, layout) == (["4 sale 59.90 A1"], ["no_total 59.90"])
    with pytest.raises(ReferenceRefused, match="no_header"):
        peek(put(tmp_path, "a;b\n1;2\n"))


def test_a_heading_that_is_known_to_say_nothing_is_no_finding(tmp_path: Path) -> None:
    path = put(tmp_path, f"{TYPED_HEAD};Taux\n;A1;Vente;;59,90;17\n")
    assert outcome(path, TYPED)[1] == ["no_total 59.90", "unknown_column"]
    known = replace(TYPED, ignored=frozenset({"taux"}))
    assert outcome(path, known)[1] == ["no_total 59.90"]


def test_every_code_is_named_once() -> None:
    """What the screens have sentences for is what there is."""
    pure = Path(__file__).resolve().parents[2] / "laredoute_connector/marketplace"
    folders = (pure / "settlement", pure / "reference")
    text = "".join(
        path.read_text(encoding="utf-8")
        for folder in folders
        for path in folder.glob("*.py")
    )
    for codes in (ROW_PROBLEMS, FINDINGS, DOUBTS):
        assert len(set(codes)) == len(codes)
        assert not [code for code in codes if text.count(f'"{code}"') < 2]
