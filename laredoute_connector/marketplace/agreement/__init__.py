# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whether La Redoute and Odoo agree on an order, and where they do not.

:func:`compare` is a pure function of both sides, of the decisions between them and of
the time. What people see of an order, its alarms, and what tests call agreement are all
what it returns: a disagreement is shown while it exists, and no longer.
"""

from .compare import compare
from .decisions import DECLINES
from .disagreement import Code, Disagreement, Severity, Way
from .facts import Case, DecisionMade, Line, Outcome, SaleLine, SaleState

__all__ = [
    "DECLINES",
    "Case",
    "Code",
    "DecisionMade",
    "Disagreement",
    "Line",
    "Outcome",
    "SaleLine",
    "SaleState",
    "Severity",
    "Way",
    "compare",
]
