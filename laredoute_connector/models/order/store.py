# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Storing orders: decoded once, when they arrive; what has no news is not written."""

import hashlib

import psycopg2

from odoo import api, fields, models
from odoo.fields import Command
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as CONFLICTS
from odoo.tools import SQL

from ...marketplace import errors
from ...marketplace.records import BrokenOrder
from ..common import naive
from ..flow.failure import classify_error, hide
from ..flow.work import commit
from .delivery import pack
from .status import UNANSWERED

#: orders whose buyers are forgotten between two commits
FORGOTTEN = 500


def _write_changes(record, values):
    """Write what differs from what the record holds, if anything does."""
    changed = {name: each for name, each in values.items() if record[name] != each}
    if changed:
        record.write(changed)


class LaredouteOrder(models.Model):
    _inherit = "laredoute.order"

    # ------------------------------------------------------------ many at once
    @api.model
    def _store_batch(self, account, found, requested_at):
        """Store some orders of an answer, and wake their processing if there is news.

        May commit: where one clashes with what somebody stores or changes at the same
        time, each of them is stored on its own.

        :param found: the pure side's Order and BrokenOrder
        :param requested_at: naive UTC moment before La Redoute was requested
        """
        try:
            with self.env.cr.savepoint():
                news = self._store(account, found, requested_at)
        except (psycopg2.errors.UniqueViolation, *CONFLICTS):
            news = self.browse()
            for order in found:
                commit(self.env)
                news |= self._store_alone(account, order, requested_at)
        if news:
            account._wake("process_orders")

    def _store_alone(self, account, order, requested_at):
        """An order that still clashes with another one waits for a person."""
        try:
            with self.env.cr.savepoint():
                return self._store(account, [order], requested_at)
        except psycopg2.errors.UniqueViolation:
            reason = "line_id_twice: in another order"
            broken = BrokenOrder(order.remote_id, reason, order.source)
            return self._store(account, [broken], requested_at)

    @api.model
    def _store(self, account, found, requested_at):
        """Create or update orders from what La Redoute said of them.

        An answer to an older question than that of the stored one is no news. Nor is
        an answer that says the same again: nothing is written, unless an operation of
        unknown outcome waits for La Redoute's word.

        :param found: the pure side's Order and BrokenOrder
        :param requested_at: naive UTC moment before La Redoute was requested
        :return: the orders that must be processed
        """
        orders = {}
        for order in found:
            if isinstance(order, BrokenOrder):
                self._store_broken(account, order)
            else:
                orders[order.remote_id] = order
        known = self.search(
            [("account_id", "=", account.id), ("remote_id", "in", list(orders))]
        )
        known = {each.remote_id: each for each in known}
        same, news, created = self.browse(), self.browse(), {}
        for remote_id, order in orders.items():
            stored = known.get(remote_id)
            if not stored:
                created[remote_id] = order
            elif stored.fetched_at and stored.fetched_at > requested_at:
                continue
            elif stored.digest == order.digest:
                same |= stored
            else:
                news |= stored
        news._lock_rows()
        # the database names what clashes, and Odoo logs it: no buyer stands in it
        news |= self.create(
            [self._prepare_bare(account, order) for order in created.values()]
        )
        for each in news:
            each._update(orders[each.remote_id], requested_at)
        return news | same._still_unknown(requested_at)

    def _lock_rows(self):
        """Lock these and their lines by queries that hold no data.

        Where somebody changed a row meanwhile it fails here: Odoo logs the query that
        failed, and one that writes a buyer's name would have it in the log.
        """
        for table, column in (
            ("laredoute_order", "id"),
            ("laredoute_order_line", "order_id"),
        ):
            if self:
                self.env.execute_query(
                    SQL(
                        "SELECT id FROM %s WHERE %s = ANY(%s) ORDER BY id"
                        " FOR NO KEY UPDATE",
                        SQL.identifier(table),
                        SQL.identifier(column),
                        self.ids,
                    )
                )

    def _still_unknown(self, requested_at):
        """Note for what is not known to have been taken that nothing has changed."""
        unsure = self.env["laredoute.operation"].search(
            [("order_id", "in", self.ids), ("state", "=", "unknown")]
        )
        orders = unsure.order_id
        if orders:
            orders.write({"state": "new", "fetched_at": requested_at})
        return orders

    @api.model
    def _store_broken(self, account, broken):
        """Keep an order that cannot be read where a person sees it, once."""
        exchange = self.env["laredoute.exchange"]
        checksum = hashlib.sha256(broken.source).hexdigest()
        name = broken.remote_id or self.env._("order without a number")
        known = exchange.search_count(
            [*exchange._of_kind(account, "orders"), ("checksum", "=", checksum)]
        )
        if not known:
            exchange._journal_failure(
                account,
                "orders",
                name,
                self.env._(
                    "Order %(order)s cannot be read (%(reason)s). It is kept here to "
                    "the letter; the other orders were taken.",
                    order=name,
                    reason=hide(self.env, broken.reason),
                ),
                content=broken.source,
                checksum=checksum,
            )

    # ------------------------------------------------------------------ one
    @api.model
    def _store_source(self, account, source, requested_at):
        """Store an order that could not be read before (after an update, say).

        :param source: what La Redoute sent, as bytes
        :param requested_at: naive UTC moment at which it came
        :raises UnreadableData: when it cannot be read yet
        """
        order = account._platform().decode_order(source)
        self._store(account, [order], requested_at)
        account._wake("process_orders")

    def _decode_again(self):
        """Read the stored source again, for a person who retries."""
        self.ensure_one()
        try:
            if self.source:
                decode = self.account_id._platform().decode_order
                self._lock_rows()
                self._update(decode(self.source.encode("utf-8")), self.fetched_at)
        except errors.MarketplaceError as error:
            self._wait(classify_error(self.env, error).message)
        else:
            _write_changes(
                self, {"state": "new", "waiting_reason": False, "retry_at": False}
            )

    def _update(self, order, requested_at):
        """Write what differs from what is stored."""
        self.ensure_one()
        _write_changes(self, self._prepare_order(self.account_id, order, requested_at))
        now = fields.Datetime.now()
        known = {line.remote_id: line for line in self.line_ids}
        created = []
        for line in order.lines:
            values, stored = self._prepare_line(line), known.get(line.remote_id)
            if not stored:
                created.append(
                    {
                        "order_id": self.id,
                        "remote_id": line.remote_id,
                        "status_at": now,
                        **values,
                    }
                )
                continue
            if stored.status_text != line.status_text:
                values["status_at"] = now
            _write_changes(stored, values)
        self.env["laredoute.order.line"].create(created)

    # ----------------------------------------------------------- forgetting
    @api.model
    def _forget_buyers(self, account, limit):
        """Forget buyers in a batch of orders La Redoute has had no news of since long.

        What is a matter of the books stands in the sale order. The digest stays, by
        which the same answer is no news; real news bring everything back.

        :param limit: naive UTC moment of the last news
        :return: False when there was nothing to forget
        """
        buyers = ("source", "billing_address", "delivery")
        old = self.search(
            [
                ("account_id", "=", account.id),
                ("fetched_at", "<", limit),
                *("|", "|", *((name, "!=", False) for name in buyers)),
            ],
            limit=FORGOTTEN,
        )
        old.write(dict.fromkeys(buyers, False))
        old.line_ids.write({"delivery": False, "unknown_elements": False})
        return bool(old)

    # -------------------------------------------------------------- values
    def _prepare_bare(self, account, order):
        """Return a new order by its numbers alone: :meth:`_update` writes the rest."""
        return {
            "account_id": account.id,
            "remote_id": order.remote_id,
            "line_ids": [
                Command.create(
                    {"remote_id": line.remote_id, "status": line.status.value}
                )
                for line in order.lines
            ],
        }

    def _prepare_order(self, account, order, requested_at):
        return {
            "source": order.source.decode("utf-8"),
            "digest": order.digest,
            "fetched_at": requested_at,
            "state": "new",
            "retry_at": False,
            "ordered_at": naive(order.ordered_at),
            "remote_status": order.status.value if order.status else False,
            "answer_before": self._answer_before(account, order),
            "billing_address": pack(order.billing_address),
            "delivery": pack(order.delivery),
            "relay": any(order.delivery_of(line).relay_id for line in order.lines),
        }

    def _answer_before(self, account, order):
        """Return the naive UTC moment by which an answer must come, False for none."""
        if all(line.status.value not in UNANSWERED for line in order.lines):
            return False
        if order.answer_before:
            return naive(order.answer_before)
        within = account._capabilities().answer_within
        return naive(order.ordered_at + within)

    def _prepare_line(self, line):
        return {
            "status": line.status.value,
            "status_text": line.status_text,
            "ean": line.ean,
            "sku": line.sku,
            "quantity": int(line.quantity),
            "unit_price": float(line.unit_price),
            "delivery_fee": float(line.delivery_fee),
            "delivery": pack(line.delivery),
            "refund_refused_reason": line.refund_refused_reason,
            "unknown_elements": "\n".join(
                f"{path}: {text}" for path, text in line.unknown
            ),
        }
