# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A shop whose offers are all accepted, and what the next file holds."""

from odoo.addons.laredoute_connector.models.offer.compute import OfferComputer

from .stock_case import StockCase


class ChangesCase(StockCase):
    """Something happens, then the next file goes."""

    def setUp(self):
        super().setUp()
        self.robe, self.veste, self.sac = products = [
            self.make_product(stock=20) for _each in range(3)
        ]
        self.listings = self.env["laredoute.listing"].union(
            *(self.make_listing(product) for product in products)
        )
        self.run_flow("check_listings", "send_products")
        self.report("products", self.listings.product_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.full_offers_done()
        self.assertEqual(self.next_file(), set(products))
        self.assertEqual(set(self.listings.mapped("state")), {"live"})

    @classmethod
    def tax(cls, amount=20.0, **values):
        """A sales tax of the company."""
        taxes = cls.env["account.tax"]
        known = [("amount", "=", amount), ("type_tax_use", "=", "sale")]
        own = taxes._check_company_domain(cls.company)
        found = taxes.search([*own, *known, ("amount_type", "=", "percent")], limit=1)
        cls.taxes = getattr(cls, "taxes", 0) + 1
        return found.copy({"name": f"TVA {amount} n° {cls.taxes}", **values})

    def next_file(self):
        """Send what changed, have all of it accepted; return the products it held."""
        before = len(self.market.files)
        self.run_flow("select_listings", "send_offers")
        if len(self.market.files) == before:
            return set()
        held = {each.ean for each in self.market.sent("offers")}
        exchange = self.env["laredoute.exchange"].search(
            [("kind", "=", "offers"), ("state", "=", "sent")]
        )
        self.report("offers", exchange)
        self.run_flow("collect_reports", "apply_reports")
        listings = self.env["laredoute.listing"].search([("ean", "in", list(held))])
        return {each.product_id for each in listings}

    def unsent(self):
        """Products whose offer is not what La Redoute was sent, seen or not."""
        computer = OfferComputer(self.account._in_its_company())
        found = computer.compute(computer.known_after(0, 1000))
        products = self.env["product.product"]
        return {
            products.browse(each.listed.product_id) for each in found if each.is_news
        }

    # ------------------------------------------------------------- what happens
    def price_list(self, *items):
        """The account sells by a price list with these lines; None: by sales prices."""
        found = self.env["product.pricelist"].create(
            {"name": "La Redoute", "item_ids": [(0, 0, each) for each in items]}
        )
        self.account.pricelist_id = found
        return found

    def settle(self):
        """What was prepared is sent, and nothing is left to send."""
        self.next_file()
        self.assertFalse(self.unsent())

    # ----------------------------------------------------------- what must be true
    def assert_events(self, at_least):
        """Each ``event_…`` does something; the next file holds what it returns."""
        events = [name for name in dir(self) if name.startswith("event_")]
        self.assertGreaterEqual(len(events), at_least)
        for name in events:
            with self.subTest(name):
                expected = set(getattr(self, name)())
                self.assertEqual(self.next_file(), expected)
                self.assertFalse(self.unsent(), "nothing was missed")
                self.assertFalse(self.next_file(), "nothing goes twice")
        self.assertEqual(self.complete_file().unseen_count, 0)

    def complete_file(self):
        """Make the file of all offers; return it."""
        exchanges = self.env["laredoute.exchange"]
        exchanges.search([("complete", "=", True)]).complete = False
        self.assertGreaterEqual(len(self.next_file()), len(self.listings))
        return exchanges.search([("complete", "=", True)])
