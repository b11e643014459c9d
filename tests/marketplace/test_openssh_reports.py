# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reports of a real OpenSSH: what it refuses, odd names, and many of them."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from odoo.addons.laredoute_connector.marketplace.errors import (
    AccessRefused,
    MarketplaceError,
    RetryLater,
    UnreadableData,
    WrongSettings,
)
from odoo.addons.laredoute_connector.marketplace.records import FileKind, Receipt

from .adapter_case import REPORT, market, sftp_settings
from .builders import fixture
from .openssh import OpenSshHost, OpenSshTools
from .sftp_case import (
    CONTENT,
    NAME,
    Host,
    connected,
    either_host,  # noqa: F401 (a fixture)
    failure,
    folder_of_ours,  # noqa: F401 (a fixture)
    running_host,  # noqa: F401 (a fixture)
)

ARCHIVE = "reports/archive"


@pytest.fixture(name="server")
def running_server(openssh: OpenSshTools) -> Iterator[OpenSshHost]:
    with OpenSshHost(openssh) as running:
        (running.folder / NAME).write_bytes(CONTENT)
        yield running


def trouble_of_moving(host: Host) -> MarketplaceError:
    """Move a report twice: it stays, is listed, and can be read; the trouble is one."""
    with connected(host) as client:
        found = []
        for _time in range(2):
            with pytest.raises(MarketplaceError) as caught:
                client.archive(NAME, ARCHIVE)
            found.append(caught.value)
        assert "a.xml" in [file.name for file in client.list_files("reports")]
    assert found[0].code == found[1].code
    assert (host.folder / NAME).read_bytes() == CONTENT
    return found[0]


# ------------------------------------------------------------- what it does not allow
@pytest.mark.parametrize("archive_is_there", [False, True])
def test_b04_a_read_only_server_gives_its_reports(
    openssh: OpenSshTools, taken: Path, archive_is_there: bool
) -> None:
    with OpenSshHost(openssh, files="internal-sftp -R") as host:
        (host.folder / NAME).write_bytes(CONTENT)
        if archive_is_there:
            (host.folder / ARCHIVE).mkdir()
        with connected(host) as client:
            (file,) = client.list_files("reports")
            client.download(file.path, file.size, taken / "here")
        assert (taken / "here").read_bytes() == CONTENT
        error = trouble_of_moving(host)
        assert (type(error), error.code) == (AccessRefused, "sftp_permission")
        # its connection is still good: only what is refused is
        assert host.connections == 2


@pytest.mark.parametrize("folder", ["reports", ARCHIVE])
def test_b04_a_folder_that_may_not_be_written(server: OpenSshHost, folder: str) -> None:
    (server.folder / ARCHIVE).mkdir()
    (server.folder / folder).chmod(0o555)
    error = trouble_of_moving(server)
    assert (type(error), error.code) == (AccessRefused, "sftp_permission")


def test_b04_a_report_that_may_not_be_read_holds_no_other(
    server: OpenSshHost, taken: Path
) -> None:
    (server.folder / "reports" / "b.xml").write_bytes(b"<b/>")
    (server.folder / NAME).chmod(0)
    with connected(server) as client:
        with pytest.raises(AccessRefused) as caught:
            client.download(NAME, len(CONTENT), taken / "a")
        client.download("reports/b.xml", 4, taken / "b")
    assert caught.value.code == "sftp_permission"
    assert os.listdir(taken) == ["b"]
    assert server.connections == 1


def test_b04_an_archive_on_another_file_system(server: OpenSshHost) -> None:
    elsewhere = Path("/dev/shm")
    if not elsewhere.is_dir() or elsewhere.stat().st_dev == server.folder.stat().st_dev:
        pytest.skip("/dev/shm is no file system of its own here")
    other = Path(tempfile.mkdtemp(dir=elsewhere))
    other.chmod(0o777)
    try:
        (server.folder / ARCHIVE).symlink_to(other)
        error = trouble_of_moving(server)
        assert os.listdir(other) == []
    finally:
        shutil.rmtree(other)
    assert (type(error), error.code) == (RetryLater, "archive_unusable")


@pytest.mark.parametrize("other", ["a file", "a link to nowhere"])
def test_b04_an_archive_that_is_no_folder(either: Host, other: str) -> None:
    archive = either.folder / ARCHIVE
    if other == "a file":
        archive.write_bytes(b"a file")
    else:
        archive.symlink_to("nowhere")
    error = trouble_of_moving(either)
    assert (type(error), error.code) == (RetryLater, "archive_unusable")


def test_b04_a_name_too_long_for_a_second_one_in_the_archive(either: Host) -> None:
    """It is 255 bytes long, and with what is added for the archive, too long."""
    name = "x" * 251 + ".xml"
    (either.folder / ARCHIVE).mkdir()
    with connected(either) as client:
        for number in range(2):
            (either.folder / "reports" / name).write_bytes(b"%d" % number)
            if not number:
                client.archive(f"reports/{name}", ARCHIVE)
        with pytest.raises(RetryLater) as caught:
            client.archive(f"reports/{name}", ARCHIVE)
    assert caught.value.code == "archive_unusable"
    assert (either.folder / ARCHIVE / name).read_bytes() == b"0"
    assert (either.folder / "reports" / name).read_bytes() == b"1"


@pytest.mark.parametrize("files", ["", "/bin/echo Files are moved elsewhere."])
def test_b15_a_login_without_files_is_a_setting(
    openssh: OpenSshTools, files: str
) -> None:
    """As of a server where SFTP is off, or whose users are let in for nothing."""
    with OpenSshHost(openssh, files=files) as host:
        error = failure(host)
        assert (type(error), error.code) == (WrongSettings, "sftp_missing")
        assert host.all_closed()
        assert "Accepted" in host.log()


# ------------------------------------------------------------------------- odd names
#: names that people and programs give
NAMES = [
    " leading and trailing ",
    "two  blanks.xml",
    "été\u00a0à Noël — « 1 ».xml",
    "e\u0301te\u0301.xml",
    "-rf.xml",
    "~2.xml",
    "~root",
    "*?[a-z]{b}.xml",
    "back\\slash.xml",
    "quote'\"`$(x).xml",
    "100 %.xml",
    "日本語.xml",
    "x" * 251 + ".xml",
]
UNREADABLE = {
    b"rapport-\xe9.xml": "rapport-\\xe9.xml",
    b"line\nbreak.xml": "line\\x0abreak.xml",
    b"bell\x07.xml": "bell\\x07.xml",
    b"\xff\xfe": "\\xff\\xfe",
}


@pytest.mark.parametrize("name", NAMES)
def test_b03_a_name_that_is_odd_is_a_name(
    server: OpenSshHost, taken: Path, name: str
) -> None:
    (server.folder / NAME).rename(server.folder / "reports" / name)
    with market(**sftp_settings(server)) as opened:
        (ref,) = opened.list_answers(())
        assert (ref.name, ref.trouble) == (name, "")
        opened.fetch_answer(ref, taken / "here")
        opened.settle_answer(ref)
        assert list(opened.list_answers(())) == []
    assert (taken / "here").read_bytes() == CONTENT
    assert os.listdir(server.folder / ARCHIVE) == [name]


def test_b03_names_that_are_no_text_hide_no_other(
    server: OpenSshHost, taken: Path
) -> None:
    folder = os.fsencode(server.folder / "reports")
    for name in UNREADABLE:
        Path(os.fsdecode(os.path.join(folder, name))).write_bytes(b"<r/>")
    with market(**sftp_settings(server)) as opened:
        refs = {ref.name: ref for ref in opened.list_answers(())}
        assert set(refs) == {*UNREADABLE.values(), "a.xml"}
        opened.fetch_answer(refs["a.xml"], taken / "here")
        for name in UNREADABLE.values():
            with pytest.raises(UnreadableData) as caught:
                opened.fetch_answer(refs[name], taken / "odd")
            assert caught.value.code == "name_unreadable"
    assert os.listdir(taken) == ["here"]


def test_what_is_no_report_is_left_alone(server: OpenSshHost) -> None:
    reports = server.folder / "reports"
    (reports / ".hidden.xml").write_bytes(b"<r/>")
    (reports / "later.xml.part").write_bytes(b"<r/>")
    (reports / "empty.xml").touch()
    (reports / REPORT).mkdir()
    (reports / f"2{REPORT}").symlink_to("a.xml")
    (reports / f"3{REPORT}").symlink_to("nowhere")
    (reports / f"4{REPORT}").symlink_to("/etc/passwd")
    os.mkfifo(reports / f"5{REPORT}")
    before = sorted(os.listdir(reports))
    with market(**sftp_settings(server)) as opened:
        (ref,) = opened.list_answers(())
    assert ref.name == "a.xml"
    assert sorted(os.listdir(reports)) == before


def test_c07_the_archive_gives_what_is_missing(either: Host, taken: Path) -> None:
    receipt = Receipt("B-100", FileKind.PRODUCTS)
    with market(**sftp_settings(either)) as opened:
        assert not list(opened.find_answers([receipt])), "there is none yet"
        for content in (b"<first/>", b"<second/>"):
            (either.folder / "reports" / REPORT).write_bytes(content)
            for ref in opened.list_answers(()):
                opened.settle_answer(ref)
        found = {ref.path: ref for ref in opened.find_answers([receipt])}
        assert {ref.name for ref in found.values()} == {REPORT}
        second = found[f"{ARCHIVE}/{REPORT.replace('.xml', '~2.xml')}"]
        opened.fetch_answer(second, taken / "here")
    assert (taken / "here").read_bytes() == b"<second/>"


# ------------------------------------------------------------------------------- many
@pytest.mark.slow
def test_a_thousand_reports_in_one_run(
    server: OpenSshHost, taken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = fixture("reports_products_rejected.xml")
    (server.folder / NAME).unlink()
    names = {REPORT.replace("B-100", f"B-{number}") for number in range(1000)}
    for name in names:
        (server.folder / "reports" / name).write_bytes(content)
    begin = time.monotonic()
    with market(**sftp_settings(server)) as opened:
        refs = list(opened.list_answers(()))
        assert {ref.name for ref in refs} == names
        for ref in refs:
            opened.fetch_answer(ref, taken / "here")
            assert (taken / "here").read_bytes() == content
            opened.settle_answer(ref)
        assert list(opened.list_answers(())) == []
    # how fast depends on the machine: it is shown, not tested
    with capsys.disabled():
        sys.stdout.write(f" 1,000 reports in {time.monotonic() - begin:.0f} s ")
    assert server.connections == 1
    assert set(os.listdir(server.folder / ARCHIVE)) == names
