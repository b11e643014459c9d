# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Making something of a stored order: each on its own, in its own transaction."""

from datetime import timedelta

import psycopg2

from odoo import fields, models

from ...marketplace.statuses import having
from .order import CONFIRMED_STATUSES

#: stock may arrive: orders that wait for it are looked at again this often
LOOK_AGAIN = timedelta(hours=1)
#: orders made in one run of the cron and account
BATCH = 200


class WaitingError(Exception):
    """The order cannot be made now; the message tells a person what to do."""

    def __init__(self, message, retry_after=None):
        super().__init__(message)
        self.retry_after = retry_after


class LaredouteAccount(models.Model):
    _inherit = "laredoute.account"

    def _process_orders(self):
        """Make of each new order a customer, a quotation, a decision."""
        now = fields.Datetime.now()
        orders = self.env["laredoute.order"].search(
            [
                ("account_id", "=", self.id),
                "|",
                ("state", "=", "new"),
                "&",
                ("state", "=", "waiting"),
                ("retry_at", "<=", now),
            ],
            order="ordered_at, id",
            limit=BATCH + 1,
        )
        for order in orders[:BATCH]:
            try:
                order = order.try_lock_for_update(allow_referencing=True)
            except psycopg2.OperationalError:
                # it changed since we looked: the next run sees it as it is
                self.env.cr.rollback()
                continue
            if not order or order.state == "done":
                continue
            order._process_guarded()
            if not self._commit():
                break
        if len(orders) > BATCH:
            self._trigger_flow("process_orders")
        queued = [("account_id", "=", self.id), ("state", "=", "queued")]
        if self.env["laredoute.operation"].search_count(queued, limit=1):
            self._trigger_flow("send_operations")


class LaredouteOrder(models.Model):
    _inherit = "laredoute.order"

    def _process_guarded(self):
        """Process one order; whatever goes wrong stops this one only."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                waiting = self._process()
        except WaitingError as error:
            waiting = error
        except psycopg2.OperationalError:
            # a row was changed or locked by somebody else: the next run takes it
            self.env.cr.rollback()
            return
        except Exception as error:  # noqa: BLE001 - it stops only itself
            self.account_id._log_bug(f"La Redoute order {self.remote_id}", error)
            understood = self.account_id._understand(error)
            self._wait(understood["message"], understood["retry_at"])
            return
        if waiting:
            retry_at = waiting.retry_after and (
                fields.Datetime.now() + waiting.retry_after
            )
            self._wait(str(waiting), retry_at or False)
        else:
            self._up_to_date()

    def _process(self):
        """Make what can be made of the order now.

        :return: a WaitingError when all was done that can be, and a person or time is
            still needed; else None
        :raises WaitingError: when nothing of it can be kept
        """
        self._match_products()
        self.operation_ids._compare_with_line()
        if not self.sale_order_id and not self._needs_sale_order():
            return None
        self._ensure_sale_order()
        self._follow_line_statuses()
        return self._answer()

    def _up_to_date(self):
        self.write({"state": "done", "waiting_reason": False, "retry_at": False})
        self._problem_solved()

    def _needs_sale_order(self):
        """An order first seen when it was over, or already shipped, makes none.

        Its goods left before this connector knew of it: confirming a sale order now
        would ship them twice.
        """
        open_statuses = set(having("open"))
        return bool(open_statuses & set(self.line_ids.mapped("status")))

    def _match_products(self):
        """Find the product of each line: by listing, else by barcode.

        :raises WaitingError: when one is unknown; never guessed
        """
        lines = self.line_ids.filtered(lambda line: not line.product_id)
        if not lines:
            return
        eans = lines.mapped("ean")
        listings = self.env["laredoute.listing"].search(
            [("account_id", "=", self.account_id.id), ("ean", "in", eans)]
        )
        products = self.env["product.product"].search(
            [
                ("barcode", "in", eans),
                ("company_id", "in", (False, self.company_id.id)),
            ]
        )
        by_ean = {product.barcode: product for product in products}
        by_ean |= {each.ean: each.product_id for each in listings if each.product_id}
        for line in lines:
            line.product_id = by_ean.get(line.ean)
        missing = lines.filtered(lambda line: not line.product_id)
        if missing:
            raise WaitingError(
                self.env._(
                    "no product has the EAN %(eans)s. Give it to a product as its "
                    "barcode, then press Retry.",
                    eans=", ".join(missing.mapped("ean")),
                )
            )

    # ---------------------------------------------------------- accept or refuse
    def _answer(self):
        """Accept what can be delivered, line by line, as the account's policy says.

        :return: a WaitingError when a person must decide about some, else None
        """
        waiting = self.line_ids.filtered(
            lambda line: line.status == "to_accept" and not line.operation_ids
        )
        policy = self.account_id.acceptance_policy
        if not waiting or not self.account_id.switch_fulfilment:
            return None
        if policy == "manual":
            return WaitingError(
                self.env._(
                    "accept or refuse it before %s.", self._local(self.answer_before)
                )
            )
        accepted = waiting
        if policy == "stock":
            accepted = waiting._deliverable()
        accepted._enqueue("accept")
        short = waiting - accepted
        if short:
            return WaitingError(short._describe_shortage(), retry_after=LOOK_AGAIN)
        return None

    def _local(self, moment):
        """Write a moment as the account's people read it."""
        local = fields.Datetime.context_timestamp(
            self.with_context(tz=self.account_id.tz), moment
        )
        return local.strftime("%d/%m/%Y %H:%M")

    # -------------------------------------------------- follow La Redoute's word
    def _follow_line_statuses(self):
        """Confirm, shorten or cancel the sale order as La Redoute says."""
        alive = self.line_ids._alive()
        sale = self.sale_order_id
        if not alive:
            self._cancel_sale_order()
            return
        dead = self.line_ids - alive
        dead._drop_from_sale_order()
        undecided = alive.filtered(lambda line: line.status not in CONFIRMED_STATUSES)
        if sale.state in ("draft", "sent") and not undecided:
            self._complete_sale_order()
            self._confirm_sale_order()

    def _cancel_sale_order(self):
        """Cancel the sale order, unless goods left: then a person decides."""
        sale = self.sale_order_id
        if sale.state == "cancel":
            return
        if any(picking.state == "done" for picking in sale.picking_ids):
            raise WaitingError(
                self.env._(
                    "La Redoute cancelled it, but goods of %s have left. Have them "
                    "brought back or settle it with La Redoute.",
                    sale.name,
                )
            )
        sale._action_cancel()


class LaredouteOrderLine(models.Model):
    _inherit = "laredoute.order.line"

    def _deliverable(self):
        """Lines that free stock covers, first come first served."""
        account = self.account_id
        products = self.product_id.with_context(warehouse_id=account.warehouse_id.id)
        promised = self._promised(account, products)
        left = {
            product.id: product.free_qty
            - account.stock_safety
            - promised.get(product.id, 0)
            for product in products
        }
        deliverable = self.browse()
        for line in self:
            if not line.product_id.is_storable or (
                left[line.product_id.id] >= line.quantity
            ):
                left[line.product_id.id] -= line.quantity
                deliverable |= line
        return deliverable

    def _describe_shortage(self):
        order = self.order_id
        products = ", ".join(
            f"{line.quantity} × {line.product_id.display_name}" for line in self
        )
        return self.env._(
            "stock does not cover %(products)s. Receive stock or refuse it before "
            "%(deadline)s; La Redoute then cancels it.",
            products=products,
            deadline=order._local(order.answer_before),
        )

    def _drop_from_sale_order(self):
        """Take dead lines out of the sale order; delivered goods need a person."""
        for line in self.filtered("sale_line_id"):
            sale_line = line.sale_line_id
            if sale_line.qty_delivered:
                raise WaitingError(
                    self.env._(
                        "La Redoute cancelled the line of %s, but it was delivered.",
                        line.product_id.display_name,
                    )
                )
            if sale_line.order_id.state in ("draft", "sent"):
                sale_line.unlink()
            elif sale_line.product_uom_qty:
                open_moves = sale_line.move_ids.filtered(
                    lambda move: move.state not in ("done", "cancel")
                )
                open_moves._action_cancel()
                sale_line.product_uom_qty = 0
        if self.order_id.sale_order_id.state in ("draft", "sent", "sale"):
            self.order_id._refresh_delivery_fee()
