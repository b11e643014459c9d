# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Paid goods that will not leave, and nobody decides: the account's policy does.

Only what is certain: a person took it out of the sale order, or no delivery brings it
and no stock does. Both sides are compared again right before.
"""

from datetime import timedelta
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as CONFLICTS

from ...marketplace.statuses import ALLOWS, DecisionKind, LineStatus
from ..account.order_settings import informs
from ..flow.failure import log_bug
from ..flow.work import commit
from ..messages.agreement_labels import agreement_labels
from ..offer.stock import Stock
from ..order.follow import take_out
from ..order.shop import Shop
from ..order.substitute import article_of
from ..refund.unshipped import give_up, give_up_part

#: disagreements by which paid goods may not leave
CODES = (
    "cancelled_here",
    "line_missing",
    "quantity_differs",
    "nothing_leaves",
    "short_of_stock",
)
#: of these nobody said so: as long as stock is there, or expected, it may leave
UNSAID = ("nothing_leaves", "short_of_stock")
#: of these a person took it out of the sale order; or La Redoute added it since
TAKEN_OUT = ("line_missing", "quantity_differs")
#: La Redoute was read this recently, else what is known of it is old
READ_WITHIN = timedelta(hours=1)
#: a rule that waits for a receipt looks this far ahead
PLANNED_WITHIN = timedelta(days=90)


class Loss(NamedTuple):
    """What of a line certainly will not leave.

    :ivar line: the ``laredoute.order.line``
    :ivar pieces: how many
    :ivar whole: whether nothing of the line left, or will
    :ivar code: of the disagreement that says so
    """

    line: models.BaseModel
    pieces: int
    whole: bool
    code: str


class LaredouteDisagreement(models.Model):
    _inherit = "laredoute.disagreement"

    gives_up_at = fields.Datetime(
        "By Itself from",
        compute="_compute_gives_up_at",
        compute_sudo=True,
        help="From then on La Redoute is informed by the account's policy, as soon as "
        "it is certain that the goods will not leave.",
    )

    @api.depends("code", "kept", "order_line_id.status", "write_date")
    def _compute_gives_up_at(self):
        for each in self:
            account = each.account_id
            gives_up = account.unfulfilled_policy == "give_up" and informs(account)
            may = gives_up and _loss(each)
            hours = timedelta(hours=account.unfulfilled_hours)
            # when it was last seen to change: a person may be at it
            each.gives_up_at = may and each.write_date and each.write_date + hours

    # -------------------------------------------------------------------- the flow
    @api.model
    def _run_give_up(self, account):
        """Inform La Redoute of what nobody decided about in time."""
        hours = timedelta(hours=account.unfulfilled_hours)
        limit = fields.Datetime.now() - hours
        gives_up = account.unfulfilled_policy == "give_up" and informs(account)
        if not gives_up or self._is_just_back(account, limit):
            return
        late = self.search(
            [
                ("account_id", "=", account.id),
                ("code", "in", CODES),
                ("kept", "=", False),
                ("write_date", "<=", limit),
            ]
        )
        for order in late.order_id:
            self._give_up_guarded(order, limit)
            if not commit(self.env):
                account._wake("give_up_orders")
                return

    @api.model
    def _is_just_back(self, account, limit):
        """Whether the account was silent meanwhile, or La Redoute was not read since.

        People who were shown nothing decided nothing.
        """
        read = account.orders_read_at
        known = read and read >= fields.Datetime.now() - READ_WITHIN
        restored = self.env["laredoute.restoration"].search_count(
            [("account_id", "=", account.id), ("answered_at", ">", limit)], limit=1
        )
        return not known or bool(restored)

    @api.model
    def _give_up_guarded(self, order, limit):
        """Decide about one order; whatever goes wrong stops this one only."""
        try:
            with self.env.cr.savepoint():
                order = order.try_lock_for_update(allow_referencing=True)
                # news that nothing was made of yet may change everything
                if order and order.state != "new":
                    decide_unfulfilled(order, limit)
        except CONFLICTS:
            # somebody changes it: the next run sees it as it is
            self.env.cr.rollback()
        except Exception as error:  # noqa: BLE001 - it stops only itself
            log_bug(f"La Redoute order {order.remote_id}: what will not leave", error)

    def _losses(self, limit):
        """Return what certainly does not leave by these, each line once.

        :param limit: naive UTC moment before which they must be as they are now
        :return: list of :class:`Loss`
        """
        found = {}
        for each in self:
            loss = each.gives_up_at and each.write_date <= limit and _loss(each)
            if loss and not _may_still_leave(loss):
                found.setdefault(loss.line, loss)
        return list(found.values())


def _loss(each):
    """Return the :class:`Loss` that a disagreement may stand for, None for none."""
    line = each.order_line_id
    if each.code not in CODES or each.kept or not line:
        return None
    if LineStatus(line.status) not in ALLOWS[DecisionKind.OUT_OF_STOCK]:
        return None
    if not line.product_id and each.code in UNSAID:
        # of what nobody knows no stock is ever there: a person finds out what it is
        return None
    if each.code in TAKEN_OUT and not _is_taken_out(line):
        return None
    sale_line = line.sale_line_id
    left = sale_line._laredoute_left() if sale_line else 0
    wanted = line._pieces_to_leave()
    kept = left
    if each.code == "quantity_differs":
        # what somebody packs may leave all the same
        packed = _is_packed(sale_line)
        kept = wanted if packed else max(sale_line.product_uom_qty, left)
    elif each.code == "short_of_stock":
        # somebody may buy more of what is still sold
        lacks = float(each.ours or 0) if not line.product_id.active else 0
        kept = 0 if lacks >= wanted and not left else wanted
    pieces = int(wanted - kept)
    if pieces <= 0:
        return None
    return Loss(line, pieces, not kept, each.code)


def _is_taken_out(line):
    """Whether a person took goods of a line out of its sale order.

    Not where La Redoute changed it after goods had left, which Odoo does not follow,
    nor in a sale order that others made: its lines are not La Redoute's by number.
    """
    order = line.order_id
    moves = order.sale_order_id.order_line.move_ids
    return not order.tied and not any(move.state == "done" for move in moves)


def _is_packed(sale_line):
    """Whether goods of a line were taken from their shelf and have not left."""
    return any(
        move.picked if move in waiting else not move._laredoute_has_left()
        for waiting in [sale_line.move_ids._laredoute_waiting()]
        for move in sale_line.move_ids
        if move.state != "cancel"
    )


def _may_still_leave(loss):
    """Whether stock, a receipt, or a rule of the account has the goods wait."""
    line = loss.line
    account = line.account_id
    product = line.product_id
    if loss.code in UNSAID:
        stock = Stock(account, product, apart=line)
        if product.id in stock.untracked:
            # nobody knows whether there is any
            return True
        units = stock.of(product.id, "deliverable")
        # its own delivery counts as sold already
        there = units.deliverable + (loss.pieces if loss.code == UNSAID[1] else 0)
        if there >= loss.pieces:
            return True
    return _is_held(line)


def _is_held(line):
    """Whether the first rule that fits a line leaves it to a person, or to time."""
    order, now = line.order_id, fields.Datetime.now()
    shop = Shop(line.account_id, line)
    for rule in shop.rules:
        if not rule._fits(order, line, shop):
            continue
        if rule.action == "hold":
            return True
        if rule.action == "wait":
            return order.ordered_at + timedelta(hours=rule.hours) > now
        if rule.action == "wait_incoming":
            return bool(shop.arrives(line, now + PLANNED_WITHIN))
        return False
    return False


def decide_unfulfilled(order, limit):
    """Inform La Redoute of what of an order certainly will not leave; and say so.

    :param order: one ``laredoute.order`` whose row is held
    :param limit: naive UTC moment before which it must have been so
    """
    order._compare()
    account, able = order.account_id, order.account_id._capabilities().decisions
    reason = account.unfulfilled_reason_id
    for loss in order._open_disagreements()._losses(limit):
        by_refund = account.give_up_by == "refund" or not loss.whole
        kind = DecisionKind.REFUND if by_refund else DecisionKind.OUT_OF_STOCK
        if kind not in able:
            # the disagreement stays: a person decides on La Redoute's own site
            continue
        try:
            with order.env.cr.savepoint():
                _inform(loss, reason)
        except UserError:
            # another refund is under way, say: the disagreement stays a person's
            continue
        order.message_post(body=_describe(order, loss, reason))
    order._compare()


def _inform(loss, reason):
    line = loss.line
    if loss.whole:
        give_up(line, reason)
    else:
        give_up_part(line, loss.pieces, reason)
    if loss.code != "quantity_differs":
        return
    # Odoo lowers no delivery with its sale order: the goods are not to leave
    if loss.whole:
        take_out(line.sale_line_id)
    else:
        line.order_id._restore(line, loss.code)


def _describe(order, loss, reason):
    hours = order.account_id.unfulfilled_hours
    return order.env._(
        "%(quantity)s × %(product)s: nobody decided within %(hours)g hours, so La "
        "Redoute is informed that it will not come, as the account's policy says "
        "(%(cause)s). Reason: %(reason)s.",
        quantity=loss.pieces,
        product=loss.line.product_id.display_name or article_of(loss.line),
        hours=hours,
        cause=dict(agreement_labels(order.env))[loss.code],
        reason=reason.name,
    )
