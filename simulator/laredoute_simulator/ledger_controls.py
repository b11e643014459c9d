# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a person or a test may see of payouts, and do to them: part of the control
API."""

from __future__ import annotations

import base64
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from typing import Any

from .clock import as_datetime
from .ledger import KINDS
from .order_controls import money
from .payout_faults import PAYOUT_FAULTS, foreign_order
from .platform import Platform
from .records import Entry, Payout
from .statement_files import FORMS, write_statement
from .world import World

Json = dict[str, Any]


class LedgerControls:
    """See ``controls.Controls``. A wrong argument raises ``ValueError``."""

    _platform: Platform
    _world: World

    def payouts(self, vendor: str | None = None) -> list[Json]:
        """Return the payouts of a seller, oldest first.

        Each has ``payout_id``, ``paid`` (virtual moment), ``total`` (what the bank
        has), ``stated`` (what its statement says), ``faults`` and the count of
        ``lines``.
        """
        vendor_id = self._world.account(vendor).vendor_id
        with self._world.lock:
            found = [one for one in self._world.payouts if one.vendor_id == vendor_id]
            return [self._shown(one) for one in found]

    def payout(self, payout_id: str) -> Json:
        """Return one payout with its ``entries``, in the order of its statement."""
        with self._world.lock:
            found = self._find_payout(payout_id)
            entries = [_entry(one) for one in self._entries(payout_id)]
            return {**self._shown(found), "entries": entries}

    def payout_file(self, payout_id: str, layout: str = "types") -> Json:
        """Return the statement of a payout as a file.

        :param layout: ``types`` (CSV, a row for each amount), ``sides`` (the same with
            credit and debit), ``orders`` (CSV, a row for each order line), ``workbook``
            (XLSX, a row for each amount)
        :return: its ``name`` and its ``content`` in base64
        """
        if layout not in FORMS:
            raise ValueError(f"the layout is one of: {', '.join(FORMS)}")
        with self._world.lock:
            found = self._find_payout(payout_id)
            entries = self._entries(payout_id)
        name, content = write_statement(found, entries, layout)
        return {"name": name, "content": base64.b64encode(content).decode("ascii")}

    def balance(self, vendor: str | None = None) -> str:
        """Return what is owed to a seller today, in euros, whether due or not.

        The subscription of a month is part of it once a payout took it.
        """
        vendor_id = self._world.account(vendor).vendor_id
        with self._world.lock:
            return str(self._platform.orders.ledger.balance(vendor_id))

    def ledger(self, order_id: str = "", vendor: str | None = None) -> list[Json]:
        """Return every amount ever booked for a seller, or about one order."""
        vendor_id = self._world.account(vendor).vendor_id
        with self._world.lock:
            return [
                _entry(one)
                for one in self._world.entries
                if one.vendor_id == vendor_id and order_id in ("", one.order_id)
            ]

    def charge(
        self,
        kind: str,
        amount: str,
        label: str = "",
        order_id: str = "",
        vendor: str | None = None,
    ) -> Json:
        """Book a penalty, a correction of an earlier period or anything else.

        :param kind: of the ledger: ``penalty``, ``correction``, ``other``, ``fee``...
        :param amount: euros, above zero is owed to the seller; a penalty is below
        :param order_id: an order of the seller's; empty: about none
        """
        account = self._world.account(vendor)
        if kind not in KINDS:
            raise ValueError(f"the kind is one of: {', '.join(KINDS)}")
        euros = money(amount)
        if not euros or (kind == "penalty" and euros > 0):
            raise ValueError(f"a {kind} of {euros} changes nothing, or the wrong way")
        order = self._world.orders.get(order_id) if order_id else None
        if order_id and (order is None or order.vendor_id != account.vendor_id):
            raise ValueError(f"no such order of the seller: {order_id}")
        ledger = self._platform.orders.ledger
        booked = ledger.charge(account.vendor_id, kind, euros, label, order_id)
        return _entry(booked)

    def commission_rate(self, rate: str, category: str = "") -> None:
        """Change the commission of a category for what is shipped from now on.

        :param rate: a fraction, such as ``0.17``
        :param category: S and digits; empty: of all others
        """
        try:
            found = Decimal(str(rate))
        except InvalidOperation:
            raise ValueError(f"not a rate: {rate}") from None
        if not 0 <= found < 1:
            raise ValueError("a rate is a fraction: 0.17 is 17 %")
        self._platform.orders.ledger.set_rate(category, found)

    def payout_fault(self, fault: str, vendor: str | None = None) -> list[str]:
        """Let something be wrong with the next payout; return all that will be.

        :param fault: ``missing_line``, ``doubled_line``, ``foreign_line``,
            ``unknown_order`` or ``wrong_total``; see ``payout_faults``
        """
        if fault not in PAYOUT_FAULTS:
            raise ValueError(f"the fault is one of: {', '.join(PAYOUT_FAULTS)}")
        vendor_id = self._world.account(vendor).vendor_id
        if fault == "foreign_line" and not foreign_order(self._world, vendor_id):
            raise ValueError("no other shop has an order")
        name = f"books faults {vendor_id}"
        with self._world.change():
            armed = sorted({*self._world.setting(name, []), fault})
            self._world.set_setting(name, armed)
        return armed

    # ------------------------------------------------------------------ looking
    def _find_payout(self, payout_id: str) -> Payout:
        found = self._world.payouts.get(payout_id)
        if found is None:
            raise ValueError(f"no such payout: {payout_id}")
        return found

    def _entries(self, payout_id: str) -> list[Entry]:
        return [one for one in self._world.entries if one.payout_id == payout_id]

    def _shown(self, found: Payout) -> Json:
        lines = len(self._entries(found.payout_id))
        return {**asdict(found), "paid": _moment(found.paid), "lines": lines}


def _entry(one: Entry) -> Json:
    return {**asdict(one), "booked": _moment(one.booked), "due": _moment(one.due)}


def _moment(virtual: float) -> str:
    return as_datetime(virtual).strftime("%Y-%m-%dT%H:%M:%S")
