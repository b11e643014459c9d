# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""An account that stops: La Redoute goes on selling what it was sent last."""

from lxml import etree

from odoo.tests import tagged

from ..common import LaredouteCase


@tagged("standard", "post_install", "-at_install")
class TestPause(LaredouteCase):
    def test_a24_whoever_pauses_is_warned_of_what_goes_on(self):
        form = etree.fromstring(
            self.env["laredoute.account"].get_view(view_type="form")["arch"]
        )
        (pause,) = form.xpath("//button[@name='action_pause']")
        self.assertIn("goes on selling", pause.get("confirm"))
