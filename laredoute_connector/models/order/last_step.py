# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Goods that were picked and whose way to the buyer was cancelled."""


def go_on(sale_lines):
    """Make the next step of what was picked and goes nowhere any more.

    Odoo takes what was picked for procured, and makes nothing new of it, though the
    delivery that was to bring it was cancelled.

    :param sale_lines: ``sale.order.line`` records
    """
    moves = sale_lines.sudo().move_ids.filtered(lambda move: move.state != "cancel")
    picked = moves.filtered(
        lambda move: (
            move.state == "done"
            and move.location_dest_id.usage == "internal"
            and move.location_final_id.usage == "customer"
        )
    )
    made = moves.browse()
    for gate in picked.grouped(_gate).values():
        # a cancelled move forgets what came before it: what counts is what is there
        there = sum(map(_units, gate))
        there -= sum(_units(move) for move in moves if _takes_from(move, gate[0]))
        for move in gate.sorted("id", reverse=True):
            if there <= 0:
                break
            made |= _push(move, there)
            there -= _units(move)
    # as Odoo does once something is picked
    made._action_assign()


def _gate(move):
    """Return where what was picked of a line waits to go on."""
    return move.sale_line_id, move.product_id, move.location_dest_id


def _takes_from(move, picked):
    """Whether a move took, or is to take, from where another one brought goods."""
    return (move.sale_line_id, move.product_id, move.location_id) == _gate(picked)


def _units(move):
    """Return what a move moved, or is to, in the unit of its product."""
    units = move.quantity if move.state == "done" else move.product_uom_qty
    return move.product_uom._compute_quantity(
        units, move.product_id.uom_id, round=False
    )


def _push(move, most):
    """Make the next step of one move, of no more than is there of it.

    :param most: units, in the unit of the product
    """
    step, excess = move._push_apply(), _units(move) - most
    if step and excess > 0:
        unit = move.product_id.uom_id
        step.product_uom_qty -= unit._compute_quantity(excess, step.product_uom)
    return step
