# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A seller who calls the simulator over HTTP and SFTP."""

from __future__ import annotations

import hashlib
import io
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import paramiko
import requests
from lxml import etree
from PIL import Image

from laredoute_simulator import Simulator

from . import wire

#: seconds that anything may take on a busy machine; no test waits them on purpose
PATIENCE = 60.0


def wait_until(reached: Callable[[], object], patience: float = PATIENCE) -> None:
    """Wait for something that another thread does, and fail when it never comes."""
    deadline = time.monotonic() + patience
    while not reached():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.01)


@contextmanager
def closed_address() -> Iterator[str]:
    """Give an address that refuses connections, and that nobody else can take."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"


class Seller:
    def __init__(self, sim: Simulator) -> None:
        self.sim = sim
        self.session = requests.Session()
        self.session.trust_env = False

    def post(self, service: str, data: Any, **change: Any) -> requests.Response:
        account = self.sim.account
        headers = {"Content-Type": change.pop("content_type", "text/xml")}
        if action := change.pop("action", None):
            headers["SOAPAction"] = f'"{action}"'
        return self.session.post(
            self.sim.addresses[service],
            data=data.encode() if isinstance(data, str) else data,
            headers=headers,
            auth=change.pop("auth", (account.login, account.password)),
            timeout=change.pop("timeout", PATIENCE),
            **change,
        )

    def send_items(self, file: bytes, **change: Any) -> requests.Response:
        token = change.pop("token", self.sim.account.tokens["items"])
        root = wire.envelope(wire.SOAP11, wire.items_body(token))
        body, kind = wire.related(root, file, "text/xml")
        change = {"content_type": kind, "action": wire.ITEMS, **change}
        return self.post("items", body, **change)

    def send_offers(self, file: bytes, **change: Any) -> requests.Response:
        fields = change.pop("fields", {})
        count = change.pop("count", None)
        root = wire.envelope(wire.SOAP12, wire.offers_body(count, **fields))
        body, kind = wire.related(root, file, "application/soap+xml")
        change = {"content_type": kind, "action": "InjectFile_1.0", **change}
        return self.post("offers", body, **change)

    def read(self, *statuses: str, **change: Any) -> requests.Response:
        token = change.pop("token", self.sim.account.tokens["orders_read"])
        period = {k: change.pop(k) for k in ("low", "high") if k in change}
        body = wire.read_body(token, *statuses, **period)
        change = {"action": wire.READ, **change}
        return self.post("orders", wire.envelope(wire.SOAP11, body), **change)

    def update(self, *verbs: str, **change: Any) -> requests.Response:
        token = change.pop("token", self.sim.account.tokens["orders_update"])
        body = wire.update_body(token, *verbs)
        change = {"action": wire.UPDATE, **change}
        return self.post("orders", wire.envelope(wire.SOAP11, body), **change)

    def results(self, *verbs: str) -> list[str]:
        """Send verbs; return ``OK``, or the message, of each."""
        root = parse(self.update(*verbs))
        return [
            one.findtext("Message") or str(one.get("Status"))
            for one in root.iter("LineResult")
        ]

    def orders(self, *statuses: str) -> list[etree._Element]:
        return list(parse(self.read(*statuses)).iter("Order"))

    @contextmanager
    def sftp(self, **login: Any) -> Iterator[paramiko.SFTPClient]:
        account = self.sim.account
        address = self.sim.addresses["sftp"]
        transport = paramiko.Transport((address["host"], address["port"]))
        try:
            transport.connect(
                username=account.sftp_user,
                **(login or {"password": account.sftp_password}),
            )
            client = paramiko.SFTPClient.from_transport(transport)
            assert client is not None
            yield client
        finally:
            transport.close()

    def reports(self) -> dict[str, bytes]:
        """Fetch every report by its kind (the last one wins)."""
        with self.sftp() as client:
            found = {}
            for name in sorted(client.listdir("reports")):
                if name.endswith(".xml"):
                    with client.open(f"reports/{name}") as file:
                        found[name.split(".")[1]] = file.read()
            return found

    def errors(self, kind: str) -> dict[str, list[str]]:
        """Return the last report's errors by the product's reference."""
        root = etree.fromstring(self.reports()[kind])
        return {
            str(item.get("ProductId")): [str(e.text) for e in item.iter("Error")]
            for item in root.iter("Item")
            if item.find("Error") is not None
        }

    def part_numbers(self) -> dict[str, str]:
        """Return La Redoute's own numbers in the last products report, by EAN."""
        root = etree.fromstring(self.reports()["products_laredoute"])
        found = {}
        for item in root.iter("Item"):
            if item.find("Error") is None:
                found[str(item.get("EAN"))] = str(item.get("PartNumber"))
            else:
                assert item.get("PartNumber") is None
        return found


def parse(answer: requests.Response) -> etree._Element:
    assert answer.status_code == 200, answer.text
    return etree.fromstring(answer.content)


def fault_text(answer: requests.Response) -> str:
    """Return the text of a SOAP fault of either version."""
    root = etree.fromstring(answer.content)
    for path in (".//faultstring", f".//{{{wire.SOAP12}}}Text"):
        found = root.findtext(path)
        if found is not None:
            return found
    raise AssertionError(answer.text)


def jpeg(width: int = 500, height: int = 600, **options: Any) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), options.pop("colour", "navy")).save(
        file, options.pop("format", "JPEG"), **options
    )
    return file.getvalue()


class ImageHost:
    """An image host: what is put into ``files`` is served."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        server = ThreadingHTTPServer(
            ("127.0.0.1", 0), partial(_ImageHandler, self.files)
        )
        self.server = server
        self.base = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

    def media(self, name: str = "a.jpg", **options: Any) -> str:
        """Serve an image and return its ``Media``."""
        rank = options.pop("rank", 1)
        data = options.pop("data", None) or jpeg(**options)
        self.files[f"/{name}"] = data
        return wire.media(f"{self.base}/{name}", hashlib.md5(data).hexdigest(), rank)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class _ImageHandler(BaseHTTPRequestHandler):
    def __init__(self, files: dict[str, bytes], *args: Any) -> None:
        self.files = files
        super().__init__(*args)

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        data = self.files.get(self.path)
        self.send_response(200 if data is not None else 404)
        self.end_headers()
        self.wfile.write(data or b"")


def status(seller: Seller, line_id: str) -> str:
    order = seller.sim.control.order(line_id.rpartition("-")[0])
    (line,) = [one for one in order["lines"] if one["line_id"] == line_id]
    return str(line["status"])


def to_ship(seller: Seller, line_id: str) -> str:
    assert seller.results(wire.verb("accept", line_id)) == ["OK"]
    seller.sim.control.step(minutes=30)
    assert status(seller, line_id) == "Toship"
    return line_id


def shown(order: etree._Element, path: str) -> list[str | None]:
    return [one.text for one in order.iterfind(path)]
