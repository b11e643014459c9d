# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The customer of a La Redoute order.

One customer per order: La Redoute's e-mail is an alias for one order (protocol P-80),
so that nothing it says identifies a person for sure.
"""

from ..common import FRENCH
from .delivery import unpack_address, unpack_delivery

#: no mail, no follower, no noise for a marketplace's buyer
QUIET = {
    "mail_create_nosubscribe": True,
    "mail_create_nolog": True,
    "mail_notrack": True,
    "mail_auto_subscribe_no_notify": True,
}


def make_customer(order):
    """Create the order's customer from what is known of it so far.

    :param order: ``laredoute.order``, of which buyers' data may be read
    :return: (customer, delivery address), the same partner when they agree
    """
    partners = order.env["res.partner"].with_context(**QUIET)
    partner = partners.create(_customer_values(order))
    return partner, delivery_partner(order, partner)


def complete_customer(order):
    """Write what is known of the customer by now.

    :return: where the parcel goes, see :func:`delivery_partner`
    """
    partner = order.partner_id
    partner.with_context(**QUIET).write(_customer_values(order))
    return delivery_partner(order, partner)


def delivery_partner(order, partner):
    """Return where the parcel goes: the customer, or an address of its own.

    For a relay, the address and its name are the relay's (protocol P-79).
    """
    delivery = unpack_delivery(order.delivery)
    address = delivery.address
    if not address.name or address == unpack_address(order.billing_address):
        return partner
    values = {
        **_address_values(order.env, address),
        "name": address.name,
        "phone": delivery.mobile or delivery.phone,
        "email": delivery.email,
        "parent_id": partner.id,
        "type": "delivery",
        "company_id": order.company_id.id,
    }
    if delivery.relay_id:
        values["ref"] = delivery.relay_id
    existing = partner.child_ids.filtered(lambda each: each.type == "delivery")[:1]
    if existing:
        existing.write(values)
        return existing
    return order.env["res.partner"].with_context(**QUIET).create(values)


def _customer_values(order):
    billing = unpack_address(order.billing_address)
    delivery = unpack_delivery(order.delivery)
    name = billing.name or order.env._("La Redoute customer %s", order.remote_id)
    french = order.env["res.lang"]._get_data(code=FRENCH)
    return {
        **_address_values(order.env, billing if billing.city else delivery.address),
        "name": name,
        "phone": delivery.mobile or delivery.phone,
        "email": delivery.email,
        "lang": french.code or order.env.lang,
        "company_id": order.company_id.id,
        "is_company": False,
        "type": "contact",
    }


def _address_values(env, address):
    country = env["res.country"].search(
        [("code", "=", address.country_code.upper())], limit=1
    )
    street2 = ", ".join(part for part in (address.address1, address.address3) if part)
    return {
        "street": address.address2 or address.address1,
        "street2": street2 if address.address2 else address.address3,
        "zip": address.zip_code,
        "city": address.city,
        "country_id": country.id,
    }
