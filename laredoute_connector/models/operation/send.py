# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Emptying the outbox. Each arrow is a commit, as for files::

queued ──▶ sending ──(the call)──▶ sent | refused | queued (later) | unknown
"""

import base64
import json
from datetime import timedelta

from odoo import fields, models

from ...marketplace import errors
from ...marketplace.records import Decision, DecisionKind, LineDecision, Shipment
from ...marketplace.statuses import ALLOWS

#: a margin around the period in which La Redoute is queried lost answers
QUERY_MARGIN = timedelta(hours=1)


class LaredouteAccount(models.Model):
    _inherit = "laredoute.account"

    def _send_operations(self):
        """Tell what waits in the outbox, after what an earlier run left is settled."""
        operations = self.env["laredoute.operation"]
        operations._set_unknown_if_sending(self)
        self._enqueue_forgotten_shipments()
        self._commit()
        unknown = operations.search(
            [("account_id", "=", self.id), ("state", "=", "unknown")]
        )
        if unknown and not self._query_about(unknown):
            return
        limit = self._capabilities().decisions_per_call
        while True:
            due = operations.search(self._due_operations(), order="id", limit=limit)
            # after a request was refused as a whole, each of its operations goes alone
            due = due.filtered("alone")[:1] or due
            if not due or not due._transmit(self):
                break

    def _due_operations(self):
        now = fields.Datetime.now()
        return [
            ("account_id", "=", self.id),
            ("state", "=", "queued"),
            "|",
            ("next_attempt_at", "=", False),
            ("next_attempt_at", "<=", now),
        ]

    def _query_about(self, unknown):
        """Ask La Redoute for the lines whose operation has an unknown outcome.

        Orders are stored and processed as ever; that settles their operations.

        :return: False when La Redoute could not be requested: nothing is told meanwhile
        """
        since = min(unknown.order_id.mapped("ordered_at")) - QUERY_MARGIN
        orders = self.env["laredoute.order"]
        if not orders._read(self, since, fields.Datetime.now()):
            return False
        unknown.exists()._compare_with_line()
        left = unknown.filtered(lambda operation: operation.state == "unknown")
        if left:
            later = fields.Datetime.now() + timedelta(minutes=2)
            self._trigger_flow("send_operations", later)
        self._commit()
        return True

    def _enqueue_forgotten_shipments(self):
        """Deliveries done whose telling was not written, for whatever reason."""
        lines = self.env["laredoute.order.line"].search(
            [
                ("account_id", "=", self.id),
                ("status", "in", [each.value for each in ALLOWS[DecisionKind.SHIP]]),
                ("sale_line_id.qty_delivered", ">", 0),
                (
                    "operation_ids",
                    "not any",
                    [("kind", "in", ("ship", "out_of_stock"))],
                ),
            ]
        )
        pickings = lines.sale_line_id.order_id.picking_ids
        pickings.filtered(
            lambda picking: picking.state == "done"
        )._laredoute_enqueue_shipment()


class LaredouteOperation(models.Model):
    _inherit = "laredoute.operation"

    def _set_unknown_if_sending(self, account):
        """What is *sending* while we hold the lock belongs to a process that died."""
        self.search(
            [("account_id", "=", account.id), ("state", "=", "sending")]
        )._outcome_unknown(
            self.env._("The telling was cut off before La Redoute's answer.")
        )

    def _outcome_unknown(self, message):
        self.write({"state": "unknown", "message": message})
        self.exchange_id.filtered(lambda each: each.state == "sending").write(
            {"state": "unknown", "error_message": message, "handled": True}
        )

    def _transmit(self, account):
        """Tell these operations in one request. Commits before and after the call.

        :return: True when more can be told at once
        """
        exchange = self._set_sending(account)
        decisions = [operation._decision() for operation in self]
        try:
            with account._marketplace() as market:
                results = list(market.decide(decisions))
        except errors.MarketplaceError as error:
            failure = error
            understood = account._write_down(
                lambda: self._transmission_failed(account, exchange, failure)
            )
            return understood["verdict"] == "refused"
        account._write_down(lambda: self._transmitted(exchange, results))
        return True

    def _set_sending(self, account):
        """Write down, and commit, that the call is about to be made."""
        now = fields.Datetime.now()
        content = [
            {"kind": each.kind, "line": each.order_line_id.remote_id} for each in self
        ]
        exchange = self.env["laredoute.exchange"].create(
            {
                "account_id": account.id,
                "direction": "out",
                "kind": "order_updates",
                "name": f"order_updates.{now:%Y-%m-%d-%H-%M-%S}.json",
                "state": "sending",
                "payload": base64.b64encode(json.dumps(content, indent=1).encode()),
                "item_count": len(self),
                "attempts": 1,
                "sent_at": now,
            }
        )
        for operation in self:
            operation.write(
                {
                    "state": "sending",
                    "attempts": operation.attempts + 1,
                    "sent_at": now,
                    "exchange_id": exchange.id,
                }
            )
        account._commit()
        return exchange

    def _decision(self):
        """This operation as the pure side's Decision."""
        self.ensure_one()
        line = LineDecision(DecisionKind(self.kind), self.order_line_id.remote_id)
        shipment = Shipment(
            shipped_at=self.account_id._utc(self.shipped_at),
            tracking_number=self.tracking_number or "",
            carrier=self.carrier or "",
            tracking_url=self.tracking_url or "",
        )
        return Decision(
            order_id=self.order_id.remote_id,
            lines=(line,),
            shipment=shipment if self.kind == "ship" else None,
        )

    def _transmitted(self, exchange, results):
        """Write La Redoute's word on each line down."""
        by_line = {result.line_id: result for result in results}
        refused = 0
        for operation in self:
            result = by_line.get(operation.order_line_id.remote_id)
            if result is None or result.accepted is None:
                operation._outcome_unknown(
                    self.env._("La Redoute's answer does not mention it.")
                )
            elif result.accepted:
                operation.write({"state": "sent", "message": False})
            else:
                refused += 1
                operation._refuse(result.message or self.env._("Refused."))
        exchange.write(
            {
                "state": "done",
                "answered_at": fields.Datetime.now(),
                "done_at": fields.Datetime.now(),
                "refused_count": refused,
            }
        )
        self.env["laredoute.account"]._trigger_flow(
            "fetch_orders", fields.Datetime.now() + timedelta(minutes=1)
        )

    def _transmission_failed(self, account, exchange, error):
        """Nothing is lost: the operations wait, are queried, or need a person."""
        understood = account._understand(error, max(self.mapped("attempts")))
        account._note_error(understood)
        exchange.write(
            {
                "state": "failed",
                "error_code": understood["code"],
                "error_message": understood["message"],
                # its operations go on by themselves
                "handled": understood["verdict"] != "refused",
            }
        )
        self._settle_failure(understood, exchange)
        if understood["retry_at"]:
            self.env["laredoute.account"]._trigger_flow(
                "send_operations", understood["retry_at"]
            )
        return understood

    def _settle_failure(self, understood, exchange):
        """Move the operations on by the verdict on the request that held them."""
        if understood["verdict"] == "unknown":
            exchange.state = "unknown"
            self._outcome_unknown(understood["message"])
        elif understood["verdict"] == "refused" and len(self) > 1:
            # one bad operation must not hold the others: find it
            self.write({"state": "queued", "alone": True})
            exchange.handled = True
        elif understood["verdict"] == "refused":
            self._refuse(understood["message"])
        else:
            self.write(
                {
                    "state": "queued",
                    "message": understood["message"],
                    "next_attempt_at": understood["retry_at"],
                }
            )
