# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Tracking addresses are checked where a person types them."""

from odoo.exceptions import ValidationError

from ...marketplace.places import address_problem


def check_tracking_address(env, address, subject, numbered=True):
    """Check an address at which a buyer follows a parcel; an empty one is none.

    :param address: as typed, with ``{number}`` in place of the number
    :param subject: whose it is, to begin a sentence with
    :param numbered: whether it is of many parcels, and must hold ``{number}``
    :raises ValidationError: saying what is wrong with it
    """
    code = address and address_problem(address, numbered=numbered)
    if not code:
        return
    reasons = {
        "scheme": env._("it must begin with http:// or https://."),
        "host": env._(
            "it must name the carrier's public site, as in https://www.example.com/."
        ),
        "placeholder": env._(
            "write {number} where the tracking number stands, and {zip} where the "
            "postcode does; no other placeholder is known."
        ),
        "character": env._("it holds a blank, or another character no address has."),
        "number": env._(
            "it must hold {number} where the tracking number stands: else all parcels "
            "would have the same page."
        ),
    }
    raise ValidationError(
        env._(
            "%(subject)s: the tracking address %(address)s cannot be used: %(reason)s",
            subject=subject,
            address=address,
            reason=reasons[code],
        )
    )
