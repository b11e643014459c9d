# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute paid is registered on the invoices, and paid back with credit notes.

::

    paid by La Redoute − registered = to register ──▶ one payment, reconciled
                                    < 0           ──▶ one paid back, reconciled

It is the difference of two sums (``paid.py``), under a lock on the order: what is
read twice, or by two processes at once, is registered once. Never more than the open
invoices (or credit notes) hold: the rest stays to register, and is shown.
"""

from datetime import timedelta

import pytz

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..common import cents, utc
from ..flow.failure import log_bug
from ..flow.work import commit, each_apart

#: orders of one transaction
BATCH = 100


class LaredouteClearing(models.AbstractModel):
    _name = "laredoute.clearing"
    _description = "What La Redoute Paid, in the Books"

    @api.model
    def _run_register(self, account):
        """Register what La Redoute paid of an account's orders, batch by batch."""
        settings = account.books_settings_id
        if not settings.books_from or not settings.clearing_journal_id:
            return
        orders = self.env["laredoute.order"]
        last = 0
        while batch := orders.search(
            [("id", ">", last), *self._to_look_at(account)], order="id", limit=BATCH
        ):
            last = batch.ids[-1]
            self._register_each(batch)
            if not commit(self.env):
                account._wake("register_payments")
                return

    def _to_look_at(self, account):
        """Return the domain of orders whose payments may have to be made, or matched.

        Also those whose payment an edited invoice let go, or with an open credit note.
        """
        credit_notes = self.env["account.move"].search(
            [
                ("laredoute_order_id.account_id", "=", account.id),
                *(("move_type", "=", "out_refund"), ("state", "=", "posted")),
                ("payment_state", "in", ("not_paid", "partial")),
            ]
        )
        loose = [("is_reconciled", "=", False), ("state", "in", ("in_process", "paid"))]
        return [
            *(("account_id", "=", account.id), ("books_by_hand", "=", False)),
            *("|", ("to_register", "!=", 0)),
            *("|", ("books_problem", "!=", False)),
            *("|", ("id", "in", credit_notes.laredoute_order_id.ids)),
            ("payment_ids", "any", loose),
        ]

    @api.model
    def _register_each(self, orders):
        """Register some orders together; one that Odoo refuses stops only itself."""
        each_apart(orders, self._register_together, self._note_problem)

    def _note_problem(self, order, error):
        order.books_problem = self._describe(order, error)

    def _describe(self, order, error):
        if isinstance(error, UserError):
            return str(error)
        log_bug(f"La Redoute order {order.remote_id}: its payment", error)
        return self.env._(
            "It could not be registered (%s): register it by hand, or ask your "
            "administrator to look at the log.",
            type(error).__name__,
        )

    @api.model
    def _register_together(self, orders):
        """Make the payments of some orders and reconcile them.

        :raises UserError: when Odoo refuses one
        """
        orders._lock_rows()
        orders.invalidate_recordset(["to_register"])
        items = self._match_loose(orders)
        values, groups, days = [], [], []
        for order in orders.filtered("to_register"):
            for found, amount in self._shares(order, items[order.id]):
                values.append(self._prepare_payment(order, found, amount))
                groups.append(found)
                days.append(self._day(order))
        payments = self.env["account.payment"].create(values)
        payments.action_post()
        self._reconcile(payments, groups)
        self._note_late(payments, days)
        for account, mine in orders.grouped("account_id").items():
            self._match_payouts(mine, account.sudo().books_settings_id._clearing())
        for order in orders:
            problem = order._describe_unregistered()
            if order.books_problem != problem:
                order.books_problem = problem

    @api.model
    def _shares(self, order, items):
        """Return [(items of one customer and account, amount)] to be paid of an order.

        :param items: its open receivable items
        :return: amounts as Decimal, below 0 where La Redoute paid back
        """
        left, shares = cents(order.to_register), []
        if left < 0:
            # what is still to be paid of another line is no matter of this refund
            items = items.filtered(lambda item: item.balance < 0)
        for found in by_customer(items):
            open_amount = cents(sum(found.mapped("amount_residual_currency")))
            amount = max(min(left, open_amount), cents(0))
            if left < 0:
                amount = min(max(left, open_amount), cents(0))
            if amount:
                shares.append((found, amount))
                left -= amount
        return shares

    def _prepare_payment(self, order, items, amount):
        """Return the payment of an order's items.

        :param amount: Decimal, below 0 where La Redoute paid back
        """
        settings = order.account_id.sudo().books_settings_id
        kind = "inbound" if amount > 0 else "outbound"
        return {
            "payment_type": kind,
            "partner_type": "customer",
            "partner_id": items.partner_id.id,
            "destination_account_id": items.account_id.id,
            "amount": float(abs(amount)),
            "currency_id": items.currency_id.id,
            "date": max(self._day(order), self._first_open_day(order)),
            "journal_id": settings.clearing_journal_id.id,
            "payment_method_line_id": settings._method(kind).id,
            "memo": f"La Redoute {order.remote_id}",
            "laredoute_order_id": order.id,
        }

    def _day(self, order):
        """Return the day in the shop's zone on which La Redoute paid, or took back."""
        account = order.account_id.sudo()
        moments = [order.paid_at]
        if order.to_register < 0:
            granted = order.refund_ids.line_ids.filtered(
                lambda line: line.state == "refunded"
            )
            moments += granted.mapped("since")
        zone = pytz.timezone(account.tz)
        return utc(max(moments)).astimezone(zone).date()

    def _first_open_day(self, order):
        """Return the first day whose books are not locked."""
        account = order.account_id.sudo()
        journal = account.books_settings_id.clearing_journal_id
        locked = account.company_id._get_user_fiscal_lock_date(journal)
        return locked + timedelta(days=1)

    @api.model
    def _note_late(self, payments, days):
        """Say on payments why their day is not La Redoute's.

        :param days: La Redoute's, in the order of the payments
        """
        for payment, day in zip(payments, days, strict=True):
            if day < payment.date:
                payment.message_post(
                    body=self.env._(
                        "La Redoute paid on %(day)s. The books of that day are "
                        "locked: this is the first day that is open.",
                        day=format_date(self.env, day),
                    )
                )


def by_customer(items):
    """Return receivable items in groups that can be reconciled with each other."""
    return items.grouped(lambda item: (item.partner_id, item.account_id)).values()
