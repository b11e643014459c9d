# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the warehouse does, for the tests inside Odoo and around it."""


def validate_delivery(picking, tracking, carrier=None, quantity=None):
    """Validate a delivery as a warehouse user does, without a backorder's dialogue.

    :param quantity: how many of each move leave; all where nothing is said
    """
    picking.action_assign()
    for move in picking.move_ids.filtered(lambda each: each.state != "cancel"):
        left = move.product_uom_qty if quantity is None else quantity
        move.write({"quantity": left, "picked": True})
    values = {"carrier_tracking_ref": tracking}
    if carrier:
        values["carrier_id"] = carrier.id
    picking.write(values)
    picking.with_context(skip_backorder=True, skip_sms=True).button_validate()
