# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The customer and the sale order of a La Redoute order."""

from odoo import models
from odoo.fields import Command

from .process import WaitingError

#: no mail, no follower, no noise for a marketplace's buyer
QUIET = {
    "mail_create_nosubscribe": True,
    "mail_create_nolog": True,
    "mail_notrack": True,
    "mail_auto_subscribe_no_notify": True,
}


class LaredouteOrder(models.Model):
    _inherit = "laredoute.order"

    # --------------------------------------------------------------- sale order
    def _ensure_sale_order(self):
        """Make the quotation, once; the order's row is locked by the caller."""
        self.ensure_one()
        if self.sale_order_id:
            return
        order = self._decoded()
        partner, shipping = self._make_customer(order)
        sale = (
            self.env["sale.order"]
            .with_context(**QUIET)
            .create(self._prepare_sale_order(partner, shipping))
        )
        self.write({"sale_order_id": sale.id, "partner_id": partner.id})
        for line in self.line_ids._alive():
            line.sale_line_id = sale.order_line.filtered(
                lambda sale_line, line=line: sale_line.laredoute_line_id == line
            )

    def _decoded(self):
        """Read the stored order again, to the letter."""
        source = self.sudo().source.encode("utf-8")
        return self.account_id._platform().decode_order(source)

    def _prepare_sale_order(self, partner, shipping):
        account = self.account_id
        lines = [line._prepare_sale_line() for line in self.line_ids._alive()]
        fee_line = self._prepare_delivery_line()
        if fee_line:
            lines.append(fee_line)
        return {
            "company_id": account.company_id.id,
            "partner_id": partner.id,
            "partner_invoice_id": partner.id,
            "partner_shipping_id": shipping.id,
            "pricelist_id": account.pricelist_id.id,
            "warehouse_id": account.warehouse_id.id,
            "user_id": account.user_id.id,
            "client_order_ref": self.remote_id,
            "origin": f"La Redoute {self.remote_id}",
            "date_order": self.ordered_at,
            "laredoute_order_id": self.id,
            "require_signature": False,
            "require_payment": False,
            "order_line": [Command.create(line) for line in lines],
        }

    def _delivery_fee(self):
        return sum(line.delivery_fee for line in self.line_ids._alive())

    def _prepare_delivery_line(self):
        """The buyer's delivery fee, VAT included, as one line; False when free."""
        fee = self._delivery_fee()
        if not fee:
            return False
        product = self.account_id.delivery_product_id
        return {
            "product_id": product.id,
            "product_uom_qty": 1,
            "price_unit": fee,
            "discount": 0,
            "is_delivery": True,
            "tax_ids": [Command.set(self._included_tax(product).ids)],
        }

    def _refresh_delivery_fee(self):
        """The fee of a line that died is not charged."""
        sale_line = self.sale_order_id.order_line.filtered("is_delivery")[:1]
        fee = self._delivery_fee()
        if sale_line and sale_line.price_unit != fee:
            sale_line.price_unit = fee

    def _included_tax(self, product):
        """The VAT-included tax that goes with the product's own rate.

        :raises WaitingError: when the configuration lacks it; VAT is never divided
            out of a price
        """
        account = self.account_id
        own_tax = product._laredoute_sale_tax(account.company_id)
        tax = account._tax_for_rate(own_tax.amount) if own_tax else own_tax
        if not own_tax:
            raise WaitingError(
                self.env._(
                    "%s has no sales tax in percent. Set its VAT, then press Retry.",
                    product.display_name,
                )
            )
        if not tax:
            raise WaitingError(
                self.env._(
                    "the account has no VAT-included tax of %(rate)s %% for "
                    "%(product)s. Add it to the account's taxes, then press Retry.",
                    rate=own_tax.amount,
                    product=product.display_name,
                )
            )
        return tax

    def _confirm_sale_order(self):
        """Confirm, keeping La Redoute's date, which Odoo would replace by now."""
        sale = self.sale_order_id.with_context(**QUIET)
        sale.action_confirm()
        sale.date_order = self.ordered_at

    # ----------------------------------------------------------------- customer
    def _make_customer(self, order):
        """Create the order's customer from what is known of it so far.

        One customer per order: La Redoute's e-mail is an alias for one order, so that
        nothing it tells identifies a person for sure.

        :return: (customer, delivery address), the same record when they agree
        """
        partners = self.env["res.partner"].with_context(**QUIET)
        delivery = order.delivery
        partner = partners.create(self._prepare_customer(order, delivery))
        return partner, self._delivery_partner(partner, order, delivery)

    def _prepare_customer(self, order, delivery):
        address = order.billing_address
        name = address.name or self.env._("La Redoute customer %s", order.remote_id)
        return {
            **self._prepare_address(address if address.city else delivery.address),
            "name": name,
            "phone": delivery.mobile or delivery.phone,
            "email": delivery.email,
            "lang": self._customer_lang(),
            "company_id": self.company_id.id,
            "is_company": False,
            "type": "contact",
        }

    def _customer_lang(self):
        french = self.env["res.lang"]._get_data(code="fr_FR")
        return french.code or self.env.lang

    def _prepare_address(self, address):
        country = self.env["res.country"].search(
            [("code", "=", address.country_code.upper())], limit=1
        )
        street2 = ", ".join(
            part for part in (address.address1, address.address3) if part
        )
        return {
            "street": address.address2 or address.address1,
            "street2": street2 if address.address2 else address.address3,
            "zip": address.zip_code,
            "city": address.city,
            "country_id": country.id,
        }

    def _delivery_partner(self, partner, order, delivery):
        """Where the parcel goes: the customer, or an address of its own.

        For a relay, the address and its name are the relay's (protocol P-79).
        """
        address = delivery.address
        if not address.name or address == order.billing_address:
            return partner
        values = {
            **self._prepare_address(address),
            "name": address.name,
            "phone": delivery.mobile or delivery.phone,
            "email": delivery.email,
            "parent_id": partner.id,
            "type": "delivery",
            "company_id": self.company_id.id,
        }
        if delivery.relay_id:
            values["ref"] = delivery.relay_id
        existing = partner.child_ids.filtered(lambda each: each.type == "delivery")[:1]
        if existing:
            existing.write(values)
            return existing
        return self.env["res.partner"].with_context(**QUIET).create(values)

    def _complete_sale_order(self):
        """At Toship the whole address is known: complete customer and quotation."""
        order = self._decoded()
        alive = set(self.line_ids._alive().mapped("remote_id"))
        line = next(line for line in order.lines if line.remote_id in alive)
        delivery = order.delivery_of(line)
        if not delivery.address.name:
            raise WaitingError(
                self.env._("La Redoute has not told the delivery address yet."),
            )
        partner = self.partner_id
        partner.with_context(**QUIET).write(self._prepare_customer(order, delivery))
        shipping = self._delivery_partner(partner, order, delivery)
        sale = self.sale_order_id
        if sale.partner_shipping_id != shipping:
            sale.partner_shipping_id = shipping
        notes = [delivery.instruction]
        if delivery.relay_id:
            notes.append(self.env._("Relay %s", delivery.relay_id))
        sale.laredoute_instruction = " – ".join(note for note in notes if note)


class LaredouteOrderLine(models.Model):
    _inherit = "laredoute.order.line"

    def _prepare_sale_line(self):
        """The sale order line: La Redoute's price, VAT included, and no discount."""
        self.ensure_one()
        return {
            "product_id": self.product_id.id,
            "product_uom_qty": self.quantity,
            "price_unit": self.unit_price,
            "discount": 0,
            "tax_ids": [Command.set(self.order_id._included_tax(self.product_id).ids)],
            "laredoute_line_id": self.id,
        }
