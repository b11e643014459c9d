# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Settings, listings and answers: what of them changes offers, and what does not."""

from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace import errors

from ..common import jpeg, refused
from .changes_case import ChangesCase


@tagged("standard", "post_install", "-at_install")
class TestChangesMore(ChangesCase):
    """Each ``event_…`` does something and returns the products to be sent."""

    def test_settings_listings_and_answers(self):
        self.assert_events(at_least=20)

    @property
    def all(self):
        """All that La Redoute knows."""
        known = [("state", "in", ("integrated", "live"))]
        return self.env["laredoute.listing"].search(known).product_id

    # ----------------------------------------------------------------- settings
    def event_safety(self):
        self.account.stock_safety += 1
        return self.all

    def event_the_delivery_fee(self):
        self.account.delivery_fee += 1
        return self.all

    def event_a_relay_is_offered(self):
        self.account.relay_offered = True
        return self.all

    def event_a_relay_later_costs_more(self):
        self.account.relay_offered = True
        self.settle()
        self.account.relay_fee += 1
        return self.all

    def event_delays(self):
        self.account.delivery_max_days += 1
        return self.all

    def event_the_delay_of_shipment(self):
        self.account.shipment_delay += 1
        return self.all

    def event_goods_being_received_count(self):
        self.account.warehouse_id.reception_steps = "two_steps"
        place = self.account.warehouse_id.wh_input_stock_loc_id
        self.env["stock.quant"]._update_available_quantity(self.sac, place, 2)
        self.settle()
        self.account.stock_receiving = not self.account.stock_receiving
        return [self.sac]

    def event_another_warehouse(self):
        other = self.env["stock.warehouse"].create({"name": "Lyon", "code": "LYO"})
        self.settle()
        self.account.warehouse_id = other
        self.assertEqual(self.next_file(), set(self.all), "nothing is there")
        self.account.warehouse_id = self.warehouse
        return self.all

    def event_a_setting_that_offers_do_not_know(self):
        self.account.default_carrier = "Chronopost"
        return []

    def event_a_location_becomes_stock(self):
        place = self.env["stock.location"].create({"name": "Réserve"})
        self.env["stock.quant"]._update_available_quantity(self.veste, place, 4)
        self.settle()
        place.location_id = self.warehouse.lot_stock_id
        return [self.veste]

    # ----------------------------------------------------------------- listings
    def event_ended_and_selected_again(self):
        listing = self.listing(self.robe)
        listing.action_end()
        self.assertEqual(self.next_file(), {self.robe})
        self.assertEqual(listing.state, "ended")
        listing.action_select()
        return [self.robe]

    def event_archived_and_back(self):
        self.veste.active = False
        self.assertEqual(self.next_file(), {self.veste})
        self.veste.active = True
        self.run_flow("check_listings")
        return [self.veste]

    def event_no_longer_for_sale(self):
        self.sac.sale_ok = False
        self.assertEqual(self.next_file(), {self.sac})
        self.sac.sale_ok = True
        return [self.sac]

    def event_the_label_is_taken_off(self):
        self.sac.product_tmpl_id.laredoute_label = False
        self.assertEqual(self.next_file(), {self.sac})
        self.sac.product_tmpl_id.laredoute_label = True
        return [self.sac]

    def event_a_saved_filter_decides(self):
        self.account.write(
            {"select_by": "filter", "product_filter": [("id", "!=", self.robe.id)]}
        )
        self.assertEqual(self.next_file(), {self.robe})
        self.account.select_by = "label"
        return [self.robe]

    def event_a_product_is_integrated(self):
        coat = self.make_product(stock=4)
        listing = self.make_listing(coat)
        self.run_flow("check_listings", "send_products")
        self.report("products", listing.product_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(listing.state, "integrated")
        return [coat]

    def event_a_title_and_an_image(self):
        self.robe.write({"laredoute_title": "Robe d'été", "image_1920": jpeg()})
        self.run_flow("check_listings")
        return []

    def event_a_fall_is_held_then_confirmed(self):
        listing = self.listing(self.robe)
        self.account.price_drop_guard = 30
        self.settle()
        self.robe.lst_price = self.robe.lst_price / 2
        self.assertFalse(self.next_file(), "held")
        self.assertTrue(listing.price_held)
        listing.action_confirm_price()
        return [self.robe]

    def event_the_phase_ends_all(self):
        self.env["laredoute.offer"]._end_all(self.account)
        self.assertEqual(self.next_file(), set(self.all))
        self.run_flow("send_offers")
        self.account.action_resume()
        return self.all

    # ------------------------------------------------------------------ answers
    def event_la_redoute_refuses_one(self):
        listing = self.listing(self.sac)
        self.set_stock(self.sac, 1)
        self.run_flow("send_offers")
        line = refused(listing.ean, listing.sku, "product_not_found", "not found")
        self.report("offers", listing.offer_exchange_id, line)
        self.run_flow("collect_reports", "apply_reports")
        return [self.sac]

    def event_a_file_is_refused_and_retried(self):
        self.set_stock(self.sac, 1)
        self.market.fail["send_offers"] = [errors.RefusedData("no", code="http_400")]
        self.run_flow("send_offers")
        self.assertFalse(self.next_file(), "it waits for a person")
        self.listing(self.sac).offer_exchange_id.action_retry()
        return [self.sac]

    def event_a_file_is_lost(self):
        self.set_stock(self.robe, 1)
        self.market.fail["send_offers"] = [errors.UnknownOutcome("lost", code="x")]
        self.run_flow("send_offers")
        self.listing(self.robe).offer_exchange_id.sent_at = self.ago(minutes=90)
        return [self.robe]

    def event_a_file_that_could_not_go(self):
        self.set_stock(self.robe, 1)
        self.market.fail["send_offers"] = [errors.RetryLater("down")]
        self.run_flow("send_offers")
        exchange = self.listing(self.robe).offer_exchange_id
        exchange.next_attempt_at = self.ago(minutes=1)
        return [self.robe]

    def listing(self, product):
        return self.listings.filtered(lambda each: each.product_id == product)
