# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Short transactions: committing on the way, and outcomes that must not be lost."""

from contextlib import contextmanager

from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

#: how often the outcome of a call is written down when others change the same rows
ATTEMPTS = 5


def commit(env):
    """Commit what is done.

    :return: the seconds left for this run of the scheduler, infinite outside of it
    """
    return env["ir.cron"]._commit_progress(0)


def write_down(env, write):
    """Write the outcome of a call and commit it, whoever changes the same rows.

    Only this process knows what La Redoute answered: a person's edit during the call,
    or now, must not undo that knowledge.

    :param write: writes the outcome; called again after a conflict
    :return: what ``write`` returns
    """
    for attempts_left in reversed(range(ATTEMPTS)):
        # see the rows as they are now, not as they were before the call
        commit(env)
        try:
            result = write()
            commit(env)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            env.cr.rollback()
            if not attempts_left:
                raise
        else:
            return result
    return None


def each_apart(records, work, refuse):
    """Do a work on records together; where that fails, on each half of them.

    So one record that stops the work is found, and stops only itself.

    :param work: called with some of them, in a savepoint
    :param refuse: called with one record, and with the error that it raised
    :raises psycopg2.Error: when others changed what these need
    """
    if not records:
        return
    try:
        with records.env.cr.savepoint():
            work(records)
        return
    except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
        raise
    except Exception as error:  # noqa: BLE001 - it stops only itself
        if len(records) == 1:
            refuse(records, error)
            return
    half = len(records) // 2
    each_apart(records[:half], work, refuse)
    each_apart(records[half:], work, refuse)


@contextmanager
def session_lock(env, name):
    """Yield True when no other session of the database holds the lock ``name``.

    The lock belongs to the database session, so it survives our commits and vanishes
    with a killed process.
    """
    key = SQL("hashtextextended(%s, 0)", name)
    ((taken,),) = env.execute_query(SQL("SELECT pg_try_advisory_lock(%s)", key))
    try:
        yield taken
    except BaseException:
        env.cr.rollback()
        raise
    finally:
        if taken:
            env.execute_query(SQL("SELECT pg_advisory_unlock(%s)", key))
