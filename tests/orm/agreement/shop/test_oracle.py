# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the shop at random takes for a difference, of one order."""

from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.platforms import PLATFORMS

from ...common import MARKETS, PLATFORM, only_on_sellr
from ..agreement_case import AgreementCase
from .market import BadDays
from .people import act, deliver, type_tracking
from .shop import Shop


@tagged("standard", "post_install", "-at_install")
class TestOracle(AgreementCase):
    def setUp(self):
        super().setUp()
        self.market = type("BadMarket", (BadDays, MARKETS[PLATFORM]), {})()
        known = patch.dict(PLATFORMS, {PLATFORM: self.market.platform()})
        self.enterContext(known)
        self.shop = Shop(self, [self.product])

    @only_on_sellr("the statuses are those that it decides by line")
    def test_another_number_than_la_redoute_shows_is_a_difference(self):
        order = self.shop.order_comes([(0, 1)])
        self.shop.settle()
        self.shop.all_go_on("accepted", "to_ship")
        self.shop.settle()
        for step in (deliver, type_tracking):
            act(self.shop, step, order, 0)
            self.shop.settle()
        (order,) = self.shop.orders.values()
        self.assertEqual(order.lines[0].status.value, "shipped")
        self.assertEqual(self.problems(), [])
        shown = self.shop.inbox(order).disagreement_ids
        self.assertEqual(shown.mapped("code"), ["tracking_differs"])
        shown.unlink()
        (problem,) = (each for each in self.problems() if "not shown" in each)
        self.assertIn("6A12345678901", problem)
        self.assertIn("6A00000000000", problem)

    def problems(self):
        (order,) = self.shop.orders.values()
        return self.shop.problems(order, self.shop.inbox(order))
