# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Answers that say no: SOAP faults, ``InjectFault``, and the offer service's codes.

Source: protocol P-7, P-8, P-52.
"""

from __future__ import annotations

from lxml import etree

from ...errors import (
    MarketplaceError,
    RefusedData,
    RetryLater,
    UnknownOutcome,
    WrongSettings,
)
from ...records import Receipt
from ...values import clean_text
from . import assumptions
from .envelope import has_element
from .parsing import find_first, text_of

FAULT_NAMES = frozenset({"Fault", "InjectFault"})

#: the offer service's codes: our error, its code (protocol P-52)
OFFER_ERRORS: dict[str, tuple[type[MarketplaceError], str]] = {
    "0001": (WrongSettings, "invalid_vendor"),
    "0002": (WrongSettings, "invalid_hub"),
    "0003": (RefusedData, "invalid_flow"),
    "0004": (RefusedData, "invalid_attachment"),
    "0005": (RefusedData, "invalid_element_count"),
    "9999": (RefusedData, "offer_file_refused"),
}
_OTHER = (RefusedData, "offer_file_refused")
#: longest text of the platform's that is kept with an error
_TEXT_LIMIT = 500


def fault_error(fault: etree._Element, service: str) -> MarketplaceError:
    """Return the error of a ``Fault`` or ``InjectFault`` element.

    One that blames what we sent is ``RefusedData``; any other is ``RetryLater``,
    since a fault says that nothing was taken (assumed).
    """
    blame = (
        text_of(fault, "faultcode")
        or text_of(fault, "Code", "Value")
        or _anywhere(fault, "FaultId")
        or _anywhere(fault, "Code")
    )
    words = (
        text_of(fault, "faultstring")
        or text_of(fault, "Reason", "Text")
        or _anywhere(fault, "FaultMessage")
        or _anywhere(fault, "Message")
    )
    blamed = blame.rpartition(":")[2].partition(".")[0].lower()
    kind: type[MarketplaceError] = RetryLater
    code = "server_fault"
    if blamed in assumptions.CLIENT_FAULTS:
        kind, code = RefusedData, "client_fault"
    elif not assumptions.FAULT_MEANS_NOTHING_TAKEN:  # pragma: no cover
        kind = UnknownOutcome
    return kind(
        "the service answered with a fault",
        code=code,
        service=service,
        remote_code=_short(blame),
        remote_message=_short(words),
    )


def find_fault(root: etree._Element, service: str) -> MarketplaceError | None:
    """Return the error of the first fault in an answer, ``None`` without one."""
    for name in FAULT_NAMES:
        fault = find_first(root, name)
        if fault is not None:
            return fault_error(fault, service)
    return None


def decode_batch(root: etree._Element) -> Receipt:
    """Return the receipt of a product file; empty when it names no batch (assumed).

    :raises UnknownOutcome: when the answer is not to a product file (protocol P-22)
    """
    receipt = _receipt(root)
    if not receipt.batch_id and not has_element(root, "injectitems"):
        raise unclear("the answer says nothing of the file", "items")
    return receipt


def _receipt(root: etree._Element) -> Receipt:
    return Receipt(_anywhere(root, assumptions.BATCH_ELEMENT))


def unclear(message: str, service: str, code: str = "answer_unclear") -> UnknownOutcome:
    """Return the error of an answer that says neither yes nor no."""
    return UnknownOutcome(message, code=code, service=service)


def decode_inject_answer(root: etree._Element) -> Receipt:
    """Return the receipt of an offer file.

    :raises RefusedData: the file is refused (codes of :data:`OFFER_ERRORS`)
    :raises WrongSettings: the vendor id or the hub id is
    :raises UnknownOutcome: when the answer says neither yes nor no
    """
    error = find_first(root, "Error")
    success = _anywhere(root, "processWithSuccess").lower()
    receipt = _receipt(root)
    if error is not None:
        remote_code = text_of(error, "Code")
        kind, code = OFFER_ERRORS.get(remote_code, _OTHER)
        raise kind(
            "the offer file is refused",
            code=code,
            service="offers",
            remote_code=_short(remote_code),
            remote_message=_short(text_of(error, "Message")),
        )
    if success in ("false", "0"):
        raise RefusedData(
            "the offer file is refused", code="offer_file_refused", service="offers"
        )
    if success not in ("true", "1") and not receipt.batch_id:
        raise unclear("the answer says neither yes nor no", "offers")
    return receipt


def _anywhere(root: etree._Element, name: str) -> str:
    found = find_first(root, name)
    return clean_text(found.text) if found is not None else ""


def _short(text: str) -> str:
    return text[:_TEXT_LIMIT]
