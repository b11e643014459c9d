# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders that were shipped, and refunds of them."""

from odoo.addons.laredoute_connector.marketplace.statuses import DecisionKind

from ..agreement.agreement_case import AgreementCase


class RefundCase(AgreementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.invoice_policy = "delivery"
        cls.other = cls.make_product(stock=9, invoice_policy="delivery")
        cls.reason = cls.env.ref("laredoute_connector.reason_returned")

    # ------------------------------------------------------------------ the orders
    def shipped(self, *lines):
        """An order that left, and of which La Redoute knows it."""
        order = self.paid(*lines)
        self.ship(self.sale().picking_ids)
        self.run_flow("send_operations")
        order = self.say(order, "shipped")
        self.read()
        self.assert_agreement()
        self.market.updates.clear()
        return order

    def two(self):
        """Two of one product and one of another: 119.80 + 5.90 + 59.90 + 5.90."""
        return (
            self.order_line(self.product, quantity=2),
            self.order_line(self.other),
        )

    def invoice(self):
        invoice = self.sale()._create_invoices()
        invoice.action_post()
        self.compare()
        return invoice

    def lines(self):
        return self.inbox().line_ids

    # ----------------------------------------------------------------- the refunds
    def request(self, *selected, user="manager", **opening):
        """Request a refund in the dialogue; return it.

        :param selected: (number of the line from 1, {field of the dialogue: value})
        """
        order = self.as_user(user, self.inbox())
        requests = self.env["laredoute.refund.request"].with_user(self.users[user])
        action = requests._open(order, **opening) if opening else order.action_refund()
        request = requests.browse(action["res_id"])
        request.reason_id = self.reason
        if selected:
            request.line_ids.selected = False
        for number, values in selected:
            request.line_ids[number - 1].write({"selected": True, **values})
        action = request.action_request()
        return self.env["laredoute.refund"].browse(action["res_id"])

    def send(self):
        """What is requested goes to La Redoute, and is followed."""
        self.run_flow("send_operations", "follow_refunds")

    def says(self, order, *statuses, only=None):
        """La Redoute goes on to these statuses, one after the other."""
        for status in statuses:
            order = self.say(order, status, only)
            self.read()
        return order

    def refunds_sent(self):
        """[(line, pieces, amount, with the fee)] that La Redoute received."""
        return [
            (
                each.line_id[-1:],
                each.quantity and int(each.quantity),
                each.amount and float(each.amount),
                each.refund_shipping,
            )
            for each in self.market.updates
            if each.kind is DecisionKind.REFUND
        ]

    def give_back(self, quantity=1, refund=None):
        """The buyer sends goods back, and the warehouse receives them."""
        if refund:
            action = refund.action_return()
            wizard = self.env["stock.return.picking"].browse(action["res_id"])
            wizard = wizard.with_context(**action["context"])
        else:
            left = self.sale().picking_ids.filtered(
                lambda each: each.picking_type_code == "outgoing"
            )
            wizard = self.env["stock.return.picking"].create(
                {"picking_id": left[:1].id}
            )
            wizard.product_return_moves[:1].quantity = quantity
        back = wizard._create_return()
        for move in back.move_ids:
            move.write({"quantity": move.product_uom_qty, "picked": True})
        back.button_validate()
        self.compare()
        return back
