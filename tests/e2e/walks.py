# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Order lines that walk side by side, an order for each arrow of their life.

All make one move, then the crons run once for all of them: so many cost little more
than one. All of them make their last move, the arrow itself, together.
"""

from .life_of_a_line import ARROWS, ONLY_WRITTEN, WORDS, Mover

#: in the order in which their schedules have them run
CRONS = ("send_operations", "fetch_orders", "process_orders", "follow_refunds")
#: what is sold: three pieces, so that one of them can be refunded
SOLD = {"quantity": 3, "price": "33.33", "fee": "4.90"}
#: decision → method of the shop
DECIDE = {
    "accept": "accept",
    "refuse": "refuse",
    "out_of_stock": "give_up",
    "ship": "ship",
    "refund": "refund",
}


class Walk:
    """One order of one line on its way to an arrow, and over it.

    :ivar arrow: the last of its moves
    :ivar moves: arrows, in order
    """

    def __init__(self, shop, arrow, ean):
        self.shop, self.arrow, self.ean = shop, arrow, ean
        self.moves = [*_arrows(arrow), arrow]
        self.order_id = self.line_id = None

    @property
    def pressed(self):
        """The method of the shop that makes the last move."""
        return pressed(self.arrow)

    def make(self, move):
        """The seller, or La Redoute, makes a move; nothing of it is read yet."""
        control = self.shop.sim.control
        if not move.before:
            self.order_id, (self.line_id,) = self.shop.place(self.ean, **SOLD)
        elif move.mover is Mover.SELLER:
            getattr(self.shop, pressed(move))(self.order_id)
        elif move.after == "to_refund":
            control.begin_refund(self.line_id)
        elif move.before in ("to_refund", "to_approve", "refunding") and (
            move.after in ("shipped", "to_ship")
        ):
            control.drop_refund(self.line_id)
        elif move.after == "refund_refused" and move.before != "refunding":
            control.refuse_refund(self.line_id)
        else:
            self.says(move.after)

    def says(self, status):
        """La Redoute shows a status, whatever it was before."""
        control, word = self.shop.sim.control, WORDS[status]
        if status in ONLY_WRITTEN:
            control.change_line(self.line_id, status_text=word)
        else:
            control.set_status(self.line_id, word)


def pressed(move):
    """Return the method of the shop by which the seller makes a move."""
    unshipped = move.decision == "refund" and move.unshipped
    return "give_back" if unshipped else DECIDE[move.decision]


def _arrows(arrow):
    """Return the arrows by which a line comes to where another one begins."""
    found, before = [], ""
    for status in arrow.way():
        found.append(
            next(
                each
                for each in ARROWS
                if (each.before, each.after) == (before, status)
                and (each.unshipped == arrow.unshipped or each.after != "to_refund")
            )
        )
        before = status
    return found


def begin(shop, arrows=ARROWS):
    """Return a walk for each of these arrows that Sell-R has words for."""
    _product, ean = shop.make_product(stock=1000)
    with shop.account() as account:
        account.acceptance_policy = "manual"
    return [Walk(shop, arrow, ean) for arrow in arrows if arrow.on_sellr]


def walk(shop, walks):
    """Make all moves but the last ones, each of them read before the next."""
    longest = max(len(each.moves) for each in walks)
    for place in range(longest - 1):
        for each in walks:
            index = place - (longest - len(each.moves))
            if index >= 0:
                each.make(each.moves[index])
        shop.run(*CRONS)


def walk_unread(shop, walks):
    """Make all moves but the last decision and what La Redoute says after it.

    Of what La Redoute does between two decisions only the last is read.

    :return: {walk: the moves that are left}
    """
    left = {each: _stages(each.moves) for each in walks}
    while any(len(stages) > 1 for stages in left.values()):
        longest = max(len(stages) for stages in left.values())
        now = {
            each: stages.pop(0)
            for each, stages in left.items()
            if len(stages) == longest
        }
        decide(shop, now)
        shop.run("send_operations")
        go_on(now)
        shop.run("fetch_orders", "process_orders", "follow_refunds")
    return {each: stages[0] for each, stages in left.items()}


def _stages(moves):
    """Return moves in groups, each begun by a decision of the seller."""
    found = [[]]
    for move in moves:
        if move.mover is Mover.SELLER:
            found.append([])
        found[-1].append(move)
    return found


def decide(shop, moves):
    """The seller decides, where a decision comes first.

    :param moves: {walk: its moves}
    """
    for each, made in moves.items():
        for move in made:
            if move.mover is Mover.SELLER:
                each.make(move)


def go_on(moves):
    """La Redoute does what follows.

    :param moves: {walk: its moves}
    """
    for each, made in moves.items():
        for move in made:
            if move.mover is not Mover.SELLER:
                each.make(move)
