# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The items and offers services (protocol P-20 to P-22, P-50 to P-52)."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from datetime import datetime

from lxml import etree

from . import offer_lines, soap
from .account import Account
from .catalogue import Catalogue
from .multipart import Part, close_parts
from .offers import OfferDesk
from .request import Request
from .safe_xml import XmlRefused

ITEMS = "http://RedouteFrance/seller/items/1.1"
OFFERS = "http://Redcats/File/ESB-TIBCO/File/1.0/InjectFile/1.0"
OFFERS_ACTION = "InjectFile_1.0"


class Service(ABC):
    """One address of the platform."""

    version = soap.SOAP11

    @abstractmethod
    def name(self, action: str) -> str:
        """Return the service's name in faults, tokens and counts."""

    @abstractmethod
    def handle(self, request: Request) -> soap.Answer:
        """Carry out a request.

        :raises soap.Refusal: it is refused as a whole
        """


class ItemsService(Service):
    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def name(self, action: str) -> str:
        return "items"

    def handle(self, request: Request) -> soap.Answer:
        request.require_action(ITEMS)
        children, parts = request.related(self.version)
        try:
            return self._inject(request, children, parts)
        finally:
            close_parts(parts)

    def _inject(
        self, request: Request, children: list[etree._Element], parts: list[Part]
    ) -> soap.Answer:
        names = [etree.QName(child) for child in children]
        if [name.localname for name in names] != ["attachment", "injectItems"]:
            raise soap.Refusal("the body holds attachment, then injectItems")
        if names[0].namespace not in (None, ITEMS):
            raise soap.Refusal("attachment is in a foreign namespace")
        inject = soap.checked(children[1], "items_body")
        request.check_token("items", inject[0].text or "")
        _require_attachment(parts)
        try:
            batch_id = self._catalogue.receive(request.account, parts[1].content)
        except XmlRefused as error:
            raise soap.Refusal(f"the product file is refused, {error}") from None
        answer = etree.Element(f"{{{ITEMS}}}injectItemsResponse", nsmap={"item": ITEMS})
        etree.SubElement(answer, f"{{{ITEMS}}}BatchId").text = batch_id
        return soap.envelope(self.version, answer)


def _require_attachment(parts: list[Part]) -> None:
    ids = [part.content_id for part in parts]
    if ids != ["<main_envelope>", "<attachment>"]:
        raise soap.Refusal(f"the parts are <main_envelope> and <attachment>, not {ids}")
    kind = parts[1].headers.get_content_type()
    if kind != "application/octet-stream" or parts[1].encoding.lower() != "base64":
        raise soap.Refusal("the attachment is application/octet-stream in base64")


class _OfferError(Exception):
    """Answered as ``Error`` with a code of protocol P-52."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class OffersService(Service):
    version = soap.SOAP12

    def __init__(self, desk: OfferDesk) -> None:
        self._desk = desk

    def name(self, action: str) -> str:
        return "offers"

    def handle(self, request: Request) -> soap.Answer:
        request.require_action(OFFERS_ACTION)
        parts: list[Part] = []
        if request.content_type.get_content_type() == "multipart/related":
            children, parts = request.related(self.version)
        else:
            children = request.plain(self.version)
        try:
            return self._inject(request.account, children, parts)
        except _OfferError as error:
            return self._answer(error=error)
        finally:
            close_parts(parts)

    def _inject(
        self, account: Account, children: list[etree._Element], parts: list[Part]
    ) -> soap.Answer:
        if len(children) != 1:
            raise soap.Refusal("the body holds one InjectFileRequest_1.0")
        fields = _fields(soap.checked(_qualified(children[0]), "offers_body"))
        _check_fields(fields, account)
        if len(parts) != 2 or fields["fileAttachedWithSoapMsg"] not in ("true", "1"):
            raise _OfferError("0004", "the file is not attached")
        file = parts[1].content
        try:
            head, elements = offer_lines.check_file(file)
        except XmlRefused as error:
            raise _OfferError("0004", f"invalid attachment, {error}") from None
        announced = fields.get("NumberOfElements", "").strip()
        if announced and announced != str(elements):
            raise _OfferError("0005", f"invalid number of elements, read {elements}")
        if head.seller_id != account.vendor_id:
            raise _OfferError("0001", "invalid SellerID in the file")
        if head.hub_id != account.hub_id:
            raise _OfferError("0002", "invalid HubID in the file")
        if elements == 0:
            raise _OfferError("0005", "invalid number of elements, the file is empty")
        return self._answer(batch_id=self._desk.receive(account, file, elements))

    def _answer(
        self, batch_id: str = "", error: _OfferError | None = None
    ) -> soap.Answer:
        root = etree.Element(
            f"{{{OFFERS}}}InjectFileResponse_1.0", nsmap={"esb": OFFERS}
        )
        success = etree.SubElement(root, f"{{{OFFERS}}}processWithSuccess")
        success.text = "true" if error is None else "false"
        if error is None:
            etree.SubElement(root, f"{{{OFFERS}}}BatchId").text = batch_id
        else:
            holder = etree.SubElement(root, f"{{{OFFERS}}}Error", Type="Functional")
            etree.SubElement(holder, f"{{{OFFERS}}}Code").text = error.code
            etree.SubElement(holder, f"{{{OFFERS}}}Message").text = str(error)
        return soap.envelope(self.version, root)


def _qualified(request: etree._Element) -> etree._Element:
    """Read children without a namespace as if they had the request's.

    Protocol P-50 does not say which of both they are in.
    """
    for child in request:
        if isinstance(child.tag, str) and not child.tag.startswith("{"):
            child.tag = f"{{{OFFERS}}}{child.tag}"
    return request


def _fields(request: etree._Element) -> dict[str, str]:
    return {etree.QName(child).localname: child.text or "" for child in request}


def _check_fields(fields: dict[str, str], account: Account) -> None:
    if fields["EUserId"] != account.vendor_id:
        raise _OfferError("0001", "invalid EUserID")
    if fields["ESystem"] != account.hub_id:
        raise _OfferError("0002", "invalid ESystem")
    if fields["FlowName"] != "MKP_SellerOffer":
        raise _OfferError("0003", "invalid FlowName")
    if fields["FlowVersion"] != "001":
        raise _OfferError("9999", "invalid FlowVersion")
    if not _is_file_name(fields["FileName"], account.vendor_id):
        raise _OfferError("9999", "invalid FileName")
    if not re.fullmatch(r"\s*\d*\s*", fields.get("NumberOfElements", "")):
        raise _OfferError("0005", "invalid number of elements")


def _is_file_name(name: str, vendor_id: str) -> bool:
    found = re.fullmatch(
        rf"{re.escape(vendor_id)}\.MKP_SellerOffer\.001\.([0-9-]{{19}})\.xml", name
    )
    if found is None:
        return False
    try:
        datetime.strptime(found[1], "%Y-%m-%d-%H-%M-%S")
    except ValueError:
        return False
    return True
