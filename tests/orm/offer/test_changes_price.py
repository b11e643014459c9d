# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is struck through, and eco fees: what changes them is in the next file."""

from unittest.mock import patch

from odoo.tests import tagged

from .changes_case import ChangesCase


@tagged("standard", "post_install", "-at_install")
class TestChangesPrice(ChangesCase):
    def test_struck_prices_and_eco_fees(self):
        self.account.eco_fees_sent = True
        self.assert_events(11)

    def field(self, name="weight"):
        return self.env["ir.model.fields"]._get("product.template", name)

    def strike(self, **values):
        """The account strikes nothing, then through what ``values`` say."""
        self.account.write({"struck_by": "none", "discount_limit": 0})
        self.settle()
        self.account.write(values)

    # ------------------------------------------------------------------- eco fees
    def event_an_account_sends_none(self):
        self.account.eco_fees_sent = False
        self.robe.laredoute_eco_fee = 3
        self.settle()
        self.account.eco_fees_sent = True
        # of the others, what happened before
        return [
            product
            for product in (self.robe, self.veste, self.sac)
            if product.laredoute_eco_fee or len(product.taxes_id) > 1
        ]

    def event_an_eco_fee(self):
        self.robe.laredoute_eco_fee = 1.2
        return [self.robe]

    def event_an_eco_fee_ends(self):
        self.robe.laredoute_eco_fee = 1.5
        self.settle()
        self.robe.laredoute_eco_fee = 0
        return [self.robe]

    def event_a_fixed_tax(self):
        self.veste.taxes_id |= self.eco_tax(2.5)
        return [self.veste]

    def event_a_fixed_tax_changes(self):
        tax = self.eco_tax(3.5)
        self.sac.taxes_id |= tax
        self.settle()
        tax.amount = 4
        return [self.sac]

    def event_a_fixed_tax_bears_no_vat(self):
        tax = self.eco_tax(6)
        self.sac.taxes_id |= tax
        self.settle()
        tax.include_base_amount = False
        return [self.sac]

    def eco_tax(self, amount):
        return self.tax(amount=20.0, amount_type="fixed", sequence=0).copy(
            {"name": f"Éco-participation {amount}", "amount": amount}
        )

    # ---------------------------------------------------------------- what is struck
    def event_sales_prices_are_struck(self):
        self.strike(struck_by="none")
        self.price_list({"compute_price": "percentage", "percent_price": 10})
        self.settle()
        self.account.struck_by = "list_price"
        return [self.robe, self.veste, self.sac]

    def event_a_limit_of_what_is_shown(self):
        self.strike(struck_by="list_price")
        self.price_list({"compute_price": "percentage", "percent_price": 20})
        self.settle()
        self.account.discount_limit = 5
        return [self.robe, self.veste, self.sac]

    def event_a_field_is_struck(self):
        self.robe.weight = 400
        self.strike(struck_by="field", struck_field_id=self.field().id)
        return [self.robe]

    def event_the_field_that_is_struck_is_written(self):
        self.strike(struck_by="field", struck_field_id=self.field().id)
        self.settle()
        self.veste.product_tmpl_id.weight = 500
        return [self.veste]

    def event_a_field_that_is_not_struck_is_written(self):
        self.strike(struck_by="none")
        self.settle()
        self.veste.product_tmpl_id.weight = 510
        return []

    def event_a_line_of_the_struck_list(self):
        struck = self.env["product.pricelist"].create({"name": "Prix barrés"})
        self.strike(struck_by="pricelist", struck_pricelist_id=struck.id)
        self.settle()
        struck.item_ids = [
            (
                0,
                0,
                {
                    "applied_on": "0_product_variant",
                    "product_tmpl_id": self.sac.product_tmpl_id.id,
                    "product_id": self.sac.id,
                    "fixed_price": 900,
                },
            )
        ]
        return [self.sac]

    def event_a_category_moves_below_one_that_is_priced(self):
        self.strike(struck_by="none")
        categories = self.env["product.category"]
        priced, plain = categories.create([{"name": "Soldes"}, {"name": "Autres"}])
        self.veste.product_tmpl_id.categ_id = plain
        self.price_list(
            {
                "applied_on": "2_product_category",
                "categ_id": priced.id,
                "fixed_price": 47,
            }
        )
        self.settle()
        plain.parent_id = priced
        return [self.veste]


@tagged("standard", "post_install", "-at_install")
class TestLateNotes(ChangesCase):
    """What comes while the notes are read, or before La Redoute's answer is seen."""

    def test_a_domain_that_comes_meanwhile_waits_for_the_next_file(self):
        stale = self.env["laredoute.listing.stale"]
        looked_up = type(stale)._look_up_scopes

        def meanwhile(records, account, offers=False):
            looked_up(records, account, offers)
            if offers:
                self.env.cr.execute(
                    "INSERT INTO laredoute_listing_stale (account_id, scope, offers)"
                    " VALUES (%s, '[]', TRUE)",
                    (account.id,),
                )

        with patch.object(type(stale), "_look_up_scopes", meanwhile):
            self.run_flow("send_offers")
        self.assertTrue(stale._scopes(self.account, offers=True))

    def test_what_is_sent_is_noted_too(self):
        """Whoever moves its stock may not see yet that La Redoute took it."""
        self.listings.write({"state": "sent"})
        self.env.cr.flush()
        self.env.cr.execute("DELETE FROM laredoute_listing_stale")
        self.set_stock(self.robe, 1)
        self.env.cr.flush()
        self.env.cr.execute(
            "SELECT listing_id FROM laredoute_listing_stale WHERE offers"
        )
        listing = self.listings.filtered(lambda each: each.product_id == self.robe)
        self.assertEqual({row[0] for row in self.env.cr.fetchall()}, {listing.id})
