# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the product's La Redoute page shows beside the fields people fill."""

from odoo import api, fields, models

from ...marketplace.rules import capitalise
from ..common import USER, in_french
from .page_facts import PageFacts, account_of_page

#: different values of one attribute that a cell names
MOST_VALUES = 6


class ProductTemplate(models.Model):
    _inherit = "product.template"

    laredoute_title_default = fields.Char(
        "French Name", compute="_compute_laredoute_default_texts", groups=USER
    )
    laredoute_description_default = fields.Text(
        "French Sales Description",
        compute="_compute_laredoute_default_texts",
        groups=USER,
    )
    laredoute_category_effective_id = fields.Many2one(
        "laredoute.category",
        "Category That Counts",
        compute="_compute_laredoute_page",
        groups=USER,
    )
    laredoute_category_mapping_id = fields.Many2one(
        "laredoute.category.mapping",
        "From Odoo Category",
        compute="_compute_laredoute_page",
        groups=USER,
    )
    laredoute_brand_effective_id = fields.Many2one(
        "laredoute.brand",
        "Brand That Counts",
        compute="_compute_laredoute_page",
        groups=USER,
    )
    laredoute_brand_mapping_id = fields.Many2one(
        "laredoute.brand.mapping",
        "From Odoo Brand",
        compute="_compute_laredoute_page",
        groups=USER,
    )
    # {id of a La Redoute attribute: what the mappings give, over all variants}
    laredoute_mapped = fields.Json(compute="_compute_laredoute_page", groups=USER)
    laredoute_requested_ids = fields.Many2many(
        "laredoute.attribute",
        string="Attributes Requested For",
        compute="_compute_laredoute_page",
        groups=USER,
    )
    laredoute_by_odoo = fields.Html(
        "What Odoo's Attributes Say", compute="_compute_laredoute_page", groups=USER
    )
    laredoute_missing_lines = fields.Integer(
        "Attributes Without a Line", compute="_compute_laredoute_page", groups=USER
    )
    laredoute_sent_note = fields.Text(
        "Fixed at La Redoute", compute="_compute_laredoute_sent_note", groups=USER
    )
    laredoute_finding_ids = fields.One2many(
        "laredoute.finding", "product_tmpl_id", groups=USER
    )
    laredoute_problem_ids = fields.Many2many(
        "laredoute.finding", compute="_compute_laredoute_problem_ids", groups=USER
    )

    # ---------------------------------------------------------- compute methods
    @api.depends("name", "description_sale")
    @api.depends_context("lang")
    def _compute_laredoute_default_texts(self):
        for template, french in zip(self, in_french(self), strict=True):
            template.laredoute_title_default = french.name
            template.laredoute_description_default = french.description_sale

    @api.depends(
        "laredoute_category_id", "laredoute_brand_id", "categ_id", "laredoute_line_ids"
    )
    @api.depends_context("company")
    def _compute_laredoute_page(self):
        account = account_of_page(self.env)
        known = (
            self._origin.product_variant_ids if account else self.env["product.product"]
        )
        facts = PageFacts(account, known) if known else None
        for template in self:
            variants = template._origin.product_variant_ids
            template._show_laredoute_facts(facts, variants)

    def _show_laredoute_facts(self, facts, variants):
        """Fill the computed fields of one product from facts read for many."""
        resolved = facts.resolved.get(variants[:1].id) if facts else None
        names = facts.brand_names if facts else {}
        of_category = facts and facts.categories.get(self.categ_id.id)
        of_brand = facts and facts.brands.get(names.get(variants[:1].id, ""))
        self.laredoute_category_mapping_id = of_category
        self.laredoute_brand_mapping_id = of_brand
        category, brand = self.laredoute_category_id, self.laredoute_brand_id
        if facts:
            category = category._of_catalogue(facts.catalogue)
            brand = brand._of_catalogue(facts.catalogue)
        self.laredoute_category_effective_id = category or (
            of_category and of_category.category_id
        )
        self.laredoute_brand_effective_id = brand or (of_brand and of_brand.brand_id)
        rows = {each: facts.rows(each) for each in variants} if resolved else {}
        self.laredoute_mapped = _join_mapped(rows)
        every = {row.attribute_id: row for found in rows.values() for row in found}
        attributes = self.env["laredoute.attribute"].browse(every)
        self.laredoute_requested_ids = attributes
        lines = self._origin.laredoute_line_ids.attribute_id
        shown = [row for row in every.values() if row.by_odoo]
        self.laredoute_by_odoo = shown and self.env["ir.qweb"]._render(
            "laredoute_connector.page_by_odoo",
            {"rows": shown, "mapped": self.laredoute_mapped},
        )
        by_odoo = {row.attribute_id for row in shown}
        self.laredoute_missing_lines = len(set(every) - set(lines.ids) - by_odoo)

    @api.depends("laredoute_listing_ids.sent_note")
    @api.depends_context("lang", "company", "tz")
    def _compute_laredoute_sent_note(self):
        for template in self:
            template.laredoute_sent_note = template.laredoute_listing_ids._sent_note()

    @api.depends("laredoute_finding_ids")
    def _compute_laredoute_problem_ids(self):
        for template in self:
            template.laredoute_problem_ids = template.laredoute_finding_ids._distinct()

    # ----------------------------------------------------------- action methods
    def action_laredoute_capitalise(self):
        """Put a capital on each word of the French title."""
        for template, french in zip(self, in_french(self), strict=True):
            title = capitalise(french._laredoute_title())
            if title != french._laredoute_title():
                template.laredoute_title = title

    def action_laredoute_preview(self):
        """Show what La Redoute will receive of this product."""
        self.ensure_one()
        return self.env["laredoute.preview"]._open(self.product_variant_ids)

    def action_open_laredoute_category_mapping(self):
        self.ensure_one()
        return self.laredoute_category_mapping_id._open_row()

    def action_open_laredoute_brand_mapping(self):
        self.ensure_one()
        return self.laredoute_brand_mapping_id._open_row()


def _join_mapped(rows):
    """What the mappings give each attribute, over the variants of one product.

    :param rows: dict of variant to its rows
    """
    found = {}
    for each in rows.values():
        for row in each:
            values = found.setdefault(str(row.attribute_id), [])
            if row.mapped and row.mapped not in values:
                values.append(row.mapped)
    return {
        attribute: ", ".join(values[:MOST_VALUES])
        + (" …" if len(values) > MOST_VALUES else "")
        for attribute, values in found.items()
    }
