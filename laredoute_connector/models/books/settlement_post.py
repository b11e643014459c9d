# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The bill and the entry of a payout.

The entry, in the journal of the shop::

    owed by La Redoute (the payout)  + payout         the one item that the bank settles
    La Redoute as vendor             + its bill
    penalties and the rest           + what it kept
    owed by La Redoute (each order)  − sales less refunds, against the order's payments
"""

from collections import defaultdict
from datetime import datetime, time
from decimal import Decimal

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount, format_date

from ...marketplace.statuses import having
from ..common import cents
from .clearing import BATCH
from .settlement_line import BILLED, PAYING, VAT

#: by which a VAT that is rounded line by line may differ from that of the sum: half a
#: cent each, and something for the sum of the file
_ROUNDED, _EACH = cents("0.05"), Decimal("0.005")
LEFT = having("left")


class LaredouteSettlementPost(models.AbstractModel):
    _name = "laredoute.settlement.post"
    _description = "Entries of a La Redoute Payout"

    @api.model
    def _post_settlement(self, settlement):
        """Make, post and reconcile the entries of a payout that adds up.

        :param settlement: one ``laredoute.settlement``
        :raises UserError: where a setting is missing, or its day is locked
        """
        settings = settlement.books_settings_id.sudo()
        clearing = settings._method("inbound").payment_account_id
        self._need(settings, "books_from")
        self._check_open(settlement, settings.clearing_journal_id)
        self._prove_paid(settlement.sudo())
        bill = self._make_bill(settlement, settings)
        items = [
            self._item(settlement, clearing, settlement.total, settlement.name),
            *self._prepare_bill_item(settlement, bill),
            *self._prepare_other_items(settlement, settings),
            *self._prepare_order_items(settlement, clearing),
        ]
        move = self.env["account.move"].create(
            {
                "journal_id": settings.clearing_journal_id.id,
                "date": settlement.date,
                "ref": settlement.name,
                "line_ids": [Command.create(item) for item in items],
            }
        )
        (bill | move).action_post()
        settlement.sudo().write(
            {
                "move_id": move.id,
                "bill_id": bill.id,
                "bank_item_id": self._bank_item(move, clearing).id,
            }
        )
        payable = (bill | move).line_ids.filtered(
            lambda item: item.account_id.account_type == "liability_payable"
        )
        payable.reconcile()
        orders = settlement.line_ids._of_orders().order_id
        self.env["laredoute.clearing"].sudo()._match_payouts(orders, clearing)

    def _bank_item(self, move, clearing):
        """Return the item of an entry that the bank's line settles."""
        return move.line_ids.filtered(
            lambda item: item.account_id == clearing and not item.laredoute_order_id
        )[:1]

    def _check_open(self, settlement, journal):
        locked = settlement.company_id._get_user_fiscal_lock_date(journal)
        if settlement.date <= locked:
            raise UserError(
                self.env._(
                    "The books are locked until %(day)s: give %(name)s a later payout "
                    "day, or ask who keeps the books to open them.",
                    day=format_date(self.env, locked),
                    name=settlement.name,
                )
            )

    def _prove_paid(self, settlement):
        """What is stated as sold was paid, whether its status was read or not."""
        moment = datetime.combine(settlement.date, time(12))
        sales = settlement.line_ids._of_orders().filtered(
            lambda line: (
                line.kind in PAYING
                # of which line an amount is that is none of theirs, nobody knows
                and (line.line_ref or not line.problem)
            )
        )
        stated = defaultdict(set)
        for line in sales:
            stated[line.order_id].add(line.line_ref or "")
        paid = self.env["laredoute.order.line"].sudo()
        for order, refs in stated.items():
            paid |= order.line_ids.filtered(
                lambda each, refs=refs: (
                    not each.paid_at
                    and (each.remote_id in refs or refs == {""})
                    and each.status in LEFT
                )
            )
        paid.paid_at = min(moment, fields.Datetime.now())
        orders = sales.order_id
        for start in range(0, len(orders), BATCH):
            self.env["laredoute.clearing"].sudo()._register_each(
                orders[start : start + BATCH]
            )

    # ------------------------------------------------------------------ the bill
    def _make_bill(self, settlement, settings):
        """Return La Redoute's bill as a draft, or nothing where it kept nothing."""
        sums = defaultdict(lambda: cents(0))
        for line in settlement.line_ids:
            sums[line.kind] -= cents(line.amount)
        commission = sums["commission"] + sums["commission_refund"]
        vat = sums["commission_vat"]
        parts = {
            self.env._("Commission"): (commission, settings.commission_account_id),
            self.env._("Fees"): (
                sums["fee"],
                settings.fee_account_id or settings.commission_account_id,
            ),
        }
        parts = {name: each for name, each in parts.items() if each[0]}
        if not parts and not vat:
            return self.env["account.move"]
        self._need(settings, "vendor_id", "commission_account_id")
        if vat:
            self._need(settings, "commission_tax_id")
        sign = (
            1 if sum(amount for amount, _account in parts.values()) + vat >= 0 else -1
        )
        taxes = settings.commission_tax_id.ids if vat else []
        values = self._prepare_bill(settlement, settings, sign)
        values["invoice_line_ids"] = [
            Command.create(
                {
                    "name": f"{name} {settlement.name}",
                    "quantity": 1,
                    "price_unit": float(sign * amount),
                    "account_id": account.id,
                    "tax_ids": [Command.set(taxes)],
                }
            )
            for name, (amount, account) in parts.items()
        ]
        bill = self.env["account.move"].create(values)
        self._set_vat(settlement, bill, sign * vat)
        return bill

    def _prepare_bill(self, settlement, settings, sign):
        """Return the head of the bill, or of its credit note where ``sign`` is -1."""
        return {
            "move_type": "in_invoice" if sign > 0 else "in_refund",
            "partner_id": settings.vendor_id.id,
            "company_id": settlement.company_id.id,
            "currency_id": settlement.currency_id.id,
            "invoice_date": settlement.date,
            "date": settlement.date,
            "ref": settlement.name,
        }

    def _set_vat(self, settlement, bill, vat):
        """Give a bill the VAT that is stated, which is rounded line by line.

        :param vat: Decimal
        :raises UserError: where the tax makes another amount than that
        """
        difference = vat - cents(bill.amount_tax)
        if not difference:
            return
        item = bill.line_ids.filtered("tax_line_id")[:1]
        stated = settlement.line_ids.filtered(lambda line: line.kind in VAT)
        if not item or abs(difference) > _ROUNDED + _EACH * len(stated):
            amounts = {
                name: format_amount(self.env, float(each), settlement.currency_id)
                for name, each in (("vat", vat), ("computed", bill.amount_tax))
            }
            raise UserError(
                self.env._(
                    "%(name)s states %(vat)s of VAT on the commission and the fees; "
                    "the tax of the shop makes %(computed)s. Look at the tax, or at "
                    "the kinds of the lines.",
                    name=settlement.name,
                    **amounts,
                )
            )
        sign = 1 if bill.move_type == "in_invoice" else -1
        amount = item.amount_currency + sign * float(difference)
        bill.write({"line_ids": [Command.update(item.id, {"amount_currency": amount})]})

    def _need(self, settings, *names):
        """:raises UserError: where a setting of the shop is empty"""
        for name in names:
            if not settings[name]:
                raise UserError(
                    self.env._(
                        "%(shop)s has no “%(field)s”: say it under Invoicing, La "
                        "Redoute, Shops.",
                        shop=settings.display_name,
                        field=settings._fields[name]._description_string(self.env),
                    )
                )

    # ----------------------------------------------------------------- the entry
    def _item(self, settlement, account, amount, name, **values):
        """Return an item of the entry.

        :param amount: float or Decimal, above 0 for a debit
        """
        return {
            "account_id": account.id,
            "name": name,
            "currency_id": settlement.currency_id.id,
            "amount_currency": float(amount),
            **values,
        }

    def _prepare_bill_item(self, settlement, bill):
        if not bill:
            return []
        payable = bill.line_ids.filtered(
            lambda item: item.account_id.account_type == "liability_payable"
        )
        return [
            self._item(
                settlement,
                payable.account_id,
                -sum(payable.mapped("amount_currency")),
                settlement.name,
                partner_id=bill.commercial_partner_id.id,
            )
        ]

    def _prepare_other_items(self, settlement, settings):
        """Items of what no order and no bill has."""
        rest = settlement.line_ids - settlement.line_ids._of_orders()
        items = []
        for line in rest.filtered(
            lambda each: each.amount and each.kind not in (*BILLED, *VAT)
        ):
            account = line.move_account_id or settings.other_account_id
            if not account:
                self._need(settings, "other_account_id")
            name = line.label or line.display_name
            items.append(self._item(settlement, account, -line.amount, name))
        return items

    def _prepare_order_items(self, settlement, clearing):
        items = []
        for order, lines in (
            settlement.line_ids._of_orders().grouped("order_id").items()
        ):
            amount = sum((cents(line.amount) for line in lines), cents(0))
            if amount:
                items.append(
                    self._item(
                        settlement,
                        clearing,
                        -amount,
                        order.remote_id or lines[:1].order_ref or settlement.name,
                        partner_id=order.partner_id.commercial_partner_id.id,
                        laredoute_order_id=order.id,
                    )
                )
        return items

    # ------------------------------------------------------------------ and back
    @api.model
    def _take_back(self, settlement):
        """Cancel the bill and the entry of a payout, which is a draft again."""
        moves = settlement.bill_id | settlement.move_id
        # what is reversed is out of the books already, and stays as it is
        moves = moves.filtered(lambda move: not move.reversal_move_ids)
        moves.filtered(lambda move: move.state == "posted").button_draft()
        moves.filtered(lambda move: move.state == "draft").button_cancel()
        settlement.sudo().write(
            {"move_id": False, "bill_id": False, "bank_item_id": False}
        )
