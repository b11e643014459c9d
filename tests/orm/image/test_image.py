# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A product's images: which are sent, in which order, and what they cost."""

import base64
import hashlib
import io
from unittest.mock import patch

from PIL import Image

from odoo.tests import tagged

from odoo.addons.laredoute_connector.models.image import image as laredoute_image

from .image_case import WEBP, ImageCase, drawn, noisy


@tagged("standard", "post_install", "-at_install")
class TestImage(ImageCase):
    def reading(self, compute):
        """Do this instead of reading files."""
        model = self.env.registry["ir.attachment"]
        return patch.object(model, "_compute_raw", compute)

    # ------------------------------------------------------------------ order
    def test_declination_images_come_before_the_templates(self):
        template = self.make_template(variants=2)
        first, second = template.product_variant_ids
        contents = [drawn(number) for number in range(6)]
        main, shared, own_main, own_b, own_a, other = contents
        template.image_1920 = base64.b64encode(main)
        self.add(template, shared)
        first.image_variant_1920 = base64.b64encode(own_main)
        self.add(template, own_b, product_id=first.id, sequence=20)
        self.add(template, own_a, product_id=first.id, sequence=10)
        self.add(template, other, product_id=second.id)
        self.assertEqual(
            self.md5_sent(first), self.md5(own_main, own_a, own_b, main, shared)
        )
        self.assertEqual(self.md5_sent(second), self.md5(other, main, shared))

    def test_reordering_is_followed(self):
        template = self.make_template()
        contents = [drawn(number) for number in range(3)]
        product_images = [
            self.add(template, data, sequence=number)
            for number, data in enumerate(contents)
        ]
        product = template.product_variant_ids
        self.assertEqual(self.md5_sent(product), self.md5(*contents))
        product_images[2].sequence = -1
        a, b, c = contents
        self.assertEqual(self.md5_sent(product), self.md5(c, a, b))

    def test_the_first_eight_go(self):
        template = self.make_template()
        contents = [drawn(number) for number in range(10)]
        for number, data in enumerate(contents):
            self.add(template, data, sequence=number)
        product = template.product_variant_ids
        self.assertEqual(self.md5_sent(product), self.md5(*contents[:8]))
        self.assertEqual(
            self.images.search_count([]), 8, "what is not sent is not prepared"
        )

    def test_more_than_eight_block_nothing(self):
        product = self.make_product()
        for number in range(12):
            self.add(product.product_tmpl_id, drawn(number), sequence=number)
        listing = self.make_listing(product)
        self.run_flow("check_listings", "send_products")
        self.assertEqual(listing.state, "sent", listing.problem)
        (record,) = self.market.sent("products")
        self.assertEqual(len(record.images), 8)
        self.assertEqual(
            listing.images_sent, " ".join(each.md5 for each in record.images)
        )

    def test_one_content_is_sent_once(self):
        template = self.make_template()
        a, b = drawn(1), drawn(2)
        template.image_1920 = base64.b64encode(a)
        product = template.product_variant_ids
        for data in (a, b, a, b):
            self.add(template, data)
        self.add(template, a, product_id=product.id)
        self.assertEqual(self.md5_sent(product), self.md5(a, b))

    def test_two_files_that_become_one_image_are_sent_once(self):
        template = self.make_template()
        png = drawn(1, form="PNG")
        self.add(template, png)
        self.add(template, drawn(1, form="PNG", compress_level=1))
        self.assertEqual(len(self.records(template.product_variant_ids)), 1)

    def test_a_product_without_image_has_none(self):
        product = self.make_template().product_variant_ids
        images = self.images._prepared(product)[product]
        self.assertFalse(images)
        self.assertEqual(images._facts(), ())
        self.assertEqual(images._findings(), ())
        self.assertEqual(images._records(self.account), ())

    # ---------------------------------------------------------------- content
    def test_checksum_is_that_of_the_bytes_served_which_fulfil_the_rule(self):
        """Odoo shrinks what it attaches to 1920 pixels: not these."""
        jpeg = noisy((3000, 2000))
        cases = {
            "as it is": jpeg,
            "too many pixels": noisy((4000, 500)),
            "PNG": noisy((2400, 2400), "PNG"),
            "WebP": WEBP,
            "too heavy": noisy((3400, 3400), quality=100),
        }
        self.assertLess(len(jpeg), 500_000)
        for case, data in cases.items():
            with self.subTest(case):
                template = self.make_template()
                self.add(template, data)
                product = template.product_variant_ids
                image = self.images._prepared(product)[product]
                self.env.invalidate_all()
                served = self.served(image)
                self.assertEqual(image.md5, hashlib.md5(served).hexdigest())
                found = Image.open(io.BytesIO(served))
                self.assertEqual(found.format, "JPEG")
                self.assertEqual(found.size, (image.width, image.height))
                self.assertLessEqual(max(found.size), 3500)
                self.assertGreaterEqual(max(found.size), 1921, "nothing is lost")
                self.assertGreaterEqual(min(found.size), 400)
                self.assertLessEqual(len(served), 500_000)
                self.assertEqual(image.size, len(served))
                self.assertEqual(served == data, case == "as it is")

    def test_an_image_keeps_the_file_that_was_given(self):
        data = noisy((3000, 2000))
        product_image = self.add(self.make_template(), data)
        self.env.invalidate_all()
        self.assertEqual(base64.b64decode(product_image.image), data)
        other = noisy((2800, 2000))
        product_image.image = base64.b64encode(other)
        self.env.invalidate_all()
        self.assertEqual(base64.b64decode(product_image.image), other)
        thumbnail = Image.open(io.BytesIO(base64.b64decode(product_image.thumbnail)))
        self.assertEqual(max(thumbnail.size), 128)

    # --------------------------------------------------------------- refusals
    def test_a_bad_image_stops_only_itself(self):
        product = self.make_product()
        template = product.product_tmpl_id
        self.add(template, drawn(1, (300, 1300)))
        self.add(template, b"no image at all")
        good = drawn(2)
        self.add(template, good)
        listing = self.make_listing(product)
        self.run_flow("check_listings")
        self.assertEqual(listing.state, "ready", listing.problem)
        found = {
            (each.code, each.severity, each.arguments["number"])
            for each in listing.finding_ids
        }
        self.assertEqual(
            found,
            {("image_too_small", "warning", 2), ("image_unknown_format", "warning", 3)},
        )
        self.assertEqual(self.md5_sent(product)[1:], self.md5(good))

    def test_a_bad_image_alone_blocks_and_says_why(self):
        product = self.make_product(image_1920=False)
        self.add(product.product_tmpl_id, drawn(1, (300, 1300)))
        listing = self.make_listing(product)
        self.run_flow("check_listings")
        self.assertEqual(listing.state, "blocked")
        self.assertEqual(listing.finding_ids.mapped("code"), ["image_too_small"])
        self.assertEqual(listing.finding_ids.arguments["width"], 300)

    def test_a_refused_image_takes_no_place_of_the_eight(self):
        template = self.make_template()
        self.add(template, b"no image at all", sequence=0)
        contents = [drawn(number) for number in range(8)]
        for number, data in enumerate(contents, start=1):
            self.add(template, data, sequence=number)
        product = template.product_variant_ids
        images = self.images._prepared(product)[product]
        self.assertEqual(len(images._facts()), 8)
        self.assertEqual(self.md5_sent(product), self.md5(*contents))
        (finding,) = images._findings()
        self.assertEqual(finding.arguments, {"number": 1})

    def test_a_failure_nobody_thought_of_stops_only_that_image(self):
        template = self.make_template()
        a, b = drawn(1), drawn(2)
        self.add(template, a)
        self.add(template, b)
        prepare = laredoute_image.prepare_image

        def fails(data, limits):
            if data == a:
                raise RuntimeError("in the decoder")
            return prepare(data, limits)

        product = template.product_variant_ids
        with (
            patch.object(laredoute_image, "prepare_image", fails),
            self.assertLogs("odoo.addons.laredoute_connector", "WARNING"),
        ):
            self.assertEqual(self.md5_sent(product), self.md5(b))
        (finding,) = self.images._prepared(product)[product]._findings()
        self.assertEqual(finding.code, "image_unreadable")

    def test_a_lost_file_is_looked_for_again(self):
        template = self.make_template()
        product_image = self.add(template, drawn(1))
        product = template.product_variant_ids
        for _again in range(2):
            with (
                self.reading(lambda attachments: attachments.update({"raw": False})),
                self.assertLogs("odoo.addons.laredoute_connector", "WARNING"),
            ):
                self.env.invalidate_all()
                images = self.images._prepared(product)[product]
                self.assertEqual(images._findings()[0].code, "image_unreadable")
        self.env.invalidate_all()
        self.assertEqual(self.md5_sent(product), self.md5(drawn(1)))
        self.assertTrue(product_image.exists())
        self.assertEqual(self.images.search_count([]), 2)

    # ---------------------------------------------------------------- address
    def test_address_changes_with_the_content_and_with_nothing_else(self):
        product = self.make_product()
        before = self.records(product)
        self.assertEqual(self.records(product), before)
        self.images.search([]).unlink()
        self.assertEqual(self.records(product), before, "prepared anew")
        with patch.object(laredoute_image, "PREPARING", 2):
            self.assertEqual(self.records(product), before, "the same bytes came out")
        other = self.make_product(image_1920=base64.b64encode(drawn(9)))
        self.assertNotEqual(self.records(other)[0].url, before[0].url)
        secret = self.env["ir.config_parameter"].sudo()
        secret.set_param("database.secret", "another")
        self.assertNotEqual(self.records(product)[0].url, before[0].url)
        self.assertEqual(self.records(product)[0].md5, before[0].md5)

    def test_odoos_own_address_is_kept_from_the_first_check_on(self):
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("web.base.url", "https://shop.example")
        listing = self.make_listing()
        self.run_flow("check_listings")
        self.assertEqual(self.account.image_domain, "https://shop.example")
        before = self.records(listing.product_id)
        parameters.set_param("web.base.url", "http://localhost:8069")
        self.assertEqual(self.records(listing.product_id), before)

    def test_a_changed_rule_prepares_again(self):
        product = self.make_product()
        self.records(product)
        self.assertEqual(self.images.search_count([]), 1)
        self.records(product)
        self.assertEqual(self.images.search_count([]), 1)
        with patch.object(laredoute_image, "PREPARING", 2):
            self.records(product)
            self.assertEqual(self.images.search_count([("version", "=", 2)]), 1)

    # ------------------------------------------------------------------- cost
    def test_known_images_cost_the_same_few_queries_for_any_number(self):
        def shop(count):
            templates = self.env["product.template"].create(
                [{"name": f"P{number}"} for number in range(count)]
            )
            files = [drawn(number) for number in range(4)]
            self.env["laredoute.product.image"].create(
                [
                    {
                        "product_tmpl_id": template.id,
                        "image": base64.b64encode(files[(number + shift) % 4]),
                    }
                    for number, template in enumerate(templates)
                    for shift in range(3)
                ]
            )
            products = templates.product_variant_ids
            self.images._prepared(products)
            return products

        def cost(products):
            self.env.flush_all()
            self.env.invalidate_all()
            self.account.image_domain  # noqa: B018 - read before it is counted
            before = self.env.cr.sql_log_count
            with self.reading(lambda _files: self.fail("an image was read")):
                found = self.images._prepared(products)
                for images in found.values():
                    self.assertEqual(len(images._facts()), 3)
                    self.assertEqual(images._findings(), ())
                    self.assertEqual(len(images._records(self.account)), 3)
            return self.env.cr.sql_log_count - before

        cost(shop(1))  # parameters are read once for all
        few, many = cost(shop(3)), cost(shop(500))
        self.assertEqual(many, few)
        self.assertLessEqual(many, 8)

    def test_preparing_commits_as_it_goes_and_stops_in_time(self):
        template = self.make_template()
        for number in range(7):
            self.add(template, drawn(number))
        product = template.product_variant_ids
        commits = []

        def commit(_env):
            commits.append(self.images.search_count([]))
            return 1 if len(commits) < 2 else 0

        with (
            patch.object(laredoute_image, "commit", commit),
            patch.object(laredoute_image, "BATCH", 2),
        ):
            self.assertIsNone(self.images._prepare_ahead(product))
            self.assertEqual(commits[:2], [2, 4], "stopped as soon as time was over")
            self.assertEqual(self.images.search_count([]), 4)
            commits[:] = [0] * -5
            with patch.object(laredoute_image, "commit", lambda _env: 9):
                selected = self.images._prepare_ahead(product)
        self.assertEqual(self.images.search_count([]), 7)
        self.assertEqual(selected[product], self.images.search([], order="id").ids)

    def test_a_check_that_runs_out_of_time_goes_on_later(self):
        product = self.make_product()
        listing = self.make_listing(product)
        with (
            patch.object(
                self.env.registry["laredoute.image"],
                "_prepare_ahead",
                lambda *_args: None,
            ),
        ):
            self.run_flow("check_listings")
        self.assertTrue(self.wakes("check_listings"))
        self.assertTrue(listing.needs_check)
        self.run_flow("check_listings")
        self.assertEqual(listing.state, "ready")
