# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Images of variants in several colours, and images that Pillow may not read."""

import base64
from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.rules import image_prepare

from ...marketplace.image_files import avif
from .image_case import ImageCase, drawn

READS_AVIF = "AVIF" in image_prepare._FORMATS


@tagged("standard", "post_install", "-at_install")
class TestColours(ImageCase):
    def dress(self, *names):
        """A product with an image, its variants distinguished by these attributes."""
        attributes = self.env["product.attribute"].create(
            [
                {
                    "name": name,
                    "value_ids": [(0, 0, {"name": value}) for value in ("A", "B")],
                }
                for name in names
            ]
        )
        return self.env["product.template"].create(
            {
                "name": "Robe",
                "image_1920": base64.b64encode(drawn(1)),
                "attribute_line_ids": [
                    (
                        0,
                        0,
                        {
                            "attribute_id": attribute.id,
                            "value_ids": [(6, 0, attribute.value_ids.ids)],
                        },
                    )
                    for attribute in attributes
                ],
            }
        )

    def test_f_a_variant_with_its_own_image_gets_none_of_another_colour(self):
        template = self.dress("Couleur")
        red, blue = template.product_variant_ids
        main, own, shared = drawn(1), drawn(2), drawn(3)
        self.add(template, shared)
        self.assertEqual(self.md5_sent(red), self.md5(main, shared))
        red.image_variant_1920 = base64.b64encode(own)
        self.assertEqual(self.md5_sent(red), self.md5(own, shared))
        self.assertEqual(self.md5_sent(blue), self.md5(main, shared))

    def test_f_an_additional_image_is_its_own_too(self):
        template = self.dress("Couleur", "Taille")
        variant = template.product_variant_ids[0]
        self.add(template, drawn(2), product_id=variant.id)
        self.assertEqual(self.md5_sent(variant), self.md5(drawn(2)))

    def test_f_sizes_look_alike(self):
        template = self.dress("Taille")
        variant = template.product_variant_ids[0]
        variant.image_variant_1920 = base64.b64encode(drawn(2))
        self.assertEqual(self.md5_sent(variant), self.md5(drawn(2), drawn(1)))

    def test_f_an_attribute_that_becomes_a_colour_is_followed(self):
        template = self.dress("Motif")
        variant = template.product_variant_ids[0]
        variant.image_variant_1920 = base64.b64encode(drawn(2))
        self.assertEqual(self.md5_sent(variant), self.md5(drawn(2), drawn(1)))
        template.attribute_line_ids.attribute_id.laredoute_usage = "colour"
        self.assertEqual(self.md5_sent(variant), self.md5(drawn(2)))

    def test_f_one_query_whatever_the_number_of_products(self):
        templates = [self.dress("Couleur") for _number in range(6)]
        products = self.env["product.product"].union(
            *(template.product_variant_ids for template in templates)
        )
        self.images._prepared(products)

        def count(some):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.images._sources(some)
            return self.env.cr.sql_log_count - before

        self.assertEqual(count(products[:2]), count(products))

    # ------------------------------------------------------------------------- AVIF
    def test_f_avif_that_cannot_be_read_says_what_to_do_and_is_tried_again(self):
        product = self.make_product(image_1920=False)
        self.add(product.product_tmpl_id, avif())
        listing = self.make_listing(product)
        others = tuple(each for each in image_prepare._FORMATS if each != "AVIF")
        with patch.object(image_prepare, "_FORMATS", others):
            self.run_flow("check_listings")
        self.assertEqual(listing.state, "blocked")
        (finding,) = listing.finding_ids
        self.assertEqual(finding.code, "image_avif")
        self.assertIn("JPEG", finding.message)
        self.assertTrue(finding.action_fix())
        if READS_AVIF:
            # as after an update of Pillow
            listing._invalidate_these()
            self.run_flow("check_listings")
            self.assertEqual(listing.state, "ready", listing.problem)
            (image,) = self.images._prepared(product)[product]
            self.assertTrue(self.served(image).startswith(b"\xff\xd8"))
