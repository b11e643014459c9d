# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""No fault of the simulator is forgotten by the tests beside this one."""

from laredoute_simulator.faults import (
    AFTER_TAKING,
    BEFORE_TAKING,
    FAULTS,
    ORDERS,
    REPORTS,
)

from .test_faults_reading import FAULTS_READING
from .test_faults_reports import FAULTS_REPORTS
from .test_faults_sftp import FAULTS_SFTP
from .test_faults_writing import FAULTS_WRITING


def test_every_fault_is_met():
    met = {*FAULTS_WRITING, *FAULTS_READING, *FAULTS_SFTP, *FAULTS_REPORTS}
    assert met == set(FAULTS)
    assert set(REPORTS) == FAULTS_REPORTS


def test_every_fault_of_a_call_is_met_by_writing_and_by_reading():
    of_calls = {*BEFORE_TAKING, *AFTER_TAKING}
    assert of_calls == FAULTS_READING
    assert set(FAULTS_WRITING) == of_calls - set(ORDERS)
