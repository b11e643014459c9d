# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A shop that sells one stock in Odoo, over its counter and at La Redoute.

Everything that happens has a number, so that it can be said what La Redoute could have
known when a buyer bought.
"""

from collections import Counter
from dataclasses import dataclass, field
from unittest.mock import patch

from odoo import fields

from odoo.addons.laredoute_connector.marketplace.records import AnswerResult
from odoo.addons.laredoute_connector.models.offer.compute import OfferComputer
from odoo.addons.laredoute_connector.models.offer.stock import quantities

from ...common import refused
from .truth import Truth

#: statuses of a line in which La Redoute waits for the goods
ALIVE = ("to_accept", "accepted", "to_ship")


@dataclass
class Bought:
    """A line that a buyer bought at La Redoute.

    :ivar number: of the line, as La Redoute says it
    :ivar parts: {product id: units of it in one}
    :ivar shown_at: number of the event at which the file that showed it was computed
    :ivar at: number of the event at which it was bought
    :ivar known: its status as it was read last; None: it was not read yet
    :ivar left: whether it was left to a person for want of stock
    """

    account: object
    product: object
    quantity: int
    number: str
    parts: dict = field(default_factory=dict)
    shown_at: int = 0
    at: int = 0
    known: str | None = None
    left: bool = False


class Shop:
    """One warehouse, one or two accounts, and what was sold of it.

    :param case: the test, in whose transaction all happens
    :param products: what is sold
    :param kits: {product: {component: units of it in one}}
    :ivar count: what happened how often
    :ivar steps: what was done, as texts
    """

    def __init__(self, case, accounts, products, kits):
        self.case, self.env, self.accounts = case, case.env, accounts
        self.products, self.kits = products, kits
        self.count, self.steps = Counter(), []
        self.bought, self.orders, self.sales = [], {}, []
        #: (number, product id or None for all, what, (account, product) of La Redoute)
        self.takings = []
        self._number = 0
        # an exception would be a flow's own, and its text be lost
        self.wrong = []
        self.markets = {}

    # --------------------------------------------------------------- what happened
    def happened(self):
        """Return the number of what happens now."""
        self._number += 1
        return self._number

    def take(self, what, product=None, quantity=0, by=None):
        """Units are gone that offers may have shown.

        :param what: why, for the count
        :param product: None: of anything
        :param by: account and product of the offer that La Redoute lowered by itself
        """
        number = self.happened()
        parts = self.parts(product) if product else [None]
        self.takings += [(number, part, what, by) for part in parts]

    def parts(self, product):
        kit = self.kits.get(product)
        if kit:
            return {part.id: need for part, need in kit.items()}
        return {product.id: 1}

    def components(self):
        """Return what kits are made of."""
        return self.products.browse(
            part.id for parts in self.kits.values() for part in parts
        )

    def truth(self, account, held):
        """Return the :class:`Truth` less what these lines of La Redoute hold."""
        self.env.flush_all()
        truth = Truth(self.env.cr, account)
        truth.hold(held)
        return truth

    # ------------------------------------------------------------------ invariants
    def check_file(self, account, offers):
        """No offer shows more than can be delivered; count what is held back."""
        there, left = self.truth(account, []), self.truth(account, self.promised())
        by_ean = {product.barcode: product for product in self.products}
        for offer in offers:
            product = by_ean[offer.ean]
            if product in self.always(account):
                continue
            parts = self.parts(product)
            most, deliverable = left.of(parts), there.of(parts)
            if not product.is_storable and product not in self.kits:
                most = deliverable = 0
            if not 0 <= offer.quantity <= max(most, 0):
                self.wrong.append(
                    f"{account.name} offers {offer.quantity} of {product.name}, "
                    f"of which {most:g} can be delivered"
                )
            self.count["offers sent"] += 1
            self.count["units offered"] += offer.quantity
            self.count["units held back"] += int(max(most, 0)) - offer.quantity
            self.count["units promised already"] += int(
                max(deliverable, 0) - max(most, 0)
            )

    def promised(self):
        """Return the lines of La Redoute, as read, that it still waits for.

        One that its buyer cancelled needs nothing, whether that was read with the
        orders, with the answer to a decision, or not yet.
        """
        statuses = self.statuses()
        return [
            line
            for line in self.bought
            if line.known in ALIVE and statuses[line.number] in ALIVE
        ]

    def always(self, account):
        rules = self.env["laredoute.offer.rule"].search(
            [("source", "=", "always"), ("account_id", "in", (False, account.id))]
        )
        return rules.product_id

    def check_acceptance(self, account, number):
        """Stock covers a line that La Redoute is informed of now."""
        line = next(each for each in self.bought if each.number == number)
        if line.product in self.always(account):
            self.count["lines accepted, always available"] += 1
            return
        statuses = self.statuses()
        accepted = [each for each in self.bought if statuses[each.number] in ALIVE[1:]]
        left = self.truth(account, accepted).of(line.parts)
        if left < 0:
            self.wrong.append(
                f"{account.name} accepts {line.quantity} of {line.product.name}: "
                f"{-left:g} are missing"
            )
        self.count["lines accepted"] += 1
        self.count["lines accepted late"] += line.left

    def statuses(self):
        """Return {number of a line: its status at La Redoute}."""
        return {
            number: status.value
            for market in self.markets.values()
            for number, status in market.statuses.items()
        }

    def check_left(self):
        """What was not accepted lacks units that were taken after they were shown."""
        statuses = self.statuses()
        decided = self.env["laredoute.order.line"].search(
            [("operation_ids", "!=", False)]
        )
        decided = set(decided.mapped("remote_id"))
        for line in self.bought:
            waits = line.known == "to_accept" == statuses[line.number]
            if not waits or line.left or line.number in decided:
                continue
            why = {
                what
                for number, part, what, by in self.takings
                if number > line.shown_at
                and (part is None or part in line.parts)
                and by != (line.account, line.product)
            }
            if not why:
                raise AssertionError(
                    f"{line.number}, {line.quantity} of {line.product.name}, was "
                    f"shown and nothing took it, but it is not accepted"
                )
            line.left = True
            self.count["lines left to a person after a race"] += 1
            self.count[f"  of these: {' + '.join(sorted(why))}"] += 1

    def check_shares(self):
        """Together, accounts that share a stock show no more than there is."""
        shared = self.accounts.filtered(lambda each: each.stock_pool == "share")
        if len(shared) < 2:
            return
        self.env.flush_all()
        promised = self.promised()
        shown = Counter()
        for account in shared:
            shown.update(quantities(account, self.products))
        # by the account to which most counts
        truths = [self.truth(account, promised) for account in shared]
        always = self.always(shared[0]) | self.always(shared[1])
        for product in self.products - always:
            most = max(max(each.of(self.parts(product)), 0) for each in truths)
            if product.is_storable and shown[product.id] > most:
                raise AssertionError(
                    f"{shown[product.id]} of {product.name} are shown by all "
                    f"accounts, of which there are {most:g}"
                )
        self.count["looks at the shares"] += 1

    # ------------------------------------------------------------------- the flows
    def run(self, *flows):
        self.case.run_flow(*flows)
        if self.wrong:
            raise AssertionError("\n".join(self.wrong))
        self.follow()

    def follow(self):
        """What La Redoute took shows in its orders."""
        for account, market in self.markets.items():
            followed, market.followed[:] = list(market.followed), []
            for number, status in followed:
                remote_id, _dash, place = number.rpartition("-")
                self.say(account, remote_id, status, {int(place)})

    def say(self, account, remote_id, status, only=None):
        """La Redoute says another status of lines of an order."""
        market = self.case.market = self.markets[account]
        order = self.case.say(market.orders[remote_id], status, only)
        for line in order.lines:
            market.statuses[line.remote_id] = line.status

    def read_orders(self):
        """All orders are read, as they are now."""
        self.run("fetch_orders")
        statuses = self.statuses()
        for line in self.bought:
            if line.known is None:
                last = self.last_file_of(line.account)
                if line.at < last:
                    # the file was computed without it, and showed its units again
                    self.take(
                        "bought while a file was made", line.product, line.quantity
                    )
            line.known = statuses[line.number]

    def last_file_of(self, account):
        return self.markets[account]._made_at

    def send_offers(self):
        """Send what changed; then nothing that changed is left."""
        made, offers = [], type(self.env["laredoute.offer"])
        queue = offers._queue

        def queued(model, account, attempts=0):
            made.append(account.id)
            return queue(model, account, attempts)

        with patch.object(offers, "_queue", queued):
            self.run("send_offers")
        for account in self.accounts.filtered(lambda each: each.id in made):
            self.check_nothing_missed(account)
        complete = self.env["laredoute.exchange"].search(
            [("kind", "=", "offers"), ("complete", "=", True)]
        )
        missed = complete.filtered("unseen_count")
        if missed:
            raise AssertionError(f"the daily file found {missed[0].unseen_count}")
        self.count["daily files"] = len(complete)

    def check_nothing_missed(self, account):
        """All offers computed anew are those that were sent last."""
        computer = OfferComputer(account._in_its_company())
        found = computer.compute(computer.known_after(0, 1000))
        names = [
            self.env["product.product"].browse(each.listed.product_id).name
            for each in found
            if each.is_news
        ]
        if names:
            raise AssertionError(f"{account.name}: missed {names}")
        self.count["files after which all was compared"] += 1

    def answer_files(self, at_most=None):
        """La Redoute's reports of files come."""
        for market in self.markets.values():
            due, market.answers_due[:] = list(market.answers_due), []
            for batch_id, lost, offers in due:
                lines = [
                    refused(each.ean, each.sku, "XX", "Not today")
                    for each in offers
                    if lost
                ]
                market.add_answer(
                    *("offers", batch_id, lines, len(offers)),
                    rest=AnswerResult.ACCEPTED,
                )
        self.run("collect_reports", "apply_reports")

    # ------------------------------------------------------------------ La Redoute
    def buy(self, account, wanted):
        """A buyer buys what is shown.

        :param wanted: (product, quantity) of each line
        """
        market = self.case.market = self.markets[account]
        number = len(self.orders) + 1
        remote_id = f"1-2026.330.{number:07d}"
        lines, order_lines = [], []
        for product, quantity in wanted:
            figure = market.sell(product.barcode, quantity)
            place = len(lines) + 1
            line = Bought(account, product, quantity, f"{remote_id}-{place}")
            line.parts, line.shown_at = self.parts(product), figure.made_at
            self.take("sold at La Redoute", product, quantity, (account, product))
            line.at = self.happened()
            lines.append(line)
            order_lines.append(self.case.order_line(product, quantity=quantity))
        order = self.case.order(*order_lines, remote_id=remote_id)
        self.orders[remote_id] = (account, fields.Datetime.now())
        self.bought += lines
        for line in order.lines:
            market.statuses[line.remote_id] = line.status
        self.count["lines bought"] += len(lines)
        self.count["units bought"] += sum(each.quantity for each in lines)

    def deliveries(self):
        """What waits in the warehouse to be moved or to leave."""
        return self.env["stock.picking"].search(
            [
                ("picking_type_id.warehouse_id", "=", self.case.warehouse.id),
                ("picking_type_code", "!=", "incoming"),
                ("state", "in", ("confirmed", "assigned", "waiting")),
            ]
        )
