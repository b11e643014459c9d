# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reading orders: what comes is stored and committed before anything is made of it."""

import hashlib
from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as CONFLICTS

from ...marketplace import errors
from ...marketplace.records import BrokenOrder
from ..flow.failure import Failure

#: the first reading, and the nightly sweep, look back this far
SWEEP = timedelta(days=5)
#: the two clocks may differ: ask a little beyond the present
CLOCK_MARGIN = timedelta(hours=1)
#: orders stored between two commits
BATCH = 50


class LaredouteAccount(models.Model):
    _inherit = "laredoute.account"

    # -------------------------------------------------------------------- flows
    def _fetch_orders(self):
        """Read the orders that changed since the last reading, with an overlap."""
        now = fields.Datetime.now()
        flow = self._flow("fetch_orders")
        since = (flow.watermark or now - SWEEP) - timedelta(minutes=self.order_overlap)
        if self._read_orders(since, now):
            flow.watermark = now
            self._commit()

    def _sweep_orders(self):
        """Nightly: read five days again, for whatever was missed."""
        now = fields.Datetime.now()
        self._read_orders(now - SWEEP, now)

    def _read_orders(self, since, until):
        """Read and store the orders changed in a period (naive UTC moments).

        The mark of what was read moves only after all of it is stored.

        :return: True when the whole answer was stored
        """
        self._commit()
        requested_at = fields.Datetime.now()
        try:
            with self._marketplace() as market:
                found = market.fetch_orders(
                    self._utc(since), self._utc(until + CLOCK_MARGIN)
                )
                self._store_orders(found, requested_at)
        except errors.MarketplaceError as error:
            self.env.cr.rollback()
            self._reading_failed(error)
            self._commit()
            return False
        self.env["laredoute.exchange"]._reading_works(self, "orders")
        self._commit()
        self._trigger_flow("process_orders")
        return True

    def _store_orders(self, found, requested_at):
        for count, order in enumerate(found):
            if count % BATCH == 0:
                # rows that changed during the call are seen as they are now
                self._commit()
            try:
                self._store_order(order, requested_at)
            except (psycopg2.errors.UniqueViolation, *CONFLICTS):
                # somebody stored or changed it a moment ago: look again
                self._commit()
                self._store_again(order, requested_at)

    def _store_order(self, order, requested_at):
        with self.env.cr.savepoint():
            if isinstance(order, BrokenOrder):
                self._store_broken(order)
            else:
                self.env["laredoute.order"]._store(self, order, requested_at)

    def _store_again(self, order, requested_at):
        """An order that still clashes with another one waits for a person."""
        try:
            self._store_order(order, requested_at)
        except psycopg2.errors.UniqueViolation:
            reason = "line_id_twice: in another order"
            self._store_broken(BrokenOrder(order.remote_id, reason, order.source))

    def _store_broken(self, broken):
        """Keep an order that cannot be read where a person sees it, once."""
        exchange = self.env["laredoute.exchange"]
        checksum = hashlib.sha256(broken.source).hexdigest()
        name = broken.remote_id or self.env._("order without a number")
        known = exchange.search_count(
            [
                ("account_id", "=", self.id),
                ("kind", "=", "orders"),
                ("checksum", "=", checksum),
            ]
        )
        if not known:
            exchange._journal_failure(
                self,
                "orders",
                name,
                self.env._(
                    "Order %(order)s cannot be read (%(reason)s). It is kept here to "
                    "the letter; the other orders were taken.",
                    order=name,
                    reason=broken.reason,
                ),
                content=broken.source,
                checksum=checksum,
            )

    def _reading_failed(self, error):
        flow = self._running()
        understood = self._understand(error, flow.failures + 1)
        self._note_error(understood)
        if understood["retry_at"]:
            flow.write({"not_before": understood["retry_at"]})
        self.env["laredoute.exchange"]._journal_reading_failure(
            self,
            "orders",
            Failure(understood["verdict"], understood["code"], understood["message"]),
        )
        if understood["retry_at"]:
            self._trigger_flow("fetch_orders", understood["retry_at"])


class LaredouteOrder(models.Model):
    _inherit = "laredoute.order"

    @api.model
    def _read(self, account, since, until):
        return account._read_orders(since, until)

    @api.model
    def _store_source(self, account, source, requested_at):
        order = account._platform().decode_order(source)
        return self._store(account, order, requested_at)

    def _store(self, account, order, requested_at):
        """Create or update one order from what La Redoute said of it.

        An answer to an older question than that of the stored one is no news.

        :param order: the pure side's Order
        :param requested_at: naive UTC moment before La Redoute was requested
        :return: the stored order
        """
        now = fields.Datetime.now()
        stored = self.search(
            [("account_id", "=", account.id), ("remote_id", "=", order.remote_id)]
        )
        if stored.fetched_at and stored.fetched_at > requested_at:
            return stored
        if stored.digest == order.digest:
            # news for an operation whose outcome is unknown, if for nobody else
            stored.fetched_at = requested_at
            if stored.operation_ids.filtered(lambda each: each.state == "unknown"):
                stored.state = "new"
            return stored
        values = {
            **self._prepare_order(order),
            "ordered_at": account._naive(order.ordered_at),
            "digest": order.digest,
            "fetched_at": requested_at,
        }
        if stored:
            stored.write(values)
        else:
            stored = self.create(
                {"account_id": account.id, "remote_id": order.remote_id, **values}
            )
        stored._store_lines(order, now)
        return stored

    def _prepare_order(self, order):
        return {
            "source": order.source.decode("utf-8"),
            "state": "new",
            "retry_at": False,
            "relay": any(order.delivery_of(line).relay_id for line in order.lines),
        }

    def _store_lines(self, order, now):
        known = {line.remote_id: line for line in self.line_ids}
        for line in order.lines:
            values = self._prepare_line(line)
            stored = known.get(line.remote_id)
            if not stored:
                self.env["laredoute.order.line"].create(
                    {
                        "order_id": self.id,
                        "remote_id": line.remote_id,
                        "status_at": now,
                        **values,
                    }
                )
            else:
                if stored.status_text != line.status_text:
                    values["status_at"] = now
                stored.write(values)

    def _prepare_line(self, line):
        return {
            "status": line.status.value,
            "status_text": line.status_text,
            "ean": line.ean,
            "quantity": int(line.quantity),
            "unit_price": float(line.unit_price),
            "delivery_fee": float(line.delivery_fee),
            "refund_refused_reason": line.refund_refused_reason,
            "unknown_elements": "\n".join(
                f"{path}: {text}" for path, text in line.unknown
            ),
        }
