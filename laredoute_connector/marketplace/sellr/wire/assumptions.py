# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Everything about the wire that no public source shows, in one place.

A seller who holds La Redoute's private documents can correct it here. Each name
says what is assumed; docs/protocol.md says what happens if it is wrong.
"""

from __future__ import annotations

from datetime import timedelta, timezone
from decimal import Decimal

from ...records import AnswerKind, DeliveryMode, LineStatus

# -------------------------------------- in general (protocol P-7, P-11, P-12)
#: moments written without a time zone are UTC
ZONE = timezone.utc
#: a SOAP fault says that nothing was taken, whichever side it blames
FAULT_MEANS_NOTHING_TAKEN = True
#: words of a fault that blame what we sent; any other blames the platform
CLIENT_FAULTS = ("client", "sender")

# ---------------------------------------- items (protocol P-21, P-22, P-25)
#: the envelope's empty element that stands for the attached file, in no namespace
ATTACHMENT_ELEMENT = "attachment"
#: element of the answer that holds the batch's id
BATCH_ELEMENT = "BatchId"
#: element of a declination that names its parent
PARENT_ELEMENT = "ParentProductId"
#: a product file without any item is accepted or refused as data, never as a
#: wrong token: sending one proves the credentials and changes nothing
EMPTY_PRODUCT_FILE_HAS_NO_EFFECT = True

# --------------------------------- offers (protocol P-51, P-56, P-57, P-59)
#: a struck price equal to the selling price strikes nothing. Where La Redoute wants a
#: higher one, this is false: none is written, rather than one that it refuses
EQUAL_STRUCK_PRICE_STRIKES_NOTHING = True
#: element of the eco fee, in euros, on top of the amount
ECO_FEE_ELEMENT = "WEEFee"
#: ``DeliveryMode`` of an offer ("Home" is known)
DELIVERY_MODES = {DeliveryMode.HOME: "Home", DeliveryMode.RELAY: "Relais"}
#: the offer file is attached as the product file is: second part, base64
OFFER_FILE_IS_BASE64 = True
#: an offer file of no element is refused as data (0004, 0005) or accepted: either
#: proves the credentials and changes nothing
EMPTY_OFFER_FILE_HAS_NO_EFFECT = True

# ------------------- orders (protocol P-72, P-73, P-82, P-83, P-85, P-92 to P-96)
#: the words that orders are requested by; "assumed" stands beside those that are.
#: "To cancel" is not among them: one word that La Redoute does not know could have
#: the whole request refused
STATUS_WORDS = {
    LineStatus.TO_ACCEPT: "Created",
    LineStatus.ACCEPTED: "Accepted",  # assumed
    LineStatus.REFUSED: "Refused",  # assumed
    LineStatus.OUT_OF_STOCK: "Outofstock",  # assumed
    LineStatus.TO_SHIP: "Toship",
    LineStatus.SHIPPED: "Shipped",
    LineStatus.CANCELLED: "Cancelled",
    LineStatus.PAID: "Paid",
    LineStatus.TO_REFUND: "Torefund",  # assumed
    LineStatus.TO_APPROVE: "Toapprove",
    LineStatus.REFUNDING: "Refunding",
    LineStatus.REFUNDED: "Refunded",
    LineStatus.REFUND_REFUSED: "Refund refused",
}
#: other spellings that are read, without case, spaces and underscores (P-71, P-73)
STATUS_ALIASES = {
    "canceled": LineStatus.CANCELLED,
    "tocancel": LineStatus.TO_CANCEL,  # assumed; a cancellation follows
}
#: an answer without an order has one of these in the name of its body's element
ORDERS_ANSWER_WORDS = ("retrieve", "order")
#: the third line of an address
THIRD_ADDRESS_LINE = "Address3"
#: a line without a delivery fee has none to pay
MISSING_DELIVERY_FEE = Decimal(0)
#: elements of a line's ``Delivery``, and of the line itself; an offer has mode and
#: type as attributes, which are read too where there is no such element (P-86)
ORDER_DELIVERY_MODE = "DeliveryMode"
ORDER_DELIVERY_TYPE = "DeliveryType"
ORDER_RELAY = "RelayID"
REFUND_REFUSED_REASON = "RefundRefusedReason"
#: children of the verb ``ship``, after ``shipDate``
TRACKING_NUMBER = "trackingNumber"
TRACKING_LIMIT = 32
CARRIER = "carrier"
TRACKING_URL = "trackingUrl"
#: children of the verb ``refunding``
REFUND_QUANTITY = "quantity"
REFUND_SHIPPING = "refundShipping"
REFUND_AMOUNT = "amount"
#: the answer to an update: one element for each verb
LINE_RESULT = "LineResult"
RESULT_WORDS = {"OK": True, "KO": False}
RESULT_MESSAGE = "Message"
#: an update of no verb is accepted or refused as data: it changes nothing
EMPTY_UPDATE_HAS_NO_EFFECT = True
#: verbs in one request; nothing is known of a limit
UPDATES_PER_REQUEST = 100

# ------------------------------------- reports (protocol P-110, P-111, P-116)
ARCHIVE_FOLDER = "archive"
#: attribute of an ``Item`` without ``Error``: it was accepted, under this number
PART_NUMBER = "PartNumber"
#: a file of this ending is still being written
UNFINISHED_ENDING = ".part"
#: the words for kinds, in file names and in the ``Kind`` of a report
REPORT_KINDS = {
    "products_laredoute": AnswerKind.PRODUCTS,
    "offers_laredoute": AnswerKind.OFFERS,
    "openlisting_laredoute": AnswerKind.OPEN_LISTING,
    "products": AnswerKind.PRODUCTS,
    "offers": AnswerKind.OFFERS,
    "openlisting": AnswerKind.OPEN_LISTING,
}
#: headings of the columns of a CSV report, compared without case, space, "_", "-"
CSV_COLUMNS = {
    "ean": ("ean", "ean13", "gtin", "productidentifier"),
    "sku": ("productid", "sku", "partnerproductreference", "reference"),
    "code": ("errorcode", "code"),
    "text": ("error", "errormessage", "message", "errortext", "text"),
    "part_number": ("partnumber",),
    "best_price": ("bestprice", "price"),
    "best_delivery_fee": ("bestdeliveryfee", "deliveryfee"),
    "seller_count": ("sellercount", "sellers"),
    "is_ours": ("isours", "ours"),
}

# -------------------------- schedule (protocol P-130; the interval is known: P-134)
OFFER_INTERVAL = timedelta(hours=1)
PRODUCT_REPORT_DELAY = timedelta(hours=48)
OFFER_REPORT_DELAY = timedelta(hours=24)
