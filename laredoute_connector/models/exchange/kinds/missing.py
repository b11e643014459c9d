# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which offers were refused because La Redoute has no such product."""

from ....marketplace.refusals import explain

#: kind of a refusal, see :mod:`....marketplace.refusals`
NOT_FOUND = "product_not_found"


def missing_in(listings, refusals):
    """Return the listings whose product La Redoute does not find.

    :param refusals: ``{listing: [AnswerLine]}``
    """
    return listings.filtered(
        lambda each: any(
            explain(line.code, line.text).kind == NOT_FOUND for line in refusals[each]
        )
    )
