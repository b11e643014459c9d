# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is to be mapped, found among the products before any of them is selected.

Everything runs as the system: products of all companies are looked at.
"""

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


def find_to_map(env):
    """Make the mappings that the goods for sale will need, in bulk.

    :param env: any environment
    :return: how many categories, brands and values were added
    """
    env = in_french(env["laredoute.account"].sudo()).env
    names = [f"laredoute.{kind}.mapping" for kind in ("category", "brand", "value")]
    before = [env[name].search_count([]) for name in names]
    accounts = env["laredoute.account"].search([("active", "=", True)])
    for catalogue, of_catalogue in accounts.grouped("catalogue_id").items():
        sold = _sold(of_catalogue)
        for name, sources in zip(
            names,
            (
                _categories_sold(catalogue, sold),
                _brand_names_sold(catalogue, of_catalogue, sold),
                _values_sold(catalogue, sold),
            ),
            strict=True,
        ):
            env[name]._of_sources(catalogue, sources)
    return [
        env[name].search_count([]) - count
        for name, count in zip(names, before, strict=True)
    ]


def _sold(accounts):
    """Return the domain of the templates that these accounts may sell."""
    return Domain(
        [
            ("sale_ok", "=", True),
            ("type", "=", "consu"),
            ("company_id", "in", [False, *accounts.company_id.ids]),
        ]
    )


def _without_own(catalogue, field):
    """Return the domain of products that say nothing themselves in a catalogue."""
    return Domain(field, "not any", [("catalogue_id", "=", catalogue.id)])


def _categories_sold(catalogue, sold):
    domain = sold & _without_own(catalogue, "laredoute_category_id")
    groups = catalogue.env["product.template"]._read_group(domain, ["categ_id"])
    return catalogue.env["product.category"].union(*(group for (group,) in groups))


def _brand_names_sold(catalogue, accounts, sold):
    """Return what Odoo calls the brands, by the setting of each account."""
    domain = sold & _without_own(catalogue, "laredoute_brand_id")
    names = set()
    for account in accounts:
        names |= BrandSource(account).of_templates(domain)
    return names


def _values_sold(catalogue, sold):
    """Return {(Odoo value id, La Redoute attribute id)} that some product needs."""
    env = catalogue.env
    env.flush_all()
    templates = env["product.template"]._search(sold).subselect()
    query = SQL(
        WANTED_VALUES,
        with_categories=with_categories(templates, catalogue),
        may_say=may_say_sql("own", "attribute"),
        needs_mapping=needs_mapping_sql("attribute", "requested"),
    )
    return set(env.execute_query(query))
