# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules of repricing: what of the shop follows the best offer, how far, and by whom."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ..common import MANAGER, check_role, notification
from ..offer.policies import ITEMS

#: rules that may hold for some products, the nearest first; the deeper a category, the
#: nearer
_HOLDING = """%(items)s,
  found AS (
    SELECT item.id, held.rule_id AS rule, 1000000 AS near
      FROM item JOIN laredoute_repricing_rule_template held
        ON held.template_id = item.template
     UNION ALL
    SELECT category.id, held.rule_id, category.place
      FROM category JOIN laredoute_repricing_rule_category held
        ON held.category_id = category.category
     UNION ALL
    SELECT item.id, rule.id, 0
      FROM item CROSS JOIN laredoute_repricing_rule rule
     WHERE rule.account_id = %(account)s AND rule.applied_on = 'all')
SELECT DISTINCT ON (found.id) found.id, rule.id
  FROM found JOIN laredoute_repricing_rule rule ON rule.id = found.rule
 WHERE rule.account_id = %(account)s AND rule.active
   AND CASE WHEN found.near = 1000000 THEN rule.applied_on = 'product'
            WHEN found.near > 0 THEN rule.applied_on = 'category' ELSE TRUE END
 ORDER BY found.id, found.near DESC, rule.sequence, rule.id"""


class LaredouteRepricingRule(models.Model):
    """The nearest rule holds for a product: its own, its category's, that for all."""

    _name = "laredoute.repricing.rule"
    _description = "La Redoute Repricing Rule"
    _inherit = ["laredoute.problem.mixin", "laredoute.offer.part"]
    _check_company_auto = True
    _order = "sequence, id"

    name = fields.Char(required=True, tracking=True)
    sequence = fields.Integer(
        default=10, help="Of several that are as near to a product, the first holds."
    )
    active = fields.Boolean(default=True, tracking=True)
    account_id = fields.Many2one(
        "laredoute.account",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env["laredoute.account"].search([], limit=1),
    )
    company_id = fields.Many2one(
        related="account_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    applied_on = fields.Selection(
        [("all", "All products"), ("category", "Categories"), ("product", "Products")],
        "Holds for",
        required=True,
        default="all",
    )
    category_ids = fields.Many2many(
        "product.category",
        "laredoute_repricing_rule_category",
        "rule_id",
        "category_id",
        "Product Categories",
        help="And those below them, unless a nearer rule holds.",
    )
    product_tmpl_ids = fields.Many2many(
        "product.template",
        "laredoute_repricing_rule_template",
        "rule_id",
        "template_id",
        "Products",
        check_company=True,
    )
    strategy = fields.Selection(
        [("beat", "Cheaper than the best offer"), ("match", "As the best offer")],
        required=True,
        default="beat",
        tracking=True,
        help="What the buyer pays, delivery included.",
    )
    beat_by = fields.Monetary("Cheaper by", default=0.1, tracking=True)
    without_fee = fields.Selection(
        [("wait", "Propose nothing"), ("price", "Compare prices alone")],
        "Where Its Delivery Fee Is Unknown",
        required=True,
        default="wait",
    )
    floor_by = fields.Selection(
        [("cost", "The cost and a margin"), ("amount", "An amount")],
        "Never below",
        required=True,
        default="cost",
        tracking=True,
    )
    margin = fields.Float(
        "Margin on the Cost (%)",
        digits=(6, 2),
        default=20,
        tracking=True,
        help="Added to the product's cost, which is without VAT; VAT comes on top.",
    )
    floor_amount = fields.Monetary(
        "Lowest Price",
        tracking=True,
        help="VAT included. Beside the cost and a margin, the higher of both. 0: none.",
    )
    ceiling_percent = fields.Float(
        "Never above (% of the Usual Price)",
        digits=(5, 2),
        default=100,
        tracking=True,
        help="The usual price is that of the account's price list, VAT included.",
    )
    ends = fields.Selection(
        [
            ("any", "Any cents"),
            ("99", "0.99"),
            ("90", "0.90"),
            ("90_99", "0.90 or 0.99"),
            ("00", "Whole euros"),
        ],
        "Prices End With",
        required=True,
        default="any",
        help="The next lower one, unless it lies below the floor.",
    )
    automatic = fields.Boolean(
        tracking=True,
        help="Off: proposals wait for a person. On: they are accepted by themselves, "
        "except those that fall further than the account lets prices fall.",
    )
    waiting_count = fields.Integer("Proposed", compute="_compute_counts")
    accepted_count = fields.Integer("Accepted", compute="_compute_counts")
    blocked_count = fields.Integer("Nothing to Propose", compute="_compute_counts")

    _numbers = models.Constraint(
        "CHECK(margin >= 0 AND floor_amount >= 0 "
        "AND ceiling_percent > 0 AND ceiling_percent <= 100)",
        "Margin and lowest price are not negative, and the highest price is a "
        "percentage of the usual one, up to 100.",
    )
    _beats = models.Constraint(
        "CHECK(strategy != 'beat' OR COALESCE(beat_by, 0) >= 0.01)",
        "Say by how much the best offer is to be beaten: a cent at least.",
    )
    _floor = models.Constraint(
        "CHECK(floor_by != 'amount' OR COALESCE(floor_amount, 0) > 0)",
        "Say which price a product is never sold below.",
    )

    # ---------------------------------------------------------- compute methods
    def _compute_counts(self):
        groups = self.env["laredoute.repricing.proposal"]._read_group(
            [("rule_id", "in", self.ids), ("state", "!=", "outdated")],
            ["rule_id", "state"],
            ["__count"],
        )
        counts = {(rule.id, state): count for rule, state, count in groups}
        for rule in self:
            rule.waiting_count = counts.get((rule.id, "proposed"), 0)
            rule.accepted_count = counts.get((rule.id, "accepted"), 0)
            rule.blocked_count = counts.get((rule.id, "blocked"), 0)

    @api.constrains("applied_on", "category_ids", "product_tmpl_ids")
    def _check_scope(self):
        for rule in self:
            scope = {"category": rule.category_ids, "product": rule.product_tmpl_ids}
            if rule.applied_on in scope and not scope[rule.applied_on]:
                raise ValidationError(
                    self.env._("Say which categories or products %s is for.", rule.name)
                )

    # ----------------------------------------------------------- action methods
    def action_look(self):
        """Look at once at what the last open listing says, not with the next offers."""
        check_role(self, MANAGER)
        proposals = self.env["laredoute.repricing.proposal"].sudo()
        for account in self.sudo().account_id:
            proposals._look_at_account(account)
        return notification(
            self.env._(
                "Proposed: %(waiting)s. Nothing to propose: %(blocked)s.",
                waiting=sum(self.mapped("waiting_count")),
                blocked=sum(self.mapped("blocked_count")),
            )
        )

    # --------------------------------------------------------- business methods
    def _note_offers(self):
        """What they hold for is looked at again before the next file."""
        accounts = self.sudo().account_id
        self.env["laredoute.listing"]._invalidate_accounts(accounts, check=False)

    def _show_waiting(self):
        """Ask a person for what automatic rules leave to one; close it when done."""
        self.invalidate_recordset(["waiting_count"])
        for rule in self:
            if rule.automatic and rule.active and rule.waiting_count:
                rule._problem(
                    self.env._(
                        "Price proposals that fall further than the account lets "
                        "prices fall: %s. Accept them or reject them under Repricing.",
                        rule.waiting_count,
                    )
                )
            else:
                rule._problem_solved()

    @api.model
    def _holding(self, account, product_ids):
        """Return {product id: id of the rule that holds for it}, by one query."""
        self.env.flush_all()
        items = SQL(ITEMS, products=list(product_ids))
        query = SQL(_HOLDING, items=items, account=account.id)
        return dict(self.env.execute_query(query))
