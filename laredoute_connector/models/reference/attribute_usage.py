# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which attribute of Odoo may say which attribute of La Redoute: in Python and in SQL.

Both are made from one table. A colour says two attributes, the generic one and the
commercial one (protocol P-38); an attribute of no particular usage says the one that a
person set on it.
"""

from odoo.tools import SQL

#: usage of a La Redoute attribute → usage of the Odoo attributes that may say it
SAID_BY = {
    "size": "size",
    "colour": "colour",
    "commercial_colour": "colour",
    "other": "other",
}
#: the usage of which the Odoo attribute names its La Redoute attribute itself
NAMED = "other"


def may_say(own_usage, own_target_id, usage, attribute_id):
    """Return whether the values of an Odoo attribute may say a La Redoute attribute.

    :param own_usage: ``laredoute_usage`` of the Odoo attribute
    :param own_target_id: id of its ``laredoute_attribute_id``, False when it has none
    :param usage: usage of the La Redoute attribute
    :param attribute_id: its id
    """
    if own_usage != SAID_BY.get(usage):
        return False
    return usage != NAMED or own_target_id == attribute_id


def may_say_sql(own, attribute):
    """Return the same as :func:`may_say`, as a condition of a query.

    :param own: alias of ``product_attribute`` in the query
    :param attribute: alias of ``laredoute_attribute``
    """
    usages = SQL(", ").join(SQL("(%s, %s)", *pair) for pair in SAID_BY.items())
    return SQL(
        "((%(usage)s, %(own_usage)s) IN (%(usages)s)"
        " AND (%(usage)s != %(named)s OR %(target)s = %(id)s))",
        usage=SQL.identifier(attribute, "usage"),
        own_usage=SQL.identifier(own, "laredoute_usage"),
        usages=usages,
        named=NAMED,
        target=SQL.identifier(own, "laredoute_attribute_id"),
        id=SQL.identifier(attribute, "id"),
    )


def needs_mapping(usage, constrained):
    """Return whether Odoo's value is mapped before it says the attribute.

    The name of a commercial colour is the seller's own, unless La Redoute has a list of
    those too.

    :param usage: usage of the La Redoute attribute
    :param constrained: whether the category takes values of the list only
    """
    return constrained or usage != "commercial_colour"


def needs_mapping_sql(attribute, requested):
    """Return the same as :func:`needs_mapping`, as a condition of a query.

    :param attribute: alias of a table with the column ``usage``
    :param requested: alias of a table with the column ``constrained``
    """
    return SQL(
        "(%s OR %s != 'commercial_colour')",
        SQL.identifier(requested, "constrained"),
        SQL.identifier(attribute, "usage"),
    )
