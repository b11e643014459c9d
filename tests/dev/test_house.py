# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The plan of the house, held: floors, sizes, and one place for each model."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ADDON = ROOT / "laredoute_connector"
MODELS = ADDON / "models"
PACKAGE = ("odoo", "addons", "laredoute_connector", "models")

PRODUCT_LINES = 300
OTHER_LINES = 400
FUNCTION_LINES = 40
EXTENDED_IN = 5
ACCOUNT_IN = 6
ACCOUNT_FIELDS = 65
ACCOUNT_METHODS = 40
#: nouns without a folder of tests, as the README says
TESTED_WITH_OTHERS = {"messages", "sale"}
#: ends of the names of functions that are tables: a row a line, nothing decided
TABLES = ("_sentences", "_labels")


def sources(*folders: Path) -> list[Path]:
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


# ------------------------------------------------------------------------- floors
def floors() -> list[str]:
    """The nouns from the ground up, as the package names them."""
    imports = (
        node
        for node in parsed(MODELS / "__init__.py").body
        if isinstance(node, ast.ImportFrom)
    )
    return [alias.name for node in imports for alias in node.names]


def modules_imported(source: str, package: tuple[str, ...]) -> Iterator[str]:
    """Yield the dotted names of everything that code of a package imports.

    :param package: the parts of its whole name, ``odoo`` first
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            # one dot is the package itself
            base = package[: len(package) - node.level + 1] if node.level else ()
            whole = ".".join((*base, *filter(None, [node.module])))
            # what is imported of a package may be a module of it
            yield from (f"{whole}.{alias.name}" for alias in node.names)


def nouns_imported(source: str, *inside: str) -> Iterator[str]:
    """Yield the other nouns that code imports from, and ``*`` for all of them.

    :param inside: the folders below the models that it stands in
    """
    for module in modules_imported(source, (*PACKAGE, *inside)):
        parts = tuple(module.removeprefix("odoo.addons.").split("."))
        if parts[:2] == PACKAGE[2:]:
            noun = parts[2] if len(parts) > 2 else "*"
            if noun != "".join(inside[:1]):
                yield noun


@pytest.mark.parametrize(
    ("source", "nouns"),
    [
        ("from ..order import store", ["order"]),
        ("from ..order.store import Order", ["order"]),
        ("from .. import order", ["order"]),
        ("from .. import order as above, flow", ["order", "flow"]),
        ("from .. import *", ["*"]),
        ("from ... import models", ["*"]),
        ("from ...models import order", ["order"]),
        ("from ...models.order import store", ["order"]),
        ("import odoo.addons.laredoute_connector.models.order.store", ["order"]),
        ("import odoo.addons.laredoute_connector.models as all_of_it", ["*"]),
        ("from odoo.addons.laredoute_connector import models", ["*"]),
        ("from odoo.addons.laredoute_connector.models import order", ["order"]),
        ("from odoo.addons.laredoute_connector.models.order import x", ["order"]),
        ("from laredoute_connector.models.order.store import x", ["order"]),
        ("def late():\n    from .. import order", ["order"]),
        ("from ..listing import check", []),
        ("from .. import listing", []),
        ("from . import order", []),
        ("from .order import x", []),
        ("from ...marketplace import port", []),
        ("from odoo.addons.sale.models.order import x", []),
        ("import order", []),
    ],
)
def test_noun_that_is_imported_is_seen(source: str, nouns: list[str]) -> None:
    assert list(nouns_imported(source, "listing")) == nouns


def test_floors_of_a_deeper_folder_are_seen() -> None:
    deeper = ("exchange", "kinds")
    assert list(nouns_imported("from .. import order", *deeper)) == []
    assert list(nouns_imported("from ... import order", *deeper)) == ["order"]
    assert list(nouns_imported("from ...order import x", *deeper)) == ["order"]


def test_no_noun_imports_from_a_floor_above() -> None:
    floor = {noun: number for number, noun in enumerate(floors())}
    assert len(floor) > 10
    # what every noun may use stands below them all
    floor["common"] = -1
    top = len(floor)
    upward = [
        f"{name_of(path)} imports {noun}"
        for path in sources(MODELS)
        if path != MODELS / "__init__.py"
        for inside in [path.relative_to(MODELS).parts[:-1]]
        for noun in nouns_imported(path.read_text(encoding="utf-8"), *inside)
        if floor.get(noun, top) >= floor[inside[0] if inside else path.stem]
    ]
    assert not upward


def test_every_folder_of_a_noun_is_a_floor() -> None:
    folders = {
        path.name for path in MODELS.iterdir() if (path / "__init__.py").exists()
    }
    assert folders == set(floors())
    known = {
        ADDON / "views": folders | {"wizards"},
        # what other people's addons do to any noun
        ROOT / "tests" / "orm": folders | {"others"},
    }
    for folder, names in known.items():
        inside = {path.name for path in folder.iterdir() if path.is_dir()}
        assert inside - {"__pycache__"} <= names, folder


def test_every_noun_has_its_tests() -> None:
    tested = {path.parent.name for path in (ROOT / "tests" / "orm").glob("*/test_*.py")}
    assert set(floors()) - tested == TESTED_WITH_OTHERS


# -------------------------------------------------------------------------- sizes
def test_files_are_short() -> None:
    long = [
        f"{name_of(path)}: {lines(path)}"
        for path in sources(ADDON, ROOT / "simulator", ROOT / "dev")
        if lines(path) > PRODUCT_LINES
    ]
    other = [*sources(ROOT / "tests", ROOT / "bench"), *ADDON.rglob("*.xml")]
    long += [
        f"{name_of(path)}: {lines(path)}" for path in other if lines(path) > OTHER_LINES
    ]
    assert not long


def test_functions_are_short() -> None:
    long = [
        f"{name_of(path)}: {node.name} {node.end_lineno - node.lineno + 1}"
        for path in sources(ADDON, ROOT / "simulator", ROOT / "dev", ROOT / "bench")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > FUNCTION_LINES
        and not node.name.endswith(TABLES)
    ]
    assert not long


def test_tests_outweigh_the_product() -> None:
    product = sum(map(lines, sources(ADDON)))
    tests = sum(map(lines, sources(ROOT / "tests")))
    assert tests >= product


# ------------------------------------------------------------------------- models
def classes(path: Path) -> Iterator[tuple[str, ast.ClassDef, bool]]:
    """Yield (model, class, whether it extends one that is there) of a file."""
    for node in parsed(path).body:
        if not isinstance(node, ast.ClassDef):
            continue
        given = {
            target.id: each.value
            for each in node.body
            if isinstance(each, ast.Assign)
            for target in each.targets
            if isinstance(target, ast.Name) and target.id in ("_name", "_inherit")
        }
        name, inherit = given.get("_name"), given.get("_inherit")
        if isinstance(name, ast.Constant):
            inherited = ast.literal_eval(inherit) if inherit is not None else []
            extends = name.value in (
                [inherited] if isinstance(inherited, str) else inherited
            )
            yield str(name.value), node, extends
        elif isinstance(inherit, ast.Constant):
            yield str(inherit.value), node, True


def models() -> dict[str, list[tuple[Path, ast.ClassDef]]]:
    found = defaultdict(list)
    for path in sources(MODELS, ADDON / "wizards"):
        for name, node, _extends in classes(path):
            found[name].append((path, node))
    return found


def is_field(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and isinstance(node.value.func.value, ast.Name)
        and node.value.func.value.id == "fields"
    )


def test_no_model_is_spread_over_many_files() -> None:
    spread = {
        name: len({path for path, _node in found})
        for name, found in models().items()
        if len({path for path, _node in found})
        > (ACCOUNT_IN if name == "laredoute.account" else EXTENDED_IN)
    }
    assert not spread


def test_the_account_is_settings_and_little_else() -> None:
    bodies = [node for _path, node in models()["laredoute.account"]]
    inside = [each for node in bodies for each in node.body]
    assert sum(map(is_field, inside)) <= ACCOUNT_FIELDS
    methods = [each for each in inside if isinstance(each, ast.FunctionDef)]
    assert len(methods) <= ACCOUNT_METHODS


def test_every_model_is_made_once() -> None:
    named = Counter(
        model
        for path in sources(MODELS, ADDON / "wizards")
        for model, node, extends in classes(path)
        if not extends
    )
    assert named
    assert not [model for model, count in named.items() if count > 1]
