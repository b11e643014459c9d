# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reports nobody should send: each stops only itself and says why."""

from unittest.mock import patch

import pytest

from .looking import (
    account,
    activities,
    age,
    batches,
    paused,
    press,
    reports,
)
from .reporting import asks_for_a_person, collect, put, stands

pytestmark = pytest.mark.usefixtures("watched")

CUT = '<IntegrationReport BatchId="99" Kind="products_laredoute"><Item EAN="37'
HOSTILE = (
    '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    '<IntegrationReport BatchId="99" Kind="products_laredoute" ItemsRead="1">'
    '<Item EAN="3700000000011"><Error Code="X">&a;</Error></Item></IntegrationReport>'
)
FOREIGN = '<IntegrationReport BatchId="99" Kind="products_laredoute" ItemsRead="7"/>'
UNKNOWN = '<StockReport Date="2026-11-20T10:00:00"><Item EAN="1"/></StockReport>'


def others_go_on(shop, listing):
    """The good report beside the bad one does its work; the alarm is rung once."""
    collect(shop)
    assert shop.read("listing", listing, "state") == "integrated"
    assert not paused(shop)
    assert len(shop.search("exchange", ("needs_person", "=", True))) == 1


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        (HOSTILE, "products_laredoute", "déclarations que La Redoute n’envoie jamais"),
        (FOREIGN, "products_laredoute", "n’a pas été envoyé d’ici"),
        (UNKNOWN, "stocks_laredoute", "n’est pas ce que La Redoute devrait répondre"),
    ],
)
def test_a_report_that_cannot_be_used(shop, listing, text, kind, words):
    shop.sim.control.step(hours=49)
    name = put(shop, text, kind)
    age(shop, name, seconds=9)
    collect(shop)
    found = asks_for_a_person(shop, name, words)
    assert reports(shop) == []
    others_go_on(shop, listing)
    press(shop, "exchange", found, "action_set_handled")
    assert activities(shop, "exchange", found) == []


def test_a_report_that_is_cut_and_stays_so(shop, listing):
    """A young one may still be being written; of an old one a person is informed."""
    shop.sim.control.step(hours=49)
    name = put(shop, CUT)
    collect(shop)
    assert shop.search("exchange", ("name", "=", name)) == []
    assert any(name in path for path in reports(shop))
    assert shop.read("listing", listing, "state") == "integrated"
    age(shop, name, hours=2)
    collect(shop)
    asks_for_a_person(shop, name, "s’arrête au milieu")
    others_go_on(shop, listing)


def test_a_report_that_is_too_large(shop, listing):
    shop.sim.control.step(hours=49)
    name = put(shop, "<IntegrationReport>" + " " * 9000 + "</IntegrationReport>")
    age(shop, name, seconds=9)
    limit = "laredoute_connector.marketplace.transport.sftp_client.FILE_LIMIT"
    with patch(f"odoo.addons.{limit}", 8000):
        collect(shop)
        asks_for_a_person(shop, name, "trop volumineux")
        others_go_on(shop, listing)


def test_the_same_report_of_ours_under_two_names(shop, listing):
    (batch,) = batches(shop, "products")
    text = (
        f'<IntegrationReport BatchId="{batch["batch_id"]}" Kind="products_laredoute"'
        ' ItemsRead="1" ItemsRejected="0"/>'
    )
    names = {put(shop, text, batch=f"{batch['batch_id']}{end}") for end in ("", ".2")}
    collect(shop)
    assert {stands(shop, name) for name in names} == {("done", False)}
    assert shop.read("listing", listing, "state") == "integrated"
    (file,) = shop.search("exchange", ("kind", "=", "products"))
    assert shop.read("exchange", file, "state", "refused_count") == ("done", 0)


def test_a_report_as_a_table_of_windows(shop, listing):
    """CSV in Windows-1252, as sellers of other hubs receive it."""
    (batch,) = batches(shop, "products")
    ean, sku = shop.read("listing", listing, "ean", "sku")
    refusal = "Marque non autorisée : « Été »"
    text = f"EAN;ProductId;Code;Error\r\n{ean};{sku};B1;{refusal}\r\n"
    name = put(
        shop, text, batch=batch["batch_id"], extension="csv", encoding="windows-1252"
    )
    collect(shop)
    # nothing says where a table ends: a young one may be half of it
    assert any(name in path for path in reports(shop))
    age(shop, name, hours=30)
    collect(shop)
    assert stands(shop, name) == ("done", False)
    assert shop.read("listing", listing, "state", "refusal") == ("rejected", refusal)
    assert account(shop, "last_error") is False
