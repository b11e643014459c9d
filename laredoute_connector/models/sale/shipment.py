# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A parcel that left writes to the outbox; it never talks to La Redoute itself.

La Redoute takes one parcel a line, once the line can be shipped (protocol P-91): the
last that left. What is sent of it is what is true when it is sent.
"""

from odoo import fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as CONFLICTS

from ...marketplace.places import parcel_number, tracking_address
from ...marketplace.statuses import DecisionKind
from ..agreement.goods import Goods
from ..common import MANAGER, check_role
from ..flow.failure import log_bug
from ..order.status import PROMISED, SHIPPABLE


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _laredoute_left(self, planned=False):
        """Return how many units left for the buyer, also those that he sent back.

        :param planned: whether those count that are still to leave
        """
        self.ensure_one()
        moves = self.move_ids.filtered(lambda move: move.state != "cancel")
        goods = Goods(self, moves)
        return goods.left + goods.to_leave * planned

    def _laredoute_away(self):
        """Return how many units are at the buyer's: left, and not sent back."""
        self.ensure_one()
        moves = self.move_ids.filtered(lambda each: each.state != "cancel")
        return max(Goods(self, moves).away, 0)

    def _laredoute_returned(self, moves=None):
        """Return how many units the buyer sent back.

        :param moves: of which stock moves; all when not given
        """
        self.ensure_one()
        moves = self.move_ids if moves is None else moves
        return Goods(self, moves.filtered(lambda each: each.state != "cancel")).returned

    def _laredoute_parcel(self):
        """Return the delivery of the last parcel that left and has a number, if any."""
        self.ensure_one()
        left = self.move_ids.filtered(lambda move: move._laredoute_has_left())
        known = left.picking_id.filtered(lambda each: each._laredoute_number(self))
        return known.sorted(lambda each: (each.date_done, each.id))[-1:]


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _laredoute_to_buyer(self):
        """Whether goods reach the buyer by it, from whose shelf ever they come."""
        self.ensure_one()
        return self.location_dest_id.usage == "customer"

    def action_laredoute_out_of_stock(self):
        """Inform La Redoute that what a delivery brings of its order will not come.

        :raises AccessError: for whoever does not decide about La Redoute's orders
        """
        self.ensure_one()
        order = self.sale_id.laredoute_order_id
        check_role(order, MANAGER)
        lines = self._laredoute_brings().filtered(lambda line: not line._has_left())
        kind = DecisionKind.OUT_OF_STOCK
        return self.env["laredoute.decline"]._open(lines or order.line_ids, kind)

    # ------------------------------------------------------------------- the outbox
    def _laredoute_enqueue_shipment(self):
        """Write to the outbox which lines left in full, once tracking is known.

        A warehouse user's work never fails because of La Redoute: what cannot be
        written now is found by the outbox's cron.
        """
        for picking in self.sudo():
            if picking.state != "done" or not picking.sale_id.laredoute_order_id:
                continue
            try:
                with self.env.cr.savepoint():
                    picking._laredoute_write_operations()
            except CONFLICTS:
                # concurrency: Odoo runs the whole validation again
                raise
            except Exception as error:  # noqa: BLE001 - it stops only itself
                log_bug(f"Delivery {picking.name}: its operations", error)

    def _laredoute_write_operations(self):
        self.ensure_one()
        lines = self._laredoute_lines().filtered(self._laredoute_completes)
        # lines in packages that have numbers are parcels of their own
        for parcel_lines in lines.grouped(
            lambda line: self._laredoute_number(line.sale_line_id)
        ).values():
            tracking = self._laredoute_tracking(parcel_lines[:1].sale_line_id)
            if not tracking:
                continue
            parcel = {
                "picking_id": self.id,
                "shipped_at": self.date_done or fields.Datetime.now(),
                **tracking,
            }
            parcel_lines._enqueue(DecisionKind.SHIP, **parcel)._correct(parcel)
            parcel_lines.account_id._wake("send_operations")

    def _laredoute_lines(self):
        """Return La Redoute's lines that left here, if it is informed of any."""
        account = self.sale_id.laredoute_order_id.account_id
        sent = account.switch_fulfilment and (
            DecisionKind.SHIP in account._capabilities().decisions
        )
        moves = self.move_ids.filtered(lambda move: move._laredoute_has_left())
        lines = moves.sale_line_id.laredoute_line_id
        return lines if sent else lines.browse()

    def _laredoute_completes(self, line):
        """Whether a line can be shipped, and all of it left with this parcel.

        La Redoute's quantity counts, whatever the sale order says by now, but for what
        its buyer is refunded.
        """
        return (
            line.status in SHIPPABLE
            and line.sale_line_id._laredoute_left() >= line._pieces_to_leave()
            and line.sale_line_id._laredoute_parcel() == self
        )

    def _laredoute_unsent(self):
        """Return the state of a parcel that left and of which nothing is in the outbox.

        :return: ``missing``, ``held``, ``queued``, or False where nothing will be sent
        """
        self.ensure_one()
        lines = self._laredoute_lines().filtered(
            lambda line: (
                line.status in PROMISED
                and "ship" not in line.operation_ids.mapped("kind")
            )
        )
        if not lines:
            return False
        if not all(self._laredoute_tracking(line.sale_line_id) for line in lines):
            return "missing"
        return "queued" if any(map(self._laredoute_completes, lines)) else "held"

    def _add_delivery_cost_to_so(self):
        """Add no price of Odoo's carrier: the buyer paid La Redoute's fee."""
        if self.sudo().sale_id.laredoute_order_id:
            return None
        return super()._add_delivery_cost_to_so()

    # ----------------------------------------------------------------- its tracking
    def _laredoute_row(self):
        """Return what the account says of the delivery's carrier, if anything."""
        account = self.sudo().sale_id.laredoute_order_id.account_id
        return self.carrier_id.sudo().laredoute_carrier_ids.filtered(
            lambda row: row.account_id == account
        )

    def _laredoute_number(self, sale_line=None):
        """Return the parcel's number; one, as La Redoute takes only one.

        :param sale_line: whose goods; where they are in a package that has a number of
            its own, it is that of the package that holds most of them
        """
        number = ""
        if sale_line:
            moves = self.move_ids.filtered(lambda move: move.sale_line_id == sale_line)
            number = moves.move_line_ids._laredoute_package_number()
        number = number or parcel_number(self.carrier_tracking_ref or "")
        return self._laredoute_row()._number_of(number)

    def _laredoute_tracking(self, sale_line=None):
        """What is sent of the parcel.

        :param sale_line: see :meth:`_laredoute_number`
        :return: dict of operation fields, empty while something is missing: La Redoute
            wants the carrier, the number and the address (protocol P-93)
        """
        tracking = self._laredoute_tracking_known(sale_line)
        return tracking if all(tracking.values()) else {}

    def _laredoute_tracking_known(self, sale_line=None):
        """What is known of the parcel by now.

        The account's defaults stand in for a carrier or an address that neither the
        delivery nor its carrier says.
        """
        self.ensure_one()
        account = self.sudo().sale_id.laredoute_order_id.account_id
        number = self._laredoute_number(sale_line)
        return {
            "tracking_number": number,
            "carrier": self._laredoute_row().name
            or self.carrier_id.name
            or account.default_carrier,
            "tracking_url": self._laredoute_address(number, account),
        }

    def _laredoute_address(self, number, account):
        """Return where the parcel is followed, by whoever knows it best.

        What somebody wrote for this parcel; what the account says of the carrier; what
        Odoo's carrier says; what the account says of any carrier.
        """
        zip_code = self.partner_id.zip or ""
        if self.laredoute_tracking_url:
            return tracking_address(self.laredoute_tracking_url, number, zip_code)
        address = self._laredoute_row()._address_of(number, zip_code)
        default = account.default_tracking_url or ""
        return (
            address
            or self._laredoute_odoo_address(number)
            or tracking_address(default, number, zip_code)
        )

    def _laredoute_odoo_address(self, number):
        """Return the address that Odoo's carrier makes, of this one number."""
        several = self.get_multiple_carrier_tracking()
        if several:
            urls = dict(several)
            return urls.get(number) or several[0][1]
        url, raw = self.carrier_tracking_url, self.carrier_tracking_ref
        if url and raw and raw != number:
            # the carrier's address was made of all that was typed
            url = url.replace(raw, number)
        template = self.carrier_id.tracking_url or ""
        if not url and number and "<shipmenttrackingnumber>" in template:
            # the number is a package's
            url = template.replace("<shipmenttrackingnumber>", number)
        return url

    def _laredoute_say_missing(self):
        """Say what La Redoute waits for, and who can complete it."""
        names = {
            "carrier": self.env._("carrier"),
            "tracking_number": self.env._("tracking number"),
            "tracking_url": self.env._("tracking address"),
        }
        known = [
            self._laredoute_tracking_known(line.sale_line_id)
            for line in self._laredoute_lines()
        ]
        missing = [name for name in names if not all(each[name] for each in known)]
        parts = ", ".join(names[name] for name in missing)
        if missing == ["tracking_number"]:
            return self.env._(
                "The parcel has left, but La Redoute does not know it yet. Missing: "
                "%s. Complete it under Additional Info; the rest goes by itself.",
                parts,
            )
        return self.env._(
            "The parcel has left, but La Redoute does not know it yet. Missing: %s. "
            "Complete it under Additional Info, or have a La Redoute manager say under "
            "Configuration > Carriers where parcels of this carrier are followed; the "
            "rest goes by itself.",
            parts,
        )
