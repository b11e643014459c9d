# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invoiced orders that La Redoute pays, and the same payments by Odoo alone."""

from __future__ import annotations

from . import invoices_work
from .child import Figures
from .measure import measure

#: payments that the connector makes together
TOGETHER = 100


class Work(invoices_work.Work):
    """The works, by the name of their method."""

    def registered(self, number: int) -> Figures:
        """Have the flow register what La Redoute paid of invoiced orders."""
        self.by_policy(number)
        with self.account() as account:
            settings = account.books_settings_id
            settings.action_make_journal()
            settings.books_from = "2020-01-01"
            lines = account.env["laredoute.order.line"].search([])
            lines.write({"status": "paid"})
        work = measure(self._register, 1)
        self._check_paid(number)
        return {"work": work}

    def _register(self) -> None:
        with self.account() as account:
            account.env["laredoute.clearing"]._run_register(account)

    def registered_by_odoo(self, number: int) -> Figures:
        """Register the payments of as many invoices, each batch in a savepoint."""
        self.by_odoo(number)
        work = measure(self._register_bare, 1)
        self._check_paid(number)
        return {"work": work}

    def _register_bare(self) -> None:
        with self._environment() as env:
            invoices = env["account.move"].search(
                [("move_type", "=", "out_invoice"), ("state", "=", "posted")]
            )
            wizard = env["account.payment.register"]
            for start in range(0, len(invoices), TOGETHER):
                with env.cr.savepoint():
                    own = invoices[start : start + TOGETHER]
                    wizard.with_context(
                        active_model="account.move", active_ids=own.ids
                    ).create({"group_payment": False})._create_payments()
                env.cr.commit()
                env.invalidate_all()

    def _check_paid(self, number: int) -> None:
        """Each invoice is paid."""
        with self.registry.cursor() as cr:
            cr.execute(
                "SELECT count(*) FROM account_move WHERE payment_state = 'paid'"
                " AND move_type = 'out_invoice'"
            )
            found = cr.fetchone()[0]
        assert found == number, f"{found} of {number} are paid"
