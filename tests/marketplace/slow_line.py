# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A line to a server on loopback that is slow, or breaks, for tests."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from .servers import reset


class SlowLine:
    """Carries connections to a server.

    :ivar delay: seconds that each part takes, both ways
    :ivar rate: bytes a second from the server; 0 for as many as there are
    :ivar on_carry: called before each part from the server is handed on, with the
        bytes that its connection carried so far; ``ConnectionError`` breaks the line
    :ivar held: clear to hand on nothing from the server any more
    """

    def __init__(self, port: int) -> None:
        self._target = port
        self.delay, self.rate = 0.0, 0
        self.on_carry: Callable[[int], None] = lambda carried: None
        self.held = threading.Event()
        self.held.set()
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._start(self._run)

    def __enter__(self) -> SlowLine:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.held.set()
        self.cut()
        for thread in self._threads:
            thread.join(5)

    def _start(self, target: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def cut(self) -> None:
        """Break what is open now."""
        for end in self._open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            with suppress(OSError):
                reset(end)
        self._open.clear()

    def _run(self) -> None:
        while True:
            try:
                near, _address = self._listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._target))
            self._open += [near, far]
            self._start(self._carry, near, far, False)
            self._start(self._carry, far, near, True)

    def _carry(
        self, source: socket.socket, target: socket.socket, from_server: bool
    ) -> None:
        carried = 0
        with suppress(OSError):
            while block := source.recv(self._most(from_server)):
                time.sleep(self.delay)
                if from_server:
                    carried += len(block)
                    self.on_carry(carried)
                    self.held.wait()
                    time.sleep(len(block) / self.rate if self.rate else 0)
                target.sendall(block)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _most(self, from_server: bool) -> int:
        # a twentieth of a second at a time
        return max(self.rate // 20, 1) if from_server and self.rate else 65536
