# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is to be mapped, found among the products before any of them is selected."""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..common import in_french
from ..reference.attribute_usage import may_say_sql, needs_mapping_sql
from ..reference.category_query import with_categories
from .brand_source import BrandSource

#: (Odoo value, La Redoute attribute) that some product needs, for the templates of a
#: subselect. A sub-category's flags win over its family's.
WANTED_VALUES = """
%(with_categories)s, requested AS (
        SELECT DISTINCT ON (each.category_id, line.attribute_id)
               each.category_id, line.attribute_id, line.constrained
          FROM (SELECT DISTINCT category_id, family_id FROM template) each
          JOIN laredoute_category_attribute line
            ON line.category_id IN (each.category_id, each.family_id)
           AND line.retired IS NOT TRUE
          JOIN laredoute_attribute attribute
            ON attribute.id = line.attribute_id AND attribute.retired IS NOT TRUE
      ORDER BY each.category_id, line.attribute_id,
               line.category_id = each.category_id DESC
  )
SELECT DISTINCT rel.product_attribute_value_id, requested.attribute_id
  FROM template
  JOIN requested ON requested.category_id = template.category_id
  JOIN product_template_attribute_line line
    ON line.product_tmpl_id = template.id AND line.active
  JOIN product_attribute_value_product_template_attribute_line_rel rel
    ON rel.product_template_attribute_line_id = line.id
  JOIN product_attribute own ON own.id = line.attribute_id
  JOIN laredoute_attribute attribute ON attribute.id = requested.attribute_id
 WHERE %(may_say)s AND %(needs_mapping)s
"""


class LaredouteAccount(models.Model):
    _inherit = "laredoute.account"

    @api.model
    def _find_to_map(self):
        """Make the mappings that the goods for sale will need, in bulk.

        :return: how many categories, brands and values were added
        """
        mappings = [
            in_french(self.env[f"laredoute.{kind}.mapping"])
            for kind in ("category", "brand", "value")
        ]
        before = [model.search_count([]) for model in mappings]
        categories, brands, values = mappings
        categories._of_sources(self._categories_sold())
        brands._of_sources(self._brand_names_sold())
        values._of_sources(self._values_sold())
        return [
            model.search_count([]) - count
            for model, count in zip(mappings, before, strict=True)
        ]

    @api.model
    def _sold_domain(self):
        companies = self.search([("active", "=", True)]).company_id.ids
        return Domain(
            [
                ("sale_ok", "=", True),
                ("type", "=", "consu"),
                ("company_id", "in", [False, *companies]),
            ]
        )

    @api.model
    def _categories_sold(self):
        groups = self.env["product.template"]._read_group(
            self._sold_domain() & Domain("laredoute_category_id", "=", False),
            ["categ_id"],
        )
        return self.env["product.category"].union(*(group for (group,) in groups))

    def _brand_names_sold(self):
        """What Odoo calls the brands, by the setting of each account."""
        domain = self._sold_domain() & Domain("laredoute_brand_id", "=", False)
        names = set()
        for account in self.search([("active", "=", True)]):
            names |= BrandSource(account).of_templates(domain)
        return names

    @api.model
    def _values_sold(self):
        self.env.flush_all()
        templates = self.env["product.template"]._search(self._sold_domain())
        query = SQL(
            WANTED_VALUES,
            with_categories=with_categories(templates.subselect()),
            may_say=may_say_sql("own", "attribute"),
            needs_mapping=needs_mapping_sql("attribute", "requested"),
        )
        return set(self.env.execute_query(query))
