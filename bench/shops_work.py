# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The scheduler's work for :mod:`.shops`: real but for the calls and their clock.

Real are the scheduler, the database, its cursors, and Odoo's cron threads with their
locks, notices and ends after some seconds. A call waits instead of going out. Whatever
takes long is scaled alike, calls, time-outs and Odoo's seconds for a run: a second here
stands for :data:`SCALE`. What the database and Python take is not, so that it weighs
:data:`SCALE` times more than in life. Nor is the minute after which Odoo looks again by
itself: a worker that idled would show.
"""

from __future__ import annotations

import select
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from .child import Figures
from .child import Work as Base
from .measure import Figure

SCALE = 5
#: seconds of a shop's call; of one that never gets an answer; of a run of Odoo's cron
CALL, TIME_OUT, ODOO_RUN = 2.0, 60.0, 10.0
#: seconds after which a cron thread looks again without a notice, as Odoo's
SLEEP = 60.0
#: real seconds after which the benchmark has failed
PATIENCE = 240.0


class Market:
    """A shop's La Redoute: it answers after a while, or never."""

    def __init__(self, dead: bool) -> None:
        self._dead = dead

    def __enter__(self) -> Market:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def fetch_orders(self, *_args: object, **_options: object) -> Iterator[Any]:
        """No order has changed."""
        from odoo.addons.laredoute_connector.marketplace.errors import RetryLater

        time.sleep((TIME_OUT if self._dead else CALL) / SCALE)
        if self._dead:
            raise RetryLater("no answer in time", code="timeout")
        yield from ()


class Round:
    """What happened: who had a turn, when, and for how long."""

    def __init__(self, shops: list[int]) -> None:
        self.shops = shops
        self.start = time.monotonic()
        self.first: dict[int, float] = {}
        self.turns: dict[int, float] = {}
        #: seconds that the scheduler took for itself, beside the turns
        self.own = 0.0
        self.finished = threading.Event()
        self._lock = threading.Lock()

    def begins(self, shop: int) -> None:
        """Note how long a shop waited for its first turn."""
        with self._lock:
            self.first.setdefault(shop, time.monotonic() - self.start)

    def ended(self, shop: int, seconds: float) -> None:
        """Note what its first turn took."""
        with self._lock:
            self.turns.setdefault(shop, seconds)
            if len(self.turns) == len(self.shops):
                self.finished.set()

    def check(self, workers: int) -> None:
        """Fail when a shop was passed over, or waited for more than the others' turns.

        :raises AssertionError: with the shop
        """
        assert self.finished.is_set(), f"only {len(self.turns)} shops had a turn"
        total = self.own + sum(self.turns.values())
        for shop, waited in self.first.items():
            most = total - self.turns[shop] + TIME_OUT / SCALE
            assert waited <= most, (shop, waited, most)
        if workers == 1:
            assert list(self.first) == self.shops, "what is due longest goes first"


class Work(Base):
    """Rounds of one worker and of two."""

    def round_of_1(self, shops: int) -> Figures:
        """One cron thread for all."""
        return self._round(shops, 1)

    def round_of_2(self, shops: int) -> Figures:
        """Two cron threads for all."""
        return self._round(shops, 2)

    def _round(self, shops: int, workers: int) -> Figures:
        ids = self._make_due(shops)
        found = Round(ids)
        with self._simulated(found, dead=ids[0]):
            threads = [
                threading.Thread(target=self._cron_thread, args=(found,), daemon=True)
                for _worker in range(workers)
            ]
            for thread in threads:
                thread.start()
            found.finished.wait(PATIENCE)
            for thread in threads:
                thread.join(PATIENCE)
        found.check(workers)
        waited = max(found.first.values()) * SCALE
        last = max(found.first, key=lambda shop: found.first[shop])
        others = sum(found.turns.values()) - found.turns[last]
        return {
            "work": Figure(waited, 0.0, 0.0, 0.0),
            "floor": Figure(others * SCALE / workers, 0.0, 0.0, 0.0),
        }

    def _make_due(self, shops: int) -> list[int]:
        """Make shops whose orders are to be read, and whatever else is not due.

        The first, which is due longest, has more to say than one thing: the one that
        will not answer.

        :returns: their ids, due longest first
        """
        from tests.e2e.odoo_process import transaction

        with transaction(self.registry) as env:
            accounts = env["laredoute.account"].search([("name", "like", "Shop %")])
            while len(accounts) < shops:
                values = {"name": f"Shop {len(accounts)}", "phase": "testing"}
                accounts += accounts.create(values)
            env["laredoute.account"].search([("id", "not in", accounts.ids)]).write(
                {"phase": "setup"}
            )
        self.execute("DELETE FROM laredoute_flow_wake")
        self.execute("DELETE FROM ir_cron_trigger")
        self.execute(
            "UPDATE ir_cron SET active = id IN (SELECT res_id FROM ir_model_data"
            " WHERE name LIKE 'ir_cron_flows_%'), nextcall = now() AT TIME ZONE 'UTC'"
        )
        self.execute(
            "UPDATE laredoute_flow SET not_before = NULL, failures = 0, due_at = CASE"
            " WHEN name = 'fetch_orders' THEN now() AT TIME ZONE 'UTC'"
            " - interval '1 hour' + account_id * interval '1 second'"
            " ELSE now() AT TIME ZONE 'UTC' + interval '1 day' END"
        )
        self.execute(
            "UPDATE laredoute_flow SET due_at = now() AT TIME ZONE 'UTC'"
            " - interval '1 hour' WHERE name = 'sweep_orders' AND account_id ="
            f" {min(accounts.ids)}"
        )
        return sorted(accounts.ids)

    @contextmanager
    def _simulated(self, found: Round, dead: int) -> Iterator[None]:
        flows = self.registry["laredoute.flow"]
        begin, run, run_due = flows._begin, flows._run, flows._run_due

        def noted_begin(flow: Any, work: Any) -> Any:
            found.begins(flow.account_id.id)
            return begin(flow, work)

        def noted_run(flow: Any) -> Any:
            start, shop = time.monotonic(), flow.account_id.id
            reached = run(flow)
            took = time.monotonic() - start
            found.own -= took
            found.ended(shop, took)
            return reached

        def noted_run_due(scheduler: Any, names: Any = None) -> None:
            start = time.monotonic()
            run_due(scheduler, names)
            found.own += time.monotonic() - start

        cron = "odoo.addons.base.models.ir_cron.MIN_TIME_PER_JOB"
        with (
            patch(cron, ODOO_RUN / SCALE),
            patch.object(flows, "_begin", noted_begin),
            patch.object(flows, "_run", noted_run),
            patch.object(flows, "_run_due", noted_run_due),
            patch.object(
                self.registry["laredoute.account"],
                "_marketplace",
                lambda account: Market(account.id == dead),
            ),
        ):
            yield

    def _cron_thread(self, found: Round) -> None:
        """As a cron thread of Odoo: work, then sleep until a notice comes."""
        from odoo.sql_db import db_connect

        from odoo.addons.base.models.ir_cron import IrCron

        name = self.registry.db_name
        with db_connect("postgres").cursor() as cr:
            connection = cr._cnx
            cr.execute("LISTEN cron_trigger")
            cr.commit()
            while not found.finished.is_set():
                IrCron._process_jobs(name)
                select.select([connection], [], [], SLEEP / SCALE)
                connection.poll()
                connection.notifies.clear()
