# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the books know of orders: parts that the noun of the books fills."""

from odoo import models


class LaredouteOrderBooks(models.AbstractModel):
    """Part of ``laredoute.order``."""

    _name = "laredoute.order.books"
    _description = "La Redoute Order in the Books"


class LaredouteOrderLineBooks(models.AbstractModel):
    """Part of ``laredoute.order.line``."""

    _name = "laredoute.order.line.books"
    _description = "La Redoute Order Line in the Books"
