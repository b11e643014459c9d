# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute answers and shows in the rows of nasty refunds."""

ONE = (1, {"by": "pieces", "quantity": 1, "fee": False})
OTHER = (2, {"by": "pieces", "quantity": 1, "fee": False})
ABSURD = "<script>alert(1)</script> \u202eעברית\u202c " + "É" * 3000


def shows(*statuses, words=""):
    """One piece of the first line is requested; La Redoute shows this of the line."""

    def script(life):
        life.request(ONE)
        yield
        for status in statuses:
            life.says(status, only={1}, words=words)
            yield

    return script


def begins(*statuses, words=""):
    """Nothing is requested from here; La Redoute shows this of the first line."""

    def script(life):
        for status in statuses:
            life.says(status, only={1}, words=words)
            yield

    return script


def request_refused(life):
    life.answers(1, "Locked")
    life.request(ONE)
    yield


def one_of_two(life, again):
    life.answers(2, "Locked")
    life.request(ONE, OTHER)
    yield
    life.expect("sent", "queued")
    if not again:
        life.answers(2, "Locked")
    life.says("refunded", only={1})
    yield
    yield
    if again:
        life.says("refunded", only={2})
        yield


def refused_and_again(life):
    refund = life.request(ONE)
    yield
    life.says("refund_refused", only={1}, words="Bof")
    yield
    life.expect("refused")
    refund.action_again()
    yield
    life.expect("sent")
    life.says("refunding", only={1})
    yield
    life.says("refunded", only={1})
    yield


def trouble(life, kind):
    life.trouble(kind)
    life.request(ONE)
    yield
    for _turn in range(2):
        yield
    life.expect("sent")
    life.says("refunded", only={1})
    yield


def lost_and_taken(life):
    life.trouble("lost, taken")
    life.request(ONE)
    yield
    life.says("to_refund", only={1})
    yield
    life.expect("requested")
    life.says("refunded", only={1})
    yield


def killed(life):
    life.request(ONE)
    yield
    life.killed()
    life.says("to_refund", only={1})
    yield
    life.expect("requested")
    life.says("refunded", only={1})
    yield


def contradiction(life):
    life.trouble("both")
    life.request(ONE)
    yield
    life.expect("refused")
    life.says("to_refund", only={1})
    yield
    life.says("refunding", only={1})
    yield


def silence(life, *statuses):
    life.request(ONE)
    yield
    for status in statuses:
        life.says(status, only={1})
        yield
    life.later(hours=49)
    yield


def order_gone(life):
    life.request(ONE)
    yield
    life.vanish()
    life.later(hours=49)
    yield


def line_gone(life):
    life.request(ONE)
    yield
    life.vanish(line=1)
    life.later(hours=49)
    yield


def price_changes(life):
    life.request(ONE)
    yield
    life.changes(1, unit_price="49.90")
    life.says("refunding", only={1})
    yield
    life.says("refunded", only={1})
    yield


def another_line(life):
    life.request(ONE)
    yield
    life.says("refunding", only={2})
    yield


def given_up_then_refunded(life):
    refund = life.request(ONE)
    yield
    life.later(hours=30)
    refund.action_give_up()
    yield
    life.expect("cancelled")
    life.says("refunded", only={1})
    yield


def said(life):
    yield from begins("refunded")(life)
    life.say_how_much(1, {"by": "amount", "goods": 7.77, "fee": False})
    life.credit()
    yield


def said_too_much(life):
    yield from begins("refunded")(life)
    life.refuses(
        lambda: life.say_how_much(1, {"by": "amount", "goods": 119.81, "fee": True})
    )
    yield


def both_sides(life):
    life.request(OTHER)
    yield
    life.request(ONE)
    yield
    life.expect("sent", "queued")
    life.says("refunding", only={1})
    yield
