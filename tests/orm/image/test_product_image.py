# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Additional images: who may change them, what that starts, what goes at last."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from odoo.addons.laredoute_connector.models.image import clean as laredoute_image_clean

from .image_case import ImageCase, drawn


@tagged("standard", "post_install", "-at_install")
class TestProductImage(ImageCase):
    def setUp(self):
        super().setUp()
        self.listing = self.make_listing()
        self.template = self.listing.product_tmpl_id

    def checked(self):
        self.run_flow("check_listings")
        self.assertFalse(self.listing.needs_check)

    def assert_stale(self, listing=None):
        self.env.flush_all()
        self.assertTrue((listing or self.listing).needs_check)
        self.checked()

    # ---------------------------------------------------------------- changes
    def test_every_change_checks_the_listings_again(self):
        self.checked()
        product_image = self.add(self.template, drawn(1))
        self.assert_stale()
        product_image.sequence = 3
        self.assert_stale()
        product_image.product_id = self.listing.product_id
        self.assert_stale()
        product_image.image = self.make_product().image_1920
        self.assert_stale()
        product_image.write({"image": False, "url": "https://cdn.example/1.jpg"})
        self.assert_stale()
        product_image.name = "Vue de dos"
        self.env.flush_all()
        self.assertFalse(self.listing.needs_check, "a name is not sent")
        product_image.unlink()
        self.assert_stale()

    def test_an_image_that_moves_concerns_both_products(self):
        product_image = self.add(self.template, drawn(1))
        other = self.make_listing()
        self.checked()
        product_image.product_tmpl_id = other.product_tmpl_id
        self.assertTrue(self.listing.needs_check)
        self.assertTrue(other.needs_check)

    def test_a_variants_image_concerns_that_variant_only(self):
        template = self.make_template(variants=2)
        one, two = (self.make_listing(each) for each in template.product_variant_ids)
        self.run_flow("check_listings")
        self.add(template, drawn(1), product_id=one.product_id.id)
        self.assertTrue(one.needs_check)
        self.assertFalse(two.needs_check)

    # ------------------------------------------------------------ constraints
    def test_an_image_has_one_source(self):
        for values in (
            {},
            {"url": "  "},
            {"url": "https://cdn.example/1.jpg", "data": drawn(1)},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.add(self.template, **values)

    def test_a_variant_is_one_of_the_product(self):
        other = self.make_product()
        with self.assertRaisesRegex(ValidationError, "choose one of its own"):
            self.add(self.template, drawn(1), product_id=other.id)

    def test_what_is_no_image_can_be_kept_and_has_no_thumbnail(self):
        product_image = self.add(self.template, b"no image at all")
        self.assertFalse(product_image.thumbnail)

    # ----------------------------------------------------------------- rights
    def test_a_manager_writes_and_a_user_reads(self):
        product_image = self.add(self.template, drawn(1))
        user = new_test_user(
            self.env, "image-user", "laredoute_connector.group_laredoute_user"
        )
        manager = new_test_user(
            self.env, "image-manager", "laredoute_connector.group_laredoute_manager"
        )
        self.assertTrue(product_image.with_user(user).thumbnail)
        for work in (
            lambda: product_image.with_user(user).write({"sequence": 1}),
            lambda: product_image.with_user(user).unlink(),
            lambda: (
                self.add(self.template.with_user(user).sudo(), drawn(2))
                and product_image.with_user(user).copy()
            ),
        ):
            with self.assertRaises(AccessError):
                work()
        product_image.with_user(manager).write(
            {"url": "https://x.example/1", "image": False}
        )
        self.assertEqual(product_image.source_id.url, "https://x.example/1")
        product_image.with_user(manager).unlink()

    def test_another_companys_product_is_not_seen(self):
        other = self.env["res.company"].create({"name": "Autre société"})
        product_image = self.add(self.make_template(company_id=other.id), drawn(1))
        user = new_test_user(
            self.env, "image-user", "laredoute_connector.group_laredoute_user"
        )
        with self.assertRaises(AccessError):
            product_image.with_user(user).read(["name"])

    def test_a_user_may_see_what_is_sent_before_it_was_prepared(self):
        user = new_test_user(
            self.env,
            "image-user",
            "laredoute_connector.group_laredoute_user,base.group_user",
        )
        product = self.listing.product_id.with_user(user)
        images = self.images.with_user(user)._prepared(product)[product]
        self.assertEqual(len(images._records(self.account)), 1)

    def test_the_form_opens(self):
        with Form(
            self.env["laredoute.product.image"].with_context(
                default_product_tmpl_id=self.template.id
            )
        ) as form:
            form.url = "https://cdn.example/1.jpg"
        self.assertEqual(self.template.laredoute_image_ids.url, form.url)

    # --------------------------------------------------------------- cleaning
    def clean(self, days):
        """Clean as on a day that many days from now."""
        self.images._gc_unused()
        for image in self.images.search([("unused_since", "!=", False)]):
            image.unused_since = self.ago(days=days)
        self.env.flush_all()
        self.images._gc_unused()

    def test_what_nothing_uses_goes_a_month_later(self):
        product_image = self.add(self.template, drawn(1))
        self.run_flow("check_listings")
        self.assertEqual(self.images.search_count([]), 2)
        self.clean(days=99)
        self.assertEqual(self.images.search_count([]), 2, "both are used")
        product_image.unlink()
        self.clean(days=laredoute_image_clean.KEPT_DAYS - 1)
        self.assertEqual(self.images.search_count([]), 2)
        self.clean(days=laredoute_image_clean.KEPT_DAYS + 1)
        self.assertEqual(self.images.search_count([]), 1)

    def test_what_la_redoute_was_sent_last_stays(self):
        product_image = self.add(self.template, drawn(1))
        self.run_flow("check_listings", "send_products")
        product_image.unlink()
        self.clean(days=99)
        self.assertEqual(self.images.search_count([]), 2)
        self.run_flow("check_listings", "send_products")
        self.clean(days=99)
        self.assertEqual(self.images.search_count([]), 1, "sent without it since")

    def public(self, image):
        """Whether everybody is served it."""
        name = image._address("").rpartition("/")[2]
        return bool(self.images._signed(name))

    def ended(self, image, days):
        """As if nothing that was sent had needed it for so long."""
        self.images._gc_unused()
        self.assertTrue(image.unsent_since)
        image.unsent_since = self.ago(days=days)
        self.images._gc_unused()

    def test_e07_what_no_listing_needs_any_more_is_public_for_a_month(self):
        self.run_flow("check_listings", "send_products")
        image = self.images.search([])
        self.images._gc_unused()
        self.assertTrue(image.was_sent and self.public(image))
        self.listing.state = "ended"
        self.ended(image, laredoute_image_clean.KEPT_DAYS - 1)
        self.assertTrue(self.public(image))
        self.ended(image, laredoute_image_clean.KEPT_DAYS + 1)
        self.assertFalse(self.public(image), "though the product has it still")
        name = image._address("").rpartition("/")[2]
        self.assertTrue(self.images._signed(name, everybody=False), "our people see it")

    def test_e07_sent_again_it_is_public_at_once(self):
        self.run_flow("check_listings", "send_products")
        image = self.images.search([])
        self.images._gc_unused()
        self.listing.state = "ended"
        self.ended(image, 99)
        self.listing.write({"state": "ready", "product_dirty": True})
        self.listing.write({"product_sent": False, "product_exchange_id": False})
        self.env["laredoute.exchange"].search([]).write({"state": "done"})
        self.run_flow("send_products")
        self.assertTrue(self.public(image))
        self.images._gc_unused()
        self.assertFalse(image.unsent_since)

    def test_e07_an_image_of_another_listing_too_stays_public(self):
        other = self.make_listing(
            self.make_product(image_1920=self.template.image_1920)
        )
        self.run_flow("check_listings", "send_products")
        self.images._gc_unused()
        self.listing.state = "ended"
        self.images._gc_unused()
        image = self.images.search([("was_sent", "=", True)])
        self.assertTrue(other.images_sent)
        self.assertFalse(any(image.mapped("unsent_since")))

    def test_e07_what_was_never_sent_is_no_matter_of_time(self):
        self.run_flow("check_listings")
        image = self.images.search([])
        self.images._gc_unused()
        self.assertFalse(image.unsent_since)
        self.assertTrue(self.public(image))

    def test_what_is_used_again_stays(self):
        product_image = self.add(self.template, drawn(1))
        self.run_flow("check_listings")
        product_image.unlink()
        self.images._gc_unused()
        self.assertEqual(self.images.search_count([("unused_since", "!=", False)]), 1)
        self.add(self.template, drawn(1))
        self.clean(days=99)
        self.assertEqual(self.images.search_count([]), 2)
        self.assertFalse(self.images.search([("unused_since", "!=", False)]))

    def test_a_second_row_of_one_content_is_harmless(self):
        product = self.listing.product_id
        before = self.records(product)
        image = self.images.search([])
        self.images._prepare_bytes(image.source_checksum, drawn(1))
        self.images.search([], order="id desc", limit=1).md5 = image.md5
        self.assertEqual(self.images._prepared(product)[product], image)
        self.assertEqual(self.records(product), before)
