# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A second platform, in memory and for tests only, as unlike the first as it may be.

It has no server with a key and no folder of reports: it says what became of a file only
to whom presents its receipt, in one stage or several. It takes acceptances and refusals
by order and shipments by parcel, one answer for all of their lines, and knows no other
decision. Its orders have a status of their own and are found by their numbers. Titles
and references may be longer. An eco fee is within its prices.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timezone

from odoo.addons.laredoute_connector.marketplace.port import Scope
from odoo.addons.laredoute_connector.marketplace.records import (
    AnswerHeader,
    AnswerKind,
    AnswerRef,
    AnswerResult,
    DecisionKind,
    LineResult,
)
from odoo.addons.laredoute_connector.marketplace.sellr.rule_book import BOOK
from odoo.addons.laredoute_connector.marketplace.settings import Settings
from odoo.addons.laredoute_connector.marketplace.statuses import FACTS, LineStatus

from .fake import FakeMarketplace


@dataclass(frozen=True)
class SecondSettings(Settings):
    """One key is all it wants."""

    platform: str = "second"
    login: str = ""


class SecondMarketplace(FakeMarketplace):
    """See :class:`FakeMarketplace` for what a test may look at."""

    name = "second"
    settings = SecondSettings
    capabilities = replace(
        FakeMarketplace.capabilities,
        decisions={
            DecisionKind.ACCEPT: Scope.ORDER,
            DecisionKind.REFUSE: Scope.ORDER,
            DecisionKind.SHIP: Scope.PARCEL,
        },
        orders_by_number=True,
    )
    rule_book = replace(
        BOOK,
        limits=replace(
            BOOK.limits, title_length=50, sku_length=40, eco_fee_apart=False
        ),
    )

    # it has none
    server_key = None

    # ---------------------------------------------------------------- orders
    @staticmethod
    def ordered_on(_number):
        """Its numbers say nothing, but it answers to them."""

    def find_orders(self, numbers):
        self._maybe_fail("find_orders")
        for number in numbers:
            if number in self.orders:
                yield self.orders[number]

    def finished(self, order):
        """Its orders have a status, the least advanced of what is alive."""
        ranks = list(LineStatus)
        alive = [each.status for each in order.lines if not FACTS[each.status].dead]
        statuses = alive or [each.status for each in order.lines]
        return replace(order, status=min(statuses, key=ranks.index))

    def decide(self, decisions):
        for decision in decisions:
            results = list(super().decide([decision]))
            # what it refuses of one line it refuses of all
            refused = [result for result in results if result.accepted is False]
            worst = refused or [each for each in results if each.accepted is None]
            for result in results:
                common = (worst or [result])[0]
                yield LineResult(result.line_id, common.accepted, common.message)

    # --------------------------------------------------------------- answers
    def add_answer(self, kind, batch_id, lines, items_read, rest=AnswerResult.ACCEPTED):
        number = len(self.reports) + 1
        moment = datetime.now(timezone.utc)
        key = f"{kind}:{batch_id}:{number}"
        ref = AnswerRef(
            key=key,
            name=f"{key}.json",
            size=0,
            modified_at=moment,
            kind=AnswerKind(kind),
            batch_id=batch_id,
        )
        header = AnswerHeader(
            ref.kind, batch_id, moment, items_read, len(lines), rest=rest
        )
        self.reports.append((ref, header, lines))

    def list_answers(self, pending):
        waiting = {receipt.batch_id for receipt in pending}
        for ref in super().list_answers(pending):
            if ref.batch_id in waiting:
                yield ref

    def settle_answer(self, ref):
        """There is nothing to settle."""
