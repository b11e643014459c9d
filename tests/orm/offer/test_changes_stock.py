# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules, shares and receipts: what they change is in the next file, and no more."""

from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from .changes_case import ChangesCase
from .policy_case import PolicyCase


@tagged("standard", "post_install", "-at_install")
class TestChangesOfPolicies(ChangesCase, PolicyCase):
    """Each ``event_…`` does something and returns the products to be sent."""

    def setUp(self):
        super().setUp()
        self.above = self.env["product.category"].create({"name": "Femme"})
        self.dresses = self.env["product.category"].create({"name": "Robes"})
        self.robe.categ_id = self.dresses
        self.settle()

    @property
    def all(self):
        return [self.robe, self.veste, self.sac]

    def test_policies(self):
        self.assert_events(at_least=22)

    def begin(self):
        """As on the first day: no rules, no setting, nothing to come."""
        self.env["laredoute.offer.rule"].search([]).unlink()
        moves = self.env["stock.move"].search([("product_id", "in", self.ids)])
        moves.filtered(
            lambda move: move.state not in ("done", "cancel")
        )._action_cancel()
        accounts = self.env["laredoute.account"].search([])
        (accounts - self.account).write({"active": False})
        self.account.write(
            {
                "safety_by": "units",
                "stock_safety": 0,
                "offer_cap": 0,
                "receipts_by": "none",
                "receipts_days": 3,
                "stock_pool": "first",
            }
        )
        (self.veste | self.sac).categ_id = False
        self.robe.categ_id = self.dresses
        self.settle()

    @property
    def ids(self):
        return (self.robe | self.veste | self.sac).ids

    # ------------------------------------------------------------------ the account
    def event_a_safety_in_percent(self):
        self.begin()
        self.account.write({"safety_by": "percent", "safety_percent": 10})
        return self.all

    def event_another_percentage(self):
        self.event_a_safety_in_percent()
        self.settle()
        self.account.safety_percent = 20
        return self.all

    def event_a_safety_in_units(self):
        self.event_a_safety_in_percent()
        self.settle()
        self.account.write({"safety_by": "units", "stock_safety": 1})
        return self.all

    def event_a_cap(self):
        self.begin()
        self.account.offer_cap = 12
        return self.all

    def event_no_cap_any_more(self):
        self.event_a_cap()
        self.settle()
        self.account.offer_cap = 0
        return self.all

    # ------------------------------------------------------------------------ rules
    def event_a_rule_of_a_category(self):
        self.begin()
        self.rule(self.dresses, safety_by="units", safety_units=3)
        return [self.robe]

    def event_a_rule_of_a_product(self):
        self.begin()
        self.rule(self.veste.product_tmpl_id, safety_by="percent", safety_percent=50)
        return [self.veste]

    def event_a_rule_of_a_variant(self):
        self.begin()
        self.rule(self.sac, cap_by="units", cap=2)
        return [self.sac]

    def event_a_rule_is_edited(self):
        self.event_a_rule_of_a_variant()
        self.settle()
        self.rules(self.sac).cap = 3
        return [self.sac]

    def event_a_rule_is_deleted(self):
        self.event_a_rule_of_a_variant()
        self.settle()
        self.rules(self.sac).unlink()
        return [self.sac]

    def rules(self, product):
        return self.env["laredoute.offer.rule"].search(
            [("product_id", "=", product.id)]
        )

    def event_a_rule_holds_for_another_product(self):
        self.begin()
        rule = self.rule(self.sac, cap_by="units", cap=4)
        self.settle()
        rule.product_id = self.robe
        return [self.sac, self.robe]

    def event_always_available(self):
        self.begin()
        rule = self.rule(self.sac, source="always", always_units=66)
        self.settle()
        rule.always_units = 67
        return [self.sac]

    def event_always_available_no_more(self):
        self.begin()
        self.rule(self.sac, source="always", always_units=64)
        self.settle()
        self.rules(self.sac).filtered("source").unlink()
        return [self.sac]

    def event_another_category_of_a_product(self):
        self.begin()
        self.rule(self.above, safety_by="units", safety_units=8)
        self.settle()
        self.sac.categ_id = self.above
        return [self.sac]

    def event_a_category_moves(self):
        self.begin()
        big = self.env["product.category"].create({"name": "Grand"})
        self.rule(big, cap_by="units", cap=5)
        small = self.env["product.category"].create({"name": "Petit"})
        self.veste.categ_id = small
        self.settle()
        small.parent_id = big
        return [self.veste]

    def event_a_category_with_a_rule_goes(self):
        self.begin()
        gone = self.env["product.category"].create({"name": "Fin"})
        self.rule(gone, cap_by="units", cap=6)
        self.veste.categ_id = gone
        self.settle()
        gone.unlink()
        return [self.veste]

    # --------------------------------------------------------------------- receipts
    def event_receipts_count(self):
        self.begin()
        self.planned(2, product=self.veste)
        self.planned(6, product=self.sac)
        self.settle()
        self.account.receipts_by = "days"
        return [self.veste]

    def event_a_receipt_is_planned(self):
        self.begin()
        self.account.receipts_by = "days"
        self.settle()
        self.planned(1, product=self.veste)
        return [self.veste]

    def event_a_receipt_is_put_off(self):
        self.begin()
        self.account.receipts_by = "days"
        move = self.planned(1, product=self.veste)
        self.settle()
        move.date = self.ago(days=-30)
        return [self.veste]

    def event_a_receipt_comes_near(self):
        self.begin()
        self.account.receipts_by = "days"
        self.planned(3.02, product=self.robe)
        return self.later(hours=1)

    def event_a_receipt_is_overdue(self):
        self.begin()
        self.account.receipts_by = "days"
        self.planned(-0.98, product=self.robe)
        return self.later(hours=1)

    def later(self, **ahead):
        """Time passes; the dress alone changes by it, and back."""
        self.settle()
        moment = fields.Datetime.add(fields.Datetime.now(), **ahead)
        with patch.object(fields.Datetime, "now", lambda *_args: moment):
            self.assertEqual(self.next_file(), {self.robe})
        self.account._flow("send_offers").watermark = fields.Datetime.now()
        self.account.receipts_by = "none"
        self.settle()
        return []

    # ------------------------------------------------------------------ shared stock
    def event_a_share(self):
        self.begin()
        self.account.write({"stock_pool": "share", "stock_share": 50})
        return self.all

    def event_another_account_takes_a_share(self):
        self.begin()
        self.account.write({"stock_pool": "share", "stock_share": 52})
        self.settle()
        other = self.second_account()
        # of 20 units the first account had 10; now it has the odd one
        other.write({"phase": "setup", "stock_pool": "share", "stock_share": 33})
        return self.all

    def event_the_other_account_leaves(self):
        self.event_another_account_takes_a_share()
        self.settle()
        others = self.env["laredoute.account"].search([("id", "!=", self.account.id)])
        others.active = False
        return self.all
