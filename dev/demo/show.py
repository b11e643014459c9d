# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The demo for a person: all goes by itself but what the person does."""

from __future__ import annotations

import itertools
import time
from typing import Any

from ..environment import Environment
from ..locking import FileLock
from ..report import Failure, say, warn
from .catalogue import CATALOGUE
from .company import PEOPLE
from .designs import Design
from .rpc import OdooError
from .stage import Stage, open_stage

NAME = "laredoute_demo"
#: products left for the person to select, by their code
LEFT = ("LAMGLO", "TABAPP")
#: seconds: between two looks, for which each thing can be seen before time is
#: stepped over, between two orders, and until shipped parcels are paid
_TICK, _PAUSE, _BETWEEN_ORDERS, _PAYOUT = 2.0, 8.0, 45.0, 60.0
#: orders that wait for the person; no more come meanwhile
_OPEN_ORDERS = 8
_OPEN = ("Created", "Accepted", "Toship", "not yet visible")

WELCOME = """
  The shop is open: {url}

  Logins (the password is the login):
{people}

  What to look at, in this order (the screens are in French):
    1. As ecommerce, La Redoute > Référencements: products go from selected to
       live within two minutes. Some never do, and say why:
{faults}
    2. As ecommerce, Ventes > Produits: select one more for La Redoute,
       for instance {left}.
    3. As ecommerce, La Redoute > Commandes: orders come in, are accepted
       when stock allows, and become sale orders.
    4. As entrepot, Inventaire > Opérations > Livraisons: set carrier and
       tracking number on a delivery of La Redoute, and validate it.
    5. As ecommerce, the same order: the tracking is sent; a minute later
       La Redoute pays, and the sale order shows it.
    6. As admin, La Redoute > Configuration: test the connection of the account;
       La Redoute > Journal: what was sent and received, to the letter.

  Ctrl-C ends it; 'make demo' goes on from here,
  'python3 -m dev demo --fresh' begins anew.
"""


def run_show(env: Environment, *, fresh: bool) -> int:
    """Run until Ctrl-C.

    :raises Failure: when another demo runs, or something does not start
    """
    lock = FileLock(env.cache / "demo.lock")
    if not lock.acquire(wait=False):
        raise Failure(
            "The demo is running already.",
            "look for its terminal and press Ctrl-C there.",
        )
    try:
        with open_stage(env, NAME, env.cache / "demo" / NAME, fresh=fresh) as stage:
            if stage.is_new:
                _begin(stage)
            print(welcome(stage.server.url), flush=True)
            _Days(stage).run()
    except KeyboardInterrupt:
        print("\nStopped. 'make demo' goes on from here.", flush=True)
    finally:
        lock.release()
    return 0


def selected() -> tuple[Design, ...]:
    """Return the products that are selected from the start."""
    return tuple(design for design in CATALOGUE if design.code not in LEFT)


def welcome(url: str) -> str:
    """Return what a person needs to know, in the order of looking."""
    people = [f"    {one.login:<10} {one.name:<25} {one.work}" for one in PEOPLE]
    faults = [
        f"       - {design.name} {design.fault}" for design in CATALOGUE if design.fault
    ]
    left = [design.name for design in CATALOGUE if design.code in LEFT]
    return WELCOME.format(
        url=url,
        people="\n".join(people),
        faults="\n".join(faults),
        left=" or ".join(left),
    )


def _begin(stage: Stage) -> None:
    """The first start: the administrator went live, most products are selected."""
    stage.shop.start_testing()
    stage.shop.select(selected())


class _Days:
    """Days at La Redoute while the person works."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._control: Any = stage.market.control
        self._driver = stage.driver(_PAUSE)
        self._next_order = 0.0
        self._shipped_since: float | None = None
        self._numbers = itertools.count()

    def run(self) -> None:
        """Go on for ever; a hitch is shown and does not end the demo."""
        while True:
            try:
                for sentence in [*self._driver.tick(), *self._order(), *self._pay()]:
                    say(sentence)
            except (OdooError, OSError) as error:
                warn(f"{error}")
            time.sleep(_TICK)

    def _order(self) -> list[str]:
        """Let a buyer order now and then; one in five cannot pay."""
        status = self._control.status()
        statuses = status["orders"]["lines_by_status"]
        waiting = sum(statuses.get(word, 0) for word in _OPEN)
        live = status["items"]["live_eans"]
        now = time.monotonic()
        if not live or waiting >= _OPEN_ORDERS or now < self._next_order:
            return []
        self._next_order = now + _BETWEEN_ORDERS
        number = next(self._numbers)
        if number % 5 != 4:
            placed = self._control.place_random(1)
            return [f"A buyer orders: {order}" for order in placed]
        price = self._control.item(live[0])["offer"]["amount"]
        line = {"ean": live[0], "quantity": 1, "price": price, "delivery_fee": "5.90"}
        order = self._control.place_order([line], payment_fails=True)
        return [f"A buyer orders whose payment will fail: {order['order_id']}"]

    def _pay(self) -> list[str]:
        """Pay what was shipped a while ago, rather than a month later."""
        statuses = self._control.status()["orders"]["lines_by_status"]
        now = time.monotonic()
        if not statuses.get("Shipped"):
            self._shipped_since = None
            return []
        self._shipped_since = self._shipped_since or now
        if now - self._shipped_since < _PAYOUT:
            return []
        paid = self._control.pay_out()
        return [f"La Redoute pays {len(paid)} lines"]
