# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Repricing: whatever changes a repriced price is in the next file, and only that."""

from odoo.tests import tagged

from ..repricing.repricing_case import Repricing
from .changes_case import ChangesCase


@tagged("standard", "post_install", "-at_install")
class TestChangesRepricing(Repricing, ChangesCase):
    """The robe is beaten by 17 euros; each event begins without proposals."""

    def test_repricing(self):
        self.account.write({"delivery_fee": 5.9, "price_drop_guard": 50})
        self.category = self.env["product.category"].create({"name": "Robes"})
        self.robe.categ_id = self.category
        self.listing = self.listings.filtered(lambda each: each.product_id == self.robe)
        self.next_file()
        self.assert_events(22)

    def begin(self, automatic=True, **values):
        """One rule, one proposal; accepted and sent where the rule is automatic."""
        proposals = self.env["laredoute.repricing.proposal"]
        proposals.search([]).unlink()
        self.env["laredoute.repricing.rule"].search([]).unlink()
        self.robe.write({"standard_price": 10, "lst_price": 50})
        self.account.write({"delivery_fee": 5.9, "price_drop_guard": 50})
        self.report_best()
        self.env["laredoute.listing"]._invalidate_accounts(self.account, check=False)
        self.settle()
        self.rule = self.repricing_rule(automatic=automatic, **values)
        self.rule.action_look()
        self.settle()
        found = self.proposals(self.listing)
        self.assertEqual(found.state, "accepted" if automatic else "proposed")
        return found

    def report_best(self, *args, **how):
        self.open_listing(self.best(self.listing, *args, **how))

    # ------------------------------------------------------------------- decisions
    def event_a_proposal_waits(self):
        self.begin(automatic=False)
        self.report_best("44.00")
        return []

    def event_a_person_accepts(self):
        self.begin(automatic=False).action_accept()
        return [self.robe]

    def event_a_person_rejects(self):
        self.begin(automatic=False).action_reject()
        return []

    def event_a_person_takes_it_back(self):
        self.begin().action_reject()
        return [self.robe]

    # --------------------------------------------------------------------- reports
    def event_the_best_price_falls(self):
        self.begin()
        self.report_best("44.00")
        return [self.robe]

    def event_the_best_price_falls_below_the_floor_twice(self):
        self.begin(margin=200)
        self.report_best("30.00")
        self.settle()
        self.report_best("29.00")
        return []

    def event_the_best_offer_is_ours_among_others(self):
        self.begin()
        self.report_best(ours=True)
        return []

    def event_the_best_offer_is_ours_alone(self):
        self.begin()
        self.report_best(ours=True, sellers=1)
        return [self.robe]

    def event_nobody_beats_the_usual_price(self):
        self.begin()
        self.report_best("70.00")
        return [self.robe]

    def event_the_open_listing_names_it_no_more(self):
        self.begin()
        self.open_listing()
        return [self.robe]

    # ------------------------------------------------------------ costs and prices
    def event_the_cost_rises_above_the_price(self):
        self.begin()
        self.robe.standard_price = 32
        return [self.robe]

    def event_the_cost_rises_below_the_price(self):
        self.begin()
        self.robe.standard_price = 11
        return []

    def event_the_cost_is_unknown(self):
        self.begin()
        self.robe.standard_price = 0
        return [self.robe]

    def event_the_usual_price_rises(self):
        self.begin()
        self.robe.lst_price = 55
        return []

    def event_the_usual_price_rises_beyond_the_guard(self):
        self.begin()
        self.robe.lst_price = 90
        return [self.robe]

    def event_the_usual_price_falls_below(self):
        self.begin()
        self.robe.lst_price = 35
        return [self.robe]

    # ----------------------------------------------------------------------- rules
    def event_a_rule_is_automatic_now(self):
        self.begin(automatic=False)
        self.rule.automatic = True
        return [self.robe]

    def event_a_rule_beats_by_more(self):
        self.begin()
        self.rule.beat_by = 1
        return [self.robe]

    def event_a_rule_is_archived(self):
        self.begin()
        self.rule.active = False
        return [self.robe]

    def event_a_rule_is_deleted(self):
        self.begin()
        self.rule.unlink()
        return [self.robe]

    def event_a_nearer_rule_has_a_higher_floor(self):
        self.begin()
        self.repricing_rule(
            applied_on="product",
            product_tmpl_ids=self.robe.product_tmpl_id.ids,
            floor_amount=50,
            automatic=True,
        )
        return [self.robe]

    def event_a_product_leaves_its_category(self):
        self.begin(applied_on="category", category_ids=self.category.ids)
        self.robe.categ_id = self.env["product.category"].create({"name": "Autres"})
        return [self.robe]

    def event_a_category_moves(self):
        self.robe.categ_id = self.category
        above = self.env["product.category"].create({"name": "Mode"})
        self.category.parent_id = above
        self.begin(applied_on="category", category_ids=above.ids)
        self.category.parent_id = False
        return [self.robe]

    def event_a_category_is_deleted(self):
        self.robe.categ_id = self.category
        above = self.env["product.category"].create({"name": "Mode"})
        self.category.parent_id = above
        self.begin(applied_on="category", category_ids=above.ids)
        self.category.parent_id = False
        self.settle()
        above.unlink()
        return []

    # -------------------------------------------------------------------- settings
    def event_the_guard_is_narrower(self):
        self.begin()
        self.account.price_drop_guard = 10
        return [self.robe]
