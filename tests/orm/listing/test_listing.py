# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""From selected to live, and what stands in the way."""

from decimal import Decimal
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.rules import CODES
from odoo.addons.laredoute_connector.models.messages.sentences import (
    _finding_sentences,
    finding_sentence,
)

from ..common import LaredouteCase, make_ean, refused, warned


@tagged("standard", "post_install", "-at_install")
class TestListing(LaredouteCase):
    def test_a_selected_product_becomes_live(self):
        listing = self.make_listing()
        self.assertEqual(listing.state, "selected")
        self.run_flow("check_listings")
        self.assertEqual(listing.state, "ready", listing.problem)
        self.run_flow("send_products")
        self.assertEqual(listing.state, "sent")
        self.assertEqual(listing.product_exchange_id.state, "sent")
        self.assertEqual(listing.batch_id, "B1")
        (record,) = self.market.sent("products")
        self.assertEqual(record.ean, listing.product_id.barcode)
        self.assertEqual(
            record.images[0].md5, self.env["laredoute.image"].search([]).md5
        )
        self.report("products", listing.product_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(listing.state, "integrated")
        self.run_flow("send_offers")
        (offer,) = self.market.sent("offers")
        self.assertEqual(offer.quantity, 10)
        self.assertEqual(offer.price, Decimal("60.00"), "50 € without VAT at 20 %")
        self.assertEqual(offer.vat_rate, Decimal("0.20"))
        self.report("offers", listing.offer_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(listing.state, "live")

    def test_nothing_is_sent_twice_when_nothing_changed(self):
        listing = self.make_listing()
        self.make_live(listing)
        sent = len(self.market.files)
        self.full_offers_done()
        self.run_flow("check_listings", "send_products", "send_offers")
        self.assertEqual(len(self.market.files), sent)
        listing.product_id.description_sale = "Une nouvelle description."
        self.run_flow("check_listings", "send_products")
        self.assertEqual(len(self.market.files), sent + 1)
        self.assertEqual(listing.state, "live", "an update does not end a live listing")

    def test_only_the_changed_offer_goes(self):
        first, second = self.make_listing(), self.make_listing()
        self.run_flow("check_listings", "send_products")
        self.report("products", first.product_exchange_id)
        self.run_flow("collect_reports", "apply_reports", "send_offers")
        self.report("offers", first.offer_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.full_offers_done()
        self.set_stock(second.product_id, -4)
        self.run_flow("send_offers")
        (offer,) = self.market.sent("offers")
        self.assertEqual((offer.ean, offer.quantity), (second.ean, 6))

    def test_a_broken_rule_blocks_with_its_reason(self):
        listing = self.make_listing(
            self.make_product(barcode="3560000000012", image_1920=False)
        )
        self.run_flow("check_listings", "send_products")
        self.assertEqual(listing.state, "blocked")
        self.assertFalse(self.market.files)
        codes = set(listing.finding_ids.mapped("code"))
        self.assertLessEqual({"ean_check_digit", "image_missing"}, codes)
        self.assertTrue(all(listing.finding_ids.mapped("message")))

    def test_a_fixed_product_goes(self):
        product = self.make_product(laredoute_brand_id=False)
        listing = self.make_listing(product)
        self.run_flow("check_listings")
        self.assertEqual(listing.state, "blocked")
        product.laredoute_brand_id = self.brand
        self.run_flow("check_listings", "send_products")
        self.assertEqual(listing.state, "sent")
        self.assertFalse(listing.finding_ids.filtered(lambda f: f.severity == "error"))

    def test_out_of_stock_waits_until_stock_comes(self):
        product = self.make_product(stock=0)
        listing = self.make_listing(product)
        self.run_flow("check_listings")
        self.assertEqual(listing.finding_ids.mapped("code"), ["no_stock"])
        self.set_stock(product, 3)
        self.run_flow("check_listings")
        self.assertEqual(listing.state, "ready")

    def test_a_refusal_stands_on_the_listing_until_fixed(self):
        listing, other = self.make_listing(), self.make_listing()
        self.run_flow("check_listings", "send_products")
        text = "Brand can't be found by code: 0"
        refusal = refused(listing.ean, listing.sku, "BRAND", text)
        self.report("products", listing.product_exchange_id, refusal)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual((listing.state, other.state), ("rejected", "integrated"))
        self.assertEqual(listing.refusal, text)
        line = listing.product_exchange_id.report_ids.line_ids
        self.assertEqual((line.listing_id, line.text), (listing, text))
        listing._invalidate_these()
        self.run_flow("check_listings", "send_products")
        self.assertEqual(listing.state, "rejected", "the same is not sent again")
        listing.product_id.laredoute_brand_id = self.brand.copy(
            {"code": "9002", "name": "Autre"}
        )
        self.run_flow("check_listings", "send_products")
        self.assertEqual(listing.state, "sent")

    def test_a_referencer_is_integrated_with_a_warning(self):
        listing = self.make_listing()
        self.run_flow("check_listings", "send_products")
        answer = warned(listing.ean, listing.sku, "STATE", "A référencer")
        self.report("products", listing.product_exchange_id, answer)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(
            (listing.state, listing.warning), ("integrated", "A référencer")
        )

    def test_declinations_go_with_their_parent(self):
        size = self.env["product.attribute"].create(
            {
                "name": "Taille",
                "value_ids": [(0, 0, {"name": "38"}), (0, 0, {"name": "40"})],
            }
        )
        requested = self.env["laredoute.attribute"].create(
            {
                "code": "A0901",
                "name": "Taille",
                "usage": "size",
                "value_ids": [
                    (0, 0, {"code": "V000038", "name": "38"}),
                    (0, 0, {"code": "V000040", "name": "40"}),
                ],
            }
        )
        self.category.attribute_line_ids = [
            (0, 0, {"attribute_id": requested.id, "constrained": True})
        ]
        for value, own in zip(
            size.value_ids, requested.value_ids.sorted("name"), strict=True
        ):
            self.env["laredoute.value.mapping"].create(
                {
                    "product_value_id": value.id,
                    "attribute_id": requested.id,
                    "value_id": own.id,
                }
            )
        template = self.env["product.template"].create(
            {
                "name": "Robe Portefeuille",
                "description_sale": "Une robe.",
                "is_storable": True,
                "list_price": 40,
                "image_1920": self.make_product().image_1920,
                "laredoute_category_id": self.category.id,
                "laredoute_brand_id": self.brand.id,
                "attribute_line_ids": [
                    (
                        0,
                        0,
                        {
                            "attribute_id": size.id,
                            "value_ids": [(6, 0, size.value_ids.ids)],
                        },
                    )
                ],
            }
        )
        for number, variant in enumerate(template.product_variant_ids):
            variant.write({"barcode": make_ean(number), "default_code": f"PF-{number}"})
            self.set_stock(variant, 5)
        template.action_laredoute_list()
        self.run_flow("check_listings", "send_products")
        parent, *children = self.market.sent("products")
        self.assertTrue(parent.is_parent)
        self.assertFalse(parent.attributes)
        self.assertEqual(len(children), 2)
        self.assertEqual({child.parent_sku for child in children}, {parent.sku})
        self.assertEqual(
            {child.attributes[0].value_code for child in children},
            {"V000038", "V000040"},
        )
        refusal = refused("", parent.sku, "CAT", "Category unknown")
        listings = template.laredoute_listing_ids
        self.report("products", listings.product_exchange_id, refusal)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(set(listings.mapped("state")), {"rejected"})

    def test_a_sent_ean_or_sku_cannot_change(self):
        listing = self.make_listing()
        product = listing.product_id
        product.default_code = "FREE-UNTIL-SENT"
        self.run_flow("check_listings", "send_products")
        with self.assertRaisesRegex(UserError, "never change"):
            product.default_code = "OTHER"
        with self.assertRaisesRegex(UserError, "never change"):
            product.product_tmpl_id.barcode = make_ean(5)
        product.write({"default_code": "FREE-UNTIL-SENT"})

    def computed(self, product, **codes):
        """Write codes as Odoo does where an addon computes them: past ``write``."""
        self.env.flush_all()
        fields = product._fields
        with patch.multiple(fields["barcode"], compute="_compute_barcode"):
            product._write_multi([codes])

    def test_a_sent_ean_cannot_change_by_what_another_addon_computes(self):
        listing = self.make_listing()
        product, ean = listing.product_id, listing.product_id.barcode
        self.run_flow("check_listings", "send_products")
        with self.assertRaisesRegex(UserError, "never change"):
            self.computed(product, barcode=make_ean(5))
        self.computed(product, barcode=ean)
        self.env.invalidate_all()
        self.assertEqual(product.barcode, ean)

    def test_an_ean_that_another_addon_computes_is_checked_again(self):
        listing = self.make_listing()
        self.run_flow("check_listings")
        self.assertFalse(listing.needs_check)
        self.computed(listing.product_id, barcode=make_ean(5))
        self.env.invalidate_all()
        self.assertTrue(listing.needs_check)

    def test_a_single_product_sent_gets_no_declinations(self):
        listing = self.make_listing()
        self.run_flow("check_listings", "send_products")
        attribute = self.env["product.attribute"].create(
            {
                "name": "Taille",
                "value_ids": [(0, 0, {"name": "38"}), (0, 0, {"name": "40"})],
            }
        )
        values = [(6, 0, attribute.value_ids.ids)]
        with self.assertRaisesRegex(UserError, "single product"):
            listing.product_tmpl_id.attribute_line_ids = [
                (0, 0, {"attribute_id": attribute.id, "value_ids": values})
            ]

    def test_every_finding_has_a_sentence(self):
        sentences = _finding_sentences(self.env)
        self.assertFalse(set(CODES) - set(sentences))
        for code, known in CODES.items():
            arguments = dict.fromkeys(known.arguments, "x")
            self.assertNotIn("%(", finding_sentence(self.env, code, arguments))
