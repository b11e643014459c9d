# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders of La Redoute that are invoiced, and the same by Odoo alone."""

from __future__ import annotations

from . import imports_work
from .child import Figures
from .measure import measure

#: invoices that the connector makes together
TOGETHER = 50


class Work(imports_work.Work):
    """The works, by the name of their method."""

    def by_policy(self, number: int) -> Figures:
        """Have the flow invoice orders whose buyers paid."""
        self.ours(number)
        with self.account() as account:
            account.invoice_policy = "payment"
            account.invoices_from = False
        work = measure(self._run_flow, 1)
        self._check_posted(number)
        return {"work": work}

    def _run_flow(self) -> None:
        with self.account() as account:
            account.env["laredoute.order"]._run_invoice(account)

    def by_odoo(self, number: int) -> Figures:
        """Make and post the invoices of the same orders, each batch in a savepoint."""
        self.batches(number)
        work = measure(self._invoice_bare, 1)
        self._check_posted(number)
        return {"work": work}

    def _invoice_bare(self) -> None:
        with self._environment() as env:
            sales = env["sale.order"].search([("invoice_status", "=", "to invoice")])
            for start in range(0, len(sales), TOGETHER):
                with env.cr.savepoint():
                    made = sales[start : start + TOGETHER]._create_invoices()
                    made.action_post()
                env.cr.commit()
                env.invalidate_all()

    def _check_posted(self, number: int) -> None:
        """Each order has its invoice, and it is posted."""
        with self.registry.cursor() as cr:
            cr.execute(
                "SELECT count(*) FROM account_move"
                " WHERE state = 'posted' AND move_type = 'out_invoice'"
            )
            found = cr.fetchone()[0]
        assert found == number, f"{found} of {number} are posted"
