# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One stock, several accounts: first come, or a share for each."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .policy_case import PolicyCase


@tagged("standard", "post_install", "-at_install")
class TestPool(PolicyCase):
    def setUp(self):
        super().setUp()
        self.other = self.second_account()

    def share(self, *percents):
        for account, percent in zip((self.account, self.other), percents, strict=True):
            account.write({"stock_pool": "share", "stock_share": percent})

    def quantities(self):
        return [self.quantity(account=each) for each in (self.account, self.other)]

    def test_first_come_each_offers_all_of_it(self):
        self.assertEqual(self.quantities(), [3, 3])

    def test_shares_are_never_more_than_there_is_and_leave_nothing(self):
        self.other.stock_share = 30
        self.share(70, 30)
        for units in range(12):
            with self.subTest(units):
                self.assertEqual(sum(self.quantities()), 3 + units)
                self.set_stock(self.product, 1)
        self.assertEqual(self.quantities(), [11, 4])

    def test_the_odd_unit_is_with_who_has_most(self):
        self.set_stock(self.product, -2)
        self.other.stock_share = 30
        self.share(70, 30)
        self.assertEqual(self.quantities(), [1, 0])

    def test_none_is_negative(self):
        self.set_stock(self.product, -9)
        self.other.stock_share = 50
        self.share(50, 50)
        self.assertEqual(self.quantities(), [0, 0])

    def test_orders_are_accepted_from_all_of_it(self):
        self.other.stock_share = 50
        self.share(50, 50)
        self.assertTrue(self.accepted(3))
        self.assertEqual(self.quantities(), [0, 0])

    def test_shares_together_are_not_more_than_all(self):
        self.other.stock_share = 30
        self.share(70, 30)
        with self.assertRaises(ValidationError):
            self.other.stock_share = 31

    def test_who_joins_the_warehouse_may_not_exceed_it_either(self):
        place = self.env["stock.warehouse"].create({"name": "Lille", "code": "LIL"})
        self.other.warehouse_id = place
        self.share(70, 40)
        with self.assertRaises(ValidationError):
            self.other.warehouse_id = self.warehouse
