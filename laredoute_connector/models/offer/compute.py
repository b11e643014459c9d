# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The offers of listings, in batches: price, stock and delivery promise."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from odoo import fields
from odoo.tools import SQL

from ...marketplace.delta import fingerprint
from ...marketplace.records import Offer
from ...marketplace.rules import is_price_drop
from ..common import KNOWN_STATES, cents, utc
from .closing import Closings
from .price import NO_PRICE, drop_fraction, price_currency, prices
from .promise import Promises
from .promoted import Promoted, Promotions
from .repriced import Repriced
from .stock import Stock
from .struck import StruckPrices

#: days an offer is valid for
VALID_DAYS = 365
#: fields of an offer that are no news by themselves: a new day alone changes nothing
DATES = ("starts_at", "ends_at")
#: what of a listing its offer depends on; a product that is gone sells nothing
_LISTED = """
SELECT listing.id, listing.product_id, COALESCE(listing.ean, ''),
       COALESCE(listing.sku, ''),
       COALESCE(listing.selected AND product.active, FALSE),
       COALESCE(listing.selected, FALSE),
       listing.offer_sent, listing.offer_refused, listing.offer_accepted,
       COALESCE(NULLIF(listing.usual_sent, 0), listing.price_sent, 0),
       COALESCE(listing.vat_sent, 0), COALESCE(listing.eco_fee_sent, 0),
       COALESCE(listing.price_confirmed, 0), COALESCE(listing.price_held, FALSE),
       COALESCE(listing.quantity_sent, 0), COALESCE(listing.price_new, 0)
  FROM laredoute_listing listing
  LEFT JOIN product_product product ON product.id = listing.product_id
 WHERE %s
 ORDER BY listing.id
"""


class Listed(NamedTuple):
    """What of a listing its offer depends on: see the fields of the model."""

    id: int
    product_id: int | None
    ean: str
    sku: str
    sold: bool
    selected: bool
    offer_sent: str | None
    offer_refused: str | None
    offer_accepted: str | None
    usual_sent: float
    vat_sent: float
    eco_fee_sent: float
    price_confirmed: float
    price_held: bool
    quantity_sent: int
    price_new: float

    def last_price(self):
        """Return the usual price and its VAT rate as sent last; None when none was."""
        if not self.usual_sent:
            return None
        return cents(self.usual_sent), Decimal(str(self.vat_sent))


@dataclass(frozen=True)
class Computed:
    """The offer of a listing as it is now.

    :ivar usual: Decimal, its price without any promotion, in euros with VAT
    :ivar held: the price fell so far, or cannot be sent: the one before stays on sale
    :ivar struck_since: since when the price that is struck through was on sale
    :ivar promoted: what of it is a promotion's
    :ivar fresh: Decimal, the price of now, held or not; None: none can be said
    """

    listed: Listed
    offer: Offer
    usual: Decimal
    held: bool
    struck_since: date | None
    promoted: Promoted
    fresh: Decimal | None = None

    @cached_property
    def fingerprint(self):
        """What the offer says, apart from dates that every offer has."""
        own = self.promoted.dates()
        return fingerprint(
            self.offer, ignore=[each for each in DATES if each not in own]
        )

    @property
    def is_news(self):
        """Whether La Redoute was not sent it, nor refused it."""
        return self.fingerprint not in (
            self.listed.offer_sent,
            self.listed.offer_refused,
        )

    def alarm(self):
        """Return what changed of a price that is held or was confirmed, by fields.

        An alarm lasts as long as its cause does, and a person's agreement as long as
        the price is the one that was agreed to.
        """
        listed, values = self.listed, {}
        fresh, confirmed = cents(self.fresh or 0), cents(listed.price_confirmed)
        if self.held and not (listed.price_held and cents(listed.price_new) == fresh):
            values = {"price_held": True, "price_new": float(fresh)}
        elif listed.price_held and not self.held and listed.sold:
            values = {"price_held": False, "price_new": 0.0}
        if confirmed and self.fresh is not None and confirmed != fresh:
            values["price_confirmed"] = 0.0
        return values

    @property
    def is_over(self):
        """Whether it left the shop and La Redoute accepted that none is left."""
        listed = self.listed
        return not listed.selected and (
            self.fingerprint == listed.offer_sent == listed.offer_accepted
        )


class OfferComputer:
    """Computes the offers of one account; what is the same for all is read once.

    :param account: in its company and language
    """

    def __init__(self, account):
        self.account, self.env = account, account.env
        limits = account._platform().rule_book.limits
        self.vat_rates, self.most = limits.vat_rates, limits.quantity
        self.guard = drop_fraction(account)
        self.struck = StruckPrices(account)
        self.promotions = Promotions(account, self.guard)
        self.repriced = Repriced(account, self.guard)
        #: whether nothing is to be on sale any more
        self.ending = account.phase == "ending"
        # an amount in another currency is no price: stock is sent all the same
        self.in_euros = price_currency(account).name == "EUR"
        today = fields.Datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
        self.shared = {
            "starts_at": utc(today),
            "ends_at": utc(today + timedelta(days=VALID_DAYS)),
        }
        self._closings = Closings(account)

    def known_after(self, last, size):
        """Return a list of :class:`Listed` that La Redoute knows, in the order of ids.

        :param last: id of the listing after which to go on
        :param size: most listings
        """
        condition = SQL(
            "listing.account_id = %s AND listing.state IN %s AND listing.id > %s",
            self.account.id,
            KNOWN_STATES,
            last,
        )
        return self._read(SQL("%s LIMIT %s", SQL(_LISTED, condition), size))

    def known_of(self, ids):
        """Return those that La Redoute knows of some ids, as :meth:`known_after`."""
        condition = SQL(
            "listing.account_id = %s AND listing.id = ANY(%s) AND listing.state IN %s",
            self.account.id,
            ids,
            KNOWN_STATES,
        )
        return self._read(SQL(_LISTED, condition))

    def of_listings(self, listings):
        """Return a list of :class:`Listed` of some listings of the account."""
        condition = SQL("listing.id = ANY(%s)", listings.ids)
        return self._read(SQL(_LISTED, condition))

    def _read(self, query):
        self.env.flush_all()
        return [Listed(*row) for row in self.env.execute_query(query)]

    def is_capped(self, quantity):
        """Whether so many units are as many as are ever offered."""
        return quantity >= self.most

    def compute(self, batch):
        """Return a list of :class:`Computed`, with a few queries for the whole batch.

        A listing for which no price can be sent is left out: its check says why.

        :param batch: list of :class:`Listed`, some hundreds
        """
        products = self._products(batch)
        amounts = prices(self.account, products) if self.in_euros else {}
        self.struck.look_at(batch, products)
        lines = self.promotions.batch([each.id for each in batch])
        own = {each.id: self._price(each, amounts) for each in batch}
        repriced = self.repriced.batch(batch, own)
        stock, found = Stock(self.account, products), []
        units = stock.quantities(self.most)
        promises = Promises(self.account, stock.policies, self._closings)
        for each in batch:
            usual, vat_rate, held = own[each.id]
            if usual is None:
                continue
            known = amounts.get(each.product_id, NO_PRICE)
            promoted = self._promoted(each, usual, lines)
            base = repriced.get(each.id, usual)
            # a promotion was confirmed as a price, not as so much less
            price = min(promoted.price or base, base)
            struck, since = self.struck.of(each, price, base, promoted.starts_at)
            offer = Offer(
                ean=each.ean,
                sku=each.sku,
                quantity=units.get(each.product_id, 0) if self._is_sold(each) else 0,
                price=price,
                struck_price=struck,
                vat_rate=vat_rate,
                deliveries=promises.of(each.product_id),
                eco_fee=self._fee(each, known),
                **{**self.shared, **promoted.dates()},
            )
            found.append(Computed(each, offer, usual, held, since, promoted, known[0]))
        return found

    def _fee(self, listed, known):
        """Return the eco fee; of a price that nobody can say, the last one sent."""
        fee = cents(listed.eco_fee_sent) if known is NO_PRICE else known[2]
        return fee or None

    def _is_sold(self, listed):
        return listed.sold and not self.ending

    def _promoted(self, listed, usual, lines):
        rows = lines.get(listed.id)
        return self.promotions.of(listed.id, usual, rows) if rows else Promoted()

    def _products(self, batch):
        numbers = [each.product_id for each in batch if each.product_id]
        return self.env["product.product"].browse(numbers)

    def _price(self, listed, amounts):
        """Return the price, its VAT rate, and whether it is the last one, held.

        One price that cannot be sent must not hold the file: stock is sent all the
        same, and the check says what is wrong. No price when none was sent either.
        """
        last = listed.last_price() or (None, None)
        amount, vat_rate, _fee = amounts.get(listed.product_id, NO_PRICE)
        if not amount or amount <= 0 or vat_rate not in self.vat_rates:
            # of what is sold no more, nobody has to look at the price
            return *last, bool(last[0] and listed.sold)
        if self._is_held(listed, amount):
            return *last, True
        return amount, vat_rate, False

    def _is_held(self, listed, amount):
        """Return whether the price fell so far that a person must confirm it first."""
        last, confirmed = listed.last_price(), listed.price_confirmed
        return is_price_drop(
            last[0] if last else None,
            amount,
            self.guard,
            cents(confirmed) if confirmed else None,
        )
