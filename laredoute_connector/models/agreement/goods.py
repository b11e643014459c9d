# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The units of a line that left, came back, or are to leave, by Odoo's moves."""

from collections import defaultdict

from ..offer.kits import KITS

#: states of moves that wait for goods on the shelf
UNRESERVED = ("confirmed", "partially_available")


class Goods:
    """The units of one sale order line that moved, or will.

    :ivar left: units that left the company; a receipt that returns no parcel takes
        back what a lowered quantity no longer sells: that never left for the buyer
    :ivar away: units at the buyer's; a kit of which but parts are there counts as one
    :ivar warehouses: where goods are waited for that nobody holds
    :ivar returned: units of these that came back
    :ivar part_returned: whether parts of one more came back, of a kit
    :ivar to_leave: units that are still to leave
    :ivar unreserved: units of these that nobody holds for them
    :ivar parcels: deliveries to the buyer that are still to be done
    """

    def __init__(self, sale_line, moves):
        self.has_goods = sale_line.product_id.type != "service"
        self.left = self.returned = self.to_leave = self.unreserved = 0.0
        self.lacks, self.left_at, self.part_returned = 0.0, None, False
        self.parcels = moves.picking_id.browse()
        self.warehouses = moves.location_id.warehouse_id.browse()
        parts = defaultdict(float)
        for move in moves:
            self._count(sale_line, move)
            parts[move.product_id] += _net(move)
        self.away = self.left - self.returned
        if moves - moves.filtered(lambda move: move.product_id == sale_line.product_id):
            self._count_kit(sale_line, moves)
            part = float(any(each > 0 for each in parts.values()))
            self.away = max(self.left - self.returned, part)
        taken_back = self._taken_back(sale_line, moves)
        self.left -= taken_back
        self.returned -= taken_back
        if self.has_goods:
            # Odoo counts as delivered what came back to be exchanged
            self.away = max(self.away, sale_line.qty_delivered)

    @staticmethod
    def _taken_back(sale_line, moves):
        receipts = moves.filtered(_takes_back)
        return _Receipts(sale_line, receipts).returned if receipts else 0.0

    def _count(self, sale_line, move):
        done = move.state == "done"
        units = move.product_uom._compute_quantity(
            move.quantity if done else move.product_uom_qty,
            sale_line.product_uom_id,
            round=False,
        )
        # in several steps, what is being picked is on its way out
        out = "customer" in (move.location_dest_id.usage, move.location_final_id.usage)
        if move._laredoute_has_left():
            self.left += units
            self.left_at = max(filter(None, (self.left_at, move.date)))
        elif done and move.location_id.usage == "customer":
            self.returned += units
        elif not done and out:
            self.to_leave += units
            if move.state in UNRESERVED and _is_on_shelf(move.location_id):
                wanted = move.product_uom_qty or 1
                self.unreserved += units * max(1 - move.quantity / wanted, 0)
                self.warehouses |= move.location_id.warehouse_id
            # the contact of what a supplier sends is the supplier
            if move.picking_id.picking_type_code == "outgoing":
                self.parcels |= move.picking_id

    def _count_kit(self, sale_line, moves):
        """Of a kit the components move; Odoo counts how many are whole."""
        waits, done = self.to_leave, moves.filtered(lambda move: move.state == "done")
        bom = _kit_bom(sale_line)
        if bom:
            self.left = _whole_kits(sale_line, bom, done, _leaves)
            self.returned = _whole_kits(sale_line, bom, done, _comes_back)
            # exchanged, it is whole again; of a lowered quantity it was never theirs
            done = done.filtered(lambda each: not _takes_back(each))
            whole = _whole_kits(sale_line, bom, done, _leaves, _comes_back)
            self.part_returned = whole < self.left - self.returned
        else:
            # it is none any more
            self.left, self.returned = sale_line.qty_delivered, 0.0
        self.to_leave = max(sale_line.product_uom_qty - self.left, 0) if waits else 0.0
        self.unreserved = min(self.unreserved, self.to_leave)


class _Receipts(Goods):
    """What receipts alone brought."""

    @staticmethod
    def _taken_back(_sale_line, _moves):
        return 0.0


def _net(move):
    """Units of a move that went to the buyer's, less those that came back."""
    if move.state != "done":
        return 0.0
    back = move.location_id.usage == "customer"
    return move.quantity * (move._laredoute_has_left() - back)


def _is_on_shelf(location):
    """Whether goods are still in a warehouse's stock: at its gate they were picked."""
    shelf = location.warehouse_id.lot_stock_id
    return bool(shelf) and location.parent_path.startswith(shelf.parent_path)


def _leaves(move):
    return move._laredoute_has_left()


def _comes_back(move):
    return move.location_id.usage == "customer"


def _takes_back(move):
    """Whether a receipt returns no parcel: a quantity was lowered."""
    done = move.state == "done"
    return done and _comes_back(move) and not move.origin_returned_move_id


def _kit_bom(sale_line):
    """Return the bill of materials of a product that is sold as a kit, if it is one."""
    env, kit = sale_line.env, sale_line.product_id
    if KITS not in env:
        return None
    company = sale_line.company_id.id
    found = env[KITS].sudo()._bom_find(kit, company_id=company, bom_type="phantom")
    return found[kit]


def _whole_kits(sale_line, bom, moves, counted, less=lambda _move: False):
    """Return how many kits are whole of the components that some moves moved.

    :param counted: which of the moves count, a function of one
    :param less: which of them take components away again
    """
    ways = {"incoming_moves": counted, "outgoing_moves": less}
    kit, one = sale_line.product_id, bom.product_qty
    whole = moves._compute_kit_quantities(kit, one, bom, ways)
    unit = sale_line.product_uom_id
    return bom.product_uom_id._compute_quantity(whole, unit, round=False)
