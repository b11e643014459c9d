# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Real Odoo, real PostgreSQL, real HTTP and SFTP: one database for the session."""

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "simulator")]

from dev import database, environment  # noqa: E402
from dev.server import OdooServer  # noqa: E402
from laredoute_simulator import Simulator  # noqa: E402

from .crash_child import Victim  # noqa: E402
from .looking import nothing_leaks  # noqa: E402
from .odoo_process import start_odoo  # noqa: E402
from .shop import Shop  # noqa: E402
from .threads import live_shop  # noqa: E402


@pytest.fixture(scope="session")
def machine():
    """The prepared machine, and a database that goes when the tests end."""
    env = environment.load()
    name = database.copy("ready", f"laredoute_e2e_p{os.getpid()}_", env)
    yield env, name
    from odoo.sql_db import close_all

    close_all()
    database.drop(name, env)


@pytest.fixture(scope="session")
def registry(machine, tmp_path_factory):
    env, name = machine
    return start_odoo(env, name, tmp_path_factory.mktemp("odoo") / "odoo.conf")


@pytest.fixture(scope="session")
def image_server(machine, registry):
    """An Odoo server without crons: La Redoute fetches the images from it."""
    env, name = machine
    with OdooServer(env, name, crons=0) as server:
        yield server.url


@pytest.fixture
def simulator():
    """A La Redoute of this test's own; its clock only moves when it is stepped."""
    with Simulator(speed=0.0) as running:
        yield running


@pytest.fixture
def shop(registry, image_server, simulator):
    return Shop(registry, simulator, image_server, brand_code="B00101")


@pytest.fixture
def watched(shop, caplog):
    """Nothing that may be written nowhere is written anywhere."""
    with nothing_leaks(shop, caplog):
        yield


@pytest.fixture
def listing(shop):
    """A listing whose product file waits for its report."""
    found = shop.choose(shop.make_product()[0])
    shop.run("check_listings", "send_products")
    return found


@pytest.fixture(scope="module")
def seller(registry, image_server):
    """A shop for all the tests of a file, and one product of it that is live."""
    with live_shop(registry, image_server) as shop:
        yield shop


@pytest.fixture(scope="session")
def victim(machine, registry, tmp_path_factory):
    """A loaded process whose children are killed."""
    env, name = machine
    child = Victim(env, name, tmp_path_factory.mktemp("victim") / "odoo.conf")
    yield child
    child.end()
