# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Kits with rules of their own, and of their components."""

from odoo.tests import tagged

from odoo.addons.laredoute_connector.models.offer.why import explain_stock

from ..kit_case import KitCase
from .policy_case import PolicyCase


@tagged("standard", "post_install", "-at_install")
class TestRulesOfKits(PolicyCase, KitCase):
    def test_a_kit_is_always_available(self):
        self.rule(self.kit, source="always", always_units=40)
        self.assertEqual(self.quantity(self.kit), 40)
        self.assertEqual(self.quantity(self.cup), 7)
        self.assertTrue(self.accepted(12, self.kit))

    def test_a_component_that_is_always_there_never_lacks(self):
        self.rule(self.cup, source="always", always_units=40)
        self.assertEqual(self.quantity(self.kit), 5, "saucers")
        self.assertTrue(self.accepted(5, self.kit))
        self.assertFalse(self.accepted(1, self.kit), "there is no saucer left")

    def test_components_that_are_all_always_there(self):
        self.rule(self.saucer, source="always", always_units=30)
        self.assertEqual(self.quantity(self.pair), 15)
        self.assertTrue(self.accepted(100, self.pair))

    def test_a_safety_is_of_kits(self):
        self.rule(self.kit, safety_by="units", safety_units=1)
        self.assertEqual(self.quantity(self.kit), 2)
        self.assertEqual(self.quantity(self.pair), 2)

    def test_receipts_of_a_component_count(self):
        self.account.receipts_by = "days"
        self.planned(1, 4, self.cup)
        self.assertEqual(self.quantity(self.kit), 5)

    def test_the_sum_names_what_lacks_most(self):
        self.rule(self.kit, safety_by="percent", safety_percent=10)
        listing = self.make_listing(self.kit)
        why = explain_stock(self.account, listing)[listing]
        self.assertEqual(why.scarce, self.cup)
        # 7 cups are enough for three and a half, of which one is held back
        self.assertEqual(why.total, 2)
        total = sum(row.change for row in why.rows)
        self.assertAlmostEqual(total, 2, places=5)
        self.assertIn(self.cup.display_name, str(listing.stock_sum))
