# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Goods that were picked and whose way to the buyer was cancelled."""


def go_on(sale_line):
    """Make the next step of what was picked and goes nowhere any more.

    Odoo takes what was picked for procured, and makes nothing new of it, though the
    delivery that was to bring it was cancelled.

    :param sale_line: one ``sale.order.line``
    :return: the new moves
    """
    picked = sale_line.sudo().move_ids.filtered(
        lambda move: (
            move.state == "done"
            and move.location_dest_id.usage == "internal"
            and move.location_final_id.usage == "customer"
            # a cancelled move forgets what came before it
            and not set(move.move_dest_ids.mapped("state")) - {"cancel"}
        )
    )
    moves = picked._push_apply()
    # as Odoo does once something is picked
    moves._action_assign()
    return moves
