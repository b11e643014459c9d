# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Making something of a stored order: each on its own, in its own transaction."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as CONFLICTS

from ..common import barcode_forms
from ..flow.failure import classify_error, log_bug
from ..flow.work import commit
from .bought import warn_of_less
from .follow import follow_address, follow_lines, launch_paid, take_out
from .order import WaitingError
from .policy import held_up
from .status import CONFIRMED, OPEN, SHIPPABLE

#: orders made in one run
BATCH = 200


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
        orders[:BATCH].line_ids._match_products(account)
        commit(self.env)
        for order in orders[:BATCH]:
            try:
                order = order.try_lock_for_update(allow_referencing=True)
            except CONFLICTS:
                # it changed since we looked: the next run sees it as it is
                self.env.cr.rollback()
                continue
            if not order or order.state == "done":
                continue
            order._process_guarded()
            if not commit(self.env):
                account._wake("process_orders")
                break
        if len(orders) > BATCH:
            account._wake("process_orders")
        queued = [("account_id", "=", account.id), ("state", "=", "queued")]
        if self.env["laredoute.operation"].search_count(queued, limit=1):
            account._wake("send_operations")

    def _process_guarded(self):
        """Process one order; whatever goes wrong stops this one only."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                waiting = self._process()
        except WaitingError as error:
            waiting = error
        except UserError as error:
            # another addon, or Odoo itself, says what a person must do
            waiting = WaitingError(str(error))
        except CONFLICTS:
            # a row was changed or locked by somebody else: the next run takes it
            self.env.cr.rollback()
            return
        except Exception as error:  # noqa: BLE001 - it stops only itself
            log_bug(f"La Redoute order {self.remote_id}", error)
            failure = classify_error(self.env, error)
            held_up(self, WaitingError(failure.message))
            self._wait(failure.message, failure.retry_at)
            return
        if waiting:
            waiting = held_up(self, waiting)
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
        # news may have brought lines since products were matched in bulk
        self.line_ids._match_products(self.account_id)
        self.line_ids._require_products()
        self.operation_ids._compare_with_line()
        self.env["laredoute.refund"]._follow(self)
        if not self.sale_order_id and not self._needs_sale_order():
            return None
        self._ensure_sale_order()
        follow_lines(self)
        self._follow_line_statuses()
        self._ship_what_left()
        return self.line_ids._decide_by_policy()

    def _up_to_date(self):
        self.write({"state": "done", "waiting_reason": False, "retry_at": False})
        self._compare_again()

    def _needs_sale_order(self):
        """An order first seen when it was over, or already shipped, makes none.

        Its goods left before this connector knew of it: confirming a sale order now
        would ship them twice.
        """
        return any(line.status in OPEN for line in self.line_ids)

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
            follow_address(self)
            if sale.state in ("draft", "sent"):
                self._confirm_sale_order()
            launch_paid(self)

    def _ship_what_left(self):
        """What left before La Redoute took shipments of it is sent once it does."""
        if any(line.status in SHIPPABLE for line in self.line_ids):
            self.sale_order_id.picking_ids._laredoute_enqueue_shipment()

    def _cancel_sale_order(self):
        """Cancel the sale order; of what is at the buyer's a person decides.

        That is a disagreement, and says so: the rest does not leave any more.
        """
        sale = self.sale_order_id
        if any(line._laredoute_away() for line in sale.order_line):
            self.line_ids._drop_from_sale_order()
        elif sale.state != "cancel":
            # Odoo informs whoever buys of what has a delivery
            sale._action_cancel()
            for sale_line in sale.order_line.filtered(lambda line: not line.move_ids):
                warn_of_less(self, sale_line, sale_line.product_uom_qty, 0)


class LaredouteOrderLine(models.Model):
    _inherit = "laredoute.order.line"

    def _match_products(self, account):
        """Find the products of many lines at once: by listing, else by barcode.

        A line that says no EAN is found by our own reference, among the listings
        only. A product is never guessed: what is unknown, or not sure, stays empty.
        """
        lines = self.filtered(lambda line: not line.product_id)
        if not lines:
            return
        found = (
            self._by_listing(account, lines, archived=True)
            | self._by_barcode(account, lines)
            | self._by_listing(account, lines)
        )
        for line in lines:
            key = ("ean", line.ean) if line.ean else ("sku", line.sku)
            product = found.get(key)
            if product:
                line.product_id = product

    def _by_barcode(self, account, lines):
        eans = lines._eans()
        ours = _sold_by(account)
        products = self.env["product.product"].search(
            [("barcode", "in", list(barcode_forms(eans))), *ours]
        )
        by_ean = products.grouped(lambda product: (product.barcode or "").strip())
        if by_ean.keys() - set(eans):
            # another addon keeps several barcodes of a product: these are not the first
            for ean in set(eans) - by_ean.keys():
                further = [("barcode", "in", list(barcode_forms([ean]))), *ours]
                by_ean[ean] = products.search(further)
        return _only_ones("ean", by_ean)

    def _by_listing(self, account, lines, archived=False):
        """Find by what is listed; an archived product only where no other one fits."""
        listings = self.env["laredoute.listing"].search(
            [
                ("account_id", "=", account.id),
                ("product_id", "!=", False),
                ("product_id.active", "=", not archived),
                "|",
                ("ean", "in", lines._eans()),
                ("sku", "in", lines.filtered("sku").mapped("sku")),
            ]
        )
        found = {}
        for name in ("ean", "sku"):
            of_code = listings.grouped(name)
            found |= _only_ones(
                name, {code: each.product_id for code, each in of_code.items()}
            )
        return found

    def _eans(self):
        """Return the EANs of those lines that say one."""
        return self.filtered("ean").mapped("ean")

    def _require_products(self):
        """Raise a WaitingError when a line's product is not known."""
        missing = self.filtered(lambda line: not line.product_id)
        if missing:
            raise WaitingError(missing._describe_unknown())

    def _describe_unknown(self):
        """Say why nobody can know which products these lines mean, and what helps."""
        nameless = self.filtered(lambda line: not (line.ean or line.sku))
        if nameless:
            return self.env._(
                "La Redoute says no EAN of line %s: nobody can know what was sold. "
                "Refuse it on La Redoute's site, or ask its seller support.",
                ", ".join(nameless.mapped("remote_id")),
            )
        codes, eans = ", ".join(line.ean or line.sku for line in self), self._eans()
        account = self.account_id
        found = self.env["product.product"].search(
            [("barcode", "in", list(barcode_forms(eans)))]
        )
        if found and not found.filtered_domain(_sold_by(account)):
            return self.env._(
                "the product with the EAN %(eans)s is of another company. Share it, "
                "or give the EAN to a product of %(company)s, then press Retry.",
                eans=codes,
                company=account.company_id.name,
            )
        listed = [("account_id", "=", account.id), ("ean", "in", eans)]
        if found or self.env["laredoute.listing"].search_count(listed, limit=1):
            return self.env._(
                "several products have the EAN %(eans)s. Leave it to the one that "
                "was sold, then press Retry.",
                eans=codes,
            )
        return self.env._(
            "no product has the EAN %(eans)s. Give it to a product as its "
            "barcode, then press Retry.",
            eans=codes,
        )

    def _drop_from_sale_order(self):
        """Take dead lines out of the sale order, but for what is at the buyer's."""
        for sale_line in self.sale_line_id:
            if sale_line._laredoute_away() or sale_line.order_id.state == "sale":
                take_out(sale_line)
            elif sale_line.order_id.state in ("draft", "sent"):
                sale_line.unlink()
        if self.order_id.sale_order_id.state in ("draft", "sent", "sale"):
            self.order_id._refresh_delivery_fee()


def _sold_by(account):
    """Return the domain of the products that an account's company may sell."""
    return [("company_id", "in", (False, account.company_id.id))]


def _only_ones(name, products):
    """Return {(name, code): product} of the codes that one product alone has."""
    return {
        (name, code): found
        for code, found in products.items()
        if code and len(found) == 1
    }
