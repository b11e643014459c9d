# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What both sides hold of some orders, read in bulk for the comparison."""

from collections import defaultdict
from decimal import Decimal

from ...marketplace.agreement import (
    Case,
    DecisionMade,
    Line,
    Outcome,
    SaleLine,
    SaleState,
)
from ...marketplace.places import decode_country, is_taxed_as_france, parcel_number
from ...marketplace.statuses import DecisionKind, LineStatus
from ..common import cents, utc
from ..order.delivery import town_of, unpack_delivery
from ..order.follow import address_digest

_SALE_STATES = {
    "draft": SaleState.DRAFT,
    "sent": SaleState.DRAFT,
    "sale": SaleState.CONFIRMED,
    "cancel": SaleState.CANCELLED,
}


class Goods:
    """The units of one sale order line that moved, or will.

    :ivar left: units that left the company
    :ivar returned: units of these that came back
    :ivar to_leave: units that are still to leave
    """

    def __init__(self, sale_line, moves):
        self.has_goods = sale_line.product_id.type != "service"
        self.left = self.returned = self.to_leave = 0.0
        self.left_at = None
        for move in moves:
            self._count(sale_line, move)
        if moves - moves.filtered(lambda move: move.product_id == sale_line.product_id):
            self._count_kit(sale_line)

    def _count(self, sale_line, move):
        done = move.state == "done"
        units = move.product_uom._compute_quantity(
            move.quantity if done else move.product_uom_qty,
            sale_line.product_uom_id,
            round=False,
        )
        # in several steps, what is being picked is on its way out
        out = "customer" in (move.location_dest_id.usage, move.location_final_id.usage)
        if move._laredoute_has_left():
            self.left += units
            self.left_at = max(filter(None, (self.left_at, move.date)))
        elif done and move.location_id.usage == "customer":
            self.returned += units
        elif not done and out:
            self.to_leave += units

    def _count_kit(self, sale_line):
        """Of a kit the components move; Odoo counts how many are whole."""
        waits = self.to_leave
        self.left, self.returned = sale_line.qty_delivered, 0.0
        self.to_leave = max(sale_line.product_uom_qty - self.left, 0) if waits else 0.0


def read_cases(orders):
    """Return {order id: :class:`Case`}, with a dozen queries for all of them."""
    orders = orders.sudo()
    sale_lines = orders.line_ids.sale_line_id
    goods, charged = _read_goods(sale_lines), _read_charged(sale_lines)
    return {order.id: _case(order, goods, charged) for order in orders}


def _read_goods(sale_lines):
    moves = sale_lines.env["stock.move"].search(
        [("sale_line_id", "in", sale_lines.ids), ("state", "!=", "cancel")]
    )
    by_line = moves.grouped("sale_line_id")
    return {line: Goods(line, by_line.get(line, moves.browse())) for line in sale_lines}


def _read_charged(sale_lines):
    """{sale order line: amount invoiced less amount credited, VAT included}."""
    found = defaultdict(float)
    for line in sale_lines:
        for item in line.invoice_lines:
            if item.parent_state == "posted":
                sign = -1 if item.move_id.move_type == "out_refund" else 1
                found[line] += sign * item.price_total
    return found


def _case(order, goods, charged):
    sale = order.sale_order_id
    return Case(
        lines=tuple(_line(line, goods, charged) for line in order.line_ids),
        sale=_SALE_STATES[sale.state] if sale else SaleState.NONE,
        total=cents(order.amount_total),
        sale_total=cents(sale.amount_total) if sale else None,
        currency=order.account_id._platform().rule_book.limits.currency,
        sale_currency=sale.currency_id.name or "",
        answer_before=utc(order.answer_before),
        **_towns(order),
        obstacle=(order.waiting_reason or "") if order.state == "waiting" else "",
    )


def _towns(order):
    """Where the order goes, and where La Redoute wants it now if that is elsewhere."""
    partner = order.sale_order_id.partner_shipping_id
    moved = order.address_digest and order.address_digest != address_digest(order)
    address = unpack_delivery(order.delivery).address
    word = address.country_code
    return {
        "taxed_elsewhere": _taxed_elsewhere(address),
        "fiscal_position": order.sale_order_id.fiscal_position_id.name or "–",
        "strange_country": "" if partner.country_id else word or "–",
        "goes_to": f"{partner.zip or ''} {partner.city or ''}".strip(),
        "moved_to": _town(order.delivery) if moved else "",
    }


def _taxed_elsewhere(address):
    """Return the place where French VAT may not be due; empty where it is."""
    country = decode_country(address.country_code)
    if not country or is_taxed_as_france(country, address.zip_code):
        return ""
    return f"{town_of(address)} ({country})"


def _town(delivery):
    return town_of(unpack_delivery(delivery).address)


def _line(line, goods, charged):
    return Line(
        line_id=line.remote_id,
        status=LineStatus(line.status),
        status_text=line.status_text or "",
        since=utc(line.status_at or line.create_date),
        quantity=Decimal(line.quantity),
        unit_price=cents(line.unit_price),
        elsewhere=_town(line.delivery) if line._goes_elsewhere() else "",
        sale_line=_sale_line(line, goods, charged) if line.sale_line_id else None,
        decisions=tuple(_decision(each) for each in line.operation_ids.sorted("id")),
    )


def _sale_line(line, goods, charged):
    sale_line = line.sale_line_id
    moved = goods[sale_line]
    net = sale_line.price_unit * (1 - (sale_line.discount or 0) / 100)
    return SaleLine(
        quantity=_units(sale_line.product_uom_qty),
        unit_price=cents(net),
        same_product=sale_line.product_id == line.product_id,
        same_tax=bool(sale_line.tax_ids)
        and all(tax.price_include for tax in sale_line.tax_ids),
        has_goods=moved.has_goods,
        left=_units(moved.left),
        returned=_units(moved.returned),
        to_leave=_units(moved.to_leave),
        charged=cents(charged[sale_line]),
        left_at=utc(moved.left_at),
        tracking=sale_line._laredoute_parcel()._laredoute_number(),
    )


def _units(quantity):
    return Decimal(str(round(quantity, 6)))


def _decision(operation):
    if operation.state == "queued":
        # one that was put back waits since it was made
        since = operation.create_date if operation.attempts else operation.write_date
    else:
        since = operation.sent_at or operation.write_date
    return DecisionMade(
        DecisionKind(operation.kind),
        Outcome(operation.state),
        utc(since),
        operation.message or "",
        parcel_number(operation.tracking_number or ""),
    )
