# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Comparing orders and showing what is found: an alarm exists while its cause does."""

from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain

from ...marketplace.agreement import compare
from ..common import naive, utc
from ..flow.failure import log_bug
from ..flow.races import race_is_conflict
from ..flow.work import commit
from ..order.status import ENDED, PROMISED, SHIPPABLE, UNANSWERED
from ..order.tie import note_named_sales
from ..refund.states import PROGRESSING
from .cases import read_cases
from .goods import UNRESERVED

#: orders compared between two commits
BATCH = 200
#: an order that came is processed at once; one that is not by then was forgotten
PROCESSED_AFTER = timedelta(hours=1)
#: states of a decision that time alone makes an alarm of
ON_ITS_WAY = ("queued", "sending", "sent", "unknown")
#: what of a disagreement is compared with what is stored
STORED = ("severity", "theirs", "ours", "since", "arguments", "ways")


class LaredouteDisagreement(models.Model):
    _inherit = "laredoute.disagreement"

    # -------------------------------------------------------------------- the flows
    @api.model
    def _run_compare(self, account):
        """Compare what is stale; a run that is cut goes on where it stopped."""
        stale = self.env["laredoute.order.stale"]
        for orders, rows in stale._batches(account, BATCH):
            self._compare(orders.exists())
            stale._forget(rows)
            left = commit(self.env)
            self.env.invalidate_all()
            if not left:
                account._wake("compare_orders")
                return

    @api.model
    def _run_compare_waiting(self, account):
        """Have the orders compared of which time, or the stock, may make an alarm.

        Whoever handles orders elsewhere may have made their sale orders by now, too.
        """
        elsewhere = [
            ("account_id", "=", account.id),
            ("handled_elsewhere", "=", True),
            ("line_ids.status", "in", PROMISED),
        ]
        note_named_sales(self.env["laredoute.order"].search(elsewhere))
        waits = Domain("sale_line_id.move_ids.state", "in", UNRESERVED)
        self._make_stale(
            account,
            Domain("line_ids.status", "in", UNANSWERED)
            | Domain("operation_ids.state", "in", ON_ITS_WAY)
            | Domain("refund_ids.state", "in", PROGRESSING)
            | Domain("line_ids", "any", waits & Domain("status", "in", SHIPPABLE)),
        )

    @api.model
    def _run_compare_all(self, account):
        """Nightly: have all orders compared that are not over, whatever changed."""
        self._make_stale(
            account,
            [
                "|",
                ("line_ids.status", "not in", ENDED),
                ("disagreement_ids", "!=", False),
            ],
        )

    @api.model
    def _make_stale(self, account, domain):
        orders = self.env["laredoute.order"]
        of_account = Domain("account_id", "=", account.id)
        orders.search(of_account & Domain(domain))._compare_again()

    # ---------------------------------------------------------------- the comparison
    @api.model
    def _compare(self, orders):
        """Compare orders with La Redoute, store and show what is found."""
        now = fields.Datetime.now()
        orders = orders.sudo().filtered(
            lambda order: (
                order.state != "new"
                or (order.fetched_at and order.fetched_at < now - PROCESSED_AFTER)
            )
        )
        cases, changed = read_cases(orders), orders.browse()
        for order in orders:
            try:
                found = compare(cases[order.id], utc(now))
            except Exception as error:  # noqa: BLE001 - it stops only itself
                log_bug(f"La Redoute order {order.remote_id}: its comparison", error)
                continue
            if self._replace(order, found, now):
                changed |= order
        for order in changed:
            self._show(order)

    @api.model
    def _replace(self, order, found, now):
        """Store what was found of an order where it differs from what is stored.

        :return: whether something changed that people see
        """
        lines = {line.remote_id: line.id for line in order.line_ids}
        stored = {
            (each.code, each.order_line_id.id): each for each in order.disagreement_ids
        }
        wanted = {
            (each.code.value, lines.get(each.line_id, False)): each for each in found
        }
        over = [each for place, each in stored.items() if place not in wanted]
        self.browse().union(*over).unlink()
        created, changed = [], bool(over)
        for place, each in wanted.items():
            values = _stored_values(each, now)
            if place in stored:
                changed |= stored[place]._update(values)
            else:
                created.append({**_place_values(order, *place), **values})
        with race_is_conflict():
            # a person's button and the flow may find the same at once
            self.create(created)
        return changed or bool(created)

    @api.model
    def _show(self, order):
        """One activity says what is open, and goes when nothing is."""
        alarms = order._open_disagreements().sorted(
            lambda each: (each.severity, each.id)
        )
        if alarms:
            order._problem(Markup("<br/>").join(alarms.mapped("message")))
        else:
            order._problem_solved()

    def _update(self, values):
        """Write what changed of one that is known.

        What a person keeps is kept as long as neither side says something else.

        :return: whether something changed that people see
        """
        self.ensure_one()
        changed = {
            name: values[name]
            for name in STORED
            if (self[name] or False) != (values[name] or False)
        }
        if self.since < values["since"]:
            # it began before, by what was known then
            changed.pop("since", None)
        part, was_part = (
            (each or {}).get("part") for each in (values["arguments"], self.arguments)
        )
        if self.kept and (changed.keys() & {"theirs", "ours"} or part != was_part):
            changed.update(kept=False, kept_by=False)
        if changed:
            self.write(changed)
        return bool(changed)


def _place_values(order, code, line_id):
    return {
        "order_id": order.id,
        "order_line_id": line_id,
        "code": code,
    }


def _stored_values(found, now):
    return {
        "severity": found.severity.value,
        "theirs": found.theirs,
        "ours": found.ours,
        "since": naive(found.since) or now,
        "arguments": dict(found.arguments),
        "ways": f",{','.join(way.value for way in found.ways)},",
    }
