# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Arrows of a line's life for which Sell-R has no words: what other platforms say."""

from odoo.tests import tagged

from ...e2e.life_of_a_line import ARROWS, Mover
from ..common import only_on_sellr
from ..refund.refund_case import RefundCase

#: statuses that are walked through before the parcel is shipped
BEFORE = ("to_accept", "accepted", "to_ship", "shipped")
OTHERS = [arrow for arrow in ARROWS if not arrow.on_sellr]


@tagged("standard", "post_install", "-at_install")
class TestEveryArrow(RefundCase):
    def walk(self, arrow):
        """Ship an order, and have it come to where an arrow begins."""
        order = self.shipped()
        way = [status for status in arrow.way() if status not in BEFORE]
        return self.says(order, *way)

    def check(self, arrow):
        inbox = self.inbox()
        self.assertEqual(inbox.line_ids.status, arrow.after, arrow.name)
        self.assertEqual(self.sale().state, "sale", arrow.name)
        self.assertEqual(self.sale().order_line[:1].qty_delivered, 1, arrow.name)
        seen = inbox._open_disagreements().mapped("code")
        self.assertEqual(sorted(seen), sorted(arrow.shown), arrow.name)

    def la_redoute_does(self, arrow):
        order = self.walk(arrow)
        # doubled, and the status of before read after it
        for status in (arrow.after, arrow.after, arrow.before, arrow.after):
            order = self.says(order, status)
            if status == arrow.after:
                self.check(arrow)

    @only_on_sellr("the other platform takes no refund from here")
    def test_what_the_seller_does(self):
        (arrow,) = (each for each in OTHERS if each.mover is Mover.SELLER)
        order = self.walk(arrow)
        self.request()
        self.send()
        self.send()
        self.assertEqual(len(self.refunds_sent()), 1)
        self.says(order, arrow.after)
        self.check(arrow)


def _add(arrow):
    def test(self):
        self.la_redoute_does(arrow)

    setattr(TestEveryArrow, f"test_{arrow.name.replace('-', '_')}", test)


for _each in OTHERS:
    if _each.mover is Mover.REDOUTE:
        _add(_each)
