# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What an earlier version stored comes through an upgrade to this one."""

from contextlib import closing

import psycopg2
import pytest

from dev import dump

from .test_module import Disposable, complaints

FOUND = """
account = env["laredoute.account"].search([("name", "=", "Boutique d'avant")])
listing = env["laredoute.listing"].search([("sku", "=", "ROBE-1")])
order = env["laredoute.order"].search([("account_id", "=", account.id)])
found = {
    "account": (account.phase, account.stock_safety, account.sudo().password),
    "policy": account.acceptance_policy,
    "flows": sorted(account.flow_ids.mapped("name")) == sorted(
        name for name, _label in env["laredoute.flow"]._fields["name"].selection
    ),
    "to compare": env["laredoute.order.stale"].search([]).mapped("order_id")
    == env["laredoute.order"].search([]).ids,
    "listings": env["laredoute.listing"].search_count(
        [("account_id", "=", account.id)]
    ),
    "live": (listing.state, listing.ean, listing.product_exchange_id.batch_id),
    "order": (order.remote_id, order.line_ids.mapped("quantity"), order.amount_total),
    "operation": order.operation_ids.mapped("kind"),
    "product": listing.product_id.laredoute_category_id.code,
    "version": env["ir.module.module"].search(
        [("name", "=", "laredoute_connector")]
    ).latest_version,
}
print("FOUND", found)
"""


@pytest.fixture
def before(machine, tmp_path):
    """A database that an earlier version made."""
    env, _name = machine
    with dump.restored(dump.newest(), env) as name:
        yield Disposable(env, tmp_path, name)


def test_what_an_earlier_version_stored_comes_through(before):
    # the server is that of the variables which the tests are run with
    with (
        closing(psycopg2.connect(dbname=before.name)) as connection,
        connection,
        connection.cursor() as cr,
    ):
        cr.execute("UPDATE laredoute_account SET acceptance_policy = 'always'")
    output = before.run(
        "server", "-u", "laredoute_connector", "--stop-after-init", "--no-http"
    )
    assert not complaints(output)
    (line,) = [
        line for line in before.shell(FOUND).splitlines() if line.startswith("FOUND")
    ]
    assert eval(line.removeprefix("FOUND ")) == {
        "account": ("testing", 2, "secret"),
        "policy": "always",
        "flows": True,
        "to compare": True,
        "listings": 3,
        "live": ("live", "3500000000017", "B1"),
        "order": ("1-2026.325.0001234", [1], 59.9),
        "operation": ["accept"],
        "product": "S9001",
        "version": dump.version(),
    }
