# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Hide secrets and buyers' data in what goes to a log or to a person."""

from __future__ import annotations

import html
import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator

HIDDEN = "***"
#: shorter secrets are not searched for: hiding every "a" would hide nothing else
_SHORTEST_SECRET = 4

_SECRET_WORDS = r"api[-_]?key|token|password|passwd|passphrase|secret|private[-_]?key"
# Elements of an order that hold a buyer's data (protocol P-75), and what JSON calls
# the same.
_BUYER_WORDS = (
    r"(?:name1|(?:first|last|full|buyer|customer)_?name|(?:address|street)_?\d?"
    r"|zip_?code|city|phone_?(?:number)?|mobile|alias_?email|delivery_?instruction)"
)
#: what stands in an element, in XML that may itself stand in a text, escaped
_CONTENT = r"(?:<!\[CDATA\[.*?\]\]>|[^<])*?(?=<(?!!\[CDATA)|&lt;|\Z)"
#: what stands after a colon or an equals sign; JSON may itself stand in a text, escaped
_VALUE = (
    r"""("(?:[^"\\]|\\.)*"|\\"(?:[^"\\]|\\[^"])*\\"|'[^']*'"""
    r"""|[^\s"',;&<>)}\]\\]+)"""
)

_Rule = tuple[re.Pattern[str], str]
_RULES: tuple[_Rule, ...] = (
    (re.compile(r"(?i)\b(basic|bearer)\s+[\w+/=.~-]{4,}"), rf"\1 {HIDDEN}"),
    (
        re.compile(
            rf"(?is)((?:<|&lt;)(?:\w+:)?(?:{_SECRET_WORDS}|{_BUYER_WORDS})"
            rf"(?:\s[^>]*?)?(?:>|&gt;)){_CONTENT}"
        ),
        rf"\1{HIDDEN}",
    ),
    (
        re.compile(
            rf"""(?i)(["']?\b[\w-]*(?:{_SECRET_WORDS})\\?["']?\s*[=:]\s*){_VALUE}"""
        ),
        rf"\1{HIDDEN}",
    ),
    (
        re.compile(rf"""(?i)(["']?\b(?:{_BUYER_WORDS})\\?["']?\s*[=:]\s*){_VALUE}"""),
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
    for secret in sorted(set(_forms(secrets)), key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


_QUOTES = str.maketrans({'"': "&quot;", "'": "&apos;"})
_NOT_IN_ADDRESSES = re.compile(rb"[^\w.~-]")


def _forms(secrets: Iterable[str]) -> Iterator[str]:
    """Yield secrets as they may stand in a text, in XML, in JSON, in an address."""
    for secret in secrets:
        if len(secret) >= _SHORTEST_SECRET:
            yield secret
            escaped = html.escape(secret, quote=False)
            yield escaped
            yield escaped.translate(_QUOTES)
            yield json.dumps(secret)[1:-1]
            yield _NOT_IN_ADDRESSES.sub(
                lambda found: b"%%%02X" % found[0][0], secret.encode()
            ).decode()


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
