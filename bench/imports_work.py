# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""New orders of La Redoute, and the same sale orders made by Odoo alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from typing import Any

from stdnum import ean

from . import child
from .child import Figures
from .measure import Figure, measure
from .prototypes import Prototypes
from .said import FEE, PRICE, make_order, say

#: storable products, each with enough on hand
PRODUCTS = 100
STOCK = 100_000.0
#: orders that the connector makes together
BATCH = 10
#: no mail, no follower: as the connector does it
QUIET = {
    "mail_create_nosubscribe": True,
    "mail_create_nolog": True,
    "mail_notrack": True,
    "mail_auto_subscribe_no_notify": True,
}


class Work(child.Work):
    """The works, by the name of their method."""

    # -------------------------------------------------------------- La Redoute's
    def ours(self, number: int) -> Figures:
        """Read new orders, answer them; then read that they are paid."""
        with self._environment() as env:
            account = Prototypes(env).make()
            products = self._make_products(env)
            account.search([]).pricelist_id.item_ids.unlink()
            env.cr.commit()
            orders = [
                make_order(each, products[each % PRODUCTS].barcode, mobile="0612345678")
                for each in range(number)
            ]
        quote = measure(lambda: self._read(orders, "to_accept"), 1)
        confirm = measure(lambda: self._read(orders, "to_ship"), 1)
        self._check("laredoute_order_id IS NOT NULL", number)
        return {"quote": quote, "confirm": confirm, "import": _sum(quote, confirm)}

    def _read(self, orders: list[Any], status: str) -> None:
        """Store what La Redoute says of orders, as a reading of it does; make it so."""
        news = [self._say(order, status) for order in orders]
        now = datetime.now(timezone.utc).replace(tzinfo=None)
        with self.account() as account:
            inbox = account.env["laredoute.order"]
            for start in range(0, len(news), 100):
                inbox._store_batch(account, news[start : start + 100], now)
                account.env.cr.commit()
        while self._left():
            with self.account() as account:
                account.env["laredoute.order"]._run_process(account)

    def _left(self) -> bool:
        with self._environment() as env:
            return bool(env["laredoute.order"].search([("state", "=", "new")], limit=1))

    def _say(self, order: Any, status: str) -> Any:
        """La Redoute says the street once the buyer paid."""
        delivery = order.delivery
        if status == "to_accept":
            delivery = replace(delivery, address=replace(delivery.address, address2=""))
        address = delivery.address
        return say(order, status, delivery=delivery, billing_address=address)

    # ------------------------------------------------------------------ Odoo's own
    def bare(self, number: int) -> Figures:
        """Make the same sale orders one by one, each in a savepoint."""
        return self._bare(number, 1)

    def batches(self, number: int) -> Figures:
        """Make the same sale orders, as many at a time as the connector does."""
        return self._bare(number, BATCH)

    def _bare(self, number: int, size: int) -> Figures:
        with self._environment() as env:
            self._prepare(env)
        quote = measure(lambda: self._each(number, size, self._quote), 1)
        confirm = measure(lambda: self._each(number, size, self._confirm), 1)
        self._check("true", number)
        return {"quote": quote, "confirm": confirm, "import": _sum(quote, confirm)}

    def _prepare(self, env: Any) -> None:
        fee = {"name": "Livraison", "type": "service"}
        taxes = env["account.tax"].search(
            [
                ("type_tax_use", "=", "sale"),
                ("amount", "=", 20),
                ("amount_type", "=", "percent"),
            ]
        )
        self.products = self._make_products(env).ids
        self.fee = env["product.product"].create(fee).id
        self.tax = (taxes.filtered("price_include") or taxes)[:1].id

    def _each(self, number: int, size: int, step: Any) -> None:
        with self._environment() as env:
            env = env(context={**env.context, **QUIET})
            for start in range(0, number, size):
                with env.cr.savepoint():
                    step(env, range(start, min(start + size, number)))

    def _quote(self, env: Any, numbers: range) -> None:
        france = env.ref("base.fr")
        partners = env["res.partner"].create(
            [
                {
                    "name": f"Lucie{number} MARTIN",
                    "zip": "59000",
                    "city": "LILLE",
                    "country_id": france.id,
                    "phone": "0612345678",
                    "lang": "fr_FR",
                    "company_id": env.company.id,
                }
                for number in numbers
            ]
        )
        env["sale.order"].create(
            [
                self._sale(number, partner)
                for number, partner in zip(numbers, partners, strict=True)
            ]
        )

    def _sale(self, number: int, partner: Any) -> dict[str, Any]:
        line = {
            "product_uom_qty": 1,
            "discount": 0,
            "tax_ids": [(6, 0, [self.tax])],
        }
        article = {"product_id": self.products[number % PRODUCTS], **line}
        fee = {"product_id": self.fee, **line, "is_delivery": True}
        return {
            "partner_id": partner.id,
            "partner_invoice_id": partner.id,
            "partner_shipping_id": partner.id,
            "client_order_ref": self._number(number),
            "require_signature": False,
            "require_payment": False,
            "order_line": [
                (0, 0, {**article, "price_unit": float(PRICE)}),
                (0, 0, {**fee, "price_unit": float(FEE)}),
            ],
        }

    def _confirm(self, env: Any, numbers: range) -> None:
        """The whole address is known by now."""
        found = [("client_order_ref", "in", [self._number(each) for each in numbers])]
        sales = env["sale.order"].search(found)
        for sale in sales:
            sale.partner_id.street = f"{sale.id} rue du Bois"
        sales.action_confirm()

    def _number(self, number: int) -> str:
        return f"1-2026.330.{number:07d}"

    # ---------------------------------------------------------------------- both
    def _make_products(self, env: Any) -> Any:
        """Storable products with an EAN, and more on hand than is sold."""
        codes = [f"36{number:010d}" for number in range(PRODUCTS)]
        products = env["product.product"].create(
            [
                {
                    "name": f"Vase {code}",
                    "barcode": code + ean.calc_check_digit(code),
                    "is_storable": True,
                    "list_price": float(PRICE),
                }
                for code in codes
            ]
        )
        warehouse = env["stock.warehouse"].search([], limit=1)
        for product in products:
            env["stock.quant"]._update_available_quantity(
                product, warehouse.lot_stock_id, STOCK
            )
        return products

    def _check(self, condition: str, number: int) -> None:
        """Each order is confirmed, and its goods are reserved."""
        with self.registry.cursor() as cr:
            cr.execute(
                "SELECT count(*) FROM sale_order o"
                " JOIN sale_order_line l ON l.order_id = o.id"
                " JOIN stock_move m ON m.sale_line_id = l.id"
                f" WHERE o.state = 'sale' AND m.state = 'assigned' AND {condition}"
            )
            found = cr.fetchone()[0]
        assert found == number, f"{found} of {number} are reserved"

    def _environment(self) -> Any:
        from tests.e2e.odoo_process import transaction

        return transaction(self.registry)


def _sum(one: Figure, other: Figure) -> Figure:
    return Figure(
        one.seconds + other.seconds,
        one.cpu + other.cpu,
        max(one.peak, other.peak),
        max(one.rise, other.rise),
    )
