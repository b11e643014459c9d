# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Bytes over the network: HTTPS and SFTP, with errors of our own tree only."""
