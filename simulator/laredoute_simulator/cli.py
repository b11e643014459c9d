# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``ctl``: the control API from the command line. Answers are printed as JSON."""

from __future__ import annotations

import argparse
import base64
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .account import SFTP_LOCKS
from .control import ControlClient, ControlError
from .faults import FAULTS, SERVICES
from .ledger import KINDS
from .order_updates import VERBS
from .payout_faults import PAYOUT_FAULTS
from .statement_files import FORMS

URL_VARIABLE = "LAREDOUTE_SIMULATOR"
_OF_A_SELLER = ("payouts", "balance", "ledger", "charge", "payout-fault")
_Work = Callable[[ControlClient, argparse.Namespace], Any]


def add_ctl(parser: argparse.ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument(
        "--url", help=f"control address; else the variable {URL_VARIABLE}"
    )
    parser.add_argument("--ready-file", type=Path, help="read the address from it")
    commands = parser.add_subparsers(dest="method", required=True)

    def add(name: str, text: str, work: _Work) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=text)
        one.set_defaults(work=work)
        if name in _OF_A_SELLER:
            one.add_argument("--vendor")
        return one

    _add_looking(add)
    _add_orders(add)
    _add_books(add)
    _add_time(add)
    _add_bad_days(add)
    _add_files(add)


_Add = Callable[[str, str, _Work], argparse.ArgumentParser]


def _add_looking(add: _Add) -> None:
    add("status", "everything at a glance", lambda c, o: c.status())
    add("faults", "the faults there are", lambda c, o: c.faults())
    one = add("order", "one order whole", lambda c, o: c.order(o.order_id))
    one.add_argument("order_id")
    one = add("item", "one item by its EAN", lambda c, o: c.item(o.ean))
    one.add_argument("ean")


def _add_place_order(add: _Add) -> None:
    one = add("place-order", "place an order", _place_order)
    one.add_argument("line", nargs="+", help="EAN:QUANTITY:PRICE[:DELIVERY_FEE]")
    for flag in ("relay", "payment-fails", "fraud", "checked"):
        one.add_argument(f"--{flag}", action="store_true")
    one.add_argument("--vendor")
    one.add_argument("--delivery-mode", default="")
    one.add_argument("--delivery-type", default="Regular")


def _add_orders(add: _Add) -> None:
    _add_place_order(add)
    one = add(
        "place-random", "order what is live", lambda c, o: c.place_random(o.count)
    )
    one.add_argument("count", type=int, nargs="?", default=1)
    one = add(
        "auto-place", "orders per virtual hour", lambda c, o: c.auto_place(o.per_hour)
    )
    one.add_argument("per_hour", type=float)
    one = add(
        "set-status", "any status word", lambda c, o: c.set_status(o.line, o.status)
    )
    one.add_argument("line")
    one.add_argument("status")
    one = add(
        "refuse-decision",
        "the next one of a kind about a line",
        lambda c, o: c.refuse_decision(o.line, o.verb, " ".join(o.words)),
    )
    one.add_argument("line")
    one.add_argument("verb", choices=sorted(VERBS))
    one.add_argument("words", nargs="+", help="La Redoute's own")
    one = add(
        "refuse-refund", "of a line", lambda c, o: c.refuse_refund(o.line, o.reason)
    )
    one.add_argument("line")
    one.add_argument("reason", nargs="?", default="expired card")
    one = add(
        "begin-refund", "of a line", lambda c, o: c.begin_refund(o.line, o.quantity)
    )
    one.add_argument("line")
    one.add_argument("quantity", nargs="?", default="")
    one = add("drop-refund", "of a line", lambda c, o: c.drop_refund(o.line))
    one.add_argument("line")
    add("pay-out", "pay all shipped lines now", lambda c, o: c.pay_out())


def _add_books(add: _Add) -> None:
    add("payouts", "what was paid", lambda c, o: c.payouts(o.vendor))
    add("balance", "owed today, in euros", lambda c, o: c.balance(o.vendor))
    one = add("ledger", "all amounts", lambda c, o: c.ledger(o.order, o.vendor))
    one.add_argument("order", nargs="?", default="")
    one = add("payout", "one of them whole", lambda c, o: c.payout(o.payout_id))
    one.add_argument("payout_id")
    one = add("payout-file", "write its statement", _payout_file)
    one.add_argument("payout_id")
    one.add_argument("folder", type=Path)
    one.add_argument("--layout", choices=sorted(FORMS), default="types")
    one = add(
        "charge",
        "a penalty, a correction, anything",
        lambda c, o: c.charge(o.kind, o.amount, o.label, o.order, o.vendor),
    )
    one.add_argument("kind", choices=KINDS)
    one.add_argument("amount", help="euros; after -- when below zero: it is taken")
    one.add_argument("label", nargs="?", default="")
    one.add_argument("--order", default="")
    one = add(
        "commission-rate",
        "of a category, or of all others",
        lambda c, o: c.commission_rate(o.rate, o.category),
    )
    one.add_argument("rate", help="such as 0.17")
    one.add_argument("category", nargs="?", default="")
    one = add(
        "payout-fault",
        "in the next payout",
        lambda c, o: c.payout_fault(o.fault, o.vendor),
    )
    one.add_argument("fault", choices=sorted(PAYOUT_FAULTS))


def _payout_file(client: ControlClient, options: argparse.Namespace) -> Any:
    found = client.payout_file(options.payout_id, options.layout)
    path = options.folder / found["name"]
    path.write_bytes(base64.b64decode(found["content"]))
    return str(path)


def _add_time(add: _Add) -> None:
    add("clock", "virtual time and what falls due", lambda c, o: c.clock())
    one = add("speed", "of the virtual clock", lambda c, o: c.speed(o.factor))
    one.add_argument("factor", type=float)
    one = add("step", "jump ahead", _step)
    for unit in ("seconds", "minutes", "hours", "days"):
        one.add_argument(f"--{unit}", type=float, default=0)
    one = add("next", "jump to the next due event", lambda c, o: c.next(o.kind))
    one.add_argument("--kind")


def _add_bad_days(add: _Add) -> None:
    one = add("fault", "arm a fault", _fault)
    one.add_argument("name", choices=sorted(FAULTS))
    one.add_argument("--count", type=int, default=1)
    one.add_argument("--service", choices=SERVICES, default="any")
    for option in ("retry-after", "hold", "megabytes"):
        one.add_argument(f"--{option}", type=float)
    add("clear-faults", "disarm all", lambda c, o: c.clear_faults())
    one = add("expire-token", "of a service", lambda c, o: c.expire_token(o.service))
    one.add_argument("service")
    one = add(
        "replace-token",
        "of a service",
        lambda c, o: c.replace_token(o.service, o.token),
    )
    one.add_argument("service")
    one.add_argument("token", nargs="?")
    one = add(
        "set-right", "of a token", lambda c, o: c.set_right(o.service, o.right == "yes")
    )
    one.add_argument("service")
    one.add_argument("right", choices=("yes", "no"))
    one = add("lock-sftp", "lock folders", lambda c, o: c.lock_sftp(o.lock))
    one.add_argument("lock", choices=SFTP_LOCKS)
    one = add("slow-sftp", "for each operation", lambda c, o: c.slow_sftp(o.seconds))
    one.add_argument("seconds", type=float)
    add("change-host-key", "for good", lambda c, o: c.change_host_key())
    add("reset", "forget everything", lambda c, o: c.reset())


def _add_files(add: _Add) -> None:
    one = add(
        "competitor",
        "others sell an EAN",
        lambda c, o: c.competitor(o.ean, o.price, o.delivery_fee, o.sellers),
    )
    one.add_argument("ean")
    one.add_argument("price")
    one.add_argument("--delivery-fee", default="0.00")
    one.add_argument("--sellers", type=int, default=2)
    add("open-listing", "write the report now", lambda c, o: c.write_open_listing())
    one = add("put-file", "any file into the SFTP home", _put_file)
    one.add_argument("file", type=Path)
    one.add_argument("path", help="such as /reports/NAME.xml")


def _place_order(client: ControlClient, options: argparse.Namespace) -> Any:
    names = ("ean", "quantity", "price", "delivery_fee")
    lines = [dict(zip(names, text.split(":"), strict=False)) for text in options.line]
    flags = ["relay", "payment_fails", "fraud", "checked", "vendor"]
    flags += ["delivery_mode", "delivery_type"]
    return client.place_order(lines, **{name: getattr(options, name) for name in flags})


def _step(client: ControlClient, options: argparse.Namespace) -> Any:
    return client.step(options.seconds, options.minutes, options.hours, options.days)


def _fault(client: ControlClient, options: argparse.Namespace) -> Any:
    given = {name: getattr(options, name) for name in _OPTIONS}
    options_given = {name: value for name, value in given.items() if value is not None}
    return client.inject(options.name, options.count, options.service, **options_given)


_OPTIONS = ("retry_after", "hold", "megabytes")


def _put_file(client: ControlClient, options: argparse.Namespace) -> Any:
    content = base64.b64encode(options.file.read_bytes()).decode("ascii")
    return client.put_file(options.path, content, "base64")


def _address(options: argparse.Namespace) -> str:
    if options.url:
        return str(options.url)
    if options.ready_file:
        ready = json.loads(options.ready_file.read_text(encoding="utf-8"))
        return str(ready["addresses"]["control"])
    return os.environ.get(URL_VARIABLE, "")


def run_ctl(options: argparse.Namespace) -> int:
    """Carry out one command; return the exit status."""
    try:
        address = _address(options)
        if not address:
            raise ValueError(f"where? use --url, --ready-file or {URL_VARIABLE}")
        result = options.work(ControlClient(address), options)
    except (ControlError, OSError, ValueError) as error:
        print(f"Refused: {error}", file=sys.stderr)
        return 1
    print(json.dumps(result, ensure_ascii=False, indent=2))
    return 0
