# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The whole pretend platform in one process, served on the loopback interface."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from socketserver import BaseServer
from types import TracebackType
from typing import Any

from .account import Account
from .authority import make_authority
from .control_server import ControlServer
from .controls import Controls
from .http_server import ServiceServer
from .orders_service import OrdersService
from .platform import Platform
from .services import ItemsService, OffersService, Service
from .sftp_server import SftpServer

PATHS = {
    "items": "/seller/items",
    "offers": "/Redcats/File/ESB-TIBCO/File/1.0",
    "orders": "/prod/seller/orders/1.2",
}
_HOST = "127.0.0.1"


@dataclass
class Options:
    """How a simulator is started; port 0 takes a free one.

    ``state`` is the SQLite file that lets a restart continue; the host key is kept
    beside it. ``speed`` is the pace of the virtual clock.
    """

    accounts: list[Account] = field(default_factory=lambda: [Account()])
    state: Path | None = None
    https: bool = False
    speed: float = 1.0
    http_port: int = 0
    sftp_port: int = 0
    control_port: int = 0


class Simulator(Platform):
    """A context manager: serves from ``start`` to ``stop``.

    ``control`` does directly what ``ControlClient`` does over HTTP.
    """

    def __init__(self, options: Options | None = None, **settings: Any) -> None:
        self.options = options or Options(**settings)
        super().__init__(self.options.accounts, self.options.state, self.options.speed)
        self.control = Controls(self)
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._ends: list[Callable[[], None]] = []

    def start(self) -> Simulator:
        """Open the ports and let the clock run."""
        try:
            self._start_services()
            self._start_sftp()
            server = ControlServer(self.options.control_port, self.control)
            self._control_port = server.server_address[1]
            self._serve(server)
        except OSError:
            self.stop()
            raise
        self.open_listing.plan()
        self.schedule.start()
        return self

    def _start_services(self) -> None:
        services: dict[str, Service] = {
            PATHS["items"]: ItemsService(self.catalogue),
            PATHS["offers"]: OffersService(self.offers),
            PATHS["orders"]: OrdersService(self.world, self.updates),
        }
        address = (_HOST, self.options.http_port)
        server = ServiceServer(address, services, self.world, self.faults)
        self._ends.append(server.stopping.set)
        if self.options.https:
            self.ca_file, context = make_authority(self._folder())
            server.use_tls(context)
        self._http_port = server.server_address[1]
        self._serve(server)

    def _folder(self) -> Path:
        if self.options.state is not None:
            return self.options.state.parent
        self._scratch = tempfile.TemporaryDirectory()
        return Path(self._scratch.name)

    def _start_sftp(self) -> None:
        address = (_HOST, self.options.sftp_port)
        server = SftpServer(address, self.world, self.faults, lambda: self._host_key)
        self._sftp_port = server.server_address[1]
        self._run(server)
        self._ends.append(server.stop)

    def _serve(self, server: BaseServer) -> None:
        self._run(server)
        self._ends += [server.shutdown, server.server_close]

    @staticmethod
    def _run(server: BaseServer) -> None:
        arguments = {"poll_interval": 0.05}
        threading.Thread(
            target=server.serve_forever, kwargs=arguments, daemon=True
        ).start()

    def stop(self) -> None:
        """Close the ports, stop the clock, keep the state."""
        self.schedule.stop()
        for end in self._ends:
            end()
        self._ends.clear()
        self.world.close()
        if self._scratch is not None:
            self._scratch.cleanup()

    def __enter__(self) -> Simulator:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def addresses(self) -> dict[str, Any]:
        """Addresses by service: ``items``, ``offers``, ``orders``, ``control`` are
        URLs; ``sftp`` is ``host`` and ``port``."""
        scheme = "https" if self.options.https else "http"
        base = f"{scheme}://{_HOST}:{self._http_port}"
        return {
            **{name: base + path for name, path in PATHS.items()},
            "control": f"http://{_HOST}:{self._control_port}",
            "sftp": {"host": _HOST, "port": self._sftp_port},
        }

    @property
    def ready(self) -> dict[str, Any]:
        """All a connector needs to be set up, with the pretend credentials."""
        return {
            "addresses": self.addresses,
            "account": asdict(self.account),
            "accounts": [asdict(account) for account in self.world.accounts],
            "host_key": self.host_key,
            "host_key_fingerprint": self.host_key_fingerprint,
            "ca_file": None if self.ca_file is None else str(self.ca_file),
        }
