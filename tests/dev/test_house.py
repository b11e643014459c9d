# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The plan of the house, held: floors, sizes, and one place for each difference."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ADDON = ROOT / "laredoute_connector"
MODELS = ADDON / "models"

PRODUCT_LINES = 300
OTHER_LINES = 400
FUNCTION_LINES = 40
EXTENDED_IN = 5
ACCOUNT_IN = 6
ACCOUNT_FIELDS = 65
ACCOUNT_METHODS = 40
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


def nouns_imported(path: Path) -> Iterator[str]:
    """Yield the other nouns a file of a noun imports from."""
    package = path.relative_to(MODELS).parts[:-1]
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = list(package[: len(package) - node.level + 1])
            whole = [*base, *(node.module or "").split(".")]
            # above the models, or inside the noun itself
            if node.level > len(package) + 1 or not whole[0]:
                continue
            if whole[0] != package[0]:
                yield whole[0]


def test_no_noun_imports_from_a_floor_above() -> None:
    floor = {noun: number for number, noun in enumerate(floors())}
    assert len(floor) > 10
    upward = [
        f"{name_of(path)} imports {noun}"
        for noun_folder in floor
        for path in sources(MODELS / noun_folder)
        for noun in nouns_imported(path)
        if noun != "common" and floor[noun] >= floor[noun_folder]
    ]
    assert not upward


def test_every_folder_of_a_noun_is_a_floor() -> None:
    folders = {
        path.name for path in MODELS.iterdir() if (path / "__init__.py").exists()
    }
    assert folders == set(floors())
    known = folders | {"wizards"}
    for folder in (ADDON / "views", ROOT / "tests" / "orm"):
        inside = {path.name for path in folder.iterdir() if path.is_dir()}
        assert inside - {"__pycache__"} <= known, folder


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


# ------------------------------------------------------- one place for a difference
def test_what_differs_between_kinds_stands_in_the_kinds() -> None:
    branch = re.compile(r"\bkind (?:==|!=) ")
    kinds = MODELS / "exchange" / "kinds"
    found = [
        f"{name_of(path)}: {line.strip()}"
        for path in sources(MODELS, ADDON / "wizards", ADDON / "controllers")
        if not path.is_relative_to(kinds)
        for line in path.read_text(encoding="utf-8").splitlines()
        if branch.search(line)
    ]
    assert not found


def test_every_model_is_made_once() -> None:
    named = Counter(
        model
        for path in sources(MODELS, ADDON / "wizards")
        for model, node, extends in classes(path)
        if not extends
    )
    assert named
    assert not [model for model, count in named.items() if count > 1]
