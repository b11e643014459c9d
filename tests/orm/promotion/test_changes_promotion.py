# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a promotion changes is in the next file, and nothing else is."""

from odoo.tests import tagged

from .promotion_case import PromotionCase


@tagged("standard", "post_install", "-at_install")
class TestChangesPromotion(PromotionCase):
    def test_promotions(self):
        self.assert_events(at_least=14)

    def running(self, **values):
        """One of the robe that La Redoute has."""
        self.env["laredoute.promotion"].search(
            [("state", "not in", ("draft", "cancelled"))]
        ).action_cancel()
        promotion = self.now(**values)
        self.settle()
        return promotion

    def of(self, product):
        return self.listings.filtered(lambda each: each.product_id == product)

    def add(self, promotion, product, **values):
        line = {"promotion_id": promotion.id, "listing_id": self.of(product).id}
        return self.env["laredoute.promotion.line"].create({**line, **values})

    # ----------------------------------------------------------------- by people
    def event_01_a_draft(self):
        self.promotion(date_begin=self.ago(days=1))
        return []

    def event_02_confirmed_before_it_begins(self):
        self.confirmed()
        return []

    def event_03_confirmed_when_it_runs(self):
        self.now()
        return [self.robe]

    def event_04_a_product_is_added(self):
        self.add(self.running(), self.veste)
        return [self.veste]

    def event_05_a_product_is_removed(self):
        promotion = self.running()
        self.add(promotion, self.veste)
        self.settle()
        promotion.line_ids[-1].unlink()
        return [self.veste]

    def event_06_a_price_of_the_list_changes(self):
        promotion = self.promotion(
            price_by="price", date_begin=self.ago(days=1), date_end=self.ago(days=-9)
        )
        promotion.line_ids.price = 50
        promotion.action_confirm()
        self.add(promotion, self.sac, price=40)
        self.settle()
        promotion.line_ids[-1].price = 41
        return [self.sac]

    def event_07_it_ends_sooner(self):
        self.running().date_end = self.ago(minutes=1)
        return [self.robe]

    def event_08_it_begins_later(self):
        self.running().date_begin = self.ago(days=-1)
        return [self.robe]

    def event_09_its_name_changes(self):
        self.running().name = "Autre"
        return []

    def event_10_dates_are_sent(self):
        self.running().send_dates = True
        return [self.robe]

    def event_11_cancelled(self):
        self.running().action_cancel()
        return [self.robe]

    def event_12_set_back(self):
        self.running().action_draft()
        return [self.robe]

    def event_13_another_is_lower(self):
        self.running()
        self.now(percentage=30)
        return [self.robe]

    def event_14_another_is_higher(self):
        self.running(percentage=30)
        self.now(percentage=10)
        return []

    def event_15_its_product_is_dearer(self):
        self.running()
        self.robe.lst_price += 1
        return [self.robe]

    # ------------------------------------------------------------------- by time
    def event_16_it_begins(self):
        self.running().action_cancel()
        self.settle()
        self.confirmed(self.veste | self.sac)
        self.settle()
        self.at(2026, 11, 20, 8)
        return [self.veste, self.sac]

    def event_17_a_line_ends_before_the_others(self):
        promotion = self.running()
        self.add(promotion, self.sac, date_end=self.ago(hours=-3))
        self.settle()
        self.clock.tick(3 * 3600)
        return [self.sac]

    def event_18_it_ends(self):
        self.running(date_end=self.ago(hours=-2))
        self.clock.tick(2 * 3600)
        return [self.robe]

    def event_19_dates_come_off(self):
        self.running(send_dates=True, date_end=self.ago(hours=-26))
        self.clock.tick(2 * 3600)
        return [self.robe]
