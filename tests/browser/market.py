# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A simulator that can be switched off, and on again at the same addresses."""

from laredoute_simulator import Simulator


class Market:
    """La Redoute, from ``with`` to the end of its block, with a break if wanted.

    What is requested of the simulator (``control``…) is passed on to it.

    :param state: file in which it remembers what it knew before a break
    """

    def __init__(self, state):
        self._state = state
        self._running = None

    def __getattr__(self, name):
        return getattr(self._running, name)

    def __enter__(self):
        self._running = Simulator(speed=0.0, state=self._state).start()
        return self

    def __exit__(self, *error):
        self.go_down()

    def go_down(self):
        """Close every port: whoever calls gets no answer. Harmless when down."""
        if self._running:
            self._addresses = self._running.addresses
            self._running.stop()
            self._running = None

    def come_back(self):
        """Open the same ports again, knowing what was known."""
        web = self._addresses["items"].split("/")[2]
        self._running = Simulator(
            speed=0.0,
            state=self._state,
            http_port=int(web.split(":")[1]),
            sftp_port=self._addresses["sftp"]["port"],
        ).start()
