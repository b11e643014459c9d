# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""No secret and no buyer's data reaches a log."""

from __future__ import annotations

import logging

import pytest

from odoo.addons.laredoute_connector.marketplace.redact import (
    HIDDEN,
    RedactFilter,
    redact,
)


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Authorization: Basic c2VsbGVyOnBhc3M=", "c2VsbGVyOnBhc3M="),
        ("Bearer abcdefgh.ijkl", "abcdefgh.ijkl"),
        ("<apikey>tok-1</apikey>", "tok-1"),
        ("<ns:api-key x='1'>tok-2</ns:api-key>", "tok-2"),
        ("password=hunter2&x=1", "hunter2"),
        ("{'items_token': 'tok-3', 'a': 1}", "tok-3"),
        ('"sftp_password": "p w"', "p w"),
        ("https://user:pw99@host/path", "pw99"),
        ("mail mp+123456@web.redoute.fr now", "mp+123456@web.redoute.fr"),
        ("call 06 12 34 56 78.", "06 12 34 56 78"),
        ("call +33612345678", "+33612345678"),
        ("<Name1>DURAND Zoé</Name1>", "DURAND"),
        ("<PhoneNumber PhoneType='Home'>1234</PhoneNumber>", "1234"),
        (
            "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----",
            "AAAA",
        ),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nBBBB", "BBBB"),
        # La Redoute echoes what was sent: in XML, in JSON, one within the other
        ("<Name1><![CDATA[DURAND & Zoé]]></Name1>", "DURAND"),
        ("in &lt;Name1&gt;DURAND&lt;/Name1&gt; at 3", "DURAND"),
        ("cut off: <Address1>12 rue", "12 rue"),
        ('{"name1": "DURAND \\"Zoé\\" B"}', "Zoé"),
        ('"{\\"city\\": \\"ROUBAIX\\"}"', "ROUBAIX"),
        ('{"zipCode": 59100, "x": 1}', "59100"),
        ('{"apikey": "tok\\"4"}', "tok"),
    ],
)
def test_is_hidden(text: str, secret: str) -> None:
    assert secret not in redact(text)
    assert HIDDEN in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "EAN 3401597000010 of batch B-100",
        "order 1-2026.325.0001234-1 is Toship",
        "answered HTTP 503 in 0.12 s",
        "<EAN>3401597000010</EAN>",
    ],
)
def test_is_kept(text: str) -> None:
    assert redact(text) == text


def test_given_secrets_are_hidden_the_longest_first() -> None:
    assert redact("x tok-long-1 y tok- z", ["tok-", "tok-long-1"]) == "x *** y *** z"


def test_short_secret_does_not_hide_everything() -> None:
    assert redact("banana", ["a"]) == "banana"


@pytest.mark.parametrize(
    "text",
    [
        "key zz&quot;z&amp;é",
        'key zz"z&amp;é',
        r'{"k": "zz\"z&\u00e9"}',
        "?k=zz%22z%26%C3%A9",
    ],
)
def test_e03_given_secrets_are_hidden_in_each_way_of_writing(text: str) -> None:
    found = redact(text, ['zz"z&é'])
    assert "zz" not in found
    assert HIDDEN in found


def test_filter_redacts_message_arguments_and_trace(
    caplog: pytest.LogCaptureFixture,
) -> None:
    logger = logging.getLogger("test.redact")
    redacting = RedactFilter(lambda: ["hunter-2"])
    logger.addFilter(redacting)
    try:
        raise ValueError("hunter-2 failed")
    except ValueError:
        logger.exception("login %s of %s", "hunter-2", "a@b.fr")
    finally:
        logger.removeFilter(redacting)
    formatted = caplog.handler.format(caplog.records[0])
    assert "hunter-2" not in formatted
    assert "a@b.fr" not in formatted
    assert "ValueError: *** failed" in formatted


def test_filter_lets_every_record_through() -> None:
    record = logging.LogRecord("a", logging.INFO, "f", 1, "x %d", (1,), None)
    assert RedactFilter().filter(record)
    assert record.getMessage() == "x 1"
