# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The HTTP side of the services: who is called, faults, and nothing else."""

from __future__ import annotations

import io
import os
import socket
import ssl
import struct
import threading
from collections.abc import Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, BinaryIO, cast

from . import soap, wire_faults
from .faults import AFTER_TAKING, BEFORE_TAKING, Fault, FaultBox
from .request import Body, BodyCut, Request, find_account, soap_action
from .services import Service
from .world import World

_DRAIN_LIMIT = 512 * 1024 * 1024
_IDLE = 60.0  # seconds a silent connection is kept
_DRIP = 0.1  # seconds between two bytes of headers that drip


class ServiceServer(ThreadingHTTPServer):
    """Serves the services on one port of the loopback address."""

    daemon_threads = True
    # Idle connections must not hold up the end of the process.
    block_on_close = False
    request_queue_size = 64

    def __init__(
        self,
        address: tuple[str, int],
        services: Mapping[str, Service],
        world: World,
        faults: FaultBox,
    ) -> None:
        super().__init__(address, _Handler)
        self.services = services
        self.world = world
        self.faults = faults
        self.stopping = threading.Event()

    def use_tls(self, context: ssl.SSLContext) -> None:
        self.socket = context.wrap_socket(
            self.socket, server_side=True, do_handshake_on_connect=False
        )

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that goes away or does not trust us is an everyday event."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "LaRedouteSimulator"
    timeout = _IDLE
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing by default: addresses may hold what must not be logged."""

    @property
    def _sim(self) -> ServiceServer:
        return cast(ServiceServer, self.server)

    def do_GET(self) -> None:
        answer = soap.fault(soap.SOAP11, "only POST is served", 405)
        self._send(answer)

    def do_POST(self) -> None:
        service = self._sim.services.get(self.path.partition("?")[0])
        body = self._body()
        if service is None:
            self._drain(body)
            self._send(soap.fault(soap.SOAP11, "no service at this address", 404))
            return
        name = service.name(soap_action(self.headers))
        fault = self._sim.faults.take(name, (*BEFORE_TAKING, *AFTER_TAKING))
        try:
            self._serve(service, name, body, fault)
        except BodyCut:
            self._count(name, "cut")
            self.close_connection = True

    def _serve(
        self, service: Service, name: str, body: BinaryIO, fault: Fault | None
    ) -> None:
        if fault is not None:
            self._count(name, f"fault {fault.name}")
        if fault is not None and fault.name in BEFORE_TAKING:
            self._refuse(service, body, fault)
            return
        answer = self._answer(service, body)
        self._drain(body)
        self._count(name, str(answer.status))
        if fault is None:
            self._send(answer)
        else:
            self._spoil(answer, fault)

    def _answer(self, service: Service, body: BinaryIO) -> soap.Answer:
        header = self.headers.get("Authorization", "")
        account = find_account(self._sim.world.accounts, header)
        try:
            if account is None:
                raise soap.Refusal("the login or the password is wrong", 401)
            return service.handle(Request(self.headers, body, account))
        except soap.Refusal as refusal:
            return soap.fault(service.version, refusal.message, refusal.status)

    def _body(self) -> BinaryIO:
        chunked = self.headers.get("Transfer-Encoding", "").lower() == "chunked"
        try:
            length = int(self.headers.get("Content-Length") or 0)
        except ValueError:
            length = 0
        raw = Body(cast(BinaryIO, self.rfile), None if chunked else max(length, 0))
        return cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, raw), 65536))

    def _drain(self, body: BinaryIO) -> None:
        """Read what is left, or the caller may see a reset instead of the answer."""
        left = _DRAIN_LIMIT
        while left > 0 and (piece := body.read(65536)):
            left -= len(piece)
        if left <= 0:
            self.close_connection = True

    def _refuse(self, service: Service, body: BinaryIO, fault: Fault) -> None:
        if fault.name == "timeout_before":
            self._hold(fault)
        elif fault.name == "reset":
            self._reset()
        else:
            self._drain(body)
            self._send(wire_faults.refusal(service.version, fault))

    def _spoil(self, answer: soap.Answer, fault: Fault) -> None:
        if fault.name == "timeout_after":
            self._hold(fault)
        elif fault.name == "reset_after":
            self._reset()
        elif fault.name == "cut_answer":
            self._send(answer, len(answer.body) // 2)
        elif fault.name == "huge_answer":
            self._send_huge(answer, int(fault.option("megabytes")))
        elif fault.name == "dripping_headers":
            self._drip(answer, fault.option("hold"))
        else:
            self._send(wire_faults.spoilt(answer, fault))

    def _hold(self, fault: Fault) -> None:
        self._sim.stopping.wait(fault.option("hold"))
        self.close_connection = True

    def _reset(self) -> None:
        """End the connection with a reset, not with an orderly end."""
        self.close_connection = True
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        # Detached, so that the server does not end it orderly before us.
        os.close(self.connection.detach())

    def _send(self, answer: soap.Answer, cut_at: int | None = None) -> None:
        self._send_head(answer, len(answer.body))
        self.wfile.write(answer.body[:cut_at])
        if cut_at is not None:
            self.close_connection = True

    def _send_head(self, answer: soap.Answer, length: int) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(length))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _drip(self, answer: soap.Answer, hold: float) -> None:
        """Send a header byte by byte for ``hold`` seconds, then the rest at once."""
        self.close_connection = True
        rest = (
            f"\r\nContent-Type: {answer.content_type}\r\n"
            f"Content-Length: {len(answer.body)}\r\nConnection: close\r\n\r\n"
        )
        with suppress(OSError):
            self.wfile.write(b"HTTP/1.1 %d OK\r\nX-Drip: " % answer.status)
            for _byte in range(int(hold / _DRIP)):
                if self._sim.stopping.wait(_DRIP):
                    return
                self.wfile.write(b".")
            self.wfile.write(rest.encode() + answer.body)

    def _send_huge(self, answer: soap.Answer, megabytes: int) -> None:
        before, after = wire_faults.halves(answer)
        piece = b" " * (1024 * 1024)
        self._send_head(answer, len(before) + megabytes * len(piece) + len(after))
        self.close_connection = True
        with suppress(OSError):
            self.wfile.write(before)
            for _ in range(megabytes):
                self.wfile.write(piece)
            self.wfile.write(after)

    def _count(self, name: str, outcome: str) -> None:
        with self._sim.world.lock:
            self._sim.world.calls[f"{name} {outcome}"] += 1
