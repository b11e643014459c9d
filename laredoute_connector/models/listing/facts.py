# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Everything the rules and the product file need of some products, read in bulk.

A value set on the variant wins over one set on the product, which wins over a mapping
a person confirmed. Proposals count for nothing.
"""

from typing import NamedTuple
from urllib.parse import urlsplit

from ...marketplace.records import Product, ProductAttribute
from ..reference.attribute import DECLINABLE
from .reading import ListingReader
from .rows import OwnValue


class Mapped(NamedTuple):
    """What a mapping says; empty until a person confirmed it."""

    id: int
    label: str
    value_code: str
    text: str


class Said(NamedTuple):
    """What may say one attribute of a variant, the strongest first.

    :ivar variant: what is set on the variant itself, None when nothing
    :ivar product: what is set on its product
    :ivar mapping: what the mappings of its Odoo values give
    :ivar gap: id of the mapping that would say it and does not yet; 0 without one
    """

    variant: OwnValue | None
    product: OwnValue | None
    mapping: OwnValue | None
    gap: int

    @property
    def source(self):
        """Return which of them counts: its name, ``""`` when nothing says it."""
        for name in ("variant", "product", "mapping"):
            if getattr(self, name):
                return name
        return ""

    @property
    def value(self):
        """Return what counts, None when nothing says it."""
        return self.variant or self.product or self.mapping


class Images(NamedTuple):
    """The images of a product: for the rules, what stands against some, as sent.

    :ivar hosts: from which La Redoute is to fetch them, where it is the real one
    """

    facts: tuple
    findings: tuple
    records: tuple
    hosts: frozenset


class Texts(NamedTuple):
    """What a template gives to each of its variants alike."""

    parent_sku: str
    category_code: str
    title: str
    description: str
    title_untranslated: bool
    description_untranslated: bool


class Resolved(NamedTuple):
    """What La Redoute would be sent of one product, apart from texts and images.

    :ivar category: its La Redoute category, an empty record without one
    :ivar gaps: what a finding would concern → id of the mapping that would fix it, by
        the code of a La Redoute attribute, ``category`` or ``brand``
    """

    category: object
    category_source: str
    brand: object
    brand_source: str
    requested: tuple
    given: tuple
    gaps: dict


class ListingFacts(ListingReader):
    """The facts of one batch of products for one account; a dozen queries in all.

    :ivar resolved: {product id: :class:`Resolved`}
    """

    def __init__(self, account, products, images=None):
        super().__init__(account, products, images)
        self._mapped_values, self._texts, self._images = {}, {}, {}
        self._shared = {each.id: self._resolve_shared(each) for each in self.templates}
        self.resolved = {
            variant.id: self._resolve(variant) for variant in self.variants.values()
        }

    def parent_sku(self, template):
        """Return the parent's reference; empty for a product without declinations."""
        return template._laredoute_parent() if template.id in self.siblings else ""

    # ------------------------------------------------------------ which value wins
    def _resolve_shared(self, template):
        """What all variants of a template share: (category, its name, brand, rules)."""
        category = self.category_of[template.id]
        rules = tuple(each.rule for each in self.requested.get(category.id, ()))
        own_brand = template.laredoute_brand_id._of_catalogue(self.catalogue)
        return category, template.categ_id.display_name or "", own_brand, rules

    def _resolve(self, variant):
        category, category_source, brand, rules = self._shared[variant.template_id]
        given, gaps = self._resolve_attributes(variant)
        if not category:
            template = self.template_of[variant.template_id]
            gaps["category"] = self.category_mapping(template).id
        brand_source = self.brand_names.get(variant.id, "")
        if not brand and brand_source:
            brand = self.brands[brand_source].brand_id
            gaps["brand"] = self.brands[brand_source].id
        return Resolved(
            category, category_source, brand, brand_source, rules, given, gaps
        )

    def _resolve_attributes(self, variant):
        given, gaps = [], {}
        for requested in self.requested_of(variant):
            said, rule = self.said(variant, requested), requested.rule
            if said.value:
                given.append(
                    ProductAttribute(
                        code=rule.code,
                        label=said.value.label,
                        value_code=said.value.value_code,
                        declinable=rule.usage in DECLINABLE,
                    )
                )
            if said.gap and said.source in ("", "mapping"):
                gaps[rule.code] = said.gap
        return tuple(given), gaps

    def said(self, variant, requested):
        """Return what may say an attribute of a variant: a :class:`Said`."""
        own, template_id = self.own_values, variant.template_id
        mapping, gap = self._by_mapping(variant, requested)
        return Said(
            own.get((template_id, variant.id, requested.id)),
            own.get((template_id, None, requested.id)),
            mapping,
            gap,
        )

    def _by_mapping(self, variant, requested):
        """What the mappings say, and the id of the last that says nothing yet."""
        gap = 0
        for value in self.mapped_values(variant, requested):
            mapped = self._mapped(variant, value, requested)
            if mapped.label:
                return OwnValue(mapped.label, mapped.value_code), gap
            if mapped.text and not requested.rule.constrained:
                return OwnValue(mapped.text, ""), gap
            gap = mapped.id
        if (
            requested.rule.usage == "commercial_colour"
            and not requested.rule.constrained
        ):
            return self._commercial_name(variant), gap
        return None, gap

    def _mapped(self, variant, value, requested):
        """What a mapping says of a value, read once for all that have the value.

        Where La Redoute's list differs by category, the mapping names the value of one
        category; another category's value of the same name is the same size there.
        """
        category_id = self.category_ids[variant.template_id]
        key = value.id, requested.id, category_id
        if key not in self._mapped_values:
            mapping = self.values[value.id, requested.id]
            target = mapping.value_id
            if target.category_id.id not in (category_id, False):
                name = requested.id, target.name.casefold(), category_id
                target = self.values_by_category.get(name, target.browse())
            self._mapped_values[key] = Mapped(
                mapping.id, target.name or "", target.code or "", mapping.text or ""
            )
        return self._mapped_values[key]

    def _commercial_name(self, variant):
        """The seller's own name of the colour; the mapping of the colour may say it."""
        for value in self.odoo_values.get(variant.id, ()):
            if value.usage == "colour":
                return OwnValue(self._colour_words(variant, value) or value.name, "")
        return None

    def _colour_words(self, variant, value):
        for requested in self.requested_of(variant):
            if requested.rule.usage == "colour":
                return self._mapped(variant, value, requested).text
        return None

    # ---------------------------------------------------------------- what is sent
    def texts(self, variant):
        """Return what is sent of a variant and of its parent alike: :class:`Texts`."""
        known = self._texts.get(variant.template_id)
        if known is None:
            template = self.template_of[variant.template_id]
            title, description = self.untranslated.get(template.id, (False, False))
            known = self._texts[template.id] = Texts(
                parent_sku=self.parent_sku(template),
                category_code=self.category_of[template.id].code or "",
                title=template._laredoute_title(),
                description=template._laredoute_description(),
                title_untranslated=bool(title),
                description_untranslated=bool(description),
            )
        return known

    def images_of(self, variant):
        """Return its images, read once for all that share them: :class:`Images`."""
        images = self.images[variant.id]
        if images._ids not in self._images:
            records = images._records(self.account)
            self._images[images._ids] = Images(
                images._facts(), images._findings(), records, self._hosts(records)
            )
        return self._images[images._ids]

    def _hosts(self, records):
        """Return the hosts of images that the real La Redoute fetches."""
        if self.account.environment != "live":
            return frozenset()
        return frozenset(urlsplit(each.url).hostname or "" for each in records)

    def record(self, variant):
        """Return what La Redoute is sent of a variant; None without a good image."""
        images = self.images_of(variant).records
        if not images:
            return None
        resolved, texts = self.resolved[variant.id], self.texts(variant)
        return Product(
            ean=variant.ean,
            sku=variant.sku,
            parent_sku=texts.parent_sku,
            category_code=texts.category_code,
            title=texts.title,
            description=texts.description,
            brand_code=resolved.brand.code or "",
            images=images,
            attributes=resolved.given,
        )
