# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The catalogue entered in Odoo, through the models a manager's forms write to."""

import base64
from collections import defaultdict

from laredoute_simulator.reference import load_reference

from . import images
from .lists import Lists

#: Odoo's sizes and colours → the values a person confirmed; XXS waits for one
SIZES = {"38": "V030102", "40": "V030103", "42": "V030104", "XXS": None}
COLOURS = {"Bleu": "V002232", "Écru": "V002227"}
#: Odoo's brands → La Redoute's, confirmed or only proposed
BRANDS = {"Rivage": ("brand_id", "B00102"), "Proposée": ("proposal_id", "B00103")}


class Builder:
    """Enters a catalogue; :attr:`products` is item number → variant's id.

    :param raw: address of the server of outside images
    """

    def __init__(self, env, warehouse, catalogue, raw):
        self.env, self.catalogue, self.raw = env, catalogue, raw
        self.location = warehouse.lot_stock_id
        self.products = {}
        self.lists = Lists(env)
        self._make_shelves()
        self._make_attributes()
        self._make_taxes()

    def build(self):
        families = defaultdict(list)
        singles = []
        for item in self.catalogue.items:
            (families[item.family] if item.family else singles).append(item)
        made = self.env["product.template"].create(
            [self._shared(item) | self._own(item) for item in singles]
        )
        for item, template in zip(singles, made, strict=True):
            self._keep(item, template.product_variant_id)
        for family, items in families.items():
            self._build_family(self.catalogue.parents[family], items)
        self._force_duplicates()
        self._force_words()

    # ----------------------------------------------------------------- the shop
    def _make_shelves(self):
        categories = self.env["product.category"]
        self.shelf = categories.create({"name": "Rayon d'essai"})
        self.shelves = {
            name: categories.create({"name": name, "parent_id": self.shelf.id})
            for name in ("plain", "unmapped", "proposed", "mapped")
        }
        dresses = self._find("category", "S0101")
        for name, field in (("proposed", "proposal_id"), ("mapped", "category_id")):
            self.env["laredoute.category.mapping"].create(
                {"product_category_id": self.shelves[name].id, field: dresses.id}
            )

    def _make_attributes(self):
        self.size = self._attribute("Taille d'essai", "A0301", SIZES)
        self.colour = self._attribute("Couleur d'essai", "A0485", COLOURS)
        names = {"Inconnue": None, "Proposée": None, "Rivage": None}
        self.brand = self._attribute("Marque d'essai", None, names)
        mappings = self.env["laredoute.brand.mapping"]
        for name, (field, code) in BRANDS.items():
            mappings.create({"name": name, field: self._find("brand", code).id})

    def _attribute(self, name, code, values):
        made = self.env["product.attribute"].create(
            {"name": name, "value_ids": [(0, 0, {"name": each}) for each in values]}
        )
        for value in made.value_ids:
            if value_code := values[value.name]:
                attribute = self._find("attribute", code)
                self.env["laredoute.value.mapping"].create(
                    {
                        "product_value_id": value.id,
                        "attribute_id": attribute.id,
                        "value_id": self._value(attribute, value_code).id,
                    }
                )
        return made

    def _make_taxes(self):
        taxes = self.env["account.tax"].search(
            [
                ("type_tax_use", "=", "sale"),
                ("amount_type", "=", "percent"),
                ("company_id", "=", self.env.company.id),
            ]
        )
        self.taxes = {tax.amount: tax for tax in reversed(taxes)}
        for rate in (20.0, 10.0, 5.5, 2.1, 8.5, 0.0):
            if rate not in self.taxes:
                self.taxes[rate] = taxes[:1].copy(
                    {"name": f"TVA d'essai {rate} %", "amount": rate}
                )

    # ------------------------------------------------------------- the products
    def _shared(self, item):
        """What the declinations of a product have in common."""
        tax = self.taxes[item.vat].ids if item.vat is not None else []
        return {
            "name": item.title,
            "description_sale": item.description or False,
            "type": "consu",
            "is_storable": item.storable,
            "list_price": item.price,
            "taxes_id": [(6, 0, tax)],
            "categ_id": self.shelves[item.shelf].id,
            "laredoute_category_id": self._find("category", item.category).id,
            "laredoute_brand_id": self._find("brand", item.brand).id,
            "laredoute_line_ids": [
                (0, 0, self._line(code, *values))
                for code, values in item.lines.items()
                if not self._is_forced(code, *values)
            ],
            "attribute_line_ids": self._having(self.brand, item.brand_name),
        }

    def _own(self, item):
        """What each declination has of its own, apart from its further images."""
        main = [name for name in item.images if name.startswith("main:")]
        image = main and base64.b64encode(images.data(main[0][5:]))
        return {
            "barcode": False if item.duplicate else item.ean or False,
            "default_code": item.sku or False,
            "image_variant_1920" if item.family else "image_1920": image or False,
        }

    def _line(self, code, value_code, text):
        attribute = self._find("attribute", code)
        value = self._value(attribute, value_code) if value_code else attribute[:0]
        return {
            "attribute_id": attribute.id,
            "value_id": value.id,
            "text": text or False,
        }

    def _having(self, attribute, *names):
        """Attribute line with the values of these names; none without any."""
        values = attribute.value_ids.filtered(lambda value: value.name in names)
        ids = {"attribute_id": attribute.id, "value_ids": [(6, 0, values.ids)]}
        return [(0, 0, ids)] if values else []

    def _build_family(self, parent, items):
        shared = self._shared(items[0])
        shared["attribute_line_ids"] += self._having(
            self.size, *(item.size for item in items)
        ) + self._having(self.colour, *(item.colour for item in items))
        template = self.env["product.template"].create(
            {**shared, "laredoute_parent_sku": parent}
        )
        for item in items:
            wanted = {item.size, item.colour, item.brand_name} - {""}
            variant = template.product_variant_ids.filtered(
                lambda each, wanted=wanted: (
                    set(each.product_template_attribute_value_ids.mapped("name"))
                    == wanted
                )
            )
            variant.write(self._own(item))
            self._keep(item, variant)
        # combinations nobody sells
        sold = [self.products[item.number] for item in items]
        (
            template.product_variant_ids - template.product_variant_ids.browse(sold)
        ).write({"active": False})

    def _keep(self, item, product):
        product.ensure_one()
        self.products[item.number] = product.id
        more = [name for name in item.images if not name.startswith("main:")]
        self.env["laredoute.product.image"].create(
            [
                {
                    "product_tmpl_id": product.product_tmpl_id.id,
                    "product_id": item.family and product.id,
                    "sequence": place,
                    **self._image(name),
                }
                for place, name in enumerate(more)
            ]
        )
        if item.stock:
            self.env["stock.quant"]._update_available_quantity(
                product, self.location, item.stock
            )

    def _image(self, name):
        if address := outside(name, self.raw):
            return {"url": address}
        return {"image": base64.b64encode(images.data(name))}

    def _force_duplicates(self):
        """Odoo lets no two products have one EAN; other programs write them so."""
        for item in self.catalogue.items:
            if item.duplicate:
                self.env.flush_all()
                self.env.cr.execute(
                    "UPDATE product_product SET barcode = %s WHERE id = %s",
                    (item.ean, self.products[item.number]),
                )
        self.env.invalidate_all()

    def _is_forced(self, code, value_code, _text):
        known = load_reference().attributes.get(code)
        return bool(known and known.constrained and not value_code)

    def _force_words(self):
        """Own words that were right until La Redoute made a list of the attribute."""
        for item in self.catalogue.items:
            product = self.env["product.product"].browse(self.products[item.number])
            for code, values in item.lines.items():
                if self._is_forced(code, *values):
                    line = self._find_line(product.product_tmpl_id, code)
                    self.env.flush_all()
                    self.env.cr.execute(
                        "UPDATE laredoute_product_attribute SET text = %s"
                        " WHERE id = %s",
                        (values[1], line.id),
                    )
        self.env.invalidate_all()

    def _find_line(self, template, code):
        ids = {
            "product_tmpl_id": template.id,
            "attribute_id": self._find("attribute", code).id,
        }
        lines = self.env["laredoute.product.attribute"]
        found = lines.search([(name, "=", value) for name, value in ids.items()])
        return found or lines.create(ids)

    # ------------------------------------------------------------------ looking
    def _find(self, noun, code):
        model = self.env[f"laredoute.{noun}"]
        return model.search([("code", "=", code)]) if code else model

    def _value(self, attribute, code):
        return attribute.value_ids.filtered(lambda value: value.code == code)


def outside(name, raw):
    """Return an image's address outside; empty for one that is kept in Odoo."""
    if name.startswith("out:"):
        return f"{raw}/{name[4:]}.jpg"
    return name if "://" in name else ""
