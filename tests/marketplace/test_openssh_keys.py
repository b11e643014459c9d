# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Keys of a real OpenSSH: the server's, as it shows them, and those it lets in."""

from __future__ import annotations

import pytest

from odoo.addons.laredoute_connector.marketplace.errors import (
    UntrustedServer,
    WrongCredentials,
    WrongSettings,
)
from odoo.addons.laredoute_connector.marketplace.transport.sftp_connection import (
    fetch_host_key,
)
from odoo.addons.laredoute_connector.marketplace.transport.ssh_keys import (
    key_fingerprint,
)

from .openssh import OpenSshHost, OpenSshTools, public_text
from .sftp_case import connected, failure

#: kinds of keys by the options of ssh-keygen
KINDS = {
    "ed25519": ("-t", "ed25519"),
    "ecdsa-256": ("-t", "ecdsa", "-b", "256"),
    "ecdsa-384": ("-t", "ecdsa", "-b", "384"),
    "ecdsa-521": ("-t", "ecdsa", "-b", "521"),
    "rsa": ("-t", "rsa", "-b", "2048"),
}
#: forms that people paste a key in; OpenSSH writes ed25519 in its own only
FORMS = [
    *((kind, "OpenSSH") for kind in KINDS),
    *((kind, form) for kind in KINDS if kind != "ed25519" for form in ("PEM", "PKCS8")),
]


# -------------------------------------------------------------------- the server's
@pytest.mark.parametrize("kind", KINDS)
def test_host_key_is_shown_as_openssh_shows_it(
    openssh: OpenSshTools, kind: str
) -> None:
    key = openssh.key(f"host-{kind}", *KINDS[kind])
    with OpenSshHost(openssh, [key]) as host:
        shown = fetch_host_key("127.0.0.1", host.port)
        assert shown == public_text(key)
        assert key_fingerprint(shown) == openssh.fingerprint(key)
        with connected(host, host_key=shown) as client:
            assert client.list_files("reports") == []
        assert host.all_closed()


@pytest.mark.parametrize("kind", KINDS)
def test_changed_host_key_is_refused(openssh: OpenSshTools, kind: str) -> None:
    old = openssh.key(f"host-{kind}", *KINDS[kind])
    new = openssh.key(f"host-{kind}-new", *KINDS[kind])
    with OpenSshHost(openssh, [new]) as host:
        error = failure(host, host_key=public_text(old))
        assert (type(error), error.code) == (UntrustedServer, "host_key_changed")
        assert openssh.fingerprint(old) in str(error)
        assert openssh.fingerprint(new) in str(error)
        assert host.all_closed()
        assert "Accepted" not in host.log(), "no key of ours is shown to a stranger"


@pytest.mark.parametrize("kind", KINDS)
def test_pinned_host_key_is_requested_among_several(
    openssh: OpenSshTools, kind: str
) -> None:
    keys = {
        kind: openssh.key(f"host-{kind}", *options) for kind, options in KINDS.items()
    }
    with OpenSshHost(openssh, list(keys.values())) as host:
        with connected(host, host_key=public_text(keys[kind])) as client:
            assert client.list_files("reports") == []
        # one of a kind that is there too, but another
        other = openssh.key(f"host-{kind}-new", *KINDS[kind])
        error = failure(host, host_key=public_text(other))
        assert type(error) is UntrustedServer


# --------------------------------------------------------------------------- ours
@pytest.mark.parametrize(("kind", "form"), FORMS)
def test_private_key_lets_us_in(openssh: OpenSshTools, kind: str, form: str) -> None:
    options = [*KINDS[kind], *(["-m", form] if form != "OpenSSH" else [])]
    key = openssh.key(f"login-{kind}-{form}", *options)
    assert ("OPENSSH" in key.read_text()) is (form == "OpenSSH")
    with (
        OpenSshHost(openssh, login_key=key) as host,
        connected(host) as client,
    ):
        assert client.list_files("reports") == []
        assert openssh.fingerprint(key) in host.log()


@pytest.mark.parametrize("form", ["OpenSSH", "PEM", "PKCS8"])
def test_key_with_a_passphrase_is_a_setting(openssh: OpenSshTools, form: str) -> None:
    options = [*KINDS["rsa"], *(["-m", form] if form != "OpenSSH" else [])]
    key = openssh.key(f"locked-{form}", *options, passphrase="secret words")
    with OpenSshHost(openssh, login_key=key) as host:
        error = failure(host)
        assert (type(error), error.code) == (WrongSettings, "private_key_unreadable")
        assert host.all_closed()


def test_login_that_is_not_known_is_refused(openssh: OpenSshTools) -> None:
    stranger = openssh.key("stranger", *KINDS["ed25519"]).read_text()
    with OpenSshHost(openssh) as host:
        # the user is not there, another key is, and only a key will do
        for values in (
            {"user": "nobody-here"},
            {"private_key": stranger},
            {"private_key": "", "password": "sftp-secret"},
        ):
            error = failure(host, **values)
            assert (type(error), error.code) == (
                WrongCredentials,
                "sftp_login_refused",
            )
        assert host.all_closed()
        assert "Accepted" not in host.log()
