# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders that somebody else handles: another tool, or people by hand.

::

    elsewhere ──Handle Here──▶ here

Of one that is handled elsewhere nothing is made and nothing is sent. Of one that a sale
order names already no second one is made before a person says so.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..common import MANAGER, check_role, naive
from .tie import note_named_sales, tie


class LaredouteOrderTakeOver(models.AbstractModel):
    """Part of ``laredoute.order``."""

    _name = "laredoute.order.take.over"
    _description = "La Redoute Order That Is Taken Over"

    handled_elsewhere = fields.Boolean(
        readonly=True,
        index=True,
        help="Another tool, or people by hand, handle this order: nothing is made of "
        "it and nothing is sent for it.",
    )
    taken_over_by = fields.Many2one("res.users", readonly=True)
    named_sale_id = fields.Many2one(
        "sale.order",
        "Sale Order That Names It",
        readonly=True,
        index="btree_not_null",
        help="Somebody made it, and it names La Redoute's number.",
    )
    named_count = fields.Integer(
        readonly=True, help="Sale orders that name La Redoute's number."
    )
    tied = fields.Boolean(
        readonly=True, help="Its sale order was made by others, and is used for it."
    )
    sold_anyway = fields.Boolean(
        readonly=True, help="A sale order is made though another one names the number."
    )
    can_tie = fields.Boolean(compute="_compute_can_tie")
    can_sell_anyway = fields.Boolean(compute="_compute_can_tie")

    @api.depends("named_count", "sale_order_id", "handled_elsewhere")
    def _compute_can_tie(self):
        for order in self:
            free = not order.sale_order_id and not order.handled_elsewhere
            order.can_sell_anyway = free and order.named_count > 0
            # of several nobody knows which
            tied = order.sudo().named_sale_id.laredoute_order_id
            order.can_tie = free and order.named_count == 1 and not tied

    # ----------------------------------------------------------- action methods
    def action_handle_here(self):
        """Handle orders here from now on that somebody else handled."""
        check_role(self, MANAGER)
        orders = self.sudo().filtered("handled_elsewhere")
        if not orders:
            raise UserError(
                self.env._("Of these orders none is handled elsewhere: nothing to do.")
            )
        orders.write(
            {
                "handled_elsewhere": False,
                "taken_over_by": self.env.user.id,
                "state": "new",
            }
        )
        self._log(orders, self.env._("Handled here from now on."))
        orders._process_again()

    def action_use_sale_order(self):
        """Tie the order to the sale order that names it."""
        for order in self._named("can_tie"):
            tied = tie(order)
            self._log(order, tied)
            order._process_again()

    def action_sell_anyway(self):
        """Make a sale order though another one names the order."""
        orders = self._named("can_sell_anyway")
        orders.write(
            {
                "sold_anyway": True,
                "named_sale_id": False,
                "named_count": 0,
                "state": "new",
            }
        )
        self._log(
            orders,
            self.env._("A sale order is made though another one names the number."),
        )
        orders._process_again()

    def _named(self, way):
        """Return those that a sale order names still.

        :param way: field that says whether a button may be pressed
        """
        check_role(self, MANAGER)
        orders = self.sudo()
        for of_company in orders.grouped("company_id").values():
            note_named_sales(of_company)
        found = orders.filtered(way)
        if not found:
            raise UserError(
                self.env._("No sale order names these orders any more: press Retry.")
            )
        return found

    def _log(self, orders, text):
        for order in orders:
            order.message_post(body=text, author_id=self.env.user.partner_id.id)

    def _process_again(self):
        self.account_id._wake("process_orders")
        self._compare_again()

    # --------------------------------------------------------- business methods
    @api.model
    def _is_elsewhere(self, account, order):
        """Whether an order that is new here was placed before the account took over.

        :param order: the pure side's Order
        """
        before = account.order_settings_id._taken_over_at()
        return bool(before and naive(order.ordered_at) < before)

    @api.model
    def _leave_elsewhere(self, account):
        """Leave those to others of which nothing was made, as the settings say now.

        What a person took over stays.
        """
        before = account.order_settings_id._taken_over_at()
        if not before:
            return
        orders = self.search(
            [
                ("account_id", "=", account.id),
                ("ordered_at", "<", before),
                ("handled_elsewhere", "=", False),
                ("taken_over_by", "=", False),
                ("sale_order_id", "=", False),
                ("operation_ids", "=", False),
            ]
        )
        orders.write({"handled_elsewhere": True, "state": "new", "retry_at": False})
        orders._process_again()

    def _check_here(self):
        """Raise a UserError where a person decides what others handle."""
        elsewhere = self.filtered("handled_elsewhere")
        if elsewhere:
            raise UserError(
                self.env._(
                    "%s is handled elsewhere. Press Handle Here first, and make sure "
                    "that nobody else goes on with it.",
                    ", ".join(elsewhere.mapped("remote_id")),
                )
            )
