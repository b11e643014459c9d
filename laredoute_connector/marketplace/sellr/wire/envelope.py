# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""SOAP envelopes. Source: protocol P-2."""

from __future__ import annotations

from enum import Enum

from lxml import etree

from ...values import xml_text
from . import assumptions
from .order_of_elements import local_name
from .parsing import child_of

ITEMS_NAMESPACE = "http://RedouteFrance/seller/items/1.1"


class Soap(Enum):
    """The two versions: namespace of the envelope, and content type."""

    V11 = ("http://schemas.xmlsoap.org/soap/envelope/", "text/xml")
    V12 = ("http://www.w3.org/2003/05/soap-envelope", "application/soap+xml")

    @property
    def namespace(self) -> str:
        return self.value[0]

    @property
    def media_type(self) -> str:
        return self.value[1]


def encode_envelope(soap: Soap, *content: etree._Element) -> bytes:
    """Return an envelope whose body holds ``content``, as UTF-8 bytes."""
    envelope = etree.Element(
        f"{{{soap.namespace}}}Envelope", nsmap={"soapenv": soap.namespace}
    )
    etree.SubElement(envelope, f"{{{soap.namespace}}}Header")
    body = etree.SubElement(envelope, f"{{{soap.namespace}}}Body")
    body.extend(content)
    written = etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")
    assert isinstance(written, bytes)
    return written


def is_envelope(root: etree._Element) -> bool:
    """Whether a document is an envelope with a body; a page of a site is not."""
    return local_name(root) == "Envelope" and child_of(root, "Body") is not None


def has_element(root: etree._Element, word: str) -> bool:
    """Whether the body of an answer holds an element that is named after a request.

    :param word: what its name has in it, in small letters
    """
    body = child_of(root, "Body")
    return body is not None and any(word in local_name(each).lower() for each in body)


def encode_inject_items(token: str) -> tuple[etree._Element, etree._Element]:
    """Return the two elements of the body that carries a product file.

    Source: protocol P-20, P-21.

    :param token: the token that creates items
    """
    attachment = etree.Element(assumptions.ATTACHMENT_ELEMENT)
    inject = etree.Element(
        f"{{{ITEMS_NAMESPACE}}}injectItems", nsmap={"ns": ITEMS_NAMESPACE}
    )
    # like the children of the order requests, it is in no namespace
    etree.SubElement(inject, "api-key").text = xml_text(token)
    return attachment, inject
