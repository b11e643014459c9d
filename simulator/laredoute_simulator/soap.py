# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""SOAP envelopes, faults, and the answers and refusals of the services."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timezone
from uuid import uuid4

from lxml import etree

from . import safe_xml

SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP12 = "http://www.w3.org/2003/05/soap-envelope"
CONTENT_TYPES = {SOAP11: "text/xml", SOAP12: "application/soap+xml"}


@dataclass
class Answer:
    """An HTTP answer."""

    status: int
    body: bytes
    content_type: str
    headers: dict[str, str] = field(default_factory=dict)


class Refusal(Exception):
    """The request is refused as a whole, with an HTTP status and a SOAP fault."""

    def __init__(self, message: str, status: int = 500) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


def body_children(data: bytes, version: str) -> list[etree._Element]:
    """Read an envelope of a SOAP version and return what its body holds.

    :raises Refusal: it is not such an envelope
    """
    try:
        root = safe_xml.parse(data)
    except safe_xml.XmlRefused as error:
        raise Refusal(f"the envelope is {error}") from None
    if root.tag != f"{{{version}}}Envelope":
        raise Refusal(f"an envelope of {version} is expected, not {root.tag}")
    names = [child.tag for child in root if isinstance(child.tag, str)]
    wanted = [f"{{{version}}}Header", f"{{{version}}}Body"]
    if names not in (wanted, wanted[1:]):
        raise Refusal("an envelope holds an optional Header, then one Body")
    body = root[-1] if root[-1].tag == wanted[1] else root.find(wanted[1])
    return [] if body is None else [c for c in body if isinstance(c.tag, str)]


def checked(element: etree._Element, schema_name: str) -> etree._Element:
    """Hold a part of a body to a schema.

    :raises Refusal: names what breaks it
    """
    # Alone in its own document: the schema knows nothing of the envelope.
    alone = etree.fromstring(etree.tostring(element, with_tail=False))
    try:
        safe_xml.check(alone, schema_name)
    except safe_xml.XmlRefused as error:
        raise Refusal(f"the body breaks the schema, {error}") from None
    return alone


def envelope(version: str, *children: etree._Element) -> Answer:
    """Answer with an envelope that holds ``children``."""
    root = etree.Element(f"{{{version}}}Envelope", nsmap={"soapenv": version})
    body = etree.SubElement(root, f"{{{version}}}Body")
    body.extend(children)
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return Answer(200, data, f"{CONTENT_TYPES[version]}; charset=utf-8")


def fault(version: str, message: str, status: int = 500) -> Answer:
    """Answer with an ordinary SOAP fault; nothing was done."""
    element = etree.Element(f"{{{version}}}Fault", nsmap={"soapenv": version})
    sender = status in (401, 403) or status == 500
    if version == SOAP11:
        code = "Client" if sender else "Server"
        etree.SubElement(element, "faultcode").text = f"soapenv:{code}"
        etree.SubElement(element, "faultstring").text = message
    else:
        code = "Sender" if sender else "Receiver"
        holder = etree.SubElement(element, f"{{{version}}}Code")
        etree.SubElement(holder, f"{{{version}}}Value").text = f"soapenv:{code}"
        reason = etree.SubElement(element, f"{{{version}}}Reason")
        text = etree.SubElement(reason, f"{{{version}}}Text")
        text.text = message
        text.set("{http://www.w3.org/XML/1998/namespace}lang", "en")
        detail = etree.SubElement(element, f"{{{version}}}Detail")
        detail.append(_fault_detail(message, status))
    answer = envelope(version, element)
    answer.status = status
    if status == 401:
        answer.headers["WWW-Authenticate"] = 'Basic realm="La Redoute"'
    return answer


def _fault_detail(message: str, status: int) -> etree._Element:
    detail = etree.Element("Fault_1.0")
    moment = datetime.now(tz=timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    texts = {
        "FaultId": str(status),
        "FaultMessage": message,
        "FaultTrace": "",
        "TrcTs": moment,
        "msgID": str(uuid4()),
    }
    for name, value in texts.items():
        etree.SubElement(detail, name).text = value
    return detail
