# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Each service and credential is tried on its own, without effect."""

from __future__ import annotations

import base64

import pytest
from lxml import etree

from odoo.addons.laredoute_connector.marketplace.errors import (
    MarketplaceError,
    WrongSettings,
)
from odoo.addons.laredoute_connector.marketplace.port import Marketplace

from .adapter_case import (
    enveloped,
    market,
    parts,
    running_report_host,  # noqa: F401 (a fixture)
    sftp_settings,
)
from .builders import NOW, fixture
from .servers import SftpHost, WireServer, answer, says


# ----------------------------------------------------------------- access check
def checks(opened: Marketplace) -> dict[str, MarketplaceError | None]:
    found: dict[str, MarketplaceError | None] = {}
    for check in opened.check_access(NOW):
        assert check.ok == (check.error is None)
        assert check.error is None or isinstance(check.error, MarketplaceError)
        found[check.subject] = check.error
    return found


SUBJECTS = ["items", "offers", "orders_read", "orders_update", "sftp"]


def test_access_is_checked_without_effect(report_host: SftpHost) -> None:
    # one answer that is one to each of the four services
    empty = enveloped(
        b"<RetrieveOrUpdate><BatchId>1</BatchId>"
        b"<processWithSuccess>true</processWithSuccess></RetrieveOrUpdate>"
    )
    with WireServer(says(answer(200, empty))) as server:
        with market(server, **sftp_settings(report_host)) as opened:
            found = list(opened.check_access(NOW))
        assert [check.subject for check in found] == SUBJECTS
        assert [check.error for check in found] == [None] * 5
        items, offers, read, update = server.requests
    assert found[4].details["host_key"].startswith("SHA256:")
    assert found[4].details["reports"] == "1"
    # what was sent holds no item, no offer, no verb
    _headers, (_envelope, attachment) = parts(items)
    assert len(etree.fromstring(base64.b64decode(attachment.get_payload()))) == 0
    _headers, (envelope, attachment) = parts(offers)
    assert len(etree.fromstring(base64.b64decode(attachment.get_payload()))) == 0
    assert b"NumberOfElements>0<" in envelope.get_payload(decode=True)
    assert b"RetrieveByStatusRequest" in read
    body = etree.fromstring(update.partition(b"\r\n\r\n")[2])[1][0]
    assert [child.tag for child in body] == ["apikey"]


def test_refusal_of_the_empty_content_proves_the_credentials(
    report_host: SftpHost,
) -> None:
    reply = says(answer(500, fixture("items_client_fault.xml")))
    with (
        WireServer(reply) as server,
        market(server, **sftp_settings(report_host)) as opened,
    ):
        found = list(opened.check_access(NOW))
    assert [check.ok for check in found] == [True] * 5
    assert found[0].details["answer"] == "VendorItems holds no item"


def test_words_of_the_service_prove_the_credentials_without_a_code() -> None:
    error = enveloped(b"<a><Error><Message>no item</Message></Error></a>")
    reply = says(answer(200, error))
    with WireServer(reply) as server, market(server) as opened:
        offers = list(opened.check_access(NOW))[1]
    assert (offers.ok, offers.details["answer"]) == (True, "no item")


@pytest.mark.parametrize(
    ("remote", "ok"), [("0004", True), ("0005", True), ("0001", False)]
)
def test_offer_codes_distinguish_ids_from_content(
    report_host: SftpHost, remote: str, ok: bool
) -> None:
    content = fixture("offers_refused.xml").replace(b"0005", remote.encode())
    reply = says(answer(200, content))
    with (
        WireServer(reply) as server,
        market(server, **sftp_settings(report_host)) as opened,
    ):
        error = checks(opened)["offers"]
    assert (error is None) is ok
    assert ok or type(error) is WrongSettings


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (answer(401), "http_401"),
        (answer(400), "http_400"),
        (answer(200, b"oops"), None),
    ],
)
def test_check_never_stops_at_the_first_failure(reply: bytes, code: str | None) -> None:
    report_server = {"sftp_host": "127.0.0.1"}
    with WireServer(says(reply)) as server, market(server, **report_server) as opened:
        found = checks(opened)
    assert list(found) == SUBJECTS
    errors = [error for error in found.values() if error]
    assert len(errors) == 5
    if code:
        assert [error.code for error in errors[:4]] == [code] * 4
    assert errors[4].code == "host_key_missing"


def test_c05_a_page_proves_nothing() -> None:
    page = b"<page><body>Maintenance</body></page>"
    with WireServer(says(answer(200, page))) as server, market(server) as opened:
        found = checks(opened)
    assert [error and error.code for error in found.values()] == [
        "unexpected_document"
    ] * 4


def test_report_server_is_checked_only_when_there_is_one() -> None:
    with WireServer(says(answer(401))) as server, market(server) as opened:
        assert list(checks(opened)) == SUBJECTS[:-1]
