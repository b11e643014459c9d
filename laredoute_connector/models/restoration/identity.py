# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which database this is: what a copy or a restored backup does not bring along.

PostgreSQL gives each database a number, each cluster an identifier, and each
restoration to a point in time a timeline. A backup that is read into a database, a copy
and a move to another server change the first two, the rest changes the third.
"""

import json
from datetime import timedelta
from typing import NamedTuple

import psycopg2

from odoo import fields
from odoo.tools import SQL

#: after so long a silence, another timeline is a restoration and no stand-in server
SILENCE = timedelta(minutes=15)
_PARAMETER = "laredoute_connector.database"
_DATABASE = "SELECT oid::text FROM pg_database WHERE datname = current_database()"
# some hosts let only their own people read these
_CLUSTER = """
SELECT (SELECT system_identifier::text FROM pg_control_system()),
       (SELECT timeline_id::text FROM pg_control_checkpoint())
"""


class Identity(NamedTuple):
    """What PostgreSQL says of a database; empty where it does not say.

    :ivar database: number within the cluster
    :ivar cluster: identifier of the cluster
    :ivar timeline: number of the timeline, which a restoration begins
    """

    database: str
    cluster: str = ""
    timeline: str = ""


def present_identity(env):
    """Return the :class:`Identity` of the database at hand."""
    ((database,),) = env.execute_query(SQL(_DATABASE))
    try:
        with env.cr.savepoint(flush=False):
            ((cluster, timeline),) = env.execute_query(SQL(_CLUSTER))
    except psycopg2.errors.InsufficientPrivilege:
        return Identity(database)
    return Identity(database, cluster, timeline)


def known_identity(env):
    """Return the :class:`Identity` noted last, None before the first time."""
    text = env["ir.config_parameter"].sudo().get_param(_PARAMETER)
    return Identity(*json.loads(text)) if text else None


def note_identity(env, identity):
    """Keep it, for the next look."""
    env["ir.config_parameter"].sudo().set_param(_PARAMETER, json.dumps(identity))


def is_another(known, present, last_run_at):
    """Whether the database at hand is not the one that was noted.

    :param last_run_at: naive UTC moment of the last scheduled work; None for none
    """
    if present.database != known.database:
        return True
    if known.cluster and present.cluster and known.cluster != present.cluster:
        return True
    silent = not last_run_at or last_run_at < fields.Datetime.now() - SILENCE
    return bool(
        silent
        and known.timeline
        and present.timeline
        and known.timeline != present.timeline
    )
