# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Databases: prepared templates, and copies of them for tests and demo."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from . import odoo_build, odoo_process, odoo_source, process, stamps
from .environment import Environment, load
from .locking import exclusive
from .paths import ADDON
from .report import Failure, Progress, say

_BUILDER = Path(odoo_build.__file__)
#: What a database is made of; the rest of the addon is code that it only runs.
_SUFFIXES = {
    *(".py", ".xml", ".csv", ".po", ".pot", ".sql", ".js", ".scss", ".css", ".png"),
}
_LOADING = re.compile(r"Loading module \S+ \((\d+)/(\d+)\)")
_PID = re.compile(r"^laredoute_[a-z]+_p(\d+)_")


def base_name(env: Environment) -> str:
    """Return the name of the template with Odoo's modules."""
    release = env.odoo_root / "odoo" / "release.py"
    parts: list[str | bytes]
    parts = [_BUILDER.read_bytes(), release.read_bytes(), odoo_source.SERIES]
    return f"laredoute_base_{stamps.digest(parts)}"


def ready_name(env: Environment) -> str:
    """Return the name of the template with our addon as it is now."""
    parts: list[str | bytes] = [base_name(env)]
    for path in sorted(ADDON.rglob("*")):
        inside = path.relative_to(ADDON)
        if path.suffix in _SUFFIXES and inside.parts[0] != "marketplace":
            parts += [str(inside), path.read_bytes()]
    return f"laredoute_ready_{stamps.digest(parts)}"


def prepare_base(env: Environment) -> str:
    """Make the base template unless it is there, and return its name."""
    name = base_name(env)
    with exclusive(env.cache / "databases.lock", "preparing a database"):
        _prepare_base(env, name)
    return name


def prepare_ready(env: Environment) -> str:
    """Make the template with our addon unless it is there; return its name.

    :raises Failure: when the addon cannot be installed, with the end of the log
    """
    with exclusive(env.cache / "databases.lock", "preparing a database"):
        return _prepare_ready(env)


def prepare_others(env: Environment, modules: Sequence[str]) -> str:
    """Make the template with other people's addons, without ours, unless it is there.

    :param env: with the addons folders of these
    :param modules: names of addons
    :returns: its name
    :raises Failure: when they cannot be installed, with the end of the log
    """
    base = base_name(env)
    parts = [base, *map(str, env.more_addons), *modules]
    name = f"laredoute_others_{stamps.digest(parts)}"
    with exclusive(env.cache / "databases.lock", "preparing a database"):
        names = _names(env)
        if name not in names:
            _prepare_base(env, base)
            _drop_kind(env, names, "others")
            say(f"Installing {len(modules)} addons of others into a database (once)")
            _build(env, name, base, "others", modules)
    return name


def install(env: Environment, name: str) -> list[str]:
    """Install our addon into the database ``name``.

    :param env: with the addons folders of what the database holds
    :returns: the lines of Odoo's log
    :raises Failure: when it cannot be installed, with the end of the log
    """
    return _fill(env, name, "ready", log="install").read_text("utf-8").splitlines()


def copy(template: str, name: str, env: Environment | None = None) -> str:
    """Make the database ``name`` as a copy of a template, replacing an old one.

    :param template: ``base``, ``ready``, or the name of a database that nobody
        is connected to
    :param name: the new database; begin it with ``laredoute_``
    :returns: ``name``
    :raises Failure: when PostgreSQL refuses
    """
    env = env or load()
    with exclusive(env.cache / "databases.lock", "preparing a database"):
        if template == "base":
            template = base_name(env)
            _prepare_base(env, template)
        elif template == "ready":
            template = _prepare_ready(env)
        _create(env, name, template)
    return name


def create_empty(name: str, env: Environment) -> None:
    """Make the database ``name`` without anything in it, replacing an old one."""
    _create(env, name, "template0")


def drop(name: str, env: Environment | None = None) -> None:
    """Drop a database, ending the connections to it; harmless when missing."""
    with _connected(env or load()) as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def exists(name: str, env: Environment | None = None) -> bool:
    """Return whether the cluster has a database of this name."""
    return name in _names(env or load())


def temporary_name(kind: str) -> str:
    """Return a database name that belongs to this process.

    :param kind: small letters, such as ``orm``
    """
    return f"laredoute_{kind}_p{os.getpid()}_{os.urandom(3).hex()}"


@contextlib.contextmanager
def temporary(kind: str, template: str = "ready") -> Iterator[str]:
    """Give a copy of a template for the block, and drop it afterwards."""
    env = load()
    drop_orphans(env)
    name = copy(template, temporary_name(kind), env)
    try:
        yield name
    finally:
        drop(name, env)


def drop_orphans(env: Environment) -> None:
    """Drop the temporary databases of processes that are no more.

    Only on this machine's own server: elsewhere a process id says nothing.
    """
    if not env.pg.host.startswith("/"):
        return
    for name in _names(env):
        match = _PID.match(name)
        if match and not Path(f"/proc/{match[1]}").exists():
            drop(name, env)


def _prepare_base(env: Environment, name: str) -> None:
    names = _names(env)
    if name in names:
        return
    _drop_kind(env, names, "base")
    say("Preparing a database with Odoo's modules and the French chart (once)")
    _build(env, name, "template0", "base")


def _prepare_ready(env: Environment) -> str:
    if not (ADDON / "__manifest__.py").exists():
        raise Failure("There is no addon yet (laredoute_connector/__manifest__.py).")
    name = ready_name(env)
    names = _names(env)
    if name not in names:
        _prepare_base(env, base_name(env))
        _drop_kind(env, names, "ready")
        say("Installing the addon into a prepared database")
        _build(env, name, base_name(env), "ready")
    return name


def _drop_kind(env: Environment, names: set[str], kind: str) -> None:
    for old in names:
        if old.startswith(f"laredoute_{kind}_"):
            drop(old, env)


def _build(
    env: Environment, name: str, template: str, kind: str, modules: Sequence[str] = ()
) -> None:
    """Build under another name: a database of the final name is a finished one."""
    part = f"{name}_part"
    _create(env, part, template)
    _fill(env, part, kind, modules)
    with _connected(env) as cursor:
        cursor.execute(f'ALTER DATABASE "{part}" RENAME TO "{name}"')
        # Nobody can spoil it, and nobody's connection can block a copy.
        cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')


def _fill(
    env: Environment, name: str, kind: str, modules: Sequence[str] = (), log: str = ""
) -> Path:
    """Run the builder on a database that is there.

    :param log: name of its log file, without the suffix; the kind when not given
    :returns: the log file
    :raises Failure: when it fails, with the end of the log
    """
    config = odoo_process.write_config(env, env.cache / "run" / f"{name}.conf")
    command = [str(env.python), "-m", "dev.odoo_build", str(config), name, kind]
    variables = {**env.variables(), "PYTHONPATH": str(env.repository)}
    path = env.cache / "run" / f"{log or kind}.log"
    progress = Progress("installing")
    total = 1.0
    try:
        with path.open("w", encoding="utf-8") as stream:
            for line in process.lines([*command, *modules], env=variables):
                stream.write(line + "\n")
                match = _LOADING.search(line)
                if match and int(match[2]) > 20:
                    total = float(match[2])
                    progress.show(int(match[1]), total * 1.1)
    except Failure as error:
        raise Failure(
            f"The {kind} database could not be made: {error.what}",
            f"the whole log is in {path}",
        ) from error
    progress.done()
    return path


def _create(env: Environment, name: str, template: str) -> None:
    drop(name, env)
    # Copying files is faster than logging every page of a large template.
    how = f"""CREATE DATABASE "{name}" TEMPLATE "{template}" """
    if template == "template0":
        how += "ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"
    else:
        how += "STRATEGY file_copy"
    with _connected(env) as cursor:
        try:
            cursor.execute(how)
        except Exception as error:
            raise Failure(
                f"The database {name} could not be made: {error}".strip(),
                "the PostgreSQL role needs the right to create databases.",
            ) from error


def _names(env: Environment) -> set[str]:
    with _connected(env) as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE NOT datname = 'postgres'")
        return {row[0] for row in cursor.fetchall()}


@contextlib.contextmanager
def _connected(env: Environment) -> Iterator[Any]:
    """Give a cursor on the maintenance database, each statement on its own."""
    import psycopg2

    pg = env.pg
    try:
        connection = psycopg2.connect(
            host=pg.host,
            port=pg.port,
            user=pg.user,
            password=pg.password or None,
            dbname="postgres",
        )
    except psycopg2.OperationalError as error:
        raise Failure(
            f"PostgreSQL does not answer: {str(error).strip()}",
            "check PGHOST, PGPORT, PGUSER and PGPASSWORD, or unset PGHOST.",
        ) from error
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()
