# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Hide secrets and buyers' data in what goes to a log or to a person."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable

HIDDEN = "***"
#: shorter secrets are not searched for: hiding every "a" would hide nothing else
_SHORTEST_SECRET = 4

_SECRET_WORDS = r"api[-_]?key|token|password|passwd|passphrase|secret|private[-_]?key"
# Elements of an order that hold a buyer's data (protocol P-75).
_BUYER_ELEMENTS = (
    r"Name1|Address[123]|ZIPCode|City|PhoneNumber|AliasEmail|DeliveryInstruction"
)

_Rule = tuple[re.Pattern[str], str]
_RULES: tuple[_Rule, ...] = (
    (re.compile(r"(?i)\b(basic|bearer)\s+[\w+/=.~-]{4,}"), rf"\1 {HIDDEN}"),
    (
        re.compile(rf"(?i)(<(?:\w+:)?(?:{_SECRET_WORDS})(?:\s[^>]*)?>)[^<]*"),
        rf"\1{HIDDEN}",
    ),
    (
        re.compile(rf"(<(?:\w+:)?(?:{_BUYER_ELEMENTS})(?:\s[^>]*)?>)[^<]*"),
        rf"\1{HIDDEN}",
    ),
    (
        re.compile(
            rf"""(?i)(["']?\b[\w-]*(?:{_SECRET_WORDS})["']?\s*[=:]\s*)"""
            r"""("[^"]*"|'[^']*'|[^\s,;&<>)}\]]+)"""
        ),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"(?i)(://)[^/\s@:]+:[^/\s@]+@"), rf"\1{HIDDEN}@"),
    (
        re.compile(r"(?s)-----BEGIN [A-Z ]*KEY-----.*?(?:-----END [A-Z ]*KEY-----|\Z)"),
        HIDDEN,
    ),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), HIDDEN),
    (
        re.compile(
            r"(?<![\w.-])(?:(?:\+|00)33[ .-]?|0)[1-9](?:[ .-]?\d{2}){4}(?![\w-])"
        ),
        HIDDEN,
    ),
)


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """Return ``text`` without secrets, e-mail addresses, phone numbers, addresses.

    :param secrets: exact texts to hide as well (tokens, passwords)
    """
    # the longest first: a secret may contain another
    for secret in sorted(set(secrets), key=len, reverse=True):
        if len(secret) >= _SHORTEST_SECRET:
            text = text.replace(secret, HIDDEN)
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


class RedactFilter(logging.Filter):
    """A log filter that lets every record through, redacted.

    :param secrets: returns the exact texts to hide, read at each record so that
        a changed password is known at once
    """

    def __init__(self, secrets: Callable[[], Iterable[str]] = tuple) -> None:
        super().__init__()
        self._secrets = secrets

    def filter(self, record: logging.LogRecord) -> bool:
        secrets = tuple(self._secrets())
        record.msg = redact(record.getMessage(), secrets)
        record.args = None
        if record.exc_info:
            trace = record.exc_text or logging.Formatter().formatException(
                record.exc_info
            )
            # handlers print exc_text and do not format the exception again
            record.exc_text = redact(trace, secrets)
        return True
