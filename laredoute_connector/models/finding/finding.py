# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One thing wrong, or doubtful, with one listing."""

from odoo import api, fields, models

from ..messages.finding_labels import finding_labels
from ..messages.sentences import finding_sentence

#: of a field that is computed, stored, and taken as it is given
COPIED = {"store": True, "precompute": True, "readonly": False}


class LaredouteFinding(models.Model):
    _name = "laredoute.finding"
    _description = "La Redoute Finding"
    _order = "severity, listing_id, id"

    listing_id = fields.Many2one(
        "laredoute.listing", required=True, index=True, ondelete="cascade"
    )
    # Copied from the listing. Not related fields: what is given when a finding is made
    # counts, so that of thousands made at once none is read a second time for it.
    account_id = fields.Many2one(
        "laredoute.account", compute="_compute_of_listing", **COPIED
    )
    company_id = fields.Many2one("res.company", compute="_compute_of_listing", **COPIED)
    product_id = fields.Many2one(
        "product.product", compute="_compute_of_listing", **COPIED
    )
    product_tmpl_id = fields.Many2one(
        "product.template",
        "Product Template",
        compute="_compute_of_listing",
        index="btree_not_null",
        **COPIED,
    )
    category_id = fields.Many2one(related="listing_id.category_id")
    brand_id = fields.Many2one(related="listing_id.brand_id")
    # not validated: a code nobody named yet is better shown raw than never stored
    code = fields.Selection(
        lambda self: finding_labels(self.env),
        "Problem",
        required=True,
        index=True,
        validate=False,
    )
    severity = fields.Selection(
        [("error", "Blocks"), ("warning", "Warning")], required=True
    )
    field = fields.Char("Concerns")
    arguments = fields.Json()
    message = fields.Char("What Is Wrong", compute="_compute_message")
    fix_label = fields.Char("Fix", compute="_compute_fix_label")
    for_variants = fields.Char("Variants", compute="_compute_for_variants")
    # the mapping that would fix it: how many products each gap holds back
    category_mapping_id = fields.Many2one(
        "laredoute.category.mapping", index="btree_not_null", ondelete="set null"
    )
    brand_mapping_id = fields.Many2one(
        "laredoute.brand.mapping", index="btree_not_null", ondelete="set null"
    )
    value_mapping_id = fields.Many2one(
        "laredoute.value.mapping", index="btree_not_null", ondelete="set null"
    )

    @api.depends(
        "listing_id.account_id",
        "listing_id.company_id",
        "listing_id.product_id",
        "listing_id.product_tmpl_id",
    )
    def _compute_of_listing(self):
        for finding in self:
            listing = finding.listing_id
            finding.account_id = listing.account_id
            finding.company_id = listing.company_id
            finding.product_id = listing.product_id
            finding.product_tmpl_id = listing.product_tmpl_id

    @api.depends("code", "arguments")
    @api.depends_context("lang")
    def _compute_message(self):
        for finding in self:
            finding.message = finding_sentence(
                self.env, finding.code, finding.arguments or {}
            )
