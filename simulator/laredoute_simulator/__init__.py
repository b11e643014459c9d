# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A strict local La Redoute: services, reports over SFTP, faults on demand."""

from .account import Account
from .control import ControlClient, ControlError
from .simulator import Options, Simulator

__all__ = ["Account", "ControlClient", "ControlError", "Options", "Simulator"]
