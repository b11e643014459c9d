# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Any statement, written in any layout, is read to the same cents."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.laredoute_connector.marketplace.reference.problems import BadCell
from odoo.addons.laredoute_connector.marketplace.settlement import (
    BadRow,
    Layout,
    LineKind,
    StatementLine,
    check_settlement,
    open_settlement,
    peek,
    propose,
)
from odoo.addons.laredoute_connector.marketplace.settlement.amounts import (
    decode_amount,
)

from .settlement_case import put_book

ROOT = Path(__file__).resolve().parents[2]
WORDS = {
    LineKind.SALE: "Vente",
    LineKind.DELIVERY: "Frais de port",
    LineKind.COMMISSION: "Commission",
    LineKind.COMMISSION_VAT: "TVA commission",
    LineKind.REFUND: "Remboursement",
    LineKind.COMMISSION_REFUND: "Commission remboursée",
    LineKind.FEE: "Abonnement",
    LineKind.PENALTY: "Pénalité",
    LineKind.CORRECTION: "Correction",
    LineKind.OTHER: "Autre",
}
#: order, kind, cents, day, text
Written = tuple[str, LineKind, int, date, str]
LINES = st.lists(
    st.tuples(
        st.from_regex(r"1-20[0-9]{2}\.[0-9]{3}\.[0-9]{7}", fullmatch=True),
        st.sampled_from(list(LineKind)),
        st.integers(-99_999_999, 99_999_999),
        st.dates(date(2020, 1, 1), date(2035, 12, 31)),
        st.text("abcÉ ;,\"'\n€", max_size=6).map(lambda text: f"x{text}x"),
    ),
    min_size=1,
    max_size=12,
)
DATES = ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%y", "%Y%m%d")


@dataclass(frozen=True)
class Way:
    """A way to write a statement."""

    separator: str
    encoding: str
    decimal: str
    thousands: str
    minus: str
    currency: str
    dates: str
    inverted: frozenset[LineKind]

    def amount(self, cents: int) -> str:
        whole, rest = divmod(abs(cents), 100)
        text = f"{whole:,}".replace(",", self.thousands)
        text += f"{self.decimal}{rest:02}{self.currency}"
        return self.minus.replace("0", text) if cents < 0 else text

    def signed(self, kind: LineKind, cents: int) -> int:
        return -cents if kind in self.inverted else cents


WAYS = st.builds(
    Way,
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    st.just(","),
    st.sampled_from(["", " ", "\u00a0", "."]),
    st.sampled_from(["-0", "0-", "(0)", "- 0"]),
    st.sampled_from(["", " €", "\u00a0EUR"]),
    st.sampled_from(DATES),
    st.frozensets(st.sampled_from(list(LineKind))),
) | st.builds(
    Way,
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    st.just("."),
    st.sampled_from(["", ",", "'"]),
    st.sampled_from(["-0", "0-", "(0)"]),
    st.sampled_from(["", "€"]),
    st.sampled_from(DATES),
    st.frozensets(st.sampled_from(list(LineKind))),
)


def write(path: Path, rows: list[list[str]], way: Way) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=way.separator).writerows(rows)
    path.write_bytes(text.getvalue().encode(way.encoding))


def by_amount(lines: list[Written], way: Way) -> tuple[list[list[str]], Layout]:
    head = ["Date", "N° commande", "Type", "Libellé", "Montant"]
    rows = [
        [
            day.strftime(way.dates),
            order,
            WORDS[kind],
            text,
            way.amount(way.signed(kind, cents)),
        ]
        for order, kind, cents, day, text in lines
    ]
    total = sum(cents for _order, _kind, cents, _day, _text in lines)
    rows.append(["Total", "", "", "", way.amount(total)])
    fields = dict(zip(("date", "order", "kind", "label", "amount"), head, strict=True))
    words = {word: kind.value for kind, word in WORDS.items()}
    return [head, *rows], Layout(fields, {}, words, way.inverted)


def by_order(lines: list[Written], way: Way) -> tuple[list[list[str]], Layout]:
    """One row for each line, in a table with a column for each kind, and their net."""
    kinds = list(LineKind)
    head = ["Commande", "Date", "Libellé", *(WORDS[kind] for kind in kinds), "Net"]
    rows = []
    for order, kind, cents, day, text in lines:
        row = [order, day.strftime(way.dates), text, *[""] * len(kinds)]
        row[3 + kinds.index(kind)] = way.amount(way.signed(kind, cents))
        rows.append([*row, way.amount(cents)])
    total = sum(cents for _order, _kind, cents, _day, _text in lines)
    end = ["Total général", *[""] * (len(head) - 2), way.amount(total)]
    fields = {"order": "Commande", "date": "Date", "label": "Libellé", "net": "Net"}
    amounts = {WORDS[kind]: kind for kind in kinds}
    return [head, *rows, end], Layout(fields, amounts, {}, way.inverted)


@settings(max_examples=150, deadline=None)
@given(LINES, WAYS, st.booleans())
def test_what_was_written_is_read(
    lines: list[Written], way: Way, is_by_amount: bool
) -> None:
    rows, layout = (by_amount if is_by_amount else by_order)(lines, way)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "statement.csv"
        write(path, [["Relevé de versement"], *rows], way)
        file = open_settlement(path, Layout.from_json(layout.to_json()))
        found = list(file.lines())
        checks, findings = check_settlement(file)
    assert [
        (one.order, one.kind, one.amount, one.day)
        for one in found
        if isinstance(one, StatementLine)
    ] == [
        (order, kind, Decimal(cents) / 100, day)
        for order, kind, cents, day, _text in lines
    ]
    codes = {one.code for one in findings}
    assert not codes & {"bad_rows", "total_differs", "no_total", "kind_total_differs"}
    assert checks.total == Decimal(sum(line[2] for line in lines)) / 100


@settings(max_examples=300, deadline=None)
@given(st.text("0123456789., '-()€\u202f", max_size=9), st.sampled_from(["", ",", "."]))
def test_no_amount_is_guessed(text: str, decimal: str) -> None:
    """What is read has the digits that stand there, in their order."""
    try:
        amount = decode_amount(text, decimal)
    except BadCell:
        return
    digits = "".join(filter(str.isdigit, text))
    if amount is None:
        assert not digits
        return
    read = f"{abs(amount):.2f}".replace(".", "").lstrip("0").rstrip("0")
    assert read == digits.strip("0")
    assert (amount < 0) == (bool(read) and ("-" in text or "(" in text))


@settings(max_examples=30, deadline=None)
@given(LINES)
def test_a_workbook_is_read_to_the_cent(lines: list[Written]) -> None:
    rows: list[list[object]] = [["Date", "Commande", "Type", "Libellé", "Montant"]]
    rows += [[d, o, WORDS[k], t.strip("'"), c / 100] for o, k, c, d, t in lines]
    with tempfile.TemporaryDirectory() as folder:
        path = put_book(Path(folder), rows)
        found = peek(path)
        proposal = propose(found.headings, found.sample)
        # where both signs of a kind stand, nothing is turned
        layout = Layout(proposal.layout.fields, {}, proposal.layout.words)
        read = list(open_settlement(path, layout).lines())
    assert [one.amount for one in read if not isinstance(one, BadRow)] == [
        Decimal(line[2]) / 100 for line in lines
    ]


SCRIPT = """
import re, sys
from pathlib import Path
from types import ModuleType
package = ModuleType("laredoute_connector")
package.__path__ = [sys.argv[1] + "/laredoute_connector"]
sys.modules["laredoute_connector"] = package
from laredoute_connector.marketplace.settlement import Layout, check_settlement
from laredoute_connector.marketplace.settlement import open_settlement
layout = Layout({"order": "Commande", "kind": "Type", "amount": "Montant",
                 "label": "Libellé"}, {}, {"Vente": "sale"})
checks, findings = check_settlement(open_settlement(Path(sys.argv[2]), layout))
assert checks.count == int(sys.argv[3]), checks.count
# what a process inherits of its parent's is not counted there
peak = re.search(r"VmHWM:\\s+([0-9]+)", Path("/proc/self/status").read_text())
print(int(peak[1]) // 1024)
"""


def peak(path: Path, count: int) -> int:
    command = [sys.executable, "-c", SCRIPT, str(ROOT), str(path), str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(done.stdout)


def write_many(path: Path, count: int) -> Path:
    with path.open("w", encoding="utf-8") as stream:
        stream.write("Commande;Type;Montant;Libellé\n")
        for number in range(count):
            day = date(2026, 1, 1) + timedelta(days=number % 365)
            stream.write(f"A{number};Vente;1.234;{'Robe ' * 40}{day}\n")
        stream.write("A;Vente;0,50;\n")
    return path


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux")
def test_memory_is_flat(tmp_path: Path) -> None:
    """Of each line 16 bytes are kept, to see it a second time, and what holds them."""
    few = peak(write_many(tmp_path / "few", 100), 101)
    many = peak(write_many(tmp_path / "many", 60_000), 60_001)
    assert (tmp_path / "many").stat().st_size > 12 * 1024 * 1024
    assert many - few < 12, f"{few} MiB for few, {many} MiB for many"
