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
#: nothing waits longer: a daily flow waits 25 hours on the day the clocks go back, and
#: what La Redoute wishes counts for six
LONGEST_WAIT = timedelta(hours=26)
#: moments before which something does not happen
WAITS = {
    "laredoute_flow": ("due_at", "not_before"),
    "laredoute_flow_wake": ("at",),
    "laredoute_call_limit": ("next_at",),
    "laredoute_exchange": ("next_attempt_at",),
    "laredoute_operation": ("next_attempt_at",),
    "laredoute_order": ("retry_at",),
    "laredoute_image": ("next_fetch_at",),
}
#: moments at which something happened, from which waits are counted
PAST = {
    "laredoute_flow": ("last_run_at",),
    "laredoute_exchange": ("sent_at",),
    "laredoute_operation": ("create_date", "write_date", "sent_at"),
}


def put_right(env):
    """Let what is stored of a time that has not come count as now.

    A flow that ran in the future says that the clock was ahead: one small query finds
    out.
    """
    now = fields.Datetime.now()
    ran = SQL("SELECT 1 FROM laredoute_flow WHERE last_run_at > %s", now + DIFFERENCE)
    if not env.execute_query(SQL("%s LIMIT 1", ran)):
        return
    _logger.warning("The clock was ahead: what waits for that time goes on now")
    # who works on the same rows now works by the right clock, and the next run is soon
    with suppress(PG_CONCURRENCY_EXCEPTIONS_TO_RETRY):
        for columns, limit in ((WAITS, now + LONGEST_WAIT), (PAST, now)):
            for table, names in columns.items():
                for name in names:
                    _limit(env, table, name, limit, now)
        commit(env)
        return
    env.cr.rollback()


def _limit(env, table, column, limit, now):
    env.cr.execute(
        SQL(
            "UPDATE %(table)s SET %(column)s = %(now)s WHERE %(column)s > %(limit)s",
            table=SQL.identifier(table),
            column=SQL.identifier(column),
            limit=limit,
            now=now,
        )
    )
