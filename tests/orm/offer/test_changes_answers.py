# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute's answers, and people's about them, do to the next offer file."""

from decimal import Decimal

from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.records import CompetingOffer
from odoo.addons.laredoute_connector.models.exchange.kinds.offers import RETRIES

from ..common import refused
from .changes_case import ChangesCase


@tagged("standard", "post_install", "-at_install")
class TestChangesOfAnswers(ChangesCase):
    """Each ``event_…`` does something and returns the products to be sent."""

    def test_answers(self):
        self.assert_events(at_least=6)

    def of(self, product):
        return self.listings.filtered(lambda each: each.product_id == product)

    def refuse(self, product):
        listing = self.of(product)
        self.run_flow("send_offers")
        line = refused(listing.ean, listing.sku, "X", "Refusé")
        self.report("offers", listing.offer_exchange_id, line)
        self.run_flow("collect_reports", "apply_reports")

    def event_a_person_sees_it_on_the_site(self):
        self.of(self.robe).action_set_seen()
        return []

    def event_the_account_waits_longer_for_a_sign_of_it(self):
        self.account.unseen_days = 9
        return []

    def event_the_open_listing_names_us_and_another(self):
        lines = [
            CompetingOffer(
                each.ean, Decimal("9.90"), None, 2, each == self.of(self.sac)
            )
            for each in self.listings
        ]
        self.market.add_answer("open_listing", "L1", lines, len(lines))
        self.run_flow("collect_reports", "apply_reports")
        self.assertTrue(self.of(self.sac).seen_at)
        return []

    def event_an_offer_is_refused(self):
        self.robe.lst_price = 61
        self.refuse(self.robe)
        return [self.robe]

    def event_an_offer_stays_refused(self):
        self.veste.lst_price = 62
        for _each in range(RETRIES + 1):
            self.refuse(self.veste)
        self.assertEqual(self.of(self.veste).state, "integrated")
        # La Redoute refuses this very offer: only another one goes
        self.veste.lst_price = 63
        return [self.veste]

    def event_a_brand_is_lost(self):
        self.brand.refused_account_ids = self.account
        return []
