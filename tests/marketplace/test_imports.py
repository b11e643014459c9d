# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who may import whom, read from the syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ADDON = ROOT / "laredoute_connector"
PURE = ADDON / "marketplace"
SIMULATOR = ROOT / "simulator"
#: what the ORM side may know of the pure side
OPEN_TO_ORM = {
    "port",
    "platforms",
    "agreement",
    "budget",
    "records",
    "settings",
    "statuses",
    "errors",
    "rules",
    "delta",
    "values",
    "redact",
    "reference",
    "matching",
    "refusals",
    "refunds",
    "places",
    "buyers",
    "parcel_file",
    "prices",
    "stock",
    "closing",
    "promotions",
    "table_file",
    "competition",
    "repricing",
    "settlement",
}
#: what each part of the pure side may import, beside the standard library
THIRD_PARTIES = {
    "": set[str](),
    "records": set(),
    "agreement": set(),
    "places": {"babel"},
    "promotions": set(),
    "settlement": set(),
    "buyers": set(),
    "rules": {"PIL", "stdnum"},
    "transport": {"requests", "urllib3", "paramiko", "cryptography"},
    "sellr": {"lxml"},
    "reference": {"openpyxl", "stdnum"},
}
STANDARD = {
    "__future__", "abc", "ast", "base64", "binascii", "codecs", "collections",
    "contextlib", "copy", "csv", "dataclasses", "datetime", "decimal", "email", "enum",
    "errno", "functools", "hashlib", "html", "http", "io", "ipaddress", "itertools",
    "json", "logging", "math", "os", "pathlib", "posixpath", "re", "socket", "ssl",
    "stat", "struct", "tempfile", "threading", "time", "types", "typing", "unicodedata",
    "uuid", "warnings", "weakref", "zipfile", "zlib",
}  # fmt: skip
# a clock or a sleep of its own; a monotonic clock is only a default argument
FORBIDDEN_CALLS = {
    "time.sleep",
    "time.time",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
}


def sources(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py")) if folder.is_dir() else []


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def imported(path: Path) -> Iterator[str]:
    """Yield dotted names of what a file of the addon imports, made absolute."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            start = ".".join([*base, *((node.module or "").split("."))]).rstrip(".")
            yield from (f"{start}.{alias.name}" for alias in node.names)


def called(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield ast.unparse(node.func)


def pure_name(name: str) -> str | None:
    prefix = "laredoute_connector.marketplace."
    name = name.removeprefix("odoo.addons.")
    return name.removeprefix(prefix) if name.startswith(prefix) else None


@pytest.mark.parametrize(
    "path", sources(PURE), ids=lambda path: str(path.relative_to(PURE))
)
def test_pure_side_imports_only_what_it_may(path: Path) -> None:
    part = path.relative_to(PURE).parts
    part_name = part[0] if len(part) > 1 else ""
    allowed = STANDARD | THIRD_PARTIES[part_name]
    for name in imported(path):
        own = pure_name(name)
        if own is None:
            assert name.split(".")[0] in allowed, name
        elif part_name in ("rules", "transport"):
            first = own.split(".")[0]
            assert first in {
                "errors",
                "redact",
                "values",
                "records",
                "statuses",
                part_name,
            }, own


@pytest.mark.parametrize(
    "path", sources(PURE), ids=lambda path: str(path.relative_to(PURE))
)
def test_pure_side_has_no_clock_and_no_translation(path: Path) -> None:
    assert not {name for name in called(path) if name in FORBIDDEN_CALLS}
    names = {node.id for node in ast.walk(parsed(path)) if isinstance(node, ast.Name)}
    assert not names & {"_", "env", "print", "sleep"}


def test_root_of_the_pure_side_opens_platforms_only() -> None:
    reaching = {
        path.name
        for path in PURE.glob("*.py")
        for name in imported(path)
        if (pure_name(name) or "").split(".")[0] in ("sellr", "mirakl", "transport")
    }
    assert reaching == {"platforms.py"}


def test_orm_side_reaches_only_what_is_open_to_it() -> None:
    names = {path.stem for path in PURE.iterdir()}
    assert not OPEN_TO_ORM - names, "nothing of that name is there"
    found = 0
    for folder in ("models", "wizards", "controllers"):
        assert sources(ADDON / folder), folder
        for path in sources(ADDON / folder):
            for name in imported(path):
                own = pure_name(name)
                if own is not None:
                    found += 1
                    assert own.split(".")[0] in OPEN_TO_ORM, f"{path.name}: {own}"
                assert name.split(".")[0] not in ("lxml", "requests", "paramiko"), path
    assert found


def test_addon_and_simulator_do_not_know_each_other() -> None:
    assert sources(PURE)
    for path in sources(ADDON):
        assert not any("simulator" in name.split(".")[0] for name in imported(path)), (
            path
        )
    for path in sources(SIMULATOR):
        for name in imported(path):
            assert "laredoute_connector" not in name, path
            assert name.split(".")[0] != "odoo", path


def test_assumptions_about_the_wire_are_used() -> None:
    """Each stands in one place, and is not only a remark."""
    module = PURE / "sellr" / "wire" / "assumptions.py"
    names = {
        target.id
        for node in parsed(module).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    text = "".join(path.read_text() for path in sources(PURE) if path != module)
    assert len(names) > 30
    assert not {name for name in names if name not in text}
