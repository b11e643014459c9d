# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Money at random: order, invoice, credit notes and La Redoute agree to the cent."""

import os
from collections import Counter
from copy import deepcopy
from decimal import Decimal
from itertools import count

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.statuses import DecisionKind

from ..common import only_on_sellr
from .ledger import (
    AMOUNT,
    EARLY,
    ECO_FEES,
    HERE,
    LATE,
    ON_TOP,
    ORDERS,
    OWN,
    PIECES,
    RATES,
    TAXED,
    THERE,
    Bought,
    Ledger,
    Part,
)
from .refund_case import RefundCase

#: selections of orders that are tried
EXAMPLES = int(os.environ.get("LAREDOUTE_RANDOM_MONEY", "4"))
#: orders that live through one selection together
TOGETHER = 5
#: each source of an eco fee: a part of the price, then the rest; whole pieces
ECO = [
    Ledger(
        [Bought(20.0, 3, 17970, 590, "kept", eco=eco)],
        [Part(0, AMOUNT, 33, False, side, True), Part(0, by, size, True, side, True)],
        True,
        back,
    )
    for eco, by, size, side, back in (
        (OWN, PIECES, 3, HERE, False),
        (TAXED, PIECES, 3, HERE, True),
        (ON_TOP, PIECES, 1, THERE, False),
        (ON_TOP, AMOUNT, 67, HERE, False),
    )
] + [
    Ledger(
        [Bought(20.0, 3, 17970, 590, "kept", eco=eco)],
        [Part(0, PIECES, size, True, HERE, True) for size in (1, 2)],
        True,
        back,
    )
    for eco, back in ((OWN, True), (TAXED, False), (ON_TOP, True))
]
#: half a cent each, on both sides, with and without its goods
HALF_CENTS = [
    Ledger(
        [Bought(rate, 2, 101, 1, "kept"), Bought(20.0, 7, 233, 590, "kept")],
        [Part(0, PIECES, 1, True, side, True), Part(1, PIECES, 3, False, side, True)],
        first,
        first,
    )
    for rate, side, first in ((5.5, HERE, True), (2.1, THERE, False))
]


def to_cents(amount):
    return round(Decimal(str(amount)) * 100)


@only_on_sellr("the other platform takes no refund from here")
@tagged("standard", "post_install", "-at_install")
class TestMoney(RefundCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        none = cls.env["account.tax"].create(
            {"name": "0 % TTC", "amount": 0, "price_include_override": "tax_included"}
        )
        cls.account.tax_ids |= none
        taxes = {tax.amount: tax for tax in cls.account.tax_ids}
        cls.products = {
            (rate, eco): cls._make_sold(taxes[rate], Bought(rate, 1, 0, 0, "", eco=eco))
            for rate in RATES
            for eco in ECO_FEES
        }
        cls.numbers = count(1)

    @classmethod
    def _make_sold(cls, vat, bought):
        """A product whose offer La Redoute accepted, with its eco fee."""
        eco = bought.eco
        fixed = vat.browse()
        if eco in (TAXED, ON_TOP):
            name, amount = f"Eco {eco} {vat.amount}", ECO_FEES[eco] / 100
            fixed = vat.create(
                {
                    **{"name": name, "amount": amount, "amount_type": "fixed"},
                    "include_base_amount": eco == TAXED,
                    "price_include_override": "tax_excluded",
                    "sequence": 0,
                }
            )
        product = cls.make_product(
            taxes_id=[Command.set((vat | fixed).ids)],
            stock=10**6,
            # next to nothing: no price of a buyer is doubtful
            lst_price=0.01,
            invoice_policy="delivery",
            image_1920=False,
        )
        product.laredoute_eco_fee = ECO_FEES[OWN] / 100 if eco == OWN else 0
        fee = bought.eco_fee / 100
        if fee:
            listings = cls.env["laredoute.listing"]
            values = {"account_id": cls.account.id, "product_id": product.id}
            listings.create({**values, "ean": product.barcode, "eco_fee_accepted": fee})
        return product

    def test_every_amount_agrees_to_the_cent(self):
        seen = Counter()

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            # a life takes long: what fails is printed as it is
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )
        @given(
            st.lists(ORDERS, min_size=TOGETHER, max_size=TOGETHER),
            st.sampled_from(("round_per_line", "round_globally")),
        )
        @example(HALF_CENTS, "round_per_line")
        @example(ECO, "round_per_line")
        @example(ECO, "round_globally")
        def check(ledgers, rounding):
            ledgers = deepcopy(ledgers)
            self.company.tax_calculation_rounding_method = rounding
            self.market.orders.clear()
            for ledger in ledgers:
                ledger.remote_id = f"1-2026.331.{next(self.numbers):07d}"
            self._ship(ledgers)
            for ledger in ledgers:
                if ledger.invoiced_first:
                    self._invoice(ledger)
            for turn in range(max(len(ledger.parts) for ledger in ledgers)):
                self._refund(ledgers, turn, seen)
            for ledger in ledgers:
                if not ledger.invoiced_first:
                    self._invoice(ledger)
                self._credit(ledger)
            self.compare()
            for ledger in ledgers:
                self._check(ledger)

        check()
        # the selection is worth something
        self.assertGreater(seen["refunded"], 10)
        self.assertGreater(seen["above what is left"], 3)

    # ------------------------------------------------------------------ up to shipping
    def _said(self, ledger):
        return self.market.orders[ledger.remote_id]

    def _numbers(self, ledger, *fates):
        return {
            number
            for number, line in enumerate(ledger.lines, start=1)
            if line.fate in fates
        }

    def _ship(self, ledgers):
        """Orders are accepted, partly cancelled, paid; what is left of them goes."""
        for ledger in ledgers:
            lines = [
                self.order_line(
                    self.products[line.rate, line.eco],
                    quantity=line.quantity,
                    price=line.price,
                    fee=Decimal(line.fee) / 100,
                )
                for line in ledger.lines
            ]
            self.order(*lines, remote_id=ledger.remote_id)
        self.read()
        self.run_flow("send_operations")
        for ledger in ledgers:
            bought = sum(line.total + line.fee for line in ledger.lines)
            sale = self.inbox(ledger.remote_id).sale_order_id
            self.assertEqual(to_cents(sale.amount_total), bought)
            self.say(self._said(ledger), "cancelled", self._numbers(ledger, EARLY))
            self.say(self._said(ledger), "to_ship", self._numbers(ledger, LATE, "kept"))
        self.read()
        for ledger in ledgers:
            self.say(self._said(ledger), "cancelled", self._numbers(ledger, LATE))
        self.read()
        for ledger in ledgers:
            pickings = self.inbox(ledger.remote_id).sale_order_id.picking_ids
            for picking in pickings.filtered(lambda each: each.state != "cancel"):
                self.ship(picking)
        self.run_flow("send_operations")
        for ledger in ledgers:
            self.say(self._said(ledger), "shipped", self._numbers(ledger, "kept"))
        self.read()

    # ------------------------------------------------------------------------ refunds
    def _refund(self, ledgers, turn, seen):
        """The next refund of each order, from either side, granted or not."""
        begun = []
        for ledger in ledgers:
            part = next(iter(ledger.parts[turn : turn + 1]), None)
            line = part and next(iter(ledger.lines[part.line : part.line + 1]), None)
            if line is None or line.fate != "kept" or not line.left:
                continue
            if part.side == HERE and self._is_taken_here():
                refund = self._request(ledger, part, seen)
            else:
                self._says(ledger, part, "to_refund")
                refund = None
            begun.append((ledger, part, refund))
        self.read()
        self.run_flow("send_operations", "follow_refunds")
        begun = [each for each in begun if each[2] is None or each[2].exists()]
        for status in ("to_refund", "refunding"):
            for ledger, part, _refund in begun:
                end = status if part.granted else "refund_refused"
                self._says(ledger, part, "to_refund" if status == "to_refund" else end)
            self.read()
        for ledger, part, refund in begun:
            made = refund or self._inbox(ledger).refund_ids.sorted("id")[-1:]
            self._end(ledger, part, made, seen)
        for ledger, part, _refund in begun:
            self._says(ledger, part, "refunded" if part.granted else "shipped")
        self.read()
        for ledger, part, _refund in begun:
            self._says(ledger, part, "shipped")
        self.read()

    def _inbox(self, ledger):
        return self.inbox(ledger.remote_id)

    def _is_taken_here(self):
        return DecisionKind.REFUND in self.market.capabilities.decisions

    def _says(self, ledger, part, status):
        self.say(self._said(ledger), status, {part.line + 1})

    def _dialogue(self, action, part, line):
        """Fill in how much of one line is refunded."""
        request = self.env["laredoute.refund.request"].browse(action["res_id"])
        request.line_ids.selected = False
        picked = request.line_ids.filtered(lambda each: each.order_line_id == line)
        picked.write({"selected": True, "by": part.by, "fee": part.fee})
        return request, picked

    def _fill(self, picked, part, bought):
        if part.by == PIECES:
            picked.quantity = part.size
        else:
            picked.goods = bought.amount(part) / 100

    def _request(self, ledger, part, seen):
        """Request it here; what is above what is left is refused, and says so."""
        bought, inbox = ledger.lines[part.line], self._inbox(ledger)
        line = inbox.line_ids.sorted("remote_id")[part.line]
        request, picked = self._dialogue(inbox.action_refund(), part, line)
        request.reason_id = self.reason
        self._fill(picked, part, bought)
        refund = self._try(request.action_request, bought, part, seen)
        if refund is None:
            return self.env["laredoute.refund"]
        return self.env["laredoute.refund"].browse(refund["res_id"])

    def _try(self, press, bought, part, seen):
        """Press; None where it was refused, as it must be above what is left."""
        too_much, answer = bought.is_too_much(part), None
        try:
            with self.env.cr.savepoint():
                answer = press()
        except UserError:
            self.assertIsNot(too_much, False, f"refused: {part} of {bought}")
            seen["above what is left"] += 1
        else:
            self.assertIsNot(too_much, True, f"above what is left: {part} of {bought}")
        return answer

    def _end(self, ledger, part, refund, seen):
        """Say how much it was, where La Redoute began it; note what was granted."""
        bought, line = ledger.lines[part.line], refund.line_ids
        self.assertEqual(len(line), 1)
        if not part.granted:
            self.assertEqual(refund.state, "refused")
            refund.action_give_up()
            return
        self.assertEqual(refund.state, "refunding")
        if not refund.amount_known:
            action = refund.action_say_how_much()
            request, picked = self._dialogue(action, part, line.order_line_id)
            self._fill(picked, part, bought)
            if self._try(request.action_say_how_much, bought, part, seen) is None:
                # all that is left, as it proposed
                part.by, part.size = AMOUNT, 100
                part.fee = bought.fee > bought.fee_refunded
                picked.write({"by": AMOUNT, "fee": part.fee})
                picked.goods = bought.left / 100
                request.action_say_how_much()
        goods, fee = to_cents(line.goods), to_cents(line.fee)
        wanted = bought.left if part.size == 100 and part.by == AMOUNT else None
        if wanted is None:
            wanted = bought.amount(part)
        if wanted is not None:
            self.assertEqual(goods, wanted)
        self.assertEqual(fee, (bought.fee - bought.fee_refunded) if part.fee else 0)
        self.assertLessEqual(goods, bought.left)
        bought.refund(part, goods, fee)
        seen["refunded"] += 1
        if ledger.comes_back and refund.to_return:
            self._give_back(refund)

    def _give_back(self, refund):
        action = refund.action_return()
        wizard = self.env["stock.return.picking"].browse(action["res_id"])
        back = wizard.with_context(**action["context"])._create_return()
        for move in back.move_ids:
            move.write({"quantity": move.product_uom_qty, "picked": True})
        back.button_validate()

    # -------------------------------------------------------------------------- books
    def _invoice(self, ledger):
        sale = self._inbox(ledger).sale_order_id
        if sale.invoice_status == "to invoice":
            sale._create_invoices(final=True).action_post()

    def _credit(self, ledger):
        for refund in self._inbox(ledger).refund_ids.sorted("id"):
            if refund.to_credit:
                self.env["account.move"].browse(
                    refund.action_credit()["res_id"]
                ).action_post()
            self.assertFalse(refund.to_credit)

    def _check(self, ledger):
        """Each total is La Redoute's, and the sum of its parts."""
        inbox = self._inbox(ledger)
        sale, lines = inbox.sale_order_id, inbox.line_ids.sorted("remote_id")
        for line, bought in zip(lines, ledger.lines, strict=True):
            self.assertEqual(to_cents(line.amount), bought.total + bought.fee)
            refunded = bought.refunded + bought.fee_refunded
            self.assertEqual(to_cents(line.amount_refunded), refunded)
            self.assertLessEqual(refunded, bought.total + bought.fee)
        self.assertFalse(inbox.disagreement_ids.mapped("message"))
        if not ledger.alive():
            self.assertEqual(sale.state, "cancel")
            self.assertFalse(sale.invoice_ids)
            return
        granted = inbox.refund_ids.filtered(lambda each: each.state == "refunded")
        self.assertEqual(
            to_cents(sum(granted.mapped("amount"))), ledger.paid() - ledger.kept()
        )
        moves = self._moves(inbox)
        for move in moves:
            parts = move.amount_untaxed + move.amount_tax
            self.assertEqual(to_cents(move.amount_total), to_cents(parts))
        booked = sum(to_cents(-move.amount_total_signed) for move in moves)
        self.assertEqual(-booked, ledger.kept())

    def _moves(self, inbox):
        notes = inbox.refund_ids.sudo().credit_note_ids
        return inbox.sale_order_id.invoice_ids | notes
