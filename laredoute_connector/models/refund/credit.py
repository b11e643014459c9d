# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What Odoo's books and stock say beside a refund: a credit note, a return.

Both are proposed and none is forced: what one side lacks is shown on the other.
"""

from collections import defaultdict
from typing import NamedTuple

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...marketplace.refunds import GRANTED, LIVE
from ..common import cents
from ..order.eco_fee import fee_written
from .credit_fee import credit, divide, taxes_as_invoiced

_GRANTED = {state.value for state in GRANTED}
_COUNTING = {state.value for state in LIVE}


class Charged(NamedTuple):
    """What posted invoices and credit notes say of a sale order line, VAT included.

    :ivar charged: invoiced less credited, as Decimal
    :ivar credited: as Decimal
    """

    charged: object = cents(0)
    credited: object = cents(0)


def charged_of(sale_lines):
    """Return {sale order line: :class:`Charged`}, whatever reopens the line or not."""
    found = defaultdict(Charged)
    apart = sale_lines.env["account.move.line"].search(
        [("laredoute_sale_line_id", "in", sale_lines.ids)]
    )
    by_line = apart.grouped("laredoute_sale_line_id")
    for line in sale_lines:
        items = line.invoice_lines | by_line.get(line, apart.browse())
        for item in items.filtered(lambda each: each.parent_state == "posted"):
            amount, known = _amount_of(item, line), found[line]
            if item.move_id.move_type == "out_refund":
                known = Charged(known.charged - amount, known.credited + amount)
            else:
                known = known._replace(charged=known.charged + amount)
            found[line] = known
    return found


def _amount_of(item, sale_line):
    """Return the amount of an invoice's line, VAT included, as Decimal.

    Odoo rounds the tax of each line; where the price holds it, the total of the invoice
    is that of the prices. A document in another currency than its order's counts by its
    own rate.

    :param sale_line: the sale order's line that it is of
    """
    amount, currency = item.price_total, sale_line.currency_id
    taxes = item.tax_ids
    if taxes and all(t.price_include or t.amount_type == "fixed" for t in taxes):
        price = item.price_unit * (1 - item.discount / 100)
        fee = cents(sale_line.laredoute_line_id.eco_fee)
        amount = item.quantity * price + float(fee_written(item, item.quantity, fee))
    if item.currency_id != currency:
        move = item.move_id
        if currency == item.company_currency_id and move.invoice_currency_rate:
            return cents(amount / move.invoice_currency_rate)
        day = move.invoice_date or item.date
        amount = item.currency_id._convert(amount, currency, item.company_id, day)
    return cents(amount)


class LaredouteRefund(models.Model):
    _inherit = "laredoute.refund"

    # ------------------------------------------------------------ the credit note
    def action_credit(self):
        """Draft the credit note of what is refunded and still invoiced."""
        self.ensure_one()
        # whoever may not make one is stopped here, with Odoo's words
        self.env["account.move"].check_access("create")
        drafts = self.credit_note_ids.filtered(lambda move: move.state == "draft")
        note = drafts[:1] or self._make_credit_note()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": note.id,
            "view_mode": "form",
        }

    def _make_credit_note(self):
        parts = self.sudo()._parts_to_credit()
        if not parts:
            raise UserError(
                self.env._(
                    "Nothing of %s is to be credited: it is not refunded yet, was "
                    "never invoiced, or has its credit note.",
                    self.name,
                )
            )
        sale = self.sudo().sale_order_id
        invoices = sale.invoice_ids.filtered(
            lambda move: move.move_type == "out_invoice" and move.state == "posted"
        )
        values = {
            **sale._prepare_invoice(),
            "move_type": "out_refund",
            "ref": self.name,
            "laredoute_refund_id": self.id,
            "reversed_entry_id": invoices.id if len(invoices) == 1 else False,
        }
        return credit(self, values, parts).with_env(self.env)

    def _left_to_credit(self):
        """Return the amount that is refunded, invoiced, and not credited yet."""
        return float(sum((part[1] for part in self._parts_to_credit()), cents(0)))

    def _parts_to_credit(self):
        """Return [(sale order line, amount as Decimal, pieces or 0)] to be credited."""
        self.ensure_one()
        sale = self.sale_order_id
        if not self.amount_known:
            return []
        granted = self.line_ids.filtered(lambda line: line.state in _GRANTED)
        fee_line = sale.order_line.filtered("is_delivery")[:1]
        charged = charged_of(granted.sale_line_id | fee_line)
        parts = []
        for line in granted.filtered("sale_line_id"):
            order_line = line.order_line_id
            kept = cents(order_line.amount) - cents(order_line.delivery_fee)
            kept -= _granted(order_line, "goods")
            amount = min(
                charged[line.sale_line_id].charged - max(kept, cents(0)),
                cents(line.goods) - self._credited(line.sale_line_id),
            )
            if amount > 0:
                whole = amount == cents(line.goods)
                parts.append((line.sale_line_id, amount, whole and line.quantity))
        fee = cents(sum(granted.mapped("fee")))
        if fee and fee_line:
            alive = self.order_id.line_ids._alive()
            kept = sum((cents(each.delivery_fee) for each in alive), cents(0))
            kept -= sum((_granted(each, "fee") for each in alive), cents(0))
            fee -= self._credited(fee_line)
            amount = min(charged[fee_line].charged - max(kept, cents(0)), fee)
            if amount > 0:
                parts.append((fee_line, amount, 0))
        return parts

    def _credited(self, sale_line):
        """Return what the refund's own posted credit notes give back of a line."""
        items = self.credit_note_ids.invoice_line_ids.filtered(
            lambda each: (
                each.parent_state == "posted"
                and sale_line in each.sale_line_ids | each.laredoute_sale_line_id
            )
        )
        return sum((_amount_of(each, sale_line) for each in items), cents(0))

    def _prepare_credit_lines(self, sale_line, amount, pieces, with_fees=True):
        """Return the credit note's lines of one line of the order.

        They reopen the sale order's line, whose units would be invoiced again, only
        where as many came back.

        :param amount: Decimal, VAT included
        :param pieces: how many, 0 for a part of the price
        :param with_fees: whether fixed taxes go back by themselves
        """
        parts = divide(sale_line, amount, pieces, with_fees)
        return [self._prepare_credit_line(sale_line, part) for part in parts]

    def _prepare_credit_line(self, sale_line, part):
        """Return a line of the credit note.

        :param part: a :class:`~.credit_fee.CreditPart`
        """
        pieces = part.pieces
        reopens = (
            pieces
            and sale_line.qty_invoiced - sale_line._laredoute_to_charge() >= pieces
        )
        values = sale_line._prepare_invoice_line(
            quantity=part.quantity,
            price_unit=float(part.price),
            discount=0,
            tax_ids=[Command.set(part.taxes.ids)],
        )
        if not pieces:
            values["name"] = self.env._("Refund: %s", values["name"])
        if not reopens:
            values["sale_line_ids"] = [Command.clear()]
            values["laredoute_sale_line_id"] = sale_line.id
        # none of a down payment or a rounding of the invoice
        values["extra_tax_data"] = taxes_as_invoiced(values, part.taxes, sale_line)
        return values

    # ------------------------------------------------------------------ the return
    def action_return(self):
        """Open Odoo's return of the delivery, with the pieces that are refunded."""
        self.ensure_one()
        self.env["stock.picking"].check_access("create")
        lines = self.sudo().line_ids._counting().sale_line_id
        left = lines.move_ids.filtered(lambda move: move._laredoute_has_left())
        picking = left.picking_id.sorted(lambda each: (each.date_done, each.id))[-1:]
        if not picking or not self.to_return:
            raise UserError(
                self.env._("Nothing of %s is at the buyer's any more.", self.name)
            )
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        pieces = defaultdict(float)
        for line in self.sudo().line_ids._counting():
            pieces[line.sale_line_id] += line.quantity
        credited = self.sudo().credit_note_ids.invoice_line_ids.laredoute_sale_line_id
        for each in wizard.product_return_moves:
            sale_line = each.move_id.sale_line_id
            # of a kit its components, as many as go with the pieces
            sold = sale_line._laredoute_left() or 1
            each.quantity = each.move_id.quantity * min(pieces[sale_line] / sold, 1)
            # what its credit note did not take off the order is not taken off again
            each.to_refund = sale_line not in credited
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Return of %s", picking.name),
            "res_model": wizard._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
            "context": {"laredoute_refund_id": self.id},
        }

    # ------------------------------------------------------------------- documents
    def action_open_credit_notes(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "account.action_move_out_refund_type"
        )
        return _open(action, self.credit_note_ids)

    def action_open_returns(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "stock.action_picking_tree_all"
        )
        return _open(action, self.return_ids)


class LaredouteRefundLine(models.Model):
    _inherit = "laredoute.refund.line"

    def _counting(self):
        """Return the lines whose buyer has, or may soon have, the money back."""
        return self.filtered(lambda line: line.state in _COUNTING)


def _granted(order_line, name):
    """Return what La Redoute granted of a line: of its price, or of its fee."""
    lines = order_line.refund_line_ids.filtered(lambda each: each.state in _GRANTED)
    return sum((cents(each) for each in lines.mapped(name)), cents(0))


def _open(action, records):
    """Return an action of Odoo that shows some records only."""
    action.update(domain=[("id", "in", records.ids)], context={})
    if len(records) == 1:
        action.update(views=[(False, "form")], res_id=records.id)
    return action
