# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A payout: what La Redoute pays for a period, amount by amount, and its entries.

::

    draft ──post──▶ posted ──its bank item is reconciled──▶ settled
      │  ▲             │
      │  └──set back───┘
      └──cancel──▶ cancelled
"""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..common import cents
from .settlement_line import OF_ORDERS


class LaredouteSettlement(models.Model):
    _name = "laredoute.settlement"
    _description = "La Redoute Payout"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _check_company_auto = True
    _order = "date desc, id desc"

    name = fields.Char("Reference", required=True, tracking=True)
    # whoever keeps the books knows shops by their books, and sees no account
    books_settings_id = fields.Many2one(
        "laredoute.books.settings",
        "Shop",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_shop(),
    )
    account_id = fields.Many2one(
        "laredoute.account",
        compute="_compute_account_id",
        compute_sudo=True,
        store=True,
        index=True,
    )
    company_id = fields.Many2one(related="books_settings_id.company_id", store=True)
    # La Redoute pays in euros, whatever the company's currency is
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.ref("base.EUR"),
        readonly=True,
    )
    date = fields.Date(
        "Payout Day", required=True, default=fields.Date.context_today, tracking=True
    )
    date_from = fields.Date("From")
    date_to = fields.Date("Until")
    total = fields.Monetary(
        "Payout", tracking=True, help="What La Redoute says that it transfers."
    )
    line_ids = fields.One2many("laredoute.settlement.line", "settlement_id")
    line_total = fields.Monetary("Sum of the Lines", compute="_compute_sums")
    difference = fields.Monetary(
        compute="_compute_sums", help="The payout less the sum of its lines."
    )
    sales_total = fields.Monetary("Sales less Refunds", compute="_compute_sums")
    kept_total = fields.Monetary("Kept by La Redoute", compute="_compute_sums")
    problem_count = fields.Integer("Lines to Look at", compute="_compute_sums")
    # as drawn above; *settled* follows the bank item by itself
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("posted", "Posted"),
            ("settled", "In the Bank"),
            ("cancelled", "Cancelled"),
        ],
        compute="_compute_state",
        store=True,
        readonly=True,
        default="draft",
        tracking=True,
        index=True,
    )
    move_id = fields.Many2one(
        "account.move", "Payout Entry", readonly=True, copy=False, check_company=True
    )
    bill_id = fields.Many2one(
        "account.move",
        "La Redoute's Bill",
        readonly=True,
        copy=False,
        check_company=True,
    )
    bank_item_id = fields.Many2one(
        "account.move.line", readonly=True, copy=False, help="What the bank settles."
    )
    cancelled = fields.Boolean(readonly=True, copy=False)
    taken_out = fields.Boolean(
        compute="_compute_taken_out",
        help="Somebody took its bill or its entry out of the books.",
    )

    _once = models.Constraint(
        "UNIQUE(books_settings_id, name)",
        "This shop has a payout of this reference already.",
    )

    # ---------------------------------------------------------- compute methods
    @api.depends("line_ids.amount", "line_ids.kind", "line_ids.is_open", "total")
    def _compute_sums(self):
        lines = self.env["laredoute.settlement.line"]
        found = {
            (settlement, kind): amount
            for settlement, kind, amount in lines._read_group(
                [("settlement_id", "in", self.ids)],
                ["settlement_id", "kind"],
                ["amount:sum"],
            )
        }
        problems = dict(
            lines._read_group(
                [("settlement_id", "in", self.ids), ("is_open", "=", True)],
                ["settlement_id"],
                ["__count"],
            )
        )
        for one in self:
            sums = {
                kind: cents(each) for (its, kind), each in found.items() if its == one
            }
            whole = sum(sums.values(), cents(0))
            sales = sum(
                (sums.get(kind, cents(0)) for kind in OF_ORDERS),
                cents(0),
            )
            one.line_total = float(whole)
            one.difference = float(cents(one.total) - whole)
            one.sales_total = float(sales)
            one.kept_total = float(whole - sales)
            one.problem_count = problems.get(one, 0)

    @api.model
    def _default_shop(self):
        """The only one that is not archived, where there is one."""
        # whoever keeps the books sees no account
        shops = self.env["laredoute.books.settings"].sudo()
        found = shops.search(
            [
                ("company_id", "in", self.env.companies.ids),
                ("account_ids.active", "=", True),
            ],
            limit=2,
        )
        return found.id if len(found) == 1 else False

    @api.depends("books_settings_id")
    def _compute_account_id(self):
        for one in self:
            one.account_id = one.books_settings_id.account_ids[:1]

    @api.depends(
        *("cancelled", "move_id.state", "move_id.reversal_move_ids.state"),
        "bank_item_id.amount_residual_currency",
    )
    def _compute_state(self):
        for one in self:
            entry, item = one.sudo().move_id, one.sudo().bank_item_id
            if one.cancelled:
                one.state = "cancelled"
            elif not entry:
                one.state = "draft"
            else:
                # what a reversal settles is in no bank
                in_bank = item.reconciled and not entry.reversal_move_ids
                in_bank = in_bank and entry.state == "posted"
                one.state = "settled" if in_bank else "posted"

    @api.depends("move_id.state", "bill_id.state", "move_id.reversal_move_ids")
    def _compute_taken_out(self):
        for one in self:
            moves = one.sudo().move_id | one.sudo().bill_id
            one.taken_out = bool(
                set(moves.mapped("state")) - {"posted"} or moves.reversal_move_ids
            )

    # ------------------------------------------------------------- CRUD methods
    def write(self, vals):
        if vals.keys() & {"books_settings_id", "total", "date", "name"}:
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        self._check_draft()

    # ----------------------------------------------------------- action methods
    def action_match(self):
        """Find the orders of the lines, and what does not fit."""
        self._check_keeper()
        self._check_draft()
        for one in self.sudo():
            self.env["laredoute.settlement.match"].sudo()._match(one)

    def action_post(self):
        """Make and post the bill and the entry of payouts that add up."""
        self._check_keeper()
        self._check_draft()
        self.env["account.move"].check_access("create")
        for one in self:
            one.action_match()
            one._check_adds_up()
            self.env["laredoute.settlement.post"]._post_settlement(one)

    def action_set_back(self):
        """Take the bill and the entry back, to correct the payout."""
        self._check_keeper()
        self.env["account.move"].check_access("write")
        for one in self:
            if one.state not in ("posted", "settled"):
                continue
            if one.state == "settled":
                raise UserError(
                    self.env._(
                        "%s is in the bank: undo the reconciliation of its bank item "
                        "first.",
                        one.name,
                    )
                )
            self.env["laredoute.settlement.post"]._take_back(one)

    def action_cancel(self):
        self._check_keeper()
        self._check_draft()
        self.sudo().cancelled = True

    def action_reopen(self):
        self._check_keeper()
        self.sudo().cancelled = False

    def action_open_problems(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "laredoute_connector.laredoute_settlement_line_action"
        )
        action["domain"] = [("settlement_id", "=", self.id), ("is_open", "=", True)]
        return action

    def action_open_bill(self):
        return self._open_move(self.bill_id)

    def action_open_entry(self):
        return self._open_move(self.move_id)

    def _open_move(self, move):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": move.id,
            "view_mode": "form",
        }

    def action_accept_all(self):
        """Answer for all lines that do not match."""
        self.line_ids.filtered("is_open").action_accept()
