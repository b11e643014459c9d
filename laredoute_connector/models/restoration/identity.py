# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which database this is: what a copy or a restored backup does not bring along.

PostgreSQL numbers databases and tables, identifies clusters, and counts restorations to
a point in time as timelines. A dump that is read in makes the table anew, a copy the
database; a move makes the cluster another one, a restoration to a moment the timeline.
"""

import json
from datetime import timedelta
from typing import NamedTuple

from odoo import fields
from odoo.tools import SQL

#: after so long a silence, another timeline is a restoration and no stand-in server
SILENCE = timedelta(minutes=15)
PARAMETER = "laredoute_connector.database"
_DATABASE = """
SELECT (SELECT oid::text FROM pg_database WHERE datname = current_database()),
       'laredoute_account'::regclass::oid::text,
       substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8),
       has_function_privilege('pg_control_system()', 'EXECUTE')
"""
_CLUSTER = "SELECT system_identifier::text FROM pg_control_system()"


class Identity(NamedTuple):
    """What PostgreSQL says of a database.

    :ivar database: number within the cluster
    :ivar table: number of the accounts' table
    :ivar timeline: which a restoration to a point in time begins
    :ivar cluster: empty where the host lets nobody read it
    """

    database: str
    table: str
    timeline: str
    cluster: str = ""

    def with_known(self, known):
        """Return it with what only an earlier look could see."""
        return self._replace(cluster=self.cluster or known.cluster)


def present_identity(env):
    """Return the :class:`Identity` of the database at hand."""
    ((database, table, timeline, readable),) = env.execute_query(SQL(_DATABASE))
    cluster = ""
    if readable:
        ((cluster,),) = env.execute_query(SQL(_CLUSTER))
    return Identity(database, table, timeline, cluster)


def known_identity(env):
    """Return the :class:`Identity` noted last, None before the first time.

    Read past Odoo's cache, which another process does not empty at once.
    """
    env["ir.config_parameter"].flush_model()
    rows = env.execute_query(
        SQL("SELECT value FROM ir_config_parameter WHERE key = %s", PARAMETER)
    )
    found = json.loads(rows[0][0]) if rows else None
    return Identity(*found) if found else None


def note_identity(env, identity):
    """Keep it, for the next look."""
    env["ir.config_parameter"].sudo().set_param(PARAMETER, json.dumps(identity))


def is_another(known, present, last_run_at):
    """Whether the database at hand is not the one that was noted.

    A stand-in server that takes over within minutes is the same one.

    :param present: as :meth:`Identity.with_known` completes it
    :param last_run_at: naive UTC moment of the last scheduled work; None for none
    """
    if known._replace(timeline="") != present._replace(timeline=""):
        return bool(known.cluster) or known._replace(
            timeline="", cluster=""
        ) != present._replace(timeline="", cluster="")
    silent = not last_run_at or last_run_at < fields.Datetime.now() - SILENCE
    return silent and known.timeline != present.timeline
