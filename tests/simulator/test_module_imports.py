# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The simulator's modules stand in one order: none imports what imports it."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import laredoute_simulator

PACKAGE = Path(laredoute_simulator.__file__).parent


def imported_modules(source: str, known: set[str]) -> set[str]:
    """Return which of the ``known`` sibling modules a source imports.

    Every import counts: at the top, inside a function, and those for type checking.
    """
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            names = [node.module] if node.module else [one.name for one in node.names]
            found.update(name for name in names if name in known)
    return found


def import_graph() -> dict[str, set[str]]:
    """Return the modules that each module of the simulator imports."""
    paths = {path.stem: path for path in PACKAGE.glob("*.py")}
    return {
        name: imported_modules(path.read_text("utf-8"), set(paths))
        for name, path in paths.items()
    }


def require_order(graph: dict[str, set[str]]) -> None:
    """Raise ``CycleError``, which names the modules, when the graph has a cycle."""
    TopologicalSorter(graph).prepare()


def test_simulator_modules_import_no_cycle() -> None:
    graph = import_graph()
    assert graph["simulator"] >= {"controls", "platform"}
    assert "simulator" not in graph["controls"] | graph["status"]
    require_order(graph)


def test_cycle_is_found_in_imports_for_type_checking_as_well() -> None:
    known = {"a", "b", "c"}
    sources = {
        "a": "from .b import B",
        "b": "def f():\n    from . import c",
        "c": "if TYPE_CHECKING:\n    from .a import A",
    }
    graph = {name: imported_modules(text, known) for name, text in sources.items()}
    with pytest.raises(CycleError):
        require_order(graph)
    graph["c"] = set()
    require_order(graph)


def test_simulator_imports_itself_relatively_only() -> None:
    for path in PACKAGE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [one.name for one in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            assert not [n for n in names if n.startswith("laredoute_simulator")], path
