# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sentences about refunds: how far one is, why it was refused, and what to do next."""

from ...marketplace.refunds import Cause, RefundState, cause_of


def refund_sentence(env, refund, waits_for=""):
    """Say in the user's language where a refund is, and what a person can do.

    :param refund: one ``laredoute.refund``
    :param waits_for: what holds one that was not sent: ``account``, ``shipment``, or
        empty for its turn
    """
    if refund.state == RefundState.REFUSED.value:
        lines = refund.line_ids.filtered(lambda line: line.state == refund.state)
        return refusal_sentence(env, lines[:1].words or "")
    if not refund.amount_known:
        return env._(
            "La Redoute began it and does not say how much: look it up on its site, "
            "then say it here."
        )
    return _state_sentences(env._).get(waits_for or refund.state, "") % {
        "account": refund.account_id.name
    }


def refusal_sentence(env, words):
    """Say why La Redoute refused a refund, and what to do next.

    :param words: La Redoute's
    """
    sentence = _cause_sentences(env._)[cause_of(words)]
    return sentence % {"words": words or env._("without a reason")}


def article_words(env, line, arguments):
    """Name the article of a line, and say where but a part of it is meant.

    :param line: ``laredoute.order.line``, or none
    :param arguments: dict; ``part`` says that parts of a kit are counted as one
    """
    name = line.product_id.display_name or line.sku or line.ean or ""
    return env._("%s (incomplete)", name) if arguments.get("part") else name


def _state_sentences(_):
    return {
        "queued": _(
            "It waits for its turn: La Redoute has one refund of an order at a time."
        ),
        "account": _(
            "It waits: nothing goes to La Redoute while %(account)s is paused, or its "
            "fulfilment switched off. It goes by itself once that is over."
        ),
        "shipment": _(
            "It goes by itself once La Redoute shows the line as shipped: before that, "
            "whole lines are refunded only."
        ),
        "sent": _("La Redoute took the request. Its line shows it within minutes."),
        "requested": _("La Redoute has it, and is to look at it."),
        "to_approve": _("La Redoute is looking at it; mostly that takes a day."),
        "refunding": _("La Redoute said yes, and gives the money back."),
        "refunded": _("The buyer has the money back."),
        "dropped": _(
            "La Redoute took it and shows it no more, as it does when a newer one is "
            "requested on its site. Request it again."
        ),
        "cancelled": _("It was given up: the buyer has nothing of it."),
    }


def _cause_sentences(_):
    return {
        Cause.EXPIRED_CARD: _(
            "Refused: the buyer's card has expired (“%(words)s”). Ask La Redoute's "
            "seller support to refund by another means, or request it again once the "
            "buyer gave another card there."
        ),
        Cause.STOLEN_CARD: _(
            "Refused: the buyer's card was declared stolen (“%(words)s”). Do not pay "
            "anybody yourself: have La Redoute's seller support settle it."
        ),
        Cause.OPPOSITION: _(
            "Refused: the buyer's bank blocked the card (“%(words)s”). Have La "
            "Redoute's seller support settle it with the buyer."
        ),
        Cause.ABOVE_ORDER: _(
            "Refused: more than the buyer paid (“%(words)s”). Compare the amounts with "
            "La Redoute's site, give this one up and request what is left."
        ),
        Cause.FRAUD: _(
            "Refused: La Redoute suspects a fraud (“%(words)s”). Send nothing more to "
            "this buyer, and wait for La Redoute's seller support."
        ),
        Cause.OTHER: _(
            "Refused: %(words)s. Correct what it names and request it again, or have "
            "La Redoute's seller support refund the buyer."
        ),
    }
