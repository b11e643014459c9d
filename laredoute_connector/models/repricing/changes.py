# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What becomes of proposals whose figures changed, or that have no reason any more."""

from collections import defaultdict

from odoo import fields

from ...marketplace.repricing import BLOCKED, PRICED, Outcome, price_now
from ...marketplace.rules import is_price_drop
from ..common import cents

#: figures of which a proposal is made: with others it is another one
FIGURES = (
    *("rule_id", "outcome", "price", "usual_price", "our_fee", "best_price"),
    *("best_fee", "fee_known", "cost", "floor", "ceiling"),
)


class Changes:
    """What becomes of the proposals of a batch; written at once.

    :param guard: fraction of the usual price that no rule goes below by itself
    """

    def __init__(self, proposals, guard):
        self.proposals, self.guard = proposals, guard
        self._ended = defaultdict(proposals.browse)
        self._new, self._moved = [], set()

    def settle(self, listing_id, found, accepted, opened):
        """Decide what becomes of the proposals of one listing.

        :param accepted: its proposal that makes the price, or None
        :param opened: the other one, or None
        """
        why = accepted and self._why_over(found, accepted)
        if why:
            self._end(accepted, why)
            accepted = None
        if accepted and accepted.rule_id.id != found.rule.id:
            # its floor and ceiling are those of the rule that holds now
            accepted.rule_id = found.rule.id
        proposal = found.proposal
        if found.why or proposal.outcome is Outcome.BEST:
            self._end(opened, found.why or "best")
        elif proposal.outcome is Outcome.OURS:
            self._is_ours(found, opened)
        elif self._is_left(found, opened):
            pass
        elif accepted and self._is_same(found, accepted):
            self._end(opened, "newer")
            self._refresh(found, accepted)
        elif not found.said.on_sale:
            # who cannot buy ours is not lost to a cheaper one
            self._end(opened, "off")
        elif opened and self._figures_of(opened) == found.figures():
            self._decide(found, accepted, opened)
        else:
            self._end(opened, "newer")
            self._propose(listing_id, found, accepted)

    def apply(self):
        """Write all of it; return ids of the listings whose price changed."""
        for why, records in self._ended.items():
            now = fields.Datetime.now()
            records.write({"state": "outdated", "ended": why, "ended_at": now})
        # before others take their places: an index holds one of each
        self.proposals.flush_model()
        self.proposals.create(self._new)
        return sorted(self._moved)

    # ------------------------------------------------------------------ questions
    def _why_over(self, found, accepted):
        """Return why an accepted price has no reason any more; None: it has."""
        if found.why:
            return found.why
        outcome, usual = found.proposal.outcome, found.ours.usual
        if outcome is Outcome.BEST:
            return "best"
        if outcome is Outcome.OURS and found.said.seller_count == 1:
            return "gone"
        if outcome in (Outcome.NO_COST, Outcome.NO_ROOM):
            return "limits"
        if outcome in (Outcome.NO_PRICE, Outcome.OLD):
            # held back until a person looks, or La Redoute reports: what is on sale
            # stays
            return None
        price = price_now(cents(accepted.price), found.rule.terms(), found.ours)
        if price is None:
            return "usual" if cents(accepted.price) >= usual else "limits"
        if accepted.by_rule and is_price_drop(usual, price, self.guard):
            return "guard"
        return None

    def _is_left(self, found, opened):
        """Whether what a person turned down stays so: nothing newer is known."""
        old = found.proposal.outcome is Outcome.OLD
        return old and opened and opened.state == "rejected"

    def _is_same(self, found, accepted):
        """Whether nothing else is proposed than what is sent."""
        proposal = found.proposal
        if proposal.outcome not in PRICED:
            return False
        price = price_now(cents(accepted.price), found.rule.terms(), found.ours)
        return price == proposal.price

    def _falls_far(self, found):
        price = found.proposal.price
        return price is not None and is_price_drop(found.ours.usual, price, self.guard)

    def _figures_of(self, record):
        return {
            name: record[name].id if name == "rule_id" else record[name]
            for name in FIGURES
        }

    # -------------------------------------------------------------------- changes
    def _is_ours(self, found, opened):
        """Nothing is proposed; what a person turned down is not forgotten for it.

        The report may be of the price that was taken back since.
        """
        if found.said.seller_count == 1 or (opened and opened.state != "rejected"):
            self._end(opened, "ours")

    def _end(self, record, why):
        if record:
            self._ended[why] |= record
            if record.state == "accepted":
                self._moved.add(record.listing_id.id)

    def _refresh(self, found, accepted):
        """The price stays; what it is measured by is that of now."""
        figures = found.figures()
        if self._figures_of(accepted) != figures:
            if cents(accepted.price) != found.proposal.price:
                self._moved.add(accepted.listing_id.id)
            accepted.write(figures)

    def _decide(self, found, accepted, opened):
        """A rule that became automatic accepts what waits; a rejection stays."""
        far = self._falls_far(found)
        if opened.needs_person != far:
            opened.needs_person = far
        if found.rule.automatic and opened.state == "proposed" and not far:
            self._end(accepted, "newer")
            self._end(opened, "newer")
            self._propose(opened.listing_id.id, found, None)

    def _propose(self, listing_id, found, accepted):
        far = self._falls_far(found)
        values = {**found.figures(), "listing_id": listing_id, "needs_person": far}
        if found.proposal.outcome in BLOCKED:
            values["state"] = "blocked"
        elif found.rule.automatic and not far:
            self._end(accepted, "newer")
            self._moved.add(listing_id)
            values |= {
                "state": "accepted",
                "by_rule": True,
                "decided_at": fields.Datetime.now(),
            }
        else:
            values["state"] = "proposed"
        self._new.append(values)
