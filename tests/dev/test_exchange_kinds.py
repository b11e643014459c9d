# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a kind of exchange does differently stands in its class, and nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ADDON = Path(__file__).resolve().parents[2] / "laredoute_connector"
FOLDERS = ("models", "wizards", "controllers")
KINDS = ADDON / "models" / "exchange" / "kinds"


def names_of_kinds() -> set[str]:
    """Return the names that the classes of kinds give themselves."""
    found = set()
    for path in KINDS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef):
                found |= {
                    each.value.value
                    for each in node.body
                    if isinstance(each, ast.Assign)
                    and isinstance(each.targets[0], ast.Name)
                    and each.targets[0].id == "name"
                    and isinstance(each.value, ast.Constant)
                    and each.value.value
                }
    return found


def constants(node: ast.AST) -> set[object]:
    return {each.value for each in ast.walk(node) if isinstance(each, ast.Constant)}


def is_kind(node: ast.AST) -> bool:
    """Return whether an expression is a variable or a field of the name ``kind``."""
    return getattr(node, "id", getattr(node, "attr", "")) == "kind"


def branches(source: str, names: set[str]) -> Iterator[int]:
    """Yield the lines where code compares a kind, or names several."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare):
            # whatever it is equal to: a name, a constant of another module, a field
            equal = any(isinstance(op, ast.Eq | ast.NotEq) for op in node.ops)
            sides = [node.left, *node.comparators]
            if any(map(is_kind, sides)) and (equal or constants(node) & names):
                yield node.lineno
        elif isinstance(node, ast.Match):
            if is_kind(node.subject):
                yield node.lineno
        elif isinstance(node, ast.Tuple) and len(node.elts) == 3:
            first, _operator, value = node.elts
            if getattr(first, "value", "") == "kind" and constants(value) & names:
                yield node.lineno
        elif isinstance(node, ast.Dict):
            keys = [getattr(key, "value", None) for key in node.keys]
            if len(names.intersection(keys)) > 1:
                yield node.lineno


@pytest.mark.parametrize(
    "source",
    [
        "if self.kind == 'products': pass",
        "if 'offers' != exchange.kind: pass",
        "if self.kind == 'ship': pass",
        "if refusal.kind == 'brand_not_allowed': pass",
        "if self.kind != OFFERS: pass",
        "if Products.name == exchange.kind: pass",
        "if kind in ('products', 'offers'): pass",
        "match self.kind:\n    case 'products': pass",
        "domain = [('kind', '=', 'report')]",
        "flow = {'products': 1, 'offers': 2}.get(kind)",
    ],
)
def test_branch_on_a_kind_is_found(source: str) -> None:
    assert list(branches(source, names_of_kinds())) == [1]


@pytest.mark.parametrize(
    "source",
    [
        "if kind is DecisionKind.SHIP: pass",
        "if kind in ANSWERS: pass",
        "queue(account, 'products', records)",
        "domain = [('kind', '=', kind)]",
    ],
)
def test_other_code_is_not(source: str) -> None:
    assert not list(branches(source, names_of_kinds()))


def test_no_code_branches_on_a_kind_outside_the_kinds() -> None:
    names = names_of_kinds()
    assert {"products", "offers", "orders", "order_updates", "report"} == names
    read = {
        folder: [
            path for path in (ADDON / folder).rglob("*.py") if KINDS not in path.parents
        ]
        for folder in FOLDERS
    }
    assert all(read.values())
    found = [
        f"{path.relative_to(ADDON)}:{line}"
        for paths in read.values()
        for path in sorted(paths)
        for line in branches(path.read_text(encoding="utf-8"), names)
    ]
    assert not found
