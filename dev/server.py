# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A real Odoo server for end-to-end tests and the demo."""

from __future__ import annotations

import os
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType

from . import odoo_process, ports, process
from .environment import Environment
from .report import Failure

_FIRST_PORT = 8069
_ATTEMPTS = 5


class OdooServer:
    """Odoo as a child process, from ``with`` to the end of its block.

    The child is ended on leaving the block, and by the kernel when the thread
    that started it dies. Start it from the main thread.

    :param env: the prepared environment
    :param database: the only database it serves
    :param port: where to look first for a free port of 127.0.0.1
    :param crons: how many cron threads; 0 runs no cron
    :param workers: 0 for threads; two or more for processes
    :ivar port: the port it answers on, once started
    :ivar log: the path of its log file
    """

    def __init__(
        self,
        env: Environment,
        database: str,
        *,
        port: int = _FIRST_PORT,
        crons: int = 1,
        workers: int = 0,
    ) -> None:
        self.database = database
        self.port = port
        self.log = env.cache / "run" / f"{database}.log"
        self._env = env
        self._options = {"max_cron_threads": crons, "workers": workers}
        self._config = env.cache / "run" / f"{database}.conf"
        self._child: subprocess.Popen[bytes] | None = None
        self._claims: list[ports.Claim] = []
        self._log_start = 0

    @property
    def url(self) -> str:
        """The address of the web client, without a slash at its end."""
        return f"http://{ports.LOOPBACK}:{self.port}"

    @property
    def pid(self) -> int:
        """The process id of the server."""
        if self._child is None:
            raise Failure("Odoo is not running.")
        return self._child.pid

    def __enter__(self) -> OdooServer:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self, patience: float = 120.0) -> None:
        """Start and wait until the login page answers.

        :param patience: seconds to wait for the first answer
        :raises Failure: with the end of the log, when the child ends or stays silent
        """
        for attempt in range(_ATTEMPTS):
            self._launch()
            try:
                self._wait(patience)
            except Failure:
                self.stop()
                # Another server may have taken the port in between.
                if attempt + 1 < _ATTEMPTS and "already in use" in self.tail():
                    continue
                raise
            except BaseException:
                self.stop()
                raise
            return

    def stop(self) -> None:
        """End the server; harmless when it does not run."""
        if self._child is not None:
            process.end(self._child)
            self._child = None
        for claim in self._claims:
            claim.release()
        self._claims.clear()

    def kill(self) -> None:
        """Kill the server without a chance to tidy up (for crash tests)."""
        if self._child is not None:
            self._child.kill()
            process.end(self._child)
            self._child = None

    def tail(self, lines: int = 25) -> str:
        """Return the end of what the log says since the last launch."""
        if not self.log.exists():
            return ""
        text = self.log.read_bytes()[self._log_start :].decode("utf-8", "replace")
        return "\n".join(text.splitlines()[-lines:])

    def _claim_ports(self) -> list[int]:
        """Claim two ports until :meth:`stop`: another server's answers are not ours.

        :returns: for requests, and for the longpolling of several workers
        """
        if not self._claims:
            first = ports.claim(self.port)
            self._claims = [first, ports.claim(first.port + 1)]
        return [claim.port for claim in self._claims]

    def _launch(self) -> None:
        self.port, gevent_port = self._claim_ports()
        odoo_process.write_config(
            self._env,
            self._config,
            db_name=self.database,
            dbfilter=f"^{self.database}$",
            http_port=self.port,
            gevent_port=gevent_port,
            **self._options,
        )
        with self.log.open("ab") as log:
            # What an earlier launch died of is not what this one dies of.
            self._log_start = self.log.stat().st_size
            self._child = process.start(
                odoo_process.command(self._env, self._config),
                env=self._env.variables(),
                cwd=Path(os.sep),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def _wait(self, patience: float) -> None:
        deadline = time.monotonic() + patience
        while not self._answers():
            assert self._child is not None
            code = self._child.poll()
            if code is not None:
                raise Failure(f"Odoo ended with {code}:\n{self.tail()}")
            if time.monotonic() > deadline:
                raise Failure(
                    f"Odoo did not answer within {patience:.0f} s:\n{self.tail()}"
                )
            time.sleep(0.2)

    def _answers(self) -> bool:
        """Return whether our child answers; who else has the port is not it."""
        if not ports.listens(self.pid, self.port):
            return False
        # Never through a proxy of the machine: this is our own loopback.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"{self.url}/web/login", timeout=30) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False
