# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The sale order of a La Redoute order, made once and completed when it is paid."""

from contextlib import contextmanager

from odoo import fields, models
from odoo.exceptions import UserError

from .bought import warn_of_less
from .carrier import refresh_carrier
from .customer import QUIET, complete_customer, make_customer
from .delivery import instruction_of, place_of, town_of, unpack_delivery
from .eco_fee import warn_of_fees
from .follow import drop_foreign_lines, follow_address, redirect, take_out
from .last_step import go_on
from .restores import RESTORES
from .sale_values import delivery_line_values, sale_line_values, sale_order_values
from .ship_by import is_reserved_by_date, promise
from .shipped_elsewhere import deliver
from .status import CONFIRMED
from .waiting import WaitingError


class LaredouteOrder(models.Model):
    _inherit = "laredoute.order"

    ship_before = fields.Datetime(
        readonly=True,
        help="By when the parcel is to leave, as the account promised of its offers.",
    )

    def _ensure_sale_order(self):
        """Make the quotation, once; the order's row is locked by the caller."""
        self.ensure_one()
        if self.sale_order_id:
            return
        self._make_sale_orders({self: make_customer(self)})

    def _make_sale_orders(self, contacts):
        """Make the quotations of orders whose rows are locked, and have none.

        :param contacts: {order: (customer, delivery address)}
        """
        values = [sale_order_values(order, *pair) for order, pair in contacts.items()]
        sales = self.env["sale.order"].with_context(**QUIET).create(values)
        for order, sale in zip(contacts, sales, strict=True):
            order.write({"sale_order_id": sale.id, "partner_id": sale.partner_id.id})
            for line in order.line_ids._alive():
                line.sale_line_id = sale.order_line.filtered(
                    lambda sale_line, line=line: sale_line.laredoute_line_id == line
                )
        self.line_ids.to_follow = False
        warn_of_fees(self.line_ids._alive())

    def _complete_sale_order(self):
        """Once the buyer paid, the whole address is known: complete the quotation.

        :raises WaitingError: when La Redoute has not sent the address yet
        """
        delivery = unpack_delivery(self.delivery)
        if not delivery.address.is_whole:
            raise WaitingError(
                self.env._("La Redoute has not sent the delivery address yet."),
            )
        sale, shipping = self.sale_order_id, complete_customer(self)
        if sale.partner_shipping_id != shipping:
            redirect(sale, shipping)
        sale.laredoute_instruction = instruction_of(self, delivery)

    def _prepare_confirmation(self):
        """Bring what is known once the buyer paid to the sale order.

        :raises WaitingError: when La Redoute has not sent the address yet
        """
        follow_address(self)
        refresh_carrier(self)
        if not is_reserved_by_date(self):
            promise(self)

    def _confirm_sale_orders(self):
        """Confirm, keeping La Redoute's date, which Odoo would replace by now.

        What is paid goes; the goods of a line that is not paid yet stay.
        """
        unpaid = self.line_ids.filtered(lambda line: line.status not in CONFIRMED)
        held = tuple(unpaid.sale_line_id.ids)
        self.sale_order_id.with_context(**QUIET, laredoute_held=held).action_confirm()
        # of one that was cancelled goods may have been picked
        go_on(self.sale_order_id.order_line - unpaid.sale_line_id)
        for order in self:
            order.sale_order_id.date_order = order.ordered_at

    # ------------------------------------------------------------ back in agreement
    def _restore(self, line, code):
        """Make Odoo's documents what La Redoute says again, in one point.

        :param line: the order line it is about; empty for the order as a whole
        :param code: of the disagreement
        :raises UserError: when Odoo or the connector cannot, with what a person can do
        """
        try:
            with self._unlocked():
                getattr(self, RESTORES[code])(line)
        except WaitingError as error:
            raise UserError(str(error)) from error
        self._compare_again()

    @contextmanager
    def _unlocked(self):
        """Unlock the sale order, as a person would; it is locked again afterwards."""
        self.ensure_one()
        locked = self.sale_order_id.locked
        if locked:
            self.sale_order_id.action_unlock()
        yield
        if locked:
            self.sale_order_id.action_lock()

    def _restore_order(self, _line):
        """Take the cancellation back; what La Redoute says follows as ever."""
        self.sale_order_id.with_context(**QUIET).action_draft()
        self.state = "new"
        self.account_id._wake("process_orders")

    def _restore_line(self, line):
        """Have Odoo sell, and deliver, what La Redoute says, at its price and tax."""
        values, sale_line = sale_line_values(line), line.sale_line_id
        # the goods of a line stay until its buyer paid, unless a person confirmed it
        planned = sale_line.move_ids.filtered(lambda move: move.state != "cancel")
        held = line.status not in CONFIRMED and not planned
        fixed = self.sale_order_id.state == "sale"
        if sale_line and fixed and sale_line.product_id != line.product_id:
            # Odoo lets nobody change the product of what is being delivered
            take_out(sale_line)
            sale_line.laredoute_line_id = False
            sale_line = sale_line.browse()
        if not sale_line:
            values["order_id"] = self.sale_order_id.id
            lines = self.env["sale.order.line"].with_context(skip_procurement=held)
            line.sale_line_id = lines.create(values)
            warn_of_fees(line)
            return
        # what Odoo would take back for a lowered quantity stays out
        waits = sale_line.move_ids._laredoute_waiting()
        back = waits.filtered(lambda move: move.location_id.usage == "customer")
        back._action_cancel()
        # where more would leave than La Redoute waits for, Odoo would book a receipt
        out = waits - back
        last = out.filtered(lambda move: not move.move_dest_ids)
        if sum(last.mapped("product_uom_qty")) > line._pieces_sold():
            out._action_cancel()
        before = sale_line.product_uom_qty
        sale_line.with_context(skip_procurement=True).write(values)
        if not held:
            # the rest of what La Redoute waits for, if no delivery brings it
            sale_line._action_launch_stock_rule()
            go_on(sale_line)
        warn_of_less(self, sale_line, before, line._pieces_sold())

    def _restore_cancelled(self, _line):
        """Take out of the sale order what La Redoute cancelled."""
        self._follow_line_statuses()

    def _restore_shipped(self, line):
        """Let the goods leave Odoo's stock that another tool shipped."""
        deliver(line)

    def _restore_total(self, _line):
        """Give each line La Redoute's price, the order its fee, and nothing else."""
        sale = self.sale_order_id
        if sale.pricelist_id != self.account_id.pricelist_id:
            sale.pricelist_id = self.account_id.pricelist_id
        alive = self.line_ids._alive()
        for line in alive.filtered("sale_line_id"):
            quiet = line.sale_line_id.with_context(skip_procurement=True)
            quiet.write(sale_line_values(line))
        for sale_line in (self.line_ids - alive).sale_line_id:
            # it was sent back, and is sold no more
            if not sale_line._laredoute_away():
                take_out(sale_line)
        self._refresh_delivery_fee(add=True)
        drop_foreign_lines(self)

    def _restore_address(self, _line):
        """Have what is still to leave go where La Redoute says.

        A contact that people use for something else stays as they left it.
        """
        self._complete_sale_order()
        common = self.line_ids.filtered(lambda line: not line._goes_elsewhere())
        waiting = common.sale_line_id.move_ids._laredoute_waiting()
        parcels = waiting.picking_id.filtered(
            lambda each: each.picking_type_code == "outgoing"
        )
        parcels.partner_id = self.sale_order_id.partner_shipping_id

    # ------------------------------------------------------------ delivery fee
    def _delivery_fee(self):
        return sum(line.delivery_fee for line in self.line_ids._alive())

    def _refresh_delivery_fee(self, add=False):
        """The fee of a line that died is not charged; a locked sale stays as it is.

        :param add: whether an order without a line for the fee gets one, and one with
            another tax La Redoute's again
        """
        if self.sale_order_id.locked:
            return
        sale_line = self.sale_order_id.order_line.filtered("is_delivery")[:1]
        fee = self._delivery_fee()
        values = add and delivery_line_values(self)
        if sale_line and values:
            changed = {name: values[name] for name in ("price_unit", "tax_ids")}
            sale_line.write(changed)
        elif sale_line and sale_line.price_unit != fee:
            sale_line.price_unit = fee
        elif values:
            values["order_id"] = self.sale_order_id.id
            self.env["sale.order.line"].create(values)


class LaredouteOrderLine(models.Model):
    _inherit = "laredoute.order.line"

    def _goes_elsewhere(self):
        """Whether a line goes to an address that is not that of the others."""
        own = unpack_delivery(self.delivery).address
        common = unpack_delivery(self.order_id.delivery).address
        if not place_of(own) or own == common:
            return False
        # of a line whose buyer has not paid only the town is known
        return own.is_whole or not town_of(own).is_same(town_of(common))

    def _describe_delivery(self):
        """Say where a line goes that does not go where the others do; else empty."""
        self.ensure_one()
        if not self._goes_elsewhere():
            return ""
        return self.env._(
            "%(product)s goes to: %(address)s",
            product=self.product_id.display_name,
            address=place_of(unpack_delivery(self.delivery).address),
        )
