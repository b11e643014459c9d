# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the database holds about some listings, read in a dozen queries."""

from collections import Counter, defaultdict
from typing import NamedTuple

from odoo.tools import SQL

from ...marketplace.rules import RequestedAttribute
from ..common import in_french


class Requested(NamedTuple):
    """An attribute a category asks for, with the ids the database knows it by."""

    id: int
    rule: RequestedAttribute


class OdooValue(NamedTuple):
    """A value of an attribute in Odoo, and what that attribute is at La Redoute.

    :ivar target_id: id of the La Redoute attribute, of the usage ``other``
    """

    id: int
    name: str
    attribute_id: int
    usage: str
    target_id: int


class ListingReader:
    """Reads the facts of one batch of listings of one account, in bulk."""

    def __init__(self, listings):
        listings._ensure_one_account()
        self.account = listings.account_id
        #: what belongs to another catalogue says nothing to the account
        self.catalogue = self.account.catalogue_id
        listings = in_french(listings)
        self.env = listings.env
        self.products = listings.product_id
        self.templates = self.products.product_tmpl_id
        self.odoo_values = self._read_odoo_values()
        self.categories = self._read_category_mappings()
        self._category_of = {
            template.id: self._read_category(template) for template in self.templates
        }
        self.brand_names = self._read_brand_names()
        self.brands = self._read_brand_mappings()
        self.requested = self._read_requested()
        self.lines = self._read_lines()
        self.values = self._read_value_mappings()
        self.values_by_category = self._read_values_by_category()
        self.siblings = self._read_siblings()
        self.images = self._read_images()

    # --------------------------------------------------------------- reading
    def _read_odoo_values(self):
        """{product id: [OdooValue]}, those that make no variant too."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT pvc.product_product_id, ptav.product_attribute_value_id
                  FROM product_variant_combination pvc
                  JOIN product_template_attribute_value ptav
                    ON ptav.id = pvc.product_template_attribute_value_id
                 WHERE pvc.product_product_id IN %(products)s
                 UNION
                SELECT p.id, ptav.product_attribute_value_id
                  FROM product_product p
                  JOIN product_template_attribute_value ptav
                    ON ptav.product_tmpl_id = p.product_tmpl_id AND ptav.ptav_active
                  JOIN product_template_attribute_line line
                    ON line.id = ptav.attribute_line_id AND line.value_count = 1
                 WHERE p.id IN %(products)s
                 ORDER BY 1, 2
                """,
                products=tuple(self.products.ids) or (0,),
            )
        )
        model = self.env["product.attribute.value"]
        every = model.browse({value for _product, value in rows})
        by_id = {value.id: self._odoo_value(value) for value in every}
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

    def _read_brand_names(self):
        """{product id: what Odoo calls its brand}, by the account's setting."""
        account = self.account
        if account.brand_source == "attribute":
            attribute_id = account.brand_attribute_id.id
            return {
                product: next(
                    (
                        value.name
                        for value in values
                        if value.attribute_id == attribute_id
                    ),
                    "",
                )
                for product, values in self.odoo_values.items()
            }
        if account.brand_source == "category":
            return {each.id: each.categ_id.display_name or "" for each in self.products}
        name = account.sudo().brand_field_id.name
        field = self.env["product.template"]._fields.get(name)
        if account.brand_source != "field" or not field:
            return {}
        return {
            each.id: str(
                field.convert_to_export(each.product_tmpl_id[name], each) or ""
            ).strip()
            for each in self.products
        }

    def _read_brand_mappings(self):
        mappings = self.env["laredoute.brand.mapping"].sudo()
        names = set(self.brand_names.values()) - {""}
        return mappings._of_sources(self.catalogue, names)

    def _read_requested(self):
        """{La Redoute category id: tuple of Requested}, the family's attributes too."""
        categories = self.env["laredoute.category"].union(*self._category_of.values())
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

    def _read_lines(self):
        """{(template id, product id or None, attribute id): (label, value code)}."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT line.product_tmpl_id, line.product_id, line.attribute_id,
                       COALESCE(value.name, line.text), COALESCE(value.code, '')
                  FROM laredoute_product_attribute line
             LEFT JOIN laredoute_attribute_value value ON value.id = line.value_id
                 WHERE line.product_tmpl_id IN %s
                   AND (line.value_id IS NOT NULL OR COALESCE(line.text, '') != '')
                """,
                tuple(self.templates.ids) or (0,),
            )
        )
        return {tuple(row[:3]): tuple(row[3:]) for row in rows}

    def _read_value_mappings(self):
        """{(Odoo value id, La Redoute attribute id): mapping}, all that are wanted.

        Those nobody saw yet are made, with their proposal, so that the mapping screen
        shows every gap.
        """
        wanted = set()
        for product in self.products:
            for requested in self._requested_of(product):
                for value in self._candidates(product, requested):
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

        One that was told so stays so, though only one of its variants is left.
        """
        domain = [("product_tmpl_id", "in", self.templates.ids)]
        several = self.env["product.product"]._read_group(
            domain, ["product_tmpl_id"], having=[("__count", ">", 1)]
        )
        told = self.env["laredoute.listing"]._read_group(
            [*domain, ("parent_sku", "!=", False)], ["product_tmpl_id"]
        )
        return {template.id for (template,) in several + told}

    def _read_images(self):
        """{product: its prepared pictures in order}; new ones are prepared."""
        return self.env["laredoute.image"]._prepared(self.products)

    # ------------------------------------------------------- what concerns what
    def _read_category(self, template):
        own = template.laredoute_category_id._of_catalogue(self.catalogue)
        return own or self._category_mapping(template).category_id

    def _category(self, product):
        return self._category_of[product.product_tmpl_id.id]

    def _requested_of(self, product):
        """What the product's category and its family ask for."""
        return self.requested.get(self._category(product).id, ())

    def _category_mapping(self, template):
        """The mapping of the product's category; nothing when it has none in Odoo."""
        nothing = self.env["laredoute.category.mapping"]
        return self.categories.get(template.categ_id.id, nothing)

    def _candidates(self, product, requested):
        """The product's Odoo values that may say this attribute."""
        usage, target_id = requested.rule.usage, None
        if usage == "other":
            target_id = requested.id
        elif usage == "commercial_colour":
            # a name of its own, unless La Redoute has a list of those too
            if not requested.rule.constrained:
                return []
            usage = "colour"
        return [
            value
            for value in self.odoo_values.get(product.id, ())
            if value.usage == usage and target_id in (None, value.target_id)
        ]

    # ----------------------------------------------------------- once per batch
    def count_codes(self, name):
        """How many listed products of the account have each of the batch's codes.

        :param name: ``default_code`` or ``barcode``
        """
        codes = {code for code in self.products.mapped(name) if code}
        if name == "barcode":
            # as typed, with the blank that comes with copying: an index finds them
            bare = {code.strip() for code in codes}
            codes = {form for code in bare for form in (code, f" {code}", f"{code} ")}
        groups = self.env["laredoute.listing"]._read_group(
            [
                ("account_id", "=", self.account.id),
                ("selected", "=", True),
                (f"product_id.{name}", "in", list(codes)),
            ],
            ["product_id"],
        )
        return Counter(
            product[name].strip() if name == "barcode" else product[name]
            for (product,) in groups
        )

    def refused_brands(self):
        """Ids of the brands La Redoute refused to this account."""
        brands = self.env["laredoute.brand"].sudo()
        return set(brands._search([("refused_account_ids", "in", self.account.ids)]))
