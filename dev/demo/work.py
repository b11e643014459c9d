# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the shop's people do in a day, each under their own login."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..report import Failure
from .company import CARRIERS, ECOMMERCE, WAREHOUSE
from .designs import Design
from .rpc import User

#: work that the demo does not wait for; the rest keeps its schedule
BROUGHT_FORWARD = (
    "check_listings",
    "send_products",
    "send_offers",
    "fetch_orders",
    "process_orders",
    "send_operations",
    "collect_reports",
    "apply_reports",
)


@dataclass(frozen=True)
class Check:
    """One line of the connection test."""

    subject: str
    works: bool
    message: str


class Shop:
    """The people at work on one account.

    :param url: Odoo's address
    :param database: its database
    :param account: id of the La Redoute account
    """

    def __init__(self, url: str, database: str, account: int) -> None:
        self.account = account
        self.ecommerce = User(url, database, ECOMMERCE.login)
        self.warehouse = User(url, database, WAREHOUSE.login)

    # ------------------------------------------------------ e-commerce manager
    def test_connection(self) -> list[Check]:
        """Press "Test connection" and return its lines."""
        self._press("action_test_connection")
        rows = self.ecommerce.read(
            "laredoute.connection.check",
            [("account_id", "=", self.account)],
            ["subject", "ok", "message"],
        )
        return [Check(row["subject"], row["ok"], row["message"]) for row in rows]

    def start_testing(self) -> None:
        """Let the account work, in its testing phase."""
        self._press("action_start_testing")

    def go_live(self) -> None:
        """Let the account work for good."""
        self._press("action_go_live")

    def select(self, designs: tuple[Design, ...]) -> None:
        """Select products for La Redoute, every variant of them."""
        names = [design.name for design in designs]
        templates = self.ecommerce.find("product.template", [("name", "in", names)])
        self.ecommerce.call("product.template", "action_laredoute_list", templates)

    def run_now(self, flow: str) -> None:
        """Press "Run Now" on the line of a flow: it is woken."""
        flows = self.ecommerce.find(
            "laredoute.flow", [("account_id", "=", self.account), ("name", "=", flow)]
        )
        self.ecommerce.call("laredoute.flow", "action_run_now", flows)

    def bring_forward(self) -> None:
        """Press "Run Now" for all of them, save what waits after a failure.

        Nothing while the account does not work: its phase is a person's decision.
        """
        flows = self.ecommerce.find(
            "laredoute.flow",
            [
                ("account_id", "=", self.account),
                ("account_id.phase", "in", ("testing", "live")),
                ("name", "in", BROUGHT_FORWARD),
                ("not_before", "=", False),
            ],
        )
        if flows:
            self.ecommerce.call("laredoute.flow", "action_run_now", flows)

    def refuse_short_orders(self) -> int:
        """Refuse the orders that wait because stock does not cover them."""
        orders = self.ecommerce.find(
            "laredoute.order",
            [
                ("account_id", "=", self.account),
                ("state", "=", "waiting"),
                ("status", "=", "to_accept"),
                ("line_ids.operation_ids", "=", False),
                ("sale_order_id", "!=", False),
            ],
        )
        if orders:
            opened = self.ecommerce.call("laredoute.order", "action_refuse", orders)
            dialogue, number = opened["res_model"], opened["res_id"]
            why = [("for_refusal", "=", True)]
            (reason,) = self.ecommerce.find("laredoute.reason", why, limit=1)
            self.ecommerce.write(dialogue, [number], {"reason_id": reason})
            self.ecommerce.call(dialogue, "action_confirm", [number])
        return len(orders)

    def _press(self, button: str, **options: Any) -> None:
        self.ecommerce.call("laredoute.account", button, [self.account], **options)

    # ----------------------------------------------------------- warehouse staff
    def ship_ready(self) -> int:
        """Validate each delivery of La Redoute that is ready, with its tracking."""
        pickings = self.warehouse.read(
            "stock.picking",
            [
                ("state", "=", "assigned"),
                ("picking_type_code", "=", "outgoing"),
                ("laredoute_ref", "!=", False),
            ],
            ["name"],
        )
        carriers = self.warehouse.find(
            "delivery.carrier", [("name", "in", [one.name for one in CARRIERS])]
        )
        for picking in pickings:
            self._ship(picking["id"], carriers[picking["id"] % len(carriers)])
        return len(pickings)

    def _ship(self, picking: int, carrier: int) -> None:
        self.warehouse.write(
            "stock.picking",
            [picking],
            {
                "carrier_id": carrier,
                "carrier_tracking_ref": f"6A{20_000_000_000 + picking}",
            },
        )
        answer = self.warehouse.call("stock.picking", "button_validate", [picking])
        if isinstance(answer, dict) and answer.get("type") == "ir.actions.act_window":
            # A question that a whole, reserved delivery never raises.
            raise Failure(f"The delivery was not validated: {answer.get('name')}.")
