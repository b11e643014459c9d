# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What counts for some products, read for the screen: nothing is written."""

from collections import defaultdict
from typing import NamedTuple

from ..listing.facts import ListingFacts


class PageRow(NamedTuple):
    """An attribute a product's category asks for, and where its value comes from.

    :ivar by_odoo: whether an attribute of Odoo says it, once its values are mapped
    :ivar mapped: what the mappings give, "" when nothing
    :ivar own: what the product itself says, "" when nothing
    :ivar variant: what the variant itself says, "" when nothing
    """

    attribute_id: int
    name: str
    required: bool
    constrained: bool
    by_odoo: bool
    mapped: str
    own: str
    variant: str

    @property
    def told(self):
        """The value that counts."""
        return self.variant or self.own or self.mapped

    @property
    def source(self):
        """Where the value that counts comes from; "" when there is none."""
        if self.variant:
            return "variant"
        if self.own:
            return "product"
        return "mapping" if self.mapped else ""


class PageFacts(ListingFacts):
    """The facts of products that may not be listed yet.

    Mappings nobody saw yet are made by the check; a screen that is opened makes none.
    """

    def __init__(self, account, products):
        listings = account.env["laredoute.listing"]
        listings = listings.concat(
            *(
                listings.new({"account_id": account.id, "product_id": product.id})
                for product in products
            )
        )
        super().__init__(listings)

    def _found(self, model, domain, key):
        mappings = self.env[model].sudo()
        found = defaultdict(lambda: mappings)
        for mapping in mappings.search(domain):
            found[key(mapping)] = mapping
        return found

    def _read_category_mappings(self):
        return self._found(
            "laredoute.category.mapping",
            [
                ("catalogue_id", "=", self.catalogue.id),
                ("product_category_id", "in", self.templates.categ_id.ids),
            ],
            lambda mapping: mapping.product_category_id.id,
        )

    def _read_brand_mappings(self):
        return self._found(
            "laredoute.brand.mapping",
            [
                ("catalogue_id", "=", self.catalogue.id),
                ("name", "in", list(set(self.brand_names.values()) - {""})),
            ],
            lambda mapping: mapping.name,
        )

    def _read_value_mappings(self):
        values = {value.id for found in self.odoo_values.values() for value in found}
        return self._found(
            "laredoute.value.mapping",
            [("product_value_id", "in", list(values)), ("state", "=", "confirmed")],
            lambda mapping: (mapping.product_value_id.id, mapping.attribute_id.id),
        )

    def _read_images(self):
        return {}

    def rows(self, product):
        """What the product's category asks for, what is required first."""
        template = product.product_tmpl_id
        requested = self.requested.get(self._category(product).id, ())
        rows = []
        for each in sorted(requested, key=lambda each: not each.rule.required):
            mapped = self._mapped(product, each, {})
            by_odoo = any(True for _value in self._candidates(product, each))
            own = self.lines.get((template.id, None, each.id))
            variant = self.lines.get((template.id, product.id, each.id))
            rows.append(
                PageRow(
                    attribute_id=each.id,
                    name=each.rule.name,
                    required=each.rule.required,
                    constrained=each.rule.constrained,
                    by_odoo=bool(mapped) or by_odoo,
                    mapped=mapped[0] if mapped else "",
                    own=own[0] if own else "",
                    variant=variant[0] if variant else "",
                )
            )
        return rows
