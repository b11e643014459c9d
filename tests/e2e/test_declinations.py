# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Parents and declinations at La Redoute, and a declination added later."""

import pytest

from .raw_sql import add_variant
from .shop import make_ean, make_image

SIZES = {"34": "V030100", "36": "V030101", "38": "V030102"}


class Dress:
    """A dress in sizes, its Odoo sizes mapped to those of La Redoute."""

    serial = 0

    def __init__(self, shop, names, **values):
        Dress.serial += 1
        self.shop, self.number = shop, Dress.serial
        with shop.env() as env:
            category = shop._category(env)
            size = shop._reference(
                env, "attribute", "A0301", "Taille femme", usage="size"
            )
            requested = env["laredoute.category.attribute"]
            if not category.attribute_line_ids:
                requested.create(
                    {
                        "category_id": category.id,
                        "attribute_id": size.id,
                        "constrained": True,
                    }
                )
            attribute = env["product.attribute"].create(
                {
                    "name": f"Taille {self.number}",
                    "value_ids": [(0, 0, {"name": name}) for name in SIZES],
                }
            )
            self._map(env, attribute, size)
            selected = attribute.value_ids.filtered(lambda v: v.name in names)
            template = env["product.template"].create(
                {
                    "name": f"Robe Portefeuille {self.number}",
                    "description_sale": "Une robe portefeuille, 100 % lin.",
                    "is_storable": True,
                    "list_price": 45.0,
                    "image_1920": make_image(500 + self.number),
                    "laredoute_category_id": category.id,
                    "laredoute_brand_id": shop._reference(
                        env, "brand", shop.brand_code, "Marque"
                    ).id,
                    "laredoute_label": True,
                    "attribute_line_ids": [
                        (
                            0,
                            0,
                            {
                                "attribute_id": attribute.id,
                                "value_ids": [(6, 0, selected.ids)],
                            },
                        )
                    ],
                    **values,
                }
            )
            self.template_id, self.attribute_id = template.id, attribute.id
        self.complete()

    def _map(self, env, attribute, size):
        values = env["laredoute.attribute.value"]
        for value in attribute.value_ids:
            known = values.search([("code", "=", SIZES[value.name])]) or values.create(
                {
                    "attribute_id": size.id,
                    "code": SIZES[value.name],
                    "name": value.name,
                }
            )
            env["laredoute.value.mapping"].create(
                {
                    "product_value_id": value.id,
                    "attribute_id": size.id,
                    "value_id": known.id,
                }
            )

    def complete(self):
        """Give each variant its EAN, its reference and stock."""
        with self.shop.env() as env:
            template = env["product.template"].browse(self.template_id)
            for variant in template.product_variant_ids:
                if not variant.barcode:
                    size = variant.product_template_attribute_value_ids.name
                    variant.write(
                        {
                            "barcode": make_ean(70000 + variant.id),
                            "default_code": f"DR-{self.number}-{size}",
                        }
                    )
                    self.shop._add_stock(env, variant, 4)

    def add(self, name):
        with self.shop.env() as env:
            line = env["product.template"].browse(self.template_id).attribute_line_ids
            line.value_ids |= line.attribute_id.value_ids.filtered(
                lambda value: value.name == name
            )
        self.complete()

    def listings(self, *names):
        """{size: values of its listing}."""
        with self.shop.env() as env:
            template = env["product.template"].browse(self.template_id)
            return {
                listing.product_id.product_template_attribute_value_ids.name: tuple(
                    listing[name] for name in names
                )
                for listing in template.laredoute_listing_ids
            }


@pytest.fixture
def send(shop):
    """Take everything that waits to La Redoute, and its report back."""

    def take_there_and_back():
        shop.run("select_listings", "check_listings", "send_products")
        shop.sim.control.step(hours=49)
        shop.run("collect_reports", "apply_reports")

    return take_there_and_back


def test_declinations_arrive_with_their_parent(shop, send):
    dress = Dress(shop, ["34", "36"])
    send()
    listings = dress.listings("state", "parent_sku", "refusal", "to_complete")
    assert set(listings) == {"34", "36"}
    (parent,) = {parent for _state, parent, *_rest in listings.values()}
    for state, _parent, refusal, to_complete in listings.values():
        assert (state, refusal, to_complete) == ("integrated", False, False)
    assert parent


def test_a_declination_added_later_joins_its_parent(shop, send):
    dress = Dress(shop, ["34", "36"])
    send()
    before = dress.listings("product_exchange_id")
    dress.add("38")
    send()
    listings = dress.listings("state", "refusal", "product_exchange_id", "parent_sku")
    assert {each[:2] for each in listings.values()} == {("integrated", False)}
    assert len({each[3] for each in listings.values()}) == 1
    for size, (exchange,) in before.items():
        assert listings[size][2].id == exchange.id, "the others were not sent again"


def test_a_single_that_got_sizes_shows_why_it_waits(shop, send):
    """Past the form's guard, as an import with raw SQL would go."""
    product_id, _ean = shop.make_product()
    listing = shop.choose(product_id)
    send()
    assert shop.read("listing", listing, "state") == "integrated"
    with shop.env() as env:
        add_variant(env.cr, product_id)
        env["laredoute.listing"].browse(listing)._invalidate_these()
    shop.run("check_listings")
    with shop.env() as env:
        found = env["laredoute.listing"].browse(listing).finding_ids
        assert "declination_of_single" in found.mapped("code")


def test_a_size_that_is_not_mapped_holds_its_declination_only(shop, send):
    dress = Dress(shop, ["34", "36"])
    with shop.env() as env:
        value = env["product.attribute"].browse(dress.attribute_id).value_ids[:1]
        assert value.name == "34"
        value.laredoute_mapping_ids.value_id = False
    send()
    listings = dress.listings("state", "finding_ids")
    assert (listings["34"][0], listings["36"][0]) == ("blocked", "integrated")
    with shop.env() as env:
        (finding,) = listings["34"][1].with_env(env)
        assert finding.code == "size_missing"
        assert finding.value_mapping_id.product_value_id.name == "34"
        finding.value_mapping_id.value_id = env["laredoute.attribute.value"].search(
            [("code", "=", SIZES["34"])]
        )
    send()
    assert dress.listings("state")["34"] == ("integrated",)
