# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Brands that a seller may not sell, as La Redoute's answers say them.

They stand on the brand, and so on what is mapped to it.
"""


def note_refused_brands(listings, refusals, kinds):
    """Remember the brands that this seller may not sell.

    The other products of the brand are warned of before they go.

    :param listings: of one account
    :param refusals: ``{listing: [AnswerLine]}``
    :param kinds: of the refusals that count, see ``marketplace/refusals.py``
    """
    account, codes = listings.account_id, set()
    refused = brands = listings.env["laredoute.brand"].sudo()
    for listing in listings:
        explain = account._platform().explain
        said = [explain(line.code, line.text) for line in refusals[listing]]
        foreign = [each for each in said if each.kind in kinds]
        # the product may have another brand by now than the one that was sent
        values = {each.arguments.get("value") or "" for each in foreign}
        # code 0 is no brand: it does not say which one was meant
        named = {value for value in values if value.strip("0")}
        codes |= named
        if foreign and not named:
            refused |= listing.brand_id.sudo()
    if codes:
        refused |= brands.search(
            [
                ("catalogue_id", "=", account.catalogue_id.id),
                ("code", "in", list(codes)),
            ]
        )
    refused.write({"refused_account_ids": [(4, account.id)]})


def forget_refused_brands(listings):
    """La Redoute took products of these brands: the seller may sell them."""
    account = listings.account_id
    taken = listings.brand_id.sudo().filtered(
        lambda brand: account in brand.refused_account_ids
    )
    taken.write({"refused_account_ids": [(3, account.id)]})


def forget_lost_brands(listings):
    """La Redoute accepts offers again that it refused for their brand.

    Another accepted offer says nothing of a brand whose new products are refused.
    """
    refused = listings.filtered(
        lambda each: each.offer_refusals and each.brand_id.sudo().refused_account_ids
    )
    for listing in refused:
        explain = listing.account_id._platform().explain
        said = [explain("", line).kind for line in (listing.warning or "").splitlines()]
        if any(kind.startswith("brand_") for kind in said):
            forget_refused_brands(listing)
