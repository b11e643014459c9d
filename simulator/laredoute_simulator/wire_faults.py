# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Answers of a platform that has a bad day."""

from __future__ import annotations

from lxml import etree

from . import soap
from .faults import Fault


def refusal(version: str, fault: Fault) -> soap.Answer:
    """Return the answer to a request that was not taken."""
    if fault.name == "429":
        answer = soap.fault(version, "too many requests", 429)
        answer.headers["Retry-After"] = f"{fault.option('retry_after'):.0f}"
        return answer
    if fault.name == "503":
        return soap.fault(version, "the service is unavailable", 503)
    if fault.name == "expired_token":
        return soap.fault(version, "the api key has expired", 401)
    page = b"<html><body><h1>Internal Server Error</h1></body></html>"
    return soap.Answer(500, page, "text/html; charset=utf-8")


def spoilt(answer: soap.Answer, fault: Fault) -> soap.Answer:
    """Return what becomes of an answer on its way back."""
    if fault.name == "malformed_xml":
        body = answer.body.replace(b"</", b"<", 1)
    elif fault.name == "xml_bomb":
        body = _bomb(answer.body)
    else:
        body = _twice(answer.body)
    return soap.Answer(answer.status, body, answer.content_type, answer.headers)


def halves(answer: soap.Answer) -> tuple[bytes, bytes]:
    """Cut an answer where white space may be written: before its last tag."""
    at = answer.body.rindex(b"</")
    return answer.body[:at], answer.body[at:]


def _bomb(body: bytes) -> bytes:
    """Put a document type with exponential entities before the answer, and use it."""
    lines = [b'<!ENTITY a0 "ha">']
    for i in range(1, 12):
        repeated = b"&a%d;" % (i - 1) * 10
        lines.append(b'<!ENTITY a%d "%b">' % (i, repeated))
    doctype = b"<!DOCTYPE bomb [%b]>" % b"".join(lines)
    root = body[body.index(b"?>") + 2 :]
    at = root.rindex(b"</")
    head = b'<?xml version="1.0" encoding="UTF-8"?>'
    return head + doctype + root[:at] + b"&a11;" + root[at:]


def _twice(body: bytes) -> bytes:
    """Answer each order twice."""
    root = etree.fromstring(body)
    for order in list(root.iter("Order")):
        parent = order.getparent()
        if parent is not None:
            parent.append(etree.fromstring(etree.tostring(order)))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
