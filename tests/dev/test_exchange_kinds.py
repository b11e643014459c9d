# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a kind of exchange does differently stands in its class, and nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

MODELS = Path(__file__).resolve().parents[2] / "laredoute_connector" / "models"
KINDS = MODELS / "exchange" / "kinds"


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
    """Yield the lines where code compares a kind with one that it names."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(map(is_kind, sides)) and constants(node) & names:
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
        "if kind in ('products', 'offers'): pass",
        "domain = [('kind', '=', 'report')]",
        "flow = {'products': 1, 'offers': 2}.get(kind)",
    ],
)
def test_branch_on_a_kind_is_found(source: str) -> None:
    assert list(branches(source, names_of_kinds())) == [1]


@pytest.mark.parametrize(
    "source",
    [
        "if self.kind == 'ship': pass",
        "if refusal.kind == 'brand_not_allowed': pass",
        "queue(account, 'products', records)",
        "domain = [('kind', '=', kind)]",
    ],
)
def test_other_code_is_not(source: str) -> None:
    assert not list(branches(source, names_of_kinds()))


def test_no_code_branches_on_a_kind_outside_the_kinds() -> None:
    names = names_of_kinds()
    assert {"products", "offers", "orders", "order_updates", "report"} == names
    found = [
        f"{path.relative_to(MODELS)}:{line}"
        for path in sorted(MODELS.rglob("*.py"))
        if KINDS not in path.parents
        for line in branches(path.read_text(), names)
    ]
    assert not found
