# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Codes that La Redoute's list no longer has: retired, never deleted."""

from odoo import fields
from odoo.tools import SQL

from .ranks import (
    ATTRIBUTE,
    BATCH,
    BRAND,
    CATEGORY,
    DEPARTMENT,
    FAMILY,
    MODELS,
    REQUIREMENT,
    VALUE,
    WORDS,
)

#: ranks whose records a whole list of each kind can make vanish
SCOPES = {
    "departments": (DEPARTMENT,),
    "categories": (CATEGORY,),
    "brands": (BRAND,),
    "attributes": (ATTRIBUTE, REQUIREMENT, VALUE),
    "values": (VALUE,),
    "sizes": (VALUE,),
    "colours": (VALUE,),
    "product_attributes": (),
}
_KEYS = {
    REQUIREMENT: SQL("category.code || '|' || attribute.code"),
    VALUE: SQL(
        "attribute.code || '|' || known.code || '|' || COALESCE(category.code, '')"
    ),
}
_JOINS = {
    REQUIREMENT: SQL(
        "JOIN laredoute_category category ON category.id = known.category_id"
        " JOIN laredoute_attribute attribute ON attribute.id = known.attribute_id"
    ),
    VALUE: SQL(
        "LEFT JOIN laredoute_category category ON category.id = known.category_id"
        " JOIN laredoute_attribute attribute ON attribute.id = known.attribute_id"
    ),
}
#: the code that a bad line would hold of such a record
_CODES = {REQUIREMENT: SQL("category.code")}


class Vanished:
    """The codes of a catalogue that the file of an import does not name.

    :param list_import: a ``laredoute.reference.import`` whose lines are staged
    """

    def __init__(self, list_import):
        self.list_import = list_import
        self.env = list_import.env
        self.ranks = SCOPES[list_import.kind]

    def count(self):
        """Return how many codes have vanished and are not retired yet."""
        return sum(self._count(self._vanished(rank)) for rank in self.ranks)

    def count_known(self):
        """Return how many codes the lists at hand have that are not retired."""
        return sum(self._count(self._in_scope(rank)) for rank in self.ranks)

    def _count(self, source):
        [(count,)] = self.env.execute_query(SQL("SELECT COUNT(*) %s", source))
        return count

    def retire_some(self):
        """Retire one batch of what vanished.

        :return: model name and ids of the records retired; no ids when none is left
        """
        for rank in self.ranks:
            found = self.env.execute_query(
                SQL("SELECT known.id %s LIMIT %s", self._vanished(rank), BATCH)
            )
            if found:
                ids = [one for (one,) in found]
                self.env[MODELS[rank]].browse(ids).write(self._retirement(rank))
                self.env.flush_all()
                return MODELS[rank], ids
        return "", []

    def _retirement(self, rank):
        if rank == REQUIREMENT:
            return {"retired": True}
        today = fields.Date.context_today(self.list_import)
        return {"retired": True, "retired_on": today}

    def _in_scope(self, rank):
        """FROM and WHERE of the catalogue's records that are known, and not retired.

        The values of an attribute that the file does not speak of are not in scope:
        sizes and colours come in files of their own.
        """
        where = SQL("TRUE")
        if rank == VALUE:
            where = self._is_staged((VALUE,), SQL("attribute.code"), prefix=True)
        return SQL(
            "FROM %s known %s"
            " WHERE known.catalogue_id = %s AND known.retired IS NOT TRUE AND %s",
            SQL.identifier(self.env[MODELS[rank]]._table),
            _JOINS.get(rank, SQL()),
            self.list_import.catalogue_id.id,
            where,
        )

    def _vanished(self, rank):
        """FROM and WHERE of the records in scope that the file does not name.

        What a bad line names has not vanished: only its line could not be read.
        """
        ranks = (FAMILY, CATEGORY) if rank == CATEGORY else (rank,)
        code = _CODES.get(rank, SQL("known.code"))
        return SQL(
            "%s AND NOT %s AND NOT %s",
            self._in_scope(rank),
            self._is_staged(ranks, _KEYS.get(rank, SQL("known.code"))),
            self._is_staged((WORDS,), SQL("upper(%s)", code)),
        )

    def _is_staged(self, ranks, key, prefix=False):
        """SQL: whether the file holds this key, or some key that begins with it."""
        if prefix:
            # the keys of an attribute's values begin with its code
            return SQL(
                """%s IN (SELECT split_part(key, '|', 1)
                            FROM laredoute_reference_staged
                           WHERE import_id = %s AND rank IN %s)""",
                key,
                self.list_import.id,
                ranks,
            )
        return SQL(
            """EXISTS (SELECT 1 FROM laredoute_reference_staged staged
                        WHERE staged.import_id = %s AND staged.rank IN %s
                          AND staged.key = %s)""",
            self.list_import.id,
            ranks,
            key,
        )
