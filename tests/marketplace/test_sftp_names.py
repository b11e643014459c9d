# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Names of files as servers have them, and reports that lie in the archive."""

from __future__ import annotations

import os
from datetime import datetime, timezone
from pathlib import Path

import paramiko
import pytest

from odoo.addons.laredoute_connector.marketplace.errors import UnreadableData
from odoo.addons.laredoute_connector.marketplace.records import FileKind, Receipt
from odoo.addons.laredoute_connector.marketplace.sellr.adapter import SellrMarketplace
from odoo.addons.laredoute_connector.marketplace.sellr.reports import (
    archived_reports,
    finished_reports,
)
from odoo.addons.laredoute_connector.marketplace.settings import SellrSettings
from odoo.addons.laredoute_connector.marketplace.transport.sftp_listing import FileStat

from .servers import SftpHost, _Files
from .sftp_case import (
    connected,
    running_host,  # noqa: F401 (a fixture)
)

MOMENT = datetime(2026, 11, 20, tzinfo=timezone.utc)
REPORT = "V1.products_laredoute.B7.2026-11-20-08-00-00"


@pytest.fixture(name="odd")
def odd_names(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Names, as bytes, that the server lists besides its files."""
    names: list[bytes] = []
    listed = _Files.list_folder

    def list_folder(self: _Files, path: str) -> object:
        found = listed(self, path)
        if isinstance(found, list):
            found.extend(_Odd(name) for name in names)
        return found

    monkeypatch.setattr(_Files, "list_folder", list_folder)
    return names


class _Odd:
    """A file as the server's library sends it, whatever its name is made of."""

    def __init__(self, name: bytes) -> None:
        self.filename = name
        self._entry = paramiko.SFTPAttributes.from_stat(os.stat(__file__), "odd")

    def _pack(self, message: paramiko.Message) -> None:
        self._entry._pack(message)  # type: ignore[attr-defined]

    def asbytes(self) -> bytes:
        return b"-rw-r--r-- " + self.filename


def settings(host: SftpHost) -> SellrSettings:
    return SellrSettings(
        vendor_id="V1",
        sftp_host="127.0.0.1",
        sftp_port=host.port,
        sftp_user=host.user,
        sftp_password=host.password,
        sftp_host_key=host.host_key,
    )


def test_b03_a_name_that_is_not_utf_8_hides_no_other(
    host: SftpHost, odd: list[bytes]
) -> None:
    odd.append(b"rapport-\xe9t\xe9.xml")
    with connected(host) as client:
        files = {file.name: file for file in client.list_files("reports")}
    assert set(files) == {"a.xml", "rapport-\\xe9t\\xe9.xml"}
    assert files["a.xml"].trouble == ""
    assert files["rapport-\\xe9t\\xe9.xml"].trouble == "name_unreadable"


@pytest.mark.parametrize("name", [b"a\x00b.xml", b"a\nb.xml", b"x" * 5000])
def test_b03_nor_does_one_that_no_file_system_has(
    host: SftpHost, odd: list[bytes], name: bytes
) -> None:
    odd.append(name)
    with connected(host) as client:
        found = [file for file in client.list_files("reports") if file.trouble]
    (file,) = found
    assert len(file.name) <= 255
    assert file.name.isprintable()


def test_b03_accents_are_names_as_any(host: SftpHost, odd: list[bytes]) -> None:
    odd.append("rapport été\u00a01.xml".encode())
    with connected(host) as client:
        assert not [file for file in client.list_files("reports") if file.trouble]


def test_b03_what_cannot_be_named_is_not_fetched(
    host: SftpHost, odd: list[bytes], tmp_path: Path
) -> None:
    odd.append(b"rapport-\xe9.xml")
    market = SellrMarketplace(settings(host))
    with market:
        refs = {ref.name: ref for ref in market.list_answers(())}
        with pytest.raises(UnreadableData) as caught:
            market.fetch_answer(refs["rapport-\\xe9.xml"], tmp_path / "here")
        market.fetch_answer(refs["a.xml"], tmp_path / "here")
    assert caught.value.code == "name_unreadable"


# ----------------------------------------------------------------- the archive
def receipt(batch_id: str = "B7", kind: FileKind = FileKind.PRODUCTS) -> Receipt:
    return Receipt(batch_id, kind)


def file(name: str) -> FileStat:
    return FileStat(f"reports/archive/{name}", name, 10, MOMENT)


def test_c07_the_archive_gives_what_is_missing_only() -> None:
    files = [file(f"{REPORT}.xml"), file(f"{REPORT.replace('B7', 'B8')}.xml")]
    (found,) = archived_reports(files, [receipt()])
    assert (found.batch_id, found.settled) == ("B7", True)
    assert not list(archived_reports(files, [receipt(kind=FileKind.OFFERS)]))
    assert not list(archived_reports(files, [receipt("")]))


@pytest.mark.parametrize("ending", ["~2.xml", "~13.csv", "~2"])
def test_c07_a_name_that_was_changed_for_the_archive_is_recognised(ending: str) -> None:
    (found,) = archived_reports([file(REPORT + ending)], [receipt()])
    plain = REPORT + ending.lstrip("~0123456789")
    assert (found.key, found.name) == (plain, plain)
    assert found.path.endswith(ending), "it is fetched where it lies"


def test_c07_reports_still_to_take_are_not_settled() -> None:
    (found,) = finished_reports([file(f"{REPORT}.xml")])
    assert not found.settled
