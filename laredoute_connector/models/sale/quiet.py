# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A marketplace's buyer is La Redoute's to write to: nothing leaves by itself.

What a person writes and sends stays possible. What templates, followers and
confirmations send by themselves is stopped where Odoo looks for recipients, each record
by itself, so that other customers hear of their own documents as ever.
"""

from odoo import models

#: types of messages that a person wrote
BY_HAND = ("comment", "email", "email_outgoing")


def without_buyers(message, msg_vals, recipients, buyers):
    """Return the recipients of a message whom it may reach.

    :param message: the ``mail.message``
    :param msg_vals: its values as Odoo hands them on, or False
    :param recipients: dicts as ``_notify_get_recipients`` returns them
    :param buyers: ``res.partner`` of La Redoute's buyers
    """
    kind = (msg_vals or {}).get("message_type") or message.sudo().message_type
    if not buyers or kind in BY_HAND:
        return recipients
    mails = set(buyers.mapped("email_normalized")) - {False}
    return [
        each
        for each in recipients
        if each["id"] not in buyers.ids and each.get("email_normalized") not in mails
    ]


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _laredoute_buyers(self):
        """Return the contacts of La Redoute's buyers among these orders' contacts."""
        ours = self.sudo().filtered("laredoute_order_id")
        return ours.partner_id | ours.partner_invoice_id | ours.partner_shipping_id

    def _send_order_notification_mail(self, *args, **options):
        """Send no confirmation by the quotation's template."""
        if self._laredoute_buyers():
            return None
        return super()._send_order_notification_mail(*args, **options)

    def _notify_get_recipients(self, message, msg_vals=False, **options):
        found = super()._notify_get_recipients(message, msg_vals, **options)
        buyers = self._laredoute_buyers() if found else self.partner_id.browse()
        return without_buyers(message, msg_vals, found, buyers)


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def button_validate(self):
        """Ask nobody whether text messages may leave where none would."""
        ours = all(picking.laredoute_ref for picking in self.sudo())
        pickings = self.with_context(skip_sms=True) if ours else self
        return super(StockPicking, pickings).button_validate()

    def message_post_with_source(self, source_ref, **kwargs):
        """Post no mail that the parcel left: La Redoute sends one."""
        template = self.company_id.stock_mail_confirmation_template_id
        sent_by_template = not isinstance(source_ref, str) and source_ref == template
        if sent_by_template and self.sudo().laredoute_ref:
            return self.env["mail.message"]
        return super().message_post_with_source(source_ref, **kwargs)

    def _message_sms_with_template(self, *args, **options):
        """Send no text message by a template; called where text messages exist only."""
        if self.sudo().laredoute_ref:
            return self.env["mail.message"]
        return super()._message_sms_with_template(*args, **options)

    def _notify_get_recipients(self, message, msg_vals=False, **options):
        found = super()._notify_get_recipients(message, msg_vals, **options)
        buyers = self.partner_id.browse()
        if found and self.sudo().laredoute_ref:
            buyers = self.partner_id | self.sudo().sale_id._laredoute_buyers()
        return without_buyers(message, msg_vals, found, buyers)


class AccountMove(models.Model):
    _inherit = "account.move"

    def _notify_get_recipients(self, message, msg_vals=False, **options):
        found = super()._notify_get_recipients(message, msg_vals, **options)
        contacts = self.partner_id | self.partner_shipping_id
        if any(each["id"] in contacts.ids for each in found):
            sales = self.sudo().line_ids.sale_line_ids.order_id
            if not sales._laredoute_buyers():
                contacts = contacts.browse()
            found = without_buyers(message, msg_vals, found, contacts)
        return found
