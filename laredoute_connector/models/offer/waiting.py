# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""When the next offer file may go, for whoever wants it to go now."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.tools import format_datetime

from ..common import utc
from ..exchange.kinds.offers import next_file_at
from ..flow.schedule import moment_of
from .offer import hour_of, is_between


class LaredouteOffer(models.AbstractModel):
    _inherit = "laredoute.offer"

    @api.model
    def _next_file_at(self, account):
        """Return when the next offer file may go, as a naive UTC moment."""
        now = fields.Datetime.now()
        due = max(next_file_at(account) or now, now)
        begin, end = account.offer_from_hour, account.offer_to_hour
        local = utc(due).astimezone(ZoneInfo(account.tz))
        hour = hour_of(local)
        if is_between(hour, begin, end):
            return due
        day = local.date() + timedelta(days=hour > max(begin, end))
        return moment_of(day, begin, account.tz)

    @api.model
    def _waiting_note(self, account):
        """Say when the next file may go; an empty text where it may go at once.

        :param account: one, or none
        """
        due = account and self.sudo()._next_file_at(account.sudo())
        if not due or due <= fields.Datetime.now():
            return ""
        return self.env._(
            "The next offer file of %(account)s goes at %(moment)s: La Redoute drops "
            "two that are too close, and the account has its hours.",
            account=account.name,
            moment=format_datetime(self.env, due, tz=self.env.user.tz),
        )
