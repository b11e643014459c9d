# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reports over SFTP: the home, its rights, and its bad days."""

from __future__ import annotations

import io
import time
from pathlib import Path

import paramiko
import pytest
from lxml import etree

from laredoute_simulator.host_key import fingerprint
from laredoute_simulator.safe_xml import check

from . import wire
from .seller import PATIENCE, ImageHost, Seller, wait_until

NAME = "70123.offers_laredoute.00000001.2026-11-21-10-00-00.xml"
REPORT = f"/reports/{NAME}"


@pytest.fixture
def shelf(seller: Seller) -> Seller:
    """A seller with one report waiting."""
    seller.sim.control.put_file(REPORT, "<a>" + "é" * 50000 + "</a>")
    return seller


def deliver(seller: Seller, *bodies: bytes) -> list[str]:
    """Let the platform write reports; return their names."""
    paths = [
        seller.sim.reports.deliver("70123", "offers_laredoute", f"{n:08d}", body)
        for n, body in enumerate(bodies)
    ]
    return [path.rpartition("/")[2] for path in paths]


def names(seller: Seller, folder: str = "reports") -> list[str]:
    with seller.sftp() as client:
        return sorted(client.listdir(folder))


def fetch(seller: Seller, path: str) -> bytes:
    with seller.sftp() as client, client.open(path) as file:
        return file.read()


def test_home_is_all_there_is(shelf: Seller) -> None:
    with shelf.sftp() as client:
        assert client.listdir("/") == ["reports"]
        assert sorted(client.listdir("reports")) == [NAME, "archive"]
        assert client.listdir("../../..") == ["reports"]
        assert client.normalize("reports/../../etc") == "/etc"
        for path in ("/etc/passwd", "../../etc/passwd", "reports/none.xml"):
            with pytest.raises(FileNotFoundError):
                client.open(path).close()


def test_report_is_listed_read_archived_and_removed(shelf: Seller) -> None:
    with shelf.sftp() as client:
        (found,) = [a for a in client.listdir_attr("reports") if a.filename == NAME]
        assert found.st_size == len(("<a>" + "é" * 50000 + "</a>").encode())
        assert abs(int(found.st_mtime or 0) - time.time()) < 60
        with client.open(f"reports/{NAME}") as file:
            assert file.read().decode().endswith("é</a>")
        client.rename(f"reports/{NAME}", f"reports/archive/{NAME}")
        assert client.listdir("reports") == ["archive"]
        assert client.stat(f"reports/archive/{NAME}").st_size == found.st_size
        client.remove(f"reports/archive/{NAME}")
        assert client.listdir("reports/archive") == []
    assert shelf.sim.control.status()["files"]["fetched"] == {REPORT: 1}


def test_file_in_the_way_is_overwritten_on_request_only(shelf: Seller) -> None:
    shelf.sim.control.put_file(f"/reports/archive/{NAME}", "old")
    with shelf.sftp() as client:
        with pytest.raises(OSError):
            client.rename(REPORT, f"/reports/archive/{NAME}")
        client.posix_rename(REPORT, f"/reports/archive/{NAME}")
    assert fetch(shelf, f"/reports/archive/{NAME}") != b"old"


def test_seller_writes_nothing(shelf: Seller) -> None:
    with shelf.sftp() as client:
        for path in ("/reports/new.xml", REPORT):
            with pytest.raises(PermissionError):
                client.open(path, "w").close()
        with pytest.raises(PermissionError):
            client.mkdir("/elsewhere")
        with pytest.raises(FileNotFoundError):
            client.rename(REPORT, "/nowhere/a.xml")
        client.mkdir("/reports/done")
        client.rename(REPORT, "/reports/done/a.xml")
        assert client.listdir("/reports/done") == ["a.xml"]


@pytest.mark.parametrize("password", ["wrong", ""])
def test_wrong_password_is_refused(seller: Seller, password: str) -> None:
    refused = pytest.raises(paramiko.AuthenticationException)
    with refused, seller.sftp(password=password):
        pass


def test_public_key_logs_in(shelf: Seller) -> None:
    key = paramiko.ECDSAKey.generate()
    with pytest.raises(paramiko.AuthenticationException), shelf.sftp(pkey=key):
        pass
    line = f"{key.get_name()} {key.get_base64()} somebody"
    shelf.sim.account.sftp_public_key = line
    with shelf.sftp(pkey=key) as client:
        assert NAME in client.listdir("reports")


def test_another_sellers_files_are_not_seen(shelf: Seller) -> None:
    shelf.sim.world.files.clear()
    shelf.sim.reports.deliver("99999", "offers_laredoute", "1", b"<a/>")
    assert names(shelf) == ["archive"]


@pytest.mark.parametrize("lock", ["archive", "all"])
def test_locks(shelf: Seller, lock: str) -> None:
    shelf.sim.control.lock_sftp(lock)
    with shelf.sftp() as client:
        with pytest.raises(PermissionError):
            client.rename(REPORT, f"/reports/archive/{NAME}")
        with pytest.raises(PermissionError):
            client.mkdir("/reports/archive")
        if lock == "archive":
            assert NAME in client.listdir("reports")
        else:
            with pytest.raises(PermissionError):
                client.listdir("reports")
    shelf.sim.control.lock_sftp("none")
    assert NAME in names(shelf)


def seen_key(seller: Seller) -> str:
    address = seller.sim.addresses["sftp"]
    with paramiko.Transport((address["host"], address["port"])) as transport:
        transport.start_client(timeout=PATIENCE)
        return fingerprint(transport.get_remote_server_key())


def test_host_key_changes_once_or_for_good(seller: Seller) -> None:
    first = seller.sim.host_key_fingerprint
    seller.sim.control.inject("sftp_host_key_changed")
    assert seen_key(seller) != first
    assert seen_key(seller) == first
    line = seller.sim.control.change_host_key()
    assert seen_key(seller) == seller.sim.host_key_fingerprint != first
    assert line == seller.sim.host_key


def test_connection_drops_in_mid_file(shelf: Seller) -> None:
    shelf.sim.control.inject("sftp_drop")
    with pytest.raises((EOFError, OSError, paramiko.SSHException)):
        fetch(shelf, REPORT)
    with shelf.sftp() as client:
        into = io.BytesIO()
        client.getfo(REPORT, into)
    assert into.getvalue().endswith(b"</a>")
    assert shelf.sim.control.status()["files"]["fetched"] == {REPORT: 1}


def test_permission_is_refused_for_a_while(shelf: Seller) -> None:
    shelf.sim.control.inject("sftp_permission", count=2)
    with shelf.sftp() as client:
        with pytest.raises(PermissionError):
            client.listdir("reports")
        with pytest.raises(PermissionError):
            client.open(REPORT).close()
        assert NAME in client.listdir("reports")


def test_half_written_report_is_whole_after_a_first_look(seller: Seller) -> None:
    body = b"<IntegrationReport>" + b" " * 1000 + b"</IntegrationReport>"
    seller.sim.control.inject("half_written_report", hold=10 * PATIENCE)
    (name,) = deliver(seller, body)
    assert name in names(seller)
    assert fetch(seller, f"reports/{name}") == body[: len(body) // 2]
    assert fetch(seller, f"reports/{name}") == body
    fetched = seller.sim.control.status()["files"]["fetched_count"]
    assert fetched == 1


def test_half_written_report_is_whole_after_a_while(seller: Seller) -> None:
    seller.sim.control.inject("half_written_report", hold=0.1)
    (name,) = deliver(seller, b"<a>12345678</a>")

    def is_whole() -> bool:
        file = seller.sim.world.files.get(f"70123:/reports/{name}")
        assert file is not None
        return file.shown is None

    wait_until(is_whole)
    assert fetch(seller, f"reports/{name}") == b"<a>12345678</a>"


def test_report_is_written_as_part_first(seller: Seller) -> None:
    seen: list[str] = []
    put = seller.sim.world.files.put
    seller.sim.world.files.put = lambda file: (seen.append(file.path), put(file))[1]  # type: ignore[method-assign]
    try:
        (name,) = deliver(seller, b"<a/>")
    finally:
        seller.sim.world.files.put = put  # type: ignore[method-assign]
    assert seen == [f"/reports/{name}.part", f"/reports/{name}"]
    assert names(seller) == sorted([name, "archive"])


def test_same_report_comes_twice(shelf: Seller) -> None:
    shelf.sim.control.inject("same_report_twice")
    with shelf.sftp() as client:
        client.rename(REPORT, f"/reports/archive/{NAME}")
    again = [name for name in names(shelf) if name != "archive"]
    assert NAME in again
    assert len(again) == 2
    contents = {fetch(shelf, f"reports/{name}") for name in again}
    assert contents == {fetch(shelf, f"reports/archive/{NAME}")}


def test_reports_come_out_of_order(seller: Seller) -> None:
    seller.sim.control.inject("reports_out_of_order")
    (first,) = deliver(seller, b"<first/>")
    assert names(seller) == ["archive"]
    assert seller.sim.control.status()["files"]["held"] == 1
    path = seller.sim.reports.deliver("70123", "offers_laredoute", "9", b"<second/>")
    times = {f.path.rpartition("/")[2]: f.modified_wall for f in seller.sim.world.files}
    assert times[first] > times[path.rpartition("/")[2]]


def test_held_report_is_let_go_with_the_faults(seller: Seller) -> None:
    seller.sim.control.inject("reports_out_of_order")
    (name,) = deliver(seller, b"<first/>")
    assert seller.sim.control.clear_faults() == 1
    assert name in names(seller)


def test_product_report_follows_its_schema(
    seller: Seller, image_host: ImageHost
) -> None:
    medias = image_host.media()
    good = wire.vendor_item(medias=medias)
    bad = wire.vendor_item(medias=medias, ean=wire.EANS[1], sku="SKU-2", brand="0")
    seller.send_items(wire.vendor_items(good, bad))
    seller.sim.control.step(hours=48)
    root = etree.fromstring(seller.reports()["products_laredoute"])
    check(root, "reports")
    assert [item.get("ProductId") for item in root] == ["SKU-2", "SKU-1"]


def test_reports_follow_their_schema(stocked: Seller) -> None:
    stocked.send_offers(wire.offer_file(wire.offer(vat="0.5", amount="0")))
    stocked.sim.control.step(hours=1)
    stocked.sim.control.competitor(wire.EANS[0], "49.90", "3.90", 4)
    assert stocked.sim.control.write_open_listing()
    found = stocked.reports()
    assert sorted(found) == ["offers_laredoute", "openlisting_laredoute"]
    for body in found.values():
        check(etree.fromstring(body), "reports")
    item = etree.fromstring(found["openlisting_laredoute"]).find("Item")
    assert item is not None
    assert [child.text for child in item] == ["49.90", "3.90", "4", "false"]


def test_open_listing_comes_daily_and_says_when_we_are_best(stocked: Seller) -> None:
    stocked.sim.control.step(hours=25)
    root = etree.fromstring(stocked.reports()["openlisting_laredoute"])
    assert [child.text for child in root[0]] == ["59.90", "4.90", "1", "true"]


def test_open_listing_is_not_written_while_nothing_is_on_sale(seller: Seller) -> None:
    seller.sim.control.step(hours=49)
    assert seller.reports() == {}
    seller.sim.control.write_open_listing()
    assert len(etree.fromstring(seller.reports()["openlisting_laredoute"])) == 0


def test_any_file_can_be_put(seller: Seller, tmp_path: Path) -> None:
    seller.sim.control.put_file("/reports/a.csv", "EAN;é", "windows-1252")
    seller.sim.control.put_file("/reports/b.xml", "AAE=", "base64")
    assert fetch(seller, "reports/a.csv") == b"EAN;\xe9"
    assert fetch(seller, "reports/b.xml") == b"\x00\x01"
