# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What must hold whatever version of the libraries a seller's Odoo runs on.

All tests of this folder run with the oldest versions too (``make soak``); these say
what the oldest and the newest differ in, so that either shows a mistake.
"""

from __future__ import annotations

import ast
import re
import ssl
import sys
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import requests

from odoo.addons.laredoute_connector.marketplace.errors import (
    RetryLater,
    UnknownOutcome,
    UntrustedServer,
)
from odoo.addons.laredoute_connector.marketplace.transport import guarded, http_errors

from .http_case import call, client
from .servers import WireServer, answer, says

REPOSITORY = Path(__file__).resolve().parent.parent.parent
PURE = REPOSITORY / "laredoute_connector" / "marketplace"
#: what a requirement calls a package that is imported by another name
DISTRIBUTIONS = {"pil": "pillow", "stdnum": "python-stdnum"}


class Raw:
    """The library's answer of a version that notices nothing."""

    def __init__(self, *parts: bytes) -> None:
        self._parts = list(parts)

    def read(self, _size: int) -> bytes:
        return self._parts.pop(0) if self._parts else b""


def given(*parts: bytes, **headers: str) -> list[bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answered: Any = SimpleNamespace(raw=Raw(*parts), headers=named)
    return list(guarded.blocks(answered))


# -------------------------------------------------------------------------- HTTP
def test_l_an_answer_shorter_than_announced_is_cut() -> None:
    assert given(b"ab", b"c", Content_Length="3") == [b"ab", b"c"]
    with pytest.raises(requests.exceptions.ConnectionError):
        given(b"ab", Content_Length="3")
    with pytest.raises(requests.exceptions.ConnectionError):
        given(Content_Length="1")


def test_l_what_announces_no_length_ends_where_it_ends() -> None:
    assert given(b"ab") == [b"ab"]
    assert given(b"ab", Content_Length="many") == [b"ab"]
    # the library finds the end of chunks; a length beside them means nothing
    assert given(b"ab", Content_Length="9", Transfer_Encoding="chunked") == [b"ab"]


@pytest.mark.parametrize(
    ("effect", "kind"), [(True, UnknownOutcome), (False, RetryLater)]
)
def test_l_a_cut_answer_is_not_taken_for_whole(
    effect: bool, kind: type[Exception]
) -> None:
    cut = answer(200, b"x" * 100_000)[:-1]
    with WireServer(says(cut)) as server, client() as http:
        with pytest.raises(kind) as caught:
            http.post(call(server.url, effect=effect))
        assert server.connections == 1
    assert getattr(caught.value, "code", "") == "connection_lost"


class CertificateError(ValueError):
    """As urllib3 1.26 has it: of no class that the standard library knows."""


@pytest.mark.parametrize(
    "error",
    [
        CertificateError("hostname 'a' doesn't match 'b'"),
        ssl.SSLCertVerificationError("expired"),
        ssl.SSLError("[SSL: CERTIFICATE_VERIFY_FAILED] unknown authority"),
    ],
    ids=["of another host", "a class", "words"],
)
def test_l_a_certificate_that_is_not_trusted_is_no_bad_line(error: Exception) -> None:
    wrapped = requests.exceptions.SSLError(requests.exceptions.RequestException(error))
    for sent in (False, True):
        found = http_errors.error_of_exception(
            wrapped, sent=sent, effect=True, service="orders"
        )
        assert type(found) is UntrustedServer, sent


# ----------------------------------------------------------------- what is declared
def declared() -> dict[str, str]:
    """Return the lowest version of each package, from the addon's manifest."""
    path = REPOSITORY / "laredoute_connector" / "__manifest__.py"
    manifest = ast.literal_eval(path.read_text(encoding="utf-8"))
    wanted = manifest["external_dependencies"]["python"]
    found = {}
    for one in wanted:
        name, separator, lowest = one.partition(">=")
        assert separator and re.fullmatch(r"\d+(\.\d+)+", lowest), one
        found[name.lower()] = lowest
    return found


def number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def test_l_all_that_is_imported_is_declared() -> None:
    imported = set()
    for path in PURE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {each.name.partition(".")[0] for each in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                imported.add(str(node.module).partition(".")[0])
    ours = {"odoo", "laredoute_connector"}
    outside = {name.lower() for name in imported - sys.stdlib_module_names - ours}
    assert {DISTRIBUTIONS.get(name, name) for name in outside} == set(declared())


def test_l_the_oldest_environment_is_what_is_declared() -> None:
    """For one of the Pythons, each package stands at its lowest version."""
    text = (REPOSITORY / "requirements" / "oldest.in").read_text(encoding="utf-8")
    pins: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w-]+)==([\w.]+)", text, re.MULTILINE):
        pins.setdefault(name.lower(), []).append(version)
    for name, lowest in declared().items():
        assert min(map(number, pins[name])) == number(lowest), name


def test_l_nothing_here_is_older_than_declared() -> None:
    for name, lowest in declared().items():
        assert number(metadata.version(name)) >= number(lowest), name
