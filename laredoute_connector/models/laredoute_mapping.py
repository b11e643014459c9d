# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Odoo's words → La Redoute's codes. Proposals are used only once confirmed."""

from odoo import api, fields, models


class LaredouteMapping(models.AbstractModel):
    """What the three mapping screens share.

    A concrete mapping names its target in ``_target`` and has two fields of that
    model: the target itself, confirmed by a person, and ``proposal_id``.
    """

    _name = "laredoute.mapping"
    _description = "La Redoute Mapping"

    #: the field that holds La Redoute's record once a person confirmed it
    _target = None
    #: the field of findings that points to the mapping that would mend them
    _finding_field = None

    # missing ──proposed by name──▶ proposed ──a person──▶ confirmed
    state = fields.Selection(
        [
            ("missing", "Missing"),
            ("proposed", "Proposed"),
            ("confirmed", "Confirmed"),
        ],
        compute="_compute_state",
        store=True,
        index=True,
    )

    def _is_set(self):
        """Whether a person said what this is at La Redoute."""
        self.ensure_one()
        return bool(self[self._target])

    @api.depends("proposal_id")
    def _compute_state(self):
        for mapping in self:
            if mapping._is_set():
                mapping.state = "confirmed"
            else:
                mapping.state = "proposed" if mapping.proposal_id else "missing"

    # ------------------------------------------------------------- CRUD methods
    def write(self, vals):
        before = {mapping: mapping._meaning() for mapping in self}
        result = super().write(vals)
        changed = self.filtered(lambda mapping: mapping._meaning() != before[mapping])
        if changed:
            changed._mark_listings()
        return result

    @api.model_create_multi
    def create(self, vals_list):
        mappings = super().create(vals_list)
        confirmed = mappings.filtered(lambda mapping: mapping._is_set())
        if confirmed:
            confirmed._mark_listings()
        return mappings

    def unlink(self):
        self._mark_listings()
        return super().unlink()

    def _meaning(self):
        """What products are told because of this mapping."""
        self.ensure_one()
        return self[self._target].id

    def _mark_listings(self):
        """The listings this mapping speaks for must be checked again."""
        raise NotImplementedError

    @api.model
    def _of_sources(self, sources):
        """Return {source: mapping}; sources nobody saw yet get a mapping to fill.

        :param sources: iterable of what the mapping maps from
        """
        raise NotImplementedError


class LaredouteCategoryMapping(models.Model):
    _name = "laredoute.category.mapping"
    _description = "Category at La Redoute"
    _inherit = ["laredoute.mapping"]
    _order = "product_category_id"
    _rec_name = "product_category_id"
    _target = "category_id"
    _finding_field = "category_mapping_id"

    product_category_id = fields.Many2one(
        "product.category", required=True, index=True, ondelete="cascade"
    )
    category_id = fields.Many2one(
        "laredoute.category",
        "La Redoute Category",
        domain="[('level', '=', 's'), ('retired', '=', False)]",
        index="btree_not_null",
        ondelete="restrict",
    )
    proposal_id = fields.Many2one("laredoute.category", "Proposal", ondelete="set null")

    _once = models.Constraint(
        "UNIQUE(product_category_id)", "This category is in the list already."
    )

    @api.depends("category_id", "proposal_id")
    def _compute_state(self):
        return super()._compute_state()

    def _mark_listings(self):
        self.env["laredoute.listing"]._mark(
            [("product_tmpl_id.categ_id", "in", self.product_category_id.ids)]
        )

    @api.model
    def _of_sources(self, sources):
        known = self.search([("product_category_id", "in", sources.ids)])
        known += self.create(
            [
                {"product_category_id": category.id}
                for category in sources - known.product_category_id
            ]
        )
        return {mapping.product_category_id.id: mapping for mapping in known}


class LaredouteBrandMapping(models.Model):
    _name = "laredoute.brand.mapping"
    _description = "Brand at La Redoute"
    _inherit = ["laredoute.mapping"]
    _order = "name"
    _target = "brand_id"
    _finding_field = "brand_mapping_id"

    name = fields.Char("Brand in Odoo", required=True)
    brand_id = fields.Many2one(
        "laredoute.brand",
        "La Redoute Brand",
        domain="[('retired', '=', False)]",
        index="btree_not_null",
        ondelete="restrict",
    )
    proposal_id = fields.Many2one("laredoute.brand", "Proposal", ondelete="set null")
    logo = fields.Binary(related="brand_id.logo", readonly=False)

    _once = models.Constraint("UNIQUE(name)", "This brand is in the list already.")

    @api.depends("brand_id", "proposal_id")
    def _compute_state(self):
        return super()._compute_state()

    def _mark_listings(self):
        self.env["laredoute.listing"]._mark(
            [("brand_source", "in", self.mapped("name"))]
        )

    @api.model
    def _of_sources(self, sources):
        known = self.search([("name", "in", list(sources))])
        missing = sorted(set(sources) - set(known.mapped("name")))
        known += self.create([{"name": name} for name in missing])
        return {mapping.name: mapping for mapping in known}


class LaredouteValueMapping(models.Model):
    _name = "laredoute.value.mapping"
    _description = "Attribute Value at La Redoute"
    _inherit = ["laredoute.mapping"]
    _order = "product_attribute_id, attribute_id, product_value_id"
    _rec_name = "product_value_id"
    _target = "value_id"
    _finding_field = "value_mapping_id"

    product_value_id = fields.Many2one(
        "product.attribute.value",
        "Value in Odoo",
        required=True,
        index=True,
        ondelete="cascade",
    )
    product_attribute_id = fields.Many2one(
        related="product_value_id.attribute_id", store=True, index=True
    )
    attribute_id = fields.Many2one(
        "laredoute.attribute",
        "La Redoute Attribute",
        required=True,
        index=True,
        ondelete="cascade",
    )
    usage = fields.Selection(related="attribute_id.usage", store=True)
    value_id = fields.Many2one(
        "laredoute.attribute.value",
        "La Redoute Value",
        domain="[('attribute_id', '=', attribute_id), ('retired', '=', False)]",
        index="btree_not_null",
        ondelete="restrict",
    )
    text = fields.Char(
        "Own Words",
        help="What the buyer reads where La Redoute has no list. For a colour: its "
        "commercial name; empty: the value's name in Odoo.",
    )
    proposal_id = fields.Many2one(
        "laredoute.attribute.value", "Proposal", ondelete="set null"
    )

    _once = models.Constraint(
        "UNIQUE(product_value_id, attribute_id)",
        "This value is in the list already for that attribute.",
    )

    def _is_set(self):
        return bool(self.value_id or (self.text and not self.attribute_id.value_ids))

    @api.depends("value_id", "text", "proposal_id")
    def _compute_state(self):
        return super()._compute_state()

    def _meaning(self):
        return self.value_id.id, self.text

    def _mark_listings(self):
        lines = self.product_value_id.pav_attribute_line_ids
        self.env["laredoute.listing"]._mark(
            [("product_tmpl_id", "in", lines.product_tmpl_id.ids)]
        )

    @api.model
    def _of_sources(self, sources):
        known = self.search(
            [
                ("product_value_id", "in", list({value for value, _asked in sources})),
                ("attribute_id", "in", list({asked for _value, asked in sources})),
            ]
        )
        found = {
            (mapping.product_value_id.id, mapping.attribute_id.id): mapping
            for mapping in known
        }
        made = self.create(
            [
                {"product_value_id": value, "attribute_id": attribute}
                for value, attribute in sorted(set(sources) - found.keys())
            ]
        )
        for mapping in made:
            key = mapping.product_value_id.id, mapping.attribute_id.id
            found[key] = mapping
        return found
