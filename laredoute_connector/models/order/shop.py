# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Stock, prices and rules as they are now, for whoever answers orders."""

from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from odoo import fields
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as CONFLICTS

from ...marketplace.prices import prices_between
from ...marketplace.rules import is_price_drop
from ..common import cents
from ..offer.price import price_currency, prices
from ..offer.stock import Stock

#: a fall of the price, as a fraction, that no promotion explains
ABSURD = Decimal("0.5")
#: La Redoute shows a price some time after it took it, and buyers take their time
AROUND = timedelta(days=1)


class Expected(NamedTuple):
    """What buyers are expected to pay for a product, depending on when they ordered.

    :ivar usual: Decimal, euros with VAT: where no price of that time is known
    :ivar sent: Decimal, the price sent last; None: none was
    :ivar since: naive UTC moment at which it was sent; None: nobody knows
    :ivar history: ``Applied`` prices that were on sale, the earliest first
    """

    usual: Decimal
    sent: Decimal | None = None
    since: object = None
    history: tuple = ()

    def at(self, moment):
        """Return the lowest price that may have been on sale at a moment.

        A promotion that began or ended since the order explains nothing, and alarms
        nobody.

        :param moment: naive UTC moment of the order; None: now
        """
        moment = moment or fields.Datetime.now()
        found = prices_between(self.history, moment - AROUND, moment + AROUND)
        if self.sent and (not self.since or self.since <= moment + AROUND):
            found.append(self.sent)
        return min(found, default=self.usual)


class UsualPrices:
    """What buyers of some products are expected to pay, read when first needed.

    :param account: one ``laredoute.account``
    :param products: those of all orders that are answered one after the other
    """

    def __init__(self, account, products):
        self._account, self._products = account, products

    @cached_property
    def _found(self):
        """Those of all; None where the price of one cannot be read.

        :raises psycopg2.Error: when others changed what it needs
        """
        try:
            with self._account.env.cr.savepoint():
                return usual_prices(self._account, self._products)
        except CONFLICTS:
            raise
        except Exception:  # noqa: BLE001 - it shows on the order that holds the one
            return None

    def of(self, products):
        """Return {product id: :class:`Expected`}, of these products at least.

        :raises Exception: whatever Odoo, or an addon, says of the price of one of them
        """
        if self._found is None or products - self._products:
            # an order's product was found meanwhile, or another one stops them all
            return usual_prices(self._account, products)
        return self._found


class Shop:
    """Stock and prices as an account has them now.

    :param account: one ``laredoute.account``
    :param lines: the order lines that are looked at
    :param alone: whether each order is looked at as if it were the only one
    :param usual: the :class:`UsualPrices` of several orders; None: of these lines
    """

    def __init__(self, account, lines, alone=False, usual=None):
        self.account, self.env = account, account.env
        self.rules = self.env["laredoute.order.rule"].search(
            [("account_id", "=", account.id)]
        )
        self._products, self._alone, self._covered = lines.product_id, alone, {}
        self._usual = usual or UsualPrices(account, self._products)

    @cached_property
    def usual(self):
        """{product id: :class:`Expected`, what the buyer is expected to pay}."""
        return self._usual.of(self._products)

    @cached_property
    def _stock(self):
        return Stock(self.account, self._products)

    def covered(self, lines):
        """Return the lines that free stock covers, first come first served.

        What nobody answered yet holds nothing against them: of two orders of the last
        unit the first one has it. Of what Odoo follows no stock of, none is there.
        """
        return lines.filtered(self._is_covered)

    def _is_covered(self, line):
        """Whether stock covers a line; of which it is then held for it."""
        if line.id not in self._covered:
            take = self._there if self._alone else self._stock.take
            product = line.product_id.id
            known = product and product not in self._stock.untracked
            self._covered[line.id] = bool(known and take(product, line.quantity))
        return self._covered[line.id]

    def _there(self, product, quantity):
        return self._stock.of(product, "acceptable").acceptable >= quantity

    def doubtful(self, lines):
        """Return lines that cannot be meant: of no units, or for next to nothing."""
        return lines.filtered(
            lambda line: (
                line.quantity <= 0
                or line.unit_price <= 0
                or is_price_drop(self._expected(line), cents(line.unit_price), ABSURD)
            )
        )

    def price_share(self, line):
        """Return a line's price in percent of the usual one; 100: none is known."""
        usual = self._expected(line)
        return cents(line.unit_price) * 100 / usual if usual else Decimal(100)

    def _expected(self, line):
        """Return the price that was on sale when a line was ordered; None: unknown."""
        expected = self.usual.get(line.product_id.id)
        return expected and expected.at(line.order_id.ordered_at)

    def arrives(self, lines, before):
        """Return when receipts of all these lines are planned; None where not in time.

        :param before: naive UTC moment
        """
        warehouse = self.account.warehouse_id
        moves = self.env["stock.move"].search(
            [
                ("product_id", "in", lines.product_id.ids),
                ("state", "not in", ("draft", "done", "cancel")),
                ("location_id.usage", "=", "supplier"),
                ("location_dest_id", "child_of", warehouse.view_location_id.id),
                ("date", "<=", before),
            ]
        )
        planned = moves.grouped("product_id")
        if any(
            sum(planned.get(line.product_id, moves.browse()).mapped("product_qty"))
            < line.quantity
            for line in lines
        ):
            return None
        return max(moves.mapped("date"))


def usual_prices(account, products):
    """Return {product id: :class:`Expected`}: what La Redoute knows, else Odoo's."""
    in_euros = price_currency(account).name == "EUR"
    found = prices(account, products) if in_euros else {}
    usual = {product: Expected(price.amount) for product, price in found.items()}
    listings = account.env["laredoute.listing"].search_fetch(
        [
            ("account_id", "=", account.id),
            ("product_id", "in", products.ids),
            ("price_sent", ">", 0),
        ],
        ["product_id", "price_sent", "usual_sent", "offer_exchange_id"],
    )
    histories = account.env["laredoute.offer.price"]._histories(listings.ids)
    for listing in listings:
        usual[listing.product_id.id] = Expected(
            cents(listing.usual_sent or listing.price_sent),
            cents(listing.price_sent),
            listing.offer_exchange_id.sent_at or None,
            tuple(histories.get(listing.id, ())),
        )
    return usual
