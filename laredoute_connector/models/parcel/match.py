# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which delivery each line of a file is about, and why one cannot be used.

Everything is looked up in bulk; nothing but the lines is written.
"""

from collections import defaultdict

from ...marketplace.places import parcel_number
from ..order.status import DEAD


def match(company, lines):
    """Find the delivery of lines, or say why there is none.

    :param company: whose orders are looked at
    :param lines: ``laredoute.parcel.line`` that are still to be applied
    """
    lines = _match_carriers(company, lines)
    lines = _match_orders(company, lines)
    # what all of them need, in a few queries
    pickings = lines.sale_order_id.picking_ids
    pickings.move_ids.mapped("sale_line_id.laredoute_line_id.ean")
    for line in lines:
        _match_one(line)
    _match_each_other(lines.filtered(lambda line: line.state == "ready"))


# ------------------------------------------------------------------------ in bulk
def _match_carriers(company, lines):
    """Give lines the carrier they name; return those that may go on."""
    env = lines.env
    carriers = env["delivery.carrier"].search(
        env["delivery.carrier"]._check_company_domain(company)
    )
    names = defaultdict(env["delivery.carrier"].browse)
    for carrier in carriers:
        names[_plain(carrier.name)] |= carrier
    for row in env["laredoute.carrier"].search([("company_id", "=", company.id)]):
        names[_plain(row.name)] |= row.carrier_id
    for line in lines.filtered("carrier_text"):
        found = names.get(_plain(line.carrier_text))
        if found:
            line.carrier_id = found[0]
        else:
            line._set_result("problem", "unknown_carrier", text=line.carrier_text)
    return lines.filtered(lambda line: line.state == "ready")


def _match_orders(company, lines):
    """Give lines the order, or the delivery, that they name; return those that go on.

    La Redoute's number counts before Odoo's, and a delivery's name comes last.
    """
    env, texts = lines.env, list({line.order_text for line in lines})
    ours = [("company_id", "=", company.id), ("laredoute_ref", "!=", False)]
    sales = env["sale.order"].search(
        [*ours, "|", ("laredoute_ref", "in", texts), ("name", "in", texts)]
    )
    pickings = env["stock.picking"].search([*ours, ("name", "in", texts)])
    by_ref, by_name = sales.grouped("laredoute_ref"), sales.grouped("name")
    by_delivery = pickings.grouped("name")
    for line in lines:
        text = line.order_text
        sale = by_ref.get(text) or by_name.get(text)
        if sale and len(sale) == 1:
            line.sale_order_id = sale
        elif sale:
            line._set_result("problem", "several_orders", text=text)
        elif picking := by_delivery.get(text):
            line.write({"sale_order_id": picking[0].sale_id, "picking_id": picking[0]})
        else:
            line._set_result("problem", "unknown_order", text=text)
    return lines.filtered(lambda line: line.state == "ready")


def _plain(text):
    return " ".join((text or "").split()).casefold()


# ---------------------------------------------------------------------- line by line
def _match_one(line):
    """Find the delivery that a line is about."""
    sale = line.sale_order_id
    order_lines = sale.laredoute_order_id.line_ids
    if sale.state == "cancel" or all(each.status in DEAD for each in order_lines):
        line._set_result("problem", "cancelled")
        return
    if sale.state != "sale":
        line._set_result("problem", "not_confirmed")
        return
    if line.item:
        line.sale_line_id = _sale_line(sale, line.item)
        if not line.sale_line_id:
            line._set_result("problem", "unknown_item", text=line.item)
            return
    deliveries = (line.picking_id or sale.picking_ids).filtered(
        lambda each: each._laredoute_to_buyer() and _brings(each, line)
    )
    open_ones = deliveries.filtered(lambda each: each.state not in ("done", "cancel"))
    left = deliveries.filtered(lambda each: each.state == "done")
    _match_delivery(line, open_ones, left)


def _sale_line(sale, item):
    """Return the line of what La Redoute sold by an EAN or SKU, empty for none."""
    code = _plain(item)
    for sale_line in sale.order_line.filtered("laredoute_line_id"):
        ours, product = sale_line.laredoute_line_id, sale_line.product_id
        known = (ours.ean, ours.sku, product.barcode, product.default_code)
        if code in map(_plain, known):
            return sale_line
    return sale.order_line.browse()


def _brings(picking, line):
    moves = picking.move_ids.filtered(lambda move: move.state != "cancel")
    wanted = line.sale_line_id
    return bool(wanted in moves.sale_line_id if wanted else moves)


def number_of(line, picking):
    """Return a line's number as La Redoute is sent it by a delivery."""
    row = picking._laredoute_row()
    return row._number_of(parcel_number(line.tracking))


def _match_delivery(line, open_ones, left):
    """Say which delivery a line is about.

    :param open_ones: deliveries of its goods that are to leave
    :param left: those that have left
    """
    for picking in left:
        if picking._laredoute_number(line.sale_line_id) == number_of(line, picking):
            line.picking_id = picking
            line._set_result("same", "same", delivery=picking.name)
            return
    without = left.filtered(lambda each: not each._laredoute_number(line.sale_line_id))
    if len(open_ones) > 1:
        line._set_result("problem", "several_deliveries")
    elif open_ones:
        _match_open(line, open_ones)
    elif without:
        line.picking_id = without[0]
    elif left:
        known = left[-1]._laredoute_number(line.sale_line_id)
        line._set_result(
            "problem", "already_shipped", known=known, delivery=left[-1].name
        )
    else:
        line._set_result("problem", "no_delivery")


def _match_open(line, picking):
    earlier = picking.move_ids.move_orig_ids._laredoute_waiting().picking_id[:1]
    if earlier:
        line._set_result("problem", "earlier_step", delivery=earlier.name)
        return
    waits = remaining(line, picking)
    if line.quantity and line.quantity > waits:
        line._set_result("problem", "too_many", known=int(waits))
        return
    line.picking_id = picking


def remaining(line, picking):
    """Return how many pieces of a line's goods a delivery brings; a kit is one piece.

    :param line: ``laredoute.parcel.line``; without an item, all goods count
    """
    moves = picking.move_ids._laredoute_waiting()
    if not line.sale_line_id:
        return sum(moves.mapped("product_uom_qty"))
    moves = moves.filtered(lambda move: move.sale_line_id == line.sale_line_id)
    own = moves.filtered(lambda move: move.product_id == line.sale_line_id.product_id)
    if own == moves:
        return sum(moves.mapped("product_uom_qty"))
    ordered = line.sale_line_id.product_uom_qty
    return ordered - line.sale_line_id._laredoute_left()


# ------------------------------------------------------------------ line beside line
def _match_each_other(lines):
    """Lines of the same goods: one that is said twice, or two numbers for one thing."""
    for group in lines.grouped("sale_order_id").values():
        seen = {}
        for line in group:
            key = (line.sale_line_id, line.tracking, line.quantity, line.picking_id)
            if key in seen:
                line._set_result("problem", "doubled", line=seen[key].number)
            else:
                seen[key] = line
        kept = group.filtered(lambda line: line.state == "ready")
        clashing = [(line, _clash(line, kept)) for line in kept]
        for line, other in clashing:
            if other:
                line._set_result("problem", "two_parcels", line=other.number)


def _clash(line, others):
    """Return a line that says another number for the same goods; empty for none."""
    for other in others - line:
        apart = other.picking_id != line.picking_id or other.tracking == line.tracking
        same = not line.sale_line_id or not other.sale_line_id
        same = same or line.sale_line_id == other.sale_line_id
        parts = line.sale_line_id and line.quantity and other.quantity
        if same and not apart and not parts:
            return other
    return line.browse()
