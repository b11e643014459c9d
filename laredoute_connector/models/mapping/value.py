# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Values of Odoo's attributes → values of La Redoute's: sizes, colours and others."""

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..common import in_french
from .names import Names


class LaredouteValueMapping(models.Model):
    _name = "laredoute.value.mapping"
    _description = "Attribute Value at La Redoute"
    _inherit = ["laredoute.mapping"]
    _order = "product_attribute_id, attribute_id, product_value_id"
    _rec_name = "product_value_id"
    _target = "value_id"
    _same_catalogue = ("attribute_id",)
    _finding_field = "value_mapping_id"

    # found by the index of _once
    product_value_id = fields.Many2one(
        "product.attribute.value", "Value in Odoo", required=True, ondelete="cascade"
    )
    product_attribute_id = fields.Many2one(
        related="product_value_id.attribute_id",
        string="Attribute in Odoo",
        store=True,
        index=True,
    )
    attribute_id = fields.Many2one(
        "laredoute.attribute",
        "La Redoute Attribute",
        required=True,
        index=True,
        ondelete="cascade",
    )
    usage = fields.Selection(related="attribute_id.usage", store=True)
    listed = fields.Boolean(
        compute="_compute_listed",
        help="La Redoute takes values of its list only, in one category at least.",
    )
    value_id = fields.Many2one(
        "laredoute.attribute.value",
        "La Redoute Value",
        domain="[('attribute_id', '=', attribute_id), ('retired', '=', False)]",
        index="btree_not_null",
        ondelete="restrict",
        help="For a colour: the generic one, from La Redoute's list. The commercial "
        "colour goes with it; La Redoute's category decides under which code.",
    )
    text = fields.Char(
        "Own Words",
        help="What the buyer reads where La Redoute has no list. For a colour: its "
        "commercial name; empty: the value's name in Odoo.",
    )
    proposal_id = fields.Many2one(
        "laredoute.attribute.value", "Proposed Value", ondelete="set null"
    )
    proposal = fields.Char(
        compute="_compute_proposal",
        help="By name. It is used only once confirmed.",
    )
    target_retired = fields.Boolean(related="value_id.retired")

    _once = models.Constraint(
        "UNIQUE(product_value_id, attribute_id)",
        "This value is in the list already for that attribute.",
    )

    # ---------------------------------------------------------- compute methods
    @api.depends("attribute_id")
    def _compute_listed(self):
        groups = self.env["laredoute.category.attribute"]._read_group(
            [
                ("attribute_id", "in", self.attribute_id.ids),
                ("constrained", "=", True),
                ("retired", "=", False),
            ],
            ["attribute_id"],
        )
        constrained = {attribute for (attribute,) in groups}
        for mapping in self:
            mapping.listed = mapping.attribute_id in constrained

    @api.depends("value_id", "text", "proposal_id", "attribute_id", "dismissed")
    def _compute_state(self):
        return super()._compute_state()

    @api.depends("state", "proposal_id", "product_value_id")
    @api.depends_context("lang")
    def _compute_proposal(self):
        for mapping in self:
            words = mapping.product_value_id.name
            if mapping.state != "proposed":
                mapping.proposal = False
            elif mapping.proposal_id:
                value = mapping.proposal_id
                mapping.proposal = f"{value.name} ({value.code})"
            else:
                mapping.proposal = self.env._("“%s”, in your own words", words)

    def _is_set(self):
        return bool(self.value_id or (self.text and not self.listed))

    def _is_proposed(self):
        # without a list, the name in Odoo will do
        return bool(self.proposal_id or (not self.listed and not self.dismissed))

    # ------------------------------------------------------- constraint methods
    @api.constrains("value_id", "attribute_id")
    def _check_value(self):
        for mapping in self:
            if mapping.value_id and mapping.value_id.attribute_id != (
                mapping.attribute_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(value)s is no value of %(attribute)s: choose from the list "
                        "of that attribute.",
                        value=mapping.value_id.name,
                        attribute=mapping.attribute_id.name,
                    )
                )

    # ------------------------------------------------------------- CRUD methods
    def _meaning(self):
        return self.value_id.id, self.text

    def _proposed_values(self):
        if self.proposal_id:
            return super()._proposed_values()
        return {"text": in_french(self).product_value_id.name}

    # --------------------------------------------------------- business methods
    def _invalidate_listings(self):
        values = self.sudo().product_value_id
        self.env["laredoute.listing"]._invalidate(
            [
                ("account_id.catalogue_id", "in", self.catalogue_id.ids),
                ("product_tmpl_id.attribute_line_ids.value_ids", "in", values.ids),
            ]
        )

    def _source(self):
        return self.product_value_id.id, self.attribute_id.id

    @api.model
    def _proposals(self, catalogue, sources):
        of_attribute = defaultdict(list)
        requested = {attribute for _value, attribute in sources}
        for value in self.env["laredoute.attribute.value"].search_fetch(
            [
                ("catalogue_id", "=", catalogue.id),
                ("attribute_id", "in", list(requested)),
                ("retired", "=", False),
            ],
            ["attribute_id", "name", "category_id"],
        ):
            of_attribute[value.attribute_id.id].append(value)
        names = {
            attribute: Names(self._choices(values))
            for attribute, values in of_attribute.items()
        }
        values = in_french(self).env["product.attribute.value"]
        values = values.browse({value for value, _attribute in sources})
        words = {value.id: value.name for value in values}
        return {
            (value, attribute): names[attribute].propose([words[value]])
            for value, attribute in sources
            if attribute in names
        }

    @api.model
    def _choices(self, values):
        """One choice per name; categories may each have a value of that name."""
        named = {}
        for value in sorted(values, key=lambda value: value.category_id.id or 0):
            named.setdefault(value.name, (value.id, value.name, ""))
        return named.values()

    @api.model
    def _of_sources(self, catalogue, sources):
        values = {value for value, _requested in sources}
        attributes = {requested for _value, requested in sources}
        known = self.search(
            [
                ("catalogue_id", "=", catalogue.id),
                ("product_value_id", "in", list(values)),
                ("attribute_id", "in", list(attributes)),
            ]
        )
        found = {mapping._source(): mapping for mapping in known}
        missing = sorted(set(sources) - found.keys())
        proposals = self._proposals(catalogue, missing) if missing else {}
        made = self._make(
            catalogue,
            [
                {
                    "product_value_id": value,
                    "attribute_id": attribute,
                    "proposal_id": proposals.get((value, attribute)),
                }
                for value, attribute in missing
            ],
        )
        found.update((mapping._source(), mapping) for mapping in made)
        return found
