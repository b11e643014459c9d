# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reading orders: what comes is stored and committed before anything is made of it."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import split_every

from ...marketplace import errors
from ..common import utc
from ..flow.failure import classify_error
from ..flow.work import commit

#: the first reading, and the nightly sweep, look back this far
SWEEP = timedelta(days=5)
#: the two clocks may differ: request a little beyond the present
CLOCK_MARGIN = timedelta(hours=1)
#: orders stored between two commits
BATCH = 50
#: a period whose answer is too large to be read is halved until it is this short
SHORTEST = timedelta(minutes=1)


class LaredouteOrder(models.Model):
    _inherit = "laredoute.order"

    # -------------------------------------------------------------------- flows
    @api.model
    def _run_fetch(self, account):
        """Read the orders that changed since the last reading, with an overlap.

        The flow's watermark moves only after all of the answer is stored. One in the
        future, of a clock that was wrong once, says nothing.

        :raises MarketplaceError: when the answer could not be read as a whole
        """
        now = fields.Datetime.now()
        flow = account._flow("fetch_orders")
        known = flow.watermark
        if known and known > now:
            # written before the call, during which no row is locked
            flow.watermark = known = False
            commit(self.env)
        known = known or now - SWEEP
        since = known - timedelta(minutes=account.order_overlap)
        self._fetch(account, since, now, flow)

    @api.model
    def _run_sweep(self, account):
        """Nightly: read five days again, for whatever was missed.

        :raises MarketplaceError: when the answer could not be read as a whole
        """
        now = fields.Datetime.now()
        self._fetch(account, now - SWEEP, now)

    # --------------------------------------------------------- business methods
    @api.model
    def _read(self, account, since, until):
        """Read orders on behalf of another flow, unless La Redoute wants us to wait.

        A failure is noted on the flow that reads orders, whose ``not_before`` says
        when it is worth another try.

        :param since: naive UTC moment
        :param until: naive UTC moment
        :return: True when the whole answer was stored
        """
        flow = account._flow("fetch_orders")
        if flow.not_before and flow.not_before > fields.Datetime.now():
            return False
        try:
            self._fetch(account, since, until)
        except errors.MarketplaceError as error:
            flow._note_failure(classify_error(self.env, error, flow.failures + 1))
            commit(self.env)
            return False
        return True

    def _fetch(self, account, since, until, flow=None, tally=None):
        """Read and store the orders changed in a period (naive UTC moments).

        What La Redoute cannot answer at once is requested in parts, the older first.

        :param flow: its watermark follows what is stored
        :param tally: an import that counts what is stored, see :meth:`_take`
        :raises MarketplaceError: when a part could not be read; what was stored stays;
            what a person must look at is in the journal
        """
        exchanges = self.env["laredoute.exchange"]
        # parts of an import follow each other: it would count an order twice
        ahead = until if tally else until + CLOCK_MARGIN
        try:
            for stored in self._fetch_parts(account, since, ahead, tally):
                if flow:
                    stored = min(stored, until)
                    flow.watermark = max(flow.watermark or stored, stored)
                    commit(self.env)
        except errors.MarketplaceError as error:
            self.env.cr.rollback()
            failure = classify_error(self.env, error)
            content = getattr(error, "content", b"")
            exchanges._journal_reading_failure(account, "orders", failure, content)
            commit(self.env)
            raise
        exchanges._reading_works(account, "orders")
        commit(self.env)

    def _fetch_parts(self, account, since, until, tally=None):
        """Read a period, in halves where its answer is too much to be read.

        One part that cannot be read even so holds no later one; the second ends it.

        :return: yields the moments until which all is stored
        :raises MarketplaceError: when a part could not be read
        """
        parts, unread = [(since, until)], None
        while parts:
            since, until = parts.pop()
            try:
                self._fetch_part(account, since, until, tally)
            except errors.UnreadableData as error:
                if not error.too_much or unread:
                    raise
                half = (until - since) / 2
                middle = since + half - timedelta(microseconds=half.microseconds)
                if half < SHORTEST:
                    unread = error
                else:
                    parts += [(middle, until), (since, middle)]
            else:
                if not unread:
                    yield until
        if unread:
            raise unread

    def _fetch_part(self, account, since, until, tally=None):
        period = utc(since), utc(until)
        self._take(account, lambda market: market.fetch_orders(*period), tally)

    def _take(self, account, request, tally=None):
        """Store what a call yields, batch by batch.

        :param request: function of the marketplace that yields Order and BrokenOrder
        :param tally: ``laredoute.order.import``: says what is wanted, and counts it
        """
        commit(self.env)
        requested_at, numbers = fields.Datetime.now(), set()
        with account._marketplace() as market:
            for batch in split_every(BATCH, request(market)):
                # rows that changed during the call are seen as they are now
                commit(self.env)
                if tally:
                    batch, known = tally._before_storing(batch)
                stored = self._store_batch(account, batch, requested_at)
                if tally:
                    tally._after_storing(batch, known, stored)
                numbers |= stored
                # the rest of the answer may fail
                commit(self.env)
        self.env["laredoute.exchange"]._orders_work(account, numbers)
