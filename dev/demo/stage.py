# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Everything that runs while the demo does: La Redoute, the database, Odoo."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .. import database, odoo_process, process
from ..environment import Environment
from ..report import say
from ..server import OdooServer
from .company import ADMINISTRATOR, make_account, make_company, renew_account
from .driver import Driver
from .market import Market
from .reference import load_reference
from .rpc import Records, User
from .seed import make_catalogue
from .work import Shop

_MEMORY = "memory.json"


@dataclass(frozen=True)
class Stage:
    """What is running.

    :ivar is_new: the database was made by this run
    """

    market: Market
    server: OdooServer
    shop: Shop
    is_new: bool

    def driver(self, pause: float) -> Driver:
        """Return a driver of this stage; see :class:`Driver`."""
        shop = self.shop
        return Driver(self.market.control, shop.run_now, pause, shop.bring_forward)


@contextlib.contextmanager
def open_stage(
    env: Environment, name: str, folder: Path, *, fresh: bool
) -> Iterator[Stage]:
    """Start everything, and end exactly that when the block is left.

    :param name: the database; made and filled where there is none
    :param folder: keeps the simulator's state and what is known of the database
    :param fresh: begin anew, whatever there is
    """
    memory = Memory(folder / _MEMORY)
    if fresh or not memory.account or not database.exists(name, env):
        _begin(env, name, folder)
        memory = Memory(folder / _MEMORY)
    elif memory.template != database.ready_name(env):
        _upgrade(env, name)
    say("Starting La Redoute (the simulator)")
    with Market(env, folder) as market:
        say("Starting Odoo")
        with OdooServer(env, name, crons=2) as server:
            account = memory.account or _fill(server, market, folder)
            admin = User(server.url, name, ADMINISTRATOR.login)
            renew_account(admin, account, market.access, server.url)
            is_new = not memory.account
            memory.remember(database.ready_name(env), account)
            yield Stage(market, server, Shop(server.url, name, account), is_new)


class Memory:
    """What a later start must know; empty until a database is whole.

    :ivar template: name of the template the database was made of, or upgraded to
    :ivar account: id of the La Redoute account
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        known = {}
        if path.exists():
            known = json.loads(path.read_text(encoding="utf-8"))
        self.template: str = known.get("template", "")
        self.account: int = known.get("account", 0)

    def remember(self, template: str, account: int) -> None:
        """Write it down, whole or not at all."""
        part = self._path.with_suffix(".part")
        text = json.dumps({"template": template, "account": account})
        part.write_text(text, encoding="utf-8")
        part.replace(self._path)


def _begin(env: Environment, name: str, folder: Path) -> None:
    say("Making the database of a French seller")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (env.cache / "run" / f"{name}.log").unlink(missing_ok=True)
    database.copy("ready", name, env)


def _upgrade(env: Environment, name: str) -> None:
    """The addon changed since: its data and views are loaded again."""
    say("The addon has changed: upgrading the demo's database")
    config = odoo_process.write_config(env, env.cache / "run" / f"{name}.conf")
    options = ("-d", name, "-u", "laredoute_connector", "--stop-after-init")
    process.run(
        odoo_process.command(env, config, *options, "--no-http"), env=env.variables()
    )


def _fill(server: OdooServer, market: Market, folder: Path) -> int:
    """Fill a new database; return the id of its La Redoute account."""
    admin = User(server.url, server.database, ADMINISTRATOR.login)
    records = Records(admin)
    say("Creating the shop: people, carriers, La Redoute's lists, the catalogue")
    make_company(admin, records)
    lists = folder / "reference"
    market.write_reference(lists)
    reference = load_reference(admin, lists)
    make_catalogue(admin, records, reference)
    return make_account(admin, market.access, server.url)
