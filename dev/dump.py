# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``make dump``: a small database made by this version, kept for the next one.

A test restores the newest dump and upgrades it with the code as it is now: what sellers
stored must come through. A new version makes its own dump before its release; the code
that made an old dump need not run again.
"""

from __future__ import annotations

import ast
import contextlib
import lzma
import subprocess
from collections.abc import Iterator
from pathlib import Path

from . import database, odoo_process, postgres, process
from .environment import Environment, load
from .paths import ADDON, REPOSITORY
from .report import Failure, say

FOLDER = REPOSITORY / "tests" / "e2e" / "dumps"
#: fills the database with a shop that has lived a while
SAMPLE = REPOSITORY / "tests" / "e2e" / "dump_sample.py"
_SUFFIX = ".sql.xz"
#: what Odoo makes again by itself, or what belongs to a machine
_LEFT_OUT = ("bus_bus", "ir_logging", "ir_profile", "res_device_log", "res_users_log")
#: settings of a newer server that an older one does not know
_UNKNOWN_BEFORE = ("SET transaction_timeout", "\\restrict", "\\unrestrict")


def version() -> str:
    """Return the addon's version, such as ``19.0.1.0.0``."""
    text = (ADDON / "__manifest__.py").read_text(encoding="utf-8")
    return str(ast.literal_eval(text)["version"])


def newest() -> Path:
    """Return the dump of the newest version there is one of.

    :raises Failure: when there is none
    """
    dumps = sorted(FOLDER.glob(f"*{_SUFFIX}"), key=_number)
    if not dumps:
        raise Failure("There is no dump of any version.", "make one: make dump")
    return dumps[-1]


def _number(path: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in path.name.removesuffix(_SUFFIX).split("."))


def make() -> Path:
    """Make the dump of the version as it is now; return its file."""
    env = load()
    with database.temporary("dump") as name:
        config = odoo_process.write_config(
            env, env.cache / "run" / f"{name}.conf", db_name=name, log_level="warn"
        )
        try:
            command = odoo_process.command(env, config, "-d", name)
            command[3:3] = ["shell", "--no-http"]
            _shell(command, env)
        finally:
            config.unlink()
        content = _dumped(env, name)
    target = FOLDER / f"{version()}{_SUFFIX}"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(lzma.compress(content, preset=9 | lzma.PRESET_EXTREME))
    say(f"{target.relative_to(REPOSITORY)}: {target.stat().st_size / 1e6:.1f} MB")
    return target


def _shell(command: list[str], env: Environment) -> None:
    done = subprocess.run(
        command,
        input=SAMPLE.read_text(encoding="utf-8"),
        capture_output=True,
        text=True,
        env=env.variables(),
        cwd="/",
        check=False,
    )
    if done.returncode or "SAMPLE DONE" not in done.stdout:
        raise Failure(f"The sample could not be made:\n{done.stderr[-3000:]}")


def _dumped(env: Environment, name: str) -> bytes:
    command: list[process.Argument]
    command = [postgres.binaries(env.python) / "pg_dump", "--no-owner", "--no-acl"]
    command += [f"--exclude-table-data={table}" for table in _LEFT_OUT]
    done = subprocess.run(
        [*map(str, command), name],
        env=env.variables(),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise Failure(f"pg_dump: {done.stderr.decode()[-500:]}")
    lines = done.stdout.decode().splitlines(keepends=True)
    return "".join(
        line for line in lines if not line.startswith(_UNKNOWN_BEFORE)
    ).encode()


@contextlib.contextmanager
def restored(dump: Path, env: Environment) -> Iterator[str]:
    """Give a database made of ``dump`` for the block, and drop it afterwards."""
    name = database.temporary_name("upgrade")
    database.create_empty(name, env)
    try:
        done = subprocess.run(
            [
                str(postgres.binaries(env.python) / "psql"),
                *("--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", name),
            ],
            input=lzma.decompress(dump.read_bytes()),
            env=env.variables(),
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise Failure(f"psql: {done.stderr.decode()[-500:]}")
        yield name
    finally:
        database.drop(name, env)
