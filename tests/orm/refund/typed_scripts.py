# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What people request, and press, in the rows of nasty refunds."""


def typed(*selected, status=None, **how):
    """What La Redoute does not get: the dialogue refuses it.

    :param selected: (number of the line, {field of the dialogue: value})
    :param status: that La Redoute says of the order before
    """

    def script(life):
        if status:
            life.says(status)
            yield
        life.refuses(lambda: life.request(*selected, **how))
        yield

    script.leaves_nothing = not status
    return script


def goes(*selected, then=(), **how):
    """What La Redoute gets, and refunds."""

    def script(life):
        life.request(*selected, **how)
        yield
        for status in (*then, "refunded"):
            life.says(status, only={number for number, _values in selected})
            yield

    return script


def amount(goods, line=1, fee=False):
    return line, {"by": "amount", "goods": goods, "fee": fee}


def pieces(quantity, line=1, fee=False):
    return line, {"by": "pieces", "quantity": quantity, "fee": fee}


def of_another_order(life):
    life.refuses(life.request_line_of_another)
    yield


of_another_order.leaves_nothing = True


def before_shipping(life):
    life.request(amount(5))
    yield
    life.expect("queued", words="shows the line as shipped")
    life.ship()
    yield
    life.says("shipped")
    yield
    life.expect("sent")
    life.says("refunded", only={1})
    yield


def without_sale(life):
    life.lose_sale()
    yield from goes(pieces(2, fee=True))(life)


def twice(life, first, second):
    """One is refunded; then another one is requested of the line."""
    yield from goes(first)(life)
    life.says("shipped")
    yield
    life.refuses(lambda: life.request(second))
    yield


def two_people(life):
    first, second = life.dialogue(pieces(1)), life.dialogue(pieces(1))
    first.action_request()
    life.refuses(second.action_request)
    yield
    life.says("refunded", only={1})
    yield


def one_after_the_other(life):
    life.request(pieces(2))
    life.request(pieces(1, line=2))
    yield
    life.expect("sent", "queued", words="waits for its turn")
    life.says("refunding", only={1})
    yield
    life.expect("refunding", "queued")
    life.says("refunded", only={1})
    yield
    life.expect("refunded", "sent")
    life.says("refunded", only={2})
    yield


def given_up_late(life):
    refund = life.request(pieces(1))
    yield
    life.refuses(refund.action_give_up)
    life.says("refunded", only={1})
    yield


def given_up_unknown(life):
    refund = life.request(pieces(1))
    life.trouble("lost")
    yield
    life.refuses(refund.action_give_up)
    yield
    life.expect("sent")
    life.says("refunded", only={1})
    yield


def given_up(life):
    life.request(pieces(1)).action_give_up()
    yield


def again_though_refunded(life):
    yield from goes(pieces(1))(life)
    life.refuses(life.refunds().action_again)
    yield


def old_one_again(life):
    old = life.request(pieces(1))
    yield
    life.says("refund_refused", only={1}, words="support")
    yield
    life.request(pieces(1))
    life.refuses(old.action_again)
    yield
    life.says("refunding", only={1})
    yield
    life.says("refunded", only={1})
    yield


def edited(life):
    refund = life.request(pieces(1))
    yield
    life.refuses(lambda: refund.line_ids.write({"goods": 1}))
    life.says("refunded", only={1})
    yield


def both(life):
    life.give_up_by("refund")
    life.out_of_stock()
    life.refuses(lambda: life.request(pieces(2)))
    yield
    life.says("out_of_stock")
    yield


def both_the_other_way(life):
    life.give_up_by("refund")
    life.request(pieces(2), pieces(1, line=2))
    life.refuses(life.out_of_stock)
    yield
