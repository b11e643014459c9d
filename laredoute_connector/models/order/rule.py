# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules that answer the orders of an account: the first that fits counts."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..common import cents
from .delivery import place_of, unpack_address, unpack_delivery

ACTIONS = [
    ("accept", "Accept all of it"),
    ("accept_covered", "Accept what stock covers, refuse the rest"),
    ("refuse", "Refuse it"),
    ("hold", "Leave it to a person"),
    ("wait", "Wait for some hours, then go on with the next rule"),
    ("wait_incoming", "Wait while a receipt of what is missing is planned in time"),
]


class LaredouteOrderRule(models.Model):
    _name = "laredoute.order.rule"
    _description = "La Redoute Order Rule"
    _check_company_auto = True
    _order = "account_id, sequence, id"

    name = fields.Char("Rule", required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    account_id = fields.Many2one(
        "laredoute.account",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self._only_account(),
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    currency_id = fields.Many2one(related="account_id.currency_id")
    # what is empty does not count; all that is not must hold
    amount_above = fields.Monetary(
        "Total Above", help="The order's total at La Redoute, VAT included."
    )
    price_below = fields.Float(
        "A Price Below (%)",
        help="A line sold for less than so many percent of the price that La Redoute "
        "was sent, or else of Odoo's.",
    )
    product_ids = fields.Many2many(
        "product.product", string="One of These Products", check_company=True
    )
    category_ids = fields.Many2many(
        "product.category",
        string="A Product of These Categories",
        help="Or of a category below one of these.",
    )
    buyer = fields.Char(
        "Buyer or Place Contains",
        help="Of the buyer's name, or of the delivery address: one of several texts "
        "between commas. Before the buyer paid, La Redoute says but the town.",
    )
    stock = fields.Selection(
        [
            ("any", "Whatever the stock"),
            ("covered", "Stock covers all of it"),
            ("short", "Stock does not cover all of it"),
        ],
        required=True,
        default="any",
    )
    action = fields.Selection(ACTIONS, "Then", required=True, default="hold")
    hours = fields.Float(default=4.0, help="From the order's date on.")
    reason_id = fields.Many2one("laredoute.reason", domain=[("for_refusal", "=", True)])

    _hours_positive = models.Constraint(
        "CHECK(hours > 0 AND hours <= 72)",
        "A rule waits for more than 0 hours and at most 72: then La Redoute cancels.",
    )
    _limits_positive = models.Constraint(
        "CHECK(amount_above >= 0 AND price_below >= 0 AND price_below <= 1000)",
        "Amounts and percentages of a rule cannot be negative.",
    )

    @api.constrains("action", "reason_id")
    def _check_reason(self):
        for rule in self:
            if rule.action in ("refuse", "accept_covered") and not rule.reason_id:
                raise ValidationError(
                    self.env._(
                        "%s: a rule that refuses gives a reason, which stands on the "
                        "order.",
                        rule.name,
                    )
                )

    @api.model
    def _only_account(self):
        """Return the account where there is but one."""
        accounts = self.env["laredoute.account"].search([], limit=2)
        return accounts if len(accounts) == 1 else accounts.browse()

    def action_try(self):
        """Show what these rules would have done with the orders of the last months."""
        return self.env["laredoute.rule.trial"]._open(self.account_id)

    def _fits(self, order, lines, shop):
        """Whether everything that the rule names holds of an order.

        :param lines: the order's lines that wait for an answer
        :param shop: :class:`~.policy.Shop`
        """
        self.ensure_one()
        if self.amount_above and order.amount_total <= self.amount_above:
            return False
        if self.price_below and not any(
            shop.price_share(line) < cents(self.price_below) for line in lines
        ):
            return False
        return (
            self._fits_products(lines.product_id)
            and self._fits_buyer(order)
            and self._fits_stock(lines, shop)
        )

    def _fits_products(self, products):
        if not self.product_ids and not self.category_ids:
            return True
        inside = {
            int(parent)
            for path in products.categ_id.mapped("parent_path")
            for parent in path.split("/")
            if parent
        }
        return bool(products & self.product_ids or inside & set(self.category_ids.ids))

    def _fits_buyer(self, order):
        texts = [text.strip().casefold() for text in (self.buyer or "").split(",")]
        texts = [text for text in texts if text]
        known = order.sudo()
        delivery = unpack_delivery(known.delivery)
        addresses = (unpack_address(known.billing_address), delivery.address)
        places = " ".join(
            f"{place_of(each)} {each.country_code}" for each in addresses
        ).casefold()
        return not texts or any(text in places for text in texts)

    def _fits_stock(self, lines, shop):
        if self.stock == "any":
            return True
        return (shop.covered(lines) == lines) == (self.stock == "covered")
