# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who sees what: menus and pages in the browser, and what RPC gives out."""

import xmlrpc.client

import pytest
from playwright.sync_api import expect

from .people import MANAGER, SELLER, STRANGER, WAREHOUSE

SECRETS = (
    "login",
    "password",
    "items_token",
    "read_token",
    "update_token",
    "sftp_user",
    "sftp_password",
    "sftp_private_key",
)


class Rpc:
    """What a program with this person's password can do from outside.

    :param login: also the password
    """

    def __init__(self, url, database, login):
        self._models = xmlrpc.client.ServerProxy(f"{url}/xmlrpc/2/object")
        common = xmlrpc.client.ServerProxy(f"{url}/xmlrpc/2/common")
        uid = common.authenticate(database, login, login, {})
        assert uid, login
        self._who = (database, uid, login)

    def call(self, model, method, *arguments, **options):
        return self._models.execute_kw(*self._who, model, method, arguments, options)


@pytest.fixture
def rpc(server, machine):
    _env, database = machine
    return lambda login: Rpc(server.url, database, login)


def secrets_of(shop):
    account = shop.sim.account
    return (account.password, account.sftp_password, *account.tokens.values())


def test_the_manager_cannot_read_secrets_from_outside(shop, rpc):
    manager = rpc(MANAGER)
    account = manager.call("laredoute.account", "read", [shop.account_id], ["name"])
    assert account[0]["name"]
    for name in SECRETS:
        with pytest.raises(xmlrpc.client.Fault, match=name):
            manager.call("laredoute.account", "read", [shop.account_id], [name])
        with pytest.raises(xmlrpc.client.Fault, match=name):
            manager.call("laredoute.account", "search", [(name, "like", "simulated")])
    everything = str(manager.call("laredoute.account", "read", [shop.account_id]))
    assert not [secret for secret in secrets_of(shop) if secret in everything]


def test_no_secret_reaches_the_managers_page(shop, log_in):
    manager = log_in(MANAGER)
    received = []

    def keep(answer):
        if "/laredoute.account/" in answer.url:
            received.append(answer)

    manager.page.on("response", keep)
    manager.go(f"laredoute/{shop.account_id}")
    expect(manager.field("vendor_id")).to_be_visible()
    assert (
        shop.sim.account.vendor_id
        in manager.field("vendor_id").locator("input").input_value()
    )
    for name in SECRETS:
        expect(manager.page.locator(f"[name='{name}']")).to_have_count(0)
    answers = "".join(answer.text() for answer in received)
    assert shop.sim.account.vendor_id in answers, "what the page got was looked at"
    shown = manager.page.content() + answers
    assert not [secret for secret in secrets_of(shop) if secret in shown]


def test_an_administrator_finds_the_secrets_hidden_behind_dots(shop, log_in):
    person = log_in("admin")
    person.go(f"laredoute/{shop.account_id}")
    password = person.field("password").locator("input")
    expect(password).to_have_attribute("type", "password")
    person.look("administrator")


def test_another_companys_manager_sees_no_account(shop, rpc, log_in):
    product_id, _ean = shop.make_product()
    listing_id = shop.choose(product_id)
    stranger = rpc(STRANGER)
    assert rpc(MANAGER).call("laredoute.account", "search", []) == [shop.account_id]
    assert stranger.call("laredoute.account", "search", []) == []
    assert stranger.call("laredoute.listing", "search", []) == []
    for model, record in (
        ("laredoute.account", shop.account_id),
        ("laredoute.listing", listing_id),
    ):
        with pytest.raises(xmlrpc.client.Fault):
            stranger.call(model, "read", [record], ["display_name"])
    person = log_in(STRANGER)
    person.open_app("La Redoute")
    expect(person.page.locator(".o_view_nocontent")).to_be_visible()
    expect(person.page.locator(".o_kanban_record:not(.o_kanban_ghost)")).to_have_count(
        0
    )
    person.look("stranger")


@pytest.mark.parametrize("login", [WAREHOUSE, SELLER])
def test_without_a_group_there_is_no_menu(shop, rpc, log_in, login):
    person = log_in(login)
    apps = person.apps()
    assert apps and "La Redoute" not in apps
    for model in ("account", "listing", "exchange", "order", "operation"):
        with pytest.raises(xmlrpc.client.Fault):
            rpc(login).call(f"laredoute.{model}", "search", [])
