# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Tests that need an addon of somebody else: ``make test-others`` has them all."""

import functools


def needs(*addons):
    """Skip a test where one of these addons is not installed.

    :param addons: their names; ``make test-others`` lets nothing be skipped
    """

    def wrap(test):
        @functools.wraps(test)
        def run(self):
            missing = set(addons) - self.env.registry._init_modules
            if missing:
                self.skipTest(f"not installed: {', '.join(sorted(missing))}")
            test(self)

        return run

    return wrap
