# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A shop in which anybody may do anything: what each step does, on both sides."""

from contextlib import suppress
from dataclasses import replace

from odoo.exceptions import UserError

from odoo.addons.laredoute_connector.marketplace.agreement import Way

from .market import Killed
from .oracle import differences
from .words import PROMISED

#: hours after which La Redoute cancels what has no answer
ANSWER_HOURS = 72
#: where moments are stored that lie further back when time passes
MOMENTS = """
SELECT table_name, array_agg(column_name::text)
  FROM information_schema.columns
 WHERE table_schema = current_schema()
   AND is_updatable = 'YES' AND data_type LIKE 'timestamp%%' AND table_name LIKE ANY(%s)
 GROUP BY table_name"""
TABLES = [
    "laredoute\\_%",
    "sale\\_order%",
    "stock\\_picking",
    "stock\\_move%",
    "mail\\_activity",
]
#: alarms about decisions and time, which documents cannot show
OF_DECISIONS = {
    "decision_refused",
    "decision_unknown",
    "decision_silent",
    "decision_waiting",
    "unanswered",
    "status_unknown",
    "held_up",
    "refund_refused",
    "refund_dropped",
    "refund_stuck",
    "refund_unknown",
}
#: the ways out in the order in which a tired person tries them
WAYS = (
    Way.RESTORE,
    Way.ACCEPT,
    Way.COMPLETE,
    Way.SEND_AGAIN,
    Way.OUT_OF_STOCK,
    Way.REFUSE,
    Way.REFUND,
    Way.REFUND_AGAIN,
    Way.CREDIT,
    Way.SAY_HOW_MUCH,
    Way.RETRY,
    Way.READ,
    Way.KEEP_OURS,
)


#: statuses in which nothing can be done, and what La Redoute makes of them in the end
ENDS = {
    "accepted": "to_ship",
    "unknown": "to_ship",
    "to_cancel": "cancelled",
    # the last of them first: each takes its time
    "refunding": "refunded",
    "to_approve": "refunding",
    "to_refund": "to_approve",
}


class Shop:
    """One seller's Odoo and La Redoute, both at the mercy of the steps.

    :param case: the test, in whose transaction all happens
    :param products: what is sold
    """

    def __init__(self, case, products):
        self.case, self.env, self.products = case, case.env, products
        self.market = case.market
        self.orders, self.ages, self.moved = {}, {}, set()
        #: orders that were moved when goods of them had left
        self.moved_late = set()
        self.others = [
            self.env["res.partner"].create({"name": "ALIEN", "zip": zip_code})
            for zip_code in ("59100", "13001")
        ]
        self.env.cr.execute(MOMENTS, [TABLES])
        self.moments = self.env.cr.fetchall()

    # ------------------------------------------------------------- what La Redoute does
    def order_comes(self, sold):
        """A buyer orders.

        :param sold: (number of the product, quantity) of each line
        """
        remote_id = f"1-2026.330.{len(self.orders) + 1:07d}"
        lines = [
            self.case.order_line(self.products[number], quantity=quantity)
            for number, quantity in sold
        ]
        order = self.case.order(*lines, remote_id=remote_id)
        self.ages[remote_id] = 0
        self._put(order)
        return order

    def many_orders_come(self, count):
        """Buyers order what they like, one or two articles, most of them one piece."""
        for number in range(count):
            sold = [(number % 3, 1 + number % 7 // 5)]
            if number % 4 == 3:
                sold.append(((number + 1) % 3, 1 + number % 3))
            self.order_comes(sold)

    def all_go_on(self, status, then):
        """La Redoute changes every line that has a status."""
        for order in list(self.orders.values()):
            alike = {
                number
                for number, line in enumerate(order.lines, start=1)
                if line.status.value == status
            }
            if alike:
                self.goes_on(order, then, alike)

    def goes_on(self, order, status, only=None):
        """La Redoute changes the status of lines; of all without ``only``."""
        order = self.case.say(order, status, only)
        self._put(order)
        if order.remote_id in self.moved:
            # it is said anew, whole or in part, and is the same place
            self.moves(order)

    def moves(self, order):
        """La Redoute sends all of an order to another town."""
        if order.remote_id not in self.moved and _some_left(self.sale(order)):
            self.moved_late.add(order.remote_id)
        self.moved.add(order.remote_id)
        lines = tuple(
            replace(line, delivery=_elsewhere(line.delivery)) for line in order.lines
        )
        self.changes(order, lines=lines, delivery=_elsewhere(order.delivery))

    def changes(self, order, **values):
        """La Redoute says something else of an order than before."""
        source = f"{order.remote_id}|changed|{len(self.market.history)}"
        order = replace(order, **values, source=source.encode(), digest=source)
        self.market.put(order)
        self._put(order)
        return order

    def _put(self, order):
        self.orders[order.remote_id] = order
        for line in order.lines:
            self.market.statuses[line.remote_id] = line.status

    def follow(self):
        """What La Redoute took shows in its orders."""
        followed, self.market.followed[:] = list(self.market.followed), []
        for line_id, status in followed:
            remote_id, _dash, number = line_id.rpartition("-")
            self.goes_on(self.orders[remote_id], status, {int(number)})

    def time_passes(self, hours):
        """Everything that is stored lies so much further back."""
        self.env.flush_all()
        for table, columns in self.moments:
            earlier = ", ".join(
                f"{each} = {each} - interval '{hours} hours'" for each in columns
            )
            self.env.cr.execute(f"UPDATE {table} SET {earlier}")
        self.env.invalidate_all()
        for remote_id, order in list(self.orders.items()):
            self.ages[remote_id] += hours
            unanswered = {
                number
                for number, line in enumerate(order.lines, start=1)
                if line.status.value == "to_accept"
            }
            if unanswered and self.ages[remote_id] > ANSWER_HOURS:
                self.goes_on(order, "cancelled", unanswered)
        self.run("compare_waiting_orders")

    # ------------------------------------------------------------------- both sides
    def run(self, *flows):
        """Run flows; a process that is killed leaves the rest to the next one."""
        for flow in flows:
            with suppress(Killed):
                self.case.run_flow(flow)
            self.follow()

    def settle(self):
        """Let the scheduler do what is due, until nothing is on its way."""
        self.env.cr.flush()
        self.run("fetch_orders", "process_orders")
        self.apply_files()
        self.run("send_operations", "follow_refunds")
        self.run("fetch_orders", "process_orders", "compare_orders")

    def apply_files(self):
        """The scheduler applies the files of parcels that people agreed to."""
        running = [("state", "=", "running")]
        if self.env["laredoute.parcel.file"].search_count(running):
            self.case.run_cron("laredoute_connector.ir_cron_parcel_files")

    def under_way(self):
        """Orders of which La Redoute still expects something."""
        return [
            order
            for order in self.orders.values()
            if any(line.status.value in PROMISED for line in order.lines)
        ]

    def inbox(self, order):
        return self.case.inbox(order.remote_id)

    def all_inboxes(self):
        account = [("account_id", "=", self.case.account.id)]
        return self.env["laredoute.order"].search(account)

    def deliveries(self, sales=None):
        """What waits to be picked or to leave, of all orders or of these."""
        if sales is None:
            sales = self.all_inboxes().sale_order_id
        return sales.picking_ids.filtered(
            lambda each: (
                each.state in ("confirmed", "assigned", "waiting")
                and each.picking_type_code != "incoming"
            )
        )

    def sale(self, order):
        return self.inbox(order).sale_order_id

    def goods(self, order):
        return self.sale(order).order_line.filtered("product_id.is_storable")

    # -------------------------------------------------------------------- what holds
    def problems(self, order, inbox):
        """Return what is wrong with the product: silence, or a false alarm.

        :param inbox: the connector's record of the order; None where it is not read
        """
        if not inbox or inbox.digest != order.digest:
            # it is not read yet
            return []
        found = differences(inbox, order, self.market)
        shown, open_ones = inbox.disagreement_ids, inbox._open_disagreements()
        wrong = []
        for line_id, what in found:
            # of the order as a whole, or of this very line
            about = {each.order_line_id.remote_id or "" for each in shown}
            if not about & ({line_id, ""} if line_id else about):
                wrong.append(f"not shown: {line_id} {what}")
        if open_ones and not inbox.activity_ids:
            wrong.append("shown to nobody")
        if inbox.activity_ids and not open_ones:
            wrong.append("an activity without a cause")
        wrong += [
            f"no way out: {each.code}"
            for each in open_ones
            if not each.message or not each.ways.strip(",")
        ]
        false = set(open_ones.mapped("code")) - OF_DECISIONS
        if order.remote_id in self.moved_late:
            # a parcel is on its way to where La Redoute wanted it before
            false.discard("address_differs")
        if false and not found:
            wrong.append(f"false alarm: {false}")
        return wrong

    def press_everything(self):
        """Press what is offered, as a person does who wants peace."""
        self.market.refusals.clear()
        self.market.answers.clear()
        self.market.fail.clear()
        self.case.account.switch_fulfilment = True
        for _round in range(12):
            self.la_redoute_ends()
            self.time_passes(5)
            self.settle()
            shown = [
                each
                for order in self.orders.values()
                for each in self.inbox(order)._open_disagreements()
            ]
            if not shown:
                self.check_read()
                return
            for each in shown:
                if each.exists():
                    self.press(each)
                    self.env.cr.flush()
        left = {f"{each.order_id.remote_id} {each.code}: {each.ways}" for each in shown}
        raise AssertionError(f"no way out helped: {left}")

    def check_read(self):
        """No order is forgotten, or kept as it was before."""
        for order in self.orders.values():
            inbox = self.inbox(order)
            assert inbox, f"{order.remote_id} was never read"
            assert inbox.digest == order.digest, f"{order.remote_id} is not read again"

    def la_redoute_ends(self):
        """No line stays for ever in a status in which nothing can be done."""
        for status, end in ENDS.items():
            self.all_go_on(status, end)

    def press(self, disagreement):
        """Press the first way that can be gone."""
        offered = [way for way in WAYS if f",{way.value}," in disagreement.ways]
        for way in offered:
            if way is Way.COMPLETE:
                self.complete(disagreement.order_id)
                return
            name = {Way.KEEP_OURS: "keep"}.get(way, way.value)
            try:
                with self.env.cr.savepoint():
                    self.answer(getattr(disagreement, f"action_{name}")())
                return
            except UserError as error:
                refusal = f"{disagreement.code}, {way.value}: {error}"
        raise AssertionError(f"no way can be gone: {refusal}")

    def answer(self, action):
        """Say yes to what a button asks."""
        model = action.get("res_model")
        dialogue = self.env[model].browse(action["res_id"]) if model else None
        if model == "laredoute.acceptance":
            dialogue.action_accept()
        elif model == "laredoute.decline":
            dialogue.reason_id = self.env.ref("laredoute_connector.reason_no_stock")
            dialogue.action_confirm()
        elif model == "laredoute.refund.request":
            dialogue.reason_id = self.env.ref("laredoute_connector.reason_lost")
            if dialogue.refund_id:
                dialogue.action_say_how_much()
            else:
                dialogue.action_request()
        elif model == "account.move":
            dialogue.action_post()

    def refund(self, order, place, number):
        """Request a refund of one line, as the form does.

        :param place: of the line, from 0
        """
        action = self.inbox(order).action_refund()
        dialogue = self.env[action["res_model"]].browse(action["res_id"])
        dialogue.line_ids.selected = False
        line = dialogue.line_ids[place : place + 1]
        line.write(
            {
                "selected": True,
                "by": "amount" if number % 3 == 1 else "pieces",
                "goods": 5,
                "quantity": line.quantity_left if number % 3 == 2 else 1,
                "fee": number % 2 == 1 and line.fee_left > 0,
            }
        )
        self.answer(action)

    def complete(self, inbox):
        for picking in inbox.sale_order_id.picking_ids:
            if picking.state == "done" and picking.picking_type_code == "outgoing":
                picking.carrier_tracking_ref = "6A00000000001"


def _some_left(sale):
    done = sale.picking_ids.filtered(lambda each: each.state == "done")
    return any(each.picking_type_code == "outgoing" for each in done)


def _elsewhere(delivery):
    """The same delivery in another town; None stays None."""
    if delivery is None:
        return None
    address = replace(delivery.address, zip_code="69002", city="LYON")
    return replace(delivery, address=address)
