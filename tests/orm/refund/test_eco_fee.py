# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is refunded of a line whose buyer paid an eco fee on top of its price."""

from decimal import Decimal
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.records import LineResult
from odoo.addons.laredoute_connector.models.refund.credit_fee import taxes_as_invoiced

from ..common import only_on_sellr
from .refund_case import RefundCase

ROOM = "odoo.addons.laredoute_connector.models.refund"


class EcoFeeCase(RefundCase):
    """Three pieces of 59.90 with an eco fee of 2.35 each: 186.75."""

    rounding = "round_per_line"

    def setUp(self):
        super().setUp()
        self.fixed = self.env["account.tax"].create(
            {
                "name": "Éco-participation",
                "amount": 2.35,
                "amount_type": "fixed",
                "price_include_override": "tax_excluded",
                "sequence": 0,
            }
        )
        self.product.taxes_id |= self.fixed
        self.make_listing(self.product, ean=self.product.barcode, eco_fee_accepted=2.35)
        self.company.tax_calculation_rounding_method = self.rounding
        self.shipped_order = self.shipped(self.order_line(self.product, quantity=3))
        self.bill = self.invoice()

    def fees(self, move):
        """What a document books by the eco fee's tax."""
        items = move.line_ids.filtered(
            lambda each: each.tax_line_id.amount_type == "fixed"
        )
        return abs(sum(items.mapped("balance")))

    def vat(self, move):
        """What a document books as VAT, of the goods."""
        items = move.line_ids.filtered(
            lambda each: each.tax_line_id.amount_type == "percent"
        )
        fee = sum(
            each.price_total / 6
            for each in move.invoice_line_ids
            if each.product_id == self.account.delivery_product_id
        )
        return round(abs(sum(items.mapped("balance"))) - fee, 2)

    def refund(self, **values):
        self.market.updates.clear()
        refund = self.request((1, {"fee": False, **values}))
        self.send()
        self.shipped_order = self.says(
            self.shipped_order, "to_refund", "refunded", "shipped"
        )
        note = self.env["account.move"].browse(refund.action_credit()["res_id"])
        note.action_post()
        self.compare()
        self.assert_agreement()
        return refund, note


@only_on_sellr("the other platform has the fee in its prices, and takes no refund")
@tagged("standard", "post_install", "-at_install")
class TestEcoFee(EcoFeeCase):
    def test_the_invoice_has_the_fee_as_a_tax(self):
        self.assertEqual((self.bill.amount_total, self.fees(self.bill)), (192.65, 7.05))

    def test_whole_pieces_give_their_fees_back(self):
        refund, note = self.refund(by="pieces", quantity=1)
        self.assertEqual((refund.amount, note.amount_total), (62.25, 62.25))
        self.assertEqual(self.fees(note), 2.35)
        self.assertEqual(self.refunds_sent(), [("1", 1, None, False)])
        refund, note = self.refund(by="pieces", quantity=2)
        self.assertEqual((refund.amount, self.fees(note)), (124.5, 4.7))
        self.assertEqual(self.refunds_sent(), [("1", 2, None, False)])

    def test_all_of_it_is_credited_to_the_cent(self):
        self.refund(by="pieces", quantity=3, fee=True)
        notes = self.inbox().refund_ids.credit_note_ids
        self.assertEqual(notes.amount_total, self.bill.amount_total)
        self.assertEqual(self.fees(notes), self.fees(self.bill))

    def test_a_part_of_the_price_is_sent_as_it_is(self):
        refund, note = self.refund(by="amount", goods=10)
        self.assertEqual((refund.amount, note.amount_total), (10, 10))
        self.assertEqual(self.fees(note), 0)
        self.assertEqual(self.refunds_sent(), [("1", None, 10, False)])

    def test_the_rest_is_sent_without_the_fees(self):
        """La Redoute knows a price of 179.70, of which 169.70 are left."""
        self.refund(by="amount", goods=10)
        refund, note = self.refund(by="pieces", quantity=3)
        self.assertEqual((refund.amount, note.amount_total), (176.75, 176.75))
        self.assertEqual(self.refunds_sent(), [("1", None, 169.7, False)])
        # three of 56.56 and two cents
        self.assertEqual(self.fees(note), 7.05)
        self.assertEqual(self.vat(note), round(169.7 / 6, 2))
        self.assertEqual(note.invoice_line_ids.mapped("quantity"), [3, 1])

    def test_pieces_go_as_pieces_only_where_their_whole_price_is_left(self):
        """La Redoute knows 179.70, of which 117.45 are left: not two of 59.90."""
        self.refund(by="amount", goods=62.25)
        refund, note = self.refund(by="pieces", quantity=2)
        self.assertEqual((refund.amount, note.amount_total), (124.5, 124.5))
        self.assertEqual(self.refunds_sent(), [("1", None, 117.45, False)])

    def request_in_vain(self, **values):
        """A request that La Redoute does not take."""
        refund = self.request((1, {"fee": False, **values}))
        line = self.lines().remote_id
        self.market.results[line] = LineResult(line, False, "Locked")
        self.send()
        self.market.results.clear()
        self.assertEqual(refund.state, "refused")
        return refund

    def test_what_is_requested_again_counts_newer_refunds(self):
        again = self.request_in_vain(by="pieces", quantity=2)
        self.refund(by="amount", goods=62.25)
        again.action_again()
        self.market.updates.clear()
        self.send()
        self.assertEqual(self.refunds_sent(), [("1", None, 117.45, False)])

    def test_a_part_that_is_requested_again_is_none_of_the_fee(self):
        """Of 179.70 and the fees, 169.70 are left of the price."""
        again = self.request_in_vain(by="amount", goods=170)
        other = self.request_in_vain(by="amount", goods=169)
        self.refund(by="amount", goods=10)
        with self.assertRaisesRegex(UserError, "169.70.*eco fee"):
            again.action_again()
        other.action_again()
        self.assertEqual(other.state, "queued")

    def test_a_tax_that_is_edited_changes_nothing_of_what_is_written(self):
        first, _note = self.refund(by="pieces", quantity=1)
        self.fixed.amount = 4
        self.compare()
        self.assert_agreement()
        self.assertEqual(first.to_credit, 0)
        refund, note = self.refund(by="pieces", quantity=2, fee=True)
        self.assertEqual((refund.amount, note.amount_total), (130.4, 130.4))
        self.assertEqual(self.fees(note), 4.7)
        self.assertEqual(note.invoice_line_ids.mapped("quantity"), [2, 1])

    def test_a_part_of_the_price_is_none_of_the_fee(self):
        part = {"by": "amount", "fee": False}
        with self.assertRaisesRegex(UserError, "179.70.*eco fee"):
            self.request((1, {**part, "goods": 180}))
        refund, note = self.refund(**part, goods=186.75)
        self.assertEqual((refund.amount, note.amount_total), (186.75, 186.75))
        self.assertEqual(self.fees(note), 7.05)
        self.assertEqual(self.vat(note), self.vat(self.bill))
        self.assertEqual(self.refunds_sent(), [("1", None, 179.7, False)])

    def test_a_fee_that_cannot_go_back_by_its_tax_is_named(self):
        """Of a piece 10 are credited by hand: nobody knows how much of it is fee."""
        self.request((1, {"by": "pieces", "quantity": 1, "fee": False}))
        self.send()
        self.says(self.shipped_order, "to_refund", "refunding")
        refund, moves = self.inbox().refund_ids, self.env["account.move"]
        note = moves.browse(refund.action_credit()["res_id"])
        self.assertNotIn("eco fee", str(note.message_ids.mapped("body")))
        line = note.invoice_line_ids
        line.write({"tax_ids": [Command.unlink(self.fixed.id)], "price_unit": 10})
        note.action_post()
        rest = moves.browse(refund.action_credit()["res_id"])
        self.assertEqual((rest.amount_total, self.fees(rest)), (52.25, 0))
        self.assertIn("eco fee", str(rest.message_ids.mapped("body")))

    def test_where_odoo_does_not_add_up_the_total_is_exact(self):
        self.request((1, {"by": "pieces", "quantity": 1, "fee": False}))
        self.send()
        self.says(self.shipped_order, "to_refund", "refunding")
        refund = self.inbox().refund_ids
        with (
            patch(f"{ROOM}.credit.taxes_as_invoiced", return_value=False),
            patch(f"{ROOM}.credit_fee.fee_invoiced", return_value=Decimal("2.34")),
        ):
            note = self.env["account.move"].browse(refund.action_credit()["res_id"])
        self.assertEqual((note.amount_total, self.fees(note)), (62.25, 0))
        self.assertIn("eco fee", str(note.message_ids.mapped("body")))

    def test_a_credit_note_without_the_fee_is_a_disagreement(self):
        self.request((1, {"by": "pieces", "quantity": 3, "fee": False}))
        self.send()
        self.says(self.shipped_order, "to_refund", "refunding")
        refund = self.inbox().refund_ids
        note = self.env["account.move"].browse(refund.action_credit()["res_id"])
        note.invoice_line_ids.tax_ids -= self.fixed
        note.action_post()
        self.compare()
        self.assert_disagreement("refund_not_booked")
        self.assertEqual(refund.to_credit, 7.05)


@only_on_sellr("the other platform has the fee in its prices, and takes no refund")
@tagged("standard", "post_install", "-at_install")
class TestEcoFeeWithin(EcoFeeCase):
    """Where Odoo rounds whole documents the tax of the fee is within the price."""

    rounding = "round_globally"

    def test_what_is_left_of_a_price_is_divided(self):
        self.assertEqual((self.bill.amount_total, self.fees(self.bill)), (192.65, 7.05))
        self.refund(by="amount", goods=10)
        refund, note = self.refund(by="pieces", quantity=3)
        self.assertEqual((refund.amount, note.amount_total), (176.75, 176.75))
        self.assertEqual(self.fees(note), 7.05)
        self.assertAlmostEqual(self.vat(note), 169.7 / 6, delta=0.011)
        # three of 58.91 and two cents
        self.assertEqual(note.invoice_line_ids.mapped("quantity"), [3, 1])

    def test_a_tax_that_is_edited_goes_back_as_it_was_invoiced(self):
        (copy,) = self.bill.invoice_line_ids.tax_ids.filtered("laredoute_origin_id")
        copy.amount = 4
        _refund, note = self.refund(by="pieces", quantity=1)
        self.assertEqual((note.amount_total, self.fees(note)), (62.25, 2.35))
        self.assertAlmostEqual(self.vat(note), 59.9 / 6, delta=0.011)
        _refund, note = self.refund(by="pieces", quantity=2, fee=True)
        self.assertEqual((note.amount_total, self.fees(note)), (130.4, 4.7))

    def test_one_that_has_vat_goes_back_with_its_vat(self):
        (copy,) = self.bill.invoice_line_ids.tax_ids.filtered("laredoute_origin_id")
        lines, vat = self.sale().order_line, self.bill.invoice_line_ids.tax_ids - copy
        line = lines.filtered(lambda each: each.laredoute_line_id)
        copy.write({"include_base_amount": True, "amount": 4})
        values = {"price_unit": 62.25, "quantity": 2, "discount": 0}
        found = taxes_as_invoiced(values, copy | vat, line)
        # 4.70 with 20 %, of 124.50
        self.assertEqual(found["manual_total_excluded_currency"], 99.83)
        amounts = found["manual_tax_amounts"]
        self.assertEqual(amounts[str(copy.id)], {"tax_amount_currency": 3.92})
        self.assertEqual(amounts[str(vat.id)]["tax_amount_currency"], 20.75)
        copy.amount = 1.96
        self.assertFalse(taxes_as_invoiced(values, copy | vat, line))
