# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What rules propose of some listings now, beside what is proposed already."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from odoo import fields
from odoo.tools import SQL

from ...marketplace.repricing import Best, Ours, Proposal, propose
from ..common import cents
from ..offer.policies import Policies
from ..offer.price import prices
from ..offer.promise import Promises
from ..offer.repriced import RepricingRule, ours_of, repricing_rules
from .changes import Changes

_BEST = """
SELECT best.listing_id, best.best_price, best.best_fee, best.fee_known, best.is_ours,
       COALESCE(best.seller_count, 0), COALESCE(listing.quantity_accepted, 0) > 0,
       best.checked_at
  FROM laredoute_competing_offer best
  JOIN laredoute_listing listing ON listing.id = best.listing_id
                                AND listing.ean = best.ean
 WHERE best.latest AND listing.id = ANY(%s)"""


class Reported(NamedTuple):
    """What the last open listing says of a listing: see the best offer's fields.

    :ivar on_sale: whether La Redoute had units of ours
    :ivar checked_at: naive UTC moment at which the report said so last
    """

    best_price: float
    best_fee: float
    fee_known: bool
    is_ours: bool
    seller_count: int
    on_sale: bool
    checked_at: datetime

    def best(self, oldest=None):
        """Return the pure side's ``Best``.

        :param oldest: naive UTC moment; reported before it, it moves no price
        """
        fee = cents(self.best_fee or 0) if self.fee_known else None
        is_old = bool(oldest) and self.checked_at < oldest
        return Best(cents(self.best_price), fee, self.is_ours, is_old)


class Found(NamedTuple):
    """What is proposed of a listing now.

    :ivar why: why nothing is, a value of the proposals' ``ended``; else None
    """

    why: str | None
    rule: RepricingRule | None = None
    ours: Ours | None = None
    said: Reported | None = None
    proposal: Proposal | None = None

    def figures(self):
        """Return the values of a proposal's record."""
        proposal, said = self.proposal, self.said
        amounts = {
            "price": proposal.price,
            "usual_price": self.ours.usual,
            "our_fee": self.ours.fee,
            "cost": self.ours.cost,
            "floor": proposal.floor,
            "ceiling": proposal.ceiling,
            "best_price": said.best_price,
            "best_fee": said.best_fee if said.fee_known else 0,
        }
        return {
            "rule_id": self.rule.id,
            "outcome": proposal.outcome.value,
            "fee_known": said.fee_known,
            **{name: float(cents(value or 0)) for name, value in amounts.items()},
        }


class Look:
    """Brings proposals of one account up to date; what is the same is read once.

    :param computer: an :class:`..offer.compute.OfferComputer` of the account
    :ivar needed: whether there is any rule or proposal to look at
    """

    def __init__(self, computer):
        self.computer, self.account = computer, computer.account
        self.env = self.account.env
        self.proposals = self.env["laredoute.repricing.proposal"].sudo()
        self.rules = repricing_rules(self.account)
        days = self.account.competition_days
        self._oldest = days and fields.Datetime.now() - timedelta(days=days)
        mine = [("account_id", "=", self.account.id), ("state", "!=", "outdated")]
        self.needed = bool(self.rules or self.proposals.search_count(mine, limit=1))

    def batch(self, ids):
        """Bring the proposals of some listings up to date.

        :param ids: of the account, some hundreds
        :return: list of ids of those whose offer has another price by it
        """
        live = self.proposals.search(
            [("listing_id", "in", ids), ("state", "!=", "outdated")]
        )
        accepted, opened = {}, {}
        for each in live:
            slot = accepted if each.state == "accepted" else opened
            slot[each.listing_id.id] = each
        listed = self.computer.of_listings(self.env["laredoute.listing"].browse(ids))
        found = self._found(listed)
        changes = Changes(self.proposals, self.computer.guard)
        for each in listed:
            changes.settle(
                each.id, found[each.id], accepted.get(each.id), opened.get(each.id)
            )
        return changes.apply()

    def _found(self, listed):
        """Return {listing id: :class:`Found`}, with a few queries for all."""
        self.env.flush_all()
        numbers = [each.id for each in listed]
        said = {
            row[0]: Reported(*row[1:])
            for row in self.env.execute_query(SQL(_BEST, numbers))
        }
        wanted = [each for each in listed if each.sold and each.id in said]
        ids = [each.product_id for each in wanted]
        rules = self.env["laredoute.repricing.rule"]._holding(self.account, ids)
        wanted = [each for each in wanted if each.product_id in rules]
        ours = self._ours([each.product_id for each in wanted])
        found = {}
        for each in listed:
            if not each.sold:
                found[each.id] = Found("off")
            elif each.id not in said:
                found[each.id] = Found("gone")
            elif each.product_id not in rules:
                found[each.id] = Found("rule")
            else:
                rule = self.rules[rules[each.product_id]]
                found[each.id] = self._propose(each, rule, ours, said[each.id])
        return found

    def _ours(self, product_ids):
        """Return ({product id: ``Ours``}, {product id: price}) of some products."""
        products = self.env["product.product"].browse(product_ids)
        amounts = prices(self.account, products) if self.computer.in_euros else {}
        promises = Promises(self.account, Policies(self.account, products.ids))
        return ours_of(self.account, products, amounts, promises), amounts

    def _propose(self, listed, rule, ours, said):
        known, amounts = ours
        mine = known[listed.product_id]
        usual, _vat_rate, held = self.computer._price(listed, amounts)
        if held or usual is None:
            # nobody confirmed it yet: nothing is made of it
            mine = replace(mine, usual=None)
        best = said.best(self._oldest)
        return Found(None, rule, mine, said, propose(rule.terms(), mine, best))
