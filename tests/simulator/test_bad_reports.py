# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Bad days of the report server and of single reports: each appears and goes."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import paramiko
import pytest
from lxml import etree
from paramiko.sftp import CMD_NAME, CMD_READDIR

from laredoute_simulator import ControlClient, ControlError, Simulator
from laredoute_simulator.faults import REPORTS

from . import wire
from .seller import Seller

BODY = (
    b'<IntegrationReport BatchId="00000007" Kind="products_laredoute" ItemsRead="2"'
    b' ItemsRejected="1"><Item EAN="3700000000013" ProductId="SKU-1">'
    b'<Error Code="B1">Marque ; inconnue</Error></Item>'
    b'<Item EAN="3700000000020" ProductId="SKU-2" PartNumber="350000001"/>'
    b"</IntegrationReport>"
)


@pytest.fixture
def control(seller: Seller) -> ControlClient:
    return ControlClient(seller.sim.addresses["control"])


def deliver(sim: Simulator, fault: str = "") -> str:
    """Let the platform write one report, on a bad day or not; return its name."""
    if fault:
        sim.control.inject(fault)
    path = sim.reports.deliver("70123", "products_laredoute", "00000007", BODY)
    return path.rpartition("/")[2]


def fetch(seller: Seller, name: str) -> bytes:
    with seller.sftp() as client, client.open(f"reports/{name}") as file:
        return file.read()


def names(seller: Seller, folder: str = "reports") -> list[str]:
    with seller.sftp() as client:
        return sorted(set(client.listdir(folder)) - {"archive"})


def is_well_again(seller: Seller) -> None:
    """The next report is whole, and under its own name."""
    name = deliver(seller.sim)
    assert name.startswith("70123.products_laredoute.00000007.")
    assert fetch(seller, name) == BODY


@pytest.mark.parametrize("fault", REPORTS)
def test_each_strikes_one_report(seller: Seller, fault: str) -> None:
    deliver(seller.sim, fault)
    seller.sim.control.clear_faults()
    seller.sim.world.files.clear()
    is_well_again(seller)


def test_a_report_is_lost(seller: Seller) -> None:
    deliver(seller.sim, "report_lost")
    assert names(seller) == []
    assert seller.sim.control.clear_faults() == 0
    assert names(seller) == [], "it is not held back, it is lost"
    is_well_again(seller)


def test_a_report_without_its_batch(seller: Seller) -> None:
    name = deliver(seller.sim, "report_without_batch")
    assert names(seller) == [name]
    assert "00000007" not in name
    root = etree.fromstring(fetch(seller, name))
    assert root.get("BatchId") is None
    assert [item.get("EAN") for item in root] == ["3700000000013", "3700000000020"]


def test_a_report_counts_more_than_it_names(seller: Seller) -> None:
    name = deliver(seller.sim, "report_counts_more")
    root = etree.fromstring(fetch(seller, name))
    assert (root.get("ItemsRejected"), len(root)) == ("5", 0)
    assert root.get("BatchId") == "00000007"


def test_a_report_opens_a_quote_and_never_closes_it(seller: Seller) -> None:
    name = deliver(seller.sim, "report_open_quote")
    assert name.endswith(".csv")
    text = fetch(seller, name).decode()
    assert "350000001" in text, "the second item is in the file"
    with pytest.raises(csv.Error):
        list(csv.reader(text.splitlines(), delimiter=";", strict=True))
    # a careless reader believes that one line is all there is
    careless = list(csv.reader(text.splitlines(), delimiter=";"))
    assert [row[1] for row in careless] == ["ProductId", "SKU-1"]
    assert careless[1][4] == "Marque ; inconnue"


def test_a_report_of_no_item_opens_a_quote_too(seller: Seller) -> None:
    seller.sim.control.inject("report_open_quote")
    path = seller.sim.reports.deliver("70123", "products_laredoute", "1", b"<a/>")
    content = fetch(seller, path.rpartition("/")[2])
    with pytest.raises(csv.Error):
        list(csv.reader(content.decode().splitlines(), delimiter=";", strict=True))


def test_a_report_may_not_be_read_until_it_may(
    seller: Seller, control: ControlClient
) -> None:
    name = deliver(seller.sim, "report_forbidden")
    other = "70123.products_laredoute.9.2026-11-20-10-00-00.xml"
    control.put_file(f"/reports/{other}", "<a/>")
    assert names(seller) == sorted([name, other])
    with seller.sftp() as client:
        assert client.stat(f"reports/{name}").st_size == len(BODY)
        with pytest.raises(PermissionError):
            client.open(f"reports/{name}").close()
        # moving it makes it no more readable
        client.rename(f"reports/{name}", f"reports/archive/{name}")
        with pytest.raises(PermissionError):
            client.open(f"reports/archive/{name}").close()
        client.rename(f"reports/archive/{name}", f"reports/{name}")
    assert fetch(seller, other) == b"<a/>"
    control.clear_faults()
    assert fetch(seller, name) == BODY


class _Raw(paramiko.SFTPClient):
    """Keeps the names of a folder as the bytes they are."""

    raw: bytes = b""

    def _request(self, t: int, *args: object) -> object:
        kind, message = super()._request(t, *args)  # type: ignore[misc]
        if t == CMD_READDIR and kind == CMD_NAME:
            self.raw += message.get_remainder()
            return CMD_NAME, paramiko.Message(b"\x00" * 4)
        return kind, message


def raw_names(seller: Seller) -> bytes:
    """What the server sends of its folder, to the letter."""
    account, address = seller.sim.account, seller.sim.addresses["sftp"]
    with paramiko.Transport((address["host"], address["port"])) as transport:
        transport.connect(username=account.sftp_user, password=account.sftp_password)
        client = _Raw.from_transport(transport)
        assert isinstance(client, _Raw)
        client.listdir("reports")
        return client.raw


def test_a_name_is_no_utf_8_until_it_is(seller: Seller, control: ControlClient) -> None:
    name = deliver(seller.sim, "report_name_latin")
    assert name.endswith("-été.xml")
    sent = raw_names(seller)
    assert name.encode("latin-1") in sent
    assert name.encode() not in sent
    with pytest.raises(UnicodeDecodeError):
        names(seller)
    # the control address shows it to people all the same
    assert control.status()["files"]["present"] == [f"/reports/{name}"]
    control.clear_faults()
    assert names(seller) == [name.replace("-été", "")]
    assert fetch(seller, name.replace("-été", "")) == BODY


def test_a_name_of_utf_8_stays_one(seller: Seller, control: ControlClient) -> None:
    control.put_file("/reports/été.xml", "<a/>")
    assert names(seller) == ["été.xml"]
    control.clear_faults()
    assert names(seller) == ["été.xml"]


def test_a_server_that_may_only_be_read(seller: Seller, control: ControlClient) -> None:
    control.lock_sftp("read_only")
    name = deliver(seller.sim)
    assert fetch(seller, name) == BODY
    with seller.sftp() as client:
        for change in (
            lambda: client.rename(f"reports/{name}", f"reports/archive/{name}"),
            lambda: client.posix_rename(f"reports/{name}", f"reports/archive/{name}"),
            lambda: client.remove(f"reports/{name}"),
            lambda: client.mkdir("reports/done"),
        ):
            with pytest.raises(PermissionError):
                change()
        assert sorted(client.listdir("reports")) == [name, "archive"]
        assert client.listdir("reports/archive") == []
    control.lock_sftp("none")
    with seller.sftp() as client:
        client.rename(f"reports/{name}", f"reports/archive/{name}")
    assert names(seller) == []


def test_a_server_that_is_slow_at_each_operation(
    seller: Seller, control: ControlClient
) -> None:
    name = deliver(seller.sim)

    def duration() -> float:
        with seller.sftp() as client:
            begun = time.monotonic()
            client.stat(f"reports/{name}")
            with client.open(f"reports/{name}") as file:
                file.read(10)
            return time.monotonic() - begun

    control.slow_sftp(0.2)
    assert duration() > 0.55, "stat, open and read take their time each"
    control.slow_sftp(0)
    assert seller.sim.account.sftp_delay == 0
    for seconds in (-1, 61):
        with pytest.raises(ControlError):
            control.slow_sftp(seconds)


def test_what_was_spoilt_outlives_a_restart(tmp_path: Path) -> None:
    state = tmp_path / "state.sqlite"
    with Simulator(speed=0, state=state) as sim:
        deliver(sim, "report_forbidden")
        wish = {"ean": wire.EANS[0], "price": "1.00"}
        placed = sim.control.place_order([wish], checked=True)
        (line,) = placed["line_ids"]
        sim.control.change_order(placed["order_id"], number_text="9")
        sim.control.refuse_decision(line, "accept", "no")
        sim.control.change_line(line, status_text="")
    with Simulator(speed=0, state=state) as sim:
        seller = Seller(sim)
        (name,) = names(seller)
        with pytest.raises(PermissionError):
            fetch(seller, name)
        (order,) = seller.orders("Created")
        assert order.get("OrderID") == "9"
        assert order.find("OrderLine").get("StatusCode") is None  # type: ignore[union-attr]
        assert seller.results(wire.verb("accept", line)) == ["no"]
