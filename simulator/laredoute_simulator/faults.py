# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Bad days on demand. The names are part of the control API."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

HTTP_SERVICES = ("items", "offers", "orders_read", "orders_update")
SERVICES = (*HTTP_SERVICES, "any", "sftp")

BEFORE_TAKING = {
    "429": "answers 429 with Retry-After (option retry_after, seconds); not taken",
    "500": "answers 500 with a page that is no SOAP; not taken",
    "503": "answers 503; not taken",
    "timeout_before": "reads no body, never answers (option hold, seconds); not taken",
    "reset": "resets the connection before reading the body; not taken",
    "expired_token": "answers 401, the token has expired; not taken",
    "html_page": "answers 200 with a well-formed page of a site; not taken",
}
ORDERS = {
    "same_order_twice": "an orders answer holds each order twice",
    "foreign_bytes": "a buyer's name in an orders answer holds a byte of another"
    " encoding, a control character and a bare &",
    "cut_third_order": "an orders answer ends in its third order (its last one, where"
    " there are fewer)",
}
AFTER_TAKING = {
    "timeout_after": "takes the request, then never answers (option hold, seconds)",
    "reset_after": "takes the request, then resets the connection",
    "cut_answer": "takes the request, then sends half of the announced answer",
    "malformed_xml": "takes the request, answers XML that is not well-formed",
    "xml_bomb": "takes the request, answers XML with exponential entities",
    "huge_answer": "takes the request, answers far too much (option megabytes)",
    "other_root": "takes the request, answers 200 with a document of another kind",
    "dripping_headers": "takes the request, then sends its headers byte by byte for"
    " so long (option hold, seconds)",
    **ORDERS,
}
REPORTS = {
    "report_lost": "a report is never written",
    "report_without_batch": "a report names no batch, nor does its name",
    "report_counts_more": "a report counts 5 refused items and names none",
    "report_open_quote": "a report is CSV and opens a quote that it never closes",
    "report_forbidden": "a report is seen and may not be read until the faults are"
    " cleared",
    "report_name_latin": "a report's name is written in Latin-1, which is no UTF-8,"
    " until the faults are cleared",
}
SFTP = {
    "sftp_host_key_changed": "the next connections meet another host key",
    "sftp_drop": "the connection drops in the middle of a file",
    "sftp_permission": "the next operations are refused for lack of permission",
    "half_written_report": "a report is seen under its final name while half written;"
    " whole after a first read or after option hold, seconds",
    "same_report_twice": "a report that was archived comes back under the same name,"
    " and its content under another one",
    "reports_out_of_order": "a report is held back until a newer one has been written",
    **REPORTS,
}
FAULTS: dict[str, str] = {**BEFORE_TAKING, **AFTER_TAKING, **SFTP}

_OPTIONS = {"retry_after": 2.0, "hold": 5.0, "megabytes": 200.0}


@dataclass
class Fault:
    """A fault armed for the next ``count`` calls of ``service``."""

    name: str
    count: int
    service: str
    options: dict[str, float] = field(default_factory=dict)

    def option(self, name: str) -> float:
        return self.options.get(name, _OPTIONS[name])


class FaultBox:
    """The faults that are armed, used up in the order they were injected."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._armed: list[Fault] = []

    def inject(
        self,
        name: str,
        count: int = 1,
        service: str = "any",
        options: dict[str, float] | None = None,
    ) -> Fault:
        """Arm a fault.

        :raises ValueError: an unknown fault, service or option, or a count below 1
        """
        options = dict(options or {})
        unknown = sorted(set(options) - set(_OPTIONS))
        if name not in FAULTS:
            raise ValueError(f"unknown fault: {name}")
        if service not in SERVICES or (name not in SFTP and service == "sftp"):
            raise ValueError(f"the fault {name} does not apply to service {service}")
        if unknown or count < 1:
            raise ValueError(f"bad options or count: {', '.join(unknown)} {count}")
        if name in ORDERS and service not in ("any", "orders_read"):
            raise ValueError(f"the fault {name} is one of reading orders")
        service = _own_service(name) or service
        fault = Fault(name, count, service, options)
        with self._lock:
            self._armed.append(fault)
        return fault

    def take(self, service: str, names: Iterable[str]) -> Fault | None:
        """Use up one call of the first armed fault that applies."""
        wanted = set(names)
        with self._lock:
            for fault in self._armed:
                if fault.name in wanted and fault.service in ("any", service):
                    fault.count -= 1
                    self._armed = [one for one in self._armed if one.count > 0]
                    return fault
        return None

    def armed(self) -> list[Fault]:
        with self._lock:
            return list(self._armed)

    def clear(self) -> None:
        with self._lock:
            self._armed.clear()


def _own_service(name: str) -> str:
    """Return the one service that a fault strikes, empty when it is not one's own."""
    if name in ORDERS:
        return "orders_read"
    return "sftp" if name in SFTP else ""
