# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a person or a test may do to the pretend platform.

The public methods are the control API: each is served under its own name, with its
arguments as JSON, and mirrored by ``control.ControlClient``.
"""

from __future__ import annotations

import base64
import secrets
from dataclasses import asdict
from typing import Any

from .account import SFTP_LOCKS, TOKEN_SERVICES
from .clock import DAY, HOUR, MINUTE, wall_now
from .faults import FAULTS
from .files import clean
from .ledger_controls import LedgerControls
from .order_controls import OrderControls, money
from .platform import Platform
from .records import Competitor, StoredFile
from .status import clock_status, event_status, full_status

Json = dict[str, Any]


class Controls(OrderControls, LedgerControls):
    """See the module. A wrong argument raises ``ValueError``."""

    def __init__(self, platform: Platform) -> None:
        super().__init__(platform)
        self._schedule = platform.schedule

    # Looking

    def status(self) -> Json:
        """Everything at a glance; holds no secret and no buyer."""
        return full_status(self._platform)

    def faults(self) -> Json:
        """Return the faults there are, and those that are armed."""
        armed = [asdict(fault) for fault in self._platform.faults.armed()]
        return {"known": FAULTS, "armed": armed}

    def order(self, order_id: str) -> Json:
        """Return one order whole, with its audit."""
        order = self._world.orders.get(order_id)
        if order is None:
            raise ValueError(f"no such order: {order_id}")
        return asdict(order)

    def item(self, ean: str) -> Json:
        """Return an item by its EAN, its offer and whether it is live."""
        for item in self._world.items:
            if item.ean == ean:
                offer = self._world.offers.get(f"{item.vendor_id}/{ean}")
                live = self._platform.offers.live_offer(item) is not None
                shown = None if offer is None else asdict(offer)
                return {**asdict(item), "offer": shown, "live": live}
        raise ValueError(f"no such item: {ean}")

    # Time

    def clock(self) -> Json:
        """Return the virtual time, its speed and the events to come."""
        return clock_status(self._platform)

    def speed(self, factor: float) -> None:
        """Let the virtual clock run ``factor`` times real time; 0 stops it."""
        self._world.clock.set_speed(float(factor))

    def step(
        self,
        seconds: float = 0,
        minutes: float = 0,
        hours: float = 0,
        days: float = 0,
    ) -> list[Json]:
        """Jump ahead; return what fell due on the way."""
        total = seconds + minutes * MINUTE + hours * HOUR + days * DAY
        return [event_status(event) for event in self._schedule.step(total)]

    def next(self, kind: str | None = None) -> list[Json]:
        """Jump to the next due event (of a kind); return what was run."""
        return [event_status(event) for event in self._schedule.next(kind)]

    # Bad days

    def inject(
        self, fault: str, count: int = 1, service: str = "any", **options: float
    ) -> Json:
        """Arm a fault for the next ``count`` calls; see ``faults``."""
        armed = self._platform.faults.inject(fault, int(count), service, options)
        return asdict(armed)

    def clear_faults(self) -> int:
        """Disarm all faults and undo what they did to reports.

        :return: how many that were held back are written now
        """
        self._platform.faults.clear()
        self._platform.reports.restore()
        return self._platform.reports.release()

    def expire_token(self, service: str, vendor: str | None = None) -> None:
        """Let a token expire until it is replaced."""
        account = self._world.account(vendor)
        _require(service, TOKEN_SERVICES)
        account.expired_services.append(service)

    def replace_token(
        self, service: str, token: str | None = None, vendor: str | None = None
    ) -> str:
        """Give out a new token, which is returned; it ends with the process."""
        account = self._world.account(vendor)
        _require(service, TOKEN_SERVICES)
        account.tokens[service] = token or secrets.token_urlsafe(16)
        account.expired_services = [s for s in account.expired_services if s != service]
        return account.tokens[service]

    def set_right(self, service: str, allowed: bool, vendor: str | None = None) -> None:
        """Give or take the right to use a token (403 without it)."""
        account = self._world.account(vendor)
        _require(service, TOKEN_SERVICES)
        others = [s for s in account.services_without_right if s != service]
        account.services_without_right = others if allowed else [*others, service]

    def lock_sftp(self, lock: str, vendor: str | None = None) -> None:
        """``none``, ``archive`` (no access to it), ``read_only`` or ``all``."""
        _require(lock, SFTP_LOCKS)
        self._world.account(vendor).sftp_lock = lock

    def slow_sftp(self, seconds: float, vendor: str | None = None) -> None:
        """Have the report server take so long for each operation; 0 ends it."""
        if not 0 <= seconds <= 60:
            raise ValueError("0 to 60 seconds an operation")
        self._world.account(vendor).sftp_delay = float(seconds)

    def change_host_key(self) -> str:
        """Change the SFTP host key for good; return the new public line."""
        return self._platform.renew_host_key()

    # Reports

    def competitor(
        self, ean: str, price: str, delivery_fee: str = "0.00", sellers: int = 2
    ) -> None:
        """Let others sell an EAN at a price, for the open listing report.

        La Redoute has its sheet then: who offers the EAN needs no product file.
        """
        best = Competitor(ean, str(money(price)), str(money(delivery_fee)), sellers)
        with self._world.change():
            self._world.competitors.put(best)

    def write_open_listing(self, vendor: str | None = None) -> str:
        """Write the open listing report now, empty when nothing is on sale."""
        vendor_id = self._world.account(vendor).vendor_id
        return self._platform.open_listing.write(vendor_id)

    def put_file(
        self,
        path: str,
        content: str,
        encoding: str = "utf-8",
        vendor: str | None = None,
    ) -> None:
        """Put any file into the SFTP home, as it is.

        :param encoding: that of the text, or ``base64`` for bytes
        """
        raw = encoding == "base64"
        data = base64.b64decode(content) if raw else content.encode(encoding)
        vendor_id = self._world.account(vendor).vendor_id
        with self._world.change():
            self._world.files.put(StoredFile(vendor_id, clean(path), data, wall_now()))

    def reset(self) -> None:
        """Forget items, offers, orders, payouts, files, events and faults."""
        self._platform.faults.clear()
        self._platform.reports.forget()
        self._world.reset()
        self._platform.orders.ledger.forget()
        self._platform.open_listing.plan()


def _require(value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise ValueError(f"{value} is not one of {', '.join(known)}")
