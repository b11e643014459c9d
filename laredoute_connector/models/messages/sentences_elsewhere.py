# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where Odoo's documents differ on an order that another tool handles."""


def elsewhere_sentences(_):
    """Sentences by code; named arguments as those of the other disagreements."""
    return {
        "cancelled_here_elsewhere": _(
            "%(product)s: %(sale)s is cancelled, and La Redoute still sells it "
            "(“%(status)s”). Restore the sale order, or cancel in the tool that "
            "handles the orders."
        ),
        "line_missing_elsewhere": _(
            "%(product)s is missing in %(sale)s, and La Redoute sells it "
            "(“%(status)s”). Restore the line, or cancel in the tool that handles the "
            "orders."
        ),
        "quantity_differs_elsewhere": _(
            "%(product)s: La Redoute sold %(theirs)s, %(sale)s holds %(ours)s. Restore "
            "the quantity, or keep it as it is."
        ),
        "nothing_leaves_elsewhere": _(
            "%(product)s: La Redoute waits for %(theirs)s, and no delivery of %(sale)s "
            "takes them from the stock. Restore the delivery."
        ),
        "short_of_stock_elsewhere": _(
            "%(product)s: %(ours)s are sold that Odoo does not have. Correct the "
            "stock, or see in the tool that handles the orders."
        ),
        "shipped_short_elsewhere": _(
            "%(product)s: La Redoute says that %(theirs)s left, and %(ours)s left "
            "Odoo's stock. Restore validates the delivery."
        ),
    }
