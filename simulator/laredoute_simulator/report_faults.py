# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What becomes of a report on a bad day."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from lxml import etree

from .records import StoredFile

#: how many refused items a report counts that names none
COUNTED = 5
#: what stands in a name that is not UTF-8
ACCENTS = "-été"
_COLUMNS = ("EAN", "ProductId", "PartNumber", "ErrorCode", "Error")


def spoilt(file: StoredFile, fault: str) -> StoredFile:
    """Return a report as a fault of :data:`.faults.REPORTS` leaves it.

    :param file: an XML report that was not written yet
    :param fault: its name; not that of a report that is lost
    """
    if fault == "report_forbidden":
        return replace(file, forbidden=True)
    if fault == "report_name_latin":
        stem, _dot, ending = file.path.rpartition(".")
        return replace(file, path=f"{stem}{ACCENTS}.{ending}", latin=True)
    root = etree.fromstring(file.content)
    if fault == "report_without_batch":
        root.attrib.pop("BatchId", "")
        start, _batch, stamp, ending = file.path.rsplit(".", 3)
        path = ".".join((start, stamp, ending))
        return replace(file, path=path, content=_xml(root))
    if fault == "report_counts_more":
        del root[:]
        root.set("ItemsRejected", str(COUNTED))
        return replace(file, content=_xml(root))
    stem = file.path.rpartition(".")[0]
    return replace(file, path=f"{stem}.csv", content=_open_quote(root))


def restored(file: StoredFile) -> StoredFile:
    """Return a report with its right to be read and its name in UTF-8."""
    path = file.path.replace(ACCENTS, "") if file.latin else file.path
    return replace(file, path=path, forbidden=False, latin=False)


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _open_quote(root: etree._Element) -> bytes:
    """Write a report's items as CSV; the first one's text swallows all others."""
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";")
    rows.writerow(_COLUMNS)
    for item in root.iter("Item"):
        known = [item.get(name, "") for name in _COLUMNS[:3]]
        for error in item.findall("Error") or [etree.Element("Error")]:
            rows.writerow([*known, error.get("Code", ""), error.text or ""])
    head, _end, others = text.getvalue().partition("\r\n")
    first, _end, rest = others.partition("\r\n")
    return f'{head}\r\n{first or ";;;;"};"\r\n{rest}'.encode()
