# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules of stock and promise: what a category or a product does otherwise."""

from odoo import api, fields, models


class LaredouteOfferRule(models.Model):
    """What is empty is as elsewhere: the next wider rule decides, then the account."""

    _name = "laredoute.offer.rule"
    _description = "La Redoute Stock and Promise Rule"
    _inherit = ["laredoute.promise.values", "laredoute.offer.part"]
    _check_company_auto = True
    _order = "applied_on, product_category_id, product_tmpl_id, product_id, id"

    account_id = fields.Many2one(
        "laredoute.account",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
        help="Empty: all accounts of the company. An account's own rule comes first.",
    )
    applied_on = fields.Selection(
        [("category", "Category"), ("product", "Product"), ("variant", "Variant")],
        "Holds for",
        required=True,
        default="category",
    )
    product_category_id = fields.Many2one(
        "product.category",
        index="btree_not_null",
        ondelete="cascade",
        help="And those below it, unless they have a rule of their own.",
    )
    product_tmpl_id = fields.Many2one(
        "product.template",
        "Product",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
    )
    product_id = fields.Many2one(
        "product.product",
        "Variant",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
    )
    safety_by = fields.Selection(
        [("units", "Units"), ("percent", "Percent of the units on hand")],
        "Safety",
        help="What is never offered. Empty: as elsewhere.",
    )
    safety_units = fields.Integer("Units Held Back")
    safety_percent = fields.Float("Percent Held Back", digits=(5, 2))
    cap_by = fields.Selection(
        [("units", "At most"), ("none", "No limit")],
        "Units Shown",
        help="Empty: as elsewhere.",
    )
    cap = fields.Integer("Most Units Shown", default=1)
    source = fields.Selection(
        [("stock", "Odoo's stock"), ("always", "Always available")],
        "Units Come from",
        help="Always available: offered and accepted whatever is in stock, such as "
        "what is made to order, or what Odoo follows no stock of. Empty: as elsewhere.",
    )
    always_units = fields.Integer("Units Always Offered", default=10)
    promise_by = fields.Selection(
        [
            ("category", "Delivery category"),
            ("own", "Values of its own"),
            ("account", "As the account"),
        ],
        "Delivery Promise",
        help="Empty: as elsewhere.",
    )
    delivery_category_id = fields.Many2one(
        "laredoute.delivery.category",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    creation = fields.Selection(
        [("create", "Create it"), ("ean", "Try an offer by EAN first")],
        "If La Redoute May Have It",
        help="Empty: as elsewhere.",
    )
    summary = fields.Char("What It Says", compute="_compute_summary")

    _one_target = models.Constraint(
        "CHECK((applied_on = 'category') = (product_category_id IS NOT NULL) "
        "AND (applied_on = 'product') = (product_tmpl_id IS NOT NULL) "
        "AND (applied_on = 'variant') = (product_id IS NOT NULL))",
        "A rule holds for one category, one product, or one variant.",
    )
    _numbers = models.Constraint(
        "CHECK(safety_units >= 0 AND safety_percent BETWEEN 0 AND 100 "
        "AND cap BETWEEN 1 AND 999999 AND always_units BETWEEN 1 AND 999999)",
        "Units of a rule lie between 1 and 999999, percentages between 0 and 100; the "
        "safety is not negative.",
    )
    _named = models.Constraint(
        "CHECK(promise_by IS DISTINCT FROM 'category' "
        "OR delivery_category_id IS NOT NULL)",
        "Choose the delivery category whose promise holds.",
    )
    _one_of_each = models.UniqueIndex(
        "(company_id, COALESCE(account_id, 0), COALESCE(product_category_id, 0), "
        "COALESCE(product_tmpl_id, 0), COALESCE(product_id, 0))",
        "There is a rule for it already: change that one.",
    )

    # ---------------------------------------------------------- compute methods
    @api.depends("product_category_id", "product_tmpl_id", "product_id")
    def _compute_display_name(self):
        for rule in self:
            held = rule.product_category_id or rule.product_tmpl_id or rule.product_id
            rule.display_name = held.display_name

    @api.depends(
        *("safety_by", "safety_units", "safety_percent", "cap_by", "cap"),
        *("source", "always_units", "promise_by", "delivery_category_id.name"),
        *("delivery_fee", "shown_days", "creation"),
    )
    @api.depends_context("lang")
    def _compute_summary(self):
        for rule in self:
            rule.summary = ", ".join(filter(None, rule._words()))

    def _words(self):
        """Return what the rule says of each subject; empty where it says nothing."""
        _ = self.env._
        names = {
            "category": self.delivery_category_id.name or "",
            "own": _("values of its own"),
            "account": _("as the account"),
        }
        return (
            {
                "always": _("%g always available", self.always_units),
                "stock": _("Odoo's stock decides"),
            }.get(self.source),
            {
                "units": _("%g units held back", self.safety_units),
                "percent": _(
                    "%g %% of the units on hand held back", self.safety_percent
                ),
            }.get(self.safety_by),
            {
                "units": _("at most %g shown", self.cap),
                "none": _("no limit of the units shown"),
            }.get(self.cap_by),
            self.promise_by and _("delivery: %s", names[self.promise_by]),
            {
                "ean": _("offered by EAN first"),
                "create": _("created at La Redoute"),
            }.get(self.creation),
        )

    @api.onchange("applied_on")
    def _onchange_applied_on(self):
        targets = {
            "category": "product_category_id",
            "product": "product_tmpl_id",
            "variant": "product_id",
        }
        for level, name in targets.items():
            if level != self.applied_on:
                self[name] = False

    # --------------------------------------------------------- business methods
    def _note_offers(self):
        """What they hold for may be offered otherwise, or not at all, by them."""
        stale, rules = self.env["laredoute.listing.stale"], self.sudo()
        stale._collect("product", rules.product_id.ids)
        stale._collect("template", rules.product_tmpl_id.ids)
        self._note_categories(rules.product_category_id)

    @api.model
    def _note_categories(self, categories):
        """Products of these categories, and of those below, change offers."""
        if categories:
            self.env["laredoute.listing"]._invalidate(
                [("product_tmpl_id.categ_id", "child_of", categories.ids)]
            )

    @api.model
    def _moved(self, categories):
        """Categories have another parent: other rules may hold for their products."""
        if self.sudo().search_count([("applied_on", "=", "category")], limit=1):
            self._note_categories(categories)

    @api.model
    def _gone(self, categories):
        """Categories are about to be deleted, with their rules."""
        below = [("product_category_id", "child_of", categories.ids)]
        if self.sudo().search_count(below, limit=1):
            products = self.env["product.template"].sudo()
            found = products.with_context(active_test=False)._search(
                [("categ_id", "child_of", categories.ids)]
            )
            self.env["laredoute.listing.stale"]._collect("template", list(found))
