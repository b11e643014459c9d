# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which products an account sells: label, filter, reconciler, the first ten."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..common import LaredouteCase


@tagged("standard", "post_install", "-at_install")
class TestSelection(LaredouteCase):
    def listed(self):
        """Products sold now, in the order they were selected."""
        return (
            self.env["laredoute.listing"]
            .search([("account_id", "=", self.account.id), ("selected", "=", True)])
            .product_id
        )

    def select_by(self, how, product_filter="[]"):
        self.account.write({"select_by": how, "product_filter": product_filter})
        self.run_flow("check_listings")

    # ---------------------------------------------------------------- selecting
    def test_the_label_lists_every_variant(self):
        product = self.make_product()
        self.make_product()
        product.product_tmpl_id.laredoute_label = True
        self.run_flow("check_listings")
        self.assertEqual(self.listed(), product)

    def test_each_way_of_selecting(self):
        labelled, dear, both = (self.make_product() for _time in range(3))
        (labelled + both).product_tmpl_id.laredoute_label = True
        (dear + both).weight = 9.0
        expected = {
            "label": labelled + both,
            "filter": dear + both,
            "label_and_filter": both,
            "label_or_filter": labelled + dear + both,
        }
        for how, products in expected.items():
            self.select_by(how, "[('weight', '>', 8)]")
            self.assertEqual(set(self.listed()), set(products), how)

    def test_an_empty_filter_is_not_the_whole_catalogue(self):
        self.make_product()
        self.select_by("filter")
        self.assertFalse(self.listed())

    def test_a_filter_that_cannot_be_used_is_refused(self):
        for broken in ("[('no_such_field', '=', 1)]", "import os", "[("):
            with self.assertRaisesRegex(ValidationError, "saved filter"):
                self.account.product_filter = broken

    def test_services_and_other_companies_are_never_selected(self):
        service = self.env["product.product"].create(
            {"name": "Pose", "type": "service", "laredoute_label": True}
        )
        other = self.env["res.company"].create({"name": "Autre"})
        foreign = self.make_product(stock=0, company_id=other.id)
        foreign.product_tmpl_id.laredoute_label = True
        self.run_flow("check_listings")
        self.assertFalse((service + foreign) & self.listed())

    def test_a_new_variant_of_a_labelled_product_is_selected(self):
        attribute = self.env["product.attribute"].create(
            {"name": "Motif", "value_ids": [(0, 0, {"name": n}) for n in "ABC"]}
        )
        values = attribute.value_ids
        template = self.env["product.template"].create(
            {
                "name": "Rideau",
                "laredoute_label": True,
                "attribute_line_ids": [
                    (
                        0,
                        0,
                        {
                            "attribute_id": attribute.id,
                            "value_ids": [(6, 0, values[:2].ids)],
                        },
                    )
                ],
            }
        )
        self.run_flow("check_listings")
        self.assertEqual(len(self.listed()), 2)
        template.attribute_line_ids.value_ids = values
        self.run_flow("check_listings")
        self.assertEqual(len(self.listed()), 3)

    # ------------------------------------------------------------- the reconciler
    def test_what_loses_its_label_is_sent_at_zero_and_comes_back(self):
        listing = self.make_listing()
        self.make_live(listing)
        listing.product_tmpl_id.laredoute_label = False
        self.run_flow("check_listings", "send_offers")
        self.assertEqual(self.market.sent("offers")[0].quantity, 0)
        self.report("offers", listing.offer_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(listing.state, "ended")
        listing.product_tmpl_id.laredoute_label = True
        self.run_flow("check_listings")
        self.assertEqual((listing.state, listing.selected), ("integrated", True))

    def test_without_the_reconciler_nothing_is_ended(self):
        listing = self.make_listing()
        self.account.switch_reconciler = False
        listing.product_tmpl_id.laredoute_label = False
        self.run_flow("check_listings")
        self.assertTrue(listing.selected)

    def test_what_a_person_ended_stays_ended(self):
        listing = self.make_listing()
        self.make_live(listing)
        listing.action_end()
        self.run_flow("check_listings", "check_listings")
        self.assertFalse(listing.selected, "its label is still there")
        listing.action_select()
        self.run_flow("check_listings")
        self.assertTrue(listing.selected)

    def test_what_was_selected_by_hand_is_kept(self):
        listing = self.make_listing()
        self.run_flow("check_listings")
        self.assertTrue(listing.selected)
        self.assertTrue(listing.product_tmpl_id.laredoute_label)

    def test_what_was_never_sent_is_simply_ended(self):
        listing = self.make_listing()
        self.run_flow("check_listings")
        listing.product_tmpl_id.laredoute_label = False
        self.run_flow("check_listings", "send_products", "send_offers")
        self.assertEqual(listing.state, "ended")
        self.assertFalse(self.market.files)

    # ---------------------------------------------------------- the first products
    def test_while_testing_only_the_first_few_products_go(self):
        self.account.testing_limit = 2
        listings = [self.make_listing() for _time in range(4)]
        self.run_flow("check_listings", "send_products", "send_products")
        states = [listing.state for listing in listings]
        self.assertEqual(states, ["sent", "sent", "ready", "ready"])
        counts = self.env["laredoute.listing"]._testing_counts(self.account)
        self.assertEqual(counts, (2, 2))
        # a change of a product sent already still goes
        self.report("products", listings[0].product_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        listings[0].product_id.name = "Robe Corrigée"
        self.run_flow("check_listings", "send_products")
        self.assertEqual(self.market.sent("products")[0].title, "Robe Corrigée")
        self.account.action_go_live()
        self.run_flow("check_listings", "send_products")
        self.assertEqual([each.state for each in listings[2:]], ["sent", "sent"])

    def test_a_blocked_product_takes_no_place_among_the_first(self):
        self.account.testing_limit = 1
        blocked = self.make_listing(self.make_product(image_1920=False))
        fine = self.make_listing()
        self.run_flow("check_listings", "send_products")
        self.assertEqual((blocked.state, fine.state), ("blocked", "sent"))

    # -------------------------------------------------------------- broken filters
    def selected_by_filter(self):
        listing = self.make_listing(self.make_product(weight=9.0))
        self.select_by("filter", "[('weight', '>', 8)]")
        self.assertTrue(listing.selected)
        return listing

    def break_filter(self, product_filter):
        # past the constraint, as an uninstalled module leaves it
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE laredoute_account SET product_filter = %s WHERE id = %s",
            (product_filter, self.account.id),
        )
        self.env.invalidate_all()

    def test_a_filter_that_broke_ends_nothing_and_stops_no_check(self):
        listing = self.selected_by_filter()
        self.break_filter("[('x_gone', '=', 1)]")
        listing.product_id.name = "Robe Autre"
        self.run_flow("check_listings")
        self.assertTrue(listing.selected)
        self.assertFalse(listing.needs_check, "it was checked all the same")
        self.assertIn("saved filter", self.account.last_error)
        self.account.product_filter = "[('weight', '>', 8)]"
        self.run_flow("check_listings")
        self.assertFalse(self.account.last_error)

    def test_a_filter_that_finds_nothing_at_all_ends_nothing(self):
        listing = self.selected_by_filter()
        for void in ("[('categ_id', '=', 0)]", "[]"):
            self.break_filter(void)
            self.run_flow("check_listings")
            self.assertTrue(listing.selected, void)
            self.assertIn("nothing was ended", self.account.last_error)
        self.account.select_by = "label_or_filter"
        listing.product_tmpl_id.laredoute_label = False
        self.run_flow("check_listings")
        self.assertFalse(listing.selected, "an empty filter leaves it to the label")

    def test_what_was_sent_keeps_its_place_among_the_first(self):
        self.account.testing_limit = 1
        first = self.make_listing()
        self.run_flow("check_listings", "send_products")
        self.assertEqual(first.state, "sent")
        first.product_tmpl_id.laredoute_brand_id = False
        second = self.make_listing()
        self.run_flow("check_listings", "send_products")
        self.assertEqual(second.state, "ready", "La Redoute has one already")
