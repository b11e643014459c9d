# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The statement of a payout as a file, in several forms.

La Redoute publishes none (protocol P-141): all of it is made up, as different as files
of this sort are. Its dates are those of the virtual calendar, by which payouts go.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from openpyxl import Workbook

from .clock import as_datetime
from .ledger import KINDS
from .records import Entry, Payout

_FRENCH = {
    "sale": "Vente",
    "delivery": "Frais de port",
    "commission": "Commission",
    "commission_vat": "TVA sur commission",
    "refund": "Remboursement",
    "commission_refund": "Commission remboursée",
    "fee": "Abonnement",
    "penalty": "Pénalité",
    "correction": "Correction",
    "other": "Autre",
}
_ENGLISH = {
    "sale": "Sales",
    "delivery": "Shipping",
    "commission": "Commission",
    "commission_vat": "VAT on commission",
    "refund": "Refunds",
    "commission_refund": "Commission refund",
    "fee": "Fees",
    "penalty": "Penalties",
    "correction": "Corrections",
    "other": "Other",
}
#: written above zero in the form with a row for each order, though it is taken
_TURNED = {"commission", "commission_vat", "refund", "fee", "penalty"}
_ZERO = Decimal("0.00")


def write_statement(
    payout: Payout, entries: list[Entry], form: str
) -> tuple[str, bytes]:
    """Return the name and the content of a statement.

    :param form: one of ``FORMS``
    """
    suffix, write = FORMS[form]
    return f"releve-{payout.payout_id}.{suffix}", write(payout, entries)


def _types(payout: Payout, entries: list[Entry]) -> bytes:
    """French, a row for each amount, decimal comma, UTF-8 with BOM."""
    head = ["Date", "N° commande", "N° ligne", "EAN", "Référence vendeur", "Type"]
    rows: list[list[str]] = [
        ["La Redoute", "Relevé de versement"],
        [f"Relevé n° {payout.payout_id}"],
        [_period(entries)],
        ["Date de versement", _french(payout.paid)],
        [],
        [*head, "Libellé", "Montant"],
    ]
    rows += [[*_named(one), one.label, _comma(one.amount)] for one in entries]
    rows.append(["Total", *[""] * 6, _comma(payout.stated)])
    return _csv(rows, ";").encode("utf-8-sig")


def _sides(payout: Payout, entries: list[Entry]) -> bytes:
    """French, a row for each amount, credit and debit, with tabs, in UTF-16."""
    head = ["Date", "N° commande", "N° ligne", "EAN", "Référence vendeur", "Type"]
    rows = [[*head, "Libellé", "Débit", "Crédit"]]
    for one in entries:
        taken = Decimal(one.amount) < 0
        amount = _comma(one.amount.lstrip("-"), "\u202f") + " €"
        sides = [amount, ""] if taken else ["", amount]
        rows.append([*_named(one), one.label, *sides])
    stated = _comma(payout.stated, "\u202f") + " €"
    rows.append(["Net à payer", *[""] * 7, stated])
    return _csv(rows, "\t").encode("utf-16")


def _named(one: Entry) -> list[str]:
    numbers = [one.order_id, one.line_id, one.ean, one.sku]
    return [_french(one.booked), *numbers, _FRENCH[one.kind]]


def _orders(payout: Payout, entries: list[Entry]) -> bytes:
    """English, a row for each order line, a column for each kind, decimal point."""
    head = ["Order number", "Order line", "EAN", "Seller SKU", "Date", "Label"]
    rows = [[*head, *(_ENGLISH[kind] for kind in KINDS), "Net"]]
    groups: dict[tuple[str, str, bool, str], list[Entry]] = {}
    for one in entries:
        alone = "" if one.line_id else one.entry_id
        groups.setdefault((one.order_id, one.line_id, one.copy, alone), []).append(one)
    for group in groups.values():
        first = group[0]
        day = as_datetime(first.booked).strftime("%Y-%m-%d")
        named = [first.order_id, first.line_id, first.ean, first.sku, day, first.label]
        rows.append([*named, *_by_kind(group), str(_sum(group))])
    rows.append(["Total", *[""] * 5, *_by_kind(entries), payout.stated])
    return _csv(rows, ",").encode("cp1252", "replace")


def _by_kind(entries: list[Entry]) -> list[str]:
    """Return the sums by kind, as this form writes them; empty: there is none."""
    found = []
    for kind in KINDS:
        of_kind = [one for one in entries if one.kind == kind]
        total = -_sum(of_kind) if kind in _TURNED else _sum(of_kind)
        found.append(str(total) if of_kind else "")
    return found


def _workbook(payout: Payout, entries: list[Entry]) -> bytes:
    """English words, a row for each amount, real dates and numbers, a merged title."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Statement"
    sheet.append([f"La Redoute - Statement no. {payout.payout_id}"])
    sheet.merge_cells("A1:H1")
    sheet.append(["Payment date", _day(payout.paid)])
    sheet.append([])
    head = ["Order number", "Order line", "EAN", "Seller SKU", "Transaction date"]
    sheet.append([*head, "Transaction type", "Description", "Amount"])
    for one in entries:
        numbers = [one.order_id, one.line_id, one.ean, one.sku]
        words = [_day(one.booked), _ENGLISH[one.kind], one.label]
        sheet.append([*numbers, *words, float(one.amount)])
    sheet.append(["Grand total", *[None] * 6, float(payout.stated)])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


#: form -> the end of its name, and what writes it
FORMS: dict[str, tuple[str, Callable[[Payout, list[Entry]], bytes]]] = {
    "types": ("csv", _types),
    "sides": ("txt", _sides),
    "orders": ("csv", _orders),
    "workbook": ("xlsx", _workbook),
}


def _csv(rows: Iterable[list[str]], separator: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def _sum(entries: list[Entry]) -> Decimal:
    return sum((Decimal(one.amount) for one in entries), _ZERO)


def _comma(amount: str, thousands: str = "") -> str:
    return f"{Decimal(amount):,.2f}".replace(",", thousands).replace(".", ",")


def _french(virtual: float) -> str:
    return as_datetime(virtual).strftime("%d/%m/%Y")


def _day(virtual: float) -> date:
    return as_datetime(virtual).date()


def _period(entries: list[Entry]) -> str:
    days = [one.booked for one in entries]
    return f"Période du {_french(min(days))} au {_french(max(days))}"
