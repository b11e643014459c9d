# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The best offer that La Redoute holds of each product we sell, and how ours stands."""

from odoo import api, fields, models
from odoo.tools import SQL

from ...marketplace.competition import beaten_by
from ..common import cents
from ..offer.policies import Policies
from ..offer.promise import Promises

#: rows written at a time
BATCH = 1000
#: what makes a new row when it differs from the last report's
CHANGES = (
    *("listing_id", "best_price", "best_fee", "fee_known", "seller_count"),
    *("is_ours", "our_price", "our_fee"),
)
_PRUNE = """
DELETE FROM laredoute_competing_offer AS old
 USING laredoute_account account
 WHERE account.id = old.account_id AND old.latest IS NOT TRUE
   AND old.checked_at < %s - make_interval(days => account.retention_days)
RETURNING old.id
"""


class LaredouteCompetingOffer(models.Model):
    """A row for each product and change; who changes it is the open listing alone."""

    _name = "laredoute.competing.offer"
    _description = "Best Offer at La Redoute"
    _order = "latest desc, beaten_by desc, since desc, id desc"
    _check_company_auto = True
    _rec_names_search = ["ean", "listing_id"]

    account_id = fields.Many2one(
        "laredoute.account",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="account_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    listing_id = fields.Many2one(
        "laredoute.listing",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: La Redoute holds an offer of ours that no listing knows.",
    )
    product_id = fields.Many2one(related="listing_id.product_id")
    product_tmpl_id = fields.Many2one(
        related="listing_id.product_tmpl_id", store=True, precompute=True
    )
    ean = fields.Char("EAN", required=True, readonly=True, index=True)
    latest = fields.Boolean(
        readonly=True, help="As the last open listing says it; else a part of history."
    )
    since = fields.Datetime(required=True, readonly=True)
    checked_at = fields.Datetime("Said Last on", required=True, readonly=True)
    best_price = fields.Monetary(readonly=True, aggregator="avg")
    best_fee = fields.Monetary("Best Delivery Fee", readonly=True, aggregator="avg")
    fee_known = fields.Boolean(readonly=True)
    seller_count = fields.Integer("Sellers", readonly=True, aggregator="avg")
    is_ours = fields.Boolean("Ours", readonly=True)
    our_price = fields.Monetary(
        readonly=True,
        aggregator="avg",
        help="What La Redoute had accepted of ours when it said so, VAT included.",
    )
    our_fee = fields.Monetary("Our Delivery Fee", readonly=True, aggregator="avg")
    beaten_by = fields.Monetary(
        readonly=True,
        aggregator="avg",
        help="What the buyer pays less for the best offer, with delivery; without, "
        "where La Redoute does not say its fee.",
    )

    _one_latest = models.UniqueIndex(
        "(account_id, ean) WHERE latest", "The best offer of an EAN is one."
    )

    # ---------------------------------------------------------- compute methods
    @api.depends("listing_id.display_name", "ean")
    def _compute_display_name(self):
        for each in self:
            each.display_name = each.listing_id.display_name or each.ean

    # --------------------------------------------------------- business methods
    @api.model
    def _apply_report(self, account, offers, unreadable, moment):
        """Keep what an open listing says, where it differs from the one before.

        :param offers: {EAN: the pure side's CompetingOffer}, each product of ours
        :param unreadable: EANs of which the report says what nobody can read
        :param moment: naive UTC moment of the report; older than the last: no news
        """
        rows = [("account_id", "=", account.id), ("latest", "=", True)]
        last = self.search(rows, order="checked_at desc", limit=1)
        if last and last.checked_at > moment:
            return
        known = {row.ean: row for row in self.search(rows)}
        gone = self.browse(
            row.id for ean, row in known.items() if ean not in {*offers, *unreadable}
        )
        gone.write({"latest": False})
        found = sorted(offers)
        for start in range(0, len(found), BATCH):
            part = {ean: offers[ean] for ean in found[start : start + BATCH]}
            self._apply_part(account, part, known, moment)

    @api.model
    def _apply_part(self, account, offers, known, moment):
        same = changed = self.browse()
        new = []
        for values in self._values(account, offers):
            row = known.get(values["ean"])
            if row and all(_plain(row[name]) == values[name] for name in CHANGES):
                same |= row
                continue
            changed |= row or same.browse()
            new.append({**values, "since": moment, "checked_at": moment})
        same.write({"checked_at": moment})
        changed.write({"latest": False})
        changed.flush_recordset()
        self.create(new)

    @api.model
    def _values(self, account, offers):
        """Yield the values of a row for each offer, ours beside the best."""
        listings = self.env["laredoute.listing"].search_fetch(
            [("account_id", "=", account.id), ("ean", "in", list(offers))],
            ["ean", "product_id", "price_accepted", "quantity_accepted"],
        )
        by_ean = {listing.ean: listing for listing in listings}
        # a delivery category or a rule may promise another fee than the account
        promises = Promises(account, Policies(account, listings.product_id.ids))
        for ean, best in offers.items():
            listing = by_ean.get(ean, listings.browse())
            on_sale = listing.price_accepted and listing.quantity_accepted
            price = cents(listing.price_accepted) if on_sale else None
            fee = cents(promises.values(listing.product_id.id).delivery_fee)
            yield {
                "account_id": account.id,
                "listing_id": listing.id,
                "ean": ean,
                "latest": True,
                "best_price": float(cents(best.best_price)),
                "best_fee": float(cents(best.best_delivery_fee or 0)),
                "fee_known": best.best_delivery_fee is not None,
                "seller_count": best.seller_count or 0,
                "is_ours": best.is_ours,
                "our_price": float(price or 0),
                "our_fee": float(fee if price else 0),
                "beaten_by": float(beaten_by(best, price, fee)),
            }

    @api.autovacuum
    def _gc_history(self):
        """Delete what was said before the account's retention."""
        self.env.flush_all()
        rows = self.env.execute_query(SQL(_PRUNE, fields.Datetime.now()))
        self.env.invalidate_all()
        return len(rows), False


def _plain(value):
    """Return a field's value as it is written: a record as its id."""
    return value.id if isinstance(value, models.BaseModel) else value
