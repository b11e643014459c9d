# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The life of one nasty refund: what people, the warehouse and La Redoute do."""

from dataclasses import replace
from decimal import Decimal

from odoo import fields
from odoo.exceptions import AccessError, UserError

from odoo.addons.laredoute_connector.marketplace.statuses import DecisionKind

from .nasty_books import Books


class Life(Books):
    """One order, on which a row's script acts.

    :ivar case: the test
    :ivar refusals: what people read where something was refused
    :ivar is_alone: whether it is tried beside an ordinary refund only
    :ivar leaves_nothing: whether others of the kind can be tried on the same order
    """

    def __init__(self, case, nasty, number):
        self.case, self.nasty, self.number = case, nasty, number
        self.refusals = []
        self.is_alone = nasty.apart or nasty.holds
        self.leaves_nothing = getattr(nasty.script, "leaves_nothing", False)

    # ------------------------------------------------------------------ the records
    def inbox(self):
        return self.case.inbox(self.number)

    def lines(self):
        return self.inbox().line_ids.sorted("remote_id")

    def sale(self):
        return self.inbox().sale_order_id

    def refunds(self):
        return self.inbox().refund_ids.sorted("id").with_user(self.manager())

    def manager(self):
        return self.case.users["manager"]

    def states(self):
        return tuple(self.refunds().line_ids.sorted("id").mapped("state"))

    def expect(self, *states, words=""):
        """On the way, the refunds' lines are in these states, and nothing is shown.

        :param words: that the newest refund says
        """
        self.case.assertEqual(self.states(), states)
        self.case.assertIn(words, self.refunds()[-1:].message)
        if "refused" not in states:
            self.case.assertFalse(self.inbox().disagreement_ids.mapped("message"))

    # ---------------------------------------------------------------- what people do
    def dialogue(self, *selected, reason=True, user="manager"):
        """Fill in the dialogue."""
        order = self.inbox().with_user(self.case.users[user])
        return self._fill(order.action_refund(), selected, reason, order.env)

    def _fill(self, action, selected, reason, env):
        request = env[action["res_model"]].browse(action["res_id"])
        request.reason_id = self.case.reason if reason else False
        lines = request.line_ids.sorted(lambda each: each.order_line_id.remote_id)
        lines.selected = False
        for number, values in selected:
            lines[number - 1].write({"selected": True, **values})
        return request

    def request(self, *selected, reason=True, user="manager"):
        action = self.dialogue(*selected, reason=reason, user=user).action_request()
        return self.refunds().browse(action["res_id"])

    def request_line_of_another(self):
        """A script writes the line of another order into the dialogue."""
        request = self.dialogue((1, {"quantity": 1}))
        other = self.case.env["laredoute.order.line"].search(
            [
                ("account_id", "=", self.inbox().account_id.id),
                ("order_id", "!=", self.inbox().id),
            ],
            limit=1,
        )
        request.line_ids.sudo().order_line_id = other
        request.action_request()

    def say_how_much(self, number, values):
        action = self.refunds()[-1:].action_say_how_much()
        env = self.refunds().env
        self._fill(action, [(number, values)], True, env).action_say_how_much()

    def refuses(self, press):
        """It is refused, with a reason, and leaves nothing behind."""
        try:
            with self.case.env.cr.savepoint():
                press()
        except (AccessError, UserError) as error:
            self.refusals.append(str(error))
        else:
            self.case.fail(f"taken: {self.nasty.name}")

    def give_up_by(self, way):
        self.inbox().account_id.give_up_by = way

    def out_of_stock(self):
        """A person says that nothing comes, as the account says how."""
        order = self.inbox().with_user(self.manager())
        account, way = self.inbox().account_id, self.inbox().account_id.give_up_by
        account.give_up_by = "out_of_stock"
        self.case.give_reason(order.action_out_of_stock())
        account.give_up_by = way

    # -------------------------------------------------------- what the warehouse does
    def ship(self):
        waiting = self.sale().picking_ids.filtered(
            lambda each: each.state not in ("done", "cancel")
        )
        for picking in waiting or self.sale().picking_ids:
            self.case.ship(picking)

    def give_back(self, quantity, line=1):
        """So many pieces of a line come back, and the warehouse receives them."""
        sold = self.lines()[line - 1].sale_line_id
        left = sold.move_ids.picking_id.filtered(
            lambda each: each.picking_type_code == "outgoing"
        )
        wizard = self.case.env["stock.return.picking"].create(
            {"picking_id": left[:1].id}
        )
        for each in wizard.product_return_moves:
            of_line = each.move_id.sale_line_id == sold
            share = each.move_id.quantity / sold.product_uom_qty
            each.quantity = quantity * share if of_line else 0
        back = wizard._create_return()
        for move in back.move_ids:
            move.write({"quantity": move.product_uom_qty, "picked": True})
        back.button_validate()

    # ------------------------------------------------------------ what La Redoute does
    def says(self, status, only=None, words=""):
        """La Redoute says this of the order's lines, or of some."""
        order = self.case.say(self._said(), status, only)
        lines = [
            replace(line, refund_refused_reason=words)
            if not only or number in only
            else line
            for number, line in enumerate(order.lines, start=1)
        ]
        self._put(lines=tuple(lines))

    def changes(self, number, unit_price):
        """La Redoute says another price of a line."""
        lines = list(self._said().lines)
        price = Decimal(unit_price)
        lines[number - 1] = replace(lines[number - 1], unit_price=price)
        self._put(lines=tuple(lines))

    def vanish(self, line=None):
        """La Redoute does not show the order any more, or one line of it."""
        if line is None:
            del self.case.market.orders[self.number]
            return
        left = [
            each
            for number, each in enumerate(self._said().lines, start=1)
            if number != line
        ]
        self._put(lines=tuple(left))

    def _said(self):
        return self.case.market.orders[self.number]

    def _put(self, **values):
        self.case.put(self._said(), **values)

    def answers(self, number, words):
        """La Redoute refuses the next decision about a line, in these words."""
        self.case.refusals[self.lines()[number - 1].remote_id] = words

    def trouble(self, kind):
        """Something goes wrong with the next request that holds a refund of it."""
        self.case.troubles[self.number] = kind

    def killed(self):
        """The process died in the middle of the request that holds its refund."""
        operations = self.inbox().operation_ids.filtered("refund_line_id")
        operations.exchange_id.write({"state": "sending", "handled": False})
        operations.write({"state": "sending"})
        refund = operations.refund_line_id
        refund.state = "queued"

    def later(self, hours):
        self.case.pass_time(hours, self.inbox())
        self.inbox()._compare_again()

    # ---------------------------------------------------------------- what is set up
    def account(self, **values):
        """Set up the account otherwise; return what was there before."""
        account = self.inbox().account_id
        kept = {name: account[name] for name in values}
        account.write(values)
        return kept

    def no_refunds(self):
        """The platform takes no refund, for a while."""
        taken = dict(self.case.market.capabilities.decisions)
        del taken[DecisionKind.REFUND]
        return self.case.only(taken)

    def lose_sale(self):
        """As of an order that was shipped before the connector knew of it."""
        self.lines().sale_line_id = False
        self.inbox().sale_order_id = False

    def discount(self):
        self.lines()[0].sale_line_id.discount = 100

    def archive_product(self):
        self.lines()[0].product_id.active = False

    def tax(self, **values):
        self.lines()[0].sale_line_id.tax_ids.write(values)

    def merge_buyer(self):
        """Odoo merges the order's buyer with another contact."""
        buyer = self.sale().partner_id
        other = buyer.create({"name": buyer.name, "country_id": buyer.country_id.id})
        self.case.env["base.partner.merge.automatic.wizard"]._merge(
            (buyer | other).ids, other
        )
        self.case.assertEqual(self.sale().partner_id, other)

    def close_books(self):
        self.case.company.fiscalyear_lock_date = fields.Date.today()

    def no_journal(self):
        journals = self.case.env["account.journal"].search([("type", "=", "sale")])
        journals.active = False

    def journal(self, **values):
        self.invoice().journal_id.write(values)
