# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which price would beat or match the best offer, never below a floor.

All amounts are euros with VAT unless said otherwise; what is compared is what the buyer
pays, with delivery.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import Enum

from .values import CENT

EURO = Decimal(1)


class Outcome(str, Enum):
    """What comes of a rule for a listing, and why."""

    #: a price that is as cheap for the buyer as the rule wants
    CHEAPER = "cheaper"
    #: the best offer is below the floor: as low as may be, and still beaten
    AT_FLOOR = "floor"
    #: the rule goes no higher, though the best offer would allow it
    AT_CEILING = "ceiling"
    #: the usual price is as cheap already
    BEST = "best"
    #: the best offer is ours
    OURS = "ours"
    #: nothing can be proposed until a person completes what is missing
    NO_COST = "no_cost"
    NO_ROOM = "no_room"
    NO_FEE = "no_fee"
    NO_PRICE = "no_price"
    #: what La Redoute reported last is too old to move a price by
    OLD = "old"


#: outcomes with a price
PRICED = (Outcome.CHEAPER, Outcome.AT_FLOOR, Outcome.AT_CEILING)
#: outcomes that a person should see, since nothing can be proposed
BLOCKED = (
    Outcome.NO_COST,
    Outcome.NO_ROOM,
    Outcome.NO_FEE,
    Outcome.NO_PRICE,
    Outcome.OLD,
)


@dataclass(frozen=True)
class Terms:
    """What a rule says.

    :ivar less: by how much the best offer is beaten; 0: matched
    :ivar margin: on the cost, a fraction; ``None``: the cost is not looked at
    :ivar least: never below this amount; 0: none
    :ivar most: never above this part of the usual price, a fraction up to 1
    :ivar ends: cents that a price may end with, such as 99; none: any
    :ivar fee_needed: whether nothing is proposed where the best offer's delivery fee
        is not known; else prices alone are compared then
    """

    less: Decimal = Decimal(0)
    margin: Decimal | None = Decimal(0)
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(1)
    ends: tuple[int, ...] = ()
    fee_needed: bool = True


@dataclass(frozen=True)
class Ours:
    """What is known of our offer.

    :ivar usual: the price of the account's price list, ``None`` where there is none
    :ivar fee: home delivery
    :ivar cost: without VAT; ``None`` or 0: nobody entered it
    :ivar vat_rate: a fraction
    :ivar inside: fees that the price holds beside the goods, with VAT
    """

    usual: Decimal | None
    fee: Decimal
    cost: Decimal | None
    vat_rate: Decimal
    inside: Decimal = Decimal(0)


@dataclass(frozen=True)
class Best:
    """The best offer that the open listing reports.

    :ivar fee: of its delivery; ``None``: La Redoute does not say
    :ivar is_old: it was reported so long ago that nobody knows whether it holds
    """

    price: Decimal
    fee: Decimal | None
    is_ours: bool = False
    is_old: bool = False


@dataclass(frozen=True)
class Proposal:
    """A price, or why there is none.

    :ivar price: only of outcomes among :data:`PRICED`
    :ivar floor: ``None`` where nobody knows the cost
    :ivar ceiling: ``None`` where there is no usual price
    """

    outcome: Outcome
    price: Decimal | None = None
    floor: Decimal | None = None
    ceiling: Decimal | None = None


def floor_of(terms: Terms, ours: Ours) -> Decimal | None:
    """Return the lowest price a rule allows, rounded up to the cent, above 0.

    >>> floor_of(Terms(margin=Decimal("0.25")), Ours(None, Decimal(0), Decimal(10),
    ...     Decimal("0.2")))
    Decimal('15.00')

    :return: ``None`` where it depends on a cost that nobody entered
    """
    floor = max(terms.least, CENT)
    if terms.margin is not None:
        if not ours.cost or ours.cost <= 0:
            return None
        with_margin = ours.cost * (1 + terms.margin) * (1 + ours.vat_rate)
        floor = max(floor, with_margin + ours.inside)
    return floor.quantize(CENT, ROUND_CEILING)


def ceiling_of(terms: Terms, usual: Decimal) -> Decimal:
    """Return the highest price a rule allows, rounded down to the cent."""
    return (usual * terms.most).quantize(CENT, ROUND_FLOOR)


def ending_below(amount: Decimal, ends: tuple[int, ...]) -> Decimal:
    """Return the highest price with one of these ends that is not above an amount.

    >>> ending_below(Decimal("45.30"), (90, 99))
    Decimal('44.99')

    :param ends: cents; none: any price ends well
    """
    amount = amount.quantize(CENT, ROUND_FLOOR)
    if not ends:
        return amount
    euros = amount.quantize(EURO, ROUND_FLOOR)
    found = (euros + turn + end * CENT for end in ends for turn in (-1, 0))
    return max(each for each in found if each <= amount)


def propose(terms: Terms, ours: Ours, best: Best) -> Proposal:
    """Return the price that a rule proposes, or why there is none.

    The usual price is what is compared, not one that was lowered before: so long as it
    is beaten, or as dear as an offer that La Redoute has as the best, the rule has
    something to say.
    """
    if ours.usual is None or ours.usual <= 0:
        return Proposal(Outcome.NO_PRICE)
    floor, ceiling = floor_of(terms, ours), ceiling_of(terms, ours.usual)
    if best.is_old:
        return Proposal(Outcome.OLD, None, floor, ceiling)
    if best.is_ours:
        return Proposal(Outcome.OURS, None, floor, ceiling)
    # at this price the buyer pays the same; at least, where the fee is not known
    even = best.price
    if best.fee is not None or terms.fee_needed:
        even += (best.fee or 0) - ours.fee
    target = even - terms.less
    if even > ours.usual or target >= ours.usual:
        return Proposal(Outcome.BEST, None, floor, ceiling)
    if floor is None:
        return Proposal(Outcome.NO_COST, None, floor, ceiling)
    if floor > ceiling or floor >= ours.usual:
        return Proposal(Outcome.NO_ROOM, None, floor, ceiling)
    if best.fee is None and terms.fee_needed:
        return Proposal(Outcome.NO_FEE, None, floor, ceiling)
    outcome, price = _within(terms, target, floor, ceiling)
    return Proposal(outcome, price, floor, ceiling)


def _within(
    terms: Terms, target: Decimal, floor: Decimal, ceiling: Decimal
) -> tuple[Outcome, Decimal]:
    """Return the price nearest to a target between two others, and why it is that."""
    if target < floor:
        # as near to the best offer as may be: no round price is worth more cents
        return Outcome.AT_FLOOR, floor
    outcome = Outcome.AT_CEILING if target > ceiling else Outcome.CHEAPER
    wanted = min(target, ceiling)
    price = ending_below(wanted, terms.ends)
    return outcome, price if price >= floor else wanted


def price_now(price: Decimal, terms: Terms, ours: Ours) -> Decimal | None:
    """Return an accepted price as it may be sent now.

    The cost may have risen since it was accepted, or the usual price fallen: floor and
    ceiling hold at each file.

    :return: ``None`` where the usual price is to be sent: it is not higher, or nobody
        knows any longer how low the price may be
    """
    if ours.usual is None or ours.usual <= 0:
        return None
    floor, ceiling = floor_of(terms, ours), ceiling_of(terms, ours.usual)
    if floor is None or floor > ceiling:
        return None
    held = min(max(price, floor), ceiling)
    return held if held < ours.usual else None
