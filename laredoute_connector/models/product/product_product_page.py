# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the variant's La Redoute page shows beside the fields people fill."""

from odoo import api, fields, models

from ..common import USER
from .page_facts import PageFacts, account_of_page


class ProductProduct(models.Model):
    _inherit = "product.product"

    laredoute_attributes = fields.Html(
        "What Counts for This Variant",
        compute="_compute_laredoute_attributes",
        groups=USER,
    )
    laredoute_sent_note = fields.Text(
        "Fixed at La Redoute", compute="_compute_laredoute_sent_note", groups=USER
    )
    laredoute_finding_ids = fields.One2many(
        "laredoute.finding", "product_id", groups=USER
    )
    laredoute_problem_ids = fields.Many2many(
        "laredoute.finding", compute="_compute_laredoute_problem_ids", groups=USER
    )

    # ---------------------------------------------------------- compute methods
    @api.depends("laredoute_line_ids", "product_tmpl_id.laredoute_line_ids")
    @api.depends_context("lang", "company")
    def _compute_laredoute_attributes(self):
        account = account_of_page(self.env)
        facts = PageFacts(account, self._origin) if account and self._origin else None
        for product in self:
            rows = facts.rows(product._origin) if facts and product._origin else []
            product.laredoute_attributes = rows and self.env["ir.qweb"]._render(
                "laredoute_connector.page_attributes", {"rows": rows}
            )

    @api.depends("laredoute_listing_ids.sent_note")
    @api.depends_context("lang", "company", "tz")
    def _compute_laredoute_sent_note(self):
        for product in self:
            product.laredoute_sent_note = product.laredoute_listing_ids._sent_note()

    @api.depends("laredoute_finding_ids")
    def _compute_laredoute_problem_ids(self):
        for product in self:
            product.laredoute_problem_ids = product.laredoute_finding_ids._distinct()

    # ----------------------------------------------------------- action methods
    def action_laredoute_capitalise(self):
        self.product_tmpl_id.action_laredoute_capitalise()

    def action_laredoute_preview(self):
        """Show what La Redoute will receive of this variant."""
        self.ensure_one()
        return self.env["laredoute.preview"]._open(self)

    def action_open_laredoute_category_mapping(self):
        return self.product_tmpl_id.action_open_laredoute_category_mapping()

    def action_open_laredoute_brand_mapping(self):
        return self.product_tmpl_id.action_open_laredoute_brand_mapping()

    def action_laredoute_sync_lines(self):
        self.product_tmpl_id.action_laredoute_sync_lines()

    def action_open_laredoute_variant(self):
        """Open the variant where its codes are written."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "product.product",
            "res_id": self.id,
            "view_mode": "form",
        }


class LaredouteProductAttribute(models.Model):
    _inherit = "laredoute.product.attribute"

    from_mapping = fields.Char(
        compute="_compute_from_mapping",
        help="What counts while nothing is written here.",
    )
    category_id = fields.Many2one(
        related="product_tmpl_id.laredoute_category_effective_id", string="Requested by"
    )

    @api.depends("attribute_id", "product_tmpl_id", "product_id")
    def _compute_from_mapping(self):
        for line in self:
            mapped = line.product_tmpl_id.laredoute_mapped or {}
            line.from_mapping = mapped.get(str(line.attribute_id.id)) or False

    @api.onchange("attribute_id")
    def _onchange_attribute_id(self):
        requested = self._requested_as()
        self.required = requested.required
        self.constrained = requested.constrained

    def _requested_as(self):
        """What the product's category says of the attribute; its family's else."""
        category = self.product_tmpl_id.laredoute_category_effective_id
        lines = self.attribute_id.category_line_ids.filtered(
            lambda each: not (each.retired or each.attribute_id.retired)
        )
        own = lines.filtered(lambda each: each.category_id == category)
        return own or lines.filtered(
            lambda each: each.category_id == category.parent_id
        )
