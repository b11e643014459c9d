# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The day that an invoice gets: that of its moment, unless the books forbid it."""

from collections import defaultdict
from datetime import timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from odoo import fields

from ..common import utc


class Dated(NamedTuple):
    """The day of an invoice.

    :ivar day: its date
    :ivar wanted: the date on which its moment came
    :ivar locked: until when the books are locked, where they forbid the wanted one;
        else None
    """

    day: object
    wanted: object
    locked: object = None


def day_of(moment, tz):
    """Return the date of a naive UTC moment in a time zone."""
    return utc(moment).astimezone(ZoneInfo(tz)).date()


def moments_of(orders):
    """Return {order id: naive UTC moment at which its invoice was due}.

    When the last of the lines was paid by its buyer or, by that policy, left: two
    queries for all of them.

    :param orders: ``laredoute.order``
    """
    env, found = orders.env, {}
    paid = env["laredoute.order.line"]._read_group(
        [("order_id", "in", orders.ids), ("invoice_due", "=", True)],
        ["order_id"],
        ["buyer_paid_at:max"],
    )
    for order, moment in paid:
        found[order.id] = moment or fields.Datetime.now()
    by_delivery = orders.filtered(lambda order: order._invoice_policy() == "delivery")
    left = env["stock.move"]._read_group(
        [
            ("sale_line_id.order_id", "in", by_delivery.sale_order_id.ids),
            ("state", "=", "done"),
            ("location_dest_id.usage", "=", "customer"),
        ],
        ["sale_line_id"],
        ["date:max"],
    )
    env["sale.order.line"].browse(line.id for line, _moment in left).mapped("order_id")
    for line, moment in left:
        order = line.order_id.laredoute_order_id
        found[order.id] = max(found.get(order.id) or moment, moment)
    return found


class Dates:
    """The days of the invoices of some orders of one account.

    Numbers follow the days: none is dated before the last one of its journal (CGI,
    annexe II, art. 242 nonies A: a single, continuous and chronological sequence).

    :param account: one ``laredoute.account``, in its company
    """

    def __init__(self, account):
        self._account, self._env = account, account.env
        self._today = day_of(fields.Datetime.now(), account.tz)
        self._open = {}

    def of(self, moments):
        """Return {order: :class:`Dated`}.

        :param moments: {order: naive UTC moment, or None for now}
        """
        wanted = {
            order: min(day_of(moment, self._account.tz), self._today)
            if moment
            else self._today
            for order, moment in moments.items()
        }
        by_journal = defaultdict(list)
        for order in wanted:
            by_journal[self._journal(order.sale_order_id)].append(order)
        found = {}
        for journal, orders in by_journal.items():
            last = self._last_day(journal, min(wanted[order] for order in orders))
            for order in orders:
                day, locked = self._opened(journal, wanted[order])
                found[order] = Dated(max(day, last or day), wanted[order], locked)
        return found

    def _journal(self, sale):
        return sale.journal_id or self._account.invoice_journal_id or self._usual()

    def _usual(self):
        if "usual" not in self._open:
            journals = self._env["account.journal"]
            company = journals._check_company_domain(self._account.company_id)
            self._open["usual"] = journals.search(
                [*company, ("type", "=", "sale")], limit=1
            )
        return self._open["usual"]

    def _last_day(self, journal, since):
        """Return the day of the journal's last invoice, if it is later than a day."""
        found = self._env["account.move"]._read_group(
            [
                ("journal_id", "=", journal.id),
                ("state", "=", "posted"),
                ("move_type", "=", "out_invoice"),
                ("date", ">", since),
                ("date", "<=", self._today),
            ],
            [],
            ["invoice_date:max"],
        )
        return found[0][0] and min(found[0][0], self._today)

    def _opened(self, journal, day):
        """Return a day that is not locked, as Odoo dates it, and until when it was."""
        key = journal, day
        if key not in self._open:
            locks = self._account.company_id._get_violated_lock_dates(
                day, True, journal
            )
            if locks:
                move = self._env["account.move"].new(
                    {
                        "move_type": "out_invoice",
                        "journal_id": journal.id,
                        "company_id": self._account.company_id.id,
                        "date": locks[-1][0] + timedelta(days=1),
                    }
                )
                opened = move._get_accounting_date(day, True, lock_dates=locks)
                self._open[key] = opened, locks[-1][0]
            else:
                self._open[key] = day, None
        return self._open[key]
