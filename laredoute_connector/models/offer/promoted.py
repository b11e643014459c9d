# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What promotions make of offers: read once for an account, then by batches."""

from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from odoo import fields
from odoo.tools import SQL

from ...marketplace.promotions import Terms, Way, current, effect, reduced_price
from ...marketplace.rules import is_price_drop
from ..common import cents, utc

#: states of a promotion in which it does something; in the latter La Redoute has its
#: file
ACTIVE_STATES = ("prepared", "requested", "sent", "handed_over", "validated")
AHEAD_STATES = ("sent", "handed_over", "validated")
_ACTIVE = """
SELECT id, state, date_begin, date_end, send_dates, price_by,
       COALESCE(percentage, 0), COALESCE(amount, 0)
  FROM laredoute_promotion
 WHERE %s"""
_LINES = """
SELECT listing_id, promotion_id, COALESCE(price, 0), confirmed_price, date_begin,
       date_end
  FROM laredoute_promotion_line
 WHERE promotion_id = ANY(%s) AND listing_id = ANY(%s)
 ORDER BY listing_id, promotion_id"""


class Promotion(NamedTuple):
    """A promotion as plain values: see the fields of the model."""

    id: int
    state: str
    begin: object
    end: object
    send_dates: bool
    price_by: str
    percentage: float
    amount: float

    def price(self, usual, price=None):
        """Return the reduced price, None where it is no reduction.

        :param usual: Decimal, euros with VAT
        :param price: that of the line, where the promotion has a list of them
        """
        if self.price_by == Way.PERCENTAGE.value:
            value = Decimal(str(self.percentage))
        else:
            value = cents(self.amount if self.price_by == Way.AMOUNT.value else price)
        return reduced_price(usual, Way(self.price_by), value)

    def terms(self, zone, begin=None, end=None):
        """Return the pure side's terms.

        :param begin: of a line; it counts within the promotion's
        :param end: likewise
        """
        return Terms(
            utc(max(begin or self.begin, self.begin)),
            utc(min(end or self.end, self.end)),
            zone,
            dated=self.send_dates,
            ahead=self.state in AHEAD_STATES,
            validated=self.state == "validated",
        )


class Promoted(NamedTuple):
    """What of an offer is the promotions'; the defaults change nothing.

    :ivar price: Decimal, euros with VAT; None: the usual one
    :ivar starts_at: aware; None: as every offer
    :ivar ends_at: aware; None: as every offer
    """

    price: Decimal | None = None
    starts_at: object = None
    ends_at: object = None

    def dates(self):
        """Return {name: moment} of the dates that are no usual ones: they are news."""
        own = {"starts_at": self.starts_at, "ends_at": self.ends_at}
        return {name: moment for name, moment in own.items() if moment}


class Promotions:
    """The promotions of an account that may concern its offers now.

    :param account: any; its zone says when a day begins
    :param guard: fraction of the price that was confirmed, below which it is held
    """

    def __init__(self, account, guard):
        self.env, self._guard = account.env, guard
        self._zone, self._now = ZoneInfo(account.tz), utc(fields.Datetime.now())
        self._active = {each.id: each for each in self._read(account)}
        #: {promotion id: ids of listings} whose price nobody confirmed
        self.held = {}

    def _read(self, account):
        condition = SQL(
            "account_id = %s AND state IN %s AND date_end > %s",
            account.id,
            ACTIVE_STATES,
            fields.Datetime.now(),
        )
        return read_promotions(self.env, condition)

    def batch(self, ids):
        """Return {listing id: rows of its lines}, by one query; by none without any."""
        found = {}
        if self._active:
            rows = self.env.execute_query(SQL(_LINES, list(self._active), ids))
            for listing_id, *row in rows:
                found.setdefault(listing_id, []).append(row)
        return found

    def of(self, listing_id, usual, rows):
        """Return what promotions make of the offer of a listing.

        :param usual: Decimal, its price of today, in euros with VAT
        :param rows: its lines, as :meth:`batch` gives them
        """
        found = []
        for number, price, confirmed, begin, end in rows:
            promotion = self._active[number]
            reduced = promotion.price(usual, price)
            effect = self._effect(promotion, begin, end)
            if effect.reduced and reduced and self._is_held(reduced, confirmed):
                self.held.setdefault(number, []).append(listing_id)
                reduced = None
            found.append((number, reduced, effect))
        result = current(found)
        return Promoted(result.price, result.starts_at, result.ends_at)

    def _effect(self, promotion, begin, end):
        return effect(promotion.terms(self._zone, begin, end), self._now)

    def _is_held(self, price, confirmed):
        """Whether no person saw the reduced price, or one much higher."""
        return not confirmed or is_price_drop(cents(confirmed), price, self._guard)


class Ahead(Promotions):
    """One promotion whose offers are sent before it begins: its price and its dates.

    :param promotion_id: the promotion's
    """

    def __init__(self, account, guard, promotion_id):
        self._id = promotion_id
        super().__init__(account, guard)

    def _read(self, _account):
        return read_promotions(self.env, SQL("id = %s", self._id))

    def of(self, listing_id, usual, rows):
        for number, price, confirmed, begin, end in rows:
            promotion = self._active[number]
            reduced = promotion.price(usual, price)
            if reduced and self._is_held(reduced, confirmed):
                self.held.setdefault(number, []).append(listing_id)
            elif reduced:
                terms = promotion.terms(self._zone, begin, end)
                return Promoted(reduced, terms.begins_at, terms.ends_at)
        return Promoted()


def read_promotions(env, condition):
    """Return a list of :class:`Promotion`.

    :param condition: an SQL condition on the table
    """
    env["laredoute.promotion"].flush_model()
    env["laredoute.promotion.line"].flush_model()
    return [Promotion(*row) for row in env.execute_query(SQL(_ACTIVE, condition))]
