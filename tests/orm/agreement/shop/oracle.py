# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What agreement is, said a second time: from La Redoute's truth and Odoo's tables.

Nothing here uses the comparison that is tested, nor what it reads.
"""

from .words import DEAD, FOLLOWED, GRANTED, OPEN, PAID, PROMISED, SHIPPED

#: where a decision is on its way, or arrived
UNDER_WAY = ("queued", "sending", "sent", "unknown", "confirmed")


def differences(inbox, order, market):
    """Return [(line's number or "", what Odoo's documents hold otherwise)].

    :param inbox: the connector's record of the order
    :param order: the order as La Redoute has it
    :param market: La Redoute, with the requests by which it refunds lines, and the
        parcels that it shows their buyers
    """
    sale, found, refunds = inbox.sale_order_id, [], market.refunds
    if not sale:
        wanted = any(line.status.value in OPEN for line in order.lines)
        return [("", "no sale order")] if wanted else []
    for line in order.lines:
        found += [
            (line.remote_id, each)
            for each in _of_line(sale, line, _stored(inbox, line), refunds)
        ]
        found += [
            (line.remote_id, each)
            for each in _parcel(sale, line, _stored(inbox, line), market.parcels)
        ]
    alive = [
        line
        for line in order.lines
        if line.status.value not in DEAD and not _stored(inbox, line).given_back
    ]
    sold = [
        line
        for line in alive
        if line.status.value not in ("to_cancel", "unknown")
        or _stored(inbox, line).sale_line_id
    ]
    total = sum(_sold(line, _stored(inbox, line)) * line.unit_price for line in sold)
    total += sum(line.delivery_fee for line in alive)
    if sale.state != "cancel" and alive and round(sale.amount_total, 2) != float(total):
        found.append(("", f"total {sale.amount_total} instead of {total}"))
    if sale.state != "cancel" and not alive and _of_people(sale):
        found.append(("", "people sell something else with it"))
    if sale.state != "cancel" and _fee_differs(sale, alive, refunds):
        found.append(("", "its fee is refunded and charged"))
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


def _parcel(sale, line, stored, parcels):
    """Yield where the buyer follows another parcel than the last one that left."""
    followed, status = parcels.get(line.remote_id), line.status.value
    if not followed or status not in FOLLOWED or stored.given_back:
        return
    left = stored.sale_line_id.move_ids.filtered(
        lambda each: each.state == "done" and each.location_dest_id.usage == "customer"
    )
    numbers = [
        package.laredoute_tracking_ref or move.picking_id.carrier_tracking_ref
        for move in left.sorted(lambda each: (each.picking_id.date_done, each.id))
        for package in [move.move_line_ids.result_package_id[:1]]
    ]
    last = [each for each in numbers if each][-1:]
    if sale.state != "cancel" and last and last != [followed]:
        yield f"its buyer follows {followed} instead of {last[0]}"


def _fee_differs(sale, alive, refunds):
    """Whether more of the delivery fees is charged than La Redoute keeps."""
    granted = sum(
        line.delivery_fee
        for line in alive
        if line.status.value in GRANTED
        and (line.remote_id not in refunds or refunds[line.remote_id].refund_shipping)
    )
    fee = sum(line.delivery_fee for line in alive)
    charged = sum(_charged(each)[0] for each in sale.order_line if each.is_delivery)
    return bool(granted) and charged > float(fee - granted) + 0.001


def _granted(line, refunds):
    """What La Redoute gives back of a line's price."""
    price = line.quantity * line.unit_price
    request = refunds.get(line.remote_id)
    if line.status.value not in GRANTED:
        return 0
    if request is None:
        return price
    if request.amount is not None:
        return request.amount
    return min(request.quantity * line.unit_price, price)


def _money(line, stored, refunds, sale_line, back):
    """Yield what is charged, credited or sent back, and not refunded alike."""
    charged, credited = _charged(sale_line)
    price, granted = line.quantity * line.unit_price, _granted(line, refunds)
    if granted and charged > float(price - granted) + 0.001:
        yield "is refunded and charged"
    live = stored.refund_line_ids.filtered(
        lambda each: each.state not in ("refused", "dropped", "cancelled")
    )
    if not all(live.refund_id.mapped("amount_known")):
        return
    kept = float(price) - sum(live.mapped("goods"))
    if line.status.value in PAID and credited > 0 and charged < kept - 0.001:
        yield "is credited and not refunded"
    pieces = sum(live.mapped("quantity"))
    of_price = any(not each.quantity for each in live)
    after = line.status.value in PAID - {"to_ship"}
    if after and live and back > pieces and not of_price:
        yield "more came back than is refunded"


def _of_people(sale):
    """Lines that La Redoute knows nothing of, and that cost something."""
    return sale.order_line.filtered(
        lambda each: not each.laredoute_line_id and each.price_total
    )


def _stored(inbox, line):
    return inbox.line_ids.filtered(lambda each: each.remote_id == line.remote_id)


def _of_line(sale, line, stored, refunds):
    status = line.status.value
    sale_line = stored.sale_line_id
    left, back, to_leave = _units(sale_line)
    charged, _credited = _charged(sale_line)
    declined = _is_declined(stored)
    if status in DEAD or stored.given_back:
        ordered = max(to_leave, sale_line.product_uom_qty - (left - back))
        yield from _dead(sale, left - back, ordered, charged)
        return
    if declined or status in ("to_cancel", "unknown"):
        yield from _left_in_vain(status, declined, left, back)
        return
    if status in OPEN | SHIPPED:
        if sale.state == "cancel" or not sale_line:
            yield "cancelled in Odoo" if sale_line else "no line in Odoo"
            return
        yield from _content(sale_line, line, _expected(line, stored))
    if status in PROMISED - {"to_ship"} and left:
        yield "left before the payment"
    if status == "to_ship":
        yield from _shipment(sale, line, stored, (left, to_leave))
    elif status in SHIPPED and (left < _expected(line, stored)):
        yield f"{left:g} of {line.quantity} left"
    elif status in SHIPPED and back and not _live(stored):
        yield f"{back:g} came back"
    yield from _money(line, stored, refunds, sale_line, back)


def _is_declined(stored):
    waits = stored.refund_line_ids.filtered(
        lambda each: each.unshipped and each.state == "queued"
    )
    return bool(waits) or _is_under_way(stored, "refuse", "out_of_stock")


def _left_in_vain(status, declined, left, back):
    if declined and left > back:
        yield "left, and La Redoute was informed that nothing comes"
    elif status == "to_cancel" and left:
        yield "left, and the payment failed"


def _sold(line, stored):
    """Pieces that the sale order may hold: all, or those that are to leave."""
    if _is_declined(stored):
        # nothing of it comes, and people took out what they took out
        return int(stored.sale_line_id.product_uom_qty)
    expected = _expected(line, stored)
    lowered = stored.sale_line_id.product_uom_qty == expected
    return expected if lowered else line.quantity


def _live(stored):
    return stored.refund_line_ids.filtered(
        lambda each: each.state not in ("refused", "dropped", "cancelled")
    )


def _expected(line, stored):
    """Pieces that are to leave: the buyer has the money of the others back."""
    back = _live(stored).filtered(lambda each: not each.unshipped)
    return max(line.quantity - sum(back.mapped("quantity")), 0)


def _dead(sale, away, ordered, charged):
    if away > 0:
        yield f"{away:g} left and are not back"
    if sale.state != "cancel" and ordered > 0:
        yield f"{ordered:g} are still ordered"
    if charged > 0:
        yield "is still charged"


def _content(sale_line, line, expected):
    if sale_line.product_uom_qty not in (line.quantity, expected):
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
        goes = move.location_id.usage == "internal"
        there += (comes - goes) * move.product_uom_qty
    return bool(waiting) and there < 0


def _shipment(sale, line, stored, units):
    left, to_leave = units
    shipping = _is_under_way(stored, "ship")
    expected = _expected(line, stored)
    if 0 < expected < line.quantity and left + to_leave > expected:
        yield "what is refunded is to leave as well"
    elif shipping and left < expected:
        yield "more was said to be shipped than left"
    elif not shipping and left >= expected:
        yield "it left, and La Redoute does not know"
    elif not shipping and sale.state == "sale" and not to_leave:
        yield "nothing leaves"
    elif not shipping and sale.state == "sale" and _lacks(stored.sale_line_id):
        yield "its goods are not there"


def _units(sale_line):
    """(left, came back, to leave) units of a line, in one step or in several."""
    left = back = to_leave = 0
    for move in sale_line.move_ids.filtered(lambda each: each.state != "cancel"):
        units = move.quantity if move.state == "done" else move.product_uom_qty
        if move.state == "done" and move.location_dest_id.usage == "customer":
            left += units
        elif move.state == "done" and move.location_id.usage == "customer":
            swapped = move.product_id != sale_line.product_id
            if move.origin_returned_move_id or swapped:
                back += units
            else:
                # of a lowered quantity: it never left for the buyer
                left -= units
        elif move.state != "done" and _goes_to_a_buyer(move):
            to_leave += units
    return left, back, to_leave


def _goes_to_a_buyer(move):
    """Whether a move ends at a customer, or another one takes it there afterwards."""
    ends = move.location_final_id or move.location_dest_id
    return ends.usage == "customer"


def _charged(sale_line):
    """(invoiced less credited, credited), VAT included."""
    apart = sale_line.env["account.move.line"].search(
        [("laredoute_sale_line_id", "in", sale_line.ids)]
    )
    posted = (sale_line.invoice_lines | apart).filtered(
        lambda each: each.move_id.state == "posted"
    )
    credited = sum(
        each.quantity * each.price_unit * (1 - each.discount / 100)
        for each in posted
        if each.move_id.move_type == "out_refund"
    )
    invoiced = sum(
        each.quantity * each.price_unit * (1 - each.discount / 100)
        for each in posted
        if each.move_id.move_type != "out_refund"
    )
    return round(invoiced - credited, 2), round(credited, 2)


def _is_under_way(stored, *kinds):
    """Whether the newest decision of these kinds was not refused."""
    made = stored.operation_ids.filtered(lambda each: each.kind in kinds).sorted("id")
    return bool(made) and made[-1].state in UNDER_WAY
