# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Answers of a platform that has a bad day."""

from __future__ import annotations

from lxml import etree

from . import soap
from .faults import Fault

_PAGE = (
    b'<?xml version="1.0" encoding="UTF-8"?>'
    b'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Maintenance</title></head>'
    b"<body><h1>Site en maintenance</h1><p>Merci de votre patience.</p></body></html>"
)
_OTHER = (
    b'<?xml version="1.0" encoding="UTF-8"?>'
    b"<ServiceStatus><State>OK</State></ServiceStatus>"
)
#: an accented word in Windows-1252, a bare "&" and a control character
FOREIGN = b" \xe9l\xe9onore & fils\x02"
_ORDER = b"<Order OrderID="
_NAME_END = b"</Name1>"


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
    if fault.name == "html_page":
        return soap.Answer(200, _PAGE, "text/html; charset=utf-8")
    page = b"<html><body><h1>Internal Server Error</h1></body></html>"
    return soap.Answer(500, page, "text/html; charset=utf-8")


def spoilt(answer: soap.Answer, fault: Fault) -> soap.Answer:
    """Return what becomes of an answer on its way back."""
    if fault.name == "other_root":
        return soap.Answer(200, _OTHER, answer.content_type)
    if fault.name == "malformed_xml":
        body = answer.body.replace(b"</", b"<", 1)
    elif fault.name == "xml_bomb":
        body = _bomb(answer.body)
    elif fault.name == "foreign_bytes":
        body = answer.body.replace(_NAME_END, FOREIGN + _NAME_END, 1)
    elif fault.name == "cut_third_order":
        body = _until_third(answer.body)
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


def _until_third(body: bytes) -> bytes:
    """Return an orders answer until the middle of its third order, or of its last."""
    start = body.find(_ORDER)
    for _further in range(2):
        following = body.find(_ORDER, start + 1)
        start = following if following > 0 else start
    end = body.find(b"</Order>", start) if start > 0 else len(body)
    return body[: (max(start, 0) + end) // 2]


def _twice(body: bytes) -> bytes:
    """Answer each order twice."""
    root = etree.fromstring(body)
    for order in list(root.iter("Order")):
        parent = order.getparent()
        if parent is not None:
            parent.append(etree.fromstring(etree.tostring(order)))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
