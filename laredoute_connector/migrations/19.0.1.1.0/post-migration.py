# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What products were told as moves to the mappings and attributes of products."""

from odoo import SUPERUSER_ID, api
from odoo.fields import Domain
from odoo.tools import SQL

#: what an attribute of Odoo is, by what its values were told as
USAGES = {"size": "size", "colour": "colour", "other": "other"}


def migrate(cr, version):
    """Carry the data of the version before over; nothing sold is ended by it."""
    env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
    _retire_archived(cr)
    _carry_asked(cr)
    _carry_product_values(cr)
    env.invalidate_all()
    _carry_odoo_values(env)
    cr.execute("DELETE FROM laredoute_attribute_value WHERE code LIKE '~%'")
    _keep_choice(env)
    sold = env["product.template"].search([("laredoute_label", "=", True)])
    sold._laredoute_sync_lines()


def _retire_archived(cr):
    """A code that was archived is one that La Redoute no longer has."""
    for noun in ("category", "brand", "attribute", "attribute_value"):
        cr.execute(
            SQL(
                """
                UPDATE %s
                   SET retired = TRUE, retired_on = write_date::date
                 WHERE active IS NOT TRUE
                """,
                SQL.identifier(f"laredoute_{noun}"),
            )
        )


def _carry_asked(cr):
    """An attribute was required, or constrained, wherever it was asked for."""
    cr.execute(
        """
        INSERT INTO laredoute_category_attribute
               (category_id, attribute_id, required, constrained,
                create_uid, create_date, write_uid, write_date)
        SELECT asked.laredoute_category_id, attribute.id,
               COALESCE(attribute.required, FALSE),
               COALESCE(attribute.constrained, FALSE), 1, NOW(), 1, NOW()
          FROM laredoute_attribute_laredoute_category_rel asked
          JOIN laredoute_attribute attribute
            ON attribute.id = asked.laredoute_attribute_id
        ON CONFLICT DO NOTHING
        """
    )


def _carry_product_values(cr):
    """Values set on products; of several of one attribute the first was told."""
    cr.execute(
        """
        INSERT INTO laredoute_product_attribute
               (product_tmpl_id, attribute_id, value_id, text, required, constrained,
                create_uid, create_date, write_uid, write_date)
        SELECT DISTINCT ON (told.product_template_id, value.attribute_id)
               told.product_template_id, value.attribute_id,
               CASE WHEN value.code NOT LIKE '~%%' THEN value.id END,
               CASE WHEN value.code LIKE '~%%' THEN value.name END,
               FALSE, FALSE, 1, NOW(), 1, NOW()
          FROM laredoute_attribute_value_product_template_rel told
          JOIN laredoute_attribute_value value
            ON value.id = told.laredoute_attribute_value_id
      ORDER BY told.product_template_id, value.attribute_id, value.id
        ON CONFLICT DO NOTHING
        """,
        (),
    )


def _carry_odoo_values(env):
    """What Odoo's values were told as becomes confirmed mappings."""
    env.cr.execute(
        """
        SELECT DISTINCT ON (told.product_attribute_value_id, value.attribute_id)
               told.product_attribute_value_id, value.attribute_id, value.id,
               value.code LIKE '~%%', value.name
          FROM laredoute_attribute_value_product_attribute_value_rel told
          JOIN laredoute_attribute_value value
            ON value.id = told.laredoute_attribute_value_id
      ORDER BY told.product_attribute_value_id, value.attribute_id, value.id
        """,
        (),
    )
    rows = env.cr.fetchall()
    mappings = env["laredoute.value.mapping"].create(
        [
            {
                "product_value_id": odoo_value,
                "attribute_id": attribute,
                "value_id": not free and value,
                "text": free and name,
            }
            for odoo_value, attribute, value, free, name in rows
        ]
    )
    for attribute, told in mappings.grouped("product_attribute_id").items():
        asked = told.attribute_id.sorted(lambda each: each.usage == "other")[:1]
        usage = USAGES.get(asked.usage, "colour")
        values = {"laredoute_usage": usage}
        if usage == "other":
            values["laredoute_attribute_id"] = asked.id
        attribute.write(values)


def _keep_choice(env):
    """Products are chosen by a label now: what is sold has it, nothing else is."""
    cr = env.cr
    cr.execute(
        """
        UPDATE product_template
           SET laredoute_label = TRUE
         WHERE id IN (SELECT product_tmpl_id FROM laredoute_listing WHERE chosen)
        """
    )
    cr.execute("UPDATE laredoute_listing SET kept_out = TRUE WHERE chosen IS NOT TRUE")
    cr.execute("UPDATE laredoute_listing SET needs_check = TRUE")
    env.invalidate_all()
    listings = env["laredoute.listing"].with_context(laredoute_by_rule=True)
    for account in env["laredoute.account"].with_context(active_test=False).search([]):
        # a label speaks for all variants and accounts; these were not chosen there
        listed = env["laredoute.listing"].search([("account_id", "=", account.id)])
        others = env["product.product"].search(
            account._choice_domain() & Domain("id", "not in", listed.product_id.ids)
        )
        listings.create(
            [
                {
                    "account_id": account.id,
                    "product_id": product.id,
                    "state": "ended",
                    "chosen": False,
                    "kept_out": True,
                    "needs_check": False,
                }
                for product in others
            ]
        )
