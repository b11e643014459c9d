# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What moves stock: the offers of what it concerns are looked at before the next file.

Only noted here, in memory: the transaction's end writes one statement, whatever the
number of moves, which adds nothing for what La Redoute does not know.
"""

from odoo import api, models

#: fields of a move that decide what is to come or to leave
MOVES = {
    "state",
    "product_id",
    "product_uom_qty",
    "product_uom",
    "location_id",
    "location_dest_id",
    # of several steps, where the last one ends
    "location_final_id",
    # a receipt counts by its date
    "date",
}
#: fields of a quant that decide what is there and free
QUANTS = {"quantity", "reserved_quantity", "product_id", "location_id", "lot_id"}
#: dates of a lot after which its units are as good as gone; of an addon of Odoo's own
DATES = {"expiration_date", "removal_date", "use_date", "alert_date"}
#: fields of a location that decide whose stock lies in it
PLACES = {"usage", "location_id", "active", "company_id", "scrap_location"}


class StockQuant(models.Model):
    _inherit = "stock.quant"

    @api.model_create_multi
    def create(self, vals_list):
        quants = super().create(vals_list)
        quants._laredoute_stock_changed()
        return quants

    def write(self, vals):
        # moved to another product, it is missed by the first one
        if "product_id" in vals:
            self._laredoute_stock_changed()
        result = super().write(vals)
        if QUANTS & vals.keys():
            self._laredoute_stock_changed()
        return result

    def unlink(self):
        self._laredoute_stock_changed()
        return super().unlink()

    def _laredoute_stock_changed(self):
        self.env["laredoute.listing.stale"]._collect_stock(self.sudo().product_id.ids)


class StockMove(models.Model):
    _inherit = "stock.move"

    @api.model_create_multi
    def create(self, vals_list):
        moves = super().create(vals_list)
        moves._laredoute_stock_changed()
        return moves

    def write(self, vals):
        if "product_id" in vals:
            self._laredoute_stock_changed()
        result = super().write(vals)
        if MOVES & vals.keys():
            self._laredoute_stock_changed()
        return result

    def _write_multi(self, vals_list):
        """What follows from another transfer is computed: it is written here alone."""
        if not MOVES.isdisjoint(set().union(*vals_list)):
            # while they are written nothing of them is read
            stale = self.env["laredoute.listing.stale"]
            stale._collect("move", self.ids, check=False)
        return super()._write_multi(vals_list)

    def _laredoute_stock_changed(self):
        self.env["laredoute.listing.stale"]._collect_stock(self.sudo().product_id.ids)


class StockLot(models.Model):
    _inherit = "stock.lot"

    def write(self, vals):
        result = super().write(vals)
        if DATES & vals.keys():
            self.env["laredoute.listing.stale"]._collect_stock(
                self.sudo().product_id.ids
            )
        return result


class StockLocation(models.Model):
    _inherit = "stock.location"

    def write(self, vals):
        result = super().write(vals)
        if PLACES & vals.keys():
            accounts = self.env["laredoute.account"].sudo()._working()
            self.env["laredoute.listing"]._invalidate_accounts(accounts, check=False)
        return result
