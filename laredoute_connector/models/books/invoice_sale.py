# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What Odoo invoices of a sale order of La Redoute: what the account's policy says.

Odoo's own button and status follow, since the quantity to invoice does: one hook.
"""

from odoo import api, models
from odoo.tools import SQL, float_compare, float_is_zero

#: {id of an order: day of its invoice}, while invoices are made by the policy
DAYS = "laredoute_invoice_days"


class SaleOrder(models.Model):
    _inherit = "sale.order"

    # looked at every ten minutes, beside years of invoiced orders
    _laredoute_to_invoice = models.Index(
        "(laredoute_order_id) WHERE invoice_status = 'to invoice'"
        " AND laredoute_order_id IS NOT NULL"
    )

    def _prepare_invoice(self):
        """Name La Redoute's number; the account says which customer and journal."""
        values = super()._prepare_invoice()
        order = self.sudo().laredoute_order_id
        # orders of others are sorted with these: there is a value always
        values["laredoute_order_id"] = order.id
        if not order:
            return values
        account = order.account_id
        values.update(ref=order.remote_id, payment_reference=order.remote_id)
        if account.invoice_partner_id:
            values["partner_id"] = account.invoice_partner_id.id
        if account.invoice_journal_id and "journal_id" not in values:
            values["journal_id"] = account.invoice_journal_id.id
        days = self.env.context.get(DAYS)
        if days is not None:
            values["laredoute_automatic"] = True
            if day := days.get(order.id):
                values["invoice_date"] = day
        return values

    def _get_invoice_grouping_keys(self):
        """Have an invoice for each order of La Redoute, whoever gets them."""
        return [*super()._get_invoice_grouping_keys(), "laredoute_order_id"]

    def _create_invoices(self, grouped=False, final=False, date=None):
        """Let nobody else invoice these at the same time."""
        ours = self.sudo().filtered("laredoute_order_id")
        if ours:
            # whoever waited finds them changed, and begins anew
            self.env.cr.execute(
                SQL(
                    "SELECT id FROM sale_order WHERE id = ANY(%s) ORDER BY id"
                    " FOR NO KEY UPDATE",
                    ours.ids,
                )
            )
        return super()._create_invoices(grouped=grouped, final=final, date=date)


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _laredoute_by_policy(self):
        """Return the lines that the account's policy invoices, not the product's."""
        found = set()
        for order, lines in self.sudo().grouped("order_id").items():
            ours = order.laredoute_order_id
            if ours and ours._invoice_policy() != "manual":
                found |= {
                    line.id
                    for line in lines
                    if line.laredoute_line_id or line.is_delivery
                }
        return self.filtered(lambda line: line.id in found)

    def _laredoute_to_charge(self):
        """Return how many units are to be invoiced once all moments came."""
        self.ensure_one()
        own = self.product_id.invoice_policy == "delivery"
        if own and not self._laredoute_by_policy():
            return self.qty_delivered
        return self.product_uom_qty

    @api.depends(
        "laredoute_line_id.invoice_due",
        "order_id.laredoute_order_id.line_ids.invoice_due",
    )
    def _compute_qty_to_invoice(self):
        ours = self._laredoute_by_policy()
        result = super(SaleOrderLine, self - ours)._compute_qty_to_invoice()
        for line in ours:
            known = line.sudo()
            of_order = known.order_id.laredoute_order_id.line_ids
            # the delivery fee goes with the first of them
            due = any((known.laredoute_line_id or of_order).mapped("invoice_due"))
            sold = known.state == "sale" and not known.display_type
            left = known.product_uom_qty - known.qty_invoiced if sold else 0
            line.qty_to_invoice = left if due else min(left, 0)
        return result

    def _compute_invoice_status(self):
        """Say what the policy says, also where Odoo looks at the product's again."""
        result = super()._compute_invoice_status()
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        sold = self.filtered(lambda line: line.state == "sale")
        for line in sold._laredoute_by_policy():
            if not float_is_zero(line.qty_to_invoice, precision_digits=digits):
                line.invoice_status = "to invoice"
                continue
            whole = float_compare(
                line.qty_invoiced, line.product_uom_qty, precision_digits=digits
            )
            line.invoice_status = "invoiced" if whole >= 0 else "no"
        return result
