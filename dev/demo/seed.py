# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Putting the catalogue into Odoo, with images, references and stock."""

from __future__ import annotations

import base64
from functools import cache
from typing import Any

from ..report import Progress
from .catalogue import CATALOGUE, VARIANTS
from .designs import Colour, Design, Variant
from .images import draw_image
from .reference import COMPOSITION, Reference
from .rpc import Records, User

COLOUR = "Couleur"
#: (attribute, value) of Odoo -> id of the value
Values = dict[tuple[str, str], int]


def make_catalogue(admin: User, records: Records, reference: Reference) -> None:
    """Create every product of the catalogue, ready to be selected for La Redoute."""
    attributes, values = _make_attributes(admin, reference)
    templates = admin.create(
        "product.template",
        [_template(design, attributes, values, reference) for design in CATALOGUE],
    )
    products = _find_variants(
        admin, dict(zip(templates, CATALOGUE, strict=True)), values
    )
    progress = Progress("products and images")
    for done, variant in enumerate(VARIANTS, start=1):
        product = products[variant.design.code, variant.colour.name, variant.size]
        admin.write("product.product", [product], _variant(variant))
        progress.show(done, len(VARIANTS))
    progress.done()
    _make_stock(
        admin,
        records,
        [
            (products[one.design.code, one.colour.name, one.size], one.stock)
            for one in VARIANTS
        ],
    )


# ------------------------------------------------------------------- attributes
def _make_attributes(
    admin: User, reference: Reference
) -> tuple[dict[str, int], Values]:
    """Create Odoo's attributes and values, each mapped to La Redoute's own."""
    kinds = _kinds()
    made = admin.create(
        "product.attribute",
        [
            {
                "name": name,
                "create_variant": "always",
                "display_type": "color" if name == COLOUR else "pills",
            }
            for name in kinds
        ],
    )
    attributes = dict(zip(kinds, made, strict=True))
    rows = {
        (kind, name): {"attribute_id": attributes[kind], "name": name, **values}
        for kind, known in kinds.items()
        for name, values in known.items()
    }
    made = admin.create("product.attribute.value", list(rows.values()))
    values = dict(zip(rows, made, strict=True))
    _map_values(admin, values, reference)
    return attributes, values


def _map_values(admin: User, values: Values, reference: Reference) -> None:
    """Confirm what each size and colour is called at La Redoute."""
    generic = {one.name: one.generic for each in CATALOGUE for one in each.colours}
    admin.create(
        "laredoute.value.mapping",
        [
            {"product_value_id": value, "attribute_id": attribute, "value_id": listed}
            for (kind, name), value in values.items()
            for attribute, listed in (
                reference.of_usage("colour", generic[name])
                if kind == COLOUR
                else reference.of_usage("size", name)
            )
        ],
    )


def _kinds() -> dict[str, dict[str, dict[str, Any]]]:
    """Return the fields of each value, by the names of its attribute and its own."""
    colours = {one.name: one for design in CATALOGUE for one in design.colours}
    kinds: dict[str, dict[str, dict[str, Any]]] = {
        COLOUR: {name: {"html_color": f"#{one.rgb}"} for name, one in colours.items()}
    }
    for design in CATALOGUE:
        for size in design.sizes:
            known = kinds.setdefault(design.size_kind, {})
            known[size] = {"sequence": len(known)}
    return kinds


# --------------------------------------------------------------------- products
def _template(
    design: Design, attributes: dict[str, int], values: Values, reference: Reference
) -> dict[str, Any]:
    colours = [values[COLOUR, colour.name] for colour in design.colours]
    lines = [(attributes[COLOUR], colours)]
    if design.sizes:
        sizes = [values[design.size_kind, size] for size in design.sizes]
        lines.append((attributes[design.size_kind], sizes))
    several = len(design.colours) * max(len(design.sizes), 1) > 1
    given: list[dict[str, Any]] = [
        {
            "attribute_id": reference.attributes[code],
            "value_id": reference.values[code, label],
        }
        for code, label in design.others
    ]
    if design.composition:
        composition = reference.attributes[COMPOSITION]
        given.append({"attribute_id": composition, "text": design.composition})
    return {
        "name": design.name,
        "type": "consu",
        "is_storable": True,
        "list_price": float(design.net_price),
        "description_sale": design.description,
        "image_1920": _image(design.shape, design.colours[0]),
        "attribute_line_ids": [
            (0, 0, {"attribute_id": attribute, "value_ids": [(6, 0, ids)]})
            for attribute, ids in lines
        ],
        "laredoute_category_id": reference.categories[design.category],
        "laredoute_brand_id": reference.brands.get(design.brand, False),
        "laredoute_line_ids": [(0, 0, values) for values in given],
        "laredoute_parent_sku": f"ML-{design.code}" if several else False,
    }


def _variant(variant: Variant) -> dict[str, Any]:
    values: dict[str, Any] = {
        "default_code": variant.sku,
        "barcode": variant.ean,
        "weight": variant.design.weight,
    }
    # The first colour's image is the template's own.
    if variant.colour != variant.design.colours[0]:
        image = _image(variant.design.shape, variant.colour)
        values["image_variant_1920"] = image
    return values


@cache
def _image(shape: str, colour: Colour) -> str | bool:
    if not shape:
        return False
    return base64.b64encode(draw_image(shape, colour.rgb)).decode()


def _find_variants(
    admin: User, templates: dict[int, Design], values: Values
) -> dict[tuple[str, str, str], int]:
    """Return the id of each variant by design code, colour and size."""
    of_line = admin.read(
        "product.template.attribute.value",
        [("product_tmpl_id", "in", list(templates))],
        ["product_attribute_value_id"],
    )
    own = {row["id"]: row["product_attribute_value_id"][0] for row in of_line}
    names = {value: key for key, value in values.items()}
    found = {}
    for row in admin.read(
        "product.product",
        [("product_tmpl_id", "in", list(templates))],
        ["product_tmpl_id", "product_template_attribute_value_ids"],
    ):
        keys = [names[own[one]] for one in row["product_template_attribute_value_ids"]]
        colour = next(name for kind, name in keys if kind == COLOUR)
        size = next((name for kind, name in keys if kind != COLOUR), "")
        design = templates[row["product_tmpl_id"][0]]
        found[design.code, colour, size] = row["id"]
    return found


# ------------------------------------------------------------------------ stock
def _make_stock(
    admin: User, records: Records, quantities: list[tuple[int, int]]
) -> None:
    location = records.id("stock.stock_location_stock")
    quants = admin.create(
        "stock.quant",
        [
            {
                "product_id": product,
                "location_id": location,
                "inventory_quantity": quantity,
            }
            for product, quantity in quantities
        ],
        context={"inventory_mode": True},
    )
    admin.call("stock.quant", "action_apply_inventory", quants)
