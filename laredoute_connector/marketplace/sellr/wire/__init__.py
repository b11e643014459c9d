# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The wire form of each noun: ``encode_*`` and ``decode_*`` side by side."""
