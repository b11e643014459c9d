# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the person at the keyboard reads: steps, progress, failures."""

from __future__ import annotations

import sys
import time


class Failure(Exception):
    """An expected failure: what went wrong and what to do about it.

    Shown as two plain lines, never as a traceback.

    :param what: one sentence, what failed
    :param todo: one sentence, what the reader can do next
    """

    def __init__(self, what: str, todo: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.todo = todo

    def __str__(self) -> str:
        return f"{self.what}\n  What to do: {self.todo}" if self.todo else self.what


def say(text: str) -> None:
    """Print one step at once, even when the output goes to a file."""
    print(f"==> {text}", flush=True)


def warn(text: str) -> None:
    """Print something worth knowing that stops nothing."""
    print(f"!!! {text}", flush=True)


class Progress:
    """A percentage that is redrawn on a terminal and printed sparsely elsewhere.

    :param label: what is being done
    """

    def __init__(self, label: str) -> None:
        self._label = label
        self._shown = -1
        self._terminal = sys.stdout.isatty()
        self._start = time.monotonic()

    def show(self, done: float, total: float) -> None:
        """Show ``done`` of ``total`` (any unit); never goes backwards."""
        percent = min(100, int(100 * done / total)) if total else 0
        step = 1 if self._terminal else 20
        if percent < self._shown + step:
            return
        self._shown = percent
        self._write(f"{percent:3d} %")

    def done(self) -> None:
        """Close the line with the time it took."""
        self._write(f"done in {time.monotonic() - self._start:.0f} s")
        if self._terminal:
            print(flush=True)

    def _write(self, text: str) -> None:
        if self._terminal:
            print(f"\r    {self._label}: {text:<16}", end="", flush=True)
        else:
            print(f"    {self._label}: {text}", flush=True)
