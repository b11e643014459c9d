# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""OpenSSH, found or fetched once for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .openssh import OpenSshTools, open_tools


@pytest.fixture(scope="session")
def openssh() -> Iterator[OpenSshTools]:
    with open_tools() as tools:
        yield tools
