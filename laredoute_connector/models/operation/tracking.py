# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A parcel's number that changes on its way to La Redoute, or after it."""

from odoo import fields, models
from odoo.exceptions import UserError

from ...marketplace.places import parcel_number
from ...marketplace.statuses import DecisionKind

#: state of a shipment → what of its parcel must change for it to go again
WATCHED = {
    "sent": ("tracking_number",),
    "refused": ("tracking_number", "carrier", "tracking_url"),
}


class LaredouteOperation(models.Model):
    _inherit = "laredoute.operation"

    taken_number = fields.Char(
        "Number at La Redoute",
        readonly=True,
        help="The tracking number that La Redoute took, while a correction of it is on "
        "its way.",
    )

    def _correct(self, parcel):
        """Have shipments say what is true of their parcel now.

        One that was not sent yet changes; one that was refused, or taken with another
        number, goes again while La Redoute takes shipments of its line. What La Redoute
        cannot be informed of any more is a disagreement.

        :param parcel: {field of the operation: value} of the parcel as it is now
        """
        for operation in self:
            if operation.state == "queued":
                if operation._differs(parcel, parcel):
                    operation.write(parcel)
                continue
            watched = WATCHED.get(operation.state, ())
            if operation._is_allowed() and operation._differs(parcel, watched):
                taken = operation.state == "sent" and operation.tracking_number
                operation.write(
                    {
                        **parcel,
                        "state": "queued",
                        "message": False,
                        "attempts": 0,
                        # corrected twice: what it took last is what it has
                        "taken_number": taken or operation.taken_number,
                    }
                )

    def _all_left(self):
        """Whether a shipment may go: all that is to leave of the line left.

        La Redoute may want more than when the parcel left. A correction of what La
        Redoute took already goes in any case, and what is on its way is.
        """
        self.ensure_one()
        line = self.order_line_id
        here = self.state in ("queued", "refused") and not self.taken_number
        ships = DecisionKind(self.kind) is DecisionKind.SHIP
        if not ships or not here or not line.sale_line_id.move_ids:
            return True
        return line.sale_line_id._laredoute_left() >= line._pieces_to_leave()

    def _check_all_left(self):
        """Raise a UserError where a shipment waits for the rest of its line."""
        for operation in self.filtered(lambda each: not each._all_left()):
            raise UserError(
                self.env._(
                    "%(decision)s of order %(order)s cannot be sent yet: not all that "
                    "La Redoute sold of %(product)s has left. Deliver the rest or "
                    "refund it, and it is sent.",
                    decision=operation.display_name,
                    order=operation.order_id.display_name,
                    product=operation.order_line_id.product_id.display_name,
                )
            )

    def _differs(self, parcel, names):
        held = {name: self[name] for name in names}
        if "picking_id" in held:
            held["picking_id"] = self.picking_id.id
        if "tracking_number" in held:
            # one that was sent as it was typed is the same
            held["tracking_number"] = parcel_number(held["tracking_number"] or "")
        return any(held[name] != parcel[name] for name in names)

    def _confirm(self):
        """La Redoute's line shows it; with the number that it positively took."""
        self.ensure_one()
        values = {"state": "confirmed", "message": False}
        if self.taken_number:
            values["taken_number"] = False
            if self.state != "sent":
                # the correction did not arrive, or nobody knows
                values["tracking_number"] = self.taken_number
        self.write(values)
