# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A price that falls too far is held until a person confirms it; stock is not."""

from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from odoo.addons.laredoute_connector.models.listing.candidates import (
    candidate_settings,
)

from ..common import LaredouteCase


@tagged("standard", "post_install", "-at_install")
class TestPriceGuard(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.listing = self.make_listing()
        self.make_live(self.listing)
        self.product = self.listing.product_id
        self.full_offers_done()
        self.before = self.listing.price_sent

    def offer(self):
        """The offer La Redoute was sent last, or nothing new."""
        files = len(self.market.files)
        self.run_flow("check_listings", "send_offers")
        if len(self.market.files) == files:
            return None
        return self.market.sent("offers")[0]

    def test_a_deep_drop_is_held_and_stock_still_sent(self):
        self.product.lst_price = 5.0
        self.assertIsNone(self.offer())
        self.assertTrue(self.listing.price_held)
        self.assertEqual(self.listing.finding_ids.mapped("code"), ["price_drop"])
        self.assertEqual(self.listing.state, "live", "it is not blocked")
        self.set_stock(self.product, -3)
        offer = self.offer()
        self.assertEqual((float(offer.price), offer.quantity), (self.before, 7))

    def test_a_confirmed_drop_goes(self):
        self.product.lst_price = 5.0
        self.assertIsNone(self.offer())
        self.listing.action_confirm_price()
        offer = self.offer()
        self.assertEqual(float(offer.price), 6.0, "5 euros and 20 % of VAT")
        self.assertFalse(self.listing.price_held)
        self.assertFalse(self.listing.finding_ids)

    def test_a_confirmed_price_confirms_no_deeper_one(self):
        self.product.lst_price = 20.0
        self.offer()
        self.listing.action_confirm_price()
        self.product.lst_price = 5.0
        self.assertIsNone(self.offer())
        self.assertTrue(self.listing.price_held)

    def test_a_price_that_nobody_saw_is_not_confirmed(self):
        self.product.lst_price = 20.0
        self.offer()
        self.assertEqual(self.listing.price_new, 24)
        self.product.lst_price = 5.0
        listing = self.listing
        said = listing.action_confirm_price()["params"]["message"]
        self.assertRegex(said, f"{self.product.name}.*24.00.*→.*6.00")
        self.assertFalse(self.listing.price_confirmed)
        seen = listing.with_context(laredoute_seen_price=24)
        self.assertTrue(seen.action_confirm_price(), "a form that was opened before")
        self.assertFalse(listing.action_confirm_price())
        self.assertEqual(float(self.offer().price), 6.0)

    def test_an_alarm_ends_with_its_cause_without_a_check(self):
        self.product.lst_price = 5.0
        self.run_flow("send_offers")
        self.assertTrue(self.listing.price_held)
        self.product.lst_price = 50.0
        self.run_flow("send_offers")
        self.assertFalse(self.listing.price_held)
        self.assertFalse(self.listing.price_new)
        self.assertTrue(self.listing.needs_check, "so that its finding goes, too")

    def test_a_confirmation_ends_with_its_price(self):
        self.product.lst_price = 5.0
        self.offer()
        self.listing.action_confirm_price()
        self.product.lst_price = 50.0
        self.assertIsNone(self.offer(), "put right before anything was sent")
        self.assertFalse(self.listing.price_confirmed)
        self.product.lst_price = 5.0
        self.assertIsNone(self.offer(), "nobody confirmed this fall")
        self.assertTrue(self.listing.price_held)

    def test_a_small_drop_and_a_rise_go(self):
        self.product.lst_price = 40.0
        self.assertEqual(float(self.offer().price), 48.0)
        self.product.lst_price = 400.0
        self.assertEqual(float(self.offer().price), 480.0)

    def test_a_price_put_right_is_held_no_more(self):
        self.product.lst_price = 5.0
        self.assertIsNone(self.offer())
        self.product.lst_price = 50.0
        self.offer()
        self.assertFalse(self.listing.price_held)
        self.assertFalse(self.listing.finding_ids)

    def test_without_a_guard_everything_goes(self):
        self.account.price_drop_guard = 0
        self.product.lst_price = 5.0
        self.assertEqual(float(self.offer().price), 6.0)

    def test_a_price_list_of_another_day_is_held_without_an_edit(self):
        begin = self.ago(hours=-2)
        self.account.pricelist_id = self.env["product.pricelist"].create(
            {
                "name": "Erreur",
                "item_ids": [
                    (
                        0,
                        0,
                        {
                            "compute_price": "fixed",
                            "fixed_price": 1.0,
                            "applied_on": "3_global",
                            "date_start": begin,
                        },
                    )
                ],
            }
        )
        self.run_flow("check_listings", "send_offers")
        self.assertFalse(self.listing.price_held)
        later = fields.Datetime.add(begin, minutes=5)
        with patch.object(fields.Datetime, "now", lambda *_args: later):
            self.run_flow("send_offers")
        self.assertTrue(self.listing.price_held)
        self.assertTrue(self.listing.needs_check, "so that its finding says why")

    def test_an_old_confirmation_is_spent_once_a_higher_price_was_sent(self):
        self.product.lst_price = 5.0
        self.offer()
        self.listing.action_confirm_price()
        self.assertEqual(float(self.offer().price), 6.0)
        self.product.lst_price = 100.0
        self.assertEqual(float(self.offer().price), 120.0)
        self.product.lst_price = 5.0
        self.assertIsNone(self.offer(), "nobody confirmed this fall")
        self.assertTrue(self.listing.price_held)

    def test_dollars_are_never_sent_as_euros(self):
        dollar = self.env.ref("base.USD")
        euro = self.env.ref("base.EUR")
        (dollar + euro).active = True
        self.assertEqual(candidate_settings(self.account)["currency"], "EUR")
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Dollars",
                "currency_id": dollar.id,
                "item_ids": [
                    (0, 0, {"compute_price": "fixed", "fixed_price": 45.0}),
                ],
            }
        )
        self.account.pricelist_id = pricelist
        self.set_stock(self.product, -3)
        offer = self.offer()
        self.assertEqual((float(offer.price), offer.quantity), (self.before, 7))
        self.assertIn("price_not_euro", self.listing.finding_ids.mapped("code"))

    def test_no_price_cannot_be_confirmed(self):
        self.product.lst_price = -5.0
        self.assertIsNone(self.offer())
        said = self.listing.action_confirm_price()
        self.assertIn(self.product.display_name, said["params"]["message"])
        self.assertFalse(self.listing.price_confirmed)
        self.product.lst_price = 1.0
        self.assertIsNone(self.offer(), "nobody agreed to one euro")

    # ------------------------------------------------- a price that cannot be sent
    def held(self):
        """The listings that the list shows as held."""
        return self.env["laredoute.listing"].search([("price_held", "=", True)])

    def test_zero_is_held_without_a_guard_until_it_is_corrected(self):
        self.account.price_drop_guard = 0
        self.product.lst_price = 0
        self.set_stock(self.product, -3)
        offer = self.offer()
        self.assertEqual((float(offer.price), offer.quantity), (self.before, 7))
        self.assertEqual(self.held(), self.listing)
        self.assertIn("price_not_positive", self.listing.finding_ids.mapped("code"))
        self.assertTrue(self.listing.action_confirm_price(), "nothing to confirm")
        self.assertIsNone(self.offer())
        self.assertEqual(self.held(), self.listing)
        self.product.lst_price = 20
        self.assertEqual(float(self.offer().price), 24)
        self.assertFalse(self.held())

    def test_a_price_without_vat_cannot_be_read_and_is_held(self):
        self.account.price_drop_guard = 0
        self.product.taxes_id = False
        self.assertIsNone(self.offer())
        self.assertEqual(self.held(), self.listing)

    def test_an_hour_s_file_holds_a_list_that_ended_at_zero(self):
        self.account.price_drop_guard = 0
        begin = self.ago(hours=-2)
        zero = {"compute_price": "fixed", "fixed_price": 0, "date_start": begin}
        self.account.pricelist_id = self.env["product.pricelist"].create(
            {"name": "Erreur", "item_ids": [(0, 0, zero)]}
        )
        self.run_flow("check_listings", "send_offers")
        self.assertFalse(self.held())
        later = fields.Datetime.add(begin, minutes=5)
        with patch.object(fields.Datetime, "now", lambda *_args: later):
            self.run_flow("send_offers")
            self.assertEqual(self.held(), self.listing, "before any check")
            self.run_flow("check_listings")
        self.assertEqual(self.held(), self.listing)

    def test_nobody_looks_at_the_price_of_what_is_sold_no_more(self):
        self.account.price_drop_guard = 0
        self.listing.action_end()
        self.product.lst_price = 0
        self.run_flow("check_listings", "send_offers")
        self.assertFalse(self.held())
