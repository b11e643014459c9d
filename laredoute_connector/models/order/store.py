# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Storing orders: decoded once, when they arrive; what has no news is not written."""

from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.fields import Command
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as CONFLICTS
from odoo.tools import SQL

from ...marketplace import errors
from ...marketplace.records import BrokenOrder
from ..common import naive
from ..flow.failure import classify_error, log_bug
from ..flow.work import commit
from .delivery import pack, ways_of
from .event import note_statuses
from .follow import changes_to_follow
from .forget import without_buyer
from .kept import keep_broken, keep_damaged
from .status import UNANSWERED

#: the clocks of two servers of one database differ by less
CLOCKS_DIFFER = timedelta(minutes=1)


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

        May commit: where one cannot be stored, or clashes with what somebody stores or
        changes at the same time, each of them is stored on its own.

        :param found: the pure side's Order and BrokenOrder
        :param requested_at: naive UTC moment before La Redoute was requested
        :return: the numbers of those that are stored now, as a set
        """
        broken = {order.remote_id for order in found if isinstance(order, BrokenOrder)}
        try:
            with self.env.cr.savepoint():
                news = self._store(account, found, requested_at)
        except Exception:  # noqa: BLE001 - which of them it was, each shows by itself
            news = self.browse()
            for order in found:
                commit(self.env)
                stored, reason = self._store_alone(account, order, requested_at)
                news |= stored
                if reason:
                    kept = BrokenOrder(order.remote_id, reason, order.source)
                    keep_broken(account, kept)
                    broken.add(order.remote_id)
        if news:
            account._wake("process_orders")
        return {order.remote_id for order in found} - broken

    def _store_alone(self, account, order, requested_at):
        """Store one order.

        :return: the orders that must be processed, and why this one cannot be stored:
            ``word: where`` as in a BrokenOrder, empty when it was
        """
        try:
            with self.env.cr.savepoint():
                return self._store(account, [order], requested_at), ""
        except psycopg2.errors.UniqueViolation:
            return self.browse(), "line_id_twice: in another order"
        except CONFLICTS:
            raise
        except Exception as error:  # noqa: BLE001 - it stops only itself
            log_bug(f"La Redoute order {order.remote_id}: storing it", error)
            return self.browse(), f"cannot_be_stored: {type(error).__name__}"

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
        for each in found:
            if isinstance(each, BrokenOrder):
                keep_broken(account, each)
            else:
                orders[each.remote_id] = each
        domain = [("account_id", "=", account.id), ("remote_id", "in", list(orders))]
        known = {each.remote_id: each for each in self.search(domain)}
        same, news, created = self.browse(), self.browse(), []
        latest = fields.Datetime.now() + CLOCKS_DIFFER
        for remote_id, order in orders.items():
            stored = known.get(remote_id)
            if not stored:
                created.append(order)
            elif requested_at < (stored.fetched_at or requested_at) <= latest:
                # one that lies further ahead is of a clock that was wrong once
                continue
            elif stored.digest == order.digest:
                same |= stored
            else:
                news |= stored
        news._lock_rows()
        # the database names what clashes, and Odoo logs it: no buyer stands in it
        bare = [self._prepare_bare(account, each, requested_at) for each in created]
        made = self.create(bare)
        (news | made)._update_each(orders, requested_at, made)
        keep_damaged(account, orders.values())
        return news | made | same._still_unknown(requested_at)

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

    # ------------------------------------------------------------------ one
    @api.model
    def _store_source(self, account, source, requested_at):
        """Store an order that could not be read before (after an update, say).

        :param source: what La Redoute sent, as bytes
        :param requested_at: naive UTC moment at which it came
        :raises UnreadableData: when it cannot be read, or stored, yet
        """
        order = account._platform().decode_order(source)
        _news, reason = self._store_alone(account, order, requested_at)
        if reason:
            raise errors.UnreadableData(reason, code=reason.partition(":")[0])
        account._wake("process_orders")

    def _decode_again(self):
        """Read the stored source again, for a person who retries."""
        self.ensure_one()
        try:
            if self.source:
                decode = self.account_id._platform().decode_order
                self._lock_rows()
                said = decode(self.source.encode("utf-8"))
                note_statuses(self._update(said, self.fetched_at))
        except errors.MarketplaceError as error:
            self._wait(classify_error(self.env, error).message)
        else:
            _write_changes(
                self, {"state": "new", "waiting_reason": False, "retry_at": False}
            )

    def _update_each(self, orders, requested_at, made):
        """Write what differs of each, and note whose status is new.

        :param orders: {number: the pure side's Order}
        :param made: those of these that nothing was made of yet
        """
        moved = self.line_ids.browse()
        for each in self:
            moved |= each._update(orders[each.remote_id], requested_at, each in made)
        note_statuses(moved)

    def _update(self, order, requested_at, is_new=False):
        """Write what differs from what is stored.

        :param is_new: whether nothing was made of it yet that could follow
        :return: the lines that are new, or whose status is
        """
        self.ensure_one()
        _write_changes(self, self._prepare_order(self.account_id, order, requested_at))
        now = fields.Datetime.now()
        known = {line.remote_id: line for line in self.line_ids}
        created, moved = [], self.line_ids if is_new else self.line_ids.browse()
        for line in order.lines:
            values, stored = self._prepare_line(line), known.get(line.remote_id)
            if not stored:
                created.append(
                    {
                        "order_id": self.id,
                        "remote_id": line.remote_id,
                        "status_at": now,
                        "to_follow": not is_new,
                        **values,
                    }
                )
                continue
            if not is_new:
                values.update(changes_to_follow(stored, values))
            if stored.status_text != line.status_text:
                values["status_at"] = now
                moved |= stored
            _write_changes(stored, values)
        return moved | self.env["laredoute.order.line"].create(created)

    # -------------------------------------------------------------- values
    def _prepare_bare(self, account, order, requested_at):
        """Return a new order without what is of its buyer: that is written after it."""
        now = fields.Datetime.now()
        return {
            "account_id": account.id,
            "remote_id": order.remote_id,
            "handled_elsewhere": self._is_elsewhere(account, order),
            **without_buyer(self._prepare_order(account, order, requested_at)),
            "line_ids": [
                Command.create(
                    {
                        "remote_id": line.remote_id,
                        "status_at": now,
                        **without_buyer(self._prepare_line(line)),
                    }
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
            "delivery_mode": ways_of(order, "mode"),
            "delivery_type": ways_of(order, "kind"),
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
            **({} if line.eco_fee is None else {"eco_fee": float(line.eco_fee)}),
            "delivery_fee": float(line.delivery_fee),
            "delivery": pack(line.delivery),
            "refund_refused_reason": line.refund_refused_reason,
            "unknown_elements": "\n".join(
                f"{path}: {text}" for path, text in line.unknown
            ),
        }
