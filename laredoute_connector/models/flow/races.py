# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two processes that make the same record at once."""

from contextlib import contextmanager

import psycopg2.errors


@contextmanager
def race_is_conflict():
    """Treat a record that another process made meanwhile as a conflict of rows.

    Our snapshot cannot show it, so that only a new transaction can go on: whoever
    called, Odoo or the run of a flow, tries again.
    """
    try:
        yield
    except psycopg2.errors.UniqueViolation as error:
        raise psycopg2.errors.SerializationFailure(str(error)) from error
