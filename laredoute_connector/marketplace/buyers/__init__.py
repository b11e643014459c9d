# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who buys, however it is written: people, companies, and buyers who come back."""

from .companies import company_line, is_company
from .names import BuyerName, NameOrder, read_name
from .sameness import contact_key

__all__ = [
    "BuyerName",
    "NameOrder",
    "company_line",
    "contact_key",
    "is_company",
    "read_name",
]
