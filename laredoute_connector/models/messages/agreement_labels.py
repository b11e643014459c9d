# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A short name for each point in which two sides can differ, to group and search by."""


def agreement_labels(env):
    """Return [(code, name in the user's language)] of every code there is."""
    _ = env._
    names = {
        "unanswered": _("Not answered in time"),
        "decision_refused": _("Decision refused"),
        "decision_unknown": _("Decision of unknown outcome"),
        "decision_silent": _("Decision without effect"),
        "decision_waiting": _("Decision not sent"),
        "status_unknown": _("Unknown status"),
        "cancelled_here": _("Cancelled in Odoo only"),
        "line_missing": _("Line missing in Odoo"),
        "product_differs": _("Another product"),
        "quantity_differs": _("Another quantity"),
        "price_differs": _("Another price"),
        "tax_differs": _("Another tax"),
        "left_early": _("Left before the payment"),
        "shipment_unsent": _("Left, La Redoute not informed"),
        "tracking_differs": _("Another tracking number"),
        "nothing_leaves": _("No delivery"),
        "shipped_short": _("Less left than La Redoute believes"),
        "returned_here": _("Returned in Odoo only"),
        "refund_not_booked": _("Refunded at La Redoute only"),
        "fee_not_booked": _("Delivery fee refunded at La Redoute only"),
        "invoice_differs": _("Invoice with another total"),
        "invoice_held_up": _("Not invoiced"),
        "credited_here": _("Credited in Odoo only"),
        "refund_refused": _("Refund refused"),
        "refund_dropped": _("Refund forgotten"),
        "refund_stuck": _("Refund stands still"),
        "refund_unknown": _("Refund of unknown amount"),
        "left_though_cancelled": _("Left, though cancelled"),
        "still_ordered": _("Cancelled at La Redoute only"),
        "charged_though_cancelled": _("Invoiced, though cancelled"),
        "held_up": _("Waiting"),
        "no_sale_order": _("No sale order"),
        "not_confirmed": _("Paid, not confirmed"),
        "currency_differs": _("Another currency"),
        "short_of_stock": _("Short of stock"),
        "address_differs": _("Another address"),
        "address_edited": _("Goes to another town"),
        "country_unknown": _("Unknown country"),
        "vat_doubtful": _("Doubtful VAT"),
        "goes_elsewhere": _("Another address than the rest"),
        "total_differs": _("Another total"),
    }
    return list(names.items())
