# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The life of each disagreement: it appears where people look, and goes by itself."""

from dataclasses import replace

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.agreement import Code, Way
from odoo.addons.laredoute_connector.marketplace.errors import UnknownOutcome
from odoo.addons.laredoute_connector.marketplace.records import LineResult

from ..common import WHOLE, only_on_sellr
from .agreement_case import AgreementCase, plain
from .money_codes import MoneyCodes

COMPARISONS = ("compare_waiting_orders", "compare_all_orders", "compare_orders")


@tagged("standard", "post_install", "-at_install")
class TestEveryCode(MoneyCodes, AgreementCase):
    # ------------------------------------------------------------------- the life
    def live(self, code):
        """Let one appear, look where people look, go its ways, and let it go."""
        end = getattr(self, f"_{code}")()
        self.run_flow(*COMPARISONS)
        one = self.disagreements().filtered(lambda each: each.code == code)[:1]
        self.assertTrue(one, self.disagreements().mapped("code"))
        inbox, sale = self.inbox(), self.sale()
        self.assertIn(inbox.agreement, ("warning", "error"))
        self.assertIn(plain(one.message), plain(inbox.activity_ids.note))
        self.assertNotRegex(one.message, r"%\(|“”| ,|  ")
        if sale:
            self.assertEqual(sale.laredoute_agreement, inbox.agreement)
        ways = one.ways.strip(",").split(",")
        self.assertTrue(ways[0], "there is a way out")
        for way in ways:
            self.go(one, Way(way))
        end()
        self.run_flow("process_orders", *COMPARISONS)
        self.assertNotIn(code, self.inbox()._open_disagreements().mapped("code"))

    def go(self, one, way):
        """Press the button of a way out; what it does is undone."""
        name = {Way.KEEP_OURS: "keep"}.get(way, way.value)
        savepoint = self.env.cr.savepoint()
        # whoever books it has other rights
        apart = (Way.CREDIT, Way.INVOICE, Way.INVOICE_AGAIN)
        books = one if way in apart else self.as_user("manager", one)
        action = getattr(books, f"action_{name}")()
        self.env.cr.flush()
        self.assertTrue(action, "a person sees that something happened")
        savepoint.close(rollback=True)
        self.env.invalidate_all()

    # ------------------------------------------------------------------ what is there
    def quoted(self, *lines):
        order = self.order(*(lines or (self.product,)))
        self.read()
        return order

    def sent(self):
        order = self.quoted()
        self.run_flow("send_operations")
        return order

    def shipped(self):
        order = self.paid()
        self.ship(self.sale().picking_ids)
        self.run_flow("send_operations")
        order = self.say(order, "shipped")
        self.read()
        return order

    def invoiced(self):
        self.product.invoice_policy = "order"
        order = self.paid()
        invoice = self.sale()._create_invoices()
        invoice.action_post()
        return order, invoice

    def says(self, order, *statuses):
        """La Redoute goes on to these statuses, when the function is called."""

        def happen():
            now = order
            for status in statuses:
                now = self.say(now, status)
                self.read()

        return happen

    def press(self, code, button):
        def happen():
            one = self.disagreements().filtered(lambda each: each.code == code)
            getattr(one, f"action_{button}")()

        return happen

    def put(self, order, **values):
        order = super().put(order, **values)
        self.read()
        return order

    def give_back(self):
        wizard = self.env["stock.return.picking"].create(
            {"picking_id": self.sale().picking_ids[:1].id}
        )
        wizard.product_return_moves.quantity = 1
        back = wizard._create_return()
        back.move_ids.write({"quantity": 1, "picked": True})
        back.button_validate()

    def operation(self):
        return self.inbox().line_ids.operation_ids[-1:]

    # -------------------------------------------------------------------- decisions
    def _decision_refused(self):
        order = self.quoted()
        line = self.inbox().line_ids
        self.market.results[line.remote_id] = LineResult(line.remote_id, False, "No")
        self.run_flow("send_operations")
        return self.says(order, "accepted")

    def _decision_unknown(self):
        order = self.quoted()
        self.market.fail["decide"] = [UnknownOutcome("cut", code="timeout")]
        self.run_flow("send_operations")
        self.operation().sent_at = self.ago(hours=2)
        return self.says(order, "accepted")

    def _decision_silent(self):
        order = self.sent()
        self.operation().sent_at = self.ago(hours=5)
        return self.says(order, "accepted")

    def _decision_waiting(self):
        order = self.quoted()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE laredoute_operation SET write_date = %s", [self.ago(hours=7)]
        )
        self.env.invalidate_all()
        return self.says(order, "accepted")

    def _unanswered(self):
        self.account.acceptance_policy = "manual"
        order = self.quoted()
        self.inbox().answer_before = self.ago(hours=-2)
        return self.says(order, "cancelled")

    def _status_unknown(self):
        order = self.say(self.paid(), "unknown")
        self.read()
        return self.says(order, "to_ship")

    # ------------------------------------------------------------------ what is sold
    def _cancelled_here(self):
        self.paid()
        self.sale()._action_cancel()

        def confirm_again():
            self.sale().action_draft()
            self.sale().action_confirm()

        return confirm_again

    def _line_missing(self):
        self.quoted(self.product, self.make_product(stock=3))
        self.goods()[-1].unlink()
        return self.press("line_missing", "restore")

    def _product_differs(self):
        self.quoted()
        self.goods().product_id = self.make_product(stock=3)
        return self.press("product_differs", "restore")

    def _quantity_differs(self):
        self.quoted()
        self.goods().product_uom_qty = 2
        return self.press("quantity_differs", "restore")

    def _price_differs(self):
        self.quoted()
        self.goods().price_unit = 12
        return self.press("price_differs", "restore")

    def _tax_differs(self):
        self.quoted()
        self.goods().tax_ids = [Command.clear()]
        return self.press("tax_differs", "restore")

    def _total_differs(self):
        self.quoted()
        self.sale().order_line = [Command.create({"product_id": self.product.id})]
        return self.press("total_differs", "restore")

    def _currency_differs(self):
        self.quoted()
        dollar = self.env.ref("base.USD")
        dollar.active = True
        self.sale().pricelist_id = self.env["product.pricelist"].create(
            {"name": "Dollars", "currency_id": dollar.id}
        )
        return self.press("currency_differs", "restore")

    # --------------------------------------------------------------- what is shipped
    def _left_early(self):
        order = self.sent()
        self.sale().action_confirm()
        self.ship(self.sale().picking_ids)
        return self.says(order, "to_ship")

    def _shipment_unsent(self):
        self.paid()
        picking = self.sale().picking_ids
        self.ship(picking, "")

        def complete():
            picking.carrier_tracking_ref = "6A12345678901"

        return complete

    def _tracking_differs(self):
        self.shipped()
        picking = self.sale().picking_ids
        number, picking.carrier_tracking_ref = picking.carrier_tracking_ref, "6A9"

        def correct():
            picking.carrier_tracking_ref = number

        return correct

    def _nothing_leaves(self):
        self.paid()
        self.sale().picking_ids.action_cancel()
        return self.press("nothing_leaves", "restore")

    def _shipped_short(self):
        order = self.paid()
        self.say(order, "shipped")
        self.read()
        return lambda: self.ship(self.sale().picking_ids)

    def _returned_here(self):
        self.shipped()
        self.give_back()
        return self.press("returned_here", "keep")

    # ------------------------------------------------------- what is paid, and is over
    def _refund_not_booked(self):
        order, invoice = self.invoiced()
        self.ship(self.sale().picking_ids)
        self.run_flow("send_operations")
        self.says(order, "shipped", "to_refund", "refunding")()
        self.say_how_much()
        return lambda: invoice._reverse_moves(cancel=True)

    def _left_though_cancelled(self):
        order = self.shipped()
        self.says(order, "cancelled")()
        return self.give_back

    def _still_ordered(self):
        order = self.paid(self.product, self.make_product(stock=3))
        self.sale().action_lock()
        self.say(order, "cancelled", only={2})
        self.read()
        return self.press("still_ordered", "restore")

    def _charged_though_cancelled(self):
        order, invoice = self.invoiced()
        self.says(order, "cancelled")()
        return lambda: invoice._reverse_moves(cancel=True)

    # ------------------------------------------------------------ the order as a whole
    def _held_up(self):
        self.quoted("3599999999995")

        def correct():
            self.make_product(stock=3, barcode="3599999999995")
            self.press("held_up", "retry")()

        return correct

    def _no_sale_order(self):
        self.quoted()
        self.sale()._action_cancel()
        self.sale().unlink()
        return self.press("no_sale_order", "retry")

    def _not_confirmed(self):
        self.paid()
        self.sale()._action_cancel()
        self.sale().action_draft()
        return lambda: self.sale().action_confirm()

    def _address_differs(self):
        order = self.paid()
        self.ship(self.sale().picking_ids)
        there = replace(WHOLE, zip_code="69002", city="LYON")
        self.put(order, delivery=replace(order.delivery, address=there))
        return self.press("address_differs", "keep")

    def _short_of_stock(self):
        order = self.sent()
        self.set_stock(self.product, -9)
        self.say(order, "to_ship")
        self.read()
        return lambda: self.set_stock(self.product, 1)

    def _address_edited(self):
        self.paid()
        self.sale().partner_shipping_id.zip = "69002"
        return self.press("address_edited", "restore")

    def _country_unknown(self):
        order = self.sent()
        order = self.say(order, "to_ship")
        there = replace(WHOLE, country_code="AUTR")
        self.put(order, delivery=replace(order.delivery, address=there))

        def correct():
            self.sale().partner_shipping_id.country_id = self.env.ref("base.at")

        return correct

    def _vat_doubtful(self):
        order = self.sent()
        order = self.say(order, "to_ship")
        there = replace(WHOLE, zip_code="97400", city="SAINT-DENIS", country_code="RE")
        self.put(order, delivery=replace(order.delivery, address=there))
        return self.press("vat_doubtful", "keep")

    def _goes_elsewhere(self):
        order = self.quoted(self.product, self.make_product(stock=3))
        self.run_flow("send_operations")
        order = self.say(order, "to_ship")
        there = replace(WHOLE, name="MARTIN Paul", zip_code="13001", city="MARSEILLE")
        second = replace(
            order.lines[1], delivery=replace(order.delivery, address=there)
        )
        self.put(order, lines=(order.lines[0], second))
        return self.press("goes_elsewhere", "keep")


def _life(code):
    def test(self):
        self.live(code)

    return only_on_sellr("the statuses are those that it decides by line")(test)


for _code in Code:
    setattr(TestEveryCode, f"test_{_code.value}", _life(_code.value))
