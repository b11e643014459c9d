# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders that a person has read again: those of a period, or some by their numbers.

::

    queued ──▶ running ──▶ done
      ▲ │         │
      │ └────┬────┘
      │      ├──▶ cancelled ──┐
      │      └──▶ failed ─────┤
      └──────── go on ────────┘

It goes on where it stopped: its watermark says until when all is stored.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..common import MANAGER, USER, check_role

#: states in which an import has work before it
OPEN = ("queued", "running")
#: who may have what read
ROLES = {"period": MANAGER, "numbers": USER}
#: days after which an import that is over is deleted
KEPT = timedelta(days=180)


class LaredouteOrderImport(models.Model):
    _name = "laredoute.order.import"
    _description = "La Redoute Order Import"
    _inherit = ["laredoute.problem.mixin"]
    _order = "id desc"

    account_id = fields.Many2one(
        "laredoute.account",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    selected_by = fields.Selection(
        [("numbers", "By number"), ("period", "By date")],
        "Orders",
        required=True,
        readonly=True,
    )
    name = fields.Char(compute="_compute_name")
    since = fields.Datetime("From", required=True, readonly=True)
    until = fields.Datetime(required=True, readonly=True)
    state = fields.Selection(
        [
            ("queued", "Waiting"),
            ("running", "Running"),
            ("done", "Done"),
            ("failed", "Failed"),
            ("cancelled", "Stopped"),
        ],
        required=True,
        default="queued",
        readonly=True,
        index=True,
    )
    watermark = fields.Datetime(
        "Read until",
        readonly=True,
        help="What La Redoute changed before this moment is stored here.",
    )
    progress = fields.Float(compute="_compute_progress", aggregator=None)
    read_count = fields.Integer("Orders Read", readonly=True)
    new_count = fields.Integer("New Orders", readonly=True)
    changed_count = fields.Integer("Changed Orders", readonly=True)
    broken_count = fields.Integer(
        "Not Stored", readonly=True, help="Kept in the journal, each with its reason."
    )
    message = fields.Char("What Went Wrong", readonly=True)
    attempts = fields.Integer("Failures in a Row", readonly=True, aggregator=None)
    waits_for = fields.Char(compute="_compute_waits_for", compute_sudo=True)
    finished_at = fields.Datetime("Ended on", readonly=True)
    line_ids = fields.One2many(
        "laredoute.order.import.line", "import_id", "Numbers", readonly=True
    )
    missing_count = fields.Integer("Not Found", compute="_compute_missing_count")
    # what it reads, in one way only
    subject = fields.Char(required=True, readonly=True)

    _once = models.UniqueIndex(
        "(account_id, subject) WHERE state IN ('queued', 'running')",
        "The same orders are being read already.",
    )

    # ---------------------------------------------------------- compute methods
    @api.depends("selected_by", "since", "until", "line_ids.name")
    @api.depends_context("lang")
    def _compute_name(self):
        for one in self:
            numbers = one.line_ids.mapped("name")
            if len(numbers) == 1:
                one.name = numbers[0]
            elif one.selected_by == "numbers":
                one.name = self.env._("%s orders by number", len(numbers))
            else:
                one.name = self.env._(
                    "Orders from %(first)s to %(last)s",
                    first=one._day(one.since),
                    last=one._day(one.until - timedelta(seconds=1)),
                )

    def _day(self, moment):
        """Return the account's day of a moment, as people write it."""
        local = fields.Datetime.context_timestamp(
            self.with_context(tz=self.account_id.tz), moment
        )
        return format_date(self.env, local.date())

    @api.depends("state", "watermark", "since", "until")
    def _compute_progress(self):
        for one in self:
            whole = (one.until - one.since).total_seconds()
            read = ((one.watermark or one.since) - one.since).total_seconds()
            share = min(max(read / whole, 0), 1) if whole > 0 else 0
            one.progress = 100 if one.state == "done" else 100 * share

    @api.depends("line_ids.state")
    def _compute_missing_count(self):
        for one in self:
            missing = one.line_ids.filtered(lambda line: line.state == "missing")
            one.missing_count = len(missing)

    @api.depends("state", "account_id.phase", "account_id.switch_orders")
    def _compute_waits_for(self):
        """Say what keeps an import that is open from going on."""
        for one in self:
            flow = one.account_id._flow("import_orders")
            one.waits_for = False
            if one.state in OPEN and not flow.next_run_at:
                one.waits_for = self.env._(
                    "%s reads no orders at present: the import goes on once the "
                    "account works, and reads orders, again.",
                    one.account_id.name,
                )

    # ----------------------------------------------------------- action methods
    def action_stop(self):
        """Read no more; what was read stays."""
        self._check_role()
        for one in self.sudo().filtered(lambda each: each.state in OPEN):
            one.write({"state": "cancelled", "finished_at": fields.Datetime.now()})
            one._problem_solved()

    def action_go_on(self):
        """Go on where it stopped, or failed.

        :raises UserError: where the same is being read already
        """
        self._check_role()
        for one in self.sudo().filtered(lambda each: each.state not in (*OPEN, "done")):
            numbers = one._wanted()
            self.sudo()._check_alone(one.account_id, one.since, one.until, numbers)
            one.write(
                {
                    "state": "queued",
                    "message": False,
                    "attempts": 0,
                    "finished_at": False,
                }
            )
            one._problem_solved()
            one.account_id._wake("import_orders")

    def action_open_journal(self):
        """Open what could not be stored of this account's orders."""
        self.ensure_one()
        check_role(self, USER)
        action = self.env["ir.actions.actions"]._for_xml_id(
            "laredoute_connector.laredoute_exchange_action"
        )
        exchanges = self.env["laredoute.exchange"]
        failed = ("needs_person", "=", True)
        action["domain"] = [*exchanges._of_kind(self.account_id, "orders"), failed]
        return action

    # --------------------------------------------------------- business methods
    def _check_role(self):
        for one in self:
            check_role(one, ROLES[one.selected_by])

    @api.model
    def _check_alone(self, account, since, until, numbers):
        """Raise a UserError where another import reads some of the same.

        :param since: naive UTC moment
        :param until: naive UTC moment
        :param numbers: of what is to be found, as a set; empty: all of the period
        """
        selected_by = "numbers" if numbers else "period"
        others = self.search(
            [
                ("account_id", "=", account.id),
                ("selected_by", "=", selected_by),
                ("state", "in", OPEN),
                ("since", "<", until),
                ("until", ">", since),
            ]
        )
        for other in others:
            if not numbers or numbers & other._wanted():
                raise UserError(
                    self.env._(
                        "“%s” is being read already. Wait for its end, or stop it.",
                        other.name,
                    )
                )

    def _wanted(self):
        """Return the numbers that are still to be found, as a set."""
        waiting = self.line_ids.filtered(lambda line: line.state == "waiting")
        return set(waiting.mapped("name"))

    @api.autovacuum
    def _gc_over(self):
        """Delete what was over long ago."""
        over = [
            ("state", "not in", OPEN),
            ("finished_at", "<", fields.Datetime.now() - KEPT),
        ]
        self.search(over, limit=100).unlink()


class LaredouteOrderImportLine(models.Model):
    _name = "laredoute.order.import.line"
    _description = "Order Number to Import"
    _order = "id"

    import_id = fields.Many2one(
        "laredoute.order.import", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="import_id.company_id", store=True)
    name = fields.Char("Order Number", required=True, readonly=True)
    state = fields.Selection(
        [
            ("waiting", "To find"),
            ("found", "Found"),
            ("broken", "Not stored"),
            ("missing", "Not found"),
        ],
        required=True,
        default="waiting",
        readonly=True,
    )
    order_id = fields.Many2one("laredoute.order", readonly=True, ondelete="set null")
    order_status = fields.Selection(related="order_id.status")
    message = fields.Char("What to Do", compute="_compute_message")

    @api.depends("state", "order_id")
    @api.depends_context("lang")
    def _compute_message(self):
        for line in self:
            if line.state == "broken":
                line.message = self.env._(
                    "La Redoute sent it, and it cannot be read: the journal says why."
                )
            elif line.state == "missing" and line.order_id:
                line.message = self.env._(
                    "La Redoute does not show it any more. What it said last is kept."
                )
            elif line.state == "missing":
                line.message = self.env._(
                    "La Redoute shows no such order. Compare the number with La "
                    "Redoute's site; if it is there, inform La Redoute's support."
                )
            else:
                line.message = False
