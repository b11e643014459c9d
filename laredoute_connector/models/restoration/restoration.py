# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A restored database knows that it is one, and is silent until a person speaks.

Decisions, files and reports of the hours that are lost are known to La Redoute alone:
orders are read again at once, and nothing is sent, nor put away over there, before a
manager said that this database goes on.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.misc import format_datetime

from ..common import KNOWN_STATES, MANAGER, check_role
from ..flow.schedule import SENDING_PHASES
from ..flow.work import commit, session_lock
from ..order.status import OPEN
from .identity import is_another, known_identity, note_identity, present_identity

#: flows that must have run since, for everything to be known
READING = ("fetch_orders", "sweep_orders")
#: what La Redoute was sent last is not known any more: everything goes again
_FORGET_SENT = """
UPDATE laredoute_listing
   SET offer_sent = NULL, offer_accepted = NULL, offer_refused = NULL,
       product_sent = NULL
 WHERE account_id = %s AND state IN %s
RETURNING id
"""


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
    orders_read = fields.Boolean(compute="_compute_found")
    disagreement_count = fields.Integer(compute="_compute_found")
    operation_count = fields.Integer(
        "Decisions to Send",
        compute="_compute_found",
    )
    unseen_count = fields.Integer(
        "Shipped without a Sale Order",
        compute="_compute_found",
    )
    exchange_count = fields.Integer("Files without an Answer", compute="_compute_found")

    _once = models.UniqueIndex(
        "(account_id) WHERE state = 'open'", "It is to be confirmed already."
    )

    # ---------------------------------------------------------- compute methods
    @api.depends("state")
    def _compute_found(self):
        for each in self:
            account = each.account_id
            flows = account.sudo().flow_ids.filtered(lambda flow: flow.name in READING)
            each.orders_read = all(
                flow.last_success_at and flow.last_success_at >= each.found_at
                for flow in flows
            )
            for name, (model, domain) in each._found().items():
                each[f"{name}_count"] = self.env[model].search_count(domain)

    def _found(self):
        """Return {name: (model, domain)} of what a person looks at before answering."""
        self.ensure_one()
        of_account = ("account_id", "=", self.account_id.id)
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
                    ("sale_order_id", "=", False),
                    ("line_ids.status", "not in", OPEN),
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
        present = present_identity(self.env)
        if known_identity(self.env) == present:
            return True
        known = known_identity(self.env)
        with session_lock(self.env, "laredoute.restoration") as taken:
            if not taken:
                return not known
            commit(self.env)
            self.env.invalidate_all()
            known = known_identity(self.env)
            if known and known != present:
                self._compare(known, present)
            note_identity(self.env, present)
            commit(self.env)
        return True

    @api.model
    def _compare(self, known, present):
        accounts = self.env["laredoute.account"].search(
            [("phase", "in", (*SENDING_PHASES, "paused"))]
        )
        flows = accounts.flow_ids.filtered("last_run_at")
        last = max(flows.mapped("last_run_at"), default=None)
        if is_another(known, present, last):
            self._hold(accounts, last)

    @api.model
    def _hold(self, accounts, last_run_at):
        """Have accounts read, and send nothing before a person answered."""
        self.search(
            [("account_id", "in", accounts.ids), ("state", "=", "open")]
        ).unlink()
        for account in accounts:
            account = account._in_its_company()
            env = account.env
            self.create({"account_id": account.id, "last_run_at": last_run_at})
            if account.phase == "paused":
                continue
            moment = last_run_at and format_datetime(env, last_run_at, tz=account.tz)
            reason = env._(
                "This database was restored, moved or copied: its last work for La "
                "Redoute was done on %s. Orders are read; nothing is sent until a La "
                "Redoute manager says whether this database goes on.",
                moment or "–",
            )
            account.write(
                {
                    "phase_before_pause": account.phase,
                    "phase": "restored",
                    "paused_reason": reason,
                }
            )
            account._problem(reason)
            for name in READING:
                account._wake(name)

    @api.model
    def _held(self, account):
        """Return why an account may not send yet, False where it may."""
        domain = [("account_id", "=", account.id), ("state", "=", "open")]
        return bool(self.sudo().search_count(domain, limit=1)) and self.env._(
            "This database was restored, moved or copied. Orders are read; nothing is "
            "sent until a La Redoute manager says whether this database goes on."
        )

    # ------------------------------------------------------------------- answers
    def action_go_on(self):
        """This database goes on: bring it into agreement, then send again.

        :raises UserError: while the orders of the lost hours are not read
        """
        check_role(self, MANAGER)
        for each in self.filtered(lambda each: each.state == "open"):
            account = each.account_id
            if account.phase == "restored" and not each.orders_read:
                raise UserError(
                    self.env._(
                        "The orders of %s are not all read yet. They are read within "
                        "minutes; what holds it up is shown under Health.",
                        account.name,
                    )
                )
            each._answer("goes_on")
            operations = self.env["laredoute.operation"].sudo()
            operations.search(
                [
                    ("account_id", "=", account.id),
                    ("state", "in", ("queued", "unknown")),
                ]
            )._compare_with_line()
            each._forget_sent()
            if account.phase == "restored":
                account.action_resume()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def action_copy(self):
        """This database is a copy: it must never talk to La Redoute again."""
        check_role(self, MANAGER)
        for each in self.filtered(lambda each: each.state == "open"):
            each._answer("copy")
            each.account_id._pause(
                self.env._(
                    "%s said that this database is a copy. Another one talks to La "
                    "Redoute: do not resume.",
                    self.env.user.name,
                )
            )
            each.account_id._problem_solved()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _answer(self, state):
        self.sudo().write(
            {
                "state": state,
                "answered_by_id": self.env.uid,
                "answered_at": fields.Datetime.now(),
            }
        )

    def _forget_sent(self):
        """Nobody knows what La Redoute was sent meanwhile: send all of it again."""
        self.ensure_one()
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(_FORGET_SENT, self.account_id.id, KNOWN_STATES)
        )
        listings = self.env["laredoute.listing"].browse(number for (number,) in rows)
        listings.invalidate_model()
        listings._invalidate_these()

    def action_open(self):
        """Open what was found: ``name`` of :meth:`_found` stands in the context."""
        self.ensure_one()
        model, domain = self._found()[self.env.context["found"]]
        return {
            "type": "ir.actions.act_window",
            "name": self.env[model]._description,
            "res_model": model,
            "view_mode": "list,form",
            "domain": domain,
        }
