# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Closing weeks and holidays: how much longer than usual a parcel takes today."""

from datetime import datetime, time, timedelta
from functools import cached_property

import pytz

from odoo import api, fields, models

from ...marketplace.closing import HORIZON, lengthened

#: fields of a calendar that decide on which days its hours fall
HOURS = {"tz", "two_weeks_calendar"}


class LaredouteClosing(models.Model):
    _name = "laredoute.closing"
    _description = "Closing Period of a La Redoute Account"
    _inherit = ["laredoute.offer.part"]
    _order = "date_from desc, id"

    settings_id = fields.Many2one(
        "laredoute.offer.settings", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="settings_id.company_id", store=True)
    name = fields.Char("Reason")
    date_from = fields.Date("First Day", required=True)
    date_to = fields.Date("Last Day", required=True)

    _ordered = models.Constraint(
        "CHECK(date_from <= date_to AND date_to - date_from <= 365)",
        "A closing ends on its first day or later, and lasts a year at most.",
    )

    def _note_offers(self):
        accounts = self.sudo().settings_id.account_ids
        self.env["laredoute.listing"]._invalidate_accounts(accounts, check=False)

    def _days(self):
        """Return the dates of these periods."""
        return {
            each.date_from + timedelta(days=number)
            for each in self
            for number in range((each.date_to - each.date_from).days + 1)
        }


class Closings:
    """The days on which an account ships nothing, read once.

    :param account: one ``laredoute.account``
    :param moment: naive UTC, the present when not given
    """

    def __init__(self, account, moment=None):
        self.account = account
        company = account.warehouse_id.company_id
        self._company, self._calendar = company, company.resource_calendar_id.sudo()
        self._zone = pytz.timezone(self._calendar.tz or account.tz)
        now = pytz.utc.localize(moment or fields.Datetime.now())
        self.today = now.astimezone(self._zone).date()
        self._kept = {}

    def lengthened(self, delay):
        """Return the delay to promise today for a usual one, in days."""
        if delay not in self._kept:
            closed = self.closed
            self._kept[delay] = (
                lengthened(self.today, delay, self._week, closed) if closed else delay
            )
        return self._kept[delay]

    @cached_property
    def closed(self):
        """The dates on which nothing leaves, from today on."""
        days = self.account.offer_settings_id.sudo().closing_ids._days()
        if self._leaves:
            days |= self._usual - self._worked
        return {day for day in days if day >= self.today}

    @cached_property
    def _leaves(self):
        """Holidays of the company that are not over."""
        begin, end = self._bounds
        return (
            self.account.env["resource.calendar.leaves"]
            .sudo()
            .search_count(
                [
                    *self._of_company,
                    ("resource_id", "=", False),
                    ("calendar_id", "in", (False, self._calendar.id)),
                    ("date_to", ">=", begin.astimezone(pytz.utc).replace(tzinfo=None)),
                    ("date_from", "<=", end.astimezone(pytz.utc).replace(tzinfo=None)),
                ],
                limit=1,
            )
        )

    @property
    def _of_company(self):
        return [
            ("time_type", "=", "leave"),
            ("company_id", "in", (False, self._company.id)),
        ]

    @cached_property
    def _bounds(self):
        """Midnights of today, and of the end of what is looked at."""
        begin = datetime.combine(self.today, time.min)
        end = begin + timedelta(days=HORIZON)
        return self._zone.localize(begin), self._zone.localize(end)

    @cached_property
    def _usual(self):
        """The dates on which the company works, but for holidays."""
        if not self._calendar:
            return set()
        return _dates(self._calendar._attendance_intervals_batch(*self._bounds))

    @cached_property
    def _worked(self):
        return _dates(
            self._calendar._work_intervals_batch(*self._bounds, domain=self._of_company)
        )

    @cached_property
    def _week(self):
        """The weekdays on which parcels leave, Monday 0; none: every day."""
        return frozenset(day.weekday() for day in self._usual)


def _dates(intervals):
    return {start.date() for start, _stop, _meta in intervals[False]}


def turned_closings(account, since, now):
    """Whether another delay is promised than was at an earlier moment.

    :param since: naive UTC moment of which the offers were looked at
    :param now: naive UTC moment
    """
    before, after = Closings(account, since), Closings(account, now)
    if before.today == after.today:
        return False
    return any(
        before.lengthened(delay) != after.lengthened(delay)
        for delay in _delays(account)
    )


def _delays(account):
    """Return the days until a parcel leaves that the account's offers may promise."""
    delays = {account.shipment_delay}
    own = {"laredoute.offer.rule": [("promise_by", "=", "own")]}
    for model in ("laredoute.delivery.category", "laredoute.offer.rule"):
        domain = [("company_id", "=", account.company_id.id), *own.get(model, [])]
        groups = account.env[model].sudo()._read_group(domain, ["shipment_delay"])
        delays.update(delay for (delay,) in groups)
    return delays


class CalendarPart(models.AbstractModel):
    """Work and holidays of companies: their accounts' promises depend on them."""

    _name = "laredoute.calendar.part"
    _description = "Decides when Parcels of La Redoute Leave"
    _inherit = ["laredoute.offer.part"]

    def _note_offers(self):
        self._laredoute_note(self.sudo())

    @api.model
    def _laredoute_note(self, records):
        """Note the offers of accounts whose company works by these.

        :param records: leaves or attendances of calendars; not those of one person
        """
        if not records:
            return
        everyone = any(not each.calendar_id for each in records)
        self._laredoute_note_of(records.calendar_id, everyone)

    @api.model
    def _laredoute_note_of(self, calendars, everyone=False):
        """Note the offers of accounts whose company works by these calendars.

        :param everyone: whether those of all others are concerned, too
        """
        accounts = self.env["laredoute.account"].sudo()._working()
        found = accounts.filtered(
            lambda account: (
                everyone
                or account.warehouse_id.company_id.resource_calendar_id in calendars
            )
        )
        self.env["laredoute.listing"]._invalidate_accounts(found, check=False)


class ResourceCalendarLeaves(models.Model):
    _name = "resource.calendar.leaves"
    _inherit = ["resource.calendar.leaves", "laredoute.calendar.part"]

    def _note_offers(self):
        self._laredoute_note(self.sudo().filtered(lambda each: not each.resource_id))


class ResourceCalendar(models.Model):
    _inherit = "resource.calendar"

    def write(self, vals):
        result = super().write(vals)
        if HOURS & vals.keys():
            self.env["laredoute.calendar.part"]._laredoute_note_of(self)
        return result


class ResourceCalendarAttendance(models.Model):
    _name = "resource.calendar.attendance"
    _inherit = ["resource.calendar.attendance", "laredoute.calendar.part"]


class ResCompany(models.Model):
    _inherit = "res.company"

    def write(self, vals):
        result = super().write(vals)
        if "resource_calendar_id" in vals:
            accounts = self.env["laredoute.account"].sudo()._working()
            found = accounts.filtered(
                lambda account: account.warehouse_id.company_id in self
            )
            self.env["laredoute.listing"]._invalidate_accounts(found, check=False)
        return result
