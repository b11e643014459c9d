# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Comparing what a file says with what is known, and writing the difference."""

from collections import defaultdict

from odoo import models
from odoo.tools import SQL

from .list_import_read import (
    ATTRIBUTE,
    BATCH,
    BRAND,
    CATEGORY,
    DEPARTMENT,
    FAMILY,
    PRODUCT,
    REQUIREMENT,
    VALUE,
)

MODELS = {
    DEPARTMENT: "laredoute.department",
    FAMILY: "laredoute.category",
    CATEGORY: "laredoute.category",
    BRAND: "laredoute.brand",
    ATTRIBUTE: "laredoute.attribute",
    REQUIREMENT: "laredoute.category.attribute",
    VALUE: "laredoute.attribute.value",
    PRODUCT: "laredoute.product.attribute",
}
#: what a record names by code: name -> (field, model, ranks that may bring it)
REFERENCES = {
    "parent": ("parent_id", "laredoute.category", (FAMILY,)),
    "department": ("department_id", "laredoute.department", (DEPARTMENT,)),
    "category": ("category_id", "laredoute.category", (FAMILY, CATEGORY)),
    "attribute": ("attribute_id", "laredoute.attribute", (ATTRIBUTE,)),
}
#: the record itself is known by these; they never change
_IDENTITY = {"code", "attribute_id", "category_id", "product_id", "product_tmpl_id"}


class LaredouteReferenceImport(models.Model):
    _inherit = "laredoute.reference.import"

    # ------------------------------------------------------------------ judging
    def _check_all(self):
        """Count what importing would do; what it could not import is a bad line."""
        last = (0, 0)
        while rows := self._staged_after(last):
            last = rows[-1]["rank"], rows[-1]["id"]
            verdict = self._judge(rows, dry=True)
            self._count(verdict)
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

    def _judge(self, rows, dry=False):
        """Sort records of one rank by what importing them means.

        :param dry: records that this import brings itself count as known
        :return: ``new``: [(row, values)], ``changed``: [(row, record, values)],
            ``same``: [row]; rows that cannot be imported are bad lines, and gone
        """
        if rows[0]["rank"] == PRODUCT:
            rows = self._check_products(rows)
        rows, ids = self._resolve(rows, dry)
        known = self._known(rows)
        verdict = {"new": [], "changed": [], "same": []}
        for row in rows:
            values = self._values(row, ids)
            record = known.get(row["key"])
            if record is None:
                verdict["new"].append((row, values))
                continue
            change = self._difference(record, values, row["data"])
            if change:
                verdict["changed"].append((row, record, change))
            else:
                verdict["same"].append(row)
        return verdict

    def _count(self, verdict):
        self.new_count += len(verdict["new"])
        self.changed_count += len(verdict["changed"])
        self.same_count += len(verdict["same"])

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
                [("code", "in", list(codes))], ["code"]
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
        """{key: record} of the records that exist already; one search."""
        rank = rows[0]["rank"] if rows else DEPARTMENT
        model = self.env[MODELS[rank]]

        def told(name):
            return list({row["data"][name] for row in rows if row["data"].get(name)})

        if rank == PRODUCT:
            return self._known_products(rows)
        if rank == REQUIREMENT:
            categories = ("category_id.code", "in", told("category"))
            found = model.search(
                [categories, ("attribute_id.code", "in", told("attribute"))]
            )
            return {
                f"{one.category_id.code}|{one.attribute_id.code}": one for one in found
            }
        if rank == VALUE:
            attributes = ("attribute_id.code", "in", told("attribute"))
            found = model.search([attributes, ("code", "in", told("code"))])
            return {
                f"{one.attribute_id.code}|{one.code}|{one.category_id.code or ''}": one
                for one in found
            }
        return {one.code: one for one in model.search([("code", "in", told("code"))])}

    def _values(self, row, ids):
        """A record's content with ids for codes, as the ORM takes it."""
        values = {}
        for name, value in row["data"].items():
            if name in REFERENCES:
                values[REFERENCES[name][0]] = ids[name][value]
            else:
                values[name] = value
        if row["rank"] != PRODUCT:
            values["retired"] = False
        return values

    def _difference(self, record, values, data):
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
    def _apply(self, verdict, rank):
        """Write a verdict; return {id of the row: id of the record} touched."""
        model = self.env[MODELS[rank]]
        rows = [row for row, _values in verdict["new"]]
        created = model.create(
            [{**_defaults(rank, vals), **vals} for _row, vals in verdict["new"]]
        )
        touched = {row["id"]: one.id for row, one in zip(rows, created, strict=True)}
        groups = defaultdict(lambda: model)
        for row, record, change in verdict["changed"]:
            groups[tuple(sorted(change.items()))] |= record
            touched[row["id"]] = record.id
        for change, records in groups.items():
            records.write(dict(change))
        self.env.flush_all()
        return touched


def _defaults(rank, values):
    """An attribute that a list of values names without its label."""
    return {"name": values["code"]} if rank == ATTRIBUTE else {}
