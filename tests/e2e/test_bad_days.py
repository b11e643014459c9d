# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Wrong credentials and wrong servers: said in plain words, then it goes on."""

import socket

import pytest

from laredoute_simulator import Simulator

from ..access import access_to
from .looking import (
    account,
    activities,
    back_in_time,
    calls,
    connection,
    end_wait,
    flow,
    last,
    paused,
    press,
    reports,
    resume,
)

pytestmark = pytest.mark.usefixtures("watched")

EVERY_FLOW = (
    "check_listings",
    "send_products",
    "send_offers",
    "fetch_orders",
    "process_orders",
    "send_operations",
    "collect_reports",
    "apply_reports",
)


@pytest.fixture
def closed_port():
    """A port of this machine where nobody listens."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        yield sock.getsockname()[1]


def change(shop, **values):
    shop.write("account", shop.account_id, **values)


def waits_for_a_person(shop, words):
    """The account is paused, says why, and calls nobody."""
    reason = paused(shop)
    assert words in reason
    before = calls(shop)
    shop.run(*EVERY_FLOW)
    assert calls(shop) == before
    assert len(activities(shop, "account", shop.account_id)) == 1
    return reason


def reports_wait_for_a_person(shop, words):
    """Only the reports stand still and say why: orders have another server."""
    assert not paused(shop)
    stopped, error = flow(shop, "collect_reports", "stopped", "last_error")
    assert stopped
    assert words in error
    (note,) = activities(shop, "account", shop.account_id)
    assert words in note
    order_id, _lines = shop.place(shop.make_product()[1])
    order_comes_in(shop, order_id)


def order_comes_in(shop, order_id):
    shop.read_orders()
    assert shop.order(order_id, "state") == "done"
    shop.run("send_operations")
    (audit,) = shop.audit(order_id).values()
    assert audit == {"accept": {"effect": 1, "refused": 0}}


def test_a_wrong_password(shop):
    order_id, _lines = shop.place(shop.make_product()[1])
    change(shop, password="mot-de-passe-perdu")
    shop.run("fetch_orders")
    reason = waits_for_a_person(shop, "refuse l’identifiant, le mot de passe")
    assert "mot-de-passe-perdu" not in reason
    assert not any(works for works, _said in list(connection(shop).values())[:4])
    change(shop, password=shop.sim.account.password)
    resume(shop)
    order_comes_in(shop, order_id)


def test_an_expired_token_is_found_and_replaced(shop):
    order_id, _lines = shop.place(shop.make_product()[1])
    shop.read_orders()
    shop.sim.control.expire_token("orders_update")
    shop.run("send_operations")
    waits_for_a_person(shop, "le jeton")
    found = connection(shop)
    assert [name for name, (works, _said) in found.items() if not works] == [
        "orders_update"
    ]
    assert "le jeton" in found["orders_update"][1]
    token = shop.sim.control.replace_token("orders_update")
    change(shop, update_token=token)
    assert all(works for works, _said in connection(shop).values())
    resume(shop)
    order_comes_in(shop, order_id)


def test_a_token_without_the_right(shop):
    listing = shop.choose(shop.make_product()[0])
    shop.sim.control.set_right("items", allowed=False)
    shop.run("check_listings", "send_products")
    waits_for_a_person(shop, "il n’a pas ce droit")
    assert [name for name, (works, _said) in connection(shop).items() if not works] == [
        "items"
    ]
    shop.sim.control.set_right("items", allowed=True)
    resume(shop)
    shop.run("send_products")
    assert shop.read("listing", listing, "state") == "sent"


def test_another_host_key(shop):
    listing = _awaiting_report(shop)
    shop.sim.control.change_host_key()
    shop.run("collect_reports")
    reports_wait_for_a_person(shop, "une autre clé que celle enregistrée")
    works, said = connection(shop)["sftp"]
    assert not works
    assert "une autre clé" in said
    press(shop, "account", shop.account_id, "action_read_host_key")
    assert account(shop, "sftp_host_key") == shop.sim.host_key
    assert connection(shop)["sftp"][0]
    _collected(shop, listing)
    assert activities(shop, "account", shop.account_id) == []


def _awaiting_report(shop):
    """A listing whose report waits on the server."""
    listing = shop.choose(shop.make_product()[0])
    shop.run("check_listings", "send_products")
    shop.sim.control.step(hours=49)
    return listing


def _collected(shop, listing):
    for _again in range(2):
        shop.run("collect_reports", "apply_reports")
    assert shop.read("listing", listing, "state") == "integrated"
    assert len(shop.search("exchange", ("kind", "=", "report"))) == 1
    assert reports(shop) == []


def test_hosts_that_cannot_be_reached(shop, closed_port):
    """Nobody is paused: it goes on by itself once the network is there again."""
    order_id, _lines = shop.place(shop.make_product()[1])
    listing = shop.choose(shop.make_product()[0])
    nowhere = f"http://127.0.0.1:{closed_port}/"
    change(shop, orders_url=nowhere, items_url=nowhere, sftp_port=closed_port)
    shop.run("check_listings", "send_products", "fetch_orders", "collect_reports")
    assert not paused(shop)
    assert "La Redoute est injoignable" in account(shop, "last_error")
    exchange = last(shop, "exchange", ("kind", "=", "products"))
    state, error = shop.read("exchange", exchange, "state", "error_message")
    assert state == "queued"
    assert "est injoignable" in error
    assert shop.search("exchange", ("needs_person", "=", True)) == []
    found = connection(shop)
    assert [name for name, (works, _said) in found.items() if works] == ["offers"]
    assert all("injoignable" in said for works, said in found.values() if not works)

    values = access_to(shop.sim)
    change(shop, **{n: values[n] for n in ("orders_url", "items_url", "sftp_port")})
    for name in ("fetch_orders", "collect_reports"):
        end_wait(shop, name)
    back_in_time(shop, "exchange", exchange, "next_attempt_at", seconds=1)
    shop.run("send_products")
    shop.sim.control.step(hours=49)
    _collected(shop, listing)
    order_comes_in(shop, order_id)


def test_sftp_without_any_right(shop):
    listing = _awaiting_report(shop)
    shop.sim.control.lock_sftp("all")
    shop.run("collect_reports")
    reports_wait_for_a_person(shop, "le droit de lire et de déplacer")
    assert not connection(shop)["sftp"][0]
    shop.sim.control.lock_sftp("none")
    end_wait(shop, "collect_reports")
    _collected(shop, listing)


def test_sftp_without_the_right_to_archive(shop):
    """The report is read all the same, once, and moved when it may be."""
    listing = _awaiting_report(shop)
    shop.sim.control.lock_sftp("archive")
    for _again in range(2):
        shop.run("collect_reports", "apply_reports")
    assert not paused(shop)
    assert "le droit de lire et de déplacer" in account(shop, "last_error")
    assert shop.read("listing", listing, "state") == "integrated"
    (report,) = shop.search("exchange", ("kind", "=", "report"))
    assert len(reports(shop)) == 1
    assert not shop.read("exchange", report, "settled")
    shop.sim.control.lock_sftp("none")
    _collected(shop, listing)
    assert shop.read("exchange", report, "settled")


class TestHttps:
    @pytest.fixture
    def simulator(self):
        with Simulator(speed=0.0, https=True) as running:
            yield running

    def test_a_certificate_of_an_unknown_authority(self, shop):
        order_id, _lines = shop.place(shop.make_product()[1])
        shop.run("fetch_orders")
        waits_for_a_person(shop, "Le certificat du serveur n’est pas reconnu")
        assert calls(shop) == 0, "something was sent to a server nobody trusts"
        found = connection(shop)
        assert [name for name, (works, _said) in found.items() if works] == ["sftp"]
        change(shop, ca_file=str(shop.sim.ca_file))
        assert all(works for works, _said in connection(shop).values())
        resume(shop)
        order_comes_in(shop, order_id)
