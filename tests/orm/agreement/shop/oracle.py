# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What agreement is, said a second time: from La Redoute's truth and Odoo's tables.

Nothing here uses the comparison that is tested, nor what it reads.
"""

from .words import DEAD, OPEN, PAID, PROMISED, REFUNDS, SHIPPED

#: where a decision is on its way, or arrived
UNDER_WAY = ("queued", "sending", "sent", "unknown", "confirmed")


def differences(inbox, order):
    """Return [(line's number or "", what Odoo's documents hold otherwise)].

    :param inbox: the connector's record of the order
    :param order: the order as La Redoute has it
    """
    sale, found = inbox.sale_order_id, []
    if not sale:
        wanted = any(line.status.value in OPEN for line in order.lines)
        return [("", "no sale order")] if wanted else []
    for line in order.lines:
        found += [
            (line.remote_id, each)
            for each in _of_line(sale, line, _stored(inbox, line))
        ]
    alive = [line for line in order.lines if line.status.value not in DEAD]
    sold = [
        line
        for line in alive
        if line.status.value not in ("to_cancel", "unknown")
        or _stored(inbox, line).sale_line_id
    ]
    total = sum(line.quantity * line.unit_price for line in sold)
    total += sum(line.delivery_fee for line in alive)
    if sale.state != "cancel" and alive and round(sale.amount_total, 2) != float(total):
        found.append(("", f"total {sale.amount_total} instead of {total}"))
    if sale.state != "cancel" and not alive and _of_people(sale):
        found.append(("", "people sell something else with it"))
    paid = [line.status.value in PAID for line in alive]
    due = any(line.status.value == "to_ship" for line in alive)
    if sale.state == "sale" and due:
        wanted = order.delivery.address.zip_code
        found += [
            ("", f"goes to {there} instead of {wanted}")
            for there in _destinations(sale)
            if there != wanted
        ]
    if due and all(paid) and sale.state in ("draft", "sent"):
        found.append(("", "paid and not confirmed"))
    return found


def _of_people(sale):
    """Lines that La Redoute knows nothing of, and that cost something."""
    return sale.order_line.filtered(
        lambda each: not each.laredoute_line_id and each.price_total
    )


def _stored(inbox, line):
    return inbox.line_ids.filtered(lambda each: each.remote_id == line.remote_id)


def _of_line(sale, line, stored):
    status = line.status.value
    sale_line = stored.sale_line_id
    left, back, to_leave = _units(sale_line)
    charged = _charged(sale_line)
    declined = _is_under_way(stored, "refuse", "out_of_stock")
    if status in DEAD:
        ordered = max(to_leave, sale_line.product_uom_qty - (left - back))
        yield from _dead(sale, left - back, ordered, charged)
        return
    if declined or status in ("to_cancel", "unknown"):
        if declined and left > back:
            yield "left, and La Redoute was informed that nothing comes"
        return
    if status in OPEN | SHIPPED:
        if sale.state == "cancel" or not sale_line:
            yield "cancelled in Odoo" if sale_line else "no line in Odoo"
            return
        yield from _content(sale_line, line)
    if status in PROMISED - {"to_ship"} and left:
        yield "left before the payment"
    if status == "to_ship":
        yield from _shipment(sale, line, stored, (left, to_leave))
    elif status in SHIPPED and (left < line.quantity or back):
        yield f"{left - back:g} of {line.quantity} are at the buyer's"
    if status in REFUNDS and charged > 0:
        yield "is refunded and charged"


def _dead(sale, away, ordered, charged):
    if away > 0:
        yield f"{away:g} left and are not back"
    if sale.state != "cancel" and ordered > 0:
        yield f"{ordered:g} are still ordered"
    if charged > 0:
        yield "is still charged"


def _content(sale_line, line):
    if sale_line.product_uom_qty != line.quantity:
        yield f"quantity {sale_line.product_uom_qty}"
    if round(sale_line.price_unit, 2) != float(line.unit_price) or sale_line.discount:
        yield f"price {sale_line.price_unit}"
    if sale_line.product_id.barcode != line.ean:
        yield f"product {sale_line.product_id.display_name}"
    if not all(tax.price_include for tax in sale_line.tax_ids) or not sale_line.tax_ids:
        yield "its tax"


def _destinations(sale):
    """Zip codes of what is still to leave for a buyer."""
    waiting = sale.order_line.move_ids.filtered(
        lambda each: (
            each.state not in ("done", "cancel")
            and each.location_dest_id.usage == "customer"
        )
    )
    return [picking.partner_id.zip for picking in waiting.picking_id]


def _lacks(sale_line):
    """Whether a delivery waits for goods, and more are sold than there are."""
    waiting = sale_line.move_ids.filtered(
        lambda each: (
            each.state in ("confirmed", "partially_available")
            and each.location_id.usage == "internal"
        )
    )
    product = sale_line.product_id
    quants = sale_line.env["stock.quant"].search(
        [("product_id", "=", product.id), ("location_id.usage", "=", "internal")]
    )
    moves = sale_line.env["stock.move"].search(
        [
            ("product_id", "=", product.id),
            ("state", "not in", ("draft", "done", "cancel")),
        ]
    )
    there = sum(quants.mapped("quantity"))
    for move in moves:
        comes = move.location_dest_id.usage == "internal"
        there += move.product_uom_qty if comes else -move.product_uom_qty
    return bool(waiting) and there < 0


def _shipment(sale, line, stored, units):
    left, to_leave = units
    shipping = _is_under_way(stored, "ship")
    if shipping and left < line.quantity:
        yield "more was said to be shipped than left"
    elif not shipping and left >= line.quantity:
        yield "it left, and La Redoute does not know"
    elif not shipping and sale.state == "sale" and not to_leave:
        yield "nothing leaves"
    elif not shipping and sale.state == "sale" and _lacks(stored.sale_line_id):
        yield "its goods are not there"


def _units(sale_line):
    """(left, came back, to leave) units of a line, of one-step deliveries."""
    left = back = to_leave = 0
    for move in sale_line.move_ids.filtered(lambda each: each.state != "cancel"):
        units = move.quantity if move.state == "done" else move.product_uom_qty
        if move.state == "done" and move.location_dest_id.usage == "customer":
            left += units
        elif move.state == "done" and move.location_id.usage == "customer":
            back += units
        elif move.location_dest_id.usage == "customer":
            to_leave += units
    return left, back, to_leave


def _charged(sale_line):
    posted = sale_line.invoice_lines.filtered(
        lambda each: each.move_id.state == "posted"
    )
    return sum(
        -each.price_total
        if each.move_id.move_type == "out_refund"
        else each.price_total
        for each in posted
    )


def _is_under_way(stored, *kinds):
    """Whether the newest decision of these kinds was not refused."""
    made = stored.operation_ids.filtered(lambda each: each.kind in kinds).sorted("id")
    return bool(made) and made[-1].state in UNDER_WAY
