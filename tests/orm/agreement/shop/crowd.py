# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is done with many orders at once, as on every day of a shop that sells."""

#: what rules do with the orders that they fit; at most one of each at a time
RULES = (
    {"action": "accept_covered"},
    {"action": "hold", "amount_above": 150},
    {"action": "wait", "hours": 4},
    {"action": "refuse", "stock": "short"},
    {"action": "accept", "stock": "covered"},
    {"action": "wait_incoming", "stock": "short"},
    {"action": "hold", "price_below": 110},
)
#: deliveries that a warehouse's file names
PARCELS = 12


def a_rule_comes_or_goes(shop, _order, number):
    values = RULES[number % len(RULES)]
    rules = shop.env["laredoute.order.rule"]
    known = rules.search([(name, "=", value) for name, value in values.items()])
    if known:
        known.unlink()
    else:
        reason = shop.env.ref("laredoute_connector.reason_no_stock")
        owner = {"account_id": shop.case.account.id, "reason_id": reason.id}
        rules.create({**values, **owner, "name": "Règle", "sequence": number})


def all_are_accepted(shop, _order, _number):
    """A person answers all that waits, from the list."""
    waiting = shop.all_inboxes().filtered(lambda each: each.line_ids._undecided())
    if waiting:
        shop.answer(waiting.action_accept() or {})


def all_are_paid(shop, _order, _number):
    shop.all_go_on("accepted", "to_ship")


def all_arrive(shop, _order, number):
    shop.all_go_on("shipped", "received")
    if number % 2:
        shop.all_go_on("received", "paid")


def all_leave(shop, _order, number):
    """What is reserved, validated as one: each parcel has its number, or none has."""
    pickings = shop.deliveries().filtered(lambda each: each.state == "assigned")
    for place, picking in enumerate(pickings):
        picking.carrier_tracking_ref = f"6A{place:011d}" if number % 4 else False
    pickings.move_ids.picked = True
    pickings.with_context(skip_backorder=True, skip_sms=True).button_validate()


def a_file_says_what_left(shop, _order, number):
    """A warehouse works elsewhere; whole orders leave, or a piece of each line."""
    lines = []
    for place, picking in enumerate(shop.deliveries()[:PARCELS]):
        start = f"{picking.sale_id.laredoute_ref};6A{place:02d}{number:09d}"
        if number % 3 == 1:
            articles = picking.move_ids.product_id
            lines += [f"{start};{article.barcode};1" for article in articles]
        else:
            lines.append(f"{start};;")
    file = shop.case.parcel_file(*lines)
    if file.ready_count:
        file.action_apply()


def each_article_is_packed(shop, order, number):
    """In a package with a number of its own, or with one that comes later."""
    for picking in shop.deliveries(shop.sale(order)):
        for place, move in enumerate(picking.move_ids):
            tracking = f"6A{place:02d}{number:09d}" if number % 3 else False
            package = shop.env["stock.package"].create(
                {"laredoute_tracking_ref": tracking}
            )
            move.move_line_ids.result_package_id = package
            move.picked = bool(move.move_line_ids)
        picking.with_context(skip_backorder=True, skip_sms=True).button_validate()


def packages_get_their_numbers(shop, order, number):
    moves = shop.sale(order).picking_ids.move_line_ids
    for place, package in enumerate(moves.result_package_id):
        package.laredoute_tracking_ref = f"6A{place:02d}{number:09d}"


def the_warehouse_delivers_otherwise(shop, _order, _number):
    """In one step, or in two; what is planned stays as it was planned."""
    ways = {"ship_only": "pick_ship", "pick_ship": "ship_only"}
    warehouse = shop.case.account.warehouse_id
    warehouse.delivery_steps = ways[warehouse.delivery_steps]


def goods_come_in(shop, _order, number):
    shop.case.set_stock(shop.products[number % len(shop.products)], 5 + number)


#: with all orders at once, or with what all of them meet
ALL = (
    a_rule_comes_or_goes,
    a_rule_comes_or_goes,
    all_are_accepted,
    *(all_are_paid,) * 4,
    all_arrive,
    *(all_leave,) * 3,
    *(a_file_says_what_left,) * 3,
    the_warehouse_delivers_otherwise,
    goods_come_in,
)
#: ways in which one order leaves
PARCELS_OF_ONE = (each_article_is_packed, packages_get_their_numbers)
