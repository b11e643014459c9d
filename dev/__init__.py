# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Provisioning: Odoo, its Python packages, PostgreSQL, a browser, tests, demo.

Everything before the virtual environment exists runs on the standard library.
"""
