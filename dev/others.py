# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Other people's addons: all of Odoo's that touch what we touch, and the OCA's.

A seller's database holds many of them. ``make test-others`` installs them together, our
addon into that, and runs the tests inside Odoo there. Which they are is kept:
``dev/others.txt`` (Odoo's, by the rule of :func:`touching`) and
``requirements/others.in`` (the OCA's, by hand).
"""

from __future__ import annotations

import ast
import dataclasses
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from . import environment, process, stamps, venv
from .environment import Environment
from .locking import exclusive
from .paths import REPOSITORY
from .report import Failure, say

LIST = Path(__file__).with_name("others.txt")
REQUIREMENTS = REPOSITORY / "requirements" / "others.txt"
#: who needs one of these touches products, sales, stock or money
ROOTS = frozenset({"product", "stock", "account", "payment"})
#: beginnings of the names of addons that the rule leaves out, and of those it does not
_NOT_OURS = ("l10n_", "test_", "theme_")
_OURS = ("l10n_fr",)
#: a line of Odoo's log: its level, then, behind the database, who says it and what
_LOGGED = re.compile(r"^[\d-]+ [\d:,]+ \d+ (WARNING|ERROR|CRITICAL) \S+ (.+)$")

Needs = Mapping[str, Iterable[str]]


def read_list(path: Path = LIST) -> dict[str, str]:
    """Return {addon: why it is left out, "" for those that are installed}.

    :param path: lines ``name`` or ``name: reason``; ``#`` begins a comment
    """
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _colon, reason = line.partition("#")[0].partition(":")
        if name.strip():
            found[name.strip()] = reason.strip()
    return found


def read_needs(folders: Iterable[Path]) -> dict[str, list[str]]:
    """Return {addon: the addons it names as needed} of all that can be installed.

    :param folders: addons folders
    """
    found = {}
    for folder in folders:
        for path in folder.glob("*/__manifest__.py"):
            manifest = ast.literal_eval(path.read_text(encoding="utf-8"))
            if manifest.get("installable", True):
                found[path.parent.name] = list(manifest.get("depends", ()))
    return found


def touching(needs: Needs) -> set[str]:
    """Return the addons that touch products, sales, stock or money.

    One of :data:`ROOTS`, or in need of one, however far down. Not the books of other
    countries than France, not Odoo's own tests and themes.

    :param needs: as :func:`read_needs` returns it
    """
    touched = set(ROOTS & needs.keys())
    grows = True
    while grows:
        more = {name for name, wants in needs.items() if touched & set(wants)}
        grows = not more <= touched
        touched |= more
    return {
        name
        for name in touched
        if name.startswith(_OURS) or not name.startswith(_NOT_OURS)
    }


def prepare() -> Environment:
    """Return the prepared environment, with the OCA's addons in its addons path.

    They are fetched into a folder of their own, so that nothing else sees them.

    :raises Failure: when they cannot be fetched
    """
    env = environment.load()
    key = stamps.digest([REQUIREMENTS.read_bytes()])
    folder = env.cache / f"others-{key[:6]}"
    with exclusive(env.cache / "others.lock", "fetching addons of the OCA"):
        if not stamps.is_finished(folder, key):
            for old in env.cache.glob("others-*"):
                shutil.rmtree(old, ignore_errors=True)
            _fetch(env, folder)
            stamps.finish(folder, key)
    return dataclasses.replace(env, more_addons=(folder / "odoo" / "addons",))


def _fetch(env: Environment, folder: Path) -> None:
    say("Fetching addons of the OCA")
    pip = venv.pip_install(env.python, env.cache)
    try:
        process.run([*pip, "--target", folder, "-r", REQUIREMENTS])
    except Failure as error:
        raise Failure(
            f"The addons of the OCA could not be fetched: {error.what}",
            "check the network, then run again.",
        ) from error


def modules(env: Environment) -> tuple[str, ...]:
    """Return the names of all addons that are installed together, without ours.

    Of Odoo's those of the list that this Odoo has.

    :param env: as :func:`prepare` returns it
    """
    there = read_needs(env.addons_path)
    named = {name for name, reason in read_list().items() if not reason}
    return tuple(sorted((named & there.keys()) | read_needs(env.more_addons).keys()))


def complaints(lines: Iterable[str]) -> list[str]:
    """Return the lines of Odoo's log that nobody should see when we are installed.

    Every error, and every warning that names our addon or one of its models.

    :param lines: of the log, at level ``info``
    """
    found = []
    for line in lines:
        match = _LOGGED.match(line)
        if match and (match[1] != "WARNING" or "laredoute" in match[2]):
            found.append(line)
    return found
