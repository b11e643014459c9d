# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules of repricing, open listings, and what becomes of prices."""

from decimal import Decimal

from odoo.addons.laredoute_connector.marketplace.records import CompetingOffer


class Repricing:
    """For cases that have an account, a market and listings."""

    #: of open listings: La Redoute numbers them
    number = 0

    def repricing_rule(self, **values):
        """A rule for all: 10 cents cheaper, 20 % above the cost at least."""
        return self.env["laredoute.repricing.rule"].create(
            {"name": "Tout", "account_id": self.account.id, **values}
        )

    def best(self, listing, price="45.00", fee="3.90", sellers=2, ours=False):
        return CompetingOffer(
            listing.ean,
            Decimal(price),
            Decimal(fee) if fee else None,
            sellers,
            ours,
        )

    def open_listing(self, *offers):
        """La Redoute reports these best offers, and no others."""
        Repricing.number += 1
        name = f"R{Repricing.number}"
        self.market.add_answer("open_listing", name, offers, len(offers))
        self.run_flow("collect_reports", "apply_reports")

    def proposals(self, listing, *states):
        """Proposals of a listing, of these states; else those that are open."""
        states = states or ("proposed", "accepted", "rejected", "blocked")
        return self.env["laredoute.repricing.proposal"].search(
            [("listing_id", "=", listing.id), ("state", "in", states)]
        )
