# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Time at La Redoute: its long waits are stepped over, its news is fetched soon.

The driver does nothing that a person could not do: it sets the simulator's clock
forward, and presses "Run now" for the work that would come a little later anyway.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

#: events of the simulator's queue worth stepping to, and what one would say
STEPS = {
    "integrate products": "La Redoute has taken its day or two over a product file",
    "process offers": "La Redoute has taken its hour over an offer file",
    "fraud check": "La Redoute has checked an order for fraud",
    "payment check": "La Redoute has checked the payment of an accepted order",
}
#: seconds between two wakings of one flow, so that it is not run for nothing
_BETWEEN = 4.0
#: seconds between two rounds of all the work: of the day's, a minute is enough
_ROUND = 60.0
_ARCHIVE = "/reports/archive/"


class Driver:
    """Steps the clock and wakes the flows; call :meth:`tick` every second or so.

    :param control: the simulator's control client
    :param wake: wakes one flow of the account, named as in the "Run now" buttons
    :param pause: seconds each thing may be looked at before its wait is skipped
    :param bring_forward: called once a minute, for the work that would come later
    :param ticker: the time that passes, in seconds from any origin
    """

    def __init__(
        self,
        control: Any,
        wake: Callable[[str], None],
        pause: float = 0.0,
        bring_forward: Callable[[], None] = lambda: None,
        ticker: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ticker = ticker
        self._control = control
        self._wake = wake
        self._pause = pause
        self._bring_forward = bring_forward
        self._round_at: float | None = None
        self._seen: dict[tuple[str, str], float] = {}
        self._woken: dict[str, float] = {}
        self._statuses: dict[str, int] = {}

    def tick(self) -> list[str]:
        """Do what is due and return it in plain sentences.

        Steps come first, so that the seller's side reads the news of the latest one.
        """
        said = self._step()
        self._fetch_news()
        now = self._ticker()
        if self._round_at is None or now - self._round_at >= _ROUND:
            self._round_at = now
            self._bring_forward()
        return said

    def _step(self) -> list[str]:
        """Jump to the next event worth it, when it was seen long enough."""
        clock = self._control.clock()
        now = self._ticker()
        wanted = [
            (event["kind"], event["key"])
            for event in clock["next"]
            if event["kind"] in STEPS
        ]
        self._seen = {key: self._seen.get(key, now) for key in wanted}
        for kind, key in wanted:
            if now - self._seen[kind, key] >= self._pause:
                # Whatever is due before it happens too, in its order.
                done = self._control.next(kind)
                return [STEPS[kind]] if done else []
        return []

    def _fetch_news(self) -> None:
        """Have reports collected and orders read where there are any."""
        status = self._control.status()
        present = status["files"]["present"]
        if any(not path.startswith(_ARCHIVE) for path in present):
            self._wake_soon("collect_reports")
        statuses = status["orders"]["lines_by_status"]
        visible = {word: count for word, count in statuses.items() if word[0].isupper()}
        if visible != self._statuses and self._wake_soon("fetch_orders"):
            self._statuses = visible

    def _wake_soon(self, flow: str) -> bool:
        """Wake a flow unless it was woken a moment ago; return whether it was woken."""
        now = self._ticker()
        if now - self._woken.get(flow, -_BETWEEN) < _BETWEEN:
            return False
        self._woken[flow] = now
        self._wake(flow)
        return True
