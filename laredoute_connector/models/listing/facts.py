# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Everything the rules and the product file need of some listings, read in bulk.

A value set on the variant wins over one set on the product, which wins over a mapping
a person confirmed. Proposals count for nothing.
"""

from typing import NamedTuple

from ...marketplace.records import ProductAttribute
from ..reference.attribute import DECLINABLE
from .reading import ListingReader


class Mapped(NamedTuple):
    """What a mapping says; empty until a person confirmed it."""

    id: int
    label: str
    value_code: str
    text: str


class Pictures(NamedTuple):
    """The pictures of a product: as judged, what stands against some, as told."""

    judged: tuple
    findings: tuple
    records: tuple


class Resolved(NamedTuple):
    """What La Redoute would be told of one product, apart from texts and pictures.

    :ivar gaps: finding field of the mapping → id of the mapping that would fix it,
        by the code of a La Redoute attribute, ``category`` or ``brand``
    """

    category: object
    category_source: str
    brand: object
    brand_source: str
    requested: tuple
    given: tuple
    gaps: dict


class ListingFacts(ListingReader):
    """The facts of one batch of listings of one account; a dozen queries in all.

    What is shared (a template's texts, a mapping, pictures) is read from the records
    once and kept as plain values: a record's field is a hundred times slower to read.
    """

    def __init__(self, listings):
        super().__init__(listings)
        self._words, self._texts, self._pictures = {}, {}, {}
        self.resolved = {product: self._resolve(product) for product in self.products}

    def parent_sku(self, template):
        """The parent's reference; empty for a product without declinations."""
        return template._laredoute_parent() if template.id in self.siblings else ""

    def _says(self, product, value, requested):
        """What a mapping says of a value, read once for all that have the value.

        Where La Redoute's list differs by category, the mapping names the value of one
        category; another category's value of the same name is the same size there.
        """
        category = self._category(product)
        key = value.id, requested.id, category.id
        if key not in self._words:
            mapping = self.values[value.id, requested.id]
            target = mapping.value_id
            if target.category_id not in (category, category.browse()):
                name = requested.id, target.name.casefold(), category.id
                target = self.values_by_category.get(name, target.browse())
            self._words[key] = Mapped(
                mapping.id, target.name or "", target.code or "", mapping.text or ""
            )
        return self._words[key]

    def _resolve(self, product):
        template = product.product_tmpl_id
        category = self._category(product)
        requested = self._requested_of(product)
        given, gaps = self._resolve_attributes(product, requested)
        if not category:
            gaps["category"] = self._category_mapping(template).id
        source = self.brand_names.get(product.id, "")
        brand = template.laredoute_brand_id._of_catalogue(self.catalogue)
        if not brand and source:
            brand = self.brands[source].brand_id
            gaps["brand"] = self.brands[source].id
        return Resolved(
            category=category,
            category_source=template.categ_id.display_name or "",
            brand=brand,
            brand_source=source,
            requested=tuple(each.rule for each in requested),
            given=given,
            gaps=gaps,
        )

    def _resolve_attributes(self, product, requested):
        given, gaps = [], {}
        template_id = product.product_tmpl_id.id
        for each in requested:
            told = (
                self.lines.get((template_id, product.id, each.id))
                or self.lines.get((template_id, None, each.id))
                or self._mapped(product, each, gaps)
            )
            if told:
                label, value_code = told
                given.append(
                    ProductAttribute(
                        code=each.rule.code,
                        label=label,
                        value_code=value_code,
                        declinable=each.rule.usage in DECLINABLE,
                    )
                )
        return tuple(given), gaps

    def _mapped(self, product, requested, gaps):
        """What the mappings say; the mapping that says nothing yet is a gap."""
        for value in self._candidates(product, requested):
            said = self._says(product, value, requested)
            if said.label:
                return said.label, said.value_code
            if said.text and not requested.rule.constrained:
                return said.text, ""
            gaps[requested.rule.code] = said.id
        if (
            requested.rule.usage == "commercial_colour"
            and not requested.rule.constrained
        ):
            return self._commercial_name(product)
        return None

    def _commercial_name(self, product):
        """The seller's own name of the colour; the mapping of the colour may say it."""
        for value in self.odoo_values.get(product.id, ()):
            if value.usage == "colour":
                return self._colour_words(product, value) or value.name, ""
        return None

    def _colour_words(self, product, value):
        for requested in self._requested_of(product):
            if requested.rule.usage == "colour":
                return self._says(product, value, requested).text
        return None

    def told(self, product):
        """What is told of a product and of its parent alike."""
        template = product.product_tmpl_id
        if template.id not in self._texts:
            self._texts[template.id] = {
                "parent_sku": self.parent_sku(template),
                "category_code": self._category(product).code or "",
                "title": template._laredoute_title(),
                "description": template._laredoute_description(),
            }
        brand = self.resolved[product].brand
        return {**self._texts[template.id], "brand_code": brand.code or ""}

    def pictures(self, product):
        """What is judged and told of its pictures, once for all that share them."""
        images = self.images[product]
        if images._ids not in self._pictures:
            self._pictures[images._ids] = Pictures(
                images._facts(), images._findings(), images._records(self.account)
            )
        return self._pictures[images._ids]
