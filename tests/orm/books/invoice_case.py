# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders that are invoiced by their account's policy."""

from odoo.addons.laredoute_connector.models.books import invoice_run

from ..agreement.agreement_case import AgreementCase

FLOW = "invoice_orders"
TOGETHER = f"{invoice_run.__name__}.TOGETHER"


class InvoiceCase(AgreementCase):
    #: the policy that the account of the tests has
    policy = "payment"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.make_product(stock=9)
        # orders of the tests may be of the evening before
        cls.account.write({"invoice_policy": cls.policy, "invoices_from": False})

    def two(self):
        """Two of one product and one of another: 119.80 + 5.90 + 59.90 + 5.90."""
        return (
            self.order_line(self.product, quantity=2),
            self.order_line(self.other),
        )

    def invoices(self, remote_id=None):
        self.run_flow(FLOW)
        return self.made(remote_id)

    def made(self, remote_id=None):
        inbox = self.inbox(remote_id) if remote_id else self.inbox()
        return inbox.invoice_ids.sorted("id")

    def assert_posted(self, *totals):
        """These invoices there are, and all are posted."""
        made = self.made()
        self.assertEqual(made.mapped("amount_total"), list(totals))
        self.assertEqual(set(made.mapped("state")), {"posted"} if totals else set())

    def leaves(self, *numbers):
        """Have some lines' goods leave, in a parcel of their own."""
        goods = self.goods()
        sold = [goods[number - 1] for number in numbers]
        picking = sold[0].move_ids.picking_id.filtered(
            lambda each: each.state not in ("done", "cancel")
        )
        for move in picking.move_ids:
            move.quantity = move.product_uom_qty * (move.sale_line_id in sold)
            move.picked = move.sale_line_id in sold
        picking.carrier_tracking_ref = "6A12345678901"
        result = picking.button_validate()
        if isinstance(result, dict):
            wizard = self.env[result["res_model"]].with_context(result["context"])
            wizard.create({}).process()

    def accountant(self, name, *groups):
        """A user of other groups than La Redoute's alone."""
        user = self.make_user(name, "user")
        for group in groups:
            user.group_ids |= self.env.ref(group)
        return user
