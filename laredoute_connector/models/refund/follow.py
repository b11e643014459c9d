# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Refunds have their turn, and follow what La Redoute says of their lines."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as CONFLICTS

from ...marketplace.refunds import IN_PROGRESS, SHOWN, RefundState, next_state
from ...marketplace.statuses import ALLOWS, FACTS, DecisionKind, LineStatus
from ..flow.failure import log_bug
from ..flow.work import commit
from .states import PROGRESSING, UNFINISHED

#: orders followed between two commits
BATCH = 100
#: a refusal this old is a person's, whatever else La Redoute refunds
TOO_EARLY = timedelta(days=1)
#: states of a request that La Redoute may have
ON_ITS_WAY = ("queued", "sending", "unknown")
TAKEN = ("sent", "confirmed")
#: statuses that may still become one in which a refund can be requested
_WAITS = frozenset(
    status for status, facts in FACTS.items() if facts.promised or facts.open
)


class LaredouteRefund(models.Model):
    _inherit = "laredoute.refund"

    @api.model
    def _run_follow(self, account):
        """Let refunds that wait have their turn, and look at those under way."""
        waiting = self.env["laredoute.refund.line"].search(
            [("account_id", "=", account.id), ("state", "in", UNFINISHED)]
        )
        orders = waiting.order_id
        for start in range(0, len(orders), BATCH):
            for order in orders[start : start + BATCH]:
                self._follow_guarded(order)
            if not commit(self.env):
                account._wake("follow_refunds")
                return

    @api.model
    def _follow_guarded(self, order):
        """Follow one order; whatever goes wrong stops this one only."""
        try:
            with self.env.cr.savepoint():
                self._follow(order)
        except CONFLICTS:
            # somebody changes it: the next run sees it as it is
            self.env.cr.rollback()
        except Exception as error:  # noqa: BLE001 - it stops only itself
            log_bug(f"La Redoute order {order.remote_id}: its refunds", error)

    @api.model
    def _follow(self, orders):
        """Bring refunds to where La Redoute says they are, and start the next ones."""
        for order in orders:
            order.refund_ids.line_ids._follow_request()
            self._take_over(order)
        self._start_next(orders)

    # ----------------------------------------------------------- begun elsewhere
    @api.model
    def _take_over(self, order):
        """Keep what La Redoute refunds of an order and nobody requested from here."""
        begun = order.line_ids.filtered(lambda line: line._is_refunded_elsewhere())
        if not begun:
            return
        queued = begun.refund_line_ids.filtered(
            lambda each: each.state == RefundState.QUEUED.value
        )
        if queued:
            queued._request().filtered(lambda each: each.state == "queued").unlink()
            queued._move(RefundState.CANCELLED)
            # the database has one under way of a line
            queued.flush_recordset()
            queued.refund_id._log(self.env._("La Redoute refunds the line by itself."))
        refund = self.create(
            {
                "name": self._next_name(order),
                "order_id": order.id,
                "origin": "platform",
                "amount_known": False,
                "line_ids": [
                    Command.create(line._prepare_refund_elsewhere()) for line in begun
                ],
            }
        )
        refund.line_ids._note_given_back()
        order._compare_again()

    # ------------------------------------------------------------------- the turn
    @api.model
    def _start_next(self, orders):
        """Request the next refund of each order of which none is in progress."""
        for order in orders:
            lines = order.line_ids.refund_line_ids.sorted("id")
            queued = lines.filtered(lambda each: each.state == RefundState.QUEUED.value)
            if not queued:
                continue
            able = order.account_id._capabilities().decisions
            if DecisionKind.REFUND not in able:
                continue
            busy = lines.filtered(
                lambda each: each.state in PROGRESSING or each._is_on_its_way()
            )
            shown = (SHOWN.get(LineStatus(each.status)) for each in order.line_ids)
            if busy or any(each in IN_PROGRESS for each in shown):
                continue
            for refund in queued.refund_id.sorted("id"):
                if (queued & refund.line_ids)._start():
                    break


class LaredouteRefundLine(models.Model):
    _inherit = "laredoute.refund.line"

    def _follow_request(self):
        """Bring lines to where their request, and La Redoute's status, say they are."""
        for line in self:
            request, status = line._request(), line.order_line_id.status
            if line.state == RefundState.QUEUED.value:
                if request.state in TAKEN:
                    line._move(RefundState.SENT)
                    if not request.attempts:
                        # somebody was faster on La Redoute's site: how much, it knows
                        line.refund_id.amount_known = False
                elif request.state == "refused":
                    line._refused(request)
            elif line.state == RefundState.SENT.value and request.state == "refused":
                # the line went on without it
                line._move(RefundState.REFUSED, request.message)
            elif line._is_too_early(request):
                # it was refused before we knew that another one is in progress
                line.attempt += 1
                line._move(RefundState.QUEUED)
            state = next_state(
                RefundState(line.state), LineStatus(status), request._is_news()
            )
            refused = state is RefundState.REFUSED
            words = line.order_line_id.refund_refused_reason if refused else line.words
            if state.value != line.state:
                line._move(state, words)

    def _refused(self, request):
        """La Redoute did not take the request: another one's turn, or a person's."""
        if self._another_is_in_progress():
            # one of an order at a time: it goes after that
            self.attempt += 1
            return
        self._move(RefundState.REFUSED, request.message)

    def _is_too_early(self, request):
        """Whether it was refused since another one, seen only now, is in progress."""
        if self.state != RefundState.REFUSED.value or request.state != "refused":
            return False
        age = fields.Datetime.now() - (request.sent_at or request.write_date)
        others = self.order_line_id.refund_line_ids - self
        return (
            age < TOO_EARLY
            and self.words == request.message
            and not any(each.state in UNFINISHED for each in others)
            and self._another_is_in_progress(since=request.sent_at)
        )

    def _another_is_in_progress(self, since=None):
        others = self.order_id.line_ids - self.refund_id.line_ids.order_line_id
        mates = self.refund_id.line_ids - self
        if since:
            others = others.filtered(lambda each: (each.status_at or since) >= since)
        shown = (SHOWN.get(LineStatus(each.status)) for each in others)
        return any(each in IN_PROGRESS for each in shown) or any(
            each.state in PROGRESSING for each in mates
        )

    def _start(self):
        """Request what La Redoute takes now of one refund.

        :return: whether it has its turn now
        """
        started = self.browse()
        for line in self:
            status = LineStatus(line.order_line_id.status)
            if status in ALLOWS[DecisionKind.REFUND]:
                if line.unshipped and line.order_line_id._has_left():
                    line._move(RefundState.REFUSED, self.env._("Its goods left."))
                elif line._may_go(status):
                    started |= line
            elif FACTS[status].dead:
                line._move(RefundState.CANCELLED)
                line.refund_id._log(
                    self.env._("La Redoute sells nothing of the line any more.")
                )
            elif status not in _WAITS:
                line._move(
                    RefundState.REFUSED,
                    self.env._(
                        "La Redoute shows the line as “%s”",
                        line.order_line_id.status_text,
                    ),
                )
        for line in started:
            line.order_line_id._enqueue(
                DecisionKind.REFUND,
                refund_line_id=line.id,
                refund_attempt=line.attempt,
            )
        started.account_id._wake("send_operations")
        return bool(started)

    def _is_on_its_way(self):
        """Whether its request waits to be sent, or nobody knows what became of it."""
        self.ensure_one()
        waits = self.state == RefundState.QUEUED.value
        return waits and self._request().state in (*ON_ITS_WAY, *TAKEN)

    def _may_go(self, status):
        """Whether a line may be refunded in its status: before shipping, all of it."""
        whole = self.quantity == self.order_line_id.quantity
        return status is not LineStatus.TO_SHIP or (whole and self.unshipped)
