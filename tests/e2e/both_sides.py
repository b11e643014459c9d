# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whether La Redoute's books and Odoo's hold the same, line by line, to the cent.

The simulator's books are read as they are; nothing of the comparison that the product
makes itself is used, but that it must see what is found here.
"""

from decimal import Decimal

from laredoute_simulator.order_updates import IN_REFUND, refunded

from .life_of_a_line import VERBS, WORDS

#: words of lines of which nothing is sold
DEAD = {"Refused", "Outofstock", "Cancelled"}
#: codes of disagreements by which a person knows that the documents differ
OF_GOODS = {"cancelled_here", "shipped_short"}
#: decision → words after which nobody knows whether it was taken
PROVES_NOTHING = {"accept": {"Cancelled"}, "refund": {"Paid"}}
#: states of a decision that La Redoute took
TAKEN = ("sent", "confirmed")
#: states of a refund that La Redoute has in progress
IN_PROGRESS = ("sent", "requested", "to_approve", "refunding")


def cents(amount):
    return Decimal(str(amount or 0)).quantize(Decimal("0.01"))


def both_sides_agree(shop, shown, refusals=0):
    """Fail with every difference between the two, of some orders.

    :param shown: {order's number: codes of the disagreements that a person is to see}
    :param refusals: decisions that La Redoute refused, of all these orders
    """
    found, refused = [], 0
    for order_id, codes in shown.items():
        order = shop.sim.world.orders.get(order_id)
        found += [f"{order_id}: {each}" for each in differences(shop, order, codes)]
        for line in order.lines:
            refused += sum(counts["refused"] for counts in line.audit.values())
    assert not found, "\n".join(found)
    assert refused == refusals, "a decision was sent where it could not be taken"
    assert not shop.search("exchange", ("needs_person", "=", True))


def shown_of(shop, order_id):
    """Codes of the disagreements that are open on an order, sorted."""
    with shop.env() as env:
        order = shop._order(env, order_id)
        return sorted(order._open_disagreements().mapped("code"))


def differences(shop, order, shown=()):
    """Yield in words where La Redoute's order and Odoo's differ.

    :param order: the simulator's own record of it
    :param shown: codes of disagreements that a person is to see
    """
    seen = shown_of(shop, order.order_id)
    if seen != sorted(shown):
        yield f"a person sees {seen}"
    with shop.env() as env:
        ours = shop._order(env, order.order_id)
        if len(ours) != 1:
            yield f"is there {len(ours)} times"
            return
        numbers = sorted(ours.line_ids.mapped("remote_id"))
        if numbers != sorted(line.line_id for line in order.lines):
            yield f"lines {numbers}"
            return
        sales = env["sale.order"].search([("laredoute_ref", "=", order.order_id)])
        if len(sales) > 1 or sales != ours.sale_order_id:
            yield f"sale orders {sales.mapped('name')}"
        for line in order.lines:
            known = ours.line_ids.filtered(
                lambda each, line=line: each.remote_id == line.line_id
            )
            yield from _of_content(line, known)
            yield from _of_decisions(line, known)
            yield from _of_refunds(line, known)
            if not OF_GOODS & {*shown}:
                yield from _of_goods(line, known)
        if not OF_GOODS & {*shown}:
            yield from _of_total(order, ours)


def _of_content(line, ours):
    word = line.status if line.status_text is None else line.status_text
    if WORDS[ours.status] != word:
        yield f"{ours.status} here, {word} there"
    here = (ours.quantity, cents(ours.unit_price), cents(ours.delivery_fee))
    there = (line.quantity, cents(line.price), cents(line.delivery_fee))
    if here != there:
        yield f"{here} here, {there} there"


def _of_decisions(line, ours):
    """What La Redoute carried out is what was sent, each once."""
    for kind, (verb, _status) in VERBS.items():
        made = ours.operation_ids.filtered(lambda each, kind=kind: each.kind == kind)
        effect = line.audit.get(verb, {}).get("effect", 0)
        taken = made.filtered(lambda each: each.state in TAKEN and each.attempts)
        # its answer was lost, and nothing that La Redoute shows now proves it
        lost = made.filtered(lambda each: each.state == "refused" and each.attempts)
        unproved = len(lost) if line.status in PROVES_NOTHING.get(kind, ()) else 0
        if len(taken) + unproved != effect:
            yield f"{verb}: {len(taken)} taken here, {effect} there"
        open_ones = made.filtered(
            lambda each: each.state in ("queued", "sending", "unknown")
        )
        if open_ones:
            yield f"{verb}: still {open_ones.mapped('state')}"


def _of_refunds(line, ours):
    refunds = ours.refund_line_ids
    known = all(refunds.refund_id.mapped("amount_known"))
    paid_back = cents(sum(r.amount for r in refunds if r.state == "refunded"))
    if known and paid_back != cents(refunded(line)):
        yield f"{paid_back} paid back here, {refunded(line)} there"
    progress = refunds.filtered(lambda each: each.state in IN_PROGRESS)
    if len(progress) != (line.status in IN_REFUND):
        yield f"{len(progress)} refunds in progress here, {line.status} there"
    for one in progress.filtered("refund_id.amount_known"):
        here, there = _requested(one), _fields(line)
        if here != there:
            yield f"{here} requested here, {there} there"


def _requested(one):
    """(price, fee) of a refund here."""
    return cents(one.goods), cents(one.fee)


def _fields(line):
    """(price, fee) that La Redoute was requested to give back, by its own fields."""
    pieces = Decimal(line.refund.get("quantity") or line.quantity)
    goods = line.refund.get("amount") or Decimal(line.price) * pieces
    with_fee = line.refund.get("refundShipping") == "true"
    return cents(goods), cents(line.delivery_fee if with_fee else 0)


def _of_goods(line, ours):
    """What left, and what is still to leave."""
    sale_line = ours.sale_line_id
    if not sale_line:
        return
    left = sale_line._laredoute_left()
    if line.audit.get("ship", {}).get("effect") and left != line.quantity:
        yield f"{left} left, {line.quantity} are shipped there"
    waits = sale_line.move_ids.filtered(
        lambda move: move.state not in ("done", "cancel")
    )
    to_leave = sum(waits.mapped("product_uom_qty"))
    due = line.quantity - left if line.status == "Toship" else 0
    if line.status_text is None and to_leave != due:
        yield f"{to_leave} are still to leave, {due} are due"


def _of_total(order, ours):
    """The sale order is worth what is sold there."""
    sale = ours.sale_order_id
    if not sale or sale.state == "cancel":
        alive = [line for line in order.lines if _is_sold(line, ours)]
        if sale and alive:
            yield "is cancelled here"
        return
    total = sum(
        Decimal(line.price) * line.quantity + Decimal(line.delivery_fee)
        for line in order.lines
        if _is_sold(line, ours)
    )
    if cents(sale.amount_total) != cents(total):
        yield f"{cents(sale.amount_total)} sold here, {cents(total)} there"


def _is_sold(line, ours):
    """Whether a line is sold: not dead, nor given back before it left."""
    given_back = ours.line_ids.filtered(
        lambda each: each.remote_id == line.line_id and each.given_back
    )
    return line.status not in DEAD and not given_back
