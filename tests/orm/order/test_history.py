# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What happened to an order, when and by whom: one timeline, on screen and on paper."""

from lxml.html import fromstring as html_fromstring

from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.records import DecisionKind, LineResult

from ..agreement.agreement_case import AgreementCase
from ..common import only_on_sellr


@tagged("standard", "post_install", "-at_install")
class TestHistory(AgreementCase):
    def history(self):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.inbox().history_ids

    def of(self, event):
        return self.history().filtered(lambda each: each.event == event)

    def test_a_whole_life_is_one_timeline(self):
        self.account.acceptance_policy = "manual"
        self.product.invoice_policy = "delivery"
        order = self.order(self.product)
        self.read()
        self.as_user("manager", self.inbox()).action_accept()
        self.run_flow("send_operations")
        for status in ("accepted", "to_ship"):
            order = self.say(order, status)
            self.read()
        self.ship(self.sale().picking_ids)
        self.run_flow("send_operations")
        self.say(order, "shipped")
        self.read()
        self.sale()._create_invoices().action_post()
        self.assertEqual(
            self.of("status").mapped("state"),
            ["to_accept", "accepted", "to_ship", "shipped"],
        )
        self.assertEqual(self.of("status")[0].words, "To_accept")
        decided = self.of("decision")
        accepted = decided.filtered(lambda each: each.kind == "accept")
        self.assertEqual(
            accepted.mapped("state"), ["made", "sending", "sent", "confirmed"]
        )
        self.assertEqual(accepted[0].user_id, self.users["manager"])
        self.assertEqual(accepted[0].description, "Accept: decided")
        self.assertEqual(accepted[1].exchange_id.kind, "order_updates")
        opened = self.as_user("user", accepted[1]).action_open_exchange()
        self.assertEqual(opened["res_id"], accepted[1].exchange_id.id)
        self.assertIn("6A12345678901", self.of("delivery").words)
        self.assertEqual(self.of("invoice").amount, self.sale().amount_total)
        moments = self.history().mapped("at")
        self.assertEqual(moments, sorted(moments))

    def test_the_same_answer_again_adds_nothing(self):
        self.order(self.product)
        self.read()
        before = len(self.of("status"))
        self.read()
        self.assertEqual(len(self.of("status")), before)

    def test_what_was_refused_and_sent_again_keeps_both(self):
        self.order(self.product)
        self.read()
        line = self.inbox().line_ids
        self.market.results[line.remote_id] = LineResult(line.remote_id, False, "No")
        self.run_flow("send_operations")
        self.market.results.clear()
        self.inbox().operation_ids.action_retry()
        self.run_flow("send_operations")
        states = self.of("decision").mapped("state")
        self.assertIn("refused", states)
        self.assertLess(states.index("refused"), states.index("sent"))
        refused = self.of("decision").filtered(lambda each: each.state == "refused")
        self.assertEqual(refused.words, "No")
        self.assertEqual(len(self.of("decision").exchange_id), 2)

    def test_an_answer_that_gives_way_is_noted(self):
        self.order(self.product)
        self.read()
        self.inbox().line_ids._enqueue_decision(DecisionKind.REFUSE)
        self.assertIn("dropped", self.of("decision").mapped("state"))

    @only_on_sellr("the other platform has no refunds")
    def test_a_refund_is_in_it(self):
        order = self.paid()
        self.ship(self.sale().picking_ids)
        self.run_flow("send_operations")
        order = self.say(order, "shipped")
        self.read()
        for status in ("to_refund", "refunded"):
            order = self.say(order, status)
            self.read()
        self.assertEqual(self.of("refund").mapped("state"), ["requested", "refunded"])
        self.assertEqual(self.of("refund")[0].amount, 65.8)

    def test_the_printed_page(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.paid(self.product, self.make_product(stock=2))
        self.inbox().message_post(body="Cliente difficile, à surveiller")
        other = self.order(self.product, remote_id="1-2026.325.0007777")
        self.read()
        user = self.users["user"]
        orders = self.inbox() | self.inbox(other.remote_id)
        reports = self.env["ir.actions.report"].with_user(user)
        html, kind = reports._render_qweb_html(
            "laredoute_connector.order_history_report", orders.ids
        )
        text = html.decode()
        self.assertEqual(kind, "html")
        for remote_id in orders.mapped("remote_id"):
            self.assertIn(remote_id, text)
        for line in orders.line_ids:
            self.assertIn(line.remote_id, text)
        # an empty cell is a cell
        table = html_fromstring(html).findall(".//table")[1]
        self.assertEqual({len(row) for row in table.iter("tr")}, {6})
        self.assertNotIn("Cliente difficile", text, "what colleagues wrote is theirs")
        for buyer in ("DUPONT", "Épeule", "0612345678"):
            self.assertNotIn(buyer, text)
        self.assertIn("Cliente difficile", " ".join(self.of("note").mapped("words")))

    def test_what_is_forgotten_of_a_buyer_stands_in_no_event(self):
        self.paid()
        events = self.env["laredoute.order.event"].search([])
        words = " ".join(filter(None, events.mapped("words")))
        for buyer in ("DUPONT", "Épeule", "0612345678", "59100"):
            self.assertNotIn(buyer, words)
