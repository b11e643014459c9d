# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The history of orders begins with what earlier versions noted of it."""

_STATUSES = """
INSERT INTO laredoute_order_event (order_id, order_line_id, at, event, state, words)
SELECT order_id, id, COALESCE(status_at, create_date), 'status', status, status_text
  FROM laredoute_order_line
"""
_MADE = """
INSERT INTO laredoute_order_event
       (order_id, order_line_id, at, event, kind, state, user_id)
SELECT order_id, order_line_id, create_date, 'decision', kind, 'made', create_uid
  FROM laredoute_operation
"""
_SENT = """
INSERT INTO laredoute_order_event
       (order_id, order_line_id, at, event, kind, state, words, exchange_id)
SELECT order_id, order_line_id, sent_at, 'decision', kind, state, message, exchange_id
  FROM laredoute_operation WHERE sent_at IS NOT NULL
"""


def migrate(cr, version):
    """Fill the history of the orders there are.

    :param version: the version that was installed; empty at an installation
    """
    if version:
        for query in (_STATUSES, _MADE, _SENT):
            cr.execute(query)
