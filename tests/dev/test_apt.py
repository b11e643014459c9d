# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is fetched is what was locked, or is said to be something else."""

from pathlib import Path

import pytest

from dev import apt, odoo_source
from dev.report import Failure

LOCKED = apt.Package("odoo-19", "sid", "19.0.0-1", "a" * 64)


def record(version: str, sha256: str) -> str:
    return f"Package: odoo-19\nVersion: {version}\nSHA256: {sha256}\nSize: 1\n"


def test_locked_version_is_selected() -> None:
    selected = apt.select_version(LOCKED, record("19.0.0-1", "a" * 64))
    assert selected == ("19.0.0-1", "a" * 64)


def test_newer_version_is_taken_and_said(capsys: pytest.CaptureFixture[str]) -> None:
    selected = apt.select_version(LOCKED, record("19.0.0-2", "b" * 64))
    assert selected == ("19.0.0-2", "b" * 64)
    assert "19.0.0-2, not 19.0.0-1" in capsys.readouterr().out


def test_locked_version_under_another_checksum_is_refused() -> None:
    with pytest.raises(Failure) as caught:
        apt.select_version(LOCKED, record("19.0.0-1", "b" * 64))
    assert "a" * 64 in caught.value.what
    assert "b" * 64 in caught.value.what
    assert caught.value.todo


def test_missing_package_is_named() -> None:
    with pytest.raises(Failure, match="sid has no package odoo-19"):
        apt.select_version(LOCKED, "")


def test_damaged_file_is_removed_and_both_checksums_are_said(tmp_path: Path) -> None:
    path = tmp_path / "odoo-19_all.deb"
    path.write_bytes(b"cut")
    with pytest.raises(Failure, match="c" * 64) as caught:
        apt.verify(path, "c" * 64)
    assert not path.exists()
    assert "run again" in str(caught.value)


def test_good_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.deb"
    path.write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    apt.verify(path, empty)
    assert path.exists()


def test_lock_file_names_odoo_of_our_series() -> None:
    packages = {package.name: package for package in apt.locked_packages()}
    assert packages["odoo-19"].version.startswith(odoo_source.SERIES)
    assert all(len(package.sha256) == 64 for package in packages.values())


def make_odoo(root: Path, version: str) -> Path:
    (root / "odoo").mkdir(parents=True)
    (root / "odoo" / "release.py").write_text(
        f"version_info = ({version}, 0, FINAL, 0, '')\n"
    )
    return root


def test_series_is_read_from_the_release_file(tmp_path: Path) -> None:
    assert odoo_source.series_of(make_odoo(tmp_path, "19, 0")) == "19.0"
    assert odoo_source.series_of(tmp_path / "elsewhere") == ""


def test_series_of_a_saas_release_is_not_ours(tmp_path: Path) -> None:
    assert odoo_source.series_of(make_odoo(tmp_path, "'saas~19', 3")) == "saas~19.3"


@pytest.mark.parametrize("inside", ["", "odoo"])
def test_named_odoo_may_be_the_checkout_or_the_package(
    tmp_path: Path, inside: str
) -> None:
    make_odoo(tmp_path, "19, 0")
    assert odoo_source.named_root(str(tmp_path / inside)) == tmp_path


def test_named_odoo_of_another_series_is_refused(tmp_path: Path) -> None:
    make_odoo(tmp_path, "18, 0")
    with pytest.raises(Failure, match=r"is Odoo 18\.0, 19\.0 is needed"):
        odoo_source.named_root(str(tmp_path))


def test_named_folder_without_odoo_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="holds no Odoo"):
        odoo_source.named_root(str(tmp_path))
