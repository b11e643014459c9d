# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where parcels go and what they are called, however it is written."""

from .countries import decode_country
from .parcels import parcel_number
from .towns import Town
from .vat import is_taxed_as_france

__all__ = ["Town", "decode_country", "is_taxed_as_france", "parcel_number"]
