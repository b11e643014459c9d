# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Other people's addons: the kept lists are whole, and what is wrong is heard."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from dev import database, environment, others, testing, venv
from dev.counting import Count
from dev.environment import Environment
from dev.paths import REPOSITORY
from dev.report import Failure

PINNED = re.compile(
    r"^odoo-addon-([\w-]+)==19\.0\.[\d.]+ \\\n    --hash=sha256:[0-9a-f]{64}$",
    re.MULTILINE,
)
NEEDS = {
    "base": [],
    "product": ["base"],
    "stock": ["product"],
    "kits": ["stock"],
    "l10n_be": ["kits"],
    "l10n_fr_cash": ["kits"],
    "test_kits": ["kits"],
    "theme_kits": ["product"],
    "crm": ["base"],
}


# ------------------------------------------------------------------------ the rule
def test_whoever_needs_products_however_far_down_touches_them() -> None:
    assert others.touching(NEEDS) == {"product", "stock", "kits", "l10n_fr_cash"}


def test_every_addon_of_this_odoo_that_touches_ours_is_kept_or_left_out() -> None:
    needs = others.read_needs(environment.load().addons_path)
    needs.pop("laredoute_connector")
    touching = others.touching(needs)
    assert len(touching) > 150, "the rule found Odoo's addons"
    assert not touching - others.read_list().keys(), "add them to dev/others.txt"


def test_kept_list_names_nothing_that_the_rule_does_not() -> None:
    needs = others.read_needs(environment.load().addons_path)
    known = others.read_list().keys() & needs.keys()
    assert not known - others.touching(needs)


@pytest.mark.parametrize(
    "name",
    [
        *("mrp", "stock_dropshipping", "loyalty", "website_sale", "stock_landed_costs"),
        *("stock_picking_batch", "product_expiry", "point_of_sale", "stock_sms"),
    ],
)
def test_what_sellers_use_is_installed(name: str) -> None:
    assert others.read_list()[name] == ""


def test_addon_is_left_out_with_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("# why\n\nstock\nsale: needs: a key  # really\n")
    assert others.read_list(path) == {"stock": "", "sale": "needs: a key"}


def test_addon_that_cannot_be_installed_is_no_addon(tmp_path: Path) -> None:
    for name, text in {
        "a": "{'depends': ['b']}",
        "c": "{'installable': False}",
    }.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "__manifest__.py").write_text(text)
    assert others.read_needs([tmp_path]) == {"a": ["b"]}


# ------------------------------------------------------------------- the OCA's addons
def test_each_addon_of_the_oca_is_pinned_for_19_with_its_checksum() -> None:
    wanted = (REPOSITORY / "requirements" / "others.in").read_text()
    names = re.findall(r"^odoo-addon-([\w-]+)$", wanted, re.MULTILINE)
    pinned = PINNED.findall(others.REQUIREMENTS.read_text())
    assert {"sale-exception", "product-multi-barcode"} <= set(names)
    assert sorted(names) == pinned


@pytest.fixture
def fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Sequence[object]]:
    """The commands that would fetch; each leaves an addon in its folder."""
    commands: list[Sequence[object]] = []

    def run(command: Sequence[object]) -> list[str]:
        commands.append(command)
        target = command[command.index("--target") + 1]
        addon = Path(str(target), "odoo", "addons", "sale_exception")
        addon.mkdir(parents=True)
        (addon / "__manifest__.py").write_text("{'depends': ['sale']}")
        return []

    here = dataclasses.replace(environment.load(), cache=tmp_path)
    monkeypatch.setattr(environment, "load", lambda: here)
    monkeypatch.setattr(others.process, "run", run)
    return commands


def test_addons_are_fetched_once_into_a_folder_of_their_own(
    fetched: list[Sequence[object]], tmp_path: Path
) -> None:
    (tmp_path / "others-abcdef").mkdir()
    first, second = others.prepare(), others.prepare()
    assert first == second
    (command,) = fetched
    assert "--require-hashes" in command
    assert command[-1] == others.REQUIREMENTS
    (folder,) = tmp_path.glob("others-*")
    assert first.addons_path[-2:] == (folder / "odoo" / "addons", REPOSITORY)
    assert folder not in Path(environment.load().python).parents
    assert "sale_exception" in others.modules(first)
    assert "laredoute_connector" not in others.modules(first)


def test_half_fetched_folder_is_fetched_again(
    fetched: list[Sequence[object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(_command: Sequence[object]) -> list[str]:
        raise Failure("no network")

    with monkeypatch.context() as patch:
        patch.setattr(others.process, "run", cut)
        with pytest.raises(Failure, match="no network") as caught:
            others.prepare()
    assert caught.value.todo
    others.prepare()
    assert len(fetched) == 1


def test_addon_that_is_left_out_is_not_installed(
    fetched: list[Sequence[object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = {"stock": "", "sale": "too loud", "gone_since": ""}
    monkeypatch.setattr(others, "read_list", lambda: kept)
    assert others.modules(others.prepare()) == ("sale_exception", "stock")


def test_both_installations_check_what_they_fetch(tmp_path: Path) -> None:
    command = venv.pip_install(Path("python"), tmp_path)
    assert command[:3] == [Path("python"), "-m", "pip"]
    assert {"--require-hashes", "--no-deps"} <= set(command)


# ------------------------------------------------------------------------ what is heard
def logged(level: str, text: str) -> str:
    return f"2026-11-26 09:11:54,834 1187 {level} laredoute_among_p1_ab {text}"


@pytest.mark.parametrize(
    ("line", "heard"),
    [
        (logged("ERROR", "odoo.sql_db: bad query: SELECT"), True),
        (logged("CRITICAL", "odoo.modules.registry: Failed"), True),
        (logged("WARNING", "odoo.addons.laredoute_connector.x: odd"), True),
        (logged("WARNING", "odoo.fields: laredoute.order.x: unknown option"), True),
        (logged("WARNING", "odoo.fields: sale.order.x: unknown option"), False),
        (logged("INFO", "odoo.addons.laredoute_connector.x: ERROR is a word"), False),
        ("ERROR of somebody who does not log", False),
    ],
)
def test_errors_and_our_own_warnings_are_heard(line: str, heard: bool) -> None:
    assert others.complaints([line]) == [line] * heard


@pytest.fixture
def part(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """The part beside others without databases: its log, and how its tests end."""
    given: dict[str, object] = {"log": [], "count": Count(passed=7), "database": ""}

    @contextmanager
    def temporary(kind: str, template: str) -> Iterator[str]:
        yield f"{kind} of {template}"

    def inside(_env: object, name: str, _extra: object, **_variables: str) -> object:
        given["database"] = name
        return given["count"]

    def prepared() -> Environment:
        return Environment(Path("python"), Path("odoo"), Path("cache"))

    monkeypatch.setattr(others, "prepare", prepared)
    monkeypatch.setattr(others, "modules", lambda _env: ("stock",))
    monkeypatch.setattr(database, "prepare_others", lambda _env, _modules: "template")
    monkeypatch.setattr(database, "temporary", temporary)
    monkeypatch.setattr(database, "install", lambda _env, _name: given["log"])
    monkeypatch.setattr(testing, "_inside", inside)
    return given


def test_part_counts_the_installation_as_one_that_passed(
    part: dict[str, object],
) -> None:
    assert testing.EXTRA["others"]([]) == Count(passed=8)
    assert part["database"] == "among of template"


def test_part_fails_for_what_was_heard(
    part: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    part["log"] = [logged("ERROR", "odoo.sql_db: bad query")]
    assert testing.EXTRA["others"]([]) == Count(passed=7, failed=1)
    assert "bad query" in capsys.readouterr().out


def test_part_skips_nothing(
    part: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    part["count"] = Count(passed=5, failed=1, skipped=2)
    assert testing.EXTRA["others"]([]) == Count(passed=6, failed=3)
    assert "2 tests were skipped" in capsys.readouterr().out
