# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The control API over HTTP: ``POST /control/<method>`` with JSON, loopback only."""

from __future__ import annotations

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

from .controls import Controls

PREFIX = "/control/"
# Also served to GET, for a browser.
_READABLE = ("status", "faults", "clock")
_LIMIT = 64 * 1024 * 1024


class ControlServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int, controls: Controls) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.controls = controls

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that goes away is an everyday event."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60.0
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: what was done shows in the status."""

    def do_GET(self) -> None:
        name = self._name()
        if name in _READABLE:
            self._call(name, {})
        else:
            self._answer(404, {"error": f"GET serves {', '.join(_READABLE)}"})

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        if size > _LIMIT:
            self.close_connection = True
            self._answer(413, {"error": "too large"})
            return
        try:
            arguments = json.loads(self.rfile.read(size) or b"{}")
        except ValueError:
            self._answer(400, {"error": "the body is not JSON"})
            return
        if not isinstance(arguments, dict):
            self._answer(400, {"error": "the arguments are one JSON object"})
            return
        self._call(self._name(), arguments)

    def _name(self) -> str:
        path = self.path.partition("?")[0]
        return path[len(PREFIX) :] if path.startswith(PREFIX) else ""

    def _call(self, name: str, arguments: dict[str, Any]) -> None:
        controls = cast(ControlServer, self.server).controls
        method = getattr(controls, name, None)
        if not name or name.startswith("_") or not callable(method):
            self._answer(404, {"error": f"no such method: {name}"})
            return
        self._answer(*_outcome(method, arguments))

    def _answer(self, status: int, content: dict[str, Any]) -> None:
        body = json.dumps(content, ensure_ascii=False).encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _outcome(
    method: Callable[..., Any], arguments: dict[str, Any]
) -> tuple[int, dict[str, Any]]:
    try:
        return 200, {"result": method(**arguments)}
    except (ValueError, TypeError, KeyError) as error:
        return 400, {"error": str(error)}
