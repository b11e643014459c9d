# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invoicing orders by their account's policy: in batches, each order once."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as CONFLICTS
from odoo.tools import format_date

from ..common import USER, check_role, notification
from ..flow.failure import classify_error, log_bug
from ..flow.work import commit, each_apart
from .invoice_dates import Dates, moments_of
from .invoice_sale import DAYS

#: orders invoiced in one transaction; who changes one of them waits that long
TOGETHER = 50
#: orders looked at in one run
BATCH = 1000
#: what Odoo could not invoice is tried again after that
AGAIN = timedelta(hours=1)
ACCOUNTANTS = "account.group_account_invoice"


class LaredouteOrderBooks(models.AbstractModel):
    _inherit = "laredoute.order.books"

    invoice_problem = fields.Char(
        readonly=True, help="Why Odoo cannot make, or post, its invoice."
    )
    invoice_retry_at = fields.Datetime(readonly=True)
    invoice_ids = fields.One2many("account.move", "laredoute_order_id", readonly=True)
    invoice_count = fields.Integer(compute="_compute_invoice_count", compute_sudo=True)
    invoice_status = fields.Selection(
        lambda self: self._invoice_statuses(),
        compute="_compute_invoice_status",
        compute_sudo=True,
    )

    @api.depends("invoice_ids")
    def _compute_invoice_count(self):
        for order in self:
            order.invoice_count = len(order.invoice_ids)

    def _invoice_statuses(self):
        """Return Odoo's own, in the user's language."""
        status = self.env["sale.order"]._fields["invoice_status"]
        return status._description_selection(self.env)

    @api.depends("sale_order_id.invoice_status")
    def _compute_invoice_status(self):
        for order in self:
            order.invoice_status = order.sale_order_id.invoice_status

    # -------------------------------------------------------------------- the flow
    @api.model
    def _run_invoice(self, account):
        """Invoice the orders whose moment came; post the drafts that agree by now."""
        if account.invoice_policy == "manual":
            return
        self._post_drafts(account)
        found = self.search(self._to_invoice(account), limit=BATCH + 1, order="id")
        moments = moments_of(found[:BATCH])
        # numbers follow the days; what failed before is tried last
        orders = found[:BATCH].sorted(
            lambda order: (bool(order.invoice_problem), moments[order.id], order.id)
        )
        for start in range(0, len(orders), TOGETHER):
            left = orders[start : start + TOGETHER]._invoice_some(account, moments)
            self.env.invalidate_all()
            if not left:
                account._wake("invoice_orders")
                return
        if len(found) > BATCH:
            account._wake("invoice_orders")

    @api.model
    def _to_invoice(self, account):
        """Return the domain of the orders that the policy invoices now.

        What a credit note gave back is never invoiced again by itself.
        """
        # what people sell with it is theirs to invoice
        ours = Domain("laredoute_line_id", "!=", False) | Domain(
            "is_delivery", "=", True
        )
        positive = ours & Domain("qty_to_invoice", ">", 0)
        credited = Domain("move_id.move_type", "=", "out_refund") & Domain(
            "parent_state", "!=", "cancel"
        )
        waits = Domain("invoice_retry_at", "=", False) | Domain(
            "invoice_retry_at", "<=", fields.Datetime.now()
        )
        again = positive & Domain("invoice_lines", "any", credited)
        sold = (
            Domain("laredoute_order_id", "!=", False)
            & Domain("invoice_status", "=", "to invoice")
            & Domain("order_line", "any", positive)
            & Domain("order_line", "not any", again)
        )
        return (
            Domain("account_id", "=", account.id)
            & Domain("sale_order_id", "any", sold)
            & Domain("line_ids.invoice_due", "=", True)
            & waits
        )

    @api.model
    def _post_drafts(self, account):
        """Post what a person corrected, and what La Redoute did."""
        drafts = self.env["account.move"].search(
            [
                ("laredoute_order_id.account_id", "=", account.id),
                ("laredoute_automatic", "=", True),
                ("state", "=", "draft"),
            ]
        )
        agreeing = drafts._laredoute_waiting()._laredoute_agrees()
        for move in agreeing:
            order = move.laredoute_order_id
            moments = moments_of(order)
            try:
                days = Dates(account).of({order: moments.get(order.id)})
                with self.env.cr.savepoint():
                    move.invoice_date = days[order].day
                    move.action_post()
                    order._forget_invoice_problem()
            except CONFLICTS:
                self.env.cr.rollback()
            except Exception as error:  # noqa: BLE001 - it stops only itself
                order._note_invoice_problem(error)
            if not commit(self.env):
                return

    # ---------------------------------------------------------------- the invoices
    def _invoice_some(self, account, moments):
        """Invoice some orders in one transaction, but for what others work on.

        :param moments: {order id: naive UTC moment}
        :return: the seconds left for this run
        """
        try:
            free = self.sale_order_id.try_lock_for_update(allow_referencing=True)
            orders = self.filtered(lambda order: order.sale_order_id in free)
            days = Dates(account).of({each: moments.get(each.id) for each in orders})
            orders._invoice_guarded(days)
        except CONFLICTS:
            # they changed since we looked: the next run sees them as they are
            self.env.cr.rollback()
            account._wake("invoice_orders")
        return commit(self.env)

    def _invoice_guarded(self, days):
        """Invoice orders; one that Odoo cannot invoice stops itself only.

        :param days: {order: :class:`~.invoice_dates.Dated`}
        :raises psycopg2.Error: when others changed what these need
        """
        each_apart(
            self,
            lambda some: some._invoice_together(days),
            lambda one, error: one._note_invoice_problem(error),
        )

    def _invoice_together(self, days):
        """Make the invoices of orders, and post those that are La Redoute's."""
        dated = {order.id: days[order].day for order in self}
        sales = self.sale_order_id.with_context(
            raise_if_nothing_to_invoice=False, **{DAYS: dated}
        )
        made = sales._create_invoices().with_env(self.env)
        agreeing = made._laredoute_agrees()
        for move in agreeing:
            note = self._describe_day(days[move.laredoute_order_id])
            if note:
                move.message_post(body=note)
        agreeing.action_post()
        differing = made - agreeing
        if differing:
            # whoever posts them later gives them the day of then
            differing.invoice_date = False
            differing._laredoute_compare()
        self._forget_invoice_problem()

    def _describe_day(self, dated):
        """Say why an invoice has another day than its moment's; else empty."""
        if not dated.locked:
            return ""
        return self.env._(
            "It was to be dated %(wanted)s. The books are locked until %(locked)s: it "
            "is dated as Odoo dates what comes after.",
            wanted=format_date(self.env, dated.wanted),
            locked=format_date(self.env, dated.locked),
        )

    def _note_invoice_problem(self, error):
        """Keep an order's reason where people see it, until it is tried again."""
        self.ensure_one()
        if isinstance(error, UserError):
            words = str(error)
        else:
            log_bug(f"La Redoute order {self.remote_id}: its invoice", error)
            words = classify_error(self.env, error).message
        again = fields.Datetime.now() + AGAIN
        self.write({"invoice_problem": words, "invoice_retry_at": again})
        self._compare_again()

    def _forget_invoice_problem(self):
        failed = self.filtered("invoice_problem")
        failed.write({"invoice_problem": False, "invoice_retry_at": False})
        failed._compare_again()

    # --------------------------------------------------------------------- people
    def action_create_invoices(self):
        """Invoice what is to invoice of some orders now, whatever the policy."""
        self._check_accountant()
        return self._invoice_now()

    def _invoice_again(self):
        """Drop the drafts that wait, and make them anew of the sale orders."""
        self._check_accountant()
        orders = self.sudo()
        orders.invoice_ids._laredoute_waiting().unlink()
        orders._forget_invoice_problem()
        return self._invoice_now()

    def _check_accountant(self):
        check_role(self, USER)
        if not self.env.su and not self.env.user.has_group(ACCOUNTANTS):
            raise AccessError(
                self.env._("Only whoever makes invoices does this: inform one of them.")
            )

    def _invoice_now(self):
        orders = self.sudo()
        before = orders.invoice_ids
        for account, of_account in orders.grouped("account_id").items():
            account = account._in_its_company().with_context(lang=self.env.lang)
            mine = of_account.with_env(account.env).filtered(
                lambda order: order.sale_order_id.state == "sale"
            )
            moments = moments_of(mine)
            for start in range(0, len(mine), TOGETHER):
                part = mine[start : start + TOGETHER]
                days = Dates(account).of({each: moments.get(each.id) for each in part})
                part._invoice_guarded(days)
        orders.invalidate_recordset(["invoice_ids"])
        return self._describe_invoices(orders.invoice_ids - before)

    def _describe_invoices(self, made):
        posted = made.filtered(lambda move: move.state == "posted")
        failed = self.sudo().filtered("invoice_problem")
        message = self.env._(
            "%(posted)s invoices posted, %(drafts)s left as drafts, since their totals "
            "are not La Redoute's, %(failed)s not possible.",
            posted=len(posted),
            drafts=len(made - posted),
            failed=len(failed),
        )
        kind = "warning" if failed or made - posted else "success"
        return notification(message, kind)

    def action_open_drafts(self):
        """Open the invoices that wait for a person."""
        return self._open_invoices(self.sudo().invoice_ids._laredoute_waiting())

    def action_open_invoices(self):
        return self._open_invoices(self.sudo().invoice_ids)

    def _open_invoices(self, invoices):
        self.ensure_one()
        check_role(self, USER)
        action = self.env["ir.actions.actions"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        action.update(domain=[("id", "in", invoices.ids)], context={})
        if len(invoices) == 1:
            action.update(views=[(False, "form")], res_id=invoices.id)
        return action
