# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How the orders of an account are answered, whatever the platform."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...marketplace.statuses import having


class LaredouteOrderSettings(models.Model):
    """Part of one account, which shows these fields as its own."""

    _name = "laredoute.order.settings"
    _description = "Order Settings of a La Redoute Account"

    account_ids = fields.One2many(
        "laredoute.account", "order_settings_id", context={"active_test": False}
    )
    company_id = fields.Many2one(related="account_ids.company_id", store=True)
    handled_by = fields.Selection(
        [
            ("connector", "This connector"),
            ("elsewhere", "Another tool: orders are only imported"),
        ],
        "Who Handles the Orders",
        required=True,
        default="connector",
        help="Another tool: La Redoute is informed of nothing from here. What it says "
        "of its orders is followed: quotation, sale order, cancellation, refund.",
    )
    elsewhere_deliveries = fields.Selection(
        [
            ("validate", "Validated when La Redoute says that they left"),
            ("person", "Validated by a person"),
        ],
        "Deliveries",
        required=True,
        default="validate",
        help="Of orders that another tool handles: stock leaves Odoo by its delivery.",
    )
    acceptance_policy = fields.Selection(
        [
            ("stock", "When stock allows, else wait for a person"),
            ("always", "Always"),
            ("manual", "By a person"),
        ],
        required=True,
        default="stock",
        help="La Redoute cancels an order that has no answer after 72 hours.",
    )
    last_policy = fields.Selection(
        [
            ("none", "Nothing: La Redoute cancels it"),
            ("accept_covered", "Accept what stock covers, refuse the rest"),
            ("accept", "Accept all of it"),
            ("refuse", "Refuse it"),
        ],
        "When Nobody Answers",
        required=True,
        default="none",
        help="What is answered shortly before La Redoute cancels an order for want of "
        "an answer, whatever the rules say.",
    )
    last_hours = fields.Float(
        "Hours Before", default=6.0, help="Before La Redoute cancels it."
    )
    # the sources differ: protocol P-98
    give_up_by = fields.Selection(
        [
            ("out_of_stock", "Say that they are out of stock"),
            ("refund", "Have the buyer refunded"),
        ],
        "Paid Goods That Will Not Leave",
        required=True,
        default="out_of_stock",
        help="How La Redoute is informed that a line which the buyer paid will not be "
        "delivered. Some sellers are to use a refund: ask La Redoute.",
    )

    unfulfilled_policy = fields.Selection(
        [
            ("ask", "A person decides"),
            ("give_up", "La Redoute is informed after some hours"),
        ],
        "When Paid Goods Will Not Leave",
        required=True,
        default="ask",
        help="What becomes of a line that the buyer paid when its sale order was "
        "cancelled here, its quantity was lowered, its delivery was cancelled, or its "
        "product was archived and lacks.",
    )
    unfulfilled_hours = fields.Float(
        "Hours without a Decision",
        default=24.0,
        help="Counted from when it was last seen as it is. Nobody decided by then.",
    )
    unfulfilled_reason_id = fields.Many2one(
        "laredoute.reason",
        "Reason Given",
        domain=[("for_refusal", "=", True)],
        default=lambda self: self.env.ref(
            "laredoute_connector.reason_no_stock", raise_if_not_found=False
        ),
        ondelete="restrict",
        help="Stands on the order. La Redoute does not get it.",
    )

    _last_hours = models.Constraint(
        "CHECK(last_hours > 0 AND last_hours <= 48)",
        "The last policy answers more than 0 and at most 48 hours before the end.",
    )
    _unfulfilled_hours = models.Constraint(
        "CHECK(unfulfilled_hours >= 1 AND unfulfilled_hours <= 720)",
        "Paid goods that will not leave: wait for at least 1 and at most 720 hours.",
    )

    def write(self, vals):
        """Whoever handles orders from now on, nothing of before is sent by mistake."""
        changed = self.filtered(
            lambda settings: (
                "handled_by" in vals and settings.handled_by != vals["handled_by"]
            )
        )
        result = super().write(vals)
        for account in changed.account_ids:
            _hand_over(account.sudo())
        return result

    @api.constrains("unfulfilled_policy", "unfulfilled_reason_id")
    def _check_unfulfilled_reason(self):
        for settings in self:
            if settings.unfulfilled_policy == "give_up" and not (
                settings.unfulfilled_reason_id
            ):
                raise ValidationError(
                    self.env._(
                        "Choose the reason that stands on the orders whose paid goods "
                        "will not leave."
                    )
                )


def informs(account):
    """Return whether La Redoute is informed from here of what is decided and shipped.

    :param account: one ``laredoute.account``
    """
    return account.switch_fulfilment and account.handled_by == "connector"


def _hand_over(account):
    """Begin anew with orders that are not over: others decide about them now.

    What waits to be sent is dropped where another tool handles the orders. Handled here
    again, their processing decides afresh by what La Redoute says by then.
    """
    env = account.env
    if account.handled_by == "elsewhere":
        waiting = [("account_id", "=", account.id), ("state", "=", "queued")]
        dropped = env["laredoute.operation"].search(waiting)
        for order in dropped.order_id:
            order.message_post(
                body=env._(
                    "Another tool handles the orders now: what waited here was not "
                    "sent to La Redoute."
                )
            )
        dropped.unlink()
    orders = env["laredoute.order"].search(
        [
            ("account_id", "=", account.id),
            "|",
            ("line_ids.status", "in", having("open")),
            ("disagreement_ids", "!=", False),
        ]
    )
    orders.write({"state": "new"})
    orders._compare_again()
    account._wake("process_orders")
