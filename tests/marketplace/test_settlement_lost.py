# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whatever stands in a statement: no row with an amount is lost, nothing breaks."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.laredoute_connector.marketplace.settlement import (
    ROW_PROBLEMS,
    BadRow,
    Layout,
    ReferenceRefused,
    Stated,
    check_settlement,
    open_settlement,
    peek,
    propose,
)

from .settlement_case import BY_ORDER, TYPED, put

CLEAR = ("5,00", "-5.00", "(5)", "1.234")
CELLS = st.sampled_from(
    [
        *("", "", "A1", "2026000123", "Vente", "Commission", "Virement", "Sous-total"),
        *(
            "Total",
            "Net à payer : 5,00",
            "Total Look",
            "Solde",
            "11/11/2026",
            "99/99/9",
        ),
        *("1.234", "1,234", "5,00", "-5.00", "(5)", "5", "0", "1E+05", "$5", "=A1+B1"),
        *("x" * 70, "é\u202f", "\t", '"', "'5,00", "1-2026.001.0000001", "46000", "€"),
    ]
) | st.text(max_size=6)


#: a few cells of a row, by their index; the rest is empty
ROWS = st.dictionaries(st.integers(0, 9), CELLS, max_size=3)
AMOUNTS = st.dictionaries(st.sampled_from([4, 9]), st.sampled_from(CLEAR), max_size=2)
FILLED = st.tuples(ROWS, AMOUNTS).map(
    lambda both: [{**both[0], **both[1]}.get(at, "") for at in range(10)]
)


def stated_rows(stated: Stated) -> set[int]:
    found = [*stated.others, *([stated.total] if stated.total else [])]
    return {one.row for one in found}


@settings(max_examples=200, deadline=None)
@given(
    st.lists(FILLED | st.lists(CELLS, max_size=11), max_size=12),
    st.sampled_from([TYPED, BY_ORDER]),
    st.sampled_from([";", ","]),
)
def test_no_amount_is_lost(rows: list[list[str]], layout: Layout, sign: str) -> None:
    head = [*layout.fields.values(), *layout.amounts]
    money = [at for at, name in enumerate(head) if name in layout.amounts]
    money += [head.index(h) for n, h in layout.fields.items() if n in ("amount", "net")]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=sign)
    writer.writerow(head)
    for row in rows:
        # one line of the file is one row
        writer.writerow([" ".join(cell.splitlines()) for cell in row])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "statement.csv"
        path.write_bytes(text.getvalue().encode("utf-8", "replace"))
        try:
            file = open_settlement(path, layout)
        except ReferenceRefused as refused:
            assert refused.code in ("binary", "empty")
            return
        found = list(file.lines())
        check_settlement(file)
    problems = {one.problem for one in found if isinstance(one, BadRow)}
    assert problems <= set(ROW_PROBLEMS)
    seen = {one.row for one in found} | stated_rows(file.stated)
    if "open_quote" in problems:
        return
    for number, row in enumerate(rows, start=2):
        cells = [row[at] for at in money if at < len(row)]
        kind = row[head.index("Type")].strip() if "Type" in head[: len(row)] else ""
        if any(cell in CLEAR for cell in cells):
            assert number in seen or kind == "Sous-total", row


@settings(max_examples=100, deadline=None)
@given(st.lists(CELLS, max_size=8), st.lists(st.lists(CELLS, max_size=8), max_size=8))
def test_a_proposal_is_made_of_anything(
    headings: list[str], sample: list[list[str]]
) -> None:
    found = propose(headings, sample)
    assert set(found.layout.fields.values()) <= set(headings)
    assert set(found.layout.amounts) <= set(headings)
    # an amount is never in two columns, whatever is proposed
    assert not set(found.layout.fields.values()) & set(found.layout.amounts)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "statement.csv"
        path.write_bytes(content)
        for read in (lambda: peek(path), lambda: open_settlement(path, TYPED)):
            with pytest.raises(ReferenceRefused):
                read()


def test_a_proposal_needs_no_heading_twice(tmp_path: Path) -> None:
    path = put(tmp_path, "Commande;Montant;Type;Montant\nA1;5,00;Vente;6,00\n")
    seen = peek(path)
    layout = propose(seen.headings, seen.sample).layout
    with pytest.raises(ReferenceRefused, match="heading_twice"):
        open_settlement(path, layout)
