# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The seller's shop of the end-to-end tests, beside a server that runs the crons."""

import time
from contextlib import contextmanager

from odoo.tools import SQL

from ..e2e.shop import Shop

#: seconds that the cron thread has for what was requested of it
DEADLINE = 30


class BrowserShop(Shop):
    """As :class:`Shop`, but the crons are those of the Odoo server."""

    def _make_account(self, image_url, **values):
        with self.env() as env:
            # an earlier test's account would list this test's products as well
            env["laredoute.account"].search([]).write({"active": False})
        return super()._make_account(image_url, **values)

    @contextmanager
    def held(self, *flows):
        """Let the crons of these flows find their work taken, for the block.

        They hold the same lock when they work: so a test sees a state that would
        otherwise be gone before a page is drawn.
        """
        with self.registry.cursor() as cr:
            for flow in flows:
                name = f"laredoute.account:{self.account_id}:{flow}"
                cr.execute(
                    SQL("SELECT pg_advisory_lock(hashtextextended(%s, 0))", name)
                )
            try:
                yield
            finally:
                cr.execute("SELECT pg_advisory_unlock_all()")

    def run(self, *flows):
        """Ask the server's cron thread, one flow after the other, and wait for it."""
        for flow in flows:
            with self.env() as env:
                env["laredoute.account"]._working()._wake(flow)
            self._wait_for_cron(flow)

    def _wait_for_cron(self, flow):
        deadline = time.monotonic() + DEADLINE
        while time.monotonic() < deadline:
            with self.env() as env:
                cron = env.ref(f"laredoute_connector.ir_cron_{flow}")
                waiting = env["ir.cron.trigger"].search_count(
                    [("cron_id", "=", cron.id), ("call_at", "<=", env.cr.now())]
                )
                if not waiting and cron.try_lock_for_update():
                    return
            time.sleep(0.1)
        raise AssertionError(f"the cron of {flow} did not run in {DEADLINE} s")

    def wait_until(self, find):
        """Wait for the cron thread: until ``find()`` gives something, returned."""
        deadline = time.monotonic() + DEADLINE
        while not (found := find()):
            assert time.monotonic() < deadline, f"not within {DEADLINE} s"
            time.sleep(0.1)
        return found
