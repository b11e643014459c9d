# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Writing to many listings at once: a file may hold tens of thousands.

The fields written here in SQL have no computed field that depends on them.
"""

from odoo.tools import SQL


def write_grouped(values_by_record):
    """Write to each record its values: one write for those with equal values.

    :param values_by_record: ``{record: {field: value}}``, values hashable
    """
    groups = {}
    for record, values in values_by_record.items():
        groups.setdefault(tuple(sorted(values.items())), []).append(record)
    for key, records in groups.items():
        records[0].union(*records).write(dict(key))


def copy_column(records, target, source):
    """Set a field of each record to another field of the same record.

    :param target: name of the stored field that is written
    :param source: name of the stored field that is read
    """
    if not records:
        return
    records.flush_recordset([source, target])
    records.env.execute_query(
        SQL(
            "UPDATE %s SET %s = %s WHERE id IN %s AND %s IS DISTINCT FROM %s"
            " RETURNING id",
            SQL.identifier(records._table),
            SQL.identifier(target),
            SQL.identifier(source),
            tuple(records.ids),
            SQL.identifier(target),
            SQL.identifier(source),
        )
    )
    records.invalidate_recordset([target])


def write_column(records, target, values):
    """Set a text or numeric field of each record to a value of its own.

    :param target: name of the stored field
    :param values: ``{id: value}``; records without a value keep theirs
    """
    if not values:
        return
    records.flush_recordset([target])
    column = SQL.identifier(target)
    rows = SQL(", ").join(SQL("(%s, %s)", *row) for row in values.items())
    records.env.execute_query(
        SQL(
            "UPDATE %s SET %s = given.value FROM (VALUES %s) AS given (id, value)"
            " WHERE %s = given.id AND %s IS DISTINCT FROM given.value RETURNING 1",
            SQL.identifier(records._table),
            column,
            rows,
            SQL.identifier(records._table, "id"),
            SQL.identifier(records._table, target),
        )
    )
    records.invalidate_recordset([target])
