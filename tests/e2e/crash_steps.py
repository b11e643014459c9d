# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Instants at which a process is killed, and the time that passes afterwards."""

from datetime import timedelta

import pytest


def step(point, *, taken=False):
    """One instant to die at.

    :param taken: whether La Redoute has taken what was sent by then
    """
    name = point.replace("laredoute.", "").replace(" ", "")
    return pytest.param(point, taken, id=name)


UPDATE_STEPS = [
    step("laredoute.exchange._set_sending > ir.cron._commit_progress:before"),
    step("market.decide:before"),
    step("market.decide:after", taken=True),
    step("laredoute.exchange._transmitted:after", taken=True),
    step("laredoute.exchange._transmit:after", taken=True),
]


def turn_back(shop, noun, hours, *domain):
    """Let hours pass for what is under way, on the clock of the shop."""
    with shop.env() as env:
        for record in env[f"laredoute.{noun}"].browse(shop.search(noun, *domain)):
            if record.sent_at:
                record.sent_at -= timedelta(hours=hours)
