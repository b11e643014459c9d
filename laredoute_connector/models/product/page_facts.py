# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What counts for some products, read for the screen: nothing is written."""

from collections import defaultdict
from typing import NamedTuple

from ..listing.facts import ListingFacts, Said


class PageRow(NamedTuple):
    """An attribute a product's category requests, and what may say it.

    :ivar by_odoo: whether an attribute of Odoo says it, once its values are mapped
    :ivar said: see :class:`~..listing.facts.Said`
    """

    attribute_id: int
    name: str
    required: bool
    constrained: bool
    by_odoo: bool
    said: Said

    @property
    def value(self):
        """Return the value that counts, "" when there is none."""
        return self.said.value.label if self.said.value else ""

    @property
    def mapped(self):
        """Return what the mappings give, "" when nothing."""
        return self.said.mapping.label if self.said.mapping else ""


class PageFacts(ListingFacts):
    """The facts of products that may not be listed yet.

    Mappings nobody saw yet are made by the check; a screen that is opened makes none.
    """

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
                ("name", "in", list(set(self.brand_names.values()))),
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

    def _read_images(self, _selected):
        return {}

    def rows(self, product):
        """Return a :class:`PageRow` for each attribute requested, required ones first.

        :param product: a variant
        """
        variant = self.variants[product.id]
        rows = []
        for each in sorted(
            self.requested_of(variant), key=lambda each: not each.rule.required
        ):
            said = self.said(variant, each)
            rows.append(
                PageRow(
                    attribute_id=each.id,
                    name=each.rule.name,
                    required=each.rule.required,
                    constrained=each.rule.constrained,
                    by_odoo=bool(said.mapping or self.mapped_values(variant, each)),
                    said=said,
                )
            )
        return rows


def account_of_page(env):
    """Return the account whose brand setting counts on a product's page, as superuser.

    The first that lists products, of the companies on screen.
    """
    accounts = env["laredoute.account"].search(
        [("company_id", "in", env.companies.ids)]
    )
    working = accounts.filtered("switch_listings")
    return (working or accounts)[:1].sudo()
