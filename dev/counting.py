# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The figures of a run of pytest, of which nothing passes for something."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

from .report import Failure, warn

#: pytest's status when it collected nothing.
NOTHING = 5


@dataclass
class Count:
    """How many tests passed, failed and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other: Count) -> None:
        """Add the figures of one part."""
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped

    def fail_skipped(self) -> None:
        """Count what was skipped as failed: nothing may be skipped here."""
        self.failed += self.skipped
        self.skipped = 0


def read_junit(path: Path) -> Count:
    """Read the figures of a pytest run.

    :raises Failure: when the file is missing or cut, as after a crash
    """
    try:
        suites = ElementTree.parse(path).getroot().iter("testsuite")
        count = Count()
        for suite in suites:
            bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped = int(suite.get("skipped", 0))
            good = int(suite.get("tests", 0)) - bad - skipped
            count.add(Count(good, bad, skipped))
    except (OSError, ElementTree.ParseError) as error:
        raise Failure("pytest ended without a result.") from error
    return count


def count_run(status: int, path: Path) -> Count:
    """Make figures of a pytest run: what it could not run is a failure.

    :param status: the exit status of pytest
    :param path: its JUnit file
    """
    if status == NOTHING:
        warn("No test was collected although the folder holds test files.")
        return Count(failed=1)
    try:
        count = read_junit(path)
    except Failure as failure:
        warn(str(failure))
        return Count(failed=1)
    if status and not count.failed:
        warn(f"pytest ended with {status} although no test failed.")
        count.failed = 1
    return count
