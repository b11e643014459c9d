# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the company has in Odoo before it hears of La Redoute, in its catalogue."""

import base64
from dataclasses import replace
from functools import partial

from odoo.service.model import retrying

from dev.demo.catalogue import CATALOGUE
from dev.demo.designs import Colour, variants_of
from dev.demo.ean import check_digit
from dev.demo.images import draw_image
from dev.demo.palette import BLACK, FIR, MATERIAL, SOCKET, WHITE

from ..e2e.odoo_process import transaction

ADMINISTRATOR = "administration"
SIZE, DIMENSIONS, COLOUR, BRAND = "Taille", "Dimensions", "Coloris", "Marque"
ADDITIONS = {SOCKET: "Culot", MATERIAL: "Matière"}

#: middle of the reference -> what the shop calls its category, and sizes it keeps
SELECTED = {
    "ROBMID": ("Robes", ("T36", "T38", "T40")),
    "PULCOT": ("Pulls et gilets femme", ("S", "M")),
    "CHEOXF": ("Chemises homme", ("M", "L", "XL")),
    "HOULAV": ("Housses de couette", ("200 x 200 cm", "220 x 240 cm")),
    "DRAPER": ("Draps", ("140 x 190 cm", "160 x 200 cm")),
    "BAIEPO": ("Bain", ("70 x 140 cm",)),
    "COUVEL": ("Coussins", ("40 x 40 cm",)),
    "RIDVOI": ("Rideaux", ("140 x 260 cm",)),
    "TAPBER": ("Tapis", ("160 x 230 cm",)),
    "LAMGLO": ("Lampes à poser", ()),
    "SUSROT": ("Suspensions", ()),
    "TABAPP": ("Tables d’appoint", ()),
}
#: colours whose name says more to La Redoute than those of the demo's
PLAIN = {
    "COUVEL": FIR,
    "RIDVOI": WHITE,
    "LAMGLO": BLACK,
    "SUSROT": Colour("Bois clair", "C69C6D", "bois clair", "BOI"),
}
#: what these are in La Redoute's eyes: names alone say nothing
CATEGORY_BY_HAND = ("Bain", "Serviettes et draps de bain")
COLOURS_BY_HAND = {"Terracotta": "orange", "Écru": "beige", "Chêne Clair": "bois clair"}
#: what is wrong on purpose: a wrong last digit, no image, no capitals
WRONG_EAN, NO_IMAGE, NO_CAPITALS = "COUVEL", "TAPBER", "LAMGLO"


def _design(code):
    (design,) = (each for each in CATALOGUE if each.code == code)
    _category, sizes = SELECTED[code]
    colours = design.colours if code == "ROBMID" else design.colours[:1]
    colours = (PLAIN[code],) if code in PLAIN else colours
    name = design.name.lower() if code == NO_CAPITALS else design.name
    return replace(
        design, name=name, sizes=sizes, colours=colours, mistyped=code == WRONG_EAN
    )


DESIGNS = tuple(_design(code) for code in SELECTED)
NAMES = [design.name for design in DESIGNS]
VARIANTS = tuple(variants_of(DESIGNS))


def name_of(code):
    return _design(code).name


def ean_of(code):
    """The EAN that Odoo has of a product without declinations."""
    return next(each.ean for each in VARIANTS if each.design.code == code)


def right_ean(ean):
    """The same with the check digit it should have."""
    return ean[:-1] + check_digit(ean[:-1])


def image_of(code):
    design = _design(code)
    return draw_image(design.shape, design.colours[0].rgb)


# --------------------------------------------------------------------- in Odoo
def make_catalogue(registry):
    """Put the catalogue in Odoo with its stock, and an administrator; committed."""
    _do(registry, _put_away)
    _do(registry, _make_administrator)
    _do(registry, _make_attributes)
    for design in DESIGNS:
        _do(registry, _make_product, design)
    registry.signal_changes()


def _do(registry, make, *arguments):
    """One transaction, again where the server's crons came in between."""
    with transaction(registry) as env:
        retrying(partial(make, env, *arguments), env)


def _put_away(env):
    """What other tests left: it would stand in this manager's lists."""
    env["laredoute.account"].search([]).write({"phase": "setup", "active": False})
    env["product.template"].search([]).write({"sale_ok": False, "active": False})
    env["laredoute.finding"].search([]).unlink()
    for kind in ("category", "brand", "value"):
        env[f"laredoute.{kind}.mapping"].search([]).unlink()
    # known to nobody: else the lists to come would seem to lack them
    for noun in (
        "category",
        "category.attribute",
        "brand",
        "attribute",
        "attribute.value",
    ):
        env[f"laredoute.{noun}"].search([]).write({"retired": True})


def _make_administrator(env):
    groups = (
        "base.group_user",
        "base.group_system",
        "laredoute_connector.group_laredoute_manager",
    )
    env["res.users"].with_context(no_reset_password=True).create(
        {
            "name": "Administration",
            "login": ADMINISTRATOR,
            "password": ADMINISTRATOR,
            "email": "administration@maison.example",
            "lang": "fr_FR",
            "tz": "Europe/Paris",
            "group_ids": [(6, 0, [env.ref(name).id for name in groups])],
        }
    )


def _make_attributes(env):
    """Attributes as people make them in Odoo."""
    wanted = {}
    for design in DESIGNS:
        for attribute, value in _values_of(design):
            wanted.setdefault(attribute, {})[value] = None
    for name, values in wanted.items():
        variants = name in (SIZE, DIMENSIONS, COLOUR)
        env["product.attribute"].create(
            {
                "name": name,
                "create_variant": "always" if variants else "no_variant",
                "value_ids": [(0, 0, {"name": value}) for value in values],
            }
        )


def _values_of(design):
    yield from ((COLOUR, colour.name) for colour in design.colours)
    yield from ((design.size_kind, size) for size in design.sizes)
    yield from ((ADDITIONS[code], value) for code, value in design.others)
    yield BRAND, design.brand


def _description(design):
    """The demo writes the composition of textiles elsewhere: this shop, in the text."""
    if not design.composition:
        return design.description
    return f"{design.description} Composition : {design.composition}."


def _make_product(env, design):
    selected = {}
    for key in _values_of(design):
        value = _value(env, *key)
        selected.setdefault(value.attribute_id, []).append(value.id)
    image = design.code != NO_IMAGE and base64.b64encode(image_of(design.code))
    template = env["product.template"].create(
        {
            "name": design.name,
            "description_sale": _description(design),
            "type": "consu",
            "is_storable": True,
            "categ_id": _category(env, SELECTED[design.code][0]).id,
            "list_price": float(design.net_price),
            "weight": design.weight,
            "image_1920": image,
            "attribute_line_ids": [
                (0, 0, {"attribute_id": attribute.id, "value_ids": [(6, 0, values)]})
                for attribute, values in selected.items()
            ],
        }
    )
    rows = (each for each in VARIANTS if each.design.code == design.code)
    for product, row in zip(template.product_variant_ids, rows, strict=True):
        product.write({"barcode": row.ean, "default_code": row.sku})
        _add_stock(env, product, row.stock)


def _value(env, attribute, name):
    domain = [("attribute_id.name", "=", attribute), ("name", "=", name)]
    # another test may have an attribute of this name too
    return env["product.attribute.value"].search(domain, order="id desc", limit=1)


def _category(env, name):
    model = env["product.category"]
    return model.search([("name", "=", name)], limit=1) or model.create({"name": name})


def _add_stock(env, product, quantity):
    warehouse = env["stock.warehouse"].search(
        [("company_id", "=", env.ref("base.main_company").id)], limit=1
    )
    env["stock.quant"]._update_available_quantity(
        product, warehouse.lot_stock_id, quantity
    )
