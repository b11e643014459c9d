# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The one ordered queue of due events, and who runs it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from .records import Event
from .world import World

_logger = logging.getLogger(__name__)
_TICK = 0.05  # real seconds between two looks at the queue
_SAVE_EVERY = 20  # ticks between two savings of the clock

Handler = Callable[[str, float], None]


class Schedule:
    """Events by due time; events due together run in the order they were added.

    A handler gets the event's key and its due time: what it schedules in turn is
    counted from there, so that a long step gives the same story as a slow clock.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._handlers: dict[str, Handler] = {}
        self._running = threading.RLock()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def on(self, kind: str, handler: Handler) -> None:
        """Say who handles the events of a kind."""
        self._handlers[kind] = handler

    def add(self, kind: str, key: str, due: float) -> None:
        with self._world.change():
            number = self._world.number("event")
            self._world.events.put(Event(f"{number:012d}", due, kind, key))

    def cancel(self, kind: str, key: str | None = None) -> None:
        """Take events of a kind (and key) out of the queue."""
        with self._world.change():
            for event in self._world.events:
                if event.kind == kind and key in (None, event.key):
                    self._world.events.delete(event.event_id)

    def waiting(self) -> list[Event]:
        """Return the queue, next one first."""
        with self._world.lock:
            return sorted(self._world.events, key=_order)

    def run_due(self) -> list[Event]:
        """Run what is due now on the virtual clock."""
        return self._run_until(self._world.clock.now())

    def step(self, seconds: float) -> list[Event]:
        """Jump ``seconds`` ahead, running on the way what falls due, in order."""
        if seconds < 0:
            raise ValueError("time only goes forward")
        with self._running:
            target = self._world.clock.now() + seconds
            done = self._run_until(target)
            self._world.clock.advance_to(target)
        return done

    def next(self, kind: str | None = None) -> list[Event]:
        """Jump to the next due event (of a kind); run it and all that is due before."""
        with self._running:
            for event in self.waiting():
                if kind in (None, event.kind):
                    return self._run_until(event.due)
        return []

    def _run_until(self, moment: float) -> list[Event]:
        done: list[Event] = []
        with self._running:
            while not self._stopped.is_set():
                event = self._first(moment)
                if event is None:
                    return done
                self._world.clock.advance_to(event.due)
                self._run(event)
                # Only now: a process killed in the middle runs it again.
                with self._world.change():
                    self._world.events.delete(event.event_id)
                done.append(event)
        return done

    def _first(self, moment: float) -> Event | None:
        with self._world.lock:
            first = min(self._world.events, key=_order, default=None)
        return None if first is None or first.due > moment else first

    def _run(self, event: Event) -> None:
        try:
            self._handlers[event.kind](event.key, event.due)
        except Exception:
            # One bad event must not stop the clock of all others.
            _logger.exception("event %s failed", event.kind)

    def start(self) -> None:
        """Let events run by themselves as the clock goes."""
        self._thread = threading.Thread(target=self._loop, name="clock", daemon=True)
        self._thread.start()

    def _loop(self) -> None:
        ticks = 0
        while not self._stopped.wait(_TICK):
            self.run_due()
            ticks += 1
            if ticks % _SAVE_EVERY == 0:
                self._world.save_clock()

    def stop(self) -> None:
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(timeout=10)


def _order(event: Event) -> tuple[float, str]:
    return (event.due, event.event_id)
