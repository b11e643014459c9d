# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The whole loop without a person: from nothing to PAID, then a table."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass

from .. import database
from ..environment import Environment
from ..report import Failure, say
from .catalogue import CATALOGUE
from .evidence import Evidence, Placed
from .stage import Stage, open_stage
from .table import Row, missing, render
from .work import Check

#: seconds the loop may take, from the first choice of products
PATIENCE = 600.0
_TICK = 1.0
#: what the table measures against when it never came to orders
NOT_PLACED = Placed(("first", "second"), "third", "fourth", lines=3)


@dataclass
class Outcome:
    """What was reached, and what a person would read of the troubles."""

    rows: list[Row]
    troubles: list[str]
    seconds: float

    @property
    def is_closed(self) -> bool:
        return all(row.done for row in self.rows)


def run_once(env: Environment) -> int:
    """Run the loop in a database of its own; return the exit status."""
    database.drop_orphans(env)
    name = database.temporary_name("once")
    folder = env.cache / "demo" / name
    try:
        with open_stage(env, name, folder, fresh=True) as stage:
            outcome = _Story(stage).run()
            log = stage.server.log
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        database.drop(name, env)
    print(f"\n{render(outcome.rows)}\n", flush=True)
    if outcome.is_closed:
        print(f"The loop is closed, in {outcome.seconds:.0f} s.", flush=True)
        log.unlink(missing_ok=True)
        return 0
    print("The loop is NOT closed. What is missing:")
    for sentence in missing(outcome.rows):
        print(f"  - {sentence}")
    print("The last errors, as the e-commerce manager sees them:")
    for sentence in outcome.troubles:
        print(f"  - {sentence}")
    print(f"Odoo's log is {log}", flush=True)
    return 1


class _Story:
    """One run of the loop."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._shop = stage.shop
        self._control = stage.market.control
        self._evidence = Evidence(stage.shop, self._control)
        self._driver = stage.driver(pause=0.0)
        self._checks: list[Check] = []
        self._placed = NOT_PLACED
        self._start = time.monotonic()

    def run(self) -> Outcome:
        """Go through all of it, as far as it goes in time."""
        troubles: list[str] = []
        try:
            self._go()
        except (Failure, OSError) as error:
            troubles.append(str(error))
        rows = [
            *self._evidence.catalogue_rows(),
            *self._evidence.order_rows(self._placed),
            *self._evidence.channel_rows(self._checks),
        ]
        troubles += self._evidence.troubles()
        return Outcome(rows, troubles, time.monotonic() - self._start)

    def _go(self) -> None:
        self._prepare()
        if not self._until(self._evidence.catalogue_is_settled, lambda: None):
            return
        say("Buyers order: at home, at a relay, without paying, beyond the stock")
        self._placed = self._place_orders()
        self._shop.go_live()
        if not self._until(self._everything_was_sent, self._work):
            return
        say("La Redoute pays, a month after the parcels left")
        self._control.next("payout")
        self._until(self._is_over, self._pay)

    def _prepare(self) -> None:
        say("The e-commerce manager tests the connection and selects the products")
        self._checks = self._shop.test_connection()
        self._shop.start_testing()
        self._shop.select(CATALOGUE)

    def _everything_was_sent(self) -> bool:
        return self._evidence.everything_was_sent(self._placed)

    def _is_over(self) -> bool:
        return all(row.done for row in self._evidence.order_rows(self._placed))

    def _until(self, reached: Callable[[], bool], work: Callable[[], None]) -> bool:
        """Let time pass until something is reached; return whether it was in time."""
        while not reached():
            if time.monotonic() - self._start > PATIENCE:
                return False
            for sentence in self._driver.tick():
                say(sentence)
            work()
            time.sleep(_TICK)
        return True

    def _work(self) -> None:
        shipped = self._shop.ship_ready()
        if shipped:
            say(f"The warehouse validates {shipped} deliveries, with their tracking")
        refused = self._shop.refuse_short_orders()
        if refused:
            say("The e-commerce manager refuses what stock does not cover")

    def _pay(self) -> None:
        """Lines shipped on either side of a payout's day are paid one after another."""
        statuses = self._control.status()["orders"]["lines_by_status"]
        if statuses.get("Shipped"):
            self._control.next("payout")

    def _place_orders(self) -> Placed:
        """Place the orders of the story for what is live."""
        live = self._control.status()["items"]["live_eans"]
        one, two, three, four, five = (self._line(ean) for ean in live[:5])
        home = self._place([one, {**two, "quantity": 2}])
        relay = self._place([{**three, "delivery_fee": "3.90"}], relay=True)
        unpaid = self._place([four], payment_fails=True)
        short = self._place([{**five, "quantity": 500}])
        return Placed((home, relay), unpaid, short, lines=3)

    def _line(self, ean: str) -> dict[str, object]:
        price = self._control.item(ean)["offer"]["amount"]
        return {"ean": ean, "quantity": 1, "price": price, "delivery_fee": "5.90"}

    def _place(self, lines: list[dict[str, object]], **how: bool) -> str:
        order: str = self._control.place_order(lines, **how)["order_id"]
        return order
