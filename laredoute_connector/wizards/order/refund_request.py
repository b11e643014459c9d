# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A person chooses what of an order La Redoute is to refund."""

from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...models.common import MANAGER, check_role
from ...models.refund.request import Part
from ...models.refund.states import UNFINISHED


class LaredouteRefundRequest(models.TransientModel):
    _name = "laredoute.refund.request"
    _description = "Refund at La Redoute"

    order_id = fields.Many2one("laredoute.order", required=True, readonly=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    refund_id = fields.Many2one(
        "laredoute.refund",
        readonly=True,
        help="The refund that La Redoute began, of which the amount is to be said.",
    )
    picking_id = fields.Many2one("stock.picking", "Return", readonly=True)
    credit_note_id = fields.Many2one("account.move", readonly=True)
    reason_id = fields.Many2one("laredoute.reason", domain=[("for_refund", "=", True)])
    note = fields.Char(help="For your colleagues. La Redoute does not get it.")
    line_ids = fields.One2many("laredoute.refund.request.line", "request_id")
    amount = fields.Monetary("Total", compute="_compute_amount")
    unshipped = fields.Boolean(compute="_compute_amount")
    waits_for_rest = fields.Boolean(compute="_compute_amount")
    waits_for = fields.Char(compute="_compute_waits_for")
    has_obstacle = fields.Boolean(compute="_compute_waits_for")

    @api.depends("line_ids.amount", "line_ids.selected", "line_ids.quantity")
    def _compute_amount(self):
        for request in self:
            selected = request.line_ids.filtered("selected")
            request.amount = sum(selected.mapped("amount"))
            unshipped = selected.filtered(
                lambda line: line.order_line_id._is_unshipped()
            )
            request.unshipped = any(line._is_whole() for line in unshipped)
            request.waits_for_rest = any(not line._is_whole() for line in unshipped)

    @api.depends("order_id", "line_ids.obstacle")
    def _compute_waits_for(self):
        for request in self:
            under_way = request.order_id.refund_ids.filtered(
                lambda each: each.state in UNFINISHED
            )
            request.waits_for = ", ".join(under_way.mapped("name"))
            request.has_obstacle = any(request.line_ids.mapped("obstacle"))

    # ---------------------------------------------------------------- opening it
    @api.model
    def _open(self, order, pieces=None, amounts=None, refund=None, **documents):
        """Return the dialogue.

        :param order: ``laredoute.order``
        :param pieces: {id of an order line: pieces that came back}
        :param amounts: {id of an order line: euros of its price, VAT included}
        :param refund: the refund of which the amount is to be said
        :param documents: ``picking`` or ``credit_note``, tied to the refund
        :raises UserError: where La Redoute takes no refund from here
        """
        order._check_here()
        if not refund:
            self.env["laredoute.refund"]._check_refundable(order)
        lines = refund.line_ids.order_line_id if refund else order.line_ids
        request = self.create(
            {
                "order_id": order.id,
                "refund_id": refund.id if refund else False,
                "picking_id": documents.get("picking", self.picking_id).id,
                "credit_note_id": documents.get("credit_note", self.credit_note_id).id,
                "line_ids": [
                    Command.create(self._prepare_line(line, pieces, amounts, refund))
                    for line in lines
                ],
            }
        )
        return request._dialogue()

    def _dialogue(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Refund at La Redoute"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    @api.model
    def _prepare_line(self, line, pieces, amounts, refund):
        """Return what the dialogue shows of an order line, and proposes."""
        obstacle = "" if refund else line._not_refundable()
        without = refund.line_ids if refund else None
        left = line._refundable(without)
        if not obstacle and not left.goods:
            obstacle = self.env._("All of it was refunded.")
        given = line.id in {**(pieces or {}), **(amounts or {})}
        alone = pieces is None and amounts is None and len(line.order_id.line_ids) == 1
        wanted = (pieces or {}).get(line.id, int(left.quantity))
        return {
            "order_line_id": line.id,
            "obstacle": obstacle,
            "quantity_left": int(left.quantity),
            "goods_left": float(left.goods),
            "fee_left": float(left.fee),
            "selected": not obstacle and bool(given or alone or refund),
            "by": "amount" if amounts and given else "pieces",
            "quantity": max(min(int(wanted), int(left.quantity)), 0),
            "goods": min((amounts or {}).get(line.id, 0), float(left.goods)),
            # of an order of which all goes back, the delivery as well
            "fee": bool(alone or refund) and left.fee > 0,
        }

    # ------------------------------------------------------------------- buttons
    def action_select_all(self):
        """Refund the whole order, delivery fees included."""
        self.ensure_one()
        check_role(self.order_id, MANAGER)
        for line in self.line_ids.filtered(lambda each: not each.obstacle):
            line.write(
                {
                    "selected": True,
                    "by": "pieces",
                    "quantity": line.quantity_left,
                    "fee": line.fee_left > 0,
                }
            )
        return self._dialogue()

    def action_request(self):
        """Have La Redoute refund what was selected."""
        self.ensure_one()
        check_role(self.order_id, MANAGER)
        parts = self._parts()
        if not parts:
            raise UserError(
                self.env._("Choose at least one line, or press “Whole Order”.")
            )
        if not self.reason_id:
            raise UserError(self.env._("Choose a reason: why is the buyer refunded?"))
        refund = (
            self.env["laredoute.refund"]
            .sudo()
            ._request(self.order_id.sudo(), parts, self.reason_id, self.note)
        )
        self._tie(refund)
        return _show(refund)

    def _parts(self):
        """Return what was selected of the order's lines, and of no other's."""
        lines = self.line_ids.filtered(
            lambda line: line.selected and line.order_line_id.order_id == self.order_id
        )
        return [line._part() for line in lines]

    def _tie(self, refund):
        """Tie the refund to the return, or the credit note, that it was made from."""
        picking, note = self.sudo().picking_id, self.sudo().credit_note_id
        sale = refund.sudo().sale_order_id
        if sale and picking.sale_id == sale:
            picking.laredoute_refund_id = refund
        if sale and note.invoice_line_ids.sale_line_ids.order_id == sale:
            note.laredoute_refund_id = refund

    def action_say_how_much(self):
        """Note how much La Redoute refunds of what it began."""
        self.ensure_one()
        check_role(self.refund_id, MANAGER)
        if self.refund_id.order_id != self.order_id:
            raise UserError(self.env._("This refund is not of the order."))
        self.refund_id.sudo()._say_how_much(self._parts())
        return _show(self.refund_id)


class LaredouteRefundRequestLine(models.TransientModel):
    _name = "laredoute.refund.request.line"
    _description = "Line of a Refund at La Redoute"

    request_id = fields.Many2one(
        "laredoute.refund.request", required=True, ondelete="cascade"
    )
    order_line_id = fields.Many2one(
        "laredoute.order.line", required=True, readonly=True
    )
    currency_id = fields.Many2one(related="order_line_id.currency_id")
    product_id = fields.Many2one(related="order_line_id.product_id")
    obstacle = fields.Char("Why Not", readonly=True)
    quantity_left = fields.Integer("Pieces", readonly=True)
    goods_left = fields.Monetary("At Most", readonly=True)
    fee_left = fields.Monetary("Delivery Fee, at Most", readonly=True)
    selected = fields.Boolean("Refund")
    by = fields.Selection(
        [("pieces", "Pieces"), ("amount", "Part of the price")],
        default="pieces",
        required=True,
    )
    quantity = fields.Integer()
    goods = fields.Monetary("Amount", help="Of the price, VAT included.")
    fee = fields.Boolean(help="Refund its delivery fee as well.")
    amount = fields.Monetary("Total", compute="_compute_amount")

    @api.depends("selected", "by", "quantity", "goods", "fee", "goods_left", "fee_left")
    def _compute_amount(self):
        for line in self:
            goods = line.goods
            if line.by == "pieces":
                goods = line._price()
            line.amount = goods + (line.fee_left if line.fee else 0)

    def _is_whole(self):
        return self.by == "pieces" and self.quantity == self.order_line_id.quantity

    def _price(self):
        """Return what the pieces cost; 0 where there are not that many."""
        line, refund = self.order_line_id, self.request_id.refund_id
        left = line._refundable(refund.line_ids if refund else None)
        try:
            price = left.price_of(Decimal(self.quantity), line._exact_price())
        except ValueError:
            return 0
        return float(price)

    def _part(self):
        """Return the :class:`~...models.refund.request.Part` that was selected.

        :raises UserError: where it is none
        """
        self.ensure_one()
        line = self.order_line_id.sudo()
        if self.by == "pieces" and self.quantity <= 0:
            raise UserError(
                self.env._("How many pieces of %s?", line.product_id.display_name)
            )
        by_pieces = self.by == "pieces"
        return Part(
            line=line,
            quantity=self.quantity if by_pieces else 0,
            goods=None if by_pieces else self.goods,
            fee=self.fee,
        )


def _show(refund):
    return {
        "type": "ir.actions.act_window",
        "res_model": "laredoute.refund",
        "res_id": refund.id,
        "view_mode": "form",
        "target": "current",
    }
