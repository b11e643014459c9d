# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Ordinary orders from quotation to invoice, and La Redoute orders by thousands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any
from unittest.mock import patch

from . import child
from .child import Figures
from .measure import measure
from .multiply import STRIDE, multiply_tables
from .prototypes import Prototypes
from .said import make_order, say

#: orders made by the ORM, of which the others are copies
PROTOTYPES = 100
#: what becomes of every fourth order, once its buyer paid; the others agree, too
STATUSES = ("to_ship", "shipped", "paid", "to_ship")
#: the rows that the ORM made; what is copied has higher ids
_MADE = f"id < {STRIDE}"
_COPY = "'-' || n"
TABLES = {
    "laredoute_order": (_MADE, {"remote_id": f"remote_id || {_COPY}"}),
    "laredoute_order_line": (_MADE, {"remote_id": f"remote_id || {_COPY}"}),
    "laredoute_operation": (
        _MADE,
        {"idempotency_key": f"idempotency_key || {_COPY}"},
    ),
    "sale_order": ("laredoute_order_id IS NOT NULL", {"name": f"name || {_COPY}"}),
    "sale_order_line": ("laredoute_line_id IS NOT NULL", {}),
    "stock_picking": ("sale_id IS NOT NULL", {"name": f"name || {_COPY}"}),
    "stock_move": ("sale_line_id IS NOT NULL", {}),
    "account_tax_sale_order_line_rel": (f"sale_order_line_id < {STRIDE}", {}),
}
REFERENCES = frozenset(
    {
        "order_id",
        "order_line_id",
        "laredoute_order_id",
        "laredoute_line_id",
        "sale_order_id",
        "sale_line_id",
        "sale_id",
        "sale_order_line_id",
        "picking_id",
    }
)
COMPARE_FLOOR = """
SELECT o.id, o.remote_id, o.state, l.id, l.status, l.quantity, l.unit_price, s.state,
       s.amount_total, sl.product_uom_qty, sl.price_unit, moves.given, decided.given
  FROM laredoute_order o
  JOIN laredoute_order_line l ON l.order_id = o.id
  LEFT JOIN sale_order s ON s.id = o.sale_order_id
  LEFT JOIN sale_order_line sl ON sl.id = l.sale_line_id
  LEFT JOIN LATERAL (
      SELECT array_agg((m.state, m.quantity, m.location_dest_id)) AS given
        FROM stock_move m WHERE m.sale_line_id = sl.id) moves ON true
  LEFT JOIN LATERAL (
      SELECT array_agg((d.kind, d.state, d.sent_at)) AS given
        FROM laredoute_operation d WHERE d.order_line_id = l.id) decided ON true
"""


#: the flows that look at orders all day
ORDER_FLOWS = (
    "fetch_orders",
    "import_orders",
    "process_orders",
    "compare_orders",
    "compare_waiting_orders",
    "give_up_orders",
    "send_operations",
    "follow_refunds",
)


class _Nothing:
    """A La Redoute that says nothing new."""

    def __enter__(self) -> _Nothing:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def fetch_orders(self, *_args: object, **_options: object) -> Iterator[Any]:
        """No order has changed."""
        yield from ()


class Work(child.Work):
    """The works, by the name of their method."""

    # -------------------------------------------------------------- ordinary orders
    def ordinary(self, number: int) -> Figures:
        """Confirm, deliver and invoice ordinary orders, one transaction an order."""
        with self._environment() as env:
            orders = self._make_ordinary(env, number)
            env.cr.commit()
        figures = {}
        for step in ("confirm", "deliver", "invoice"):
            figures[step] = measure(lambda step=step: self._each(orders, step), 1)  # type: ignore[misc]
        return figures

    def _make_ordinary(self, env: Any, number: int) -> list[int]:
        partner = env["res.partner"].create({"name": "Lucie Martin"})
        product = env["product.product"].create(
            {"name": "Vase", "is_storable": True, "list_price": 20.0}
        )
        warehouse = env["stock.warehouse"].search([], limit=1)
        env["stock.quant"]._update_available_quantity(
            product, warehouse.lot_stock_id, 10.0 * number
        )
        line = {"product_id": product.id, "product_uom_qty": 2}
        orders = env["sale.order"].create(
            [
                {"partner_id": partner.id, "order_line": [(0, 0, line), (0, 0, line)]}
                for _each in range(number)
            ]
        )
        ids: list[int] = orders.ids
        return ids

    def _each(self, orders: list[int], step: str) -> None:
        for number in orders:
            with self._environment() as env:
                getattr(self, f"_{step}")(env["sale.order"].browse(number))
                env.cr.commit()

    def _confirm(self, order: Any) -> None:
        order.action_confirm()

    def _deliver(self, order: Any) -> None:
        order.picking_ids.move_ids.picked = True
        order.picking_ids.with_context(skip_sms=True).button_validate()

    def _invoice(self, order: Any) -> None:
        order._create_invoices().action_post()

    # ----------------------------------------------------------- La Redoute's orders
    def make(self, number: int) -> None:
        """Make so many orders of La Redoute, with all that follows from them."""
        with self._environment() as env:
            account = Prototypes(env).make()._in_its_company()
            orders = self._make_orders(account)
            assert len(orders.sale_order_id) == PROTOTYPES
            env.flush_all()
            multiply_tables(env.cr, TABLES, REFERENCES, number // PROTOTYPES - 1)
            env.cr.execute(
                f"UPDATE laredoute_order SET digest = NULL WHERE NOT {_MADE}"
            )
            env.cr.commit()
        self.execute("ANALYZE")

    def _make_orders(self, account: Any) -> Any:
        env = account.env
        products = env["product.product"].search(
            [("barcode", "!=", False), ("is_storable", "=", True)], limit=PROTOTYPES
        )
        orders = [
            make_order(number, products[number % len(products)].barcode)
            for number in range(PROTOTYPES)
        ]
        inbox = env["laredoute.order"]
        for status in ("to_accept", "to_ship", ""):
            news = [
                say(order, status or STATUSES[number % len(STATUSES)])
                for number, order in enumerate(orders)
            ]
            now = datetime.now(timezone.utc).replace(tzinfo=None)
            inbox._store(account, news, now)
            for order in inbox.search([("state", "!=", "done")]):
                order._process_guarded()
            env.flush_all()
            if status == "to_ship":
                self._ship(inbox.search([]))
        return inbox.search([])

    def _ship(self, orders: Any) -> None:
        """Have the goods leave that La Redoute will say are shipped."""
        for order in orders.sorted("remote_id"):
            number = int(order.remote_id.rpartition(".")[2])
            if STATUSES[number % len(STATUSES)] == "to_ship":
                continue
            picking = order.sale_order_id.picking_ids
            picking.carrier_tracking_ref = "6A12345678901"
            picking.move_ids.write({"quantity": 1, "picked": True})
            picking.with_context(skip_sms=True).button_validate()

    def compare(self, number: int) -> Figures:
        """Compare every order, as the first night does."""
        floor = measure(lambda: self.stream(COMPARE_FLOOR), 3)
        self.execute(
            "INSERT INTO laredoute_order_stale (account_id, order_id)"
            " SELECT account_id, id FROM laredoute_order"
        )
        work = measure(self._compare, 1)
        return {"work": work, "floor": floor}

    # ------------------------------------------------------------------ a quiet hour
    def quiet(self, _number: int) -> Figures:
        """Run what an hour runs when nothing is new, and all orders are of the past."""
        self.execute("UPDATE laredoute_order_line SET status = 'paid'")
        self.execute("UPDATE laredoute_order SET status = 'paid', state = 'done'")
        self.execute("DELETE FROM laredoute_operation WHERE state = 'queued'")
        self.execute("DELETE FROM laredoute_order_stale")
        self.execute("UPDATE stock_move SET state = 'done'")
        self.execute("UPDATE stock_picking SET state = 'done'")
        self.execute("ANALYZE")
        return {"work": measure(self._hour, 3)}

    def _hour(self) -> None:
        from odoo.addons.laredoute_connector.models.flow.schedule import FLOWS

        for name in ORDER_FLOWS:
            work = FLOWS[name]
            for _time in range(60 // work.minutes):
                with self.account() as account:
                    silent = patch.object(
                        type(account), "_marketplace", lambda _account: _Nothing()
                    )
                    with silent:
                        getattr(account.env[work.model], work.method)(account)

    def _compare(self) -> None:
        with self.account() as account:
            account.env["laredoute.disagreement"]._run_compare(account)

    def _environment(self) -> Any:
        from tests.e2e.odoo_process import transaction

        return transaction(self.registry)
