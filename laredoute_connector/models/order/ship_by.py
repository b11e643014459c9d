# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""By when the parcel of an order must leave, as the account promised of its offers.

The days count from when La Redoute lets it be shipped, and from no earlier: before its
buyer paid nothing may leave. La Redoute does not say that moment; it is when the
connector saw it first.
"""

from datetime import datetime, time, timedelta

import pytz

from ...marketplace.closing import days_until
from ..offer.policies import Policies
from ..offer.promise import Promises
from .status import SHIPPABLE


def promise(order):
    """Write on the sale order by when it must leave, once, and never a person's date.

    :param order: one ``laredoute.order`` whose buyer paid something of
    :return: whether it was written now
    """
    sale, ways = order.sale_order_id, order.account_id.ship_by
    if ways == "none" or order.ship_before or sale.state == "cancel":
        return False
    paid = order.line_ids.filtered(lambda line: line.status in SHIPPABLE)
    moments = [moment for moment in paid.mapped("status_at") if moment]
    if not moments:
        return False
    order.ship_before = last_moment(order.account_id, min(moments), _delay(paid))
    if sale.commitment_date:
        return False
    sale.commitment_date = order.ship_before
    return True


def _delay(lines):
    """Return the days until the parcel leaves that were promised of these lines.

    Of several products the longest: they leave together.
    """
    account, products = lines.account_id, lines.product_id.ids
    promises = Promises(account, Policies(account, products))
    delays = [promises.values(product).shipment_delay for product in products]
    return max(delays, default=account.shipment_delay)


def last_moment(account, moment, days=None):
    """Return the last moment at which a parcel leaves in time.

    Of so many days the first is the one after the moment's own; it ends when work ends,
    or at midnight where days are counted without the company's working hours.

    :param account: one ``laredoute.account``
    :param moment: naive UTC, when La Redoute let it be shipped
    :param days: until the parcel leaves, as promised; the account's when not given
    :return: naive UTC
    """
    days = account.shipment_delay if days is None else days
    closed = account.offer_settings_id.sudo().closing_ids._days()
    company = account.warehouse_id.company_id
    calendar = company.resource_calendar_id.sudo()
    zone = pytz.timezone(calendar.tz or account.tz)
    local = pytz.utc.localize(moment).astimezone(zone)
    found = None
    if account.ship_by == "working" and calendar:
        # from the next midnight on it is the same for all of a day
        key = (
            *("laredoute_end_of_work", calendar.id, company.id, local.date(), days),
            frozenset(closed),
        )
        kept = account.env.cr.cache if days else {}
        if key not in kept:
            kept[key] = _open_end_of_work(calendar, company, local, days, closed)
        found = kept[key]
    later = days_until(local.date(), days, (), closed)
    end = found or _midnight(local, later + 1) - timedelta(seconds=1)
    return end.astimezone(pytz.utc).replace(tzinfo=None)


def _open_end_of_work(calendar, company, local, days, closed):
    """Return :func:`_end_of_work` on the last of some days on which a shop is open.

    :param closed: dates on which it is not, whatever the company's working hours say
    """
    found, lost = _end_of_work(calendar, company, local, days), 0
    begin, domain = _midnight(local, 1) if days else local, _leaves_of(company)
    while found and closed:
        worked = calendar._work_intervals_batch(begin, found, domain=domain)
        dates = {start.date() for start, _stop, _meta in worked[False]}
        if len(dates & closed) == lost:
            break
        lost = len(dates & closed)
        # what was to leave today leaves on one of the days that come
        first = days or int(local.date() not in dates)
        found = _end_of_work(calendar, company, local, first + lost)
    return found


def _leaves_of(company):
    return [("time_type", "=", "leave"), ("company_id", "in", (False, company.id))]


def _end_of_work(calendar, company, local, days):
    """Return when work ends on the last of some working days; None: nobody works.

    :param local: aware datetime in the calendar's zone; the days come after its own
    """
    leaves = _leaves_of(company)
    start = _midnight(local, 1) if days else local
    last = calendar.plan_days(max(days, 1), start, compute_leaves=True, domain=leaves)
    if not last:
        return None
    # the day may have a break at noon
    work = calendar._work_intervals_batch(
        _midnight(last, 0), _midnight(last, 1), domain=leaves
    )
    return max(stop for _start, stop, _meta in work[False])


def _midnight(moment, later):
    """Return the midnight that begins a moment's day, or one so many days later."""
    zone = pytz.timezone(moment.tzinfo.zone)
    day = moment.date() + timedelta(days=later)
    return zone.localize(datetime.combine(day, time.min))


def is_reserved_by_date(order):
    """Whether the warehouse reserves goods some days before they are to leave.

    A later date would then delay the reservation: somebody else would get the goods.
    """
    warehouse = order.account_id.warehouse_id
    types = warehouse.out_type_id | warehouse.pick_type_id | warehouse.pack_type_id
    return "by_date" in types.mapped("reservation_method")
