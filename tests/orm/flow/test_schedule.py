# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""When daily flows run, also in the nights when the clocks change."""

from datetime import datetime, timedelta

from odoo.tests import BaseCase, tagged

from odoo.addons.laredoute_connector.models.flow.schedule import FLOWS, Work, next_due

PARIS, MARTINIQUE = "Europe/Paris", "America/Martinique"
AT_THREE = Work("any", "any", hour=3.0)
AT_HALF_PAST_TWO = Work("any", "any", hour=2.5)


def utc(text):
    return datetime.strptime(text, "%Y-%m-%d %H:%M")


@tagged("standard", "post_install", "-at_install")
class TestSchedule(BaseCase):
    def daily(self, work, start, runs, zone=PARIS):
        """The moments of the next runs, each run being on time."""
        found, now = [], utc(start)
        for _run in range(runs):
            now = next_due(work, now, zone)
            found.append(f"{now:%d %H:%M}")
        return found

    def test_at_the_hour_of_the_accounts_zone(self):
        self.assertEqual(
            self.daily(AT_THREE, "2026-07-01 12:00", 2), ["02 01:00", "03 01:00"]
        )
        self.assertEqual(self.daily(AT_THREE, "2026-01-01 12:00", 1), ["02 02:00"])
        self.assertEqual(
            self.daily(AT_THREE, "2026-07-01 12:00", 1, MARTINIQUE), ["02 07:00"]
        )

    def test_today_when_the_hour_is_still_to_come(self):
        self.assertEqual(self.daily(AT_THREE, "2026-07-01 00:59", 1), ["01 01:00"])
        self.assertEqual(self.daily(AT_THREE, "2026-07-01 01:00", 1), ["02 01:00"])
        # the day in Paris has begun, that of UTC has not
        self.assertEqual(self.daily(AT_THREE, "2026-06-30 22:30", 1), ["01 01:00"])

    def test_over_the_change_to_summer_time(self):
        """On 29 March 2026, 02:00 is followed by 03:00."""
        self.assertEqual(
            self.daily(AT_THREE, "2026-03-27 12:00", 3),
            ["28 02:00", "29 01:00", "30 01:00"],
        )
        # half past two does not exist that night: it runs once all the same
        self.assertEqual(
            self.daily(AT_HALF_PAST_TWO, "2026-03-27 12:00", 3),
            ["28 01:30", "29 01:30", "30 00:30"],
        )

    def test_over_the_change_to_winter_time(self):
        """On 25 October 2026, 03:00 is followed by 02:00."""
        self.assertEqual(
            self.daily(AT_THREE, "2026-10-23 12:00", 3),
            ["24 01:00", "25 02:00", "26 02:00"],
        )
        # half past two comes twice that night: it runs once
        self.assertEqual(
            self.daily(AT_HALF_PAST_TWO, "2026-10-23 12:00", 3),
            ["24 00:30", "25 01:30", "26 01:30"],
        )

    def test_once_a_day_whatever_the_year_brings(self):
        for name, work in FLOWS.items():
            if work.minutes:
                continue
            now = utc("2026-01-01 12:00")
            for day in range(2, 367):
                due = next_due(work, now, PARIS)
                self.assertLessEqual(
                    abs(due - now - timedelta(days=1)) if day > 2 else timedelta(0),
                    timedelta(hours=1),
                    name,
                )
                now = due
            in_paris = now + timedelta(hours=1)
            self.assertEqual(in_paris.date().isoformat(), "2027-01-01", name)

    def test_between_two_runs_of_the_others(self):
        now = utc("2026-07-01 12:07")
        self.assertEqual(
            next_due(FLOWS["fetch_orders"], now, PARIS), now + timedelta(minutes=10)
        )
