# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The three SOAP services: what is posted where, and what an answer means.

Source: protocol P-1 to P-8, P-20 to P-22, P-50 to P-52.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from lxml import etree

from ..budget import CallBudget
from ..errors import (
    MarketplaceError,
    RefusedData,
    TooManyRequests,
    UnknownOutcome,
    UnreadableData,
    WrongCredentials,
)
from ..records import (
    BrokenOrder,
    Decision,
    EncodedFile,
    FileKind,
    LineResult,
    Order,
    Receipt,
)
from ..settings import ITEMS_URL, OFFERS_URL, ORDERS_URL, SellrSettings
from ..transport.body import Body, bytes_body, multipart_body
from ..transport.http_client import Answer, Call, HttpClient
from ..transport.http_errors import lost
from .wire.envelope import Soap, encode_envelope, encode_inject_items, is_envelope
from .wire.faults import decode_batch, decode_inject_answer, find_fault, unclear
from .wire.offers import OfferSender, encode_inject_file
from .wire.order_updates import decode_results, encode_updates
from .wire.orders import decode_orders, encode_retrieve
from .wire.parsing import read_document

_T = TypeVar("_T")

_ITEMS_ACTION = "http://RedouteFrance/seller/items/1.1"
_OFFERS_ACTION = "InjectFile_1.0"
_RETRIEVE_ACTION = "NewOrdersService.RetrieveByStatusRequest"
_UPDATE_ACTION = "NewOrdersService.UpdateRequest"

_ENVELOPE_ID = "<main_envelope>"
_FILE_ID = "<attachment>"
#: answers that are not orders are small
_SMALL_ANSWER = 4 * 1024 * 1024


class SellrClient:
    """Speaks to the services of one account.

    :param settings: empty addresses mean La Redoute's own
    :param budget: consulted before each call, by the name of its operation
    """

    def __init__(self, settings: SellrSettings, budget: CallBudget) -> None:
        self._settings = settings
        self._budget = budget
        self._http = HttpClient(
            (settings.login, settings.password),
            (settings.connect_timeout, settings.read_timeout),
            ca_file=settings.ca_file,
        )

    def close(self) -> None:
        """Close the connections; may be called twice."""
        self._http.close()

    # -------------------------------------------------------------------- items
    def inject_items(self, file: EncodedFile) -> Receipt:
        """Send a product file; see :meth:`Marketplace.send`."""
        token = _required(self._settings.items_token, "items", "items_token_missing")
        envelope = encode_envelope(Soap.V11, *encode_inject_items(token))
        url = self._settings.items_url or ITEMS_URL
        call = _file_call(url, Soap.V11, _ITEMS_ACTION, (envelope, file.path), "items")
        receipt = self._call(call, "items", decode_batch)
        return replace(receipt, kind=FileKind.PRODUCTS)

    # ------------------------------------------------------------------- offers
    def inject_offers(self, file: EncodedFile) -> Receipt:
        """Send an offer file; see :meth:`Marketplace.send`.

        Attached as a product file is (assumption ``OFFER_FILE_IS_BASE64``).
        """
        settings = self._settings
        sender = OfferSender(settings.vendor_id, settings.hub_id, settings.site)
        request = encode_inject_file(sender, file.filename, file.items)
        envelope = encode_envelope(Soap.V12, request)
        url = settings.offers_url or OFFERS_URL
        call = _file_call(
            url, Soap.V12, _OFFERS_ACTION, (envelope, file.path), "offers"
        )
        receipt = self._call(call, "offers", decode_inject_answer)
        return replace(receipt, kind=FileKind.OFFERS)

    # ------------------------------------------------------------------- orders
    def retrieve_orders(
        self, since: datetime, until: datetime
    ) -> Iterator[Order | BrokenOrder]:
        """Yield the orders of a period; see :meth:`Marketplace.fetch_orders`."""
        token = _required(self._settings.read_token, "orders", "read_token_missing")
        try:
            request = encode_retrieve(token, since, until)
        except ValueError as error:
            raise RefusedData(str(error), code="bad_period", service="orders") from None
        call = self._orders_call(_RETRIEVE_ACTION, request, effect=False)
        answer = self._post(call, "orders_read")
        with closing(answer.stream):
            if answer.status != 200:
                raise _error_of_500(answer, call)
            yield from decode_orders(answer.stream)

    def update_orders(self, decisions: Sequence[Decision]) -> list[LineResult]:
        """Send decisions in one request; see :meth:`Marketplace.decide`."""
        token = _required(self._settings.update_token, "orders", "update_token_missing")
        request = encode_updates(decisions, token)
        lines = [line for decision in decisions for line in decision.lines]
        call = self._orders_call(_UPDATE_ACTION, request, effect=True)
        return self._call(
            call, "orders_update", lambda root: decode_results(root, lines)
        )

    def _orders_call(
        self, action: str, request: etree._Element, *, effect: bool
    ) -> Call:
        return Call(
            url=self._settings.orders_url or ORDERS_URL,
            body=bytes_body(encode_envelope(Soap.V11, request)),
            headers={
                "Content-Type": f"{Soap.V11.media_type}; charset=utf-8",
                "SOAPAction": f'"{action}"',
            },
            service="orders",
            effect=effect,
        )

    # ------------------------------------------------------------------ answers
    def _post(self, call: Call, operation: str) -> Answer:
        """Send a call, if the budget of its operation allows it now."""
        self._budget.require(operation)
        try:
            return self._http.post(call)
        except TooManyRequests as error:
            error.operation = operation
            raise

    def _call(
        self, call: Call, operation: str, decode: Callable[[etree._Element], _T]
    ) -> _T:
        """Send a call that changes something, and decode its small answer."""
        answer = self._post(call, operation)
        with closing(answer.stream):
            if answer.status == 500:
                raise _error_of_500(answer, call)
            root = _read_answer(answer, call)
        fault = find_fault(root, call.service)
        if fault is not None:
            raise fault
        if not is_envelope(root):
            raise unclear("not an answer", call.service, "unexpected_document")
        return decode(root)


def _read_answer(answer: Answer, call: Call) -> etree._Element:
    try:
        content = answer.stream.read(_SMALL_ANSWER + 1)
        return read_document(content, limit=_SMALL_ANSWER)
    except UnreadableData as error:
        # something answered that it was received, we cannot read what
        raise UnknownOutcome(
            str(error), code="answer_unreadable", service=call.service
        ) from None


def _error_of_500(answer: Answer, call: Call) -> MarketplaceError:
    """Return the error of an HTTP 500: its fault's, or that it has none."""
    try:
        root = read_document(answer.stream.read(_SMALL_ANSWER), limit=_SMALL_ANSWER)
        fault = find_fault(root, call.service)
    except UnreadableData:
        fault = None
    return fault or lost(
        "answered HTTP 500 without a fault",
        code="http_500",
        service=call.service,
        effect=call.effect,
    )


def _required(token: str, service: str, code: str) -> str:
    if not token:
        raise WrongCredentials("a token is missing", code=code, service=service)
    return token


# ------------------------------------------------------------------------ bodies
def _file_call(
    url: str, soap: Soap, action: str, parts: tuple[bytes, Path], service: str
) -> Call:
    """Return the call that carries a file beside its envelope."""
    boundary = f"laredoute-{uuid.uuid4().hex}"
    content_type = (
        f'multipart/related; type="{soap.media_type}"; '
        f'start="{_ENVELOPE_ID}"; boundary="{boundary}"'
    )
    return Call(
        url=url,
        body=_multipart(boundary, soap, *parts),
        headers={"Content-Type": content_type, "SOAPAction": f'"{action}"'},
        service=service,
        effect=True,
    )


def _multipart(boundary: str, soap: Soap, envelope: bytes, path: Path) -> Body:
    before = (
        f"--{boundary}\r\n"
        f"Content-Type: {soap.media_type}; charset=utf-8\r\n"
        "Content-Transfer-Encoding: 8bit\r\n"
        f"Content-ID: {_ENVELOPE_ID}\r\n\r\n"
    ).encode("ascii")
    between = (
        f"\r\n--{boundary}\r\n"
        "Content-Type: application/octet-stream\r\n"
        "Content-Transfer-Encoding: base64\r\n"
        f"Content-ID: {_FILE_ID}\r\n\r\n"
    ).encode("ascii")
    after = f"--{boundary}--\r\n".encode("ascii")
    return multipart_body(before + envelope + between, path, after)
