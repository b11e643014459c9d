# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reading what the loop has reached, in Odoo and at La Redoute."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from .catalogue import BLOCKED, REJECTED, VARIANTS
from .table import Row, at_least, exactly
from .work import Check, Shop

GOOD = len(VARIANTS) - BLOCKED - REJECTED
#: states of a listing that go on by themselves
_ON_THE_WAY = ("selected", "ready", "sent", "integrated")
#: signs of a reason shown in a table's column
_WIDTH = 90


@dataclass(frozen=True)
class Placed:
    """The orders of the story, by what is to become of them.

    :ivar good: numbers of orders to be delivered and paid
    :ivar unpaid: of the order whose payment fails
    :ivar short: of the order that stock does not cover
    :ivar lines: how many lines the good orders have together
    """

    good: tuple[str, ...]
    unpaid: str
    short: str
    lines: int


class Evidence:
    """Looks at one account through the e-commerce manager's eyes."""

    def __init__(self, shop: Shop, control: Any) -> None:
        self._user = shop.ecommerce
        self._account = shop.account
        self._control = control

    # ---------------------------------------------------------------- catalogue
    def catalogue_rows(self) -> list[Row]:
        """What became of the selected products."""
        integrated = self._count("laredoute.listing", [("integrated_at", "!=", False)])
        live = self._count("laredoute.listing", [("state", "=", "live")])
        shown = self._control.status()["items"]["live"]
        return [
            exactly("Products sent", self._count_sent(), GOOD + REJECTED),
            exactly("Products integrated", integrated, GOOD),
            exactly("Products live, in Odoo", live, GOOD),
            exactly("Products live, at La Redoute", shown, GOOD),
            self._held("Products blocked, with reason", "blocked", BLOCKED),
            self._held("Products rejected, with reason", "rejected", REJECTED),
        ]

    def catalogue_is_settled(self) -> bool:
        """Return whether each selected product is on sale, or held back."""
        return not self._count("laredoute.listing", [("state", "in", _ON_THE_WAY)])

    def _count_sent(self) -> int:
        return self._count("laredoute.listing", [("sent_at", "!=", False)])

    def _held(self, subject: str, state: str, wanted: int) -> Row:
        rows = self._user.read(
            "laredoute.listing",
            [("account_id", "=", self._account), ("state", "=", state)],
            ["product_id", "problem"],
        )
        explained = [row for row in rows if row["problem"]]
        examples = [
            f"{row['product_id'][1]}: {row['problem'].splitlines()[0]}"[:_WIDTH]
            for row in explained
        ]
        return exactly(subject, len(explained), wanted, examples)

    # ------------------------------------------------------------------- orders
    def order_rows(self, placed: Placed) -> list[Row]:
        """What became of the orders of the story."""
        orders = self._orders()
        by_status = Counter(row["status"] for row in orders.values())
        shown = ", ".join(f"{word} {count}" for word, count in by_status.items())
        wanted = {
            **dict.fromkeys(placed.good, "paid"),
            placed.unpaid: "cancelled",
            placed.short: "refused",
        }
        ends = all(
            number in orders and orders[number]["status"] == word
            for number, word in wanted.items()
        )
        goal = ", ".join(
            f"{word} {count}" for word, count in Counter(wanted.values()).items()
        )
        return [
            Row("Orders by status", shown or "none", goal, ends),
            *self._shipping_rows(placed),
            *self._money_rows(placed),
        ]

    def everything_was_sent(self, placed: Placed) -> bool:
        """Return whether each line is shipped, and the other orders are settled."""
        orders = self._orders()
        over = {"shipped", "paid"}
        good = all(
            number in orders and orders[number]["status"] in over
            for number in placed.good
        )
        others = (placed.unpaid, "cancelled"), (placed.short, "refused")
        settled = all(
            number in orders and orders[number]["status"] == word
            for number, word in others
        )
        return good and settled

    def _orders(self) -> dict[str, dict[str, Any]]:
        rows = self._user.read(
            "laredoute.order",
            [("account_id", "=", self._account)],
            ["remote_id", "status", "amount_difference"],
        )
        return {row["remote_id"]: row for row in rows}

    def _shipping_rows(self, placed: Placed) -> list[Row]:
        sent = self._count(
            "laredoute.operation", [("kind", "=", "ship"), ("state", "=", "confirmed")]
        )
        lines = self._lines_at_la_redoute()
        tracked = sum(bool(line["tracking_number"]) for line in lines)
        return [
            exactly("Trackings sent, in Odoo", sent, placed.lines),
            exactly("Trackings known at La Redoute", tracked, placed.lines),
            Row(
                "Sent twice with effect",
                str(self._sent_twice(lines)),
                "0",
                not self._sent_twice(lines),
            ),
        ]

    def _lines_at_la_redoute(self) -> list[dict[str, Any]]:
        orders = self._control.status()["orders"]["list"]
        return [line for order in orders for line in order["lines"]]

    def _sent_twice(self, lines: list[dict[str, Any]]) -> int:
        return sum(
            counts["effect"] > 1 for line in lines for counts in line["audit"].values()
        )

    def _money_rows(self, placed: Placed) -> list[Row]:
        paid = self._count("laredoute.order.line", [("status", "=", "paid")])
        sales = self._user.read(
            "sale.order",
            [("laredoute_ref", "in", list(placed.good))],
            ["laredoute_status", "laredoute_difference"],
        )
        seen = sum(row["laredoute_status"] == "paid" for row in sales)
        exact = sum(not row["laredoute_difference"] for row in sales)
        cancelled = self._user.count(
            "sale.order",
            [("laredoute_ref", "=", placed.unpaid), ("state", "=", "cancel")],
        )
        good = len(placed.good)
        return [
            exactly("Lines PAID", paid, placed.lines),
            exactly("Sale orders that show PAID", seen, good),
            exactly("Sale orders equal to the cent", exact, good),
            exactly("Sale orders cancelled, payment failed", cancelled, 1),
        ]

    # --------------------------------------------------------------- the channel
    def channel_rows(self, checks: list[Check]) -> list[Row]:
        """The connection test and the reports."""
        works = sum(check.works for check in checks)
        broken = [f"{one.subject}: {one.message}" for one in checks if not one.works]
        fetched = self._control.status()["files"]["fetched_count"]
        taken = self._count(
            "laredoute.exchange", [("kind", "=", "report"), ("state", "=", "done")]
        )
        return [
            exactly("Services that passed the connection test", works, 5, broken),
            # one for the products, one for the offers
            at_least("Files fetched by SFTP", fetched, 2),
            at_least("Reports applied", taken, 2),
        ]

    def troubles(self) -> list[str]:
        """The last errors, as the e-commerce manager would find them."""
        account = self._user.read(
            "laredoute.account",
            [("id", "=", self._account)],
            ["phase", "paused_reason", "last_error"],
        )[0]
        said = [f"account in phase {account['phase']}"]
        said += [
            account[key] for key in ("paused_reason", "last_error") if account[key]
        ]
        for model, domain, label, text in _TROUBLES:
            rows = self._user.read(
                model, [("account_id", "=", self._account), *domain], [label, text]
            )
            said += [f"{row[label]}: {row[text]}" for row in rows if row[text]]
        return said

    def _count(self, model: str, domain: list[Any]) -> int:
        return self._user.count(model, [("account_id", "=", self._account), *domain])


#: where troubles show: model, which records, their name, what they say
_TROUBLES: tuple[tuple[str, list[Any], str, str], ...] = (
    (
        "laredoute.exchange",
        [("error_message", "!=", False)],
        "name",
        "error_message",
    ),
    (
        "laredoute.order",
        [("state", "=", "waiting")],
        "remote_id",
        "waiting_reason",
    ),
    (
        "laredoute.operation",
        [("message", "!=", False)],
        "display_name",
        "message",
    ),
)
