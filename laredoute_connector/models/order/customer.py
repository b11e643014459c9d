# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The customer of a La Redoute order.

One customer per order: La Redoute's e-mail is an alias for one order (protocol P-80),
so that nothing it says identifies a person for sure.
"""

from ...marketplace.places import decode_country
from ..common import FRENCH
from .delivery import lines_of, unpack_address, unpack_delivery

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
    partner = _make(order, _customer_values(order))
    return partner, _delivery_partner(order, partner)


def complete_customer(order):
    """Write what is known of the customer by now.

    A contact that people use for something else, or merged into one of theirs, stays as
    it is: the parcel then has an address of its own.

    :return: where the parcel goes: the customer, or an address of its own
    """
    partner = order.partner_id
    if not _is_own(order, partner):
        return _delivery_partner(order, partner.browse())
    partner.with_context(**QUIET).write(_customer_values(order))
    return _delivery_partner(order, partner)


def _delivery_partner(order, partner):
    """Return where the parcel goes: the customer, or an address of its own.

    For a relay, the address and its name are the relay's (protocol P-79).

    :param partner: the customer where the order made it, else empty
    """
    delivery = unpack_delivery(order.delivery)
    address = delivery.address
    billing = unpack_address(order.billing_address)
    if partner and (address == billing or not address.is_whole):
        return partner
    values = {
        **_address_values(order.env, address),
        # somebody lives there who does not say his name
        "name": address.name or billing.name or order.partner_id.name,
        "phone": delivery.mobile or delivery.phone,
        "email": delivery.email,
        "parent_id": partner.id,
        "type": "delivery",
        "company_id": order.company_id.id,
    }
    if delivery.relay_id:
        values["ref"] = delivery.relay_id
    made = order.env["res.partner"].browse(order.made_contacts or []).exists()
    existing = made.filtered(
        lambda each: each.type == "delivery" and _is_own(order, each)
    )[:1]
    if existing:
        existing.with_context(**QUIET).write(values)
        return existing
    return _make(order, values)


def _make(order, values):
    """Create a contact that is the order's own."""
    partner = order.env["res.partner"].with_context(**QUIET).create(values)
    order.made_contacts = [*(order.made_contacts or []), partner.id]
    return partner


def _is_own(order, partner):
    """Whether the order made a contact, and nobody uses it for anything else."""
    own = order.made_contacts or []
    if partner.id not in own or (partner.parent_id and partner.parent_id.id not in own):
        return False
    sale, users = order.sale_order_id, partner.with_context(active_test=False).user_ids
    elsewhere = {
        "sale.order": [
            ("id", "!=", sale.id),
            "|",
            "|",
            ("partner_id", "=", partner.id),
            ("partner_invoice_id", "=", partner.id),
            ("partner_shipping_id", "=", partner.id),
        ],
        "account.move": [
            ("id", "not in", sale.invoice_ids.ids),
            "|",
            ("partner_id", "=", partner.id),
            ("partner_shipping_id", "=", partner.id),
        ],
        "laredoute.order": [("id", "!=", order.id), ("partner_id", "=", partner.id)],
    }
    return not users and not any(
        order.env[model].search_count(domain, limit=1)
        for model, domain in elsewhere.items()
    )


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
    code = decode_country(address.country_code)
    country = env["res.country"].search([("code", "=", code)], limit=1)
    street, *others = [each for each in lines_of(address) if each] or [""]
    return {
        "street": street,
        "street2": ", ".join(others),
        "zip": address.zip_code,
        "city": address.city,
        "country_id": country.id,
    }
