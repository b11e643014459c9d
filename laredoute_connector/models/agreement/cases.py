# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What both sides hold of some orders, read in bulk for the comparison."""

from decimal import Decimal

from ...marketplace.agreement import (
    Case,
    DecisionMade,
    Line,
    Outcome,
    SaleLine,
    SaleState,
)
from ...marketplace.places import (
    Town,
    decode_country,
    is_taxed_as_france,
    parcel_number,
)
from ...marketplace.statuses import DecisionKind, LineStatus
from ..common import cents, utc
from ..offer.stock import Stock
from ..order.delivery import town_of, unpack_delivery
from ..order.eco_fee import unit_fee
from ..order.elsewhere import is_elsewhere
from ..order.follow import address_digest
from ..refund.credit import charged_of
from .goods import Goods

_SALE_STATES = {
    "draft": SaleState.DRAFT,
    "sent": SaleState.DRAFT,
    "sale": SaleState.CONFIRMED,
    "cancel": SaleState.CANCELLED,
}
#: what is looked at of each move, and read of all of them ahead: what ``filtered``
#: returns reads its own records only
_AHEAD = (
    "move_line_ids.quantity",
    "picking_id.move_ids.state",
    "picking_id.partner_id.zip",
    "picking_id.sale_id.state",
)


def read_cases(orders):
    """Return {order id: :class:`Case`}, with a dozen queries for all of them."""
    orders = orders.sudo()
    sale_lines = orders.line_ids.sale_line_id
    fee_lines = orders.sale_order_id.order_line.filtered("is_delivery")
    goods, charged = _read_goods(sale_lines), charged_of(sale_lines | fee_lines)
    for account, of_account in orders.grouped("account_id").items():
        _read_lacking(account, of_account.line_ids.sale_line_id, goods)
    return {order.id: _case(order, goods, charged) for order in orders}


def _read_goods(sale_lines):
    moves = sale_lines.env["stock.move"].search(
        [("sale_line_id", "in", sale_lines.ids), ("state", "!=", "cancel")]
    )
    for path in _AHEAD:
        moves.mapped(path)
    by_line = moves.grouped("sale_line_id")
    return {line: Goods(line, by_line.get(line, moves.browse())) for line in sale_lines}


def _read_lacking(account, sale_lines, goods):
    """Note what deliveries wait for that is not there, nor on its way."""
    waiting = sale_lines.filtered(lambda line: goods[line].unreserved)
    for warehouse, lines in waiting.grouped(
        lambda line: goods[line].warehouses
    ).items():
        if len(warehouse) != 1:
            # a line of several: what one of them lacks, another one may have
            continue
        stock = Stock(account, lines.product_id, warehouse=warehouse)
        for line in lines:
            missing = -stock.of(line.product_id.id, "deliverable").deliverable
            goods[line].lacks = max(min(missing, goods[line].unreserved), 0.0)


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
        **_towns(order, goods),
        fee=cents(order._delivery_fee()),
        fee_charged=sum(
            (charged[each].charged for each in sale.order_line if each.is_delivery),
            cents(0),
        ),
        **_invoices(order),
        elsewhere=order.handled_elsewhere,
        only_followed=is_elsewhere(order),
        obstacle=(order.waiting_reason or "") if order.state == "waiting" else "",
    )


def _invoices(order):
    """Invoices that the account's policy made, and that wait for a person."""
    drafts = order.invoice_ids._laredoute_waiting()
    totals = drafts._laredoute_totals() if drafts else {}
    waits = drafts or order.sale_order_id.invoice_status == "to invoice"
    return {
        "drafted": sum(map(cents, drafts.mapped("amount_total"))) if drafts else None,
        "to_charge": sum(totals.values(), cents(0)),
        # whoever invoices it by hand needs nothing more
        "not_invoiced": (waits and order.invoice_problem) or "",
    }


def _towns(order, goods):
    """Where the order goes, and where La Redoute wants it now if that is elsewhere."""
    sale = order.sale_order_id
    partner = sale.partner_shipping_id
    moved = order.address_digest and order.address_digest != address_digest(order)
    address = unpack_delivery(order.delivery).address
    wanted = town_of(address)
    # before the buyer paid, La Redoute says but a part of the address
    astray = _astray(order, goods, wanted) if address.is_whole else ""
    return {
        "taxed_elsewhere": _taxed_elsewhere(address, partner),
        # in one language: whoever keeps it keeps it in all
        "fiscal_position": sale.fiscal_position_id.with_context(lang=None).name or "–",
        "strange_country": "" if partner.country_id else address.country_code or "–",
        "goes_to": str(_town_of(partner)),
        "wanted_at": str(wanted),
        "moved_to": str(wanted) if moved else "",
        "leaves_for": astray,
    }


def _astray(order, goods, wanted):
    """Return the town of a delivery to be done that is not the one La Redoute says."""
    for line in order.line_ids:
        # of a line with an address of its own, people decide
        if not line._goes_elsewhere():
            for parcel in goods[line.sale_line_id].parcels if line.sale_line_id else ():
                town = _town_of(parcel.partner_id)
                if not town.is_same(wanted):
                    return str(town) or parcel.partner_id.display_name or "–"
    return ""


def _taxed_elsewhere(address, partner):
    """Return the place where French VAT may not be due; empty where it is."""
    # a person may have set the country that nobody knew
    country = decode_country(address.country_code) or partner.country_id.code
    if not country or is_taxed_as_france(country, address.zip_code):
        return ""
    return f"{town_of(address)} ({country})"


def _town_of(partner):
    return Town(partner.zip or "", partner.city or "")


def _own_town(line):
    return str(town_of(unpack_delivery(line.delivery).address))


def _line(line, goods, charged):
    return Line(
        line_id=line.remote_id,
        status=LineStatus(line.status),
        status_text=line.status_text or "",
        since=utc(line.status_at or line.create_date),
        quantity=Decimal(line.quantity),
        unit_price=_exact(line._exact_price()),
        elsewhere=_own_town(line) if line._goes_elsewhere() else "",
        sale_line=_sale_line(line, goods, charged) if line.sale_line_id else None,
        decisions=tuple(_decision(each) for each in line.operation_ids.sorted("id")),
        refunds=tuple(each._made() for each in line.refund_line_ids.sorted("id")),
    )


def _sale_line(line, goods, charged):
    sale_line = line.sale_line_id
    moved = goods[sale_line]
    net = sale_line.price_unit * (1 - (sale_line.discount or 0) / 100)
    vat, on_top = sale_line.tax_ids, 0
    if line.eco_fee:
        vat = vat.filtered(lambda tax: tax.amount_type != "fixed")
        on_top = unit_fee(sale_line)
    return SaleLine(
        quantity=_exact(sale_line.product_uom_qty),
        unit_price=_exact(net) + on_top,
        # of an article that nobody knows, the order itself says so
        same_product=not line.product_id or sale_line.product_id == line.product_id,
        same_tax=bool(vat) and all(tax.price_include for tax in vat),
        has_goods=moved.has_goods,
        left=_exact(moved.left),
        returned=_exact(moved.returned),
        part_returned=moved.part_returned,
        away=_exact(moved.away),
        to_leave=_exact(moved.to_leave),
        lacks=_exact(moved.lacks),
        **charged[sale_line]._asdict(),
        left_at=utc(moved.left_at),
        tracking=sale_line._laredoute_parcel()._laredoute_number(sale_line),
    )


def _exact(amount):
    """Return units, or a price of one, without the noise of floats."""
    return Decimal(str(round(amount, 6)))


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
        bool(operation.taken_number),
    )
