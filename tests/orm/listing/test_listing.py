# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""From selected to live, and what stands in the way."""

from decimal import Decimal

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace import errors
from odoo.addons.laredoute_connector.marketplace.rules import CODES
from odoo.addons.laredoute_connector.models.messages.sentences import (
    _finding_sentences,
    finding_sentence,
)

from ..common import LaredouteCase, make_ean, refused, warned


@tagged("standard", "post_install", "-at_install")
class TestListing(LaredouteCase):
    def test_a_chosen_product_becomes_live(self):
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
        told = warned(listing.ean, listing.sku, "STATE", "A référencer")
        self.report("products", listing.product_exchange_id, told)
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
        for value, told in zip(
            size.value_ids, requested.value_ids.sorted("name"), strict=True
        ):
            self.env["laredoute.value.mapping"].create(
                {
                    "product_value_id": value.id,
                    "attribute_id": requested.id,
                    "value_id": told.id,
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

    def test_ending_tells_zero_and_waits_for_la_redoute(self):
        listing = self.make_listing()
        self.make_live(listing)
        listing.action_end()
        self.assertEqual(listing.state, "live")
        self.run_flow("send_offers")
        self.assertEqual(self.market.sent("offers")[0].quantity, 0)
        self.report("offers", listing.offer_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(listing.state, "ended")
        listing.action_select()
        self.assertEqual(listing.state, "integrated")

    def test_an_archived_or_deleted_product_is_told_at_zero(self):
        kept, gone = self.make_listing(), self.make_listing()
        self.make_live(kept)
        kept.product_id.active = False
        self.run_flow("send_offers")
        told = {offer.ean: offer.quantity for offer in self.market.sent("offers")}
        self.assertEqual(told[kept.ean], 0)
        ean = gone.ean
        self.report("offers", gone.offer_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.env["stock.quant"].search(
            [("product_id", "=", gone.product_id.id)]
        ).unlink()
        self.env["stock.move"].search(
            [("product_id", "=", gone.product_id.id)]
        ).unlink()
        gone.product_id.unlink()
        self.run_flow("check_listings", "send_offers")
        told = {offer.ean: offer.quantity for offer in self.market.sent("offers")}
        self.assertEqual(told[ean], 0)

    def test_published_stock_never_exceeds_what_can_be_delivered(self):
        listing = self.make_listing(self.make_product(stock=5))
        self.account.stock_safety = 2
        self.make_live(listing)
        self.assertEqual(self.market.sent("offers")[0].quantity, 3)
        order = self.order(self.order_line(listing.product_id, quantity=2))
        self.read()
        self.run_flow("send_offers")
        self.assertEqual(
            self.market.sent("offers")[0].quantity, 1, "accepted, not confirmed yet"
        )
        self.say(order, "to_ship")
        self.read()
        self.assertEqual(self.inbox().sale_order_id.state, "sale")
        known = listing.quantity_sent
        self.run_flow("send_offers")
        self.assertEqual(listing.quantity_sent, known, "now stock itself reserves it")
        self.set_stock(listing.product_id, -3)
        self.run_flow("send_offers")
        self.assertEqual(listing.quantity_sent, 0, "never negative")

    def test_no_offer_within_the_interval(self):
        listing = self.make_listing()
        self.make_live(listing)
        self.account.offer_interval = 60
        self.set_stock(listing.product_id, 5)
        sent = len(self.market.files)
        self.run_flow("send_offers")
        self.assertEqual(len(self.market.files), sent)
        listing.offer_exchange_id.sent_at = self.ago(minutes=61)
        self.run_flow("send_offers")
        self.assertEqual(len(self.market.files), sent + 1)

    def test_a_refused_file_waits_for_a_person(self):
        listing = self.make_listing()
        self.market.fail["send_products"] = [errors.RefusedData("no", code="http_400")]
        self.run_flow("check_listings", "send_products")
        exchange = listing.product_exchange_id
        self.assertEqual(exchange.state, "failed")
        self.assertTrue(exchange.needs_person)
        self.assertTrue(exchange.activity_ids)
        listing._invalidate_these()
        self.run_flow("check_listings", "send_products")
        self.assertEqual(listing.product_exchange_id, exchange, "not sent for ever")
        exchange.action_retry()
        self.run_flow("send_products")
        self.assertEqual((exchange.state, listing.state), ("sent", "sent"))
        self.assertFalse(exchange.activity_ids, "solved by itself")

    def test_every_finding_has_a_sentence(self):
        sentences = _finding_sentences(self.env)
        self.assertFalse(set(CODES) - set(sentences))
        for code, known in CODES.items():
            arguments = dict.fromkeys(known.arguments, "x")
            self.assertNotIn("%(", finding_sentence(self.env, code, arguments))

    def live_with_failure(self, error):
        """A live listing whose next offer file meets ``error``; returns both."""
        listing = self.make_listing()
        self.make_live(listing)
        self.full_offers_done()
        self.set_stock(listing.product_id, -2)
        self.market.fail["send_offers"] = [error]
        self.run_flow("send_offers")
        return listing, listing.offer_exchange_id

    def test_a_late_offer_file_is_made_afresh(self):
        listing, exchange = self.live_with_failure(errors.RetryLater("down"))
        self.assertEqual(exchange.state, "queued")
        self.set_stock(listing.product_id, -3)
        exchange.next_attempt_at = self.ago(minutes=1)
        self.run_flow("send_offers")
        self.assertEqual(self.market.sent("offers")[0].quantity, 5, "not the old 8")
        self.assertEqual((exchange.state, exchange.needs_person), ("failed", False))
        self.assertEqual(listing.offer_exchange_id.attempts, 2, "backs off further")

    def test_after_a_lost_offer_file_everything_is_told_again(self):
        listing, exchange = self.live_with_failure(
            errors.UnknownOutcome("lost", code="timeout")
        )
        sent = len(self.market.files)
        self.set_stock(listing.product_id, 2)
        self.run_flow("send_offers")
        self.assertEqual(
            len(self.market.files), sent, "two files would block each other"
        )
        exchange.sent_at = self.ago(minutes=61)
        self.run_flow("send_offers")
        self.assertEqual(
            self.market.sent("offers")[0].quantity,
            10,
            "as accepted before, but La Redoute may hold the lost 8",
        )

    def test_a_refused_offer_is_told_a_few_times_more_then_waits(self):
        listing = self.make_listing()
        self.run_flow("check_listings", "send_products")
        self.report("products", listing.product_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.full_offers_done()
        for _time in range(6):
            self.run_flow("send_offers")
            refusal = refused(listing.ean, "", "X", "PRODUCT NOT FOUND")
            if listing.offer_exchange_id.state == "sent":
                self.report("offers", listing.offer_exchange_id, refusal)
            self.run_flow("collect_reports", "apply_reports")
        offers = [
            kind for kind, _text, _records in self.market.files if kind == "offers"
        ]
        self.assertEqual(len(offers), 4, "told once, and three times more")
        self.assertEqual((listing.state, listing.warning), ("integrated", refusal.text))
        self.set_stock(listing.product_id, 1)
        self.run_flow("send_offers")
        self.report("offers", listing.offer_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual((listing.state, listing.offer_refusals), ("live", 0))

    def test_a_refused_offer_file_waits_for_a_person(self):
        _listing, exchange = self.live_with_failure(
            errors.RefusedData("no", code="invalid_attachment")
        )
        self.assertEqual(exchange.state, "failed")
        sent = len(self.market.files)
        self.run_flow("send_offers")
        self.assertEqual(len(self.market.files), sent, "not sent for ever")
        exchange.action_retry()
        self.run_flow("send_offers")
        self.assertEqual(self.market.sent("offers")[0].quantity, 8)

    def test_the_reconciler_ends_what_is_no_longer_for_sale(self):
        listing = self.make_listing()
        self.make_live(listing)
        self.account.switch_reconciler = False
        listing.product_id.sale_ok = False
        self.run_flow("check_listings")
        self.assertTrue(listing.selected, "only with the switch on")
        self.account.switch_reconciler = True
        self.run_flow("check_listings", "send_offers")
        self.assertEqual(self.market.sent("offers")[0].quantity, 0)
