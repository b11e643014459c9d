# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What happens in the shop: each step as people, the warehouse or La Redoute do it.

A step takes the shop and a source of chance; it may find nothing to do.
"""

from datetime import timedelta

from odoo import fields


def _some(chance, records):
    return chance.choice(list(records)) if records else None


# ------------------------------------------------------------------------ in Odoo
def sell(shop, chance):
    """A quotation, mostly confirmed at once."""
    product, quantity = _some(chance, shop.products), chance.randint(1, 3)
    sale = shop.env["sale.order"].create(
        {
            "partner_id": shop.case.buyer.id,
            "warehouse_id": shop.case.warehouse.id,
            "order_line": [
                (0, 0, {"product_id": product.id, "product_uom_qty": quantity})
            ],
        }
    )
    shop.sales.append(sale)
    if chance.random() < 0.7:
        _confirm(shop, sale)


def confirm(shop, chance):
    drafts = [each for each in shop.sales if each.state == "draft"]
    if drafts:
        _confirm(shop, _some(chance, drafts))


def _confirm(shop, sale):
    sale.action_confirm()
    shop.count["sales in Odoo"] += 1
    for line in sale.order_line:
        shop.take("sold in Odoo", line.product_id, line.product_uom_qty)


def snatch(shop, chance):
    """In Odoo, all is sold that an acceptance counts on which is not sent yet."""
    queued = shop.env["laredoute.operation"].search(
        [("kind", "=", "accept"), ("state", "=", "queued")]
    )
    products = queued.order_line_id.product_id.filtered("is_storable")
    if products:
        product = _some(chance, products)
        left = shop.truth(shop.accounts[0], []).of(shop.parts(product))
        values = {"product_id": product.id, "product_uom_qty": max(left, 1)}
        sale = shop.env["sale.order"].create(
            {
                "partner_id": shop.case.buyer.id,
                "warehouse_id": shop.case.warehouse.id,
                "order_line": [(0, 0, values)],
            }
        )
        shop.sales.append(sale)
        _confirm(shop, sale)


def sell_more(shop, chance):
    """A buyer of Odoo's wants more of what was ordered."""
    sale = _some(chance, [each for each in shop.sales if each.state == "sale"])
    if sale:
        line = sale.order_line[0]
        line.product_uom_qty += 1
        shop.take("sold in Odoo", line.product_id, 1)


def cancel_sale(shop, chance):
    sale = _some(chance, [each for each in shop.sales if each.state != "cancel"])
    if sale:
        sale._action_cancel()


def cancel_delivery(shop, chance):
    """The warehouse gives a delivery up that La Redoute still waits for."""
    waiting = shop.deliveries().filtered("laredoute_ref")
    if waiting:
        _some(chance, waiting).action_cancel()


def deliver(shop, chance):
    """What is reserved is picked, packed or leaves, now and then a part of it."""
    for picking in shop.deliveries():
        if chance.random() < 0.5:
            continue
        picking.action_assign()
        part, moved = chance.random() < 0.2, False
        for move in picking.move_ids:
            if move.state in ("done", "cancel"):
                continue
            if part and move.quantity > 1:
                move.quantity = 1
            move.picked = move.quantity > 0
            moved = moved or move.picked
        if moved:
            if picking.picking_type_code == "outgoing":
                picking.carrier_tracking_ref = "6A12345678901"
            _validate(picking, chance)


def _validate(picking, chance):
    if chance.random() < 0.2:
        # what is missing never comes
        picking = picking.with_context(picking_ids_not_to_backorder=picking.ids)
    picking.with_context(skip_backorder=True, skip_sms=True).button_validate()


def reserve(shop, chance):
    pickings = shop.deliveries()
    if pickings:
        _some(chance, pickings).action_assign()


def unreserve(shop, chance):
    pickings = shop.deliveries()
    if pickings:
        _some(chance, pickings).do_unreserve()


def bring_back(shop, chance):
    """A buyer brings one unit back, which goes to the stock."""
    done = shop.env["stock.picking"].search(
        [
            ("picking_type_id.warehouse_id", "=", shop.case.warehouse.id),
            ("picking_type_code", "=", "outgoing"),
            ("state", "=", "done"),
        ]
    )
    if not done:
        return
    wizard = shop.env["stock.return.picking"].create(
        {"picking_id": _some(chance, done).id}
    )
    wizard.product_return_moves[:1].quantity = 1
    back = wizard._create_return()
    back.action_assign()
    back.move_ids.picked = True
    back.with_context(skip_backorder=True).button_validate()


# ------------------------------------------------------------ counter and inventory
def _stocked(shop):
    return [each for each in shop.products if each.is_storable]


def _countable(shop):
    """Products of which no lot has to be named."""
    return [each for each in _stocked(shop) if each.tracking == "none"]


def _move_units(shop, product, units, place=None):
    lot = shop.env["stock.lot"]
    if product.tracking == "lot":
        lot = lot.search([("product_id", "=", product.id)], limit=1)
    shop.env["stock.quant"]._update_available_quantity(
        product, place or shop.case.warehouse.lot_stock_id, units, lot_id=lot
    )


def counter(shop, chance):
    """Somebody buys over the counter: the units are gone at once."""
    product = _some(chance, _stocked(shop))
    _move_units(shop, product, -1)
    shop.take("sold in the shop", product, 1)
    shop.count["sales in the shop"] += 1


def counter_picking(shop, chance):
    """The same by a delivery that is made and done at once."""
    product = _some(chance, _countable(shop))
    house = shop.case.warehouse
    move = shop.env["stock.move"].create(
        {
            "product_id": product.id,
            "product_uom_qty": 1,
            "location_id": house.lot_stock_id.id,
            "location_dest_id": shop.env.ref("stock.stock_location_customers").id,
        }
    )
    move._action_confirm()
    move.write({"quantity": 1, "picked": True})
    move._action_done()
    shop.take("sold in the shop", product, 1)
    shop.count["sales in the shop"] += 1


def inventory_down(shop, chance):
    product, units = _some(chance, _stocked(shop)), chance.randint(1, 4)
    _move_units(shop, product, -units)
    shop.take("inventory", product, units)


def inventory_up(shop, chance):
    _move_units(shop, _some(chance, _stocked(shop)), chance.randint(2, 12))


def to_a_shelf(shop, chance):
    """Goods lie on a shelf of the stock, or where nobody delivers from."""
    house = shop.case.warehouse
    place = _some(chance, [shop.shelf, house.wh_input_stock_loc_id, shop.elsewhere])
    product = _some(chance, _stocked(shop))
    back = chance.random() < 0.5
    _move_units(shop, product, -1 if back else 1, place)
    _move_units(shop, product, 1 if back else -1)
    shop.take("moved in the warehouse", product, 1)


# ------------------------------------------------------------------------ receipts
def plan_receipt(shop, chance):
    product = _some(chance, _countable(shop))
    hours = chance.randint(-40, 150)
    shop.receipts.append(shop.case.planned(hours / 24, chance.randint(2, 9), product))


def _receipt(shop, chance):
    return _some(
        chance, [each for each in shop.receipts if each.state not in ("done", "cancel")]
    )


def put_off(shop, chance):
    move = _receipt(shop, chance)
    if move:
        move.date += timedelta(hours=chance.randint(-30, 90))
        shop.take("receipt put off", move.product_id, move.product_uom_qty)


def receive(shop, chance):
    """All of it comes, or less, and the rest never."""
    move = _receipt(shop, chance)
    if not move:
        return
    missing = chance.randint(0, 2)
    move.write({"quantity": max(move.product_uom_qty - missing, 1), "picked": True})
    move._action_done(cancel_backorder=chance.random() < 0.5)
    if missing:
        shop.take("receipt was short", move.product_id, missing)


def cancel_receipt(shop, chance):
    move = _receipt(shop, chance)
    if move:
        move._action_cancel()
        shop.take("receipt cancelled", move.product_id, move.product_uom_qty)


# ------------------------------------------------------------------------ policies
def policy(shop, chance):
    """A setting of an account changes: less may be shown, or accepted."""
    account = _some(chance, shop.accounts)
    values = _some(
        chance,
        [
            {"safety_by": "units", "stock_safety": chance.randint(0, 3)},
            {"safety_by": "percent", "safety_percent": chance.choice([5, 20])},
            {"offer_cap": chance.choice([0, 2, 5])},
            {"receipts_by": "days", "receipts_days": chance.randint(0, 4)},
            {"receipts_by": "none"},
            {"stock_receiving": chance.random() < 0.5},
        ],
    )
    account.write(values)
    shop.take("settings")


def rule(shop, chance):
    """A rule of a product, or of an account's product, comes or goes."""
    rules = shop.env["laredoute.offer.rule"].search([])
    if len(rules) > 2:
        _some(chance, rules).unlink()
    else:
        values = _some(
            chance,
            [
                {"safety_by": "units", "safety_units": chance.randint(0, 3)},
                {"safety_by": "percent", "safety_percent": 30},
                {"cap_by": "units", "cap": chance.randint(1, 4)},
                {"source": "always", "always_units": 5},
            ],
        )
        account = _some(chance, [None, *shop.accounts])
        product = _some(chance, shop.products - shop.components())
        rules.filtered(lambda each: each.product_id == product).unlink()
        shop.case.rule(product, account, **values)
    shop.take("settings")


def steps_of_delivery(shop, chance):
    house = shop.case.warehouse
    house.delivery_steps = chance.choice(["ship_only", "pick_ship", "pick_pack_ship"])


def reservation(shop, chance):
    house = shop.case.warehouse
    types = house.out_type_id | house.pick_type_id | house.pack_type_id
    types.reservation_method = chance.choice(["at_confirm", "manual", "by_date"])


# ---------------------------------------------------------------------- La Redoute
def buy(shop, chance):
    """A buyer takes what is shown, one article or two."""
    account = _some(chance, shop.accounts)
    figures = shop.markets[account].figures
    shown = [
        product
        for product in shop.products
        if product.barcode in figures and figures[product.barcode].quantity > 0
    ]
    if not shown:
        return
    wanted = chance.sample(shown, min(len(shown), chance.choice([1, 1, 2])))
    most = {each: figures[each.barcode].quantity for each in wanted}
    shop.buy(
        account,
        [
            (each, most[each] if chance.random() < 0.2 else min(most[each], 1))
            for each in wanted
        ],
    )


def la_redoute_goes_on(shop, chance):
    """Buyers pay, or change their minds."""
    for remote_id, (account, since) in list(shop.orders.items()):
        market = shop.markets[account]
        order = market.orders.get(remote_id)
        if not order:
            continue
        age = (fields.Datetime.now() - since) / timedelta(hours=1)
        for place, line in enumerate(order.lines, start=1):
            status, then = line.status.value, None
            if status == "to_accept" and age > 72:
                then = "cancelled"
            elif status == "accepted":
                then = chance.choice(["to_ship", "to_ship", "to_ship", "cancelled"])
            elif status == "to_ship" and chance.random() < 0.05:
                then = "cancelled"
            if then and (then == "cancelled" or chance.random() < 0.6):
                shop.say(account, remote_id, then, {place})


def a_file_has_bad_luck(shop, chance):
    market = shop.markets[_some(chance, shop.accounts)]
    market.fates.append(chance.choice(["busy", "lost", "cut", "refused"]))


def a_decision_has_bad_luck(shop, chance):
    market = shop.markets[_some(chance, shop.accounts)]
    market.answers.append("lost")


def a_person_accepts(shop, chance):
    """What waits is accepted by hand, the safety with it; never what is missing."""
    waiting = shop.env["laredoute.order"].search([("state", "!=", "done")])
    waiting = waiting.filtered(lambda each: each.line_ids._undecided())
    if waiting:
        _some(chance, waiting).action_accept()


STEPS = {
    sell: 8,
    confirm: 3,
    sell_more: 2,
    cancel_sale: 3,
    cancel_delivery: 4,
    deliver: 12,
    reserve: 2,
    unreserve: 2,
    bring_back: 2,
    counter: 4,
    counter_picking: 3,
    inventory_down: 2,
    inventory_up: 6,
    to_a_shelf: 2,
    plan_receipt: 4,
    put_off: 2,
    receive: 4,
    cancel_receipt: 1,
    policy: 3,
    rule: 3,
    steps_of_delivery: 1,
    reservation: 1,
    buy: 26,
    la_redoute_goes_on: 8,
    a_file_has_bad_luck: 4,
    a_decision_has_bad_luck: 2,
    a_person_accepts: 2,
}
