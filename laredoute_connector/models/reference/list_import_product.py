# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The bulk file by EAN: what products say for La Redoute's attributes."""


class ProductRows:
    """Staged rows of the file by EAN, with ids for codes.

    :param env: environment of the import
    :param catalogue: the ``laredoute.catalogue`` whose attributes and values count
    :param user: whoever imports: products of this user's companies are found
    :ivar good: the rows that can be imported, their data as the ORM takes it
    :ivar refused: [(row, reason, arguments)] of those that no product can take
    """

    def __init__(self, env, catalogue, user, rows):
        self.env, self.catalogue, self.user = env, catalogue, user
        self.products = self._find_products({row["data"]["ean"] for row in rows})
        attributes = self._find("laredoute.attribute", "attribute", rows)
        self.attributes = {one.code: one for one in attributes}
        values = self._find("laredoute.attribute.value", "value_code", rows)
        self.values = {(one.attribute_id.id, one.code): one for one in values}
        self.free = self._find_free()
        self.good, self.refused = [], []
        for row in rows:
            self._add(row)

    def _add(self, row):
        data = row["data"]
        product = self.products.get(data["ean"])
        attribute = self.attributes.get(data["attribute"])
        value = attribute and self.values.get((attribute.id, data["value_code"]))
        reason = self._problem(data, product, attribute, value)
        if reason:
            self.refused.append((row, reason, data))
            return
        content = {
            "product_tmpl_id": product.product_tmpl_id.id,
            "product_id": product.id,
            "attribute_id": attribute.id,
            "value_id": value.id if value else False,
            "text": False if value else data["text"],
        }
        self.good.append({**row, "data": content})

    def _problem(self, data, product, attribute, value):
        if product is None:
            return "unknown_ean"
        if attribute is None:
            return "unknown_attribute_code"
        if data["value_code"]:
            if value is None:
                return "value_not_in_list"
            return "value_retired" if value.retired else ""
        return "" if self._is_free(attribute, data["category"]) else "not_free"

    def _find(self, model_name, name, rows):
        """Return the catalogue's records that the rows name by code as ``name``."""
        codes = {row["data"][name] for row in rows} - {""}
        return self.env[model_name].search(
            [("catalogue_id", "=", self.catalogue.id), ("code", "in", list(codes))]
        )

    def _find_products(self, eans):
        """Return {ean: variant}, of the companies of the person who imports."""
        products = self.env["product.product"].with_user(self.user)
        companies = self.user.company_ids.ids
        found = products.with_context(allowed_company_ids=companies).search_fetch(
            [("barcode", "in", list(eans))], ["barcode", "product_tmpl_id"]
        )
        return {one.barcode: one.with_env(self.env) for one in found}

    def _find_free(self):
        """Return {attribute id: {category code: whether it takes one's own words}}."""
        lines = self.env["laredoute.category.attribute"].search(
            [
                ("attribute_id", "in", [one.id for one in self.attributes.values()]),
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

    def _is_free(self, attribute, category):
        """Whether the attribute takes a free text; where nothing is known, it does."""
        by_category = self.free.get(attribute.id, {})
        if category in by_category:
            return by_category[category]
        return not by_category or any(by_category.values())


def known_lines(env, rows):
    """Return {key of a row of :class:`ProductRows`: the product's line it is about}."""
    pairs = {(r["data"]["product_id"], r["data"]["attribute_id"]): r for r in rows}
    lines = env["laredoute.product.attribute"].search(
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
