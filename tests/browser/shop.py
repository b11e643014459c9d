# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The seller's shop of the end-to-end tests, beside a server that runs the crons."""

import time
from contextlib import contextmanager
from functools import partial

import psycopg2.errors

from odoo import fields
from odoo.tools import SQL

from ..e2e.shop import Shop

#: seconds that the cron thread has for what was requested of it
DEADLINE = 30
#: how often Odoo tries what meets others at the same rows
ATTEMPTS = 5


def again(click):
    """Do what a click does once more where Odoo's scheduler was at the same rows."""
    for left in reversed(range(ATTEMPTS)):
        try:
            return click()
        except psycopg2.errors.SerializationFailure:
            if not left:
                raise
    return None


class BrowserShop(Shop):
    """As :class:`Shop`, but the crons are those of the Odoo server."""

    def _make_account(self, image_url, **values):
        # an earlier test's account would list this test's products as well
        return again(partial(super()._make_account, image_url, **values))

    def change(self, change):
        """Commit what ``change(env)`` does, beside the server that works."""

        def commit():
            with self.env() as env:
                change(env)

        again(commit)

    @contextmanager
    def held(self, *flows):
        """Let the scheduler find the work of these flows taken, for the block.

        They hold the same lock when they work: so a test sees a state that would
        otherwise be gone before a page is drawn.
        """
        with self.registry.cursor() as cr:
            for flow in flows:
                cr.execute(SQL("SELECT pg_advisory_lock(%s)", self._lock(flow)))
            try:
                yield
            finally:
                cr.execute("SELECT pg_advisory_unlock_all()")

    def _lock(self, flow):
        name = f"laredoute.flow:{self.account_id}:{flow}"
        return SQL("hashtextextended(%s, 0)", name)

    def run(self, *flows):
        """Run now, one flow after the other, in the server's cron thread."""
        for flow in flows:
            with self.env() as env:
                env["laredoute.account"].browse(self.account_id)._flow(
                    flow
                ).action_run_now()
            self.wait_until(partial(self._has_run, flow))

    def _has_run(self, flow):
        """Whether nothing waits for the flow, and nobody is at it."""
        with self.env() as env:
            found = env["laredoute.account"].browse(self.account_id)._flow(flow)
            # an account that stopped meanwhile has no next run
            due = found.next_run_at
            if due and due <= fields.Datetime.now():
                return False
            lock = SQL("SELECT pg_try_advisory_xact_lock(%s)", self._lock(flow))
            return env.execute_query(lock)[0][0]

    def wait_until(self, find):
        """Wait for the cron thread: until ``find()`` gives something, returned."""
        deadline = time.monotonic() + DEADLINE
        while not (found := find()):
            assert time.monotonic() < deadline, f"not within {DEADLINE} s"
            time.sleep(0.1)
        return found
