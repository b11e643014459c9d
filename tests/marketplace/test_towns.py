# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whether two addresses are in one town, however they are written."""

from __future__ import annotations

import pytest

from odoo.addons.laredoute_connector.marketplace.places import Town


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        (("59100", "ROUBAIX"), ("59100", "Roubaix"), True),
        (("59 100", "Roubaix"), ("59100", "ROUBAIX CEDEX"), True),
        (("1010", "Wien"), ("1010", "Vienne"), True),
        (("69002", "LYON"), ("59100", "ROUBAIX"), False),
        (("69003", "LYON"), ("69002", "LYON"), False),
        (("EC1A 1BB", "London"), ("ec1a1bb", "Londres"), True),
        (("", "Saint-Étienne"), ("42000", "SAINT ETIENNE"), True),
        (("", "Saint-Étienne"), ("42000", "LYON"), False),
        (("", ""), ("59100", "ROUBAIX"), False),
        (("", ""), ("", ""), True),
    ],
)
def test_same_town(ours: tuple[str, str], theirs: tuple[str, str], same: bool) -> None:
    assert Town(*ours).is_same(Town(*theirs)) is same
    assert Town(*theirs).is_same(Town(*ours)) is same


@pytest.mark.parametrize(
    ("town", "text"),
    [(("59100", "ROUBAIX"), "59100 ROUBAIX"), (("", "ROUBAIX"), "ROUBAIX")],
)
def test_as_text(town: tuple[str, str], text: str) -> None:
    assert str(Town(*town)) == text
