# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Child processes that do not outlive us, and are ended gently."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from .report import Failure

_PR_SET_PDEATHSIG = 1
Argument = str | Path


def die_with_parent() -> Callable[[], None] | None:
    """Return a ``preexec_fn`` that ends the child when our thread ends.

    Linux only; elsewhere the child is still ended by our own clean-up. The
    kernel watches the thread that forked, so start children from a thread
    that lives as long as they should.
    """
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)

    def arm() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)

    return arm


def start(command: Sequence[Argument], **options: Any) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own.

    A Ctrl-C at the terminal then reaches us alone, and we end the child in
    our own order.
    """
    return subprocess.Popen(
        [str(part) for part in command],
        start_new_session=True,
        # Between fork and exec it only makes one system call, of a library that
        # is loaded already: safe with threads.
        preexec_fn=die_with_parent(),  # noqa: PLW1509
        **options,
    )


def end(child: subprocess.Popen[bytes], patience: float = 10.0) -> None:
    """End ``child`` and what it started; kill it after ``patience`` seconds."""
    if child.poll() is None:
        _signal_group(child, signal.SIGTERM)
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            _signal_group(child, signal.SIGKILL)
            child.wait()
        _end_descendants(child)


def _end_descendants(child: subprocess.Popen[bytes], patience: float = 2.0) -> None:
    """Wait for what the child started, which got its signal too; then kill it."""
    if not _wait_for_group(child, patience):
        _signal_group(child, signal.SIGKILL)
        _wait_for_group(child, patience)


def _wait_for_group(child: subprocess.Popen[bytes], patience: float) -> bool:
    """Return whether nothing of the child's group runs any more."""
    deadline = time.monotonic() + patience
    while _group_runs(child.pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _group_runs(group: int) -> bool:
    """Return whether a process of a group runs; one that is only unreaped does not.

    Whoever inherits an orphan reaps it when it pleases, in some containers never.
    Source: ``/proc/PID/stat``, where state, parent and group follow the name (man 5
    proc).
    """
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, its_group = path.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue  # it has ended since
        if int(its_group) == group and state not in ("Z", "X"):
            return True
    return False


def _signal_group(child: subprocess.Popen[bytes], number: int) -> None:
    """Signal the child's group, as far as it is still there."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, number)


def lines(
    command: Sequence[Argument], *, env: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Run a command and yield its output (both streams) line by line.

    :raises Failure: when it exits with anything but 0; the last lines it
        printed are in the message
    """
    tail: list[str] = []
    child = start(
        command,
        env=None if env is None else dict(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        assert child.stdout is not None
        for raw in child.stdout:
            line = raw.decode("utf-8", "replace").rstrip()
            tail = [*tail[-14:], line]
            yield line
        code = child.wait()
    finally:
        end(child)
    if code:
        shown = "\n    ".join(tail)
        raise Failure(f"{Path(command[0]).name} ended with {code}:\n    {shown}")


def run(
    command: Sequence[Argument], *, env: Mapping[str, str] | None = None
) -> list[str]:
    """Run a command to its end and return the lines it printed.

    :raises Failure: as :func:`lines`
    """
    return list(lines(command, env=env))


def run_detached(command: Sequence[Argument]) -> None:
    """Run a command that may leave a daemon behind, which must outlive us.

    Its output goes to a file: a daemon that inherited a pipe would hold it open.

    :raises Failure: when the command itself exits with anything but 0
    """
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            check=False,
        )
        output.seek(0)
        text = output.read().decode("utf-8", "replace").strip()
    if done.returncode:
        raise Failure(f"{Path(command[0]).name} ended with {done.returncode}: {text}")
