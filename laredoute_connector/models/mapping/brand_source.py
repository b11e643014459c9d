# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where Odoo keeps the brand of a product, by the account's setting."""

from ..common import in_french


class BrandSource:
    """What Odoo calls the brands, for one account.

    :param account: its ``brand_source`` decides
    """

    def __init__(self, account):
        self.account = in_french(account)
        self.source = account.brand_source

    def of_products(self, products, values):
        """Return {product id: what Odoo calls its brand}; without those that have none.

        :param products: variants
        :param values: {product id: its attribute values}, each with ``attribute_id``
            and ``name``
        """
        if self.source == "attribute":
            wanted = self.account.brand_attribute_id.id
            names = {
                product: next(
                    (each.name for each in of_product if each.attribute_id == wanted),
                    "",
                )
                for product, of_product in values.items()
            }
        else:
            templates = products.product_tmpl_id
            of_template = {each.id: self._of_template(each) for each in templates}
            names = {each.id: of_template[each.product_tmpl_id.id] for each in products}
        return {product: name for product, name in names.items() if name}

    def of_templates(self, domain):
        """Return the set of the names of all the products of a domain.

        :param domain: of ``product.template``
        """
        templates = self.account.env["product.template"]
        if self.source == "attribute":
            lines = self.account.env["product.template.attribute.line"].search(
                [
                    ("attribute_id", "=", self.account.brand_attribute_id.id),
                    ("product_tmpl_id", "any", domain),
                ]
            )
            names = set(lines.value_ids.mapped("name"))
        elif self.source == "category":
            groups = templates._read_group(domain, ["categ_id"])
            names = {category.display_name for (category,) in groups}
        elif field := self._field():
            found = templates.search_fetch(domain, [field.name], order="id")
            names = {self._of_template(each) for each in found}
        else:
            names = set()
        return names - {"", False}

    def _of_template(self, template):
        """Return what its category or its field says, ``""`` when nothing."""
        if self.source == "category":
            return template.categ_id.display_name or ""
        field = self._field()
        if not field:
            return ""
        # a selection's label, a record's name
        return str(
            field.convert_to_export(template[field.name], template) or ""
        ).strip()

    def _field(self):
        """Return the field of a template that says it, None when no field does."""
        if self.source != "field":
            return None
        name = self.account.sudo().brand_field_id.name
        return self.account.env["product.template"]._fields.get(name)
