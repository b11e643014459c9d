# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where parcels go and what they are called, however it is written."""

from .carriers import KNOWN_CARRIERS, KnownCarrier, known_carrier
from .countries import decode_country
from .parcels import has_several_numbers, parcel_number
from .towns import Town
from .tracking import address_problem, label_number, tracking_address
from .vat import is_taxed_as_france

__all__ = [
    "KNOWN_CARRIERS",
    "KnownCarrier",
    "Town",
    "address_problem",
    "decode_country",
    "has_several_numbers",
    "is_taxed_as_france",
    "known_carrier",
    "label_number",
    "parcel_number",
    "tracking_address",
]
