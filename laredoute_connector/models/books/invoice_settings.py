# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""From when on the policy of invoices holds, and what is to invoice once it changes."""

from odoo import api, fields, models

from .invoice_dates import day_of


class LaredouteBooksSettings(models.Model):
    _inherit = "laredoute.books.settings"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("invoice_policy", "manual") != "manual":
                vals.setdefault("invoices_from", fields.Date.context_today(self))
        return super().create(vals_list)

    def write(self, vals):
        """Leave the orders alone that people invoiced, or not, while they did it."""
        policy = vals.get("invoice_policy", "manual")
        if policy != "manual" and "invoices_from" not in vals:
            begin = self.filtered(lambda each: each.invoice_policy == "manual")
            for settings in begin:
                tz = settings.sudo().account_ids[:1].tz
                today = day_of(fields.Datetime.now(), tz or "UTC")
                super(LaredouteBooksSettings, settings).write({"invoices_from": today})
        before = {each: each.invoices_from for each in self}
        result = super().write(vals)
        if {"invoice_policy", "invoices_from"} & vals.keys():
            self._look_at_orders(before)
        return result

    def _look_at_orders(self, before):
        """Compute what is to invoice of the orders for which the policy changed.

        :param before: {settings: from when on it held}
        """
        lines = self.env["laredoute.order.line"].sudo()
        sale_lines = self.env["sale.order.line"].sudo()
        for settings in self.sudo():
            domain = [
                ("account_id", "in", settings.account_ids.ids),
                ("order_id.sale_order_id.state", "=", "sale"),
            ]
            if before[settings] and settings.invoices_from:
                # a day more: the account's begins before that of UTC
                first = min(before[settings], settings.invoices_from)
                since = fields.Date.subtract(first, days=1)
                domain.append(("order_id.ordered_at", ">=", since))
            found = lines.search(domain)
            sold = found.order_id.sale_order_id.order_line
            self.env.add_to_compute(lines._fields["invoice_due"], found)
            for name in ("qty_to_invoice", "invoice_status"):
                self.env.add_to_compute(sale_lines._fields[name], sold)
