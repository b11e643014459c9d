# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The machine's clock was ahead for a while: nothing waits for that time to come."""

import logging
from contextlib import suppress
from datetime import timedelta

from odoo import fields
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from .work import commit

_logger = logging.getLogger(__name__)

#: clocks of machines that share a database differ by less
DIFFERENCE = timedelta(minutes=10)
FLOWS = "laredoute_flow"
#: moments before which something does not happen, or from which waits are counted; of
#: flows, of those only that ran in the future, which the last one says
COLUMNS = {
    FLOWS: ("due_at", "not_before", "last_run_at"),
    "laredoute_flow_wake": ("at",),
    "laredoute_call_limit": ("next_at",),
    "laredoute_exchange": ("next_attempt_at", "sent_at"),
    "laredoute_operation": ("next_attempt_at", "create_date", "write_date", "sent_at"),
    "laredoute_order": ("retry_at",),
    "laredoute_image": ("next_fetch_at",),
}


def put_right(env):
    """Let what is stored of a time that has not come count as now.

    A flow that ran in the future says that the clock was ahead, and by how much: what
    waits, waits so much less, and from then on is due by the right clock.
    """
    now = fields.Datetime.now()
    latest = SQL("SELECT max(last_run_at) FROM laredoute_flow")
    ((ahead_at,),) = env.execute_query(latest)
    if not ahead_at or ahead_at <= now + DIFFERENCE:
        return
    _logger.warning("The clock was ahead: what waits for that time goes on now")
    lead = ahead_at - now
    # who works on the same rows now works by the right clock, and the next run is soon
    with suppress(PG_CONCURRENCY_EXCEPTIONS_TO_RETRY):
        for table, names in COLUMNS.items():
            for name in names:
                _lower(env, table, name, now, lead)
        commit(env)
        return
    env.cr.rollback()


def _lower(env, table, column, now, lead):
    env.cr.execute(
        SQL(
            "UPDATE %(table)s SET %(column)s = GREATEST(%(column)s - %(lead)s, %(now)s)"
            " WHERE %(column)s > %(now)s AND %(also)s",
            table=SQL.identifier(table),
            column=SQL.identifier(column),
            lead=lead,
            now=now,
            also=SQL("last_run_at > %s", now) if table == FLOWS else SQL("TRUE"),
        )
    )
