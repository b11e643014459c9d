# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What holds for all tests: no network, and no ORM where none is wanted."""

from __future__ import annotations

import importlib.util
import ipaddress
import os
import socket
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
ADDON = "odoo.addons.laredoute_connector"


class NetworkRefused(Exception):
    """A test tried to leave this machine.

    Not an ``OSError``: the code under test handles those, and would hide it.
    """


def pytest_configure(config: pytest.Config) -> None:
    """Make ``odoo.addons.laredoute_connector`` importable.

    Under pytest-odoo its configuration file names the repository. Elsewhere
    the pure side is imported without its parent's ``__init__``, which would
    load the models and need Odoo's registry.
    """
    if config.pluginmanager.hasplugin("odoo"):
        return
    import odoo.addons

    if ADDON in sys.modules:
        return
    folder = REPOSITORY / "laredoute_connector"
    spec = importlib.util.spec_from_loader(ADDON, loader=None, is_package=True)
    assert spec is not None
    package = types.ModuleType(ADDON)
    package.__spec__ = spec
    package.__path__ = [str(folder)]
    sys.modules[ADDON] = package
    odoo.addons.laredoute_connector = package


def _is_local(family: int, address: Any) -> bool:
    """Return whether a socket address stays on this machine."""
    if family == socket.AF_UNIX:
        return True
    if family not in (socket.AF_INET, socket.AF_INET6):
        return True
    host = address[0]
    if host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host).split("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def only_loopback() -> Iterator[None]:
    """Refuse connections, and questions to name servers, beyond loopback."""
    real = {
        name: getattr(socket.socket, name)
        for name in ("connect", "connect_ex", "sendto")
    }
    real_lookup = socket.getaddrinfo

    def guarded(name: str) -> Any:
        def call(self: socket.socket, *arguments: Any) -> Any:
            if not _is_local(self.family, arguments[-1]):
                raise NetworkRefused(f"{name} to {arguments[-1]!r}")
            return real[name](self, *arguments)

        return call

    def lookup(host: Any, *arguments: Any, **options: Any) -> Any:
        text = host.decode() if isinstance(host, bytes) else host
        if text is not None and not _is_local(socket.AF_INET, (text, 0)):
            # As for a name that does not exist, which tests do try.
            if str(text).endswith((".invalid", ".example", ".test")):
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
            raise NetworkRefused(f"lookup of {text!r}")
        return real_lookup(host, *arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        for name in real:
            patch.setattr(socket.socket, name, guarded(name))
        patch.setattr(socket, "getaddrinfo", lookup)
        yield


@pytest.fixture(autouse=True, scope="session")
def no_proxy() -> Iterator[None]:
    """Take no proxy of the machine for what is served on loopback."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.lower() in ("http_proxy", "https_proxy", "all_proxy"):
                patch.delenv(name)
        patch.setenv("NO_PROXY", "*")
        yield
