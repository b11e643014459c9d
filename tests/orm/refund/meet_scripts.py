# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What meets a refund on its way in the rows of nasty refunds."""

from .typed_scripts import goes

ONE = (1, {"by": "pieces", "quantity": 1, "fee": False})
BOTH = (1, {"by": "pieces", "quantity": 2, "fee": True})
OTHER = (2, {"by": "pieces", "quantity": 1, "fee": False})


def then(step, *selected):
    """A refund goes to its end; then a step follows."""

    def script(life):
        yield from goes(*(selected or (ONE,)))(life)
        step(life)
        yield

    return script


def first(step, *selected):
    """A step, then a refund goes to its end and is credited."""

    def script(life):
        step(life)
        yield
        yield from goes(*(selected or (ONE,)))(life)
        life.credit()
        yield

    return script


def invoice_cancelled(life):
    life.invoice().button_draft()
    life.invoice().button_cancel()
    yield from goes(ONE)(life)


def thirds(life):
    for _piece in range(3):
        yield from goes(ONE)(life)
        life.credit()
        life.says("shipped")
        yield


def discount(life):
    life.discount()
    life.ship()
    yield
    life.says("shipped")
    yield
    life.request(ONE)
    yield


def only_returned(life):
    life.give_back(1)
    yield


def leaves_all_the_same(life):
    life.give_up_by("refund")
    life.request((1, {"quantity": 2}), OTHER)
    life.ship()
    yield
    life.says("refunding")
    yield
    life.says("refunded")
    yield


def cancelled_while_it_waits(life):
    life.request(BOTH)
    life.request(OTHER)
    yield
    life.says("cancelled", only={2})
    yield
    life.says("refunded", only={1})
    yield


def cancelled_before_shipping(life):
    life.request((1, {"by": "amount", "goods": 5, "fee": False}))
    yield
    life.expect("queued")
    life.says("cancelled")
    yield


def held_up(life, off, on):
    life.request(ONE)
    life.account(**off)
    yield
    life.expect("queued", words="is paused, or its fulfilment")
    life.account(**on)
    yield
    life.expect("sent")
    life.says("refunded", only={1})
    yield


def impossible(life, **values):
    kept = life.account(**values)
    life.refuses(lambda: life.request(ONE))
    life.account(**kept)
    yield


def taken_over(life):
    life.request(ONE)
    life.account(handled_by="elsewhere")
    yield
    life.account(handled_by="connector")
    yield


def no_capability(life):
    with life.no_refunds():
        life.refuses(lambda: life.request(ONE))
    yield
