# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reading a file: what it is, which lines are bad, what importing it would change."""

import re

from psycopg2.extras import Json

from odoo import models
from odoo.tools import SQL, split_every

from ...marketplace import reference
from ..common import stored_file
from .list_import_retire import Vanished
from .ranks import (
    ATTRIBUTE,
    BATCH,
    BRAND,
    CATEGORY,
    DEPARTMENT,
    FAMILY,
    PRODUCT,
    REQUIREMENT,
    SUBJECTS,
    VALUE,
    WORDS,
)

_REPEATED = (DEPARTMENT, FAMILY, ATTRIBUTE)
_WORD = re.compile(r"\w+")
#: words of a bad line that may be codes
_MAX_WORDS = 30


class LaredouteReferenceImport(models.Model):
    _inherit = "laredoute.reference.import"

    # ----------------------------------------------------------- action methods
    def action_read(self):
        """Read the file to its end; show what importing it would do."""
        self.ensure_one()
        reading = self.with_context(laredoute_reading=True)
        reading._forget()
        try:
            with self.env.cr.savepoint(), stored_file(reading, "file") as path:
                reading._read(path)
        except reference.ReferenceRefused as error:
            problem = {"code": error.code, "arguments": error.arguments}
            reading.write({**self._unread(), "state": "failed", "problem": problem})

    def _read(self, path):
        kind = reference.Kind(self.kind) if self.kind else None
        file = reference.open_reference(
            path,
            name=self.filename or "",
            kind=kind,
            attribute=self.attribute_id.code or "",
        )
        seen = file.recognised
        self.write({**self._unread(), "kind": seen.kind.value})
        self.line_count = self._stage(file.lines())
        self._drop_repeated()
        self._check_all()
        good = self._count_staged()
        vanished = Vanished(self)
        self.write(
            {
                "recognised": _as_json(seen),
                "bad_count": self.line_ids.search_count([("import_id", "=", self.id)]),
                "total_count": good,
                "retired_count": vanished.count() if good else 0,
                "known_count": vanished.count_known(),
                "state": "parsed",
            }
        )

    def _unread(self):
        counts = ("line", "bad", "new", "changed", "same", "retired", "known")
        names = [f"{name}_count" for name in (*counts, "total", "done")]
        return {
            **dict.fromkeys(names, 0),
            "recognised": False,
            "problem": False,
        }

    # ---------------------------------------------------------- business methods
    def _stage(self, lines):
        """Keep what every line says; return how many lines there were."""
        count = 0
        said = set()
        for piece in split_every(BATCH, lines, list):
            count += len(piece)
            bad = [line for line in piece if isinstance(line, reference.BadLine)]
            self._note_bad((b.number, b.reason, b.arguments, b.raw) for b in bad)
            rows = [
                (line.number, WORDS, w, {}, "") for line in bad for w in _words(line)
            ]
            for line in piece:
                if isinstance(line, reference.GoodLine):
                    rows += _staged_rows(line, said)
            self._insert_staged(rows)
        return count

    def _insert_staged(self, rows):
        self.env.cr.execute_values(
            "INSERT INTO laredoute_reference_staged"
            " (import_id, number, rank, key, data, raw, done) VALUES %s",
            [
                (self.id, number, rank, key, Json(data), raw, rank == WORDS)
                for number, rank, key, data, raw in rows
            ],
            page_size=BATCH,
        )

    def _note_bad(self, lines):
        """Keep bad lines: (number, reason, arguments, raw)."""
        rows = [(self.id, n, reason, Json(a), raw) for n, reason, a, raw in lines]
        if rows:
            self.env.cr.execute_values(
                "INSERT INTO laredoute_reference_import_line"
                " (import_id, number, reason, arguments, raw) VALUES %s",
                rows,
                page_size=BATCH,
            )

    def _drop_repeated(self):
        """Keep the first of equal records; those that contradict it are bad lines."""
        dropped = self.env.execute_query(
            SQL(
                """
                DELETE FROM laredoute_reference_staged staged
                      USING (
                    SELECT id,
                           first_value(id) OVER first AS first_id,
                           first_value(number) OVER first AS first_number,
                           first_value(data) OVER first AS first_data
                      FROM laredoute_reference_staged
                     WHERE import_id = %s AND rank > %s
                    WINDOW first AS (
                           PARTITION BY rank, key
                           ORDER BY (COALESCE(data->>'name', '') = ''), id)
                           ) duplicate
                      WHERE duplicate.id = staged.id
                        AND duplicate.id != duplicate.first_id
                  RETURNING staged.number, duplicate.first_number, staged.raw,
                            staged.rank IN %s AND staged.data != duplicate.first_data
                """,
                self.id,
                WORDS,
                SUBJECTS[self.kind],
            )
        )
        self._note_bad(
            (number, "contradiction", {"line": first}, raw)
            for number, first, raw, contradicts in dropped
            if contradicts
        )

    def _count_staged(self):
        [(count,)] = self.env.execute_query(
            SQL(
                "SELECT COUNT(*) FROM laredoute_reference_staged"
                " WHERE import_id = %s AND rank > %s",
                self.id,
                WORDS,
            )
        )
        return count


def _as_json(seen):
    return {
        "kind": seen.kind.value,
        "columns": list(seen.columns.items()),
        "ignored": list(seen.ignored),
        "encoding": seen.encoding,
        "separator": seen.separator,
        "sheet": seen.sheet,
        "header_line": seen.header_line,
        "sample": list(seen.sample),
    }


def _words(line):
    """What may be a code in a bad line: its record has not vanished."""
    return set(_WORD.findall(line.raw.upper())[:_MAX_WORDS])


def _staged_rows(line, said):
    """Yield a good line's records, without those that earlier lines said alike."""
    for record in line.records:
        rank, key, data = _staged_row(record)
        if rank in _REPEATED:
            if record in said:
                continue
            said.add(record)
        yield line.number, rank, key, data, line.raw


def _staged_row(record):
    """Return rank, key and content of a record, all in La Redoute's codes."""
    match record:
        case reference.Department(code, name):
            return DEPARTMENT, code, {"code": code, "name": name}
        case reference.Category(code, name, level, parent, department):
            data = {"name": name, "level": level}
            owners = {"parent": parent, "department": department}
            data |= {name: value for name, value in owners.items() if value}
            return FAMILY if level == "f" else CATEGORY, code, {"code": code, **data}
        case reference.Brand(code, name):
            return BRAND, code, {"code": code, "name": name}
        case reference.Attribute(code, name, usage):
            known = {"name": name, "usage": usage}
            data = {name: value for name, value in known.items() if value}
            return ATTRIBUTE, code, {"code": code, **data}
        case reference.Requirement(category, attribute, required, constrained):
            data = {"category": category, "attribute": attribute}
            flags = {"required": required, "constrained": constrained}
            return REQUIREMENT, f"{category}|{attribute}", data | flags
        case reference.Value(attribute, code, name, category):
            data = {"attribute": attribute, "code": code, "name": name}
            if category:
                data["category"] = category
            return VALUE, f"{attribute}|{code}|{category}", data
    data = {slot: getattr(record, slot) for slot in record.__slots__}
    return PRODUCT, f"{record.ean}|{record.attribute}", data
