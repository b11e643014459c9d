# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What shops at random come to, shown at the end of a run."""

#: lines, in the order in which the tests ended
FIGURES: list[str] = []
