# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The scheduler with work that a test writes itself."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo import SUPERUSER_ID, api, fields

from odoo.addons.laredoute_connector.marketplace import errors
from odoo.addons.laredoute_connector.models.flow.schedule import FLOWS

from ..common import LaredouteCase


def unreachable(_account):
    raise errors.RetryLater("no route", code="unreachable")


class FlowCase(LaredouteCase):
    """Two shops; whatever their flows do is in ``work``, and ``runs`` says what ran.

    :ivar runs: (account's id, flow's name), in the order of the runs
    :ivar work: {(account's id, flow's name): function of the account}
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.account.copy({"name": "La Brand Boutique", "phase": "testing"})
        cls.flows = cls.env["laredoute.flow"]

    def setUp(self):
        super().setUp()
        self.runs, self.work = [], {}
        model = self.env.registry["laredoute.flow"]
        for name, work in FLOWS.items():
            method = f"_run_{name}_of_test"
            patch.object(model, method, self._probe(name), create=True).start()
            mine = work._replace(model="laredoute.flow", method=method)
            self.enterContext(patch.dict(FLOWS, {name: mine}))
        # what making the shops wakes is written, and forgotten
        self.env.cr.flush()
        self.flows.search([]).write({"due_at": self.later(days=1)})
        # what the shops' making has to wake is woken here, and forgotten
        self.env.cr.flush()
        self.env["laredoute.flow.wake"].search([]).unlink()
        self.env.cr.precommit.data.pop("laredoute_wakes", None)

    def _probe(self, name):
        def run(_model, account):
            self.runs.append((account.id, name))
            work = self.work.get((account.id, name))
            if work:
                work(account)

        return run

    def later(self, **delta):
        return fields.Datetime.add(fields.Datetime.now(), **delta)

    def due(self, name, account=None, minutes=1):
        """Let a flow be due since some minutes; gives it."""
        flow = (account or self.account)._flow(name)
        flow.due_at = self.ago(minutes=minutes)
        return flow

    @contextmanager
    def scheduler(self):
        """The flows as a scheduled action has them, in a transaction of its own."""
        self.env.flush_all()
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})["laredoute.flow"]
        self.env.invalidate_all()

    def run_due(self, *names):
        with self.scheduler() as flows:
            flows._run_due(names or None)

    def ran(self, *flows):
        """What :attr:`runs` should be after these flows ran."""
        return [(flow.account_id.id, flow.name) for flow in flows]
