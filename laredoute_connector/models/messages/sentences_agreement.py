# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sentences about orders: where two sides differ, and what a person can do about it."""

import re

from odoo import fields
from odoo.tools.misc import formatLang

from ...marketplace.agreement import Way
from .sentences_elsewhere import elsewhere_sentences
from .sentences_invoice import invoice_sentences
from .sentences_refund import article_words, refusal_sentence

NUMBER = re.compile(r"-?\d+(\.\d+)?")
#: codes whose two values are amounts in the order's currency
AMOUNTS = (
    "price_differs",
    "total_differs",
    "refund_not_booked",
    "charged_though_cancelled",
    "fee_not_booked",
    "invoice_differs",
    "credited_here",
    "refund_refused",
    "refund_dropped",
    "refund_stuck",
)
#: codes with another sentence once La Redoute takes no refund any more
UNTIL_PAID = ("returned_here", "credited_here")
#: and with another one where another tool handles the orders
ELSEWHERE = (
    "cancelled_here",
    "line_missing",
    "quantity_differs",
    "nothing_leaves",
    "short_of_stock",
    "shipped_short",
)


def agreement_sentence(env, disagreement):
    """Say in the user's language what differs, on which product, and what to do next.

    :param disagreement: one ``laredoute.disagreement``
    """
    code, ways = disagreement.code, disagreement.ways or ""
    if code in UNTIL_PAID and f",{Way.REFUND.value}," not in ways:
        code += "_late"
    if disagreement.account_id.handled_by == "elsewhere":
        code = f"{code}_elsewhere" if code in ELSEWHERE else code
    sentence = _agreement_sentences(env).get(code)
    if not sentence:
        return env._("La Redoute and Odoo do not agree: “%s”.", disagreement.code)
    values = {key: text or "" for key, text in (disagreement.arguments or {}).items()}
    return sentence % {**values, **_words(env, disagreement)}


def _words(env, disagreement):
    """What every sentence may name."""
    line, order = disagreement.order_line_id, disagreement.order_id
    given = disagreement.arguments or {}
    statuses = dict(line._fields["status"]._description_selection(env))
    operations = env["laredoute.operation"]
    kinds = dict(operations._fields["kind"]._description_selection(env))
    deadline = ""
    if order.answer_before:
        local = fields.Datetime.context_timestamp(
            order.with_context(tz=order.account_id.tz), order.answer_before
        )
        deadline = local.strftime("%d/%m/%Y %H:%M")
    return {
        "product": article_words(env, line, given),
        "status": statuses.get(line.status, "") or given.get("status", ""),
        "words": given.get("status", ""),
        "decision": kinds.get(disagreement.ours, disagreement.ours or ""),
        "message": given.get("message") or env._("without a reason"),
        "reason": given.get("reason", ""),
        "theirs": _value(env, disagreement, disagreement.theirs),
        "ours": _value(env, disagreement, disagreement.ours),
        "deadline": deadline,
        "sale": order.sale_order_id.name or "",
        "refusal": refusal_sentence(env, given.get("message", "")),
    }


def _value(env, disagreement, text):
    """A value as the user's language writes it."""
    if disagreement.code not in AMOUNTS or not NUMBER.fullmatch(text or ""):
        return text or ""
    currency = disagreement.order_id.currency_id
    return formatLang(env, float(text), currency_obj=currency)


def _agreement_sentences(env):
    """Sentences by code; named arguments see :func:`_words`."""
    _ = env._
    return {
        **_decision_sentences(_),
        **_content_sentences(_),
        **_goods_sentences(_),
        **_money_sentences(_),
        **_whole_sentences(_),
        **invoice_sentences(_),
        **elsewhere_sentences(_),
    }


def _decision_sentences(_):
    return {
        "unanswered": _(
            "%(product)s has no answer yet; La Redoute cancels it on %(deadline)s. "
            "Accept or refuse it."
        ),
        "decision_refused": _(
            "%(product)s: La Redoute did not take “%(decision)s” (%(message)s). "
            "Correct what it names and send it again, or decide otherwise."
        ),
        "decision_unknown": _(
            "%(product)s: the answer to “%(decision)s” was lost, and La Redoute has "
            "not said since whether it took it. Read La Redoute now."
        ),
        "decision_silent": _(
            "%(product)s: La Redoute took “%(decision)s” and still shows the line as "
            "“%(status)s”. Read La Redoute now; if nothing changes, ask its support."
        ),
        "decision_waiting": _(
            "%(product)s: “%(decision)s” has not been sent for hours. Look at the "
            "account's scheduled work for what holds it up."
        ),
        "status_unknown": _(
            "%(product)s: La Redoute says “%(words)s”, which is not known here. "
            "Nothing is done about the line; look it up on La Redoute's site."
        ),
    }


def _content_sentences(_):
    return {
        "cancelled_here": _(
            "%(product)s: %(sale)s is cancelled, and La Redoute still sells it "
            "(“%(status)s”). Inform La Redoute, or restore the sale order."
        ),
        "line_missing": _(
            "%(product)s is missing in %(sale)s, and La Redoute sells it "
            "(“%(status)s”). Inform La Redoute, or restore the line."
        ),
        "product_differs": _(
            "La Redoute's buyer ordered %(product)s; %(sale)s holds another product "
            "for it. Restore it, or keep the other one."
        ),
        "quantity_differs": _(
            "%(product)s: La Redoute sold %(theirs)s, %(sale)s holds %(ours)s. Restore "
            "the quantity, or inform La Redoute."
        ),
        "price_differs": _(
            "%(product)s costs %(theirs)s at La Redoute and %(ours)s in %(sale)s, VAT "
            "included. The buyer pays La Redoute's price: restore it."
        ),
        "tax_differs": _(
            "%(product)s: the tax in %(sale)s is not included in the price, as it is "
            "at La Redoute. Restore it."
        ),
        "still_ordered": _(
            "%(product)s is cancelled at La Redoute (“%(status)s”), and %(sale)s still "
            "holds %(ours)s. Restore what La Redoute says: they do not leave."
        ),
    }


def _goods_sentences(_):
    return {
        "left_early": _(
            "%(ours)s × %(product)s left, and the buyer has not paid yet "
            "(“%(status)s”). Read La Redoute now, and have the parcel stopped if the "
            "payment fails."
        ),
        "shipment_unsent": _(
            "%(ours)s × %(product)s left, and La Redoute was not informed: it pays "
            "nothing before. Complete carrier, tracking number and address."
        ),
        "goes_elsewhere": _(
            "%(product)s goes to %(theirs)s, and %(sale)s to %(ours)s. Make a delivery "
            "of its own for it, with the address that the delivery instruction says; "
            "then keep it as it is."
        ),
        "tracking_differs": _(
            "%(product)s: La Redoute's buyer follows parcel %(theirs)s, and the "
            "delivery holds %(ours)s. La Redoute takes no other number from here: have "
            "it corrected on La Redoute's site, then keep it as it is."
        ),
        "nothing_leaves": _(
            "%(product)s: La Redoute waits for %(theirs)s, %(ours)s left, and no "
            "delivery brings the rest. Restore the delivery, or inform La Redoute."
        ),
        "short_of_stock": _(
            "%(product)s: a delivery waits for %(ours)s that are sold to others as "
            "well, and no more are expected. Find them, give this delivery the goods "
            "of another one, or inform La Redoute that they are out of stock."
        ),
        "shipped_short": _(
            "%(product)s: La Redoute believes that %(theirs)s left; %(ours)s did. "
            "Deliver the rest, or refund the buyer at La Redoute."
        ),
        "left_though_cancelled": _(
            "%(ours)s × %(product)s left, and La Redoute cancelled the line "
            "(“%(status)s”): it pays nothing. Have them brought back, or settle it "
            "with La Redoute."
        ),
        "charged_though_cancelled": _(
            "%(product)s is cancelled at La Redoute (“%(status)s”), and %(ours)s are "
            "still invoiced. Make a credit note."
        ),
    }


def _money_sentences(_):
    return {
        "returned_here": _(
            "%(ours)s × %(product)s came back, and La Redoute refunds %(theirs)s of "
            "them (“%(status)s”). Refund the buyer at La Redoute."
        ),
        "returned_here_late": _(
            "%(ours)s × %(product)s came back, and La Redoute refunds %(theirs)s of "
            "them. It takes no refund from here any more (“%(status)s”): have its "
            "seller support refund the buyer. It then shows here by itself."
        ),
        "credited_here": _(
            "%(product)s: a credit note gives %(ours)s back, and La Redoute refunds "
            "%(theirs)s (“%(status)s”). Refund the buyer at La Redoute, or cancel the "
            "credit note."
        ),
        "credited_here_late": _(
            "%(product)s: a credit note gives %(ours)s back, and La Redoute refunds "
            "%(theirs)s. It takes no refund from here any more (“%(status)s”): have "
            "its seller support refund the buyer, or cancel the credit note."
        ),
        "refund_not_booked": _(
            "%(product)s: La Redoute refunds %(theirs)s to the buyer (“%(status)s”), "
            "and %(ours)s are still invoiced. Make a credit note."
        ),
        "refund_refused": _("%(product)s, refund of %(ours)s. %(refusal)s"),
        "refund_dropped": _(
            "%(product)s: La Redoute took a refund of %(ours)s and shows it no more "
            "(“%(status)s”), as it does when a newer one is requested on its site. "
            "Request it again, or keep it as it is."
        ),
        "refund_unknown": _(
            "%(product)s: La Redoute refunds the buyer by itself (“%(status)s”) and "
            "does not say how much. Look it up on its site, and say it here."
        ),
        "refund_stuck": _(
            "%(product)s: a refund of %(ours)s has stood still at La Redoute for more "
            "than two days (“%(words)s”). Ask its seller support about it."
        ),
    }


def _whole_sentences(_):
    return {
        "held_up": "%(reason)s",
        "no_sale_order": _("No sale order was made of it. Press Retry."),
        "not_confirmed": _(
            "The buyer paid, and %(sale)s is still a quotation: something stopped its "
            "confirmation. Open it, confirm it, and see what Odoo says."
        ),
        "currency_differs": _(
            "%(sale)s is in %(ours)s, La Redoute sells in %(theirs)s. Give the account "
            "a price list in %(theirs)s, and restore the order."
        ),
        "address_differs": _(
            "La Redoute changed the address to %(theirs)s after goods of %(sale)s left "
            "for %(ours)s, or were ordered to be sent there by a supplier. Have the "
            "carrier or the supplier redirect the parcel, and give deliveries that are "
            "still open the new address; then keep it as it is."
        ),
        "address_edited": _(
            "La Redoute's buyer expects it in %(theirs)s, and a delivery of %(sale)s "
            "is about to leave for %(ours)s: its contact was changed, or merged with "
            "another one. Restore La Redoute's address, or write it on that delivery; "
            "keep it as it is if the buyer wants it there."
        ),
        "country_unknown": _(
            "La Redoute writes the country of the address as “%(theirs)s”, and Odoo "
            "knows none of that name. Set the country of the delivery address of "
            "%(sale)s, which goes to %(ours)s."
        ),
        "vat_doubtful": _(
            "%(sale)s goes to %(theirs)s: its total is La Redoute's, and its lines "
            "hold French VAT, which may not be what is due there. Have your accountant "
            "look at its taxes and its fiscal position (%(ours)s); then keep it as it "
            "is."
        ),
        "total_differs": _(
            "The total is %(theirs)s at La Redoute and %(ours)s in %(sale)s. Restore "
            "La Redoute's prices and delivery fee."
        ),
    }
