# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Comparing what a file says with what is known, and writing the difference."""

from collections import defaultdict

from odoo import models
from odoo.tools import SQL

from .list_import_product import ProductRows, known_lines
from .ranks import (
    ATTRIBUTE,
    BATCH,
    CATEGORY,
    DEPARTMENT,
    FAMILY,
    MODELS,
    PRODUCT,
    REQUIREMENT,
    VALUE,
)

#: what a record names by code: name -> (field, model, ranks that may bring it)
REFERENCES = {
    "parent": ("parent_id", "laredoute.category", (FAMILY,)),
    "department": ("department_id", "laredoute.department", (DEPARTMENT,)),
    "category": ("category_id", "laredoute.category", (FAMILY, CATEGORY)),
    "attribute": ("attribute_id", "laredoute.attribute", (ATTRIBUTE,)),
}
#: the record itself is known by these; they never change
_IDENTITY = {
    "catalogue_id",
    "code",
    "attribute_id",
    "category_id",
    "product_id",
    "product_tmpl_id",
}


class LaredouteReferenceImport(models.Model):
    _inherit = "laredoute.reference.import"

    # ---------------------------------------------------------------- comparing
    def _check_all(self):
        """Count what importing would do; what it could not import is a bad line."""
        last = (0, 0)
        while rows := self._staged_after(last):
            last = rows[-1]["rank"], rows[-1]["id"]
            self._count(self._compare(rows, dry=True))
            self.env.invalidate_all()

    def _staged_after(self, last):
        """The next records, all of the same rank, after (rank, id)."""
        return self._staged_rows(SQL("(rank, id) > %s", last))

    def _staged_waiting(self):
        """The next records to import, all of the same rank."""
        return self._staged_rows(SQL("TRUE"))

    def _staged_rows(self, condition):
        found = self.env.execute_query_dict(
            SQL(
                """
                SELECT id, number, rank, key, data, raw
                  FROM laredoute_reference_staged
                 WHERE import_id = %s AND rank > 0 AND done IS NOT TRUE AND %s
              ORDER BY rank, id
                 LIMIT %s
                """,
                self.id,
                condition,
                BATCH,
            )
        )
        return [row for row in found if row["rank"] == found[0]["rank"]]

    def _compare(self, rows, dry=False):
        """Sort records of one rank by what importing them means.

        :param dry: records that this import brings itself count as known
        :return: ``new``: [(row, values)], ``changed``: [(row, record, values)],
            ``same``: [row]; rows that cannot be imported are bad lines, and gone
        """
        if rows[0]["rank"] == PRODUCT:
            user = self.create_uid or self.env.user
            products = ProductRows(self.env, self.catalogue_id, user, rows)
            self._refuse(products.refused)
            rows = products.good
        rows, ids = self._resolve(rows, dry)
        known = self._known(rows)
        result = {"new": [], "changed": [], "same": []}
        for row in rows:
            values = self._values(row, ids)
            record = known.get(row["key"])
            if record is None:
                result["new"].append((row, values))
                continue
            change = self._difference(record, values)
            if change:
                result["changed"].append((row, record, change))
            else:
                result["same"].append(row)
        return result

    def _count(self, result):
        self.new_count += len(result["new"])
        self.changed_count += len(result["changed"])
        self.same_count += len(result["same"])

    def _refuse(self, refused):
        """Make bad lines of records: [(row, reason, arguments)]."""
        if not refused:
            return
        self._note_bad(
            (row["number"], reason, arguments, row["raw"])
            for row, reason, arguments in refused
        )
        self.env.cr.execute(
            SQL(
                "DELETE FROM laredoute_reference_staged WHERE id IN %s",
                tuple(row["id"] for row, _reason, _arguments in refused),
            )
        )

    def _resolve(self, rows, dry):
        """Find what the records name by code.

        :return: the records whose codes are known, and {name: {code: id}}
        """
        ids = {}
        for name, (_field, model, ranks) in REFERENCES.items():
            codes = {row["data"][name] for row in rows if row["data"].get(name)}
            if not codes:
                continue
            found = self.env[model].search_fetch(
                [
                    ("catalogue_id", "=", self.catalogue_id.id),
                    ("code", "in", list(codes)),
                ],
                ["code"],
            )
            ids[name] = {one.code: one.id for one in found}
            if dry:
                missing = tuple(codes - ids[name].keys())
                ids[name] |= dict.fromkeys(self._brought(ranks, missing), 0)
        good, refused = [], []
        for row in rows:
            lacks = [n for n in ids if row["data"].get(n, "") not in (*ids[n], "")]
            if lacks:
                code = row["data"][lacks[0]]
                refused.append((row, f"unknown_{lacks[0]}", {"code": code}))
            else:
                good.append(row)
        self._refuse(refused)
        return good, ids

    def _brought(self, ranks, codes):
        """Those of the codes that this very file brings."""
        if not codes:
            return []
        found = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT key FROM laredoute_reference_staged
                 WHERE import_id = %s AND rank IN %s AND key IN %s
                """,
                self.id,
                ranks,
                codes,
            )
        )
        return [key for (key,) in found]

    def _known(self, rows):
        """Return {key: record} of the records that exist already; one search."""
        rank = rows[0]["rank"] if rows else DEPARTMENT
        if rank == PRODUCT:
            return known_lines(self.env, rows)

        def named(field, name):
            codes = {row["data"][name] for row in rows if row["data"].get(name)}
            return field, "in", list(codes)

        domain = [("catalogue_id", "=", self.catalogue_id.id)]
        if rank == REQUIREMENT:
            domain.append(named("category_id.code", "category"))
        else:
            domain.append(named("code", "code"))
        if rank in (REQUIREMENT, VALUE):
            domain.append(named("attribute_id.code", "attribute"))
        known = self.env[MODELS[rank]].search(domain)
        return {_key(rank, record): record for record in known}

    def _values(self, row, ids):
        """A record's content with ids for codes, as the ORM takes it."""
        values = {}
        for name, value in row["data"].items():
            if name in REFERENCES:
                values[REFERENCES[name][0]] = ids[name][value]
            else:
                values[name] = value
        if row["rank"] != PRODUCT:
            values.update(retired=False, catalogue_id=self.catalogue_id.id)
        return values

    def _difference(self, record, values):
        """What of the values differs from the record; new ids (0) count too."""
        change = {}
        for name, value in values.items():
            if name in _IDENTITY:
                continue
            now = record[name]
            now = now.id if isinstance(now, models.BaseModel) else now
            if (now or False) != (value or False):
                change[name] = value
        if "retired" in change:
            change["retired_on"] = False
            if "retired_on" not in record._fields:
                del change["retired_on"]
        return change

    # ------------------------------------------------------------------ writing
    def _apply(self, result, rank):
        """Write what differs; return {id of the row: id of the record} touched."""
        model = self.env[MODELS[rank]]
        rows = [row for row, _values in result["new"]]
        created = model.create(
            [{**_defaults(rank, vals), **vals} for _row, vals in result["new"]]
        )
        touched = {row["id"]: one.id for row, one in zip(rows, created, strict=True)}
        groups = defaultdict(lambda: model)
        for row, record, change in result["changed"]:
            groups[tuple(sorted(change.items()))] |= record
            touched[row["id"]] = record.id
        for change, records in groups.items():
            records.write(dict(change))
        self.env.flush_all()
        return touched


def _key(rank, record):
    """Return the key that a staged row about this record has."""
    if rank == REQUIREMENT:
        return f"{record.category_id.code}|{record.attribute_id.code}"
    if rank == VALUE:
        category = record.category_id.code or ""
        return f"{record.attribute_id.code}|{record.code}|{category}"
    return record.code


def _defaults(rank, values):
    """An attribute that a list of values names without its label."""
    return {"name": values["code"]} if rank == ATTRIBUTE else {}
