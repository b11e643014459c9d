# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute paid of an order, what of it the books have, and what it still owes.

Both are sums of what is there, never counted up event by event: whatever is read again
changes nothing, and what somebody cancels shows as missing.
"""

from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import format_amount

from ...marketplace.refunds import RefundState
from ..common import cents, notification
from .settlement_line import CORRECTING, OF_ORDERS

#: states of payouts that are in the books
IN_BOOKS = ("posted", "settled")


class LaredouteOrderBooks(models.AbstractModel):
    """Part of ``laredoute.order``."""

    _inherit = "laredoute.order.books"

    # the order's own; amounts need one to stand beside
    currency_id = fields.Many2one("res.currency")
    payment_ids = fields.One2many("account.payment", "laredoute_order_id")
    paid_at = fields.Datetime(
        "Paid by La Redoute",
        compute="_compute_paid",
        store=True,
        help="When La Redoute was last seen to have paid a line of it.",
    )
    paid_amount = fields.Monetary(
        "Paid",
        compute="_compute_paid",
        store=True,
        help="By La Redoute, for lines that are paid since the day from which its "
        "payments are registered, less what it refunded of them. VAT included.",
    )
    registered_amount = fields.Monetary(
        "Registered",
        compute="_compute_registered_amount",
        store=True,
        help="Payments in the books, less those that were paid back.",
    )
    to_register = fields.Monetary(
        compute="_compute_to_register",
        store=True,
        help="Paid by La Redoute and not in the books yet; below 0: paid back.",
    )
    books_by_hand = fields.Boolean(
        "Payments by Hand",
        readonly=True,
        copy=False,
        help="A person keeps the payments of this order: none is registered.",
    )
    books_problem = fields.Char(
        "Not Registered",
        readonly=True,
        copy=False,
        help="Why what La Redoute paid could not be registered.",
    )

    settlement_line_ids = fields.One2many("laredoute.settlement.line", "order_id")
    settled_amount = fields.Monetary(
        "In Payouts",
        compute="_compute_settled",
        store=True,
        help="What posted payouts state of it: sale and delivery less refunds.",
    )
    settlement_id = fields.Many2one(
        "laredoute.settlement",
        "Payout",
        compute="_compute_settled",
        store=True,
        index="btree_not_null",
        help="The last posted payout that states it.",
    )
    owed_amount = fields.Monetary(
        "Owed by La Redoute",
        compute="_compute_owed_amount",
        store=True,
        help="Paid for by La Redoute's own words, and in no posted payout yet; below "
        "0: more was paid out than its lines say.",
    )

    _owed = models.Index("(account_id, paid_at) WHERE owed_amount <> 0")

    _to_register = models.Index(
        "(account_id, id) WHERE to_register <> 0 OR books_problem IS NOT NULL"
    )

    @api.depends(
        *("line_ids.paid_at", "line_ids.amount"),
        *("refund_ids.line_ids.state", "refund_ids.line_ids.amount"),
        "refund_ids.amount_known",
    )
    def _compute_paid(self):
        for order in self:
            paid = order.line_ids.filtered("paid_at")
            order.paid_at = max(paid.mapped("paid_at"), default=False)
            start = order.account_id.sudo().books_settings_id._start()
            counted = paid.filtered(
                lambda line, start=start: start and line.paid_at >= start
            )
            amount = sum((cents(line.amount) for line in counted), cents(0))
            for back in counted.refund_line_ids:
                # how much of it nobody knows is no amount yet
                known = back.refund_id.amount_known
                if known and back.state == RefundState.REFUNDED.value:
                    amount -= cents(back.amount)
            order.paid_amount = float(amount)

    @api.depends("payment_ids.state", "payment_ids.amount", "payment_ids.payment_type")
    def _compute_registered_amount(self):
        for order in self:
            payments = order.sudo().payment_ids._laredoute_counting()
            order.registered_amount = sum(
                each.amount if each.payment_type == "inbound" else -each.amount
                for each in payments
            )

    @api.depends("paid_amount", "registered_amount", "books_by_hand")
    def _compute_to_register(self):
        for order in self:
            left = cents(order.paid_amount) - cents(order.registered_amount)
            order.to_register = 0 if order.books_by_hand else float(left)

    @api.depends(
        *("settlement_line_ids.amount", "settlement_line_ids.kind"),
        *("settlement_line_ids.move_account_id", "settlement_line_ids.settlement_id"),
        "settlement_line_ids.settlement_id.state",
    )
    def _compute_settled(self):
        rows = self.env["laredoute.settlement.line"]._read_group(
            [
                ("order_id", "in", self.ids),
                ("settlement_id.state", "in", IN_BOOKS),
                ("kind", "in", (*OF_ORDERS, *CORRECTING)),
                ("move_account_id", "=", False),
            ],
            ["order_id", "settlement_id"],
            ["amount:sum"],
        )
        found = defaultdict(list)
        for order, payout, amount in rows:
            found[order].append((payout, cents(amount)))
        for order in self:
            amounts = [amount for _payout, amount in found[order]]
            payouts = [payout for payout, _amount in found[order]]
            order.settled_amount = float(sum(amounts, cents(0)))
            order.settlement_id = max(
                payouts, key=lambda each: (each.date, each.id), default=False
            )

    @api.depends("paid_amount", "settled_amount")
    def _compute_owed_amount(self):
        for order in self:
            owed = cents(order.paid_amount) - cents(order.settled_amount)
            order.owed_amount = float(owed)

    # ----------------------------------------------------------- action methods
    def action_register_payments(self):
        """Register now what La Redoute paid, whoever kept it by hand until now."""
        self._check_books()
        orders = self.sudo()
        orders.books_by_hand = False
        self.env["laredoute.clearing"].sudo()._register_each(orders)
        left = orders.filtered("books_problem")
        if not left:
            return notification(self.env._("The payments are registered."))
        return notification(
            " ".join(
                self.env._(
                    "%(order)s: %(problem)s",
                    order=order.remote_id,
                    problem=order.books_problem,
                )
                for order in left[:5]
            ),
            "warning",
        )

    def action_books_by_hand(self):
        """Keep the payments of orders by hand: they were paid otherwise, say."""
        self._check_books()
        for order in self.sudo():
            order.write({"books_by_hand": True, "books_problem": False})
            order.message_post(
                body=self.env._(
                    "%(name)s keeps the payments of this order by hand.",
                    name=self.env.user.display_name,
                )
            )

    def _check_books(self):
        # whoever may not make payments is stopped here, with Odoo's words
        self.env["account.payment"].check_access("create")
        self.check_access("read")

    def _describe_unregistered(self):
        """Say why not all of what La Redoute paid is registered; False where it is."""
        if not self.to_register:
            return False
        amount = format_amount(self.env, abs(self.to_register), self.currency_id)
        if self.to_register > 0:
            return self.env._(
                "La Redoute paid %s more than the open invoices hold. Post the "
                "invoice; if it was paid otherwise, keep the payments by hand.",
                amount,
            )
        return self.env._(
            "La Redoute took back %s more than the open credit notes hold. Post the "
            "credit note first.",
            amount,
        )


class LaredouteOrderLineBooks(models.AbstractModel):
    """Part of ``laredoute.order.line``."""

    _inherit = "laredoute.order.line.books"

    # what left and waits for La Redoute's money, beside years of what is paid
    _unpaid = models.Index("(status, order_id) WHERE paid_at IS NULL")
