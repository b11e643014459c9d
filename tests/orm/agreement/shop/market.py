# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""La Redoute as it is on bad days: strict, late, forgetful, and deadly at times."""

from odoo.addons.laredoute_connector.marketplace.errors import UnknownOutcome
from odoo.addons.laredoute_connector.marketplace.records import LineResult
from odoo.addons.laredoute_connector.marketplace.statuses import DecisionKind

from .words import TAKES

#: decision → the status that La Redoute gives the line
FOLLOWS = {
    DecisionKind.ACCEPT: "accepted",
    DecisionKind.REFUSE: "refused",
    DecisionKind.OUT_OF_STOCK: "out_of_stock",
    DecisionKind.SHIP: "shipped",
    DecisionKind.REFUND: "to_refund",
}


class Killed(BaseException):
    """The process ends here: no handler of an exception sees it."""


class BadDays:
    """What a bad day does to a marketplace in memory; mixed into one."""

    def __init__(self):
        super().__init__()
        #: ids of lines whose next decision is refused
        self.refusals = set()
        #: what becomes of the next answer to decisions: ``lost`` or ``killed``
        self.answers = []
        self.statuses = {}
        #: id of a line → the request to refund it; of others La Redoute refunds all
        self.refunds = {}
        #: id of a line → the number of the parcel that its buyer follows
        self.parcels = {}
        #: (line id, status) that follow from decisions, in their order
        self.followed = []

    def decide(self, decisions):
        self._maybe_fail("decide")
        results = []
        for decision in decisions:
            for line in decision.lines:
                results.append(self._decide_line(line))
                if decision.shipment and results[-1].accepted:
                    parcel = decision.shipment.tracking_number
                    self.parcels[line.line_id] = parcel
        trouble = self.answers.pop(0) if self.answers else None
        if trouble == "killed":
            raise Killed
        if trouble == "lost":
            raise UnknownOutcome("no answer", code="timeout")
        yield from results

    def _decide_line(self, line):
        if line.line_id in self.refusals:
            self.refusals.discard(line.line_id)
            return LineResult(line.line_id, False, "Not today")
        status = self.statuses[line.line_id]
        if line.kind.value not in TAKES.get(status.value, ()):
            return LineResult(line.line_id, False, "Its status does not allow it")
        if line.kind is DecisionKind.REFUND:
            self.refunds[line.line_id] = line
        self.followed.append((line.line_id, FOLLOWS[line.kind]))
        self.statuses[line.line_id] = type(status)(FOLLOWS[line.kind])
        return LineResult(line.line_id, True)
