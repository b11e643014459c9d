# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is answered before a person does: by rules, by policy, in the last hours.

:func:`answer` says it and changes nothing, so that a trial of rules shows the same.
"""

from datetime import timedelta
from typing import NamedTuple

from odoo import fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as CONFLICTS

from ...marketplace.port import Scope
from ...marketplace.statuses import DecisionKind
from ..account.order_settings import informs
from ..flow.failure import log_bug
from .policy_words import LOOK_AGAIN, deadline, local, products_of, why_left
from .shop import Shop
from .status import UNANSWERED
from .waiting import WaitingError


class Answer(NamedTuple):
    """What becomes of the lines of an order that wait for an answer.

    :ivar accept: lines
    :ivar refuse: lines
    :ivar waiting: why others are left, a WaitingError; None: none are
    :ivar rule: the rule that says so, or an empty one
    :ivar only_in_stock: whether what is accepted is taken back when it is sold before
        La Redoute is informed
    """

    accept: models.BaseModel
    refuse: models.BaseModel
    waiting: WaitingError | None = None
    rule: models.BaseModel | None = None
    only_in_stock: bool = False


# ------------------------------------------------------------------- what is answered
def answer(order, lines, shop):
    """Return the :class:`Answer` of the first rule that fits, else of the policy.

    :param lines: the order's lines that wait for one
    """
    for rule in shop.rules:
        if rule._fits(order, lines, shop):
            found = _ACTIONS[rule.action](order, lines, shop, rule)
            if found:
                return found._replace(rule=rule)
    return _by_policy(lines, shop)._replace(rule=shop.rules.browse())


def _accept(_order, lines, shop, _rule):
    doubtful = shop.doubtful(lines)
    return Answer(lines - doubtful, lines.browse(), why_left(lines, doubtful, doubtful))


def _accept_covered(_order, lines, shop, rule):
    doubtful, unknown = shop.doubtful(lines), lines.browse()
    if rule:
        # nobody knows whether there is any: until the last hours a person decides
        unknown = lines.filtered(lambda line: not line.product_id)
    doubtful |= unknown
    sound = lines - doubtful
    covered = shop.covered(sound)
    by_order = _scope(lines, DecisionKind.ACCEPT) is Scope.ORDER
    if by_order and unknown:
        none = lines.browse()
        return Answer(none, none, why_left(lines, unknown, unknown))
    if by_order and covered != lines:
        # one answer for all of it
        return Answer(lines.browse(), lines)
    return Answer(
        covered,
        sound - covered,
        why_left(lines, doubtful, doubtful),
        only_in_stock=True,
    )


def _refuse(_order, lines, _shop, _rule):
    return Answer(lines.browse(), lines)


def _hold(order, lines, _shop, rule):
    reason = order.env._(
        "the rule “%(rule)s” leaves it to a person. Accept or refuse it before "
        "%(deadline)s.",
        rule=rule.name,
        deadline=deadline(lines),
    )
    return Answer(lines.browse(), lines.browse(), WaitingError(reason))


def _wait(order, lines, _shop, rule):
    until = order.ordered_at + timedelta(hours=rule.hours)
    left = until - fields.Datetime.now()
    if left <= timedelta(0):
        return None
    reason = order.env._(
        "the rule “%(rule)s” has it wait until %(until)s.",
        rule=rule.name,
        until=local(order, until),
    )
    return Answer(lines.browse(), lines.browse(), WaitingError(reason, left))


def _wait_incoming(order, lines, shop, rule):
    missing = lines - shop.covered(lines)
    before = order.answer_before or fields.Datetime.now()
    when = missing and shop.arrives(missing, before)
    if not when:
        return None
    reason = order.env._(
        "the rule “%(rule)s” has it wait for a receipt of %(products)s, planned for "
        "%(when)s.",
        rule=rule.name,
        products=", ".join(missing.product_id.mapped("display_name")),
        when=local(order, when),
    )
    return Answer(lines.browse(), lines.browse(), WaitingError(reason, LOOK_AGAIN))


_ACTIONS = {
    "accept": _accept,
    "accept_covered": _accept_covered,
    "refuse": _refuse,
    "hold": _hold,
    "wait": _wait,
    "wait_incoming": _wait_incoming,
}


def _by_policy(lines, shop):
    """Accept what can be delivered, line by line, as the account's policy says.

    Where the platform wants one answer for the whole order, all of it is accepted or
    none.
    """
    account, none = shop.account, lines.browse()
    if account.acceptance_policy == "manual":
        reason = lines.env._("accept or refuse it before %s.", deadline(lines))
        return Answer(none, none, WaitingError(reason))
    doubtful = shop.doubtful(lines)
    accepted = lines - doubtful
    in_stock = account.acceptance_policy == "stock"
    if in_stock:
        accepted = shop.covered(accepted)
    left = lines - accepted
    if left and _scope(lines, DecisionKind.ACCEPT) is not Scope.LINE:
        accepted = none
    waiting = why_left(lines, left, doubtful)
    return Answer(accepted, none, waiting, only_in_stock=in_stock)


def _scope(lines, kind):
    return lines.account_id._capabilities().decisions.get(kind)


# -------------------------------------------------------------------- the last hours
def is_last(order):
    """Whether so little time is left that the account's last policy answers."""
    account = order.account_id
    if account.last_policy == "none" or not order.answer_before:
        return False
    return fields.Datetime.now() >= last_moment(order)


def last_moment(order):
    """Return the naive UTC moment from which the account's last policy answers."""
    return order.answer_before - timedelta(hours=order.account_id.last_hours)


def answer_at_last(order):
    """Answer what nobody answered, as the account's last policy says; and say so.

    :return: the :class:`Answer`, None where nothing waits for one
    """
    account = order.account_id
    lines = _waiting(order.line_ids)
    if not lines or not informs(account) or not is_last(order):
        return None
    action = _ACTIONS[account.last_policy]
    # of an unknown product nothing can be delivered, but for what stands for it
    known = lines.filtered(lambda line: line.product_id or line.substitute_id)
    found = action(order, lines, Shop(account, known), None)
    if account.last_policy == "accept":
        found = found._replace(accept=found.accept & known)
    send(order, found, order.env._("Nobody answered it in time"))
    return found


# ------------------------------------------------------------------------- sending it
def decide(lines, usual=None):
    """Answer the lines of an order that wait, as rules and policy say.

    :param usual: the :class:`UsualPrices` of this order and others, where known
    :return: a WaitingError when a person must decide about some, else nothing
    """
    account, order = lines.account_id, lines.order_id
    waiting = _waiting(lines)
    if not waiting or not informs(account):
        return None
    if not _scope(waiting, DecisionKind.ACCEPT):
        return WaitingError(waiting._describe_undecidable(DecisionKind.ACCEPT))
    if is_last(order):
        found = answer_at_last(order)
    else:
        found = answer(order, waiting, Shop(account, waiting, usual=usual))
        send(order, found, found.rule.name)
    return found and found.waiting


def _waiting(lines):
    """Return the lines that nobody decided about, and that are not a person's.

    What a person took out of the sale order is theirs; before there is one, nothing is.
    """
    return lines.filtered(
        lambda line: (
            line.status in UNANSWERED
            and not line.operation_ids
            and not line.order_id.handled_elsewhere
            and (
                not line.order_id.sale_order_id
                or line.sale_line_id.order_id.state not in (False, "cancel")
            )
        )
    )


def send(order, found, why=""):
    """Enqueue an answer; what a rule decided is said on the order.

    :param found: the :class:`Answer`
    :param why: name of the rule; empty: the policy, which needs no word
    """
    found.accept._enqueue(DecisionKind.ACCEPT, only_in_stock=found.only_in_stock)
    if found.refuse and _scope(found.refuse, DecisionKind.REFUSE):
        reason = found.rule and found.rule.reason_id
        found.refuse._enqueue_decision(DecisionKind.REFUSE, reason=reason)
    if why and (found.accept or found.refuse):
        order.message_post(body=_describe(order, found, why))


def _describe(order, found, why):
    parts = []
    if found.accept:
        parts.append(order.env._("accepted: %s", products_of(found.accept)))
    if found.refuse:
        parts.append(order.env._("refused: %s", products_of(found.refuse)))
    return f"{why} – {'; '.join(parts)}"


def held_up(order, waiting):
    """Return why an order waits, to be looked at again when its last hours begin.

    In these the lines that wait are answered, whatever stops the order.
    """
    try:
        with order.env.cr.savepoint():
            answer_at_last(order)
    except CONFLICTS:
        raise
    except Exception as error:  # noqa: BLE001 - the order waits as it did
        log_bug(f"La Redoute order {order.remote_id}: its last hours", error)
    return _sooner(order, waiting)


def _sooner(order, waiting):
    account = order.account_id
    if not waiting or account.last_policy == "none" or not order.answer_before:
        return waiting
    left = last_moment(order) - fields.Datetime.now()
    if left > timedelta(0):
        waiting.retry_after = min(waiting.retry_after or left, left)
    return waiting
