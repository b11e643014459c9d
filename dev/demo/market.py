# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The pretend La Redoute, as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from .. import ports, process
from ..environment import Environment
from ..report import Failure

#: where ports are looked for first, so that a demo started again finds its own
HTTP_PORT, SFTP_PORT, CONTROL_PORT = 8201, 8222, 8241
#: one minute of La Redoute is one second of ours
SPEED = 60.0
_PATIENCE = 120.0
_ATTEMPTS = 5


@dataclass(frozen=True)
class Access:
    """What a seller gets from La Redoute: addresses and credentials.

    :ivar tokens: by service: ``items``, ``orders_read``, ``orders_update``
    """

    login: str
    password: str
    tokens: dict[str, str]
    vendor_id: str
    hub_id: str
    items_url: str
    offers_url: str
    orders_url: str
    sftp_host: str
    sftp_port: int
    sftp_user: str
    sftp_password: str
    sftp_host_key: str


def read_access(ready: dict[str, Any]) -> Access:
    """Build the access from the line that the simulator prints when it is ready."""
    account, addresses = ready["account"], ready["addresses"]
    return Access(
        login=account["login"],
        password=account["password"],
        tokens=account["tokens"],
        vendor_id=account["vendor_id"],
        hub_id=account["hub_id"],
        items_url=addresses["items"],
        offers_url=addresses["offers"],
        orders_url=addresses["orders"],
        sftp_host=addresses["sftp"]["host"],
        sftp_port=addresses["sftp"]["port"],
        sftp_user=account["sftp_user"],
        sftp_password=account["sftp_password"],
        sftp_host_key=ready["host_key"],
    )


class Market:
    """A running simulator, from ``with`` to the end of its block.

    :param env: the prepared environment
    :param folder: where its state and its log are kept
    :ivar access: what the seller's account needs, once started
    :ivar control: the client of the simulator's control API, once started
    """

    access: Access
    control: Any

    def __init__(self, env: Environment, folder: Path) -> None:
        self._env = env
        self._sources = env.repository / "simulator"
        self._folder = folder
        self._ready_file = folder / "ready.json"
        self._child: subprocess.Popen[bytes] | None = None
        self._claims: list[ports.Claim] = []
        self.log = folder / "simulator.log"

    def __enter__(self) -> Market:
        self._folder.mkdir(parents=True, exist_ok=True)
        for _attempt in range(_ATTEMPTS):
            self._launch()
            try:
                ready = self._wait()
            except BaseException:
                self.stop()
                raise
            if ready:
                self._connect(ready)
                return self
            self.stop()
        raise Failure(f"The simulator did not start:\n{self._tail()}")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End the simulator; harmless when it does not run."""
        if self._child is not None:
            process.end(self._child)
            self._child = None
        for claim in self._claims:
            claim.release()
        self._claims.clear()
        # It holds credentials, pretend ones but all the same.
        self._ready_file.unlink(missing_ok=True)

    def write_reference(self, folder: Path) -> None:
        """Write La Redoute's reference lists as CSV files into a folder."""
        process.run(
            self._command("reference", "--folder", folder), env=self._variables()
        )

    def _claim_port(self, start: int) -> int:
        """Claim a port until the simulator ends."""
        claim = ports.claim(start)
        self._claims.append(claim)
        return claim.port

    def _launch(self) -> None:
        self._ready_file.unlink(missing_ok=True)
        arguments = [
            "--http-port",
            self._claim_port(HTTP_PORT),
            "--sftp-port",
            self._claim_port(SFTP_PORT),
            "--control-port",
            self._claim_port(CONTROL_PORT),
            "--state",
            self._folder / "simulator.sqlite",
            "--speed",
            SPEED,
            "--ready-file",
            self._ready_file,
        ]
        with self.log.open("ab") as log:
            self._child = process.start(
                self._command(*arguments),
                env=self._variables(),
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )

    def _wait(self) -> dict[str, Any] | None:
        """Return what the simulator says when it is ready; None when it ended."""
        assert self._child is not None
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            if self._ready_file.exists():
                text = self._ready_file.read_text(encoding="utf-8")
                ready: dict[str, Any] = json.loads(text)
                return ready
            if self._child.poll() is not None:
                # Perhaps another process took a port in between: once more.
                return None
            time.sleep(0.05)
        raise Failure(
            f"The simulator was not ready within {_PATIENCE:.0f} s:\n{self._tail()}"
        )

    def _connect(self, ready: dict[str, Any]) -> None:
        if str(self._sources) not in sys.path:
            sys.path.insert(0, str(self._sources))
        from laredoute_simulator.control import ControlClient

        self.access = read_access(ready)
        self.control = ControlClient(ready["addresses"]["control"])

    def _command(self, *arguments: object) -> list[str]:
        texts = [str(argument) for argument in arguments]
        return [str(self._env.python), "-m", "laredoute_simulator", *texts]

    def _variables(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(self._sources)}

    def _tail(self) -> str:
        if not self.log.exists():
            return ""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-20:])
