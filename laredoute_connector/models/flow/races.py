# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two processes that make the same record at once."""

from contextlib import contextmanager

import psycopg2.errors
from psycopg2 import errorcodes


class MetMeanwhile(psycopg2.errors.SerializationFailure):
    """Another process made the same record; with the code by which Odoo tries again."""

    pgcode = errorcodes.SERIALIZATION_FAILURE


@contextmanager
def race_is_conflict():
    """Treat a record that another process made meanwhile as a conflict of rows.

    Our snapshot cannot show it, so that only a new transaction can go on: whoever
    called, Odoo or the run of a flow, tries again.
    """
    try:
        yield
    except psycopg2.errors.UniqueViolation as error:
        raise MetMeanwhile(str(error)) from error
