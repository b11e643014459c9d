# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where the VAT of mainland France is due on what goes there from France."""

from __future__ import annotations

#: their postal codes begin so: overseas departments and territories
_OVERSEAS = ("97", "98")
_MONACO = "980"


def is_taxed_as_france(country: str, zip_code: str) -> bool:
    """Return whether goods sent there bear the VAT of mainland France.

    Monaco is France's in this; overseas departments and territories are exports, though
    many write them as France; in other countries the buyer's VAT may be due.

    >>> is_taxed_as_france("FR", "59100"), is_taxed_as_france("FR", "97400")
    (True, False)

    Source: the French tax code (CGI), articles 256-0 and 294; for other countries of
    the European Union, article 258 A.

    :param country: ISO 3166 alpha-2
    """
    if country == "MC":
        return True
    place = zip_code.strip()
    overseas = place.startswith(_OVERSEAS) and not place.startswith(_MONACO)
    return country == "FR" and not overseas
