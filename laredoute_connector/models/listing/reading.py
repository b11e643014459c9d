# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the database holds about some products, read in a dozen queries.

What is one for each product is kept as plain values by its id: to read a field of a
record costs some microseconds, and there are dozens for each of many thousand products.
What products share (a template, a category, a mapping) stays a record.
"""

from collections import defaultdict

from odoo.tools import SQL

from ...marketplace.rules import RequestedAttribute
from ..common import FRENCH, in_french
from ..mapping.brand_source import BrandSource
from ..reference.attribute_usage import may_say, needs_mapping
from .rows import OdooValue, OwnValue, Requested, Variant

#: the values of the attributes of variants, those that make no variant too; templates
#: are named so that an index is used
ODOO_VALUES = """
SELECT pvc.product_product_id, ptav.product_attribute_value_id
  FROM product_variant_combination pvc
  JOIN product_template_attribute_value ptav
    ON ptav.id = pvc.product_template_attribute_value_id
   AND ptav.product_tmpl_id IN %(templates)s
 WHERE pvc.product_product_id IN %(products)s
 UNION
SELECT product.id, ptav.product_attribute_value_id
  FROM product_product product
  JOIN product_template_attribute_value ptav
    ON ptav.product_tmpl_id = product.product_tmpl_id AND ptav.ptav_active
   AND ptav.product_tmpl_id IN %(templates)s
  JOIN product_template_attribute_line line
    ON line.id = ptav.attribute_line_id AND line.value_count = 1
   AND line.product_tmpl_id IN %(templates)s
 WHERE product.id IN %(products)s
 ORDER BY 1, 2
"""
#: what is set on products and variants themselves
OWN_VALUES = """
SELECT line.product_tmpl_id, line.product_id, line.attribute_id,
       COALESCE(value.name, line.text), COALESCE(value.code, '')
  FROM laredoute_product_attribute line
  LEFT JOIN laredoute_attribute_value value ON value.id = line.value_id
 WHERE line.product_tmpl_id IN %(templates)s
   AND (line.value_id IS NOT NULL OR COALESCE(line.text, '') != '')
"""
#: whether the title and the description that are sent were never translated
UNTRANSLATED = """
SELECT id,
       COALESCE(laredoute_title, '') = '' AND NOT name ? %(french)s,
       COALESCE(laredoute_description, '') = '' AND NOT description_sale ? %(french)s
  FROM product_template
 WHERE id IN %(templates)s
"""


class ListingReader:
    """Reads the facts of one batch of products for one account, in bulk.

    :param account: its settings say where the brand stands
    :param products: variants, some hundreds at a time
    :param images: {product: ids of its images}, when selected already
    """

    def __init__(self, account, products, images=None):
        self.account = account
        #: what belongs to another catalogue says nothing to the account
        self.catalogue = account.catalogue_id
        self.env = in_french(account).env
        # much is read by plain queries
        self.env.flush_all()
        self.products = products.with_env(self.env).with_prefetch()
        self._may_say = {}
        self.templates = self.products.product_tmpl_id
        self.template_of = {template.id: template for template in self.templates}
        self.variants = self._read_variants()
        self.odoo_values = self._read_odoo_values()
        self.categories = self._read_category_mappings()
        self.category_of = {
            template.id: template.laredoute_category_id._of_catalogue(self.catalogue)
            or self.category_mapping(template).category_id
            for template in self.templates
        }
        self.category_ids = {key: each.id for key, each in self.category_of.items()}
        source = BrandSource(account)
        self.brand_names = source.of_products(self.products, self.odoo_values)
        self.brands = self._read_brand_mappings()
        self.requested = self._read_requested()
        self.own_values = self._read_own_values()
        self.values = self._read_value_mappings()
        self.values_by_category = self._read_values_by_category()
        self.siblings = self._read_siblings()
        self.untranslated = self._read_untranslated()
        self.images = self._read_images(images)

    # --------------------------------------------------------------- reading
    def _read_variants(self):
        """{product id: Variant}, in the order of the products."""
        return {
            row["id"]: Variant(
                row["id"],
                row["product_tmpl_id"],
                (row["barcode"] or "").strip(),
                row["default_code"] or "",
            )
            for row in self.products.read(
                ["product_tmpl_id", "barcode", "default_code"], load=""
            )
        }

    def _read_odoo_values(self):
        """{product id: [OdooValue]}, those that make no variant too."""
        products = tuple(self.products.ids) or (0,)
        templates = tuple(self.templates.ids) or (0,)
        query = SQL(ODOO_VALUES, products=products, templates=templates)
        rows = self.env.execute_query(query)
        values = self.env["product.attribute.value"].browse({row[1] for row in rows})
        by_id = {value.id: self._odoo_value(value) for value in values}
        found = defaultdict(list)
        for product, value in rows:
            found[product].append(by_id[value])
        return found

    def _odoo_value(self, value):
        attribute = value.attribute_id
        return OdooValue(
            id=value.id,
            name=value.name,
            attribute_id=attribute.id,
            usage=attribute.laredoute_usage,
            target_id=attribute.laredoute_attribute_id.id,
        )

    def _read_category_mappings(self):
        mappings = self.env["laredoute.category.mapping"].sudo()
        return mappings._of_sources(self.catalogue, self.templates.categ_id)

    def _read_brand_mappings(self):
        mappings = self.env["laredoute.brand.mapping"].sudo()
        names = set(self.brand_names.values())
        return mappings._of_sources(self.catalogue, names)

    def _read_requested(self):
        """{La Redoute category id: tuple of Requested}, the family's attributes too."""
        categories = self.env["laredoute.category"].union(*self.category_of.values())
        lines = self.env["laredoute.category.attribute"].search(
            [
                ("category_id", "in", (categories | categories.parent_id).ids),
                ("retired", "=", False),
                ("attribute_id.retired", "=", False),
            ]
        )
        of_category = defaultdict(dict)
        for line in lines:
            known = of_category[line.category_id.id]
            known[line.attribute_id] = (line.required, line.constrained)
        allowed = self._read_allowed(lines)
        return {
            category.id: tuple(
                self._requested(category, attribute, flags, allowed)
                for attribute, flags in (
                    of_category[category.parent_id.id] | of_category[category.id]
                ).items()
            )
            for category in categories
        }

    def _read_allowed(self, lines):
        """{(attribute id, category id or None): codes of its list}."""
        attributes = lines.filtered("constrained").attribute_id
        groups = self.env["laredoute.attribute.value"]._read_group(
            [("attribute_id", "in", attributes.ids), ("retired", "=", False)],
            ["attribute_id", "category_id"],
            ["code:array_agg"],
        )
        return {
            (attribute.id, category.id or None): codes
            for attribute, category, codes in groups
        }

    def _requested(self, category, attribute, flags, allowed):
        required, constrained = flags
        codes = allowed.get((attribute.id, None), []) + allowed.get(
            (attribute.id, category.id), []
        )
        rule = RequestedAttribute(
            code=attribute.code,
            name=attribute.name,
            usage=attribute.usage,
            required=required,
            constrained=constrained,
            value_codes=frozenset(codes),
        )
        return Requested(attribute.id, rule)

    def _read_own_values(self):
        """{(template id, product id or None, attribute id): OwnValue}."""
        rows = self.env.execute_query(
            SQL(OWN_VALUES, templates=tuple(self.templates.ids) or (0,))
        )
        return {tuple(row[:3]): OwnValue(*row[3:]) for row in rows}

    def _read_value_mappings(self):
        """{(Odoo value id, La Redoute attribute id): mapping}, all that are wanted.

        Those nobody saw yet are made, with their proposal, so that the mapping screen
        shows every gap.
        """
        wanted = set()
        for variant in self.variants.values():
            for requested in self.requested_of(variant):
                for value in self.mapped_values(variant, requested):
                    wanted.add((value.id, requested.id))
        mappings = self.env["laredoute.value.mapping"].sudo()
        return mappings._of_sources(self.catalogue, wanted)

    def _read_values_by_category(self):
        """{(attribute id, name, category id): value}, for lists of a category."""
        values = self.env["laredoute.attribute.value"].search(
            [("category_id", "in", list(self.requested)), ("retired", "=", False)]
        )
        return {
            (each.attribute_id.id, each.name.casefold(), each.category_id.id): each
            for each in values
        }

    def _read_siblings(self):
        """Ids of the templates whose variants are declinations of a parent.

        One that was sent so stays so, though only one of its variants is left.
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT product_tmpl_id FROM product_product
                 WHERE product_tmpl_id IN %(templates)s AND active
                 GROUP BY product_tmpl_id HAVING COUNT(*) > 1
                 UNION
                SELECT product_tmpl_id FROM laredoute_listing
                 WHERE product_tmpl_id IN %(templates)s AND parent_sku != ''
                """,
                templates=tuple(self.templates.ids) or (0,),
            )
        )
        return {template for (template,) in rows}

    def _read_untranslated(self):
        """{template id: whether its title, and its description, lack French}.

        Where French is the only language, what is written is French.
        """
        languages = {code for code, _name in self.env["res.lang"].get_installed()}
        if FRENCH not in languages or len(languages) == 1:
            return {}
        templates = tuple(self.templates.ids) or (0,)
        query = SQL(UNTRANSLATED, french=FRENCH, templates=templates)
        return {row[0]: row[1:] for row in self.env.execute_query(query)}

    def _read_images(self, selected):
        """{product id: its prepared images in order}; new ones are prepared."""
        prepared = self.env["laredoute.image"]._prepared(self.products, selected)
        return {product.id: images for product, images in prepared.items()}

    # ------------------------------------------------------- what concerns what
    def requested_of(self, variant):
        """Return what the variant's category and its family request."""
        return self.requested.get(self.category_ids[variant.template_id], ())

    def category_mapping(self, template):
        """Return the mapping of the product's category; empty when it has none."""
        nothing = self.env["laredoute.category.mapping"]
        return self.categories.get(template.categ_id.id, nothing)

    def mapped_values(self, variant, requested):
        """Return the variant's Odoo values whose mapping may say an attribute."""
        key = variant.id, requested.id
        if key not in self._may_say:
            self._may_say[key] = self._values_that_may_say(variant, requested)
        return self._may_say[key]

    def _values_that_may_say(self, variant, requested):
        rule = requested.rule
        if not needs_mapping(rule.usage, rule.constrained):
            return []
        return [
            value
            for value in self.odoo_values.get(variant.id, ())
            if may_say(value.usage, value.target_id, rule.usage, requested.id)
        ]
