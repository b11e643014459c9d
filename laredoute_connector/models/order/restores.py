# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What makes Odoo's documents what La Redoute says, for each disagreement."""

#: code of a disagreement → method of the order
RESTORES = {
    "cancelled_here": "_restore_order",
    "line_missing": "_restore_line",
    "product_differs": "_restore_line",
    "quantity_differs": "_restore_line",
    "price_differs": "_restore_line",
    "tax_differs": "_restore_line",
    "nothing_leaves": "_restore_line",
    "shipped_short": "_restore_shipped",
    "still_ordered": "_restore_cancelled",
    "currency_differs": "_restore_total",
    "total_differs": "_restore_total",
    "address_edited": "_restore_address",
}
