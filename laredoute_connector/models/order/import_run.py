# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reading what an import wants: a part at a time, in transactions of its own."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as CONFLICTS

from ...marketplace.records import BrokenOrder
from ..flow.failure import classify_error, log_bug
from ..flow.work import commit
from .order_import import OPEN

#: what one call reads, and how many in one run: other shops have their turn after it
PART = timedelta(days=1)
PARTS = 10
#: outcomes that time, or a setting, may fix by itself; and how often it is tried
RETRIED = ("retry", "settings")
ATTEMPTS = 6


class LaredouteOrderImport(models.Model):
    _inherit = "laredoute.order.import"

    # ---------------------------------------------------------------------- the flow
    @api.model
    def _run(self, account):
        """Go on with the account's imports, one after the other, by number first.

        :raises Exception: what may be over by itself: the flow tries again later
        """
        for _part in range(PARTS):
            one = self._next(account)
            if not one:
                return
            one._go_on()
            if not commit(self.env):
                break
        if self._next(account):
            account._wake("import_orders")

    @api.model
    def _next(self, account):
        ours = [("account_id", "=", account.id), ("state", "in", OPEN)]
        # rows that people changed meanwhile are seen as they are now
        self.env.invalidate_all()
        return self.search(ours, order="selected_by, id", limit=1)

    def _go_on(self):
        """Read one part; whatever goes wrong is shown on the import.

        :raises Exception: what may be over by itself
        """
        self.ensure_one()
        if self.state == "queued":
            self.state = "running"
        try:
            self._read_part()
            self._note_part()
        except CONFLICTS:
            raise
        except Exception as error:
            self.env.cr.rollback()
            failure = classify_error(self.env, error, self.attempts + 1)
            if failure.outcome == "bug":
                log_bug(f"La Redoute import of orders {self.id}", error)
            self._note_failure(failure)
            commit(self.env)
            if failure.outcome in RETRIED:
                raise

    def _read_part(self):
        """Read the next part of what is wanted, and store it."""
        account, orders = self.account_id, self.env["laredoute.order"]
        if self.line_ids and account._capabilities().orders_by_number:
            numbers = sorted(self._wanted())
            orders._take(account, lambda market: market.find_orders(numbers), self)
            self.watermark = self.until
            return
        since = self.watermark or self.since
        until = min(since + PART, self.until)
        orders._fetch(account, since, until, flow=self, tally=self)

    def _note_part(self):
        """Note that a part was read; end where all is, unless a person stopped it."""
        # a person may have stopped it during the call
        commit(self.env)
        self.invalidate_recordset()
        if self.attempts or self.message:
            self.write({"attempts": 0, "message": False})
        found_all = self.line_ids and not self._wanted()
        if self.state == "running" and (found_all or self.watermark >= self.until):
            self._end()

    def _end(self):
        waiting = self.line_ids.filtered(lambda line: line.state == "waiting")
        known = self._orders_of(waiting.mapped("name"))
        waiting.state = "missing"
        for line in waiting:
            order = known.get(line.name)
            if order:
                line.order_id = order
                if order.fetched_at and order.fetched_at >= self.create_date:
                    # the ordinary reading had it meanwhile
                    line.state = "found"
        self.write({"state": "done", "finished_at": fields.Datetime.now()})
        self._problem_solved()

    def _note_failure(self, failure):
        """Show what went wrong; give up what time does not fix.

        What La Redoute wants to be called less often for is no failure of the import.

        :param failure: see :class:`~..flow.failure.Failure`
        """
        attempts = self.attempts + (not failure.operation)
        self.write({"attempts": attempts, "message": failure.message})
        if failure.outcome in RETRIED and attempts < ATTEMPTS:
            return
        self.write({"state": "failed", "finished_at": fields.Datetime.now()})
        self._problem(
            self.env._(
                "%(what)s: %(reason)s Open the import and press Go On.",
                what=self.name,
                reason=failure.message,
            )
        )

    # ----------------------------------------------------------------- its counting
    def _before_storing(self, batch):
        """Return what of an answer is wanted, and what is known of it by now.

        :param batch: the pure side's Order and BrokenOrder
        :return: those to be stored, and {number: digest} of those that are stored
        """
        if self.line_ids:
            wanted = set(self.line_ids.mapped("name"))
            batch = [each for each in batch if each.remote_id in wanted]
        known = self._orders_of([each.remote_id for each in batch])
        return batch, {number: order.digest for number, order in known.items()}

    def _after_storing(self, batch, known, stored):
        """Count what was stored, in the transaction that stores it.

        :param known: {number: digest} of what was stored before
        :param stored: the numbers of what is stored now, as a set
        """
        new = stored - known.keys()
        changed = {
            each.remote_id
            for each in batch
            if not isinstance(each, BrokenOrder)
            and known.get(each.remote_id, each.digest) != each.digest
        }
        self.write(
            {
                "read_count": self.read_count + len(batch),
                "new_count": self.new_count + len(new),
                "changed_count": self.changed_count + len(changed & stored),
                "broken_count": self.broken_count + len(batch) - len(stored),
            }
        )
        if self.line_ids:
            self._note_numbers(batch, stored)

    def _note_numbers(self, batch, stored):
        lines = {line.name: line for line in self.line_ids}
        orders = self._orders_of(stored)
        for each in batch:
            found = each.remote_id in stored
            order = orders.get(each.remote_id, self.env["laredoute.order"])
            lines[each.remote_id].write(
                {"state": "found" if found else "broken", "order_id": order.id}
            )

    def _orders_of(self, numbers):
        """Return {number: order} of those that are stored."""
        orders = self.env["laredoute.order"].search(
            [
                ("account_id", "=", self.account_id.id),
                ("remote_id", "in", list(numbers)),
            ]
        )
        return {order.remote_id: order for order in orders}
