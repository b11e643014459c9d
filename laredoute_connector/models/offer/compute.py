# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The offers of listings, in batches: price, stock and delivery promise."""

import dataclasses
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from odoo import fields
from odoo.tools import SQL

from ...marketplace.delta import fingerprint
from ...marketplace.records import Offer
from ...marketplace.rules import is_price_drop
from ..common import KNOWN_STATES, cents, utc
from .price import drop_fraction, price_currency, prices
from .promise import promises
from .promoted import Promoted, Promotions
from .stock import sellable, whole_units

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
       COALESCE(listing.price_sent, 0), COALESCE(listing.vat_sent, 0),
       COALESCE(listing.price_confirmed, 0), COALESCE(listing.price_held, FALSE),
       COALESCE(listing.quantity_sent, 0)
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
    price_sent: float
    vat_sent: float
    price_confirmed: float
    price_held: bool
    quantity_sent: int

    def last_price(self):
        """Return the price and VAT rate that were sent last; None when none was."""
        if not self.price_sent:
            return None
        return cents(self.price_sent), Decimal(str(self.vat_sent))


class Computed(NamedTuple):
    """The offer of a listing as it is now.

    :ivar held: the price fell so far that the one sent before stays on sale
    :ivar promoted: what of it is a promotion's
    """

    listed: Listed
    offer: Offer
    held: bool
    promoted: Promoted = Promoted()

    @property
    def fingerprint(self):
        """What the offer says, apart from dates that every offer has."""
        own = self.promoted.own_dates()
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
        self.promotions = Promotions(account, self.guard)
        #: whether nothing is to be on sale any more
        self.ending = account.phase == "ending"
        # an amount in another currency is no price: stock is sent all the same
        self.in_euros = price_currency(account).name == "EUR"
        today = fields.Datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
        self.shared = {
            "starts_at": utc(today),
            "ends_at": utc(today + timedelta(days=VALID_DAYS)),
            "deliveries": promises(account),
        }

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
            "listing.id = ANY(%s) AND listing.state IN %s", ids, KNOWN_STATES
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
        numbers = [each.product_id for each in batch if each.product_id]
        products = self.env["product.product"].browse(numbers)
        amounts = prices(self.account, products) if self.in_euros else {}
        units = sellable(self.account, products)
        lines = self.promotions.batch([each.id for each in batch])
        found = []
        for each in batch:
            price = self._price(each, amounts)
            if not price:
                continue
            held = self._is_held(each, price[0])
            amount, vat_rate = each.last_price() if held else price
            offered = each.sold and not self.ending
            units_left = units.get(each.product_id, 0) if offered else 0
            quantity = whole_units(units_left, self.most)
            promoted = Promoted()
            # what was sent last may be reduced already
            if each.id in lines and (amount, vat_rate) == amounts.get(each.product_id):
                promoted = self.promotions.of(each.id, amount, lines[each.id])
            offer = self.make_offer(each, quantity, amount, vat_rate)
            changes = promoted.changes(amount, offer.struck_price)
            if changes:
                offer = dataclasses.replace(offer, **changes)
            found.append(Computed(each, offer, held, promoted))
        return found

    def make_offer(self, listed, quantity, amount, vat_rate):
        """Return the offer of a listing, without promotions.

        :param quantity: units, not below 0
        :param amount: Decimal, euros with VAT
        :param vat_rate: Decimal, a fraction
        """
        return Offer(
            ean=listed.ean,
            sku=listed.sku,
            quantity=quantity,
            price=amount,
            struck_price=amount,
            vat_rate=vat_rate,
            **self.shared,
        )

    def _price(self, listed, amounts):
        """Return the price and VAT rate; those last sent where today's cannot be.

        One price that cannot be sent must not hold the file: stock is sent all the
        same, and the check says what is wrong. None when none was sent either.
        """
        amount, vat_rate = amounts.get(listed.product_id, (None, None))
        if amount and amount > 0 and vat_rate in self.vat_rates:
            return amount, vat_rate
        return listed.last_price()

    def _is_held(self, listed, amount):
        """Return whether the price fell so far that a person must confirm it first."""
        last, confirmed = listed.last_price(), listed.price_confirmed
        return is_price_drop(
            last[0] if last else None,
            amount,
            self.guard,
            cents(confirmed) if confirmed else None,
        )
