# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The scheduled work of all accounts: what has been due longest runs first.

One record for each account and flow says when it is due, how far it came and how it
went. Several scheduled actions do the same: take what is due longest and nobody else is
at, run it, commit, and go on until the time is over. So no shop holds another one for
longer than its own turn, and what is cut goes on where it stopped.
"""

import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from ..common import notification
from .failure import classify_error, log_bug
from .schedule import FLOWS, WORKING_PHASES, next_due
from .work import commit, session_lock

_logger = logging.getLogger(__name__)

#: scheduled actions that share the work: as many flows run at once, if Odoo has workers
WORKERS = 4
#: due since, of flows that may run now; a wake-up counts, a wait wins over both
_DUE = """
SELECT flow.id
  FROM laredoute_flow flow
  JOIN laredoute_account account ON account.id = flow.account_id
  LEFT JOIN (SELECT flow_id, MIN(at) AS at
               FROM laredoute_flow_wake
              GROUP BY flow_id) wake ON wake.flow_id = flow.id
 WHERE account.active AND account.phase IN %(phases)s
   AND flow.name IN %(names)s AND NOT flow.id = ANY(%(left_out)s)
   AND (%(switches)s)
   AND GREATEST(LEAST(flow.due_at, wake.at), flow.not_before) <= %(now)s
 ORDER BY GREATEST(LEAST(flow.due_at, wake.at), flow.not_before), flow.id
"""


class LaredouteFlow(models.Model):
    _name = "laredoute.flow"
    _description = "La Redoute Scheduled Work"
    _order = "account_id, id"
    _rec_name = "name"

    account_id = fields.Many2one(
        "laredoute.account", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    name = fields.Selection(
        [
            ("check_listings", "Check listings"),
            ("fetch_images", "Fetch outside images"),
            ("send_products", "Send products"),
            ("send_offers", "Send offers"),
            ("fetch_orders", "Read orders"),
            ("sweep_orders", "Read the last days' orders again"),
            ("process_orders", "Process orders"),
            ("send_operations", "Send decisions and shipments"),
            ("collect_reports", "Collect reports"),
            ("apply_reports", "Apply reports"),
            ("clean_journal", "Clean the journal"),
        ],
        "Work",
        required=True,
        readonly=True,
    )
    due_at = fields.Datetime(
        "Next Run", required=True, default=fields.Datetime.now, readonly=True
    )
    not_before = fields.Datetime(
        "Waits until",
        readonly=True,
        help="After a failure the work waits, or as long as La Redoute wants.",
    )
    watermark = fields.Datetime(
        "Read until",
        readonly=True,
        help="What La Redoute changed before this moment is stored here.",
    )
    failures = fields.Integer("Failures in a Row", readonly=True)
    last_run_at = fields.Datetime("Last Run", readonly=True)
    last_success_at = fields.Datetime("Last Success", readonly=True)
    last_error = fields.Char(readonly=True)
    last_error_at = fields.Datetime(readonly=True)

    _once = models.Constraint(
        "UNIQUE(account_id, name)", "This account has this work already."
    )
    _by_due = models.Index("(due_at)")

    # -------------------------------------------------------------------- running
    @api.model
    def _run_due(self, names=None):
        """Run what is due, longest first, until nothing is or the time is over.

        :param names: only these flows; all of them when not given
        """
        seconds, tried = commit(self.env), set()
        while seconds and (flow := self._due(names, tried)[:1]):
            tried.add(flow.id)
            if not flow._run():
                # it answers none of its flows: one time-out a round is enough
                tried.update(flow._of_the_same_server().ids)
            left = len(self._due(names, tried))
            seconds = self.env["ir.cron"]._commit_progress(1, remaining=left)
            self.env.invalidate_all()

    @api.model
    def _due(self, names=None, left_out=()):
        """Flows that are due now and have not been tried in this run, longest first."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                _DUE,
                phases=WORKING_PHASES,
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
            return not failure or failure.outcome != "retry"

    def _begin(self, work):
        """Note that it runs now; wake-ups that come from here on count again."""
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
        self.write({"due_at": due, "last_run_at": now, "not_before": False})
        commit(self.env)

    def _run_guarded(self, work):
        account = self.account_id._in_its_company()
        failures = self.failures
        try:
            run = getattr(account.env.get(work.model, account), work.method, None)
            if run is None:
                account._run_legacy(self.name)
            else:
                run(account)
            if self.failures == failures:
                self._note_success()
            commit(self.env)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            # somebody changed the same rows: the next run, which is soon even for a
            # daily flow, sees them as they are then
            self.env.cr.rollback()
            account._wake(self.name, fields.Datetime.now() + timedelta(minutes=1))
        except Exception as error:  # noqa: BLE001 - it stops only itself
            self.env.cr.rollback()
            failure = classify_error(account.env, error, self.failures + 1)
            if failure.outcome == "bug":
                log_bug(f"La Redoute account {account.id}: {self.name}", error)
            self._note_failure(failure)
            commit(self.env)
            return failure
        return None

    # ------------------------------------------------------------------- outcomes
    def _note_success(self):
        if self.failures or self.last_error or not self.last_success_at:
            self.write({"failures": 0, "last_error": False})
        self.last_success_at = fields.Datetime.now()

    def _note_failure(self, failure):
        """The work could not be done: it waits.

        :param failure: see :class:`~.failure.Failure`
        """
        self._note_error(failure)
        if failure.retry_at:
            self.write({"not_before": failure.retry_at, "due_at": failure.retry_at})

    def _note_error(self, failure):
        """Show what went wrong; pause the account where nothing works without a person.

        What else there is to do for the flow goes on.
        """
        self._show_error(failure.message)
        if failure.operation:
            limits = self.env["laredoute.call.limit"].sudo()
            limits._note(self.account_id, failure.operation, failure.retry_at)
        if failure.outcome == "settings":
            self.account_id._pause_for_settings(failure.message)

    def _show_error(self, message):
        """Keep ``message``, a sentence for people, until a run has nothing to say."""
        self.write(
            {
                "failures": self.failures + 1,
                "last_error": message,
                "last_error_at": fields.Datetime.now(),
            }
        )

    def _of_the_same_server(self):
        """Flows of this account that talk to La Redoute."""
        talking = [name for name, work in FLOWS.items() if work.service]
        domain = [("account_id", "=", self.account_id.id), ("name", "in", talking)]
        return self.search(domain)

    # ----------------------------------------------------------- action methods
    def action_run_now(self):
        """Queue these; they run within a minute, however long they were to wait."""
        self.check_access("read")
        account = self.account_id.filtered(
            lambda account: account.phase not in WORKING_PHASES
        )[:1]
        if account:
            raise UserError(
                self.env._(
                    "%s does not talk to La Redoute in its present phase: start the "
                    "tests or resume it first.",
                    account.name,
                )
            )
        flows = self.sudo()
        flows.write({"not_before": False})
        for name, of_name in flows.grouped("name").items():
            of_name.account_id._wake(name)
        return notification(
            self.env._("Queued: it runs within a minute."), reload=False
        )


class LaredouteFlowWake(models.Model):
    """A wish that a flow runs sooner: only ever added, so that nobody waits for it."""

    _name = "laredoute.flow.wake"
    _description = "Wake-up of La Redoute Work"
    _log_access = False
    _order = "id"

    flow_id = fields.Many2one(
        "laredoute.flow", required=True, index=True, ondelete="cascade"
    )
    at = fields.Datetime(required=True)
