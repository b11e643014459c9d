# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The bulk file by EAN: what products say for La Redoute's attributes."""

from odoo import models


class LaredouteReferenceImport(models.Model):
    _inherit = "laredoute.reference.import"

    def _check_products(self, rows):
        """Replace codes by ids; what no product can take is a bad line.

        :return: the rows that can be imported, their data as the ORM takes it
        """
        products = self._products_by_ean({row["data"]["ean"] for row in rows})
        attributes = self._attributes({row["data"]["attribute"] for row in rows})
        codes = {row["data"]["value_code"] for row in rows} - {""}
        values = self.env["laredoute.attribute.value"].search(
            [("code", "in", list(codes)), ("attribute_id.code", "in", [*attributes])]
        )
        listed = {(one.attribute_id.id, one.code): one for one in values}
        free = self._free_attributes(attributes.values())
        good, refused = [], []
        for row in rows:
            data = row["data"]
            product = products.get(data["ean"])
            attribute = attributes.get(data["attribute"])
            value = attribute and listed.get((attribute.id, data["value_code"]))
            reason = self._product_problem(data, product, attribute, value, free)
            if reason:
                refused.append((row, reason, data))
                continue
            content = {
                "product_tmpl_id": product.product_tmpl_id.id,
                "product_id": product.id,
                "attribute_id": attribute.id,
                "value_id": value.id if value else False,
                "text": False if value else data["text"],
            }
            good.append({**row, "data": content})
        self._refuse(refused)
        return good

    def _product_problem(self, data, product, attribute, value, free):
        if product is None:
            return "unknown_ean"
        if attribute is None:
            return "unknown_attribute_code"
        if data["value_code"]:
            if value is None:
                return "value_not_in_list"
            return "value_retired" if value.retired else ""
        return "" if _is_free(free, attribute, data["category"]) else "not_free"

    def _products_by_ean(self, eans):
        """{ean: variant}, of the companies of the person who imports."""
        user = self.create_uid or self.env.user
        products = (
            self.env["product.product"]
            .with_user(user)
            .with_context(allowed_company_ids=user.company_ids.ids)
        )
        found = products.search_fetch(
            [("barcode", "in", list(eans))], ["barcode", "product_tmpl_id"]
        )
        return {one.barcode: one.with_env(self.env) for one in found}

    def _attributes(self, codes):
        found = self.env["laredoute.attribute"].search([("code", "in", list(codes))])
        return {one.code: one for one in found}

    def _free_attributes(self, attributes):
        """{attribute id: {category code: whether it takes one's own words}}."""
        lines = self.env["laredoute.category.attribute"].search(
            [
                ("attribute_id", "in", [one.id for one in attributes]),
                ("retired", "=", False),
            ]
        )
        free = {}
        for line in lines:
            by_category = free.setdefault(line.attribute_id.id, {})
            by_category[line.category_id.code] = not line.constrained
            if line.category_id.level == "f":
                continue
            parent = line.category_id.parent_id.code
            by_category.setdefault(parent, not line.constrained)
        return free

    def _known_products(self, rows):
        """{key of the row: the product's line for the attribute}."""
        pairs = {(r["data"]["product_id"], r["data"]["attribute_id"]): r for r in rows}
        lines = self.env["laredoute.product.attribute"].search(
            [
                ("product_id", "in", [product for product, _attribute in pairs]),
                ("attribute_id", "in", list({attribute for _p, attribute in pairs})),
            ]
        )
        found = {}
        for line in lines:
            row = pairs.get((line.product_id.id, line.attribute_id.id))
            if row:
                found[row["key"]] = line
        return found


def _is_free(free, attribute, category):
    """Whether the attribute takes a free text; where nothing is known, it does."""
    by_category = free.get(attribute.id, {})
    if category in by_category:
        return by_category[category]
    return not by_category or any(by_category.values())
