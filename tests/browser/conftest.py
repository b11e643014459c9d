# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Real Odoo with its cron thread, a real simulator and a real browser in French."""

import pytest
from playwright.sync_api import expect, sync_playwright

from dev import database, environment
from dev.server import OdooServer

from ..e2e.odoo_process import start_odoo
from .market import Market
from .people import make_people
from .person import PATIENCE, Person
from .shop import BrowserShop

#: what the tests need of Chromium on a machine without screen and sandbox
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Keep the outcome: the browser's fixture keeps what a failure looked like."""
    outcome = yield
    if call.when == "call":
        item.stash[FAILED] = outcome.get_result().failed


FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def machine():
    """The prepared machine, and a database that goes when the tests end."""
    env = environment.load()
    with database.temporary("browser") as name:
        yield env, name
        from odoo.sql_db import close_all

        close_all()


@pytest.fixture(scope="session")
def registry(machine, tmp_path_factory):
    env, name = machine
    registry = start_odoo(env, name, tmp_path_factory.mktemp("odoo") / "odoo.conf")
    make_people(registry)
    return registry


@pytest.fixture(scope="session")
def server(machine, registry):
    """Odoo as it runs at a seller's: people, images and one cron thread."""
    env, name = machine
    with OdooServer(env, name, crons=1) as running:
        yield running


@pytest.fixture
def market(tmp_path):
    """A La Redoute that can go away and come back; its clock moves by steps only."""
    with Market(tmp_path / "market.sqlite") as running:
        yield running


@pytest.fixture
def shop(registry, server, market):
    return BrowserShop(registry, market, server.url, brand_code="B00101")


@pytest.fixture(scope="session")
def chromium(machine):
    env, _name = machine
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(env.chromium), args=FLAGS
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sessions():
    """The cookies of each login that was logged in."""
    return {}


@pytest.fixture
def log_in(chromium, server, sessions, request, tmp_path):
    """Give a function: login -> that person, logged in.

    The first time through the login page; then with the cookies of that time.
    What a browser complains about fails the test, and what it showed is kept.
    """
    people = []

    def enter(login):
        person = Person(chromium, server.url, login, sessions.get(login))
        people.append(person)
        if login in sessions:
            person.come_in()
        else:
            sessions[login] = person.log_in()
        return person

    yield enter
    failed = request.node.stash.get(FAILED, True)
    for person in people:
        if failed:
            screenshot = tmp_path / f"{request.node.name}-{person.login}.png"
            person.page.screenshot(path=screenshot)
            request.node.add_report_section("call", "screenshot", str(screenshot))
        person.leave()
    complaints = [text for person in people for text in person.complaints]
    assert not complaints, "\n".join(complaints)
