# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The customer of a La Redoute order.

One customer per order: La Redoute's e-mail is an alias for one order (protocol P-80),
so that nothing it says identifies a person for sure. An account may have a customer
used again where name, whole address and phone agree with a contact made for it before.
"""

import psycopg2

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ...marketplace.buyers import (
    NameOrder,
    company_line,
    contact_key,
    is_company,
    read_name,
)
from ...marketplace.places import decode_country
from ..common import FRENCH
from .delivery import lines_of, unpack_address, unpack_delivery
from .sale_values import head_values

#: no mail, no follower, no noise for a marketplace's buyer
QUIET = {
    "mail_create_nosubscribe": True,
    "mail_create_nolog": True,
    "mail_notrack": True,
    "mail_auto_subscribe_no_notify": True,
}
#: fields of an addon of the OCA that has them apart
APART = {"firstname", "lastname"}


def make_customer(order):
    """Create the order's customer from what is known of it so far, or find it.

    :param order: ``laredoute.order``, of which buyers' data may be read
    :return: (customer, delivery address), the same partner when they agree
    """
    values = _customer_values(order)
    partner = _known(order, values)
    if partner:
        _adopt(order, partner)
    else:
        partner = _make(order, [values])
        order.customer_key = shares(order) and _key(partner)
    return partner, _delivery_partner(order, partner)


def make_customers(orders):
    """Create the customers of orders of which each has one of its own, at once.

    :param orders: ``laredoute.order`` of accounts that use no customer again
    :return: {order: (customer, delivery address)}
    """
    partners = _make(orders, [_customer_values(order) for order in orders])
    return {
        order: (partner, _delivery_partner(order, partner))
        for order, partner in zip(orders, partners, strict=True)
    }


def complete_customer(order):
    """Write what is known of the customer by now, or find who it is.

    A contact that people use for something else, or merged into one of theirs, stays as
    it is, and so does one of several orders: the parcel then has an address of its own.

    :return: where the parcel goes: the customer, or an address of its own
    """
    partner, values = order.partner_id, _customer_values(order)
    if not _is_own(order, partner):
        shared = partner.id in (order.made_contacts or []) and order.search_count(
            [("partner_id", "=", partner.id), ("id", "!=", order.id)], limit=1
        )
        customer = partner if shared else partner.browse()
        return _delivery_partner(order, customer, shared=True)
    known = _replaceable(order) and _known(order, values)
    if known:
        sale = order.sale_order_id.with_context(**QUIET)
        sale.write(head_values(order, known, known))
        _adopt(order, known)
        shipping = _delivery_partner(order, known)
        _drop(order, partner)
        return shipping
    partner.with_context(**QUIET).write(values)
    order.customer_key = shares(order) and _key(partner)
    return _delivery_partner(order, partner)


# ------------------------------------------------------------ a customer who comes back
def shares(order):
    """Whether a buyer who comes back is the customer he was."""
    return order.account_id.customer_policy == "same"


def _known(order, values):
    """Return the contact of an earlier order that is surely this buyer, else none.

    It was made for this account and is as it was made: whoever has another phone,
    moved, or was changed by people is somebody else. A user of the portal would see
    there what is not theirs.
    """
    contacts = order.env["res.partner"]
    key = shares(order) and _key_of(order.env, values)
    if not key:
        return contacts
    earlier = order.search(
        [
            ("account_id", "=", order.account_id.id),
            ("customer_key", "=", key),
            ("id", "!=", order.id),
        ],
        order="id",
    )
    for other in earlier:
        contact = other.partner_id
        if (
            contact.id in (other.made_contacts or [])
            and contact.active
            and not contact.parent_id
            and contact.company_id == order.company_id
            and contact.is_company == values["is_company"]
            and not contact.with_context(active_test=False).user_ids
            and _key(contact) == key
        ):
            return contact
    return contacts


def _adopt(order, partner):
    """Have a contact of an earlier order be this one's customer."""
    made = [*(order.made_contacts or []), partner.id]
    order.write(
        {
            "partner_id": partner.id,
            "made_contacts": made,
            "customer_key": _key(partner),
        }
    )


def _replaceable(order):
    """Whether the quotation's customer is still the one that was made for it."""
    sale = order.sale_order_id
    return sale.state in ("draft", "sent") and sale.partner_id == order.partner_id


def _drop(order, partner):
    """Delete the contact that stood for the customer; one that is used is archived."""
    order.made_contacts = [each for each in order.made_contacts if each != partner.id]
    try:
        with order.env.cr.savepoint(), mute_logger("odoo.sql_db"):
            partner.unlink()
    except (UserError, psycopg2.IntegrityError):
        partner.active = False


def _key(partner):
    """Return the key of a contact as it is now."""
    has_parts = partner._fields.keys() >= APART and partner.firstname
    name = f"{partner.firstname} {partner.lastname}" if has_parts else partner.name
    values = {
        each: partner[each] or "" for each in ("street", "street2", "zip", "city")
    }
    values |= {"phone": partner.phone or "", "country_id": partner.country_id.id}
    return _key_of(partner.env, {**values, "name": name or ""})


def _key_of(env, values):
    name = values.get("name") or f"{values['firstname']} {values['lastname']}".strip()
    country = env["res.country"].browse(values["country_id"] or [])
    place = [values[each] or "" for each in ("street", "street2", "zip", "city")]
    street = any(place[:2])
    return street and contact_key(
        name, [*place, country.code or ""], values["phone"] or ""
    )


def _delivery_partner(order, partner, shared=False):
    """Return where the parcel goes: the customer, or an address of its own.

    For a relay, the address and its name are the relay's (protocol P-79).

    :param partner: the customer where the order made it, else empty
    :param shared: whether the customer's own address is not the order's to write
    """
    delivery = unpack_delivery(order.delivery)
    address = delivery.address
    billing = unpack_address(order.billing_address)
    lives_there = address == billing and not (shared or shares(order))
    if partner and (lives_there or not address.is_whole):
        return partner
    # somebody lives there who does not say his name
    name = address.name or billing.name or order.partner_id.name
    values = {
        **_address_values(order.env, address),
        **(_name_values(order, name) if not delivery.relay_id else {"name": name}),
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
    return _make(order, [values])


def _make(orders, values):
    """Create contacts that are the orders' own, each of its values."""
    partners = orders.env["res.partner"].with_context(**QUIET).create(values)
    for order, partner in zip(orders, partners, strict=True):
        order.made_contacts = [*(order.made_contacts or []), partner.id]
    return partners


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
    french = order.env["res.lang"]._get_data(code=FRENCH)
    address = billing if billing.city else delivery.address
    company = is_company(billing.name)
    lines = [billing.address1, billing.address2, billing.address3]
    return {
        **_address_values(order.env, address),
        **_name_values(order, billing.name),
        "phone": delivery.mobile or delivery.phone,
        # an alias for one order: a customer of several has none
        "email": False if shares(order) else delivery.email,
        "lang": french.code or order.env.lang,
        "company_id": order.company_id.id,
        "is_company": company,
        "company_name": not company and company_line(lines),
        "type": "contact",
    }


def _name_values(order, text):
    """Return the fields that say a name, with the first name first."""
    name = read_name(text, NameOrder(order.account_id.name_order))
    whole = name.text or order.env._("La Redoute customer %s", order.remote_id)
    if order.env["res.partner"]._fields.keys() >= APART:
        return {"firstname": name.first, "lastname": name.last or whole}
    return {"name": whole}


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
