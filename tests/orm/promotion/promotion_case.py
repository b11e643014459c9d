# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A shop with promotions, and a clock that the test sets."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from freezegun import freeze_time

from odoo import fields

from odoo.addons.laredoute_connector.models.common import naive

from ..offer.changes_case import ChangesCase


class PromotionCase(ChangesCase):
    """Three products are on sale at 60 euros: 50 and the VAT of 20 %."""

    #: the shop's clock at the beginning
    TODAY = (2026, 11, 2, 10)

    def setUp(self):
        self.clock = self.enterContext(freeze_time(self.utc(*self.TODAY)))
        super().setUp()
        self.account.price_drop_guard = 30

    def utc(self, *when):
        """A moment of the shop's clock as the database has it."""
        zone = ZoneInfo(self.account.tz)
        return naive(datetime(*when, tzinfo=zone))

    def at(self, *when, minutes=0):
        """It is so late in the shop; today's complete file was made already."""
        self.clock.move_to(self.utc(*when) + timedelta(minutes=minutes))
        self.full_offers_done()

    def full_offers_done(self):
        """Of today by the clock of the test: the database has its own."""
        super().full_offers_done()
        exchanges = self.env["laredoute.exchange"].search([("complete", "=", True)])
        self.env.cr.execute(
            "UPDATE laredoute_exchange SET create_date = %s WHERE id = %s",
            (fields.Datetime.now(), exchanges[:1].id),
        )
        exchanges.invalidate_recordset()

    def promotion(self, products=None, **values):
        """One of 20 % from the 20th at 8 to the end of the 30th, a draft."""
        listings = self.listings.filtered(
            lambda each: each.product_id in (products or self.robe)
        )
        return self.env["laredoute.promotion"].create(
            {
                "name": "Black Friday",
                "account_id": self.account.id,
                "date_begin": self.utc(2026, 11, 20, 8),
                "date_end": self.utc(2026, 12, 1),
                "line_ids": [(0, 0, {"listing_id": each}) for each in listings.ids],
                **values,
            }
        )

    def confirmed(self, *args, **values):
        promotion = self.promotion(*args, **values)
        promotion.action_confirm()
        return promotion

    def now(self, **values):
        """A promotion that runs already: from yesterday on, for ten days."""
        return self.confirmed(
            **{
                "date_begin": self.ago(days=1),
                "date_end": self.ago(days=-10),
                **values,
            }
        )

    def offers(self):
        """Send what changed, have it accepted; return {EAN's product: its offer}."""
        before = len(self.market.files)
        products = self.next_file()
        if len(self.market.files) == before:
            return {}
        sent = {each.ean: each for each in self.market.sent("offers")}
        return {product: sent[product.barcode] for product in products}

    def price(self, product):
        """The price and the struck price that La Redoute has of a product."""
        listing = self.listings.filtered(lambda each: each.product_id == product)
        return listing.price_sent
