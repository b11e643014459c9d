# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""La Redoute with buyers, who buy what the last offer file that it took says."""

from typing import NamedTuple

from odoo.addons.laredoute_connector.marketplace.errors import (
    RetryLater,
    UnknownOutcome,
)
from odoo.addons.laredoute_connector.marketplace.records import FileKind
from odoo.addons.laredoute_connector.marketplace.statuses import DecisionKind

from ...agreement.shop.market import BadDays
from ...fake import FakeMarketplace


class Figure(NamedTuple):
    """What La Redoute has of an offer.

    :ivar quantity: units that its buyers may still buy
    :ivar made_at: number of the event at which the file was computed
    """

    quantity: int
    made_at: int


class SellingMarket(BadDays, FakeMarketplace):
    """One account's La Redoute.

    :ivar figures: {ean: :class:`Figure`} of the last file that it took
    :ivar fates: what becomes of the next offer files: ``busy``, ``lost``, ``cut``
        (taken, and the answer is lost) or ``refused``
    :ivar answers_due: (batch, refused, eans) of the reports that are to come
    """

    def __init__(self, shop, account):
        super().__init__()
        self.shop, self.account = shop, account
        self.figures, self.fates, self.answers_due = {}, [], []
        self._made_at = 0

    def encode(self, kind, records, path, now):
        file = super().encode(kind, records, path, now)
        if kind is FileKind.OFFERS:
            self._made_at = self.shop.happened()
            self.shop.check_file(self.account, self.encoded[kind])
        return file

    def send(self, kind, file):
        if kind is not FileKind.OFFERS:
            return super().send(kind, file)
        fate = self.fates.pop(0) if self.fates else None
        if fate == "busy":
            raise RetryLater("busy", code="http_503")
        if fate == "lost":
            self.shop.count["files lost"] += 1
            raise UnknownOutcome("cut", code="timeout")
        receipt, offers = super().send(kind, file), self.encoded[kind]
        refused = fate == "refused"
        if not refused:
            self.figures.update(
                (each.ean, Figure(each.quantity, self._made_at)) for each in offers
            )
        self.answers_due.append((receipt.batch_id, refused, offers))
        self.shop.count["files refused" if refused else "files taken"] += 1
        if fate == "cut":
            raise UnknownOutcome("cut", code="timeout")
        return receipt

    def list_answers(self, pending):
        # what was put away is not listed
        for ref in super().list_answers(pending):
            if ref.name not in self.archived:
                yield ref

    def sell(self, ean, quantity):
        """A buyer buys; return the :class:`Figure` that showed the units."""
        figure = self.figures[ean]
        self.figures[ean] = figure._replace(quantity=figure.quantity - quantity)
        return figure

    def _decide_line(self, line):
        result = super()._decide_line(line)
        if result.accepted and line.kind is DecisionKind.ACCEPT:
            self.shop.check_acceptance(self.account, line.line_id)
        return result
