# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The scheduled work of all accounts: what has been due longest runs first.

Several scheduled actions do the same: take what is due longest and nobody else is at,
run it, commit, and go on until the time is over. So no shop holds another one for
longer than its own turn, and what is cut goes on where it stopped.
"""

from contextlib import suppress
from datetime import timedelta
from functools import partial

import psycopg2

from odoo import SUPERUSER_ID, api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from .clock import put_right
from .failure import classify_error, log_bug
from .schedule import FLOWS, SENDING_PHASES, WORKING_PHASES, next_due, runs_in
from .work import commit, session_lock

#: after which a flow whose process died is due again
AFTER_A_CRASH = timedelta(minutes=15)
#: what is to be tried later although the server is well
ANSWERED = ("own_limit", "too_many_requests")
#: due since, of flows that may run now; a wake-up counts, a wait wins over both
_DUE = """
SELECT flow.id
  FROM laredoute_flow flow
  JOIN laredoute_account account ON account.id = flow.account_id
  LEFT JOIN (SELECT flow_id, MIN(at) AS at
               FROM laredoute_flow_wake
              GROUP BY flow_id) wake ON wake.flow_id = flow.id
 WHERE account.active
   AND (account.phase IN %(sending)s
        OR account.phase IN %(phases)s AND flow.name IN %(reading)s)
   AND flow.name IN %(names)s AND NOT flow.id = ANY(%(left_out)s)
   AND (%(switches)s)
   AND GREATEST(LEAST(flow.due_at, wake.at), flow.not_before) <= %(now)s
 ORDER BY GREATEST(LEAST(flow.due_at, wake.at), flow.not_before), flow.id
"""


class LaredouteFlow(models.Model):
    _inherit = "laredoute.flow"

    # -------------------------------------------------------------------- running
    @api.model
    def _run_due(self, names=None):
        """Run what is due, longest first, until nothing is or the time is over.

        :param names: only these flows; all of them when not given
        """
        seconds, tried = commit(self.env), set()
        cron = self.env["ir.cron"]
        if not self.env["laredoute.restoration"]._look():
            return
        put_right(self.env)
        due = self._due(names, tried)
        while due and seconds:
            flow = due[0]
            tried.add(flow.id)
            if not flow._run():
                # it answers none of its flows: one time-out a round is enough
                tried.update(flow._neighbours().ids)
            due = self._due(names, tried)
            seconds = cron._commit_progress(1, remaining=len(due))
            self.env.invalidate_all()
        if due:
            # without a word of what is left, and of this, Odoo would idle for a minute
            self._trigger_worker()
            cron._commit_progress(0, remaining=len(due))

    @api.model
    def _due(self, names=None, left_out=()):
        """Flows that are due now and have not been tried in this run, longest first."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                _DUE,
                sending=SENDING_PHASES,
                phases=WORKING_PHASES,
                reading=runs_in("restored"),
                names=tuple(names or FLOWS),
                left_out=list(left_out),
                switches=self._switches_on(),
                now=fields.Datetime.now(),
            )
        )
        return self.browse(number for (number,) in rows)

    @api.model
    def _switches_on(self):
        """SQL: whether the account's switch of the flow, if any, is on."""
        by_switch = {}
        for name, work in FLOWS.items():
            by_switch.setdefault(work.switch, []).append(name)
        terms = [
            SQL(
                "flow.name IN %s AND %s",
                tuple(names),
                SQL.identifier("account", switch) if switch else SQL("TRUE"),
            )
            for switch, names in by_switch.items()
        ]
        return SQL(" OR ").join(terms)

    def _run(self):
        """Run this flow, unless another process is at it; a failure ends only this.

        :return: False when La Redoute could not be reached
        """
        self.ensure_one()
        work = FLOWS[self.name]
        lock = f"laredoute.flow:{self.account_id.id}:{work.lock or self.name}"
        try:
            with session_lock(self.env, lock) as taken:
                if not taken:
                    return True
                # what the last holder of the lock wrote must be seen
                commit(self.env)
                self.env.invalidate_all()
                if not self._due([self.name]) & self:
                    return True
                self._begin(work)
                failure = self._run_guarded(work)
            if failure and _is_deaf(failure):
                self._neighbours()._go_to_the_end()
                return False
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            # somebody changed the same flow at this very moment: it is due still
            self.env.cr.rollback()
        return True

    def _begin(self, work):
        """Note that it runs now; wake-ups that come from here on count again.

        Should the process die, the flow is due again soon, be it a daily one.
        """
        now = fields.Datetime.now()
        self.env.execute_query(
            SQL(
                "DELETE FROM laredoute_flow_wake WHERE flow_id = %s AND at <= %s"
                " RETURNING id",
                self.id,
                now,
            )
        )
        due = next_due(work, now, self.account_id.tz)
        again = min(due, now + AFTER_A_CRASH)
        self.write({"due_at": again, "last_run_at": now, "not_before": False})
        commit(self.env)

    def _run_guarded(self, work):
        account = self.account_id._in_its_company()
        failures = self.failures
        try:
            getattr(account.env[work.model], work.method)(account)
            self._set_due(work)
            if self.failures == failures:
                self._note_success()
            commit(self.env)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            # somebody changed the same rows: the next run, which is soon even for a
            # daily flow, sees them as they are then
            self.env.cr.rollback()
            account._wake(self.name, fields.Datetime.now() + timedelta(minutes=1))
            commit(self.env)
        except Exception as error:  # noqa: BLE001 - it stops only itself
            self.env.cr.rollback()
            failure = classify_error(account.env, error, self.failures + 1)
            if failure.outcome == "bug":
                log_bug(f"La Redoute account {account.id}: {self.name}", error)
            self._set_due(work)
            self._note_failure(failure)
            commit(self.env)
            return failure
        return None

    def _set_due(self, work):
        """Set when a daily flow runs again, unless the run itself said so."""
        due = next_due(work, self.last_run_at, self.account_id.tz)
        if self.due_at == min(due, self.last_run_at + AFTER_A_CRASH):
            self.due_at = due

    @api.model
    def _trigger_worker(self):
        """Have Odoo call the scheduler now; without this it does within a minute.

        After the commit and in a transaction of its own: the foreign key of a trigger
        makes a transaction fail that began before the scheduler's last run, and a
        person's work must not be done again for our sake.
        """
        after = self.env.cr.postcommit
        if "laredoute_worker" not in after.data:
            after.data["laredoute_worker"] = True
            after.add(partial(_trigger, self.env.registry))

    # --------------------------------------------------------- one that is deaf
    def _neighbours(self):
        """What else the account of this flow has to say to La Redoute."""
        talking = [name for name, work in FLOWS.items() if work.talks]
        domain = [("account_id", "=", self.account_id.id), ("name", "in", talking)]
        return self.search(domain) - self

    def _go_to_the_end(self):
        """Queue behind all others: each would take a time-out that all wait for."""
        self.env.execute_query(
            SQL(
                """
                WITH woken AS (
                    DELETE FROM laredoute_flow_wake
                     WHERE flow_id = ANY(%(flows)s) AND at <= %(now)s
                    RETURNING flow_id)
                UPDATE laredoute_flow SET due_at = %(now)s
                 WHERE id = ANY(%(flows)s)
                   AND (due_at <= %(now)s OR id IN (SELECT flow_id FROM woken))
                RETURNING id
                """,
                flows=self.ids,
                now=fields.Datetime.now(),
            )
        )
        commit(self.env)
        self.env.invalidate_all()


def _is_deaf(failure):
    """Whether the server that all flows but a few talk to cannot be reached.

    :param failure: :class:`~.failure.Failure`
    """
    unreachable = failure.outcome == "retry" and failure.code not in ANSWERED
    return unreachable and not failure.apart


def _trigger(registry):
    # whoever keeps the scheduled action's row only delays this by a minute
    with suppress(psycopg2.Error), registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        # while the addon is installed, its products come before its workers
        if worker := env.ref("laredoute_connector.ir_cron_flows_1", False):
            worker._trigger()
