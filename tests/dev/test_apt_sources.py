# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reading apt's configuration in both of its formats."""

from pathlib import Path

from dev.apt_sources import (
    debian_mirror,
    parse_deb822,
    parse_one_line,
    read_folder,
)

DEB822 = """\
# written by the installer
Types: deb deb-src
# URIs: http://old.example/debian
URIs: http://mirror.example/debian http://second.example/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian.gpg

Types: deb
URIs: http://security.example/debian-security
Suites: bookworm-security
Components: main

Enabled: no
Types: deb
URIs: http://disabled.example/debian
Suites: bookworm
Components: main

Types: deb-src
URIs: http://sources.example/debian
Suites: bookworm
Components: main
"""


def test_deb822_gives_each_address_and_leaves_out_what_is_disabled() -> None:
    found = parse_deb822(DEB822)
    assert [source.uri for source in found] == [
        "http://mirror.example/debian",
        "http://second.example/debian",
        "http://security.example/debian-security",
    ]
    assert found[0].suites == ("bookworm", "bookworm-updates")
    assert found[0].components == ("main", "contrib")


def test_line_for_another_suite_keeps_the_key() -> None:
    assert parse_deb822(DEB822)[0].line_for("sid") == (
        "deb [signed-by=/usr/share/keyrings/debian.gpg] "
        "http://mirror.example/debian sid main"
    )


def test_deb822_key_written_in_the_file_is_not_carried_over() -> None:
    text = (
        "Types: deb\nURIs: http://a.example\nSuites: bookworm\nComponents: main\n"
        "Signed-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n abc\n"
    )
    (source,) = parse_deb822(text)
    assert source.line_for("sid") == "deb http://a.example sid main"


def test_one_line_format_with_options_and_comments() -> None:
    found = parse_one_line(
        "# deb http://no.example x main\n"
        "deb [arch=amd64 signed-by=/k.gpg lang=fr] http://a.example/debian "
        "bookworm main non-free # ours\n"
        "deb-src http://a.example/debian bookworm main\n"
        "deb http://incomplete.example\n"
    )
    assert [(s.uri, s.suites, s.components, s.options) for s in found] == [
        (
            "http://a.example/debian",
            ("bookworm",),
            ("main", "non-free"),
            ("arch=amd64", "signed-by=/k.gpg"),
        )
    ]


def test_mirror_of_the_release_is_neither_security_nor_a_stranger() -> None:
    sources = [
        *parse_one_line("deb http://vendor.example/apt tool main\n"),
        *parse_one_line("deb http://s.example/debian-security bookworm-security main"),
        *parse_one_line("deb http://extra.example/debian bookworm non-free\n"),
        *parse_one_line("deb http://right.example/debian bookworm main\n"),
    ]
    mirror = debian_mirror(sources, "bookworm")
    assert mirror is not None
    assert mirror.uri == "http://right.example/debian"


def test_no_mirror_is_none() -> None:
    sources = parse_one_line("deb http://u.example/ubuntu noble main\n")
    assert debian_mirror(sources, "bookworm") is None
    assert debian_mirror([], "") is None


def test_folder_is_read_in_both_formats(tmp_path: Path) -> None:
    parts = tmp_path / "sources.list.d"
    parts.mkdir()
    (tmp_path / "sources.list").write_text("deb http://a.example bookworm main\n")
    (parts / "b.list").write_text("deb http://b.example bookworm main\n")
    (parts / "c.sources").write_text(
        "Types: deb\nURIs: http://c.example\nSuites: bookworm\nComponents: main\n"
    )
    (parts / "d.list.save").write_text("deb http://d.example bookworm main\n")
    assert [source.uri for source in read_folder(tmp_path)] == [
        "http://a.example",
        "http://b.example",
        "http://c.example",
    ]


def test_folder_without_anything_is_empty(tmp_path: Path) -> None:
    assert read_folder(tmp_path) == []
