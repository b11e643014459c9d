# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a promotion will do to each price, shown before anything is sent."""

from collections import Counter
from typing import NamedTuple

from odoo.tools import SQL, format_amount

from ...marketplace.promotions import is_loss, without_vat
from ..common import cents
from ..offer.price import prices
from ..offer.promoted import ACTIVE_STATES, read_promotions

# of others that hold, and of drafts: the eldest of each line's
_OVERLAPS = """
SELECT line.id, other.promotion_id
  FROM laredoute_promotion_line line
  JOIN laredoute_promotion own ON own.id = line.promotion_id
  JOIN laredoute_promotion_line other ON other.listing_id = line.listing_id
                                     AND other.promotion_id != line.promotion_id
  JOIN laredoute_promotion their ON their.id = other.promotion_id
 WHERE line.id = ANY(%s) AND their.state IN %s
   AND COALESCE(other.date_begin, their.date_begin)
       < COALESCE(line.date_end, own.date_end)
   AND COALESCE(line.date_begin, own.date_begin)
       < COALESCE(other.date_end, their.date_end)
 ORDER BY line.id, other.promotion_id"""
#: kinds of warnings, the worst first
LOSS, USELESS, NO_PRICE, OVERLAP = "loss", "useless", "no_price", "overlap"


class Line(NamedTuple):
    """What is shown of a line.

    :ivar usual: Decimal, euros with VAT; None where Odoo has no price for it
    :ivar price: Decimal, during the promotion; None where nothing is reduced
    :ivar net: Decimal, ``price`` without VAT
    :ivar cost: Decimal, without VAT
    :ivar overlaps: other promotions, ``laredoute.promotion``
    :ivar kinds: tuple of what to warn of
    """

    usual: object = None
    price: object = None
    net: object = None
    cost: object = None
    overlaps: object = ()
    kinds: tuple = ()


class Preview:
    """Of any number of lines, with a few queries for each account.

    :param lines: ``laredoute.promotion.line``
    :ivar lines: {line id: :class:`Line`}
    """

    def __init__(self, lines):
        self._records, self.env = lines, lines.env
        self.lines, overlaps = {}, self._overlaps()
        condition = SQL("id = ANY(%s)", lines.promotion_id.ids)
        known = {each.id: each for each in read_promotions(self.env, condition)}
        for account, of_account in lines.grouped("account_id").items():
            products = of_account.sudo().listing_id.product_id
            amounts = prices(account.sudo(), products)
            for line in of_account:
                promotion = known[line.promotion_id.id]
                amount = amounts.get(line.sudo().listing_id.product_id.id)
                others = overlaps.get(line.id, self.env["laredoute.promotion"])
                self.lines[line.id] = self._line(line, promotion, amount, others)

    def _line(self, line, promotion, amount, overlaps):
        kinds = (OVERLAP,) if overlaps else ()
        product = line.sudo().with_company(line.company_id).listing_id.product_id
        cost = cents(product.standard_price)
        if not amount:
            return Line(cost=cost, overlaps=overlaps, kinds=(NO_PRICE, *kinds))
        price = promotion.price(amount.amount, line.price)
        if price is None:
            return Line(
                amount.amount, cost=cost, overlaps=overlaps, kinds=(USELESS, *kinds)
            )
        if is_loss(price, amount.vat_rate, cost):
            kinds = (LOSS, *kinds)
        net = without_vat(price, amount.vat_rate)
        return Line(amount.amount, price, net, cost, overlaps, kinds)

    def _overlaps(self):
        self.env.flush_all()
        found, promotions = {}, self.env["laredoute.promotion"]
        states = ("draft", *ACTIVE_STATES)
        rows = self.env.execute_query(SQL(_OVERLAPS, self._records.ids, states))
        for line, other in rows:
            found[line] = found.get(line, promotions) | promotions.browse(other)
        return found

    def warned(self):
        """Return the lines that a person should look at."""
        return self._records.filtered(lambda line: self.lines[line.id].kinds)

    def summary(self):
        """Say how many lines there are of each kind, a sentence a line; False: none."""
        counts = Counter(kind for each in self.lines.values() for kind in each.kinds)
        _ = self.env._
        sentences = {
            LOSS: _("Sold below cost: %s.", counts[LOSS]),
            USELESS: _("Not reduced, left out: %s.", counts[USELESS]),
            NO_PRICE: _("Without a price in Odoo, left out: %s.", counts[NO_PRICE]),
            OVERLAP: _(
                "In another promotion at the same time, where the lowest price holds: "
                "%s.",
                counts[OVERLAP],
            ),
        }
        said = [text for kind, text in sentences.items() if counts[kind]]
        return "\n".join(said) or False

    def sentence(self, line):
        """Say what is wrong with a line; False: nothing."""
        _, shown = self.env._, self.lines[line.id]
        sentences = {
            LOSS: lambda: _(
                "Below cost: %(net)s without VAT, and it costs %(cost)s.",
                net=self._amount(line, shown.net),
                cost=self._amount(line, shown.cost),
            ),
            USELESS: lambda: _(
                "Not reduced: the price would be 0, or not below the usual price."
            ),
            NO_PRICE: lambda: _("Odoo has no price for it that can be sent."),
            OVERLAP: lambda: _(
                "Also in %s: the lowest price holds.",
                ", ".join(shown.overlaps.sudo().mapped("name")),
            ),
        }
        return " ".join(sentences[kind]() for kind in shown.kinds) or False

    def _amount(self, line, amount):
        return format_amount(self.env, float(amount), line.currency_id)
