# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The examples in docstrings hold: each one is run.

They are run from here, and not by ``pytest --doctest-modules``, which would import the
pure side through the addon's ``__init__``, and that needs Odoo's registry.
"""

from __future__ import annotations

import doctest
import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from dev.paths import ADDON, REPOSITORY

PROMPT = ">>> "
#: what is searched, and the name its modules are imported by
ROOTS = {
    ADDON / "marketplace": "odoo.addons.laredoute_connector.marketplace",
    REPOSITORY / "simulator" / "laredoute_simulator": "laredoute_simulator",
    REPOSITORY / "dev": "dev",
}


def prompts(path: Path) -> int:
    """Return how many lines of a file begin an example."""
    lines = path.read_text("utf-8").splitlines()
    return sum(line.lstrip().startswith(PROMPT) for line in lines)


def modules_with_examples() -> Iterator[tuple[str, Path]]:
    """Yield the dotted name and the path of each module that holds an example."""
    for root, package in ROOTS.items():
        for path in sorted(root.rglob("*.py")):
            if prompts(path):
                inside = path.relative_to(root).with_suffix("").parts
                names = [part for part in inside if part != "__init__"]
                yield ".".join([package, *names]), path


@pytest.mark.parametrize(
    ("name", "path"), [pytest.param(*one, id=one[0]) for one in modules_with_examples()]
)
def test_examples_hold(name: str, path: Path) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0, "see the output"
    assert result.attempted == prompts(path), "each example is run"


def test_pure_side_has_examples() -> None:
    assert any("marketplace" in name for name, _path in modules_with_examples())


def test_wrong_example_fails(capsys: pytest.CaptureFixture[str]) -> None:
    module = ModuleType("wrong", "An example.\n\n>>> 1 + 1\n3\n")
    assert doctest.testmod(module).failed == 1
    assert "Expected:\n    3" in capsys.readouterr().out
