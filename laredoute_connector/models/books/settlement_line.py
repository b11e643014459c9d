# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One amount of a payout, and what it belongs to."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: what La Redoute states in a payout
KINDS = [
    ("sale", "Sale"),
    ("delivery", "Delivery Fee"),
    ("refund", "Refund"),
    ("commission", "Commission"),
    ("commission_vat", "VAT on Commission"),
    ("commission_refund", "Commission Given Back"),
    ("fee", "Fee"),
    ("penalty", "Penalty"),
    ("correction", "Correction"),
    ("other", "Other"),
]
#: what La Redoute owes of an order, and takes back of it
OF_ORDERS = ("sale", "delivery", "refund")
VAT = ("commission_vat",)
#: what La Redoute says of an amount
SAID = {"kind", "amount", "order_ref", "line_ref", "order_id"}
#: the problem of a row of a statement that cannot be read
UNREAD = "unread"
#: problems of one line alone: an answer for it changes the sums of its order
OWN = (UNREAD, "doubled")
#: what proves that La Redoute paid
PAYING = ("sale",)
#: of each line of an order once: the same amount again is one too many
ONCE = ("sale", "delivery", "commission", "commission_vat")
#: of orders where they name one
CORRECTING = ("correction",)
#: what La Redoute keeps of a sale, and what of that it gives back
COMMISSION = ("commission", "commission_refund")
#: that bear VAT, on La Redoute's bill
BILLED = (*COMMISSION, "fee")


class LaredouteSettlementLine(models.Model):
    _name = "laredoute.settlement.line"
    _description = "La Redoute Payout Line"
    _check_company_auto = True
    _order = "settlement_id, row, id"

    settlement_id = fields.Many2one(
        "laredoute.settlement", required=True, index=True, ondelete="cascade"
    )
    account_id = fields.Many2one(related="settlement_id.account_id", store=True)
    company_id = fields.Many2one(related="settlement_id.company_id", store=True)
    currency_id = fields.Many2one(related="settlement_id.currency_id")
    row = fields.Integer("Row in the File", readonly=True)
    kind = fields.Selection(KINDS, required=True, default="sale")
    amount = fields.Monetary(
        required=True, help="Above 0: owed to you. Below 0: kept by La Redoute."
    )
    date = fields.Date()
    order_ref = fields.Char("Order Number")
    line_ref = fields.Char("Line Number")
    label = fields.Char()
    order_id = fields.Many2one(
        "laredoute.order",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('account_id', '=', account_id)]",
    )
    # who writes it: the matching; a person answers for what does not match (accepted)
    problem = fields.Selection(
        [
            (UNREAD, "Cannot be read"),
            ("unknown", "No such order"),
            ("foreign", "Another shop's order"),
            ("before", "Paid before payments were registered"),
            ("doubled", "Stated twice"),
            ("differs", "Another amount"),
            ("rate", "Another rate"),
        ],
        readonly=True,
        index=True,
    )
    expected = fields.Monetary(
        readonly=True,
        help="What the order says of all that payouts state of it; of a commission, "
        "what the shop's rates say.",
    )
    stated = fields.Monetary(
        readonly=True, help="What this payout and those before it state of the order."
    )
    accepted = fields.Boolean(
        readonly=True, help="A person answers for what does not match."
    )
    # that which was answered for: another one is open again
    accepted_as = fields.Char(readonly=True)
    is_open = fields.Boolean(compute="_compute_is_open", store=True)
    move_account_id = fields.Many2one(
        "account.account",
        "Account in the Books",
        check_company=True,
        help="Where the amount goes when no order and no bill of La Redoute has it.",
    )

    @api.depends("problem", "accepted", "move_account_id")
    def _compute_is_open(self):
        for line in self:
            answered = line.accepted or line.move_account_id
            line.is_open = bool(line.problem) and not answered

    @api.constrains("order_id", "account_id")
    def _check_shop(self):
        for line in self.filtered("order_id"):
            if line.order_id.sudo().account_id != line.account_id:
                raise ValidationError(
                    self.env._(
                        "%s is an order of another shop.", line.order_id.remote_id
                    )
                )

    @api.depends("kind", "order_ref", "amount")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for line in self:
            line.display_name = " ".join(
                filter(None, [labels.get(line.kind), line.order_ref])
            )

    # ------------------------------------------------------------- CRUD methods
    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.settlement_id._check_draft()
        return lines

    def write(self, vals):
        if vals.keys() - {"accepted", "accepted_as"}:
            self.settlement_id._check_draft()
        if SAID & vals.keys():
            # what was answered for, and the order that was found, were of another line
            vals = {"accepted": False, **vals}
            if "order_ref" in vals:
                vals = {"order_id": False, **vals}
        if "amount" in vals:
            # a person read what could not be read
            self.filtered(lambda line: line.problem == UNREAD).problem = False
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        self.settlement_id._check_draft()

    # ----------------------------------------------------------- action methods
    def action_accept(self):
        """Answer for lines that do not match."""
        self.settlement_id._check_keeper()
        self.settlement_id._check_draft()
        for line in self.sudo().filtered("is_open"):
            line.write({"accepted": True, "accepted_as": line._answered()})
            line.settlement_id.message_post(
                body=self.env._(
                    "%(name)s answers for %(line)s (%(amount)s): %(problem)s.",
                    name=self.env.user.display_name,
                    line=line.display_name,
                    amount=line.amount,
                    problem=dict(
                        self._fields["problem"]._description_selection(self.env)
                    )[line.problem],
                )
            )
        # what is answered for counts, and the sums of its order are others
        self.settlement_id.action_match()

    # --------------------------------------------------------- business methods
    def _answered(self):
        """Return what a person answers for: the same of the same amounts."""
        if self.problem in OWN:
            return f"{self.problem}|{self.amount:.2f}"
        return f"{self.problem}|{self.stated:.2f}|{self.expected:.2f}"

    def _of_orders(self):
        """Return what clears orders: corrections of an order, too."""
        return self.filtered(
            lambda line: (
                line.order_id
                and not line.move_account_id
                and line.kind in (*OF_ORDERS, *CORRECTING)
            )
        )
