# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""No mail and no text message of Odoo's own reaches a marketplace's buyer."""

from unittest.mock import patch

from odoo.modules import module
from odoo.tests import tagged

from .agreement_case import AgreementCase


@tagged("standard", "post_install", "-at_install")
class TestQuiet(AgreementCase):
    def setUp(self):
        super().setUp()
        self.before = self.env["mail.mail"].search([])

    def buyers(self):
        sale = self.sale()
        return sale.partner_id | sale.partner_shipping_id | sale.partner_invoice_id

    def written_to(self):
        """Whom a mail was made for since the test began."""
        self.env.flush_all()
        mails = self.env["mail.mail"].search([]) - self.before
        notified = self.env["mail.notification"].search(
            [("res_partner_id", "in", self.buyers().ids)]
        )
        return mails.recipient_ids | notified.res_partner_id

    def assert_silence(self):
        self.assertFalse(self.written_to() & self.buyers())

    def template(self, model):
        return self.env["mail.template"].create(
            {
                "name": "Merci",
                "model_id": self.env["ir.model"]._get_id(model),
                "subject": "Merci",
                "body_html": "<p>Merci</p>",
                "partner_to": "{{ object.partner_id.id }}",
                "use_default_to": False,
            }
        )

    def quoted(self):
        """An order whose quotation has a default template that writes to the buyer."""
        template = self.env["sale.order.template"].create(
            {"name": "Devis", "mail_template_id": self.template("sale.order").id}
        )
        self.company.sale_order_template_id = template
        order = self.order(self.product)
        self.read()
        self.run_flow("send_operations")
        self.sale().sale_order_template_id = template
        self.before = self.env["mail.mail"].search([])
        return order

    # --------------------------------------------------------------- A18, mails
    def test_a18_the_default_quotation_template(self):
        self.say(self.quoted(), "to_ship")
        self.read()
        self.assertEqual(self.sale().state, "sale")
        self.assert_silence()

    def test_a18_a_quotation_that_a_person_confirms(self):
        self.quoted()
        self.sale().with_context(send_email=True).action_confirm()
        self.assert_silence()

    def test_a18_a_buyer_who_follows(self):
        order = self.order(self.product)
        self.read()
        self.run_flow("send_operations")
        self.sale().message_subscribe(
            self.buyers().ids, self.env["mail.message.subtype"].search([]).ids
        )
        self.say(order, "to_ship")
        self.read()
        self.sale().with_context(tracking_disable=False).message_post(
            body="Confirmed", subtype_xmlid="sale.mt_order_confirmed"
        )
        picking = self.sale().picking_ids
        picking.message_subscribe(self.buyers().ids)
        picking.message_post(body="Ready", subtype_xmlid="mail.mt_comment")
        self.assert_silence()

    def test_a18_an_invoice_that_sends_itself(self):
        self.paid()
        self.ship(self.sale().picking_ids)
        self.goods().product_id.invoice_policy = "order"
        invoice = self.sale()._create_invoices()
        invoice.action_post()
        invoice.message_subscribe(self.buyers().ids)
        invoice.message_post_with_source(
            self.template("account.move"), subtype_xmlid="mail.mt_comment"
        )
        self.assert_silence()

    def test_a18_the_delivery_says_nothing(self):
        self.company.stock_move_email_validation = True
        self.paid()
        self.ship(self.sale().picking_ids)
        self.assert_silence()

    def test_a18_what_a_person_sends_by_hand_leaves(self):
        self.paid()
        buyer = self.sale().partner_id
        for record in (self.sale(), self.sale().picking_ids):
            message = record.with_user(self.env.ref("base.user_admin")).message_post(
                body="Bonjour",
                partner_ids=buyer.ids,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
            self.assertIn(buyer, message.notified_partner_ids, record)

    def test_a18_other_customers_are_written_to(self):
        customer = self.env["res.partner"].create(
            {"name": "Client", "email": "client@example.com"}
        )
        template = self.env["sale.order.template"].create(
            {"name": "Devis", "mail_template_id": self.template("sale.order").id}
        )
        sale = self.env["sale.order"].create(
            {
                "partner_id": customer.id,
                "sale_order_template_id": template.id,
                "order_line": [(0, 0, {"product_id": self.product.id})],
            }
        )
        sale.action_confirm()
        notified = self.env["mail.notification"].search(
            [("res_partner_id", "=", customer.id)]
        )
        self.assertTrue(notified)

    # --------------------------------------------- A29, validated with others
    def together(self):
        """La Redoute's delivery and another customer's."""
        self.paid()
        customer = self.env["res.partner"].create(
            {"name": "Client", "email": "c@example.com", "phone": "0612345679"}
        )
        sale = self.env["sale.order"].create(
            {
                "partner_id": customer.id,
                "order_line": [(0, 0, {"product_id": self.product.id})],
            }
        )
        sale.action_confirm()
        both = self.sale().picking_ids | sale.picking_ids
        both.move_ids.write({"quantity": 1, "picked": True})
        return both, customer

    def test_a29_mails_of_deliveries_validated_together(self):
        self.company.stock_move_email_validation = True
        both, customer = self.together()
        both.button_validate()
        self.assertEqual(set(both.mapped("state")), {"done"})
        self.assert_silence()
        notified = self.env["mail.notification"].search(
            [("res_partner_id", "=", customer.id)]
        )
        self.assertTrue(notified, "the other customer is written to as ever")

    def test_a29_text_messages_of_deliveries_validated_together(self):
        if "stock_sms_confirmation_template_id" not in self.company._fields:
            self.skipTest("text messages are not installed")
        self.company.write(
            {"stock_text_confirmation": True, "has_received_warning_stock_sms": True}
        )
        both, customer = self.together()
        reached = []

        def send(record, template, partner_ids=False, **_options):
            reached.extend(partner_ids or record.partner_id.ids)

        mixin = self.env.registry["mail.thread"]
        with (
            patch.object(mixin, "_message_sms", lambda *_args, **_kw: None),
            patch.object(module, "current_test", None),
            patch.object(
                type(self.env["res.partner"]), "_message_sms_with_template", send
            ),
            patch.object(mixin, "_message_sms_with_template", send),
        ):
            both.button_validate()
        self.assertEqual(reached, customer.ids)
