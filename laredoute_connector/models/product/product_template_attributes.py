# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The attributes a product's category requests, as lines to fill on the product."""

import itertools
from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..common import notification
from ..flow.races import race_is_conflict
from ..reference.attribute_usage import may_say_sql
from ..reference.category_query import with_categories

#: fields that decide what is requested of a product
REQUESTED_BY_FIELDS = {
    "laredoute_category_id",
    "laredoute_label",
    "categ_id",
    "attribute_line_ids",
}
#: fields of a new product that has to do with La Redoute
FOR_SALE_FIELDS = {"laredoute_label", "laredoute_category_id", "laredoute_line_ids"}

#: products that are brought up to date at once when a list or a mapping changes; their
#: check does the others
FEW = 100
#: what the category of each template requests; a sub-category's flags win over its
#: family's. The fifth column: an attribute of Odoo says it, by its values' mapping
REQUESTED = """
%(with_categories)s
SELECT DISTINCT ON (template.id, requested.attribute_id)
       template.id, requested.attribute_id,
       COALESCE(requested.required, FALSE), COALESCE(requested.constrained, FALSE),
       EXISTS (
           SELECT FROM product_template_attribute_line line
             JOIN product_attribute own ON own.id = line.attribute_id
            WHERE line.product_tmpl_id = template.id AND line.active
              AND %(may_say)s
       ),
       template.category_id
  FROM template
  JOIN laredoute_category_attribute requested
    ON requested.category_id IN (template.category_id, template.family_id)
   AND requested.retired IS NOT TRUE
  JOIN laredoute_attribute attribute
    ON attribute.id = requested.attribute_id AND attribute.retired IS NOT TRUE
ORDER BY template.id, requested.attribute_id,
         requested.category_id = template.category_id DESC
"""


class ProductTemplate(models.Model):
    _inherit = "product.template"

    # ------------------------------------------------------------- CRUD methods
    @api.model_create_multi
    def create(self, vals_list):
        templates = super().create(vals_list)
        # nothing else hangs on a new one yet: whoever is not for sale costs nothing
        for_sale = [bool(FOR_SALE_FIELDS & vals.keys()) for vals in vals_list]
        some = templates.browse(itertools.compress(templates.ids, for_sale))
        some._laredoute_at_sale()._laredoute_sync_lines()
        return templates

    def write(self, vals):
        result = super().write(vals)
        if REQUESTED_BY_FIELDS & vals.keys():
            self._laredoute_at_sale()._laredoute_sync_lines()
        return result

    # ----------------------------------------------------------- action methods
    def action_laredoute_apply_to_variants(self):
        """The values set on the product hold for every declination again."""
        self.env["laredoute.product.attribute"].check_access("write")
        given = self.laredoute_line_ids.filtered(lambda line: line._is_set())
        own = self.env["laredoute.product.attribute"].search(
            [("product_tmpl_id", "in", self.ids), ("product_id", "!=", False)]
        )
        requested = {(line.product_tmpl_id, line.attribute_id) for line in given}
        own = own.filtered(
            lambda line: (line.product_tmpl_id, line.attribute_id) in requested
        )
        replaced = len(own.filtered(lambda line: line._is_set()))
        own.unlink()
        message = self._laredoute_applied(given, replaced)
        return notification(message, "success" if given else "warning")

    def action_laredoute_sync_lines(self):
        """Show the attributes La Redoute requests, those not filled in too."""
        self.env["laredoute.product.attribute"].check_access("write")
        self._laredoute_sync_lines()

    def _laredoute_applied(self, given, replaced):
        if not given:
            return self.env._(
                "Nothing is set on the product yet: fill its attributes in first."
            )
        return self.env._(
            "%(values)s attributes hold for all %(variants)s declinations; values of "
            "their own that were replaced: %(replaced)s.",
            values=len(given),
            variants=len(given.product_tmpl_id.product_variant_ids),
            replaced=replaced,
        )

    # --------------------------------------------------------- business methods
    def _laredoute_at_sale(self):
        """Those that have to do with La Redoute; others get no lines.

        What is left of lines on others is brought up to date too.
        """
        return self.sudo().filtered(
            lambda template: (
                template.laredoute_label
                or template.laredoute_category_id
                or template.laredoute_listing_ids
                or template.laredoute_line_ids
            )
        )

    def _laredoute_category(self, catalogue):
        """Return its sub-category in a catalogue: its own, or by mapping."""
        self.ensure_one()
        own = self.laredoute_category_id._of_catalogue(catalogue)
        mapping = self.categ_id.laredoute_mapping_ids._of_catalogue(catalogue)
        return own or mapping.category_id

    def _laredoute_requested(self):
        """Return {template id: {attribute id: (required, constrained, said)}}.

        ``said``: an attribute of Odoo on the product says it.
        """
        requested = defaultdict(dict)
        for template, attribute, *flags in self._laredoute_read_requested():
            requested[template][attribute] = tuple(flags[:3])
        return requested

    def _laredoute_read_requested(self):
        if not self.ids:
            return []
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                REQUESTED,
                with_categories=with_categories(tuple(self.ids)),
                may_say=may_say_sql("own", "attribute"),
            )
        )

    @api.model
    def _laredoute_sync_few(self, domain):
        """Bring products of a domain up to date, where they are few and for sale.

        Where they are many nobody waits for it: each is brought up to date when it is
        checked, and by a button.
        """
        for_sale = Domain.OR(
            [(name, "!=", False)]
            for name in (*sorted(FOR_SALE_FIELDS), "laredoute_listing_ids")
        )
        templates = self.sudo().search(Domain(domain) & for_sale, limit=FEW + 1)
        if len(templates) <= FEW:
            templates._laredoute_sync_lines()

    def _laredoute_sync_lines(self):
        """Make the lines these products' categories request, in bulk.

        What an attribute of Odoo says needs no line. Flags follow the category; empty
        lines of a former category go, filled ones stay.
        """
        if not self:
            return
        lines = self.env["laredoute.product.attribute"].sudo()
        lines = lines.with_context(laredoute_flags_only=True)
        requested = self._laredoute_requested()
        known = lines.search_fetch(
            [("product_tmpl_id", "in", self.ids)],
            ["product_tmpl_id", "product_id", "attribute_id", "value_id", "text"],
        )
        gone, flags, there = lines.browse(), defaultdict(list), set()
        for line in known:
            of_product = requested.get(line.product_tmpl_id.id, {})
            known_flags = of_product.get(line.attribute_id.id)
            if not line._is_set() and (not known_flags or known_flags[2]):
                gone |= line
                continue
            wanted = known_flags[:2] if known_flags else (False, False)
            if (line.required, line.constrained) != wanted:
                flags[wanted].append(line.id)
            if not line.product_id:
                there.add((line.product_tmpl_id.id, line.attribute_id.id))
        gone.unlink()
        for (required, constrained), ids in flags.items():
            lines.browse(ids).write({"required": required, "constrained": constrained})
        with race_is_conflict():
            lines.create(self._laredoute_new_lines(requested, there))

    def _laredoute_new_lines(self, requested, there):
        return [
            {
                "product_tmpl_id": template,
                "attribute_id": attribute,
                "required": required,
                "constrained": constrained,
            }
            for template, of_product in requested.items()
            for attribute, (required, constrained, said) in of_product.items()
            if not said and (template, attribute) not in there
        ]
