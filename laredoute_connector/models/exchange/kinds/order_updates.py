# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Requests with decisions about orders: each decision is an operation of its own."""

from odoo import fields

from .kind import OutgoingKind


class OrderUpdates(OutgoingKind):
    """A request with decisions; its operations go on by themselves, whatever it met."""

    name = "order_updates"
    label = "Order updates"
    flow = "send_operations"

    def retry(self, exchange):
        """Its refused operations are queued again, for another request."""
        exchange.operation_ids._enqueue_again()
        exchange.handled = True

    def send(self, exchange, market):
        """Send the decisions; yield a result for each line."""
        yield from market.decide(exchange.operation_ids._decisions())

    def sending(self, exchange):
        """Note the attempt on each operation."""
        exchange.operation_ids._set_sending(exchange.sent_at)

    def attempts(self, exchange):
        """An operation comes with the attempts of the requests that held it before."""
        return max([exchange.attempts, *exchange.operation_ids.mapped("attempts")])

    def taken(self, exchange, results):
        """Write what La Redoute says of each line; what it does not name is unknown."""
        operations = exchange.operation_ids
        refused = operations._apply_results(results)
        operations._answer_lost(
            exchange.env._("La Redoute's answer does not mention it.")
        )
        now = fields.Datetime.now()
        exchange.write(
            {
                "state": "done",
                "answered_at": now,
                "done_at": now,
                "refused_count": len(refused),
            }
        )

    def unknown(self, exchange, message, results):
        """La Redoute is queried about the lines; a person has nothing to do."""
        exchange.handled = True
        exchange.operation_ids._apply_results(results)
        exchange.operation_ids._answer_lost(message)

    def refused(self, exchange, failure, results):
        """One bad decision must not hold the others: each goes alone, then it shows."""
        operations = exchange.operation_ids
        operations._apply_results(results)
        single = operations._refused_as_a_whole(failure.message)
        self._fail(exchange, failure, handled=not single)

    def later(self, exchange, failure, results):
        """What has no result yet waits in the outbox for another request."""
        operations = exchange.operation_ids
        operations._apply_results(results)
        operations._put_back(failure)
        self._fail(exchange, failure, handled=True)

    def _fail(self, exchange, failure, handled):
        exchange.write(
            {
                "state": "failed",
                "error_code": failure.code,
                "error_message": failure.message,
                "handled": handled,
            }
        )
