# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which report lies where. Source: protocol P-110, P-111 (assumed)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..records import AnswerHeader, AnswerKind, AnswerRef, Receipt
from ..transport.sftp_listing import FileStat
from ..values import decode_file_moment
from .wire import assumptions
from .wire.reports import report_kind

# <vendorId>.<kind>.<batchId>.<yyyy-MM-dd-HH-mm-ss>.xml; ids may hold dots
_NAME = re.compile(
    r"(?:.+?)\.(?P<kind>[a-z]+_laredoute)\.(?P<batch>.+)"
    r"\.(?P<date>\d{4}(?:-\d\d){5})(?:\.[^.]+)?",
    re.ASCII | re.IGNORECASE,
)

# what the transport adds to a name that the archive has already
_MOVED = re.compile(r"~\d+(?P<extension>(?:\.[^.]*)?)$", re.ASCII)


def read_name(name: str) -> AnswerHeader:
    """Return what a report's file name says; ``UNKNOWN`` and empty if nothing."""
    found = _NAME.fullmatch(name)
    if not found:
        return AnswerHeader(AnswerKind.UNKNOWN, batch_id="", dated_at=None)
    try:
        dated_at = decode_file_moment(found["date"])
    except ValueError:
        dated_at = None
    return AnswerHeader(report_kind(found["kind"]), found["batch"], dated_at)


def finished_reports(files: Iterable[FileStat]) -> list[AnswerRef]:
    """Return the files that look finished, oldest first.

    Those still named as unfinished, hidden, or empty are left out. A file of an
    unknown kind is kept: a person may want it.
    """
    reports = []
    for file in sorted(files, key=lambda each: (each.modified_at, each.name)):
        unfinished = file.name.lower().endswith(assumptions.UNFINISHED_ENDING)
        if unfinished or file.name.startswith(".") or not file.size:
            continue
        named = read_name(file.name)
        reports.append(
            AnswerRef(
                key=file.name,
                path=file.path,
                name=file.name,
                size=file.size,
                modified_at=file.modified_at,
                kind=named.kind,
                batch_id=named.batch_id,
                trouble=file.trouble,
            )
        )
    return reports


def archived_reports(
    files: Iterable[FileStat], pending: Iterable[Receipt]
) -> Iterator[AnswerRef]:
    """Yield the archive's reports on some files of ours, oldest first.

    Each has the key that it had before it was moved there.
    """
    wanted = {
        (each.kind.value, each.batch_id)
        for each in pending
        if each.kind and each.batch_id
    }
    for ref in finished_reports(files):
        name = _MOVED.sub(r"\g<extension>", ref.name)
        named = read_name(name)
        if (named.kind.value, named.batch_id) in wanted:
            yield replace(
                ref,
                key=name,
                name=name,
                kind=named.kind,
                batch_id=named.batch_id,
                settled=True,
            )


def archive_folder(folder: str) -> str:
    """Return the folder that reports of ``folder`` are moved to."""
    return posixpath.join(folder, assumptions.ARCHIVE_FOLDER)
