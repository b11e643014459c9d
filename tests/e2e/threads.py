# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two cursors at once: threads whose failure is the test's, and shops for them."""

import threading
from contextlib import contextmanager

import pytest

from laredoute_simulator import Simulator

from .shop import Shop

#: seconds after which a test that hangs fails
PATIENCE = 30
UNDER_WAY = ("state", "in", ("queued", "sending", "unknown"))


@contextmanager
def live_shop(registry, image_server):
    """A shop for all the tests of a file, and one product of it that is live."""
    with Simulator(speed=0.0) as running:
        shop = Shop(
            registry, running, image_server, brand_code="B00101", read_timeout=30
        )
        shop.product_id, shop.ean, shop.listing_id = shop.make_live(stock=50)
        yield shop


def forget_errors(shop):
    """No flow of the shop shows an error, nor waits because of one."""
    with shop.account() as account:
        account.flow_ids.write(
            {"failures": 0, "last_error": False, "not_before": False}
        )


def give_up(shop):
    """Give up what is under way: a test that fails must not fail the others."""
    left = shop.search("exchange", UNDER_WAY)
    shop.write("exchange", left, state="failed", handled=True)


@pytest.fixture(name="shop")
def forgiving_shop(seller):
    """The shop of the file; what one test leaves behind is no other's."""
    forget_errors(seller)
    yield seller
    give_up(seller)


class Thread(threading.Thread):
    """A thread whose failure is the test's."""

    def __init__(self, work, *arguments):
        super().__init__(daemon=True)
        self.work, self.arguments, self.error = work, arguments, None
        self.start()

    def run(self):
        try:
            self.work(*self.arguments)
        except BaseException as error:  # noqa: BLE001, raised where it is awaited
            self.error = error

    def end(self):
        self.join(PATIENCE)
        assert not self.is_alive(), "it hangs"
        if self.error:
            raise self.error


def run_unlocked(shop, flow):
    """Do the work of a flow, whoever else is at it."""
    from odoo.addons.laredoute_connector.models.flow.schedule import FLOWS

    with shop.account() as account:
        account._flow(flow)._run_guarded(FLOWS[flow])


def batches(shop, kind):
    found = shop.sim.control.status()["batches"]
    return len([each for each in found if each["kind"] == f"{kind}_laredoute"])


def wrap(monkeypatch, owner, name, wrapper):
    """Replace a method by ``wrapper(original, self, …)``."""
    original = getattr(owner, name)
    monkeypatch.setattr(
        owner, name, lambda self, *args, **kw: wrapper(original, self, *args, **kw)
    )
