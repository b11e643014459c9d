# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A restored database knows that it is one, and is silent until a person speaks.

Decisions, files and reports of the hours that are lost are known to La Redoute alone:
orders are read again at once, and nothing is sent, nor put away over there, before a
manager said that this database goes on.
"""

from odoo import api, fields, models
from odoo.tools.misc import format_datetime

from ..account.phase import ending_interrupted
from ..flow.schedule import FLOWS
from ..flow.work import commit, session_lock
from ..order.status import SHIPPED
from .identity import is_another, known_identity, note_identity, present_identity

#: flows that must have run since, for everything to be known
READING = ("fetch_orders", "sweep_orders")


class LaredouteRestoration(models.Model):
    _name = "laredoute.restoration"
    _description = "Restored Database"
    _order = "id desc"
    _rec_name = "account_id"

    account_id = fields.Many2one(
        "laredoute.account", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    found_at = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now
    )
    last_run_at = fields.Datetime(
        "Last Work before",
        readonly=True,
        help="What this database did last before it was restored, moved or copied.",
    )
    state = fields.Selection(
        [("open", "To Confirm"), ("goes_on", "Goes On"), ("copy", "Copy")],
        required=True,
        readonly=True,
        default="open",
    )
    answered_by_id = fields.Many2one("res.users", "Answered by", readonly=True)
    answered_at = fields.Datetime(readonly=True)
    reading = fields.Selection(
        [
            ("waits", "The account does not read"),
            ("under_way", "Under way"),
            ("failed", "Failed"),
            ("done", "Done"),
        ],
        "Reading of Orders",
        compute="_compute_found",
    )
    disagreement_count = fields.Integer("Orders that Differ", compute="_compute_found")
    operation_count = fields.Integer("Decisions to Send", compute="_compute_found")
    unseen_count = fields.Integer(
        "Shipped without a Sale Order", compute="_compute_found"
    )
    exchange_count = fields.Integer("Files without an Answer", compute="_compute_found")

    _once = models.UniqueIndex(
        "(account_id) WHERE state = 'open'", "It is to be confirmed already."
    )

    # ---------------------------------------------------------- compute methods
    @api.depends("state")
    def _compute_found(self):
        for each in self:
            each.reading = each._reading()
            for name, (model, domain) in each._found().items():
                each[f"{name}_count"] = self.env[model].search_count(domain)

    def _reading(self):
        """Return how far the orders of the lost hours are read."""
        account, found_at = self.account_id.sudo(), self.found_at
        flows = account.flow_ids.filtered(
            lambda flow: flow.name in READING and account[FLOWS[flow.name].switch]
        )
        read = flows.filtered(
            lambda flow: flow.last_success_at and flow.last_success_at >= found_at
        )
        if read == flows:
            return "done"
        if account.phase != "restored":
            return "waits"
        failed = (flows - read).filtered(
            lambda flow: flow.last_error and flow.last_error_at >= found_at
        )
        return "failed" if failed else "under_way"

    def _found(self):
        """Return {name: (model, domain)} of what a person looks at before answering."""
        self.ensure_one()
        of_account = ("account_id", "=", self.account_id.id)
        until = self.answered_at or fields.Datetime.now()
        return {
            "disagreement": (
                "laredoute.order",
                [of_account, ("agreement", "in", ("warning", "error"))],
            ),
            "operation": (
                "laredoute.operation",
                [of_account, ("state", "=", "queued")],
            ),
            "unseen": (
                "laredoute.order",
                [
                    of_account,
                    ("create_date", ">=", self.found_at),
                    ("create_date", "<=", until),
                    ("sale_order_id", "=", False),
                    ("line_ids.status", "in", SHIPPED),
                ],
            ),
            "exchange": (
                "laredoute.exchange",
                [
                    of_account,
                    ("direction", "=", "out"),
                    ("state", "in", ("sending", "sent", "unknown")),
                ],
            ),
        }

    # ------------------------------------------------------------------ detection
    @api.model
    def _look(self):
        """Look whether this is the database that worked here last.

        :return: False when another process looks at this very moment: then nothing may
            be sent yet
        """
        present, known = present_identity(self.env), known_identity(self.env)
        if known and known == present.with_known(known):
            return True
        with session_lock(self.env, "laredoute.restoration") as taken:
            if not taken:
                return not known
            commit(self.env)
            self.env.invalidate_all()
            known = known_identity(self.env)
            if known:
                present = present.with_known(known)
                self._compare(known, present)
            note_identity(self.env, present)
            commit(self.env)
        return True

    @api.model
    def _compare(self, known, present):
        flows = self.env["laredoute.flow"].search([("last_run_at", "!=", False)])
        last = max(flows.mapped("last_run_at"), default=None)
        if is_another(known, present, last):
            self._hold(flows.account_id, last)

    @api.model
    def _hold(self, accounts, last_run_at):
        """Have accounts read, and send nothing before a person answered.

        Those that do not work now are held when they start or resume.
        """
        self.search(
            [("account_id", "in", accounts.ids), ("state", "=", "open")]
        ).unlink()
        for account in accounts:
            self.create({"account_id": account.id, "last_run_at": last_run_at})
            if account.phase not in ("setup", "paused"):
                before = account.phase
                if before in ("ending", "restored"):
                    before = account.phase_before_pause
                self._begin(account._in_its_company(), before)

    @api.model
    def _begin(self, account, before):
        """Have an account read only.

        :param before: the phase to which it goes on afterwards
        """
        env = account.env
        last = self._last(account).last_run_at
        interrupted = account.phase == "ending"
        reason = env._(
            "This database was restored, moved or copied: its last work for La Redoute "
            "was done on %s. Orders are read; nothing is sent until a La Redoute "
            "manager says whether this database goes on.",
            format_datetime(env, last, tz=account.tz, dt_format="short")
            if last
            else "–",
        )
        if interrupted:
            reason = f"{reason} {ending_interrupted(env)}"
        account.write(
            {
                "phase_before_pause": before,
                "phase": "restored",
                "paused_reason": reason,
            }
        )
        account._problem(reason)
        reading = account.sudo().flow_ids.filtered(lambda flow: flow.name in READING)
        reading._run_soon()

    @api.model
    def _last(self, account):
        return self.sudo().search([("account_id", "=", account.id)], limit=1)

    @api.model
    def _holds(self, account, phase):
        """Hold an account that starts or resumes, where a person must answer first.

        :param phase: to which it wants to go
        :return: whether it is held
        """
        last = self._last(account)
        if last.state not in ("open", "copy"):
            return False
        # whoever said that it is a copy may think again
        last.state = "open"
        self._begin(account, phase)
        return True
