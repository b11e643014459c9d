# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What holds for the tests inside Odoo."""

import pytest

from odoo.addons.base.models import res_users


@pytest.fixture(autouse=True, scope="session")
def quick_passwords():
    """Hash passwords in a moment: no test is about how hard they are to guess."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(res_users, "MIN_ROUNDS", 1)
        yield
