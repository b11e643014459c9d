# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""La Redoute's statuses, sorted a second time: what is tested sorts them itself."""

#: something of the line is still to be done
OPEN = {"to_accept", "accepted", "to_ship", "unknown"}
#: its units are, or may soon be, the buyer's, and still in stock
PROMISED = {*OPEN, "to_cancel"}
#: nobody refunds it
SHIPPED = {"shipped", "received", "closed", "paid", "incident"}
#: its buyer follows its parcel, and La Redoute takes no other one for it
FOLLOWED = {"shipped", "received", "incident"}
#: money is to go back to the buyer
REFUNDS = {"to_refund", "to_approve", "refunding", "refunded"}
#: La Redoute said yes to that
GRANTED = {"refunding", "refunded"}
#: the buyer paid
PAID = {"to_ship", *SHIPPED, *REFUNDS, "refund_refused"}
#: nothing of it is sold
DEAD = {"refused", "out_of_stock", "cancelled"}
#: status → decisions that La Redoute takes in it
TAKES = {
    "to_accept": {"accept", "refuse"},
    "to_ship": {"ship", "out_of_stock", "refund"},
    "shipped": {"refund"},
    "received": {"refund"},
    "refund_refused": {"refund"},
}
#: status of a line → what La Redoute may say next by itself
NEXT = {
    "to_accept": ("cancelled",),
    "accepted": ("to_ship", "to_ship", "to_cancel", "cancelled"),
    "to_ship": ("cancelled", "unknown", "shipped"),
    "unknown": ("to_ship",),
    "to_cancel": ("cancelled",),
    "shipped": ("received", "to_refund", "incident"),
    "received": ("paid", "to_refund"),
    "paid": ("to_refund",),
    "incident": ("received",),
    "to_refund": ("to_approve", "refunded", "refund_refused", "shipped"),
    "to_approve": ("refunding", "refund_refused"),
    "refunding": ("refunded",),
    "refund_refused": ("to_refund", "paid"),
}
