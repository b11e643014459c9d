# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A product that is offered by its EAN, and how La Redoute answers."""

from ..common import LaredouteCase, jpeg, refused

NOT_FOUND = "PRODUCT NOT FOUND"


class ByEanCase(LaredouteCase):
    """An account that tries an offer by EAN first, and a bare product of its.

    :ivar listing: of the product, not checked yet
    """

    def setUp(self):
        super().setUp()
        self.account.creation = "ean"
        # no texts, image, category or brand: an offer needs none of them
        self.product = self.make_product(**self.bare())
        self.listing = self.make_listing(self.product)

    @staticmethod
    def bare():
        return {
            "description_sale": False,
            "image_1920": False,
            "laredoute_category_id": False,
            "laredoute_brand_id": False,
        }

    def complete(self, product=None):
        (product or self.product).write(
            {
                "description_sale": "Robe longue à fleurs, 100 % viscose.",
                "image_1920": jpeg(),
                "laredoute_category_id": self.category.id,
                "laredoute_brand_id": self.brand.id,
            }
        )

    def offer(self):
        self.run_flow("check_listings", "send_products", "send_offers")

    def answer(self, *texts, listing=None):
        """La Redoute answers the last offer file of the listing."""
        listing = listing or self.listing
        lines = [refused(listing.ean, listing.sku, "X", text) for text in texts]
        self.report("offers", listing.offer_exchange_id, *lines)
        self.run_flow("collect_reports", "apply_reports")

    def files(self, kind):
        return [records for each, _text, records in self.market.files if each == kind]

    def missing(self):
        """The listing was offered, and La Redoute has no such product."""
        self.offer()
        self.answer(NOT_FOUND)

    def created(self):
        self.account.creation = "create"
        self.complete()
        self.run_flow("check_listings", "send_products")
        self.report("products", self.listing.product_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
