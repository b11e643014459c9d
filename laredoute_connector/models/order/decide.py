# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Accepting and refusing: by a person's button or by the account's policy.

A decision is written to the outbox, line by line; how lines go together in one call is
the outbox's matter. What the platform does not take is not decided here.
"""

from datetime import timedelta
from decimal import Decimal

from odoo import fields, models
from odoo.exceptions import UserError

from ...marketplace.agreement.decisions import ANSWERS
from ...marketplace.port import Scope
from ...marketplace.rules import is_price_drop
from ...marketplace.statuses import DecisionKind
from ..common import cents
from ..offer.price import price_currency, prices
from ..offer.stock import Stock, untracked
from .order import WaitingError
from .status import UNANSWERED

#: stock may arrive: orders that wait for it are looked at again this often
LOOK_AGAIN = timedelta(hours=1)
#: a fall of the price, as a fraction, that no promotion explains
ABSURD = Decimal("0.5")


class LaredouteOrderLine(models.Model):
    _inherit = "laredoute.order.line"

    # ------------------------------------------------------------ by a person
    def _decide(self, kind, only_in_stock=True):
        """Enqueue a person's answer for the lines that wait for one.

        :param kind: ``DecisionKind.ACCEPT`` or ``REFUSE``
        :param only_in_stock: see :meth:`_enqueue_decision`
        :raises UserError: when none waits, or the platform does not take this answer
        """
        lines = self._undecided()
        if not lines:
            raise UserError(
                self.env._(
                    "No line of the order waits for an answer any more: each was "
                    "answered, or its answer is on its way."
                )
            )
        for account in lines.account_id:
            if kind not in account._capabilities().decisions:
                raise UserError(lines._describe_undecidable(kind))
        lines.sudo()._enqueue_decision(kind, only_in_stock)

    def _enqueue_decision(self, kind, only_in_stock=True):
        """Enqueue what a person decided; one that was refused before goes again.

        :param only_in_stock: whether an acceptance is taken back when what stock
            covers now is sold before it is sent
        """
        operations = self._enqueue(kind)
        operations.only_in_stock = only_in_stock and kind is DecisionKind.ACCEPT
        operations._enqueue_again()

    def _undecided(self):
        """Lines that wait for an answer, and whose answer is not on its way."""
        return self.filtered(
            lambda line: line.status in UNANSWERED and not line._has_open_answer()
        )

    def _missing_units(self):
        """Say what of these lines is not there to be accepted; else empty.

        The safety may be given away by a person, what others were promised may not.
        """
        missing = []
        for account, lines in self.sudo().grouped("account_id").items():
            stock = Stock(account, lines.product_id)
            loose = stock.untracked
            for line in lines.filtered("product_id"):
                product = line.product_id
                if product.id in loose:
                    missing.append(self._describe_untracked(product))
                elif not stock.take(product.id, line.quantity, "there"):
                    units = stock.of(product.id, "there")
                    missing.append(line._describe_missing(units))
        return "\n".join(missing)

    def _describe_untracked(self, product):
        return self.env._(
            "Odoo follows no stock of %s: nobody knows whether there is any.",
            product.display_name,
        )

    def _describe_missing(self, units):
        return self.env._(
            "%(quantity)s × %(product)s: %(there)g can be delivered (on hand "
            "%(on_hand)g, reserved %(reserved)g, sold and not reserved %(sold)g, "
            "accepted at La Redoute %(accepted)g).",
            quantity=self.quantity,
            product=self.product_id.display_name,
            there=units.there,
            on_hand=units.on_hand,
            reserved=units.reserved,
            sold=units.sold,
            accepted=units.accepted,
        )

    def _has_open_answer(self):
        """Whether an acceptance or refusal of the line is on its way."""
        self.ensure_one()
        return any(
            DecisionKind(operation.kind) in ANSWERS and operation.state != "refused"
            for operation in self.operation_ids
        )

    def _describe_undecidable(self, kind):
        """Return why a person cannot accept, or refuse, from here."""
        if kind is DecisionKind.ACCEPT:
            return self.env._(
                "The account's platform takes no acceptance from here: accept the "
                "order on La Redoute's own site."
            )
        return self.env._(
            "The account's platform takes no refusal from here: refuse the order on "
            "La Redoute's own site."
        )

    # -------------------------------------------------------------- by policy
    def _decide_by_policy(self):
        """Accept what can be delivered, line by line, as the account's policy says.

        Where the platform wants one answer for the whole order, all of it is accepted
        or none.

        :return: a WaitingError when a person must decide about some, else nothing
        """
        account = self.account_id
        waiting = self.filtered(
            lambda line: (
                line.status in UNANSWERED
                and not line.operation_ids
                # what Odoo does not sell is a person's to decide
                and line.sale_line_id.order_id.state not in (False, "cancel")
            )
        )
        if not waiting or not account.switch_fulfilment:
            return None
        scope = account._capabilities().decisions.get(DecisionKind.ACCEPT)
        if not scope:
            return WaitingError(self._describe_undecidable(DecisionKind.ACCEPT))
        if account.acceptance_policy == "manual":
            return WaitingError(
                self.env._("accept or refuse it before %s.", self._deadline())
            )
        doubtful = waiting._doubtful()
        accepted = waiting - doubtful
        in_stock = account.acceptance_policy == "stock"
        if in_stock:
            accepted = accepted._deliverable()
        left = waiting - accepted
        if not left or scope == Scope.LINE:
            accepted._enqueue(DecisionKind.ACCEPT, only_in_stock=in_stock)
        return left and left._waits_for_a_person(doubtful)

    def _waits_for_a_person(self, doubtful):
        """Return the WaitingError that says why the policy does not accept these."""
        short = self - doubtful
        reasons = [doubtful._describe_doubt()] if doubtful else []
        reasons += [short._describe_shortage()] if short else []
        return WaitingError(" ".join(reasons), retry_after=short and LOOK_AGAIN)

    def _deliverable(self):
        """Lines that free stock covers, first come first served.

        What nobody answered yet holds nothing against them: of two orders of the last
        unit the first one has it. Of what Odoo follows no stock of, none is there.
        """
        stock = Stock(self.account_id, self.product_id)
        loose = stock.untracked
        return self.filtered(
            lambda line: (
                line.product_id.id not in loose
                and stock.take(line.product_id.id, line.quantity)
            )
        )

    def _doubtful(self):
        """Lines that cannot be meant: of no units, or sold for next to nothing."""
        usual = self._usual_prices()
        return self.filtered(
            lambda line: (
                line.quantity <= 0
                or line.unit_price <= 0
                or is_price_drop(
                    usual.get(line.product_id.id), cents(line.unit_price), ABSURD
                )
            )
        )

    def _usual_prices(self):
        """Return {product id: price La Redoute knows, else Odoo's, VAT included}."""
        account, products = self.account_id, self.product_id
        in_euros = price_currency(account).name == "EUR"
        found = prices(account, products) if in_euros else {}
        usual = {product: price for product, (price, _rate) in found.items()}
        listings = self.env["laredoute.listing"].search_fetch(
            [
                ("account_id", "=", account.id),
                ("product_id", "in", products.ids),
                ("price_sent", ">", 0),
            ],
            ["product_id", "price_sent"],
        )
        usual.update(
            (listing.product_id.id, cents(listing.price_sent)) for listing in listings
        )
        return usual

    def _describe_doubt(self):
        lines = ", ".join(
            f"{line.quantity} × {line.product_id.display_name} ({line.unit_price:.2f})"
            for line in self
        )
        return self.env._(
            "La Redoute's order makes no sense: %(lines)s. Nothing is accepted at a "
            "quantity of zero or at less than half of the price. Settle it with La "
            "Redoute, then accept or refuse it before %(deadline)s.",
            lines=lines,
            deadline=self._deadline(),
        )

    def _describe_shortage(self):
        loose = untracked(self.account_id, self.product_id)
        of_loose = self.filtered(lambda line: line.product_id.id in loose)
        if of_loose == self:
            return self.env._(
                "Odoo follows no stock of %(products)s: nobody knows whether there is "
                "any. Accept or refuse it before %(deadline)s.",
                products=", ".join(self.product_id.mapped("display_name")),
                deadline=self._deadline(),
            )
        warehouse = self.account_id.warehouse_id
        if not warehouse.active:
            return self.env._(
                "The warehouse %(warehouse)s, which delivers for %(account)s, is "
                "archived. Choose another one on the account or unarchive it, then "
                "accept or refuse the order before %(deadline)s.",
                warehouse=warehouse.name,
                account=self.account_id.name,
                deadline=self._deadline(),
            )
        return self.env._(
            "stock does not cover %(products)s. Receive stock or refuse it before "
            "%(deadline)s; La Redoute then cancels it.",
            products=", ".join(
                f"{line.quantity} × {line.product_id.display_name}" for line in self
            ),
            deadline=self._deadline(),
        )

    def _deadline(self):
        """Return when an answer must be there, as the account's people read it."""
        order = self.order_id
        local = fields.Datetime.context_timestamp(
            order.with_context(tz=order.account_id.tz), order.answer_before
        )
        return local.strftime("%d/%m/%Y %H:%M")

    # ------------------------------------------------------------- the outbox
    def _enqueue(self, kind, **values):
        """Write one decision per line to the outbox; a decision is sent once.

        :param kind: a ``DecisionKind``, or its value
        :param values: fields of the operation (tracking, date…)
        :return: the operations, those that existed already included
        """
        kind = DecisionKind(kind).value
        return self.env["laredoute.operation"]._enqueue(self, kind, **values)
