# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from __future__ import annotations

from collections.abc import Iterator

import pytest

from laredoute_simulator import Simulator

from . import wire
from .seller import ImageHost, Seller


@pytest.fixture(scope="session")
def shared_sim() -> Iterator[Simulator]:
    # A stopped clock: only the tests let time pass.
    with Simulator(speed=0) as sim:
        yield sim


@pytest.fixture
def sim(shared_sim: Simulator) -> Simulator:
    """A simulator with nothing in it, its account as new."""
    account = shared_sim.account
    account.__dict__.update(type(account)().__dict__)
    shared_sim.control.reset()
    return shared_sim


@pytest.fixture
def seller(sim: Simulator) -> Seller:
    return Seller(sim)


@pytest.fixture(scope="session")
def image_host() -> Iterator[ImageHost]:
    one = ImageHost()
    yield one
    one.close()


@pytest.fixture
def stocked(seller: Seller, image_host: ImageHost) -> Seller:
    """A seller with one product live, and no report waiting."""
    item = wire.vendor_item(medias=image_host.media())
    seller.send_items(wire.vendor_items(item))
    seller.sim.control.step(hours=48)
    seller.send_offers(wire.offer_file(wire.offer()))
    seller.sim.control.step(hours=1)
    seller.sim.world.files.clear()
    return seller


@pytest.fixture
def line(seller: Seller) -> str:
    """An order line at Created."""
    wish = {"ean": wire.EANS[0], "quantity": 2, "price": "59.90"}
    placed = seller.sim.control.place_order([wish], checked=True)
    return str(placed["line_ids"][0])
