# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A few products as a seller has them, made by the ORM, for :mod:`.multiply`.

Twenty products of five declinations each: sizes or colours, mapped categories, brands
and attribute values, two languages, images, stock, price-list lines. Four of the
twenty have something wrong, so that the check has findings to keep.
"""

from __future__ import annotations

import base64
import io
from typing import Any

from PIL import Image
from stdnum import ean as stdnum_ean

from .lists import BRANDS, CATEGORIES, COLOURS, FAMILIES, MATERIALS, SIZES, Reference

PRODUCTS = 20
#: the products that have something wrong, by what it is
WITHOUT_STOCK, WITHOUT_BRAND, UNMAPPED, SHOUTED = 3, 8, 13, 18
#: every fifth product has a text as long as this
LONG_TEXT = "Robe longue à fleurs, taille élastique, manches courtes. " * 50


class Prototypes:
    """Makes an account and its first products in ``env``."""

    def __init__(self, env: Any) -> None:
        self.env = env
        self.reference = Reference(env)
        self.shop = self._make_shop_attributes()
        self._map_values()
        self.categories = self._make_categories()
        self.account = self._make_account()

    def make(self) -> Any:
        """Make the products and their listings; return the account."""
        templates = self.env["product.template"].browse(
            [self._make_product(number).id for number in range(PRODUCTS)]
        )
        self._price(templates)
        templates.product_variant_ids._laredoute_select(self.account)
        return self.account

    # ------------------------------------------------------------------- settings
    def _make_account(self) -> Any:
        pricelist = self.env["product.pricelist"].create({"name": "La Redoute"})
        return self.env["laredoute.account"].create(
            {
                "name": "Bench",
                "environment": "simulator",
                "phase": "live",
                "offer_interval": 0,
                "image_domain": "https://images.example",
                "brand_source": "attribute",
                "brand_attribute_id": self.shop["Marque"].id,
                "pricelist_id": pricelist.id,
            }
        )

    def _make_shop_attributes(self) -> dict[str, Any]:
        brands = tuple(f"Maison {number}" for number in range(BRANDS))
        words = {
            "Taille": (SIZES, "size", "always"),
            "Couleur": (COLOURS, "colour", "always"),
            "Matière": (MATERIALS, "other", "no_variant"),
            "Marque": ((*brands, "Inconnue"), "none", "no_variant"),
        }
        return {
            name: self.env["product.attribute"].create(
                {
                    "name": name,
                    "laredoute_usage": usage,
                    "create_variant": creates,
                    "laredoute_attribute_id": usage == "other"
                    and self.reference.attributes["material"].id,
                    "value_ids": [(0, 0, {"name": value}) for value in values],
                }
            )
            for name, (values, usage, creates) in words.items()
        }

    def _map_values(self) -> None:
        """Confirm the mappings, all but one colour and one brand."""
        usages = {"Taille": "size", "Couleur": "colour", "Matière": "material"}
        for name, usage in usages.items():
            attribute = self.reference.attributes[usage]
            listed = {value.name: value.id for value in attribute.value_ids}
            self.env["laredoute.value.mapping"].create(
                [
                    {
                        "product_value_id": value.id,
                        "attribute_id": attribute.id,
                        "value_id": value.name != "Jaune" and listed[value.name],
                    }
                    for value in self.shop[name].value_ids
                ]
            )
        for number, brand in enumerate(self.reference.brands):
            self.env["laredoute.brand.mapping"].create(
                {"name": f"Maison {number}", "brand_id": brand.id}
            )

    def _make_categories(self) -> Any:
        categories = self.env["product.category"].create(
            [{"name": f"Rayon {number}"} for number in range(CATEGORIES)]
        )
        for category, code in zip(
            categories, self.reference.categories[FAMILIES:], strict=True
        ):
            self.env["laredoute.category.mapping"].create(
                {"product_category_id": category.id, "category_id": code.id}
            )
        return categories

    def _price(self, templates: Any) -> None:
        """A price list as sellers have them: for all, a category, some products."""
        items = self.env["product.pricelist.item"]
        rule = {"pricelist_id": self.account.pricelist_id.id}
        items.create({**rule, "compute_price": "percentage", "percent_price": 5})
        items.create(
            {
                **rule,
                "applied_on": "2_product_category",
                "categ_id": self.categories[0].id,
                "compute_price": "formula",
                "price_surcharge": 2,
            }
        )
        items.create(
            {
                **rule,
                "applied_on": "1_product",
                "product_tmpl_id": templates[5].id,
                "compute_price": "fixed",
                "fixed_price": 29.9,
            }
        )

    # ------------------------------------------------------------------- products
    def _make_product(self, number: int) -> Any:
        brand = "Inconnue" if number == WITHOUT_BRAND else f"Maison {number % BRANDS}"
        sizes, colours = SIZES[number % 5 :][:5], (COLOURS[number % 7],)
        if number % 4 == 0:
            sizes, colours = SIZES[number % 10 :][:1], COLOURS[:5]
        if number == UNMAPPED:
            colours = ("Jaune",)
        template = self.env["product.template"].create(
            {
                "name": f"Robe Longue {number}",
                "description_sale": LONG_TEXT if number % 5 == 0 else LONG_TEXT[:300],
                "is_storable": True,
                "list_price": 40.0 + number,
                "categ_id": self.categories[number % CATEGORIES].id,
                "image_1920": _image(number),
                "laredoute_label": True,
                "laredoute_parent_sku": f"PARENT-{number}",
                "laredoute_title": number == SHOUTED and "ROBE LONGUE EN PROMO 50 %",
                "attribute_line_ids": [
                    self._line("Taille", sizes),
                    self._line("Couleur", colours),
                    self._line("Matière", MATERIALS[number % 6 :][:1]),
                    self._line("Marque", (brand,)),
                ],
            }
        )
        self._dress(template, number)
        return template

    def _dress(self, template: Any, number: int) -> None:
        """Codes, a second language, more images, a value of its own, stock."""
        template.with_context(lang="fr_FR").name = f"Robe Longue Fleurie {number}"
        if number % 2:
            self.env["laredoute.product.image"].create(
                {"product_tmpl_id": template.id, "image": _image(number + 100)}
            )
        if number % 10 == 0:
            self._say(template, "style", "Bohème")
        for rank, product in enumerate(template.product_variant_ids):
            digits = f"35{number * 10 + rank:010d}"
            product.barcode = digits + stdnum_ean.calc_check_digit(digits)
            product.default_code = f"BENCH-{number:02d}-{rank}"
            if number % 5 == 0:
                product.image_variant_1920 = _image(200 + number * 10 + rank)
            if number != WITHOUT_STOCK:
                self._stock(product, 1 + number + rank)

    def _say(self, template: Any, usage: str, text: str) -> None:
        """Set a La Redoute attribute on the product itself."""
        lines = self.env["laredoute.product.attribute"]
        attribute = self.reference.attributes[usage]
        values = {"product_tmpl_id": template.id, "attribute_id": attribute.id}
        # what its category asks for may be there, still empty
        known = template.laredoute_line_ids.filtered(
            lambda line: line.attribute_id == attribute
        )
        (known or lines.create(values)).text = text

    def _stock(self, product: Any, quantity: int) -> None:
        location = self.account.warehouse_id.lot_stock_id
        self.env["stock.quant"]._update_available_quantity(product, location, quantity)

    def _line(self, name: str, words: tuple[str, ...]) -> Any:
        attribute = self.shop[name]
        values = attribute.value_ids.filtered(lambda value: value.name in words)
        line = {"attribute_id": attribute.id, "value_ids": [(6, 0, values.ids)]}
        return (0, 0, line)


def _image(number: int) -> bytes:
    """A small JPEG that is like no other, as base64."""
    stream = io.BytesIO()
    colour = (number % 256, number * 7 % 256, number * 31 % 256)
    Image.new("RGB", (1200, 1200), colour).save(stream, "JPEG", quality=60)
    return base64.b64encode(stream.getvalue())
