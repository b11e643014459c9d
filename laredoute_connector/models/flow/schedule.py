# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which flows there are, who does their work, and how often."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

import pytz

from ..common import naive

#: phases in which an account talks to La Redoute
SENDING_PHASES = ("testing", "live", "ending")
#: and those in which it reads at least: a restored database sends nothing yet
WORKING_PHASES = (*SENDING_PHASES, "restored")


class Work(NamedTuple):
    """The work of one flow.

    :ivar model: the model of the noun it belongs to
    :ivar method: its method, called with the account
    :ivar minutes: between two runs; 0 for once a day
    :ivar hour: of the account's day at which a daily flow runs
    :ivar switch: field of the account that must be on; empty for none
    :ivar lock: flows that read and write the same rows share one; empty: its own
    :ivar talks: whether it calls La Redoute: while that is out of reach, it waits
    :ivar changes: whether it changes something over there
    """

    model: str
    method: str
    minutes: int = 0
    hour: float = 0.0
    switch: str = ""
    lock: str = ""
    talks: bool = False
    changes: bool = False


FLOWS = {
    # once a day, and whenever what decides it changed: see listing/selection.py
    "select_listings": Work(
        "laredoute.listing",
        "_run_select",
        hour=0.5,
        switch="switch_listings",
        lock="check_listings",
    ),
    "check_listings": Work(
        "laredoute.listing", "_run_check", minutes=15, switch="switch_listings"
    ),
    # at night: what other addons compute, see listing/night.py
    "look_again": Work(
        "laredoute.listing.stale",
        "_run_look_again",
        hour=4.5,
        switch="switch_listings",
    ),
    "fetch_images": Work(
        "laredoute.image", "_run_fetch", minutes=60, switch="switch_listings"
    ),
    "send_products": Work(
        "laredoute.listing",
        "_run_send_products",
        hour=3.0,
        switch="switch_listings",
        talks=True,
        changes=True,
    ),
    "send_offers": Work(
        "laredoute.offer",
        "_run_send",
        minutes=15,
        switch="switch_listings",
        talks=True,
        changes=True,
    ),
    "fetch_orders": Work(
        "laredoute.order",
        "_run_fetch",
        minutes=10,
        switch="switch_orders",
        talks=True,
    ),
    "sweep_orders": Work(
        "laredoute.order",
        "_run_sweep",
        hour=1.5,
        switch="switch_orders",
        lock="fetch_orders",
        talks=True,
    ),
    # what people want read again: parts follow each other by themselves
    "import_orders": Work(
        "laredoute.order.import",
        "_run",
        minutes=60,
        switch="switch_orders",
        talks=True,
    ),
    "process_orders": Work(
        "laredoute.order", "_run_process", minutes=10, switch="switch_orders"
    ),
    # where La Redoute and Odoo differ. The other two only say what is to be compared:
    # what time alone may change, and at night whatever is alive
    "compare_orders": Work(
        "laredoute.disagreement", "_run_compare", minutes=30, switch="switch_orders"
    ),
    "compare_waiting_orders": Work(
        "laredoute.disagreement",
        "_run_compare_waiting",
        minutes=30,
        switch="switch_orders",
    ),
    "compare_all_orders": Work(
        "laredoute.disagreement", "_run_compare_all", hour=4.0, switch="switch_orders"
    ),
    # in no restored database: what is known there of people's silence is old
    "give_up_orders": Work(
        "laredoute.disagreement",
        "_run_give_up",
        minutes=30,
        switch="switch_fulfilment",
        changes=True,
    ),
    # nor is there anything invoiced: the numbers given since the copy are not known
    "invoice_orders": Work(
        "laredoute.order",
        "_run_invoice",
        minutes=10,
        switch="switch_orders",
        changes=True,
    ),
    "send_operations": Work(
        "laredoute.operation",
        "_run_send",
        minutes=10,
        switch="switch_fulfilment",
        talks=True,
        changes=True,
    ),
    # with the processing, which follows refunds as well
    "follow_refunds": Work(
        "laredoute.refund",
        "_run_follow",
        minutes=20,
        switch="switch_orders",
        lock="process_orders",
    ),
    # what La Redoute paid, on the invoices there are; in no restored database, whose
    # books are those of the copy
    "register_payments": Work(
        "laredoute.clearing",
        "_run_register",
        minutes=30,
        switch="switch_orders",
        changes=True,
    ),
    "collect_reports": Work(
        "laredoute.exchange", "_run_collect", minutes=15, talks=True, changes=True
    ),
    "apply_reports": Work("laredoute.exchange", "_run_apply", minutes=15),
    "clean_journal": Work("laredoute.exchange", "_run_clean", hour=2.5),
}


def next_due(work, now, tz):
    """Return when a flow is due after a run, as a naive UTC moment.

    :param work: the flow's :class:`Work`
    :param now: naive UTC moment of the run
    :param tz: name of the account's time zone
    """
    if work.minutes:
        return now + timedelta(minutes=work.minutes)
    day = pytz.utc.localize(now).astimezone(pytz.timezone(tz)).date()
    while (due := moment_of(day, work.hour, tz)) <= now:
        day += timedelta(days=1)
    return due


def moment_of(day, hour, tz):
    """Return an hour of a day as a naive UTC moment, whenever the clocks change.

    :param day: date in the time zone
    :param hour: of that day, with its fraction: 4.75 is 4:45
    :param tz: name of the time zone
    """
    at = datetime.combine(day, time()) + timedelta(minutes=round(hour * 60))
    return naive(pytz.timezone(tz).localize(at))


def runs_in(phase):
    """Return the names of the flows that run in a phase of the account."""
    if phase in SENDING_PHASES:
        return tuple(FLOWS)
    if phase in WORKING_PHASES:
        return tuple(name for name, work in FLOWS.items() if not work.changes)
    return ()
