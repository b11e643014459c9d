# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What of an order line may be refunded, and what La Redoute refunds by itself."""

from datetime import timedelta
from decimal import Decimal

from odoo import fields, models
from odoo.exceptions import UserError

from ...marketplace.agreement.decisions import DECLINES, MOST_SENT
from ...marketplace.refunds import (
    IN_PROGRESS,
    SHOWN,
    Refundable,
    RefundState,
    left_of,
)
from ...marketplace.statuses import ALLOWS, FACTS, DecisionKind, LineStatus
from ..common import cents
from ..order.elsewhere import is_elsewhere
from ..order.status import SHIPPABLE, SHIPPED
from .eco_fee import check_part
from .states import PROGRESSING, UNFINISHED

#: states of a refund that a status of its line shows, and that is over
_OVER = {
    RefundState.REFUNDED: (RefundState.REFUNDED.value,),
    RefundState.REFUSED: (
        RefundState.REFUSED.value,
        RefundState.DROPPED.value,
        RefundState.CANCELLED.value,
    ),
}
#: a new refund is first shown as requested (protocol P-138): a later word of it that
#: comes this soon after the end of another one is a word about that one, read late
READ_LATE = timedelta(hours=1)
_LATER_WORDS = (RefundState.TO_APPROVE, RefundState.REFUNDING)
#: statuses that do not say that a line went on after its refund
_SAYS_NOTHING_NEW = tuple(status.value for status in (*SHOWN, LineStatus.UNKNOWN))


class LaredouteOrderLine(models.Model):
    _inherit = "laredoute.order.line"

    def _is_refunded_elsewhere(self):
        """Whether La Redoute shows a refund of the line that nobody requested here."""
        shown = SHOWN.get(LineStatus(self.status))
        known = {each.state for each in self.refund_line_ids}
        if shown is None or known & {*PROGRESSING}:
            return False
        if known & {*_OVER.get(shown, ())} and not self._is_refunded_again(shown):
            return False
        if self._is_read_late(shown):
            return False
        queued = self._queued_refunds()
        if queued and shown is RefundState.REFUSED:
            # that was an earlier one, which is requested again
            return False
        # of what was sent nobody knows yet whether it is this one
        return queued._request().state not in ("sending", "unknown")

    def _queued_refunds(self):
        """Return the refunds of the line that La Redoute was not informed of yet."""
        return self.refund_line_ids.filtered(
            lambda each: each.state == RefundState.QUEUED.value
        )

    def _is_read_late(self, shown):
        """Whether what La Redoute shows is of a refund that is over already.

        :param shown: the :class:`RefundState` that the line's status shows
        """
        refunded = RefundState.REFUNDED.value
        over = self.refund_line_ids.filtered(
            lambda each: each.state in (refunded, RefundState.REFUSED.value)
        )
        known = all(each.refund_id.amount_known for each in self.refund_line_ids)
        if shown in IN_PROGRESS and known and refunded in over.mapped("state"):
            left = self._refundable(without=self._queued_refunds())
            if not left.goods and not left.fee:
                # there is nothing that could be refunded once more
                return True
        read_at = self.status_at or fields.Datetime.now()
        return shown in _LATER_WORDS and any(
            read_at - each.since < READ_LATE for each in over
        )

    def _is_refunded_again(self, shown):
        """Whether the line went on after its refund, and came back to Refunded.

        So another part of it was refunded, of which nothing was read in between.
        """
        if shown is not RefundState.REFUNDED:
            return False
        before = self.refund_line_ids.filtered(lambda each: each.state == shown.value)
        since = max(before.mapped("since"))
        left = self._refundable(without=self._queued_refunds())
        if (
            not self.status_at
            or self.status_at <= since
            or not (left.goods or left.fee)
        ):
            return False
        went_on = ("state", "not in", _SAYS_NOTHING_NEW)
        return self._was_shown(("at", ">", since), went_on)

    def _prepare_refund_elsewhere(self):
        """Return the refund line of what La Redoute refunds: how much, it keeps."""
        left = self._refundable()
        return {
            "order_line_id": self.id,
            "state": SHOWN[LineStatus(self.status)].value,
            "quantity": int(left.quantity),
            "goods": float(left.goods),
            "fee": float(left.fee),
            "words": self.refund_refused_reason,
            "unshipped": self._is_unshipped(),
        }

    def _is_unshipped(self):
        """Whether goods of the line have not left, nor La Redoute been informed so."""
        status = LineStatus(self.status)
        if FACTS[status].promised:
            return not self._has_left()
        sale_line = self.sudo().sale_line_id
        informed = self.operation_ids.filtered(
            lambda each: (
                DecisionKind(each.kind) is DecisionKind.SHIP
                and each.state in ("sent", "confirmed")
            )
        )
        if status not in SHOWN or informed:
            return False
        if not sale_line.move_ids:
            # paid and refunded between two readings: no delivery was made of it yet
            state, product = sale_line.order_id.state, sale_line.product_id
            held = state == "sale" and product.type == "consu"
            here = (held or state in ("draft", "sent")) and not is_elsewhere(
                self.order_id
            )
            return here and not self._was_shown(("state", "in", SHIPPED))
        return not sale_line._laredoute_left()

    def _was_shown(self, *terms):
        """Whether La Redoute ever showed a status of the line that some terms hold of.

        :param terms: of a domain of ``laredoute.order.event``
        """
        shown = [("order_line_id", "=", self.id), ("event", "=", "status"), *terms]
        events = self.env["laredoute.order.event"].sudo()
        return bool(events.search_count(shown, limit=1))

    def _refundable(self, without=None):
        """Return what of a line may still be refunded, as a :class:`Refundable`.

        :param without: refund lines that do not count
        """
        self.ensure_one()
        fee = cents(self.delivery_fee)
        paid = Refundable(Decimal(self.quantity), cents(self.amount) - fee, fee)
        counted = self.refund_line_ids - (without or self.refund_line_ids.browse())
        return left_of(paid, self._exact_price(), [each._made() for each in counted])

    def _not_refundable(self):
        """Say why nothing of a line can be refunded from here now; else empty."""
        self.ensure_one()
        status, words = LineStatus(self.status), self.status_text
        under_way = self.refund_line_ids.filtered(lambda each: each.state in UNFINISHED)
        if under_way:
            return self.env._("%s is under way.", under_way[:1].refund_id.name)
        if FACTS[status].dead or self.given_back:
            return self.env._("La Redoute sells nothing of it (“%s”).", words)
        if status in ALLOWS[DecisionKind.REFUND]:
            return self._given_up_otherwise()
        if status is LineStatus.UNKNOWN:
            return self.env._(
                "Nobody knows what La Redoute means by “%s”: look at the order on its "
                "site.",
                words,
            )
        if FACTS[status].promised:
            return self.env._("Its buyer has not paid yet (“%s”).", words)
        return self.env._(
            "La Redoute takes no refund of it from here any more (“%s”). Have its "
            "seller support refund the buyer; it then shows here by itself.",
            words,
        )

    def _given_up_otherwise(self):
        """Say that it is out of stock already: the buyer gets the money by that.

        Not when La Redoute took that, and shows nothing of it for hours.
        """
        lately = fields.Datetime.now() - MOST_SENT
        declines = self.operation_ids.filtered(
            lambda each: (
                DecisionKind(each.kind) in DECLINES
                and each.state != "refused"
                and not (each.sent_at and each.sent_at < lately)
            )
        )
        if self.status in SHIPPABLE and declines:
            return self.env._("La Redoute is being informed that it is out of stock.")
        return ""

    def _prepare_refund(self, part, without=None):
        """Return the refund line of a part of a line.

        :param part: :class:`~.request.Part`
        :param without: the refund line that it replaces, if any
        :raises UserError: where La Redoute takes none, or there is not that much left
        """
        self.ensure_one()
        name = self.product_id.display_name or self.remote_id
        obstacle = "" if without else self._not_refundable()
        if obstacle:
            words = f"{name}: {obstacle}"
            raise UserError(words)
        left = self._refundable(without)
        goods = self._goods_of(part, left)
        if goods is None or goods > left.goods or (part.fee and not left.fee):
            raise UserError(self._describe_left(name, left))
        # La Redoute may refund a fee alone; from here it is refunded with goods
        if goods <= 0 and not (goods == 0 and without and part.fee):
            raise UserError(self._describe_nothing(name, part))
        # of what La Redoute began by itself people say what it is, whatever we would
        if not without or without.refund_id.amount_known:
            check_part(self, part, goods, left, without)
        # a part of it goes once the rest is shipped: La Redoute knows lines only
        unshipped = self._is_unshipped() and part.quantity == self.quantity
        if unshipped and self.account_id.give_up_by != "refund" and not without:
            raise UserError(
                self.env._(
                    "%s is not shipped, and none of it is to leave: inform La Redoute "
                    "that it is out of stock.",
                    name,
                )
            )
        return {
            "order_line_id": self.id,
            "quantity": part.quantity,
            "goods": float(goods),
            "fee": float(left.fee) if part.fee else 0,
            "unshipped": unshipped,
        }

    def _goods_of(self, part, left):
        """Return what a part of a line costs; None: there are not that many pieces."""
        if part.quantity:
            try:
                return left.price_of(Decimal(part.quantity), self._exact_price())
            except ValueError:
                return None
        return left.goods if part.goods is None else cents(part.goods)

    def _describe_left(self, name, left):
        return self.env._(
            "%(product)s: at most %(quantity)s pieces and %(goods)s can be refunded, "
            "and %(fee)s of the delivery fee.",
            product=name,
            quantity=int(left.quantity),
            goods=self.currency_id.format(float(left.goods)),
            fee=self.currency_id.format(float(left.fee)),
        )

    def _describe_nothing(self, name, part):
        if part.fee:
            return self.env._(
                "%s: no delivery fee is refunded alone from here. Refund some of the "
                "price with it, or have La Redoute's seller support refund the fee.",
                name,
            )
        return self.env._("%s: refund more than 0.", name)
