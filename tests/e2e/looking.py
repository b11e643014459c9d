# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a person sees of a bad day, what La Redoute counted, and what leaked."""

import base64
import gzip
import logging
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from unittest.mock import patch

#: loggers heard at their loudest; Odoo's SQL log is not ours
LOUD = ("odoo.addons.laredoute_connector", "paramiko", "requests", "urllib3")


# ------------------------------------------------------------------ La Redoute
def batches(shop, kind):
    """Files of a kind (``products`` or ``offers``) that La Redoute took."""
    found = shop.sim.control.status()["batches"]
    return [batch for batch in found if batch["kind"] == f"{kind}_laredoute"]


def calls(shop, service=""):
    """How many calls of a service (or of all) reached La Redoute."""
    counted = shop.sim.control.status()["calls"]
    return sum(n for name, n in counted.items() if name.startswith(service))


def inject(shop, fault, service="any", count=1, **options):
    shop.sim.control.inject(fault, count, service, **options)


@contextmanager
def in_a_hurry(fault):
    """Whoever sends headers that drip is waited for three seconds, not twenty."""
    from odoo.addons.laredoute_connector.marketplace.sellr import client

    hurried = client.HttpClient
    if fault == "dripping_headers":
        hurried = partial(client.HttpClient, total_timeout=3.0)
    with patch.object(client, "HttpClient", hurried):
        yield


def all_met(shop):
    """Whether every fault that was armed has struck."""
    return not shop.sim.control.faults()["armed"]


def reports(shop):
    """Names of the reports that lie on the server, not archived."""
    present = shop.sim.control.status()["files"]["present"]
    return [path for path in present if "/archive" not in path]


def age(shop, part, **gone):
    """Let the files whose path holds ``part`` lie on the server for so long."""
    with shop.sim.world.change():
        for file in list(shop.sim.world.files):
            if part in file.path:
                file.modified_wall -= timedelta(**gone).total_seconds()
                shop.sim.world.files.put(file)


# ------------------------------------------------------------------- our side
def last(shop, noun, *domain):
    """Id of the newest record of a model on this account."""
    return shop.search(noun, *domain)[-1]


def account(shop, *names):
    return shop.read("account", shop.account_id, *names)


def flow(shop, name, *names):
    """Field values of one of the account's flows."""
    return shop.read("flow", last(shop, "flow", ("name", "=", name)), *names)


def end_wait(shop, name):
    """Let the time pass that a flow has to wait after a failure."""
    back_in_time(
        shop, "flow", last(shop, "flow", ("name", "=", name)), "not_before", seconds=1
    )
    end_limits(shop)


def activities(shop, noun, record_id):
    """What the record wants of its person, as plain texts."""
    with shop.env() as env:
        found = env[f"laredoute.{noun}"].browse(record_id).activity_ids
        return [f"{each.summary} {each.note}" for each in found]


def paused(shop):
    """Why the account is paused, as its form and its activity say; else False."""
    phase, reason = account(shop, "phase", "paused_reason")
    if phase != "paused":
        return False
    (note,) = activities(shop, "account", shop.account_id)
    assert "en pause" in note
    assert account(shop, "last_error") == reason
    return reason


def resume(shop):
    """Press Resume: the alarm closes by itself."""
    with shop.account() as found:
        found.action_resume()
    assert account(shop, "phase") == "testing"
    assert activities(shop, "account", shop.account_id) == []


def press(shop, noun, record_id, action):
    """Press a button of a form, as the account's manager."""
    with shop.env("admin") as env:
        getattr(env[f"laredoute.{noun}"].browse(record_id), action)()


def back_in_time(shop, noun, record_ids, name, **gone):
    """Let so much time pass for one field: no test waits."""
    moment = datetime.utcnow() - timedelta(**gone)
    shop.write(noun, record_ids, **{name: moment.replace(microsecond=0)})


def end_limits(shop):
    """Let the time pass that the operations have to wait after a "call me less"."""
    back_in_time(shop, "call.limit", shop.search("call.limit"), "next_at", seconds=1)


def wait_left(moment):
    """Seconds from now until a naive UTC moment."""
    return (moment - datetime.utcnow()).total_seconds()


def connection(shop):
    """Press Test connection; returns {subject: (works, message)}."""
    press(shop, "account", shop.account_id, "action_test_connection")
    with shop.env() as env:
        lines = env["laredoute.account"].browse(shop.account_id).connection_check_ids
        return {line.subject: (line.ok, line.message) for line in lines}


# --------------------------------------------------------------------- secrets
def secrets_of(shop):
    """Everything of the account that may be written nowhere."""
    known = shop.sim.account
    return {known.password, known.sftp_password, *known.tokens.values()}


def buyers_of(shop):
    """What belongs to the buyers: names, streets, phones, e-mail aliases."""
    found = set()
    for order in shop.sim.world.orders:
        people = (order.billing, order.delivery)
        found |= {text for each in people for text in (each.name, each.address1)}
        found |= {each.street for each in people} | {each.address3 for each in people}
        found |= {*order.phones.values(), order.alias, order.instruction}
    return {text for text in found if len(text) > 5}


def _unpacked(exchange):
    content = base64.b64decode(exchange.payload)
    content = gzip.decompress(content) if exchange.compressed else content
    return content.decode()


def _texts(shop):
    """Every text a person, a log reader or an export may see of this account."""
    with shop.env() as env:
        shown = env["laredoute.account"].browse(shop.account_id)
        exchanges = env["laredoute.exchange"].search([("account_id", "=", shown.id)])
        orders = env["laredoute.order"].search([("account_id", "=", shown.id)])
        yield "account", f"{shown.last_error} {shown.paused_reason}"
        for check in shown.connection_check_ids:
            yield "connection test", check.message
        for exchange in exchanges:
            yield "exchange", f"{exchange.name} {exchange.error_message}"
            if exchange.direction == "out" and exchange.payload:
                yield "payload", _unpacked(exchange)
        for order in orders:
            yield "order", str(order.waiting_reason)
            for each in order.disagreement_ids:
                yield "disagreement", f"{each.message} {each.arguments}"
            for operation in order.operation_ids:
                yield "operation", str(operation.message)
        for record in (shown, *exchanges, *orders):
            for message in record.message_ids:
                tracked = message.tracking_value_ids
                yield "chatter", f"{message.body} {tracked.mapped('new_value_char')}"
            for activity in record.activity_ids:
                yield "activity", f"{activity.summary} {activity.note}"


@contextmanager
def nothing_leaks(shop, caplog):
    """Fail when a secret or a buyer's data is in a log record or a text we show."""
    caplog.set_level(logging.INFO)
    for name in LOUD:
        caplog.set_level(logging.DEBUG, logger=name)
    secrets = secrets_of(shop)
    yield
    formatter = logging.Formatter()
    # caplog keeps the records of each phase apart, and this is the last one
    records = caplog.get_records("setup") + caplog.get_records("call")
    logged = [("log", formatter.format(record)) for record in records]
    assert logged, "the ear is deaf: every test makes some noise"
    forbidden = secrets | secrets_of(shop) | buyers_of(shop)
    for where, text in [*logged, *_texts(shop)]:
        found = [each for each in forbidden if each in text]
        assert not found, f"{where} gives {found} away"
