# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The nouns shared with every platform: frozen, typed, without any wire form.

Amounts are :class:`~decimal.Decimal` in euros, VAT included unless the name says
otherwise. Moments are timezone-aware UTC :class:`~datetime.datetime`. An empty
text means "not given"; ``None`` is used where empty and absent differ.
"""

from ..statuses import DecisionKind, LineStatus
from .access import AccessCheck
from .answers import AnswerHeader, AnswerKind, AnswerLine, AnswerRef, AnswerResult
from .decisions import Decision, LineDecision, LineResult, Shipment
from .files import EncodedFile, FileKind, Receipt
from .offers import CompetingOffer, DeliveryMode, DeliveryPromise, Offer
from .orders import Address, BrokenOrder, Delivery, Order, OrderLine
from .products import Product, ProductAttribute, ProductImage

__all__ = [
    "AccessCheck",
    "Address",
    "AnswerHeader",
    "AnswerKind",
    "AnswerLine",
    "AnswerRef",
    "AnswerResult",
    "BrokenOrder",
    "CompetingOffer",
    "Decision",
    "DecisionKind",
    "Delivery",
    "DeliveryMode",
    "DeliveryPromise",
    "EncodedFile",
    "FileKind",
    "LineDecision",
    "LineResult",
    "LineStatus",
    "Offer",
    "Order",
    "OrderLine",
    "Product",
    "ProductAttribute",
    "ProductImage",
    "Receipt",
    "Shipment",
]
