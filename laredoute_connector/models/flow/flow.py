# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A record for each account and flow: when it is due, how far it came, how it went."""

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from ..common import MANAGER, check_role, notification
from .schedule import FLOWS, SENDING_PHASES, runs_in

#: scheduled actions that share the work: as many flows run at once, if Odoo has workers
WORKERS = 4
#: once is bad luck; what fails this often in a row is shown to a person
ALARM_AFTER = 2


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
            ("select_listings", "Select products"),
            ("check_listings", "Check listings"),
            ("look_again", "Look again at night"),
            ("fetch_images", "Fetch outside images"),
            ("send_products", "Send products"),
            ("send_offers", "Send offers"),
            ("fetch_orders", "Read orders"),
            ("sweep_orders", "Read the last days' orders again"),
            ("import_orders", "Import orders"),
            ("process_orders", "Process orders"),
            ("compare_orders", "Compare orders"),
            ("compare_waiting_orders", "Compare waiting orders"),
            ("compare_all_orders", "Compare all orders"),
            ("give_up_orders", "Give up what will not leave"),
            ("invoice_orders", "Invoice orders"),
            ("send_operations", "Send decisions and shipments"),
            ("follow_refunds", "Follow refunds"),
            ("register_payments", "Register payments"),
            ("collect_reports", "Collect reports"),
            ("apply_reports", "Apply reports"),
            ("clean_journal", "Clean the journal"),
        ],
        "Work",
        required=True,
        readonly=True,
    )
    due_at = fields.Datetime(
        "Due at", required=True, default=fields.Datetime.now, readonly=True
    )
    next_run_at = fields.Datetime(
        "Next Run",
        compute="_compute_next_run_at",
        compute_sudo=True,
        help="Empty while the account's phase or one of its switches stops this work.",
    )
    not_before = fields.Datetime(
        "Waits until",
        readonly=True,
        help="After a failure the work waits, or as long as La Redoute wants.",
    )
    watermark = fields.Datetime(
        "Read until",
        readonly=True,
        help="What changed before this moment was read, or looked at.",
    )
    failures = fields.Integer("Failures in a Row", readonly=True, aggregator=None)
    resting = fields.Json(
        readonly=True, help="What La Redoute may still be writing: what is seen of it."
    )
    stopped = fields.Boolean(
        readonly=True,
        help="The service it needs is not set up right: a person must fix it. It is "
        "tried again every hour, and as soon as the settings change.",
    )
    last_run_at = fields.Datetime("Last Run", readonly=True)
    last_success_at = fields.Datetime("Last Success", readonly=True)
    last_error = fields.Char(readonly=True)
    last_error_at = fields.Datetime(readonly=True)

    _once = models.Constraint(
        "UNIQUE(account_id, name)", "This account has this work already."
    )
    _by_due = models.Index("(due_at)")

    # ---------------------------------------------------------- compute methods
    @api.depends(
        *("due_at", "not_before"),
        *("account_id.phase", "account_id.active"),
        *(f"account_id.{work.switch}" for work in FLOWS.values() if work.switch),
    )
    def _compute_next_run_at(self):
        """When the scheduler runs it, see :mod:`.scheduler`."""
        wakes = self.env["laredoute.flow.wake"]._earliest(self)
        for flow in self:
            account, switch = flow.account_id, FLOWS[flow.name].switch
            runs = account.active and flow.name in runs_in(account.phase)
            if not runs or (switch and not account[switch]):
                flow.next_run_at = False
                continue
            due = min(flow.due_at, wakes.get(flow.id, flow.due_at))
            flow.next_run_at = max(due, flow.not_before or due)

    # ------------------------------------------------------------------- outcomes
    def _note_success(self):
        failed = self._is_failing()
        if self.failures or self.last_error or not self.last_success_at:
            self.write({"failures": 0, "stopped": False, "last_error": False})
        self.last_success_at = fields.Datetime.now()
        if failed:
            self._show_failing()

    def _note_failure(self, failure):
        """The work could not be done: it waits.

        :param failure: see :class:`~.failure.Failure`
        """
        self._note_error(failure)
        if failure.retry_at:
            self.write({"not_before": failure.retry_at, "due_at": failure.retry_at})

    def _note_error(self, failure):
        """Show what went wrong; pause the account where nothing works without a person.

        What else there is to do for the flow goes on. Where only one service does not
        work, the other flows do.
        """
        settings = failure.outcome == "settings"
        self._show_error(failure.message, stopped=settings and failure.apart)
        if failure.operation:
            limits = self.env["laredoute.call.limit"].sudo()
            limits._note(self.account_id, failure.operation, failure.retry_at)
        if settings and not failure.apart:
            account = self.account_id._in_its_company()
            account._pause_for_settings(failure.message)

    def _show_error(self, message, stopped=False):
        """Keep ``message``, a sentence for people, until a run has nothing to say.

        :param stopped: whether a person must fix the settings first
        """
        self.write(
            {
                "failures": self.failures + 1,
                "stopped": stopped,
                "last_error": message,
                "last_error_at": fields.Datetime.now(),
            }
        )
        if self._is_failing():
            self._show_failing()

    def _is_failing(self):
        """Whether a person must see it: it fails again and again, or needs one."""
        return self.stopped or self.failures >= ALARM_AFTER

    def _show_failing(self):
        """One activity of the account names the work that goes on failing.

        While the account is on pause, or to be confirmed, its activity says that.
        """
        account = self.account_id._in_its_company()
        if account.phase not in SENDING_PHASES:
            return
        flows = account.sudo().flow_ids.filtered(lambda flow: flow._is_failing())
        if flows:
            notes = [flow._describe_failure(account.env) for flow in flows]
            account._problem(Markup("<br/>").join(notes))
        else:
            account._problem_solved()

    def _describe_failure(self, env):
        """Return what a person reads of work that fails.

        :param env: environment whose language is used
        """
        labels = dict(self._fields["name"]._description_selection(env))
        work, error = labels[self.name], self.last_error or ""
        if self.stopped:
            return env._(
                "%(work)s stands still: %(error)s All other work goes on. Fix the "
                "settings: it is tried again at once, and every hour.",
                work=work,
                error=error,
            )
        return env._(
            "%(work)s failed %(times)s times in a row: %(error)s",
            work=work,
            times=self.failures,
            error=error,
        )

    def _try_stopped(self):
        """Run those that a wrong setting stopped: it may be right by now."""
        self.filtered("stopped")._run_soon()

    def _run_soon(self):
        """Wake these, however long they were to wait."""
        self.filtered("not_before").write({"not_before": False})
        for name, of_name in self.grouped("name").items():
            of_name.account_id._wake(name)

    @api.model
    def _complete(self, accounts):
        """Give accounts every flow there is: a new version may know more of them."""
        known = {
            account: set(account.sudo().flow_ids.mapped("name")) for account in accounts
        }
        self.sudo().create(
            [
                {"account_id": account.id, "name": name}
                for account in accounts
                for name in FLOWS
                if name not in known[account]
            ]
        )

    # ----------------------------------------------------------- action methods
    def action_run_now(self):
        """Queue these; they run within a minute, however long they were to wait.

        What La Redoute wants to be called less often waits all the same.

        :raises AccessError: for those who are no managers
        """
        check_role(self, MANAGER)
        idle = self.filtered(
            lambda flow: flow.name not in runs_in(flow.account_id.phase)
        )
        account = idle.account_id[:1]
        if account:
            raise UserError(
                self.env._(
                    "%s does not do this in its present phase: start the tests, resume "
                    "it, or confirm its database first.",
                    account.name,
                )
            )
        self.sudo()._run_soon()
        limited_until = self.env["laredoute.call.limit"]._limited_until(self.account_id)
        if limited_until:
            moment = format_datetime(self.env, limited_until, tz=self.env.user.tz)
            message = self.env._(
                "Queued. La Redoute wants to be called less often: what it limits "
                "waits until %s all the same.",
                moment,
            )
            return notification(message, "warning", reload=False)
        waits = self.env["laredoute.offer"]._waiting_note(
            self.filtered(lambda flow: flow.name == "send_offers").account_id[:1]
        )
        if waits:
            return notification(waits, "warning", reload=False)
        return notification(
            self.env._("Queued: it runs within a minute."), reload=False
        )


class LaredouteFlowWake(models.Model):
    """A wish that a flow runs sooner: only ever added, so that nobody waits for it.

    Without a foreign key: it would make the transaction of a user fail that began
    before the flow's last run, since each run changes the flow's row.
    """

    _name = "laredoute.flow.wake"
    _description = "Wake-up of La Redoute Work"
    _log_access = False
    _order = "id"

    flow_id = fields.Integer(required=True, index=True)
    at = fields.Datetime(required=True)

    @api.model
    def _earliest(self, flows):
        """Return {id of the flow: moment of its first wake-up}."""
        domain = [("flow_id", "in", flows.ids)]
        return dict(self._read_group(domain, ["flow_id"], ["at:min"]))

    @api.autovacuum
    def _gc_orphans(self):
        """Forget the wake-ups of accounts that were deleted."""
        self.search(
            [("flow_id", "not in", self.env["laredoute.flow"]._search([]))]
        ).unlink()
