# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The control API's client: the one way the tests, the demo and ``ctl`` use it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any, cast

Json = dict[str, Any]
_TIMEOUT = 300.0  # a long step may fetch many images


class ControlError(Exception):
    """The simulator refused; the message says why."""


class ControlClient:
    """Talks to a simulator's control address, such as ``http://127.0.0.1:8070``.

    Each method is the one of the same name of ``controls.Controls``, which describes
    its arguments. Raises ``ControlError`` when it is refused, ``OSError`` when
    nobody answers.
    """

    def __init__(self, base_url: str, timeout: float = _TIMEOUT) -> None:
        self._base = base_url.rstrip("/")
        self._timeout = timeout
        # Never through a proxy: the simulator is on this machine.
        handler = urllib.request.ProxyHandler({})
        self._opener = urllib.request.build_opener(handler)

    def call(self, method: str, **arguments: Any) -> Any:
        """Call a method of the API by its name."""
        request = urllib.request.Request(
            f"{self._base}/control/{method}",
            data=json.dumps(arguments).encode("utf-8"),
            headers={"Content-Type": "application/json"},
        )
        try:
            with self._opener.open(request, timeout=self._timeout) as answer:
                return json.load(answer)["result"]
        except urllib.error.HTTPError as error:
            with error:
                raise ControlError(_reason(error)) from None

    def status(self) -> Json:
        """``clock``, ``items`` (by state, live), ``offers``, ``batches``, ``orders``
        (``lines_by_status``, ``audit``, ``list`` with lines and trackings), ``files``
        (``present``, ``fetched``, ``fetched_count``), ``calls``, ``faults``."""
        return cast(Json, self.call("status"))

    def faults(self) -> Json:
        return cast(Json, self.call("faults"))

    def order(self, order_id: str) -> Json:
        return cast(Json, self.call("order", order_id=order_id))

    def item(self, ean: str) -> Json:
        return cast(Json, self.call("item", ean=ean))

    def place_order(self, lines: list[Json], **how: Any) -> Json:
        return cast(Json, self.call("place_order", lines=lines, **how))

    def place_random(self, count: int = 1, lines_max: int = 3) -> list[str]:
        found = self.call("place_random", count=count, lines_max=lines_max)
        return cast(list[str], found)

    def auto_place(self, per_hour: float) -> None:
        self.call("auto_place", per_hour=per_hour)

    def set_status(self, line_id: str, status: str) -> None:
        self.call("set_status", line_id=line_id, status=status)

    def change_line(self, line_id: str, **texts: str) -> None:
        self.call("change_line", line_id=line_id, **texts)

    def change_order(self, order_id: str, **texts: str) -> None:
        self.call("change_order", order_id=order_id, **texts)

    def add_line(self, order_id: str, line: Json) -> str:
        return cast(str, self.call("add_line", order_id=order_id, line=line))

    def redirect(self, order_id: str, line_id: str = "", **address: str) -> None:
        self.call("redirect", order_id=order_id, line_id=line_id, **address)

    def refuse_decision(
        self, line_id: str, verb: str, words: str = "The order line is locked"
    ) -> None:
        self.call("refuse_decision", line_id=line_id, verb=verb, words=words)

    def refuse_refund(self, line_id: str, reason: str = "expired card") -> str:
        return cast(str, self.call("refuse_refund", line_id=line_id, reason=reason))

    def begin_refund(
        self, line_id: str, quantity: str = "", amount: str = "", shipping: bool = True
    ) -> str:
        given = {"quantity": quantity, "amount": amount, "shipping": shipping}
        return cast(str, self.call("begin_refund", line_id=line_id, **given))

    def drop_refund(self, line_id: str) -> str:
        return cast(str, self.call("drop_refund", line_id=line_id))

    def pay_out(self) -> list[str]:
        return cast(list[str], self.call("pay_out"))

    def payouts(self, vendor: str | None = None) -> list[Json]:
        return cast(list[Json], self.call("payouts", vendor=vendor))

    def payout(self, payout_id: str) -> Json:
        return cast(Json, self.call("payout", payout_id=payout_id))

    def payout_file(self, payout_id: str, layout: str = "types") -> Json:
        found = self.call("payout_file", payout_id=payout_id, layout=layout)
        return cast(Json, found)

    def balance(self, vendor: str | None = None) -> str:
        return cast(str, self.call("balance", vendor=vendor))

    def ledger(self, order_id: str = "", vendor: str | None = None) -> list[Json]:
        found = self.call("ledger", order_id=order_id, vendor=vendor)
        return cast(list[Json], found)

    def charge(
        self,
        kind: str,
        amount: str,
        label: str = "",
        order_id: str = "",
        vendor: str | None = None,
    ) -> Json:
        given = {"kind": kind, "amount": amount, "label": label, "order_id": order_id}
        return cast(Json, self.call("charge", **given, vendor=vendor))

    def commission_rate(self, rate: str, category: str = "") -> None:
        self.call("commission_rate", rate=rate, category=category)

    def payout_fault(self, fault: str, vendor: str | None = None) -> list[str]:
        found = self.call("payout_fault", fault=fault, vendor=vendor)
        return cast(list[str], found)

    def clock(self) -> Json:
        return cast(Json, self.call("clock"))

    def speed(self, factor: float) -> None:
        self.call("speed", factor=factor)

    def step(
        self,
        seconds: float = 0,
        minutes: float = 0,
        hours: float = 0,
        days: float = 0,
    ) -> list[Json]:
        amounts = {"seconds": seconds, "minutes": minutes, "hours": hours}
        return cast(list[Json], self.call("step", **amounts, days=days))

    def next(self, kind: str | None = None) -> list[Json]:
        return cast(list[Json], self.call("next", kind=kind))

    def inject(
        self, fault: str, count: int = 1, service: str = "any", **options: float
    ) -> Json:
        found = self.call(
            "inject", fault=fault, count=count, service=service, **options
        )
        return cast(Json, found)

    def clear_faults(self) -> int:
        return cast(int, self.call("clear_faults"))

    def expire_token(self, service: str, vendor: str | None = None) -> None:
        self.call("expire_token", service=service, vendor=vendor)

    def replace_token(
        self, service: str, token: str | None = None, vendor: str | None = None
    ) -> str:
        found = self.call("replace_token", service=service, token=token, vendor=vendor)
        return cast(str, found)

    def set_right(self, service: str, allowed: bool, vendor: str | None = None) -> None:
        self.call("set_right", service=service, allowed=allowed, vendor=vendor)

    def lock_sftp(self, lock: str, vendor: str | None = None) -> None:
        self.call("lock_sftp", lock=lock, vendor=vendor)

    def slow_sftp(self, seconds: float, vendor: str | None = None) -> None:
        self.call("slow_sftp", seconds=seconds, vendor=vendor)

    def change_host_key(self) -> str:
        return cast(str, self.call("change_host_key"))

    def competitor(
        self, ean: str, price: str, delivery_fee: str = "0.00", sellers: int = 2
    ) -> None:
        arguments = {"ean": ean, "price": price, "delivery_fee": delivery_fee}
        self.call("competitor", **arguments, sellers=sellers)

    def write_open_listing(self, vendor: str | None = None) -> str:
        return cast(str, self.call("write_open_listing", vendor=vendor))

    def put_file(
        self,
        path: str,
        content: str,
        encoding: str = "utf-8",
        vendor: str | None = None,
    ) -> None:
        arguments = {"path": path, "content": content, "encoding": encoding}
        self.call("put_file", **arguments, vendor=vendor)

    def reset(self) -> None:
        self.call("reset")


def _reason(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.load(error)["error"])
    except (ValueError, KeyError):
        return f"HTTP {error.code}"
