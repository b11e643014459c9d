# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rows that are tried, as the documents of nasty orders and nasty refunds hold them."""


def write_tables(introduction, what, tables):
    """Return a document, a table for each kind of rows.

    :param introduction: its text before the tables
    :param what: the rows are, as the head of the first column
    :param tables: {title: rows, each with a name and a fate}
    """
    parts = [introduction]
    for title, rows in tables.items():
        parts.append(f"\n## {title}\n\n| {what} | becomes |\n|---|---|\n")
        parts += [f"| {each.name} | {each.fate.value} |\n" for each in rows]
    return "".join(parts)
