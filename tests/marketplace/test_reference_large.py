# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reference files of any content and any length: round trips, and flat memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from odoo.addons.laredoute_connector.marketplace.reference import (
    Attribute,
    Record,
    Value,
)

from .reference_case import csv_bytes, opened, read

ROOT = Path(__file__).resolve().parents[2]


def is_one_text(text: str) -> bool:
    """Whether its bytes in Windows-1252 are no text in UTF-8 as well."""
    return text.encode("cp1252").decode("utf-8", "ignore").isascii()


LABELS = (
    st.text(
        st.characters(
            codec="cp1252", exclude_categories=["C"], exclude_characters="\xa0"
        ),
        min_size=1,
        max_size=40,
    )
    .map(lambda text: " ".join(text.split()))
    .filter(is_one_text)
)
VALUES = st.builds(
    Value,
    st.integers(100, 9999).map("A{}".format),
    st.integers(10_000, 999_999).map("V{}".format),
    # an apostrophe in front, or a formula's quotes, are a spreadsheet's own signs
    LABELS.filter(lambda text: text and text[0] not in "'="),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(VALUES, max_size=12),
    st.sampled_from(";\t,|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.permutations([0, 1, 2]),
)
# half of a wide letter looks like a control character
@example([Value("A100", "V10000", "ŒŒŒ")], ";", "utf-16", "\n", [0, 1, 2])
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    values: list[Value],
    separator: str,
    encoding: str,
    end: str,
    order: list[int],
) -> None:
    rows = [
        ("Code Attribut", "Code Valeur", "Libellé Valeur"),
        *((one.attribute, one.code, one.name) for one in values),
    ]
    moved = [[row[at] for at in order] for row in rows]
    content = csv_bytes(moved, separator, encoding, end)
    file = opened(tmp_path_factory.mktemp("any"), content)
    expected: list[Record] = []
    for one in values:
        expected += [Attribute(one.attribute), one]
    assert read(file) == (expected, [])


SCRIPT = """
import resource, sys, zipfile
from pathlib import Path
from types import ModuleType
package = ModuleType("laredoute_connector")
package.__path__ = [sys.argv[1] + "/laredoute_connector"]
sys.modules["laredoute_connector"] = package
from laredoute_connector.marketplace.reference import GoodLine, open_reference
import openpyxl
kind, count, path = sys.argv[2], int(sys.argv[3]), Path(sys.argv[4])

def row(number):
    return (f"A{number % 9000 + 1000}", f"V{number:06}", f"Valeur éà {number % 50}")

HEAD = ("attribut", "code valeur", "valeur")
if kind == "csv":
    with path.open("w", encoding="utf-8") as stream:
        for cells in (HEAD, *map(row, range(count))):
            stream.write(";".join(cells) + "\\n")
else:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEAD)
    for number in range(count):
        sheet.append(row(number))
    book.save(path)
    del book, sheet
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
lines = open_reference(path).lines()
assert sum(isinstance(line, GoodLine) for line in lines) == count
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024 - before)
"""


@pytest.mark.parametrize(("kind", "limit"), [("csv", 12), ("xlsx", 40)])
def test_memory_is_flat(tmp_path: Path, kind: str, limit: int) -> None:
    """A workbook's shared texts are held; they are few where texts repeat."""
    path = tmp_path / "file"
    command = [sys.executable, "-c", SCRIPT, str(ROOT), kind, "100000", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert int(done.stdout) < limit
