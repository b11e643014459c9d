# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sending what is decided, and what each outcome means to an operation.

The request that holds operations is an exchange: its way through the outbox, with its
commits, is that of files (see :mod:`..exchange.outbox`).
"""

import base64
import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ...marketplace.records import DecisionKind
from ..flow.failure import classify_error, hide, log_bug
from ..flow.work import commit
from ..order.status import DEAD, SHIPPABLE
from .grouping import decision_of, groups, is_whole

#: kind of exchange that holds the operations of a request
REQUEST = "order_updates"
#: decisions after which no shipment is missing
SETTLES_SHIPPING = (DecisionKind.SHIP.value, DecisionKind.OUT_OF_STOCK.value)
#: a margin around the period in which La Redoute is queried about lost answers
QUERY_MARGIN = timedelta(hours=1)
#: La Redoute is queried again this soon about what is still unknown
QUERY_AGAIN = timedelta(minutes=2)
#: the orders of a request are read again this soon after it
READ_AFTER = timedelta(minutes=1)
#: operations looked at for one request
LOOKED_AT = 500


class LaredouteOperation(models.Model):
    _inherit = "laredoute.operation"

    # -------------------------------------------------------------------- the flow
    @api.model
    def _run_send(self, account):
        """Send what waits in the outbox, after what an earlier run left is settled."""
        self.env["laredoute.exchange"]._recover_cut(account, REQUEST)
        self._enqueue_forgotten_shipments(account)
        commit(self.env)
        unknown = self.search(
            [("account_id", "=", account.id), ("state", "=", "unknown")]
        )
        if unknown:
            self._query_guarded(account, unknown)
        self._settle_requests_of(account)
        while request := self._next_request(account):
            if not request._transmit() and not self._goes_on(request):
                # the account was paused meanwhile: nothing was sent
                request.filtered(lambda each: each.state == "queued").unlink()
                break
            if not commit(self.env):
                account._wake("send_operations")
                break

    @api.model
    def _goes_on(self, request):
        """Whether other operations may go after this request was not taken.

        A refused one says nothing of the others; anything else would meet them, too.
        """
        return request.state == "failed" and not request.operation_ids.filtered(
            lambda operation: operation.next_attempt_at
        )

    @api.model
    def _query_guarded(self, account, unknown):
        """Query about unknown outcomes; whatever goes wrong holds their lines only."""
        try:
            self._query_about(account, unknown)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception as error:  # noqa: BLE001 - it stops only these
            self.env.cr.rollback()
            log_bug(f"La Redoute account {account.id}: unknown outcomes", error)
            flow = account._flow("fetch_orders")
            flow._note_failure(classify_error(self.env, error, flow.failures + 1))
            commit(self.env)

    @api.model
    def _query_about(self, account, unknown):
        """Read the orders of the lines whose operation has an unknown outcome.

        Orders are stored and processed as ever; that settles their operations. While
        La Redoute cannot be queried, nothing else is decided about these lines.
        """
        since = min(unknown.order_id.mapped("ordered_at")) - QUERY_MARGIN
        if not self.env["laredoute.order"]._read(account, since, fields.Datetime.now()):
            return
        unknown.exists()._compare_with_line()
        if unknown.filtered(lambda operation: operation.state == "unknown"):
            account._wake("send_operations", fields.Datetime.now() + QUERY_AGAIN)
        commit(self.env)

    @api.model
    def _settle_requests_of(self, account):
        """Requests of unknown outcome none of whose decisions is open are done.

        Also those that no decision points to any more: each went with another one.
        """
        exchanges = self.env["laredoute.exchange"]
        exchanges.search(
            [
                *exchanges._of_kind(account, REQUEST),
                ("state", "=", "unknown"),
                ("operation_ids", "not any", [("state", "in", ("unknown", "sending"))]),
            ]
        ).write({"state": "done", "done_at": fields.Datetime.now()})
        commit(self.env)

    @api.model
    def _enqueue_forgotten_shipments(self, account):
        """Deliveries done whose shipment was not enqueued, for whatever reason."""
        lines = self.env["laredoute.order.line"].search(
            [
                ("account_id", "=", account.id),
                ("status", "in", SHIPPABLE),
                ("sale_line_id.qty_delivered", ">", 0),
                (
                    "operation_ids",
                    "not any",
                    [("kind", "in", SETTLES_SHIPPING)],
                ),
            ]
        )
        lines.sale_line_id.order_id.picking_ids._laredoute_enqueue_shipment()

    # ----------------------------------------------------------------- the request
    @api.model
    def _next_request(self, account):
        """Queue, without a commit, the exchange of what goes next; empty when none.

        Nothing is sent of a line as long as the outcome of another decision about it is
        unknown.
        """
        capabilities = account._capabilities()
        self._take_back_uncovered(account)
        due = self.search(
            [
                ("account_id", "=", account.id),
                ("state", "=", "queued"),
                (
                    "order_line_id",
                    "not any",
                    [("operation_ids", "any", [("state", "=", "unknown")])],
                ),
                "|",
                ("next_attempt_at", "=", False),
                ("next_attempt_at", "<=", fields.Datetime.now()),
            ],
            order="id",
            limit=LOOKED_AT,
        )
        # of what was cancelled since, which its order's processing has yet to say
        dead = due.filtered(lambda each: each.order_line_id.status in DEAD)
        dead._compare_with_line()
        scopes = capabilities.decisions
        due = due.filtered(
            lambda each: each.state == "queued" and DecisionKind(each.kind) in scopes
        )
        ready = [
            group
            for group in groups(due, scopes)
            if is_whole(group, scopes) and all(each._all_left() for each in group)
        ]
        # after a request was refused as a whole, each of its decisions goes alone
        alone = [group for group in ready if any(group.mapped("alone"))][:1]
        taken = alone or ready[: capabilities.decisions_per_call]
        return self.browse().union(*taken)._queue_request(account)

    def _queue_request(self, account):
        exchanges = self.env["laredoute.exchange"]
        if not self:
            return exchanges
        now = fields.Datetime.now()
        content = [
            {"kind": each.kind, "line": each.order_line_id.remote_id} for each in self
        ]
        request = exchanges.create(
            {
                "account_id": account.id,
                "direction": "out",
                "kind": REQUEST,
                "name": f"order_updates.{now:%Y-%m-%d-%H-%M-%S}.json",
                "payload": base64.b64encode(json.dumps(content, indent=1).encode()),
                "item_count": len(self),
            }
        )
        self.write({"exchange_id": request.id})
        return request

    def _decisions(self):
        """Return what the operations of a request say, as the pure side takes it."""
        scopes = self.account_id._capabilities().decisions
        return [decision_of(group) for group in groups(self, scopes)]

    # ---------------------------------------------------------------- its outcomes
    def _set_sending(self, sent_at):
        """The call is about to be made.

        :param sent_at: naive UTC moment
        """
        alike = self.grouped(lambda each: (each.attempts, each.line_status))
        for (attempts, status), operations in alike.items():
            operations.write(
                {
                    "state": "sending",
                    "attempts": attempts + 1,
                    "sent_at": sent_at,
                    "sent_status": status,
                    "next_attempt_at": False,
                }
            )

    def _apply_results(self, results):
        """Write La Redoute's result of each line down.

        :param results: :class:`~...marketplace.records.LineResult` of these, or some
        :return: the operations that were refused
        """
        by_line = {result.line_id: result for result in results}
        taken, refused = self.browse(), self.browse()
        for operation in self.filtered(lambda each: each.state == "sending"):
            result = by_line.get(operation.order_line_id.remote_id)
            if result and result.accepted:
                taken |= operation
            elif result and result.accepted is False:
                refused |= operation
                words = hide(self.env, result.message)
                operation._refuse(words or self.env._("Refused."))
        taken.write({"state": "sent", "message": False, "alone": False})
        if self.refund_line_id:
            self.account_id._wake("follow_refunds")
        if by_line:
            self.account_id._wake("fetch_orders", fields.Datetime.now() + READ_AFTER)
        return refused

    def _answer_lost(self, message):
        """Nobody knows whether La Redoute took those that have no result."""
        self.filtered(lambda each: each.state == "sending").write(
            {"state": "unknown", "message": message}
        )

    def _refused_as_a_whole(self, message):
        """The request was refused: its decisions go alone; a single one is refused.

        :return: True when it was a single decision, which now waits for a person
        """
        left = self.filtered(lambda each: each.state == "sending")
        scopes = self.account_id._capabilities().decisions
        if len(groups(left, scopes)) > 1:
            left.write({"state": "queued", "alone": True})
            return False
        for operation in left:
            operation._refuse(message)
        return bool(left)

    def _put_back(self, failure):
        """Nothing was taken of those that have no result: they go again later.

        :param failure: :class:`~..flow.failure.Failure`
        """
        self.filtered(lambda each: each.state == "sending").write(
            {
                "state": "queued",
                "message": failure.message,
                "next_attempt_at": failure.retry_at,
            }
        )
