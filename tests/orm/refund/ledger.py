# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""La Redoute's ledger of an order, kept by arithmetic of its own.

Nothing here uses what is tested: amounts are whole cents, prices are fractions.
"""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

#: what becomes of a line before its goods leave
KEPT, EARLY, LATE = "kept", "cancelled unpaid", "cancelled when paid"
#: how a refund is requested, and by whom
PIECES, AMOUNT = "pieces", "amount"
HERE, THERE = "from Odoo", "by La Redoute"
RATES = (20.0, 10.0, 5.5, 2.1, 0.0)
#: an eco fee is the product's own amount, or a fixed tax with VAT on it, or without
OWN, TAXED, ON_TOP = "own", "taxed", "on top"
#: cents, of a taxed one without VAT
ECO_FEES = {"": 0, OWN: 125, TAXED: 500, ON_TOP: 235}


def rounded(price):
    """Return whole cents, half a cent rounded up.

    :param price: Fraction of cents
    """
    return int(price + Fraction(1, 2))


@dataclass
class Part:
    """One refund of one line.

    :ivar line: number of the line
    :ivar size: pieces, or percent of the line's price
    """

    line: int
    by: str
    size: int
    fee: bool
    side: str
    granted: bool


@dataclass
class Bought:
    """A line as the buyer bought it.

    :ivar total: cents of all its pieces, with their eco fees
    :ivar fee: cents, of the whole line
    :ivar eco: where the eco fee on top of each piece's price comes from
    """

    rate: float
    quantity: int
    total: int
    fee: int
    fate: str
    eco: str = ""
    refunded: int = 0
    fee_refunded: int = 0
    pieces_refunded: int = 0
    by_amount: bool = False

    @property
    def eco_fee(self):
        """Cents on top of the price of each piece."""
        if self.eco == TAXED:
            return rounded(ECO_FEES[TAXED] * (1 + Fraction(str(self.rate)) / 100))
        return ECO_FEES[self.eco]

    @property
    def price(self):
        """Euros of one piece as La Redoute writes them: up to six decimals."""
        goods = Decimal(self.total - self.quantity * self.eco_fee) / 100
        return round(goods / self.quantity, 6).normalize()

    @property
    def paid(self):
        """Euros of one piece as the buyer paid them."""
        return self.price + Decimal(self.eco_fee) / 100

    def of_eco_fee(self, part):
        """Return whether a part of the price would be of eco fees as well."""
        if part.by != AMOUNT or not self.eco_fee or self.amount(part) == self.left:
            return False
        price = self.total - self.quantity * self.eco_fee
        return self.refunded + self.amount(part) > price

    @property
    def left(self):
        return self.total - self.refunded

    def amount(self, part):
        """Return the cents that a part asks for, None: another one may differ."""
        if part.by == AMOUNT:
            return rounded(Fraction(self.total * part.size, 100))
        if part.size == self.quantity - self.pieces_refunded:
            return self.left
        if self.by_amount:
            return None
        return rounded(Fraction(str(self.paid)) * 100 * part.size)

    def is_too_much(self, part):
        """Return whether a part is above what is left, None: it may be refused."""
        if part.fee and self.fee == self.fee_refunded:
            return True
        if part.by == AMOUNT:
            if 0 < self.amount(part) <= self.left and self.eco_fee:
                # what was refunded may be price or eco fee
                known = not self.refunded and part.side == HERE
                return self.of_eco_fee(part) if known else None
            return not 0 < self.amount(part) <= self.left
        if not self.left or part.size > self.quantity - self.pieces_refunded:
            return True
        return None if self.by_amount else False

    def refund(self, part, goods, fee):
        """Note a refund that La Redoute granted."""
        self.refunded += goods
        self.fee_refunded += fee
        self.pieces_refunded += part.size if part.by == PIECES else 0
        self.by_amount = self.by_amount or part.by == AMOUNT


@dataclass
class Ledger:
    """An order, and what becomes of it."""

    lines: list[Bought]
    parts: list[Part]
    #: the invoice is made before its refunds, or after them
    invoiced_first: bool
    #: what is refunded comes back
    comes_back: bool
    remote_id: str = field(default="", compare=False)

    def alive(self):
        return [line for line in self.lines if line.fate == KEPT]

    def paid(self):
        """Return the cents that the buyer paid of what was shipped."""
        return sum(line.total + line.fee for line in self.alive())

    def kept(self):
        """Return the cents that La Redoute did not give back."""
        refunded = sum(line.refunded + line.fee_refunded for line in self.alive())
        return self.paid() - refunded


def _with_fee(line):
    """Return a line whose total is of prices and of the eco fees on top of them."""
    return replace(line, total=line.total + line.quantity * line.eco_fee)


_LINES = st.builds(
    Bought,
    rate=st.sampled_from(RATES),
    quantity=st.integers(1, 7),
    total=st.integers(7, 99_999),
    fee=st.sampled_from((0, 0, 490, 590, 1)),
    fate=st.sampled_from((KEPT, KEPT, KEPT, EARLY, LATE)),
    eco=st.sampled_from(("", "", OWN, TAXED, ON_TOP)),
).map(_with_fee)
_PARTS = st.builds(
    Part,
    line=st.integers(0, 3),
    by=st.sampled_from((PIECES, AMOUNT)),
    size=st.sampled_from((1, 2, 3, 5, 7, 33, 50, 67, 100, 101)),
    fee=st.booleans(),
    side=st.sampled_from((HERE, THERE)),
    granted=st.sampled_from((True, True, True, False)),
)
ORDERS = st.builds(
    Ledger,
    lines=st.lists(_LINES, min_size=1, max_size=4),
    parts=st.lists(_PARTS, min_size=2, max_size=4),
    invoiced_first=st.booleans(),
    comes_back=st.booleans(),
)
