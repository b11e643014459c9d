# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a file of parcels does to deliveries: as a warehouse user would."""

from odoo.exceptions import UserError

from .match import match, remaining

#: nobody is there to answer: what did not leave waits in a delivery of its own
QUIET = {"skip_backorder": True, "skip_sms": True, "tracking_disable": False}


def parcels_of(lines):
    """Return the lines that are ready, in parcels: what left together, by one number.

    :param lines: ``laredoute.parcel.line`` of one file
    """
    ready = lines.filtered(lambda line: line.state == "ready")
    found = ready.grouped(lambda line: (line.sale_order_id, line.tracking))
    return list(found.values())


def apply_parcel(lines):
    """Validate the delivery of a parcel, or add the number of one that left.

    What changed since the file was read counts: the lines are looked at again.

    :param lines: ready ``laredoute.parcel.line`` of one parcel
    :return: False where somebody is at the delivery at this moment
    :raises UserError: when Odoo does not validate it
    """
    file = lines.file_id
    sales = lines.sale_order_id.picking_ids
    if sales.try_lock_for_update(allow_referencing=True) != sales:
        return False
    # a delivery that another parcel of this file left is found again
    lines.filtered(
        lambda line: line.order_text != line.picking_id.name
    ).picking_id = False
    match(file.company_id, lines)
    for picking, ready in (
        lines.filtered(lambda line: line.state == "ready").grouped("picking_id").items()
    ):
        left = picking.state == "done"
        _write_tracking(picking, ready)
        if not left:
            _validate(picking, ready)
        code = "completed" if left else "validated"
        ready._set_result("done", code, delivery=picking.name)
        picking.message_post(
            body=picking.env._(
                "Parcel %(number)s, by line %(line)s of the file %(file)s.",
                number=ready[0].tracking,
                line=ready[0].number,
                file=file.filename,
            )
        )
    return True


def _write_tracking(picking, lines):
    values = {"carrier_tracking_ref": lines[0].tracking}
    carrier = lines.carrier_id[:1]
    if carrier and carrier != picking.carrier_id:
        values["carrier_id"] = carrier.id
    picking.write(values)


def _validate(picking, lines):
    """Validate a delivery: all of it, or what the lines say."""
    picking.action_assign()
    for move, quantity in _quantities(picking, lines).items():
        if quantity:
            move.quantity = quantity
        move.picked = bool(quantity)
    picking.with_context(**QUIET).button_validate()
    if picking.state != "done":
        raise UserError(
            picking.env._(
                "Odoo wants to know something before %s is done: validate it in Odoo.",
                picking.name,
            )
        )


def _quantities(picking, lines):
    """Return {move: how much of it left}, by what the lines say; 0 for what stays."""
    moves = picking.move_ids._laredoute_waiting()
    if not all(line.sale_line_id for line in lines):
        return {move: move.product_uom_qty for move in moves}
    shares = {}
    for line in lines:
        whole = remaining(line, picking)
        share = line.quantity / whole if line.quantity and whole else 1
        known = shares.get(line.sale_line_id, 0)
        shares[line.sale_line_id] = min(known + share, 1)
    return {
        move: move.product_uom_qty * shares.get(move.sale_line_id, 0) for move in moves
    }
