# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""At night: what no hook can see, because another addon computes it.

An addon may compute a barcode, a reference or a price from records of its own, stored
or not. Offers compute every price anew, by Odoo's own methods; the rest is looked at
here: listings that are held back, whatever they wait for, and sent codes that moved.
"""

from odoo import api, models

from ..flow.work import commit

#: listings looked at between two commits
BATCH = 1000
#: the codes La Redoute was sent, by the product's fields
CODES = {"barcode": "ean", "default_code": "sku"}


class LaredouteListingStale(models.Model):
    _inherit = "laredoute.listing.stale"

    @api.model
    def _run_look_again(self, account):
        """Have listings of an account checked again that may have changed unseen.

        :param account: in its company and language
        """
        listings, last = self.env["laredoute.listing"], 0
        sold = [("account_id", "=", account.id), ("selected", "=", True)]
        # not their offers: the daily file is to count what no hook noted of those
        self._collect_scope([*sold, ("has_error", "=", True)], offers=False)
        others = [*sold, ("has_error", "=", False), ("product_id", "!=", False)]
        while batch := listings.search(
            [*others, ("id", ">", last)], order="id", limit=BATCH
        ):
            last = batch.ids[-1]
            self._collect("listing", batch.filtered(_moved).ids, offers=False)
            commit(self.env)
            # memory stays flat however many there are
            self.env.invalidate_all()


def _moved(listing):
    """Whether La Redoute was sent another code than the product has now."""
    product = listing.product_id
    return listing._is_sent() and any(
        (product[name] or "").strip() != (listing[sent] or "").strip()
        for name, sent in CODES.items()
    )
