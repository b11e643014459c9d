# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Making something of a stored order: each on its own, in its own transaction."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as CONFLICTS

from ..flow.failure import classify_error, log_bug
from ..flow.work import commit
from .bought import warn_of_less
from .follow import follow_lines, launch_paid, take_out
from .match import match_products
from .policy import held_up
from .ship_by import promise
from .shipped_elsewhere import deliver_shipped, shipped_since
from .shop import UsualPrices
from .status import CONFIRMED, OPEN, SHIPPABLE
from .substitute import replace_substitutes, substitute
from .tie import note_named_sales, waits_for_sale
from .together import confirm_together, make_together
from .waiting import WaitingError

#: orders made in one run
BATCH = 200
#: orders made in one transaction; others wait that long for what these lock
TOGETHER = 10


class LaredouteOrder(models.Model):
    _inherit = "laredoute.order"

    @api.model
    def _run_process(self, account):
        """Make of each new order a customer, a quotation, a decision."""
        orders = self.search(
            [
                ("account_id", "=", account.id),
                "|",
                ("state", "=", "new"),
                "&",
                ("state", "=", "waiting"),
                ("retry_at", "<=", fields.Datetime.now()),
            ],
            order="ordered_at, id",
            limit=BATCH + 1,
        )
        batch = orders[:BATCH]
        batch.line_ids._match_products(account)
        note_named_sales(batch)
        commit(self.env)
        for start in range(0, len(batch), TOGETHER):
            group = batch[start : start + TOGETHER]
            left = group._process_together()
            if left is None:
                left = group._process_apart()
            if not left:
                account._wake("process_orders")
                break
        if len(orders) > BATCH:
            account._wake("process_orders")
        queued = [("account_id", "=", account.id), ("state", "=", "queued")]
        if self.env["laredoute.operation"].search_count(queued, limit=1):
            account._wake("send_operations")

    def _process_together(self):
        """Process some orders in one transaction, each in a savepoint.

        Settings, taxes, rates and prices are then read once for all of them, and Odoo
        makes their sale orders at once.

        :return: the seconds left for this run; None when others changed what these
            need: nothing was done then
        """
        try:
            orders = self.try_lock_for_update(allow_referencing=True)
            orders = orders.filtered(lambda order: order.state != "done")
            make_together(orders)
            confirm_together(orders)
            usual = UsualPrices(orders.account_id, orders.line_ids.product_id)
            for order in orders:
                order._process_guarded(usual)
            return commit(self.env)
        except CONFLICTS:
            self.env.cr.rollback()
            return None

    def _process_apart(self):
        """Process some orders, each in a transaction of its own.

        :return: the seconds left for this run; the rest waits when none are
        """
        left = 0
        for order in self:
            try:
                order = order.try_lock_for_update(allow_referencing=True)
                if order and order.state != "done":
                    order._process_guarded()
            except CONFLICTS:
                # it changed since we looked: the next run sees it as it is
                self.env.cr.rollback()
            left = commit(self.env)
            if not left:
                break
        return left

    def _look_again(self):
        """Process those that wait within the minute: somebody decided about them."""
        waiting = self.filtered(lambda order: order.state == "waiting")
        if waiting:
            waiting.retry_at = fields.Datetime.now()
            waiting.account_id._wake("process_orders")

    def _process_guarded(self, usual=None):
        """Process one order; whatever goes wrong stops this one only.

        :param usual: the usual prices of what it and others hold, where known
        :raises psycopg2.Error: when others changed what it needs
        """
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                waiting = self._process(usual)
        except WaitingError as error:
            waiting = error
        except UserError as error:
            # another addon, or Odoo itself, says what a person must do
            waiting = WaitingError(str(error))
        except CONFLICTS:
            raise
        except Exception as error:  # noqa: BLE001 - it stops only itself
            log_bug(f"La Redoute order {self.remote_id}", error)
            failure = classify_error(self.env, error)
            again = failure.retry_at and failure.retry_at - fields.Datetime.now()
            waiting = WaitingError(failure.message, again or None)
        if waiting:
            waiting = held_up(self, waiting)
            retry_at = waiting.retry_after and (
                fields.Datetime.now() + waiting.retry_after
            )
            self._wait(str(waiting), retry_at or False)
        else:
            self._up_to_date()

    def _process(self, usual=None):
        """Make what can be made of the order now.

        :param usual: see :meth:`_process_guarded`
        :return: a WaitingError when all was done that can be, and a person or time is
            still needed; else None
        :raises WaitingError: when nothing of it can be kept
        """
        # news may have brought lines since products were matched in bulk
        self.line_ids._match_products(self.account_id)
        if self.handled_elsewhere:
            return None
        unknown = substitute(self)
        self.operation_ids._compare_with_line()
        self.env["laredoute.refund"]._follow(self)
        if not self.sale_order_id and not self._needs_sale_order():
            return None
        if waiting := waits_for_sale(self):
            return waiting
        self._ensure_sale_order()
        replace_substitutes(self)
        follow_lines(self)
        self._follow_line_statuses()
        self._ship_what_left()
        stopped = _both(unknown, deliver_shipped(self))
        return _both(stopped, self.line_ids._decide_by_policy(usual))

    def _up_to_date(self):
        self.write({"state": "done", "waiting_reason": False, "retry_at": False})
        self._compare_again()

    def _needs_sale_order(self):
        """An order first seen when it was over, or already shipped, makes none.

        Its goods left before this connector knew of it: confirming a sale order now
        would ship them twice.
        """
        return any(line.status in OPEN for line in self.line_ids) or shipped_since(self)

    # ------------------------------------------------- follow La Redoute's word
    def _follow_line_statuses(self):
        """Confirm, shorten or cancel the sale order as La Redoute says."""
        alive = self.line_ids._alive()
        sale = self.sale_order_id
        if not alive:
            self._cancel_sale_order()
            return
        dead = self.line_ids - alive
        dead._drop_from_sale_order()
        if any(line.status in CONFIRMED for line in alive):
            self._prepare_confirmation()
            if sale.state in ("draft", "sent"):
                self._confirm_sale_orders()
            launch_paid(self)
            promise(self)

    def _ship_what_left(self):
        """What left before La Redoute took shipments of it is sent once it does."""
        if any(line.status in SHIPPABLE for line in self.line_ids):
            self.sale_order_id.picking_ids._laredoute_enqueue_shipment()

    def _cancel_sale_order(self):
        """Cancel the sale order; of what is at the buyer's a person decides.

        That is a disagreement, and says so: the rest does not leave any more.
        """
        sale = self.sale_order_id
        others = sale.order_line.filtered(
            lambda line: line.product_id and not line.laredoute_line_id
        )
        if (self.tied and others.filtered(lambda line: not line.is_delivery)) or any(
            line._laredoute_away() for line in sale.order_line
        ):
            # what others sell with it goes on
            self.line_ids._drop_from_sale_order()
        elif sale.state != "cancel":
            # Odoo informs whoever buys of what has a delivery
            sale._action_cancel()
            for sale_line in sale.order_line.filtered(lambda line: not line.move_ids):
                warn_of_less(self, sale_line, sale_line.product_uom_qty, 0)


class LaredouteOrderLine(models.Model):
    _inherit = "laredoute.order.line"

    def _match_products(self, account):
        """Find the products of many lines at once."""
        match_products(account, self)

    def _drop_from_sale_order(self):
        """Take dead lines out of the sale order, but for what is at the buyer's."""
        for sale_line in self.sale_line_id:
            if sale_line._laredoute_away() or sale_line.order_id.state == "sale":
                take_out(sale_line)
            elif sale_line.order_id.state in ("draft", "sent"):
                sale_line.unlink()
        if self.order_id.sale_order_id.state in ("draft", "sent", "sale"):
            self.order_id._refresh_delivery_fee()


def _both(one, other):
    """Return one WaitingError of two, of which either may be None."""
    if not one or not other:
        return one or other
    waits = [each.retry_after for each in (one, other) if each.retry_after]
    words = str(other)
    text = f"{one} {words[:1].upper()}{words[1:]}"
    return WaitingError(text, min(waits, default=None))
