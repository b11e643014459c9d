# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Settings that an earlier version allowed and that stopped everything."""

import importlib.util
from pathlib import Path

from odoo.tests import tagged
from odoo.tools import SQL

import odoo.addons.laredoute_connector as addon

from ..common import LaredouteCase

SCRIPT = Path(addon.__file__).parent / "migrations/19.0.1.1.0/pre-settings.py"
BAD = {
    "offer_interval": (-5, 0),
    "file_size": (0, 1),
    "order_overlap": (-60, 0),
    "read_timeout": (0, 1),
    "retention_days": (2_000_000_000, 36_500),
    "offer_full_hour": (24.0, 4.75),
}


@tagged("standard", "post_install", "-at_install")
class TestUpgradeSettings(LaredouteCase):
    def setUp(self):
        super().setUp()
        spec = importlib.util.spec_from_file_location("pre_settings", SCRIPT)
        self.script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.script)

    def store(self, **values):
        """As an earlier version stored them: without its constraints."""
        self.env.flush_all()
        found = self.env.execute_query(
            SQL(
                "SELECT conname FROM pg_constraint WHERE contype = 'c'"
                " AND conrelid = 'laredoute_account'::regclass"
            )
        )
        for (name,) in found:
            self.env.cr.execute(
                SQL(
                    "ALTER TABLE laredoute_account DROP CONSTRAINT %s",
                    SQL.identifier(name),
                )
            )
        self.account.write(values)
        self.env.flush_all()

    def upgrade(self, version="19.0.1.0.0"):
        self.script.migrate(self.env.cr, version)
        self.env.invalidate_all()

    def test_b13_an_upgrade_makes_them_work(self):
        self.store(**{name: bad for name, (bad, _good) in BAD.items()})
        self.upgrade()
        found = {name: self.account[name] for name in BAD}
        self.assertEqual(found, {name: good for name, (_bad, good) in BAD.items()})

    def test_b13_an_upgrade_opens_a_window_that_was_none(self):
        for begin, end in ((20, 20), (24, 0), (-3, 5), (20, 20.25)):
            self.store(offer_from_hour=begin, offer_to_hour=end)
            self.upgrade()
            hours = self.account.offer_from_hour, self.account.offer_to_hour
            self.assertEqual(hours, (4, 20))

    def test_b13_an_upgrade_leaves_what_works(self):
        for begin, end in ((0, 24), (22, 4), (6, 7)):
            self.account.write({"offer_from_hour": begin, "offer_to_hour": end})
            self.env.flush_all()
            self.upgrade()
            hours = self.account.offer_from_hour, self.account.offer_to_hour
            self.assertEqual(hours, (begin, end))

    def test_e06_a_journal_that_was_kept_too_short(self):
        """It was kept for 30 days whatever less the account said."""
        for days in (-3, 0, 29):
            self.store(retention_days=days)
            self.upgrade()
            self.assertEqual(self.account.retention_days, 30, days)
        self.env.cr.execute("UPDATE laredoute_account SET retention_days = NULL")
        self.upgrade()
        self.assertEqual(self.account.retention_days, 30)
        self.account.retention_days = 31
        self.env.flush_all()
        self.upgrade()
        self.assertEqual(self.account.retention_days, 31)

    def test_e06_what_was_never_said_is_not_the_least_there_is(self):
        self.env.cr.execute("UPDATE laredoute_account SET read_timeout = NULL")
        self.upgrade()
        self.env.cr.execute("SELECT max(read_timeout) FROM laredoute_account")
        self.assertEqual(self.env.cr.fetchone(), (None,), "no time-out of a second")

    def test_b13_an_hour_that_rounds_to_the_next_day(self):
        self.store(offer_full_hour=23.995)
        self.upgrade()
        self.assertEqual(self.account.offer_full_hour, 4.75)
        self.account.offer_full_hour = 23.99
        self.env.flush_all()
        self.upgrade()
        self.assertEqual(self.account.offer_full_hour, 23.99)
