# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Packages of one delivery that each have a number of their own."""

from odoo import fields, models

from ...marketplace.places import parcel_number

#: where addons that make labels keep a package's number
_OF_LABELS = "parcel_tracking"


class StockPackage(models.Model):
    _inherit = "stock.package"

    laredoute_tracking_ref = fields.Char(
        "Tracking Number",
        copy=False,
        help="Where the packages of a delivery have a number each: La Redoute is sent "
        "that of the package that a line is in. Empty: the delivery's.",
    )

    def _laredoute_number(self):
        """Return the package's own number, empty where it has none."""
        self.ensure_one()
        made = self[_OF_LABELS] if _OF_LABELS in self._fields else ""
        return parcel_number(self.laredoute_tracking_ref or made or "")

    def write(self, vals):
        """A number that comes after its parcel left is sent then."""
        result = super().write(vals)
        if {"laredoute_tracking_ref", _OF_LABELS} & vals.keys():
            lines = self.env["stock.move.line"].sudo()
            found = lines.search([("result_package_id", "in", self.ids)])
            found.picking_id._laredoute_look_again()
        return result


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    def _laredoute_package_number(self):
        """Return the number of the package that holds most of these; empty for none."""
        units = {}
        for line in self:
            package = line.result_package_id.sudo()
            number = package and package._laredoute_number()
            if number:
                units[number] = units.get(number, 0) + line.quantity
        return max(units, key=units.get, default="")
