# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A large catalogue from a small one, by plain SQL: a minute instead of an hour.

Copy number ``n`` of a row has the id ``BASE + n × STRIDE + id``, in every table alike,
so that a reference between two copied rows is shifted just as they are. What must
differ (names, codes, checksums) is derived from ``n``. The copies are what the ORM
would have made of the same products, stored columns and all; their images' bytes are
left out, as the images were prepared already and nobody reads them again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

BASE = 1_000_000
#: more than the highest id of any row that is copied
STRIDE = 10_000

_SHIFT = f"{BASE} + n * {STRIDE} + "
Tables = dict[str, tuple[str, dict[str, str]]]
#: columns that refer to copied rows
_REFERENCES = frozenset(
    {
        "product_tmpl_id",
        "product_template_id",
        "product_id",
        "product_product_id",
        "attribute_line_id",
        "product_template_attribute_line_id",
        "product_template_attribute_value_id",
        "prod_id",
    }
)
_OWN = "product_tmpl_id IN (SELECT id FROM prototype)"
_OWN_VARIANTS = (
    "product_id IN (SELECT id FROM product_product WHERE product_tmpl_id IN "
    "(SELECT id FROM prototype))"
)
#: table → (which rows, expression by column that is not copied as it is)
_TABLES: Tables = {
    "product_template": (
        "id IN (SELECT id FROM prototype)",
        {
            "name": "(SELECT jsonb_object_agg(key, value || ' ' || n) "
            "FROM jsonb_each_text(name))",
            "description_sale": "(SELECT jsonb_object_agg(key, value || ' ' || n) "
            "FROM jsonb_each_text(description_sale))",
            "laredoute_parent_sku": "laredoute_parent_sku || '-' || n",
            "list_price": "list_price + mod(n, 40)",
        },
    ),
    "product_product": (
        _OWN,
        {
            "default_code": "default_code || '-' || n",
            "barcode": "pg_temp.ean(n * 1000 + substr(barcode, 3, 10)::bigint)",
            "combination_indices": f"(SELECT string_agg(({_SHIFT} each::int)::text,"
            " ',') FROM unnest(string_to_array(combination_indices, ',')) each)",
        },
    ),
    "product_template_attribute_line": (_OWN, {}),
    "product_attribute_value_product_template_attribute_line_rel": (
        "product_template_attribute_line_id IN (SELECT id FROM "
        f"product_template_attribute_line WHERE {_OWN})",
        {},
    ),
    "product_template_attribute_value": (_OWN, {}),
    "product_variant_combination": (
        _OWN_VARIANTS.replace("product_id", "product_product_id", 1),
        {},
    ),
    "product_taxes_rel": ("prod_id IN (SELECT id FROM prototype)", {}),
    "product_pricelist_item": (_OWN, {}),
    "laredoute_product_attribute": (_OWN, {}),
    "laredoute_product_image": (_OWN, {}),
    "stock_quant": (_OWN_VARIANTS, {}),
    "laredoute_listing": (_OWN, {}),
    "laredoute_image": (
        "md5 IS NOT NULL",
        {
            "source_checksum": "md5(source_checksum || n)",
            "md5": "md5(md5 || n)",
        },
    ),
    "ir_attachment": (
        "starts_with(res_field, 'image') AND (res_model IN "
        "('product.product', 'laredoute.product.image') OR res_model = "
        "'product.template' AND res_id IN (SELECT id FROM prototype))",
        {
            "res_id": f"{_SHIFT} res_id",
            "checksum": "md5(checksum || n)",
            "db_datas": "NULL",
        },
    ),
}
_EAN = """
CREATE FUNCTION pg_temp.ean(number bigint) RETURNS text LANGUAGE sql AS $$
    SELECT digits || ((10 - sum % 10) % 10)
      FROM (SELECT digits, SUM(substr(digits, i, 1)::int * (1 + 2 * ((i + 1) % 2)))
              FROM (SELECT '35' || lpad(number::text, 10, '0') AS digits) code,
                   generate_series(1, 12) i
             GROUP BY digits) summed(digits, sum)
$$
"""


def multiply(cr: Any, template_ids: list[int], copies: int) -> None:
    """Add ``copies`` copies of these products and all that hangs on them.

    :param cr: a cursor of a database whose ids are all below ``STRIDE``
    """
    cr.execute(_EAN)
    cr.execute("CREATE TEMP TABLE prototype (id integer)")
    cr.execute("INSERT INTO prototype SELECT unnest(%s)", [template_ids])
    multiply_tables(cr, _TABLES, _REFERENCES, copies)


def multiply_tables(
    cr: Any, tables: Tables, references: frozenset[str], copies: int
) -> None:
    """Add copies of rows whose ids are all below ``STRIDE``.

    :param tables: table → (which rows, expression by column that is not copied as it
        is)
    :param references: names of columns that refer to rows that are copied, too
    """
    # the rows come from tables that are consistent already
    cr.execute("SET LOCAL session_replication_role = replica")
    for table, (condition, changes) in tables.items():
        pairs = dict(_columns(cr, table, changes, references))
        cr.execute(
            f"INSERT INTO {table} ({', '.join(pairs)}) "
            f"SELECT {', '.join(pairs.values())} FROM {table}, "
            f"generate_series(1, %s) n WHERE {condition}",
            [copies],
        )
    cr.execute("SET LOCAL session_replication_role = origin")
    for table in tables:
        _raise_sequence(cr, table)


def _columns(
    cr: Any, table: str, changes: dict[str, str], references: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Yield each column with the expression of a copy."""
    cr.execute(
        "SELECT column_name FROM information_schema.columns "
        "WHERE table_name = %s AND table_schema = current_schema",
        [table],
    )
    for (name,) in cr.fetchall():
        if name in changes:
            yield f'"{name}"', changes[name]
        elif name == "id" or name in references:
            yield f'"{name}"', f'{_SHIFT} "{name}"'
        else:
            yield f'"{name}"', f'"{name}"'


def _raise_sequence(cr: Any, table: str) -> None:
    cr.execute("SELECT to_regclass(%s)", [f"{table}_id_seq"])
    if cr.fetchone()[0]:
        cr.execute(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))")
