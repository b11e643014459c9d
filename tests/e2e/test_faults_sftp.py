# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every fault of the report server: each report is taken whole, once, and applied."""

import pytest

from .looking import (
    account,
    activities,
    age,
    all_met,
    batches,
    end_wait,
    flow,
    inject,
    paused,
    reports,
    wait_left,
)
from .reporting import collect

pytestmark = pytest.mark.usefixtures("watched")

FAULTS_SFTP = {
    "sftp_host_key_changed",
    "sftp_permission",
    "sftp_drop",
    "half_written_report",
    "same_report_twice",
    "reports_out_of_order",
}


def taken(shop):
    """The reports in the journal, as (name, state), oldest first."""
    found = shop.search("exchange", ("kind", "=", "report"))
    return [shop.read("exchange", each, "name", "state") for each in found]


def all_well(shop, *listings):
    """Each report is in the journal once and archived, and did its work."""
    for _again in range(2):
        collect(shop)
    names = [name for name, state in taken(shop) if state == "done"]
    assert len(names) == len(set(names)) == len(taken(shop))
    assert reports(shop) == []
    assert shop.search("exchange", ("needs_person", "=", True)) == []
    assert (
        shop.search("exchange", ("kind", "=", "report"), ("settled", "=", False)) == []
    )
    for listing in listings:
        assert shop.read("listing", listing, "state", "refusal") == (
            "integrated",
            False,
        )


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("sftp_host_key_changed", "une autre clé que celle enregistrée"),
        ("sftp_permission", "Le serveur SFTP l’interdit"),
    ],
)
def test_a_server_that_is_not_right_stops_what_needs_it(shop, listing, fault, words):
    shop.sim.control.step(hours=49)
    inject(shop, fault)
    collect(shop)
    assert all_met(shop)
    assert not paused(shop), "orders and stock have another server"
    assert words in flow(shop, "collect_reports", "last_error")
    (note,) = activities(shop, "account", shop.account_id)
    assert words in note
    assert taken(shop) == []
    collect(shop)
    assert len(reports(shop)) == 1, "a wrong login is not tried again at once"
    end_wait(shop, "collect_reports")
    all_well(shop, listing)
    assert activities(shop, "account", shop.account_id) == []


def test_a_line_that_drops_in_the_middle_of_a_file(shop, listing):
    shop.sim.control.step(hours=49)
    inject(shop, "sftp_drop")
    collect(shop)
    assert all_met(shop)
    assert "est injoignable" in account(shop, "last_error")
    assert 50 < wait_left(flow(shop, "collect_reports", "not_before")) < 90
    assert not paused(shop)
    collect(shop)
    assert taken(shop) == [], "half a file was kept, or it was taken too early"
    end_wait(shop, "collect_reports")
    all_well(shop, listing)
    assert flow(shop, "collect_reports", "failures", "not_before") == (0, False)


def test_a_report_that_is_half_written(shop, listing):
    inject(shop, "half_written_report", hold=60)
    shop.sim.control.step(hours=49)
    assert all_met(shop)
    collect(shop)
    assert taken(shop) == []
    assert len(reports(shop)) == 1, "half a report was taken away"
    assert not account(shop, "last_error")
    all_well(shop, listing)


def test_a_report_that_comes_back_under_its_own_and_another_name(shop, listing):
    inject(shop, "same_report_twice")
    shop.sim.control.step(hours=49)
    collect(shop)
    assert all_met(shop)
    assert len(reports(shop)) == 2
    integrated_at = shop.read("listing", listing, "integrated_at")
    messages = len(_chatter(shop, listing))
    all_well(shop, listing)
    assert len(taken(shop)) == 2, "the same name and content was taken again"
    assert shop.read("listing", listing, "integrated_at") == integrated_at
    assert len(_chatter(shop, listing)) == messages
    assert activities(shop, "listing", listing) == []


def _chatter(shop, listing):
    with shop.env() as env:
        return env["laredoute.listing"].browse(listing).message_ids.ids


def test_reports_that_come_in_another_order(shop, listing):
    """The first file's report comes after that of a second one with the same product.

    The product changed in between: what the older report says of it is history.
    """
    product = shop.read("listing", listing, "product_id")
    with shop.env() as env:
        product.with_env(env).name = "Robe Longue Unie"
    other = shop.choose(shop.make_product()[0])
    shop.run("check_listings", "send_products")
    older, newer = batches(shop, "products")
    assert newer["elements"] == 2, "the changed product goes again"
    inject(shop, "reports_out_of_order")
    shop.sim.control.step(hours=49)
    assert all_met(shop)
    age(shop, newer["batch_id"], seconds=5)
    collect(shop)
    order = [name.split(".")[2] for name, _state in taken(shop)]
    assert order == [newer["batch_id"], older["batch_id"]]
    all_well(shop, listing, other)
    files = shop.search("exchange", ("kind", "=", "products"))
    assert [shop.read("exchange", each, "state") for each in files] == ["done"] * 2
    sent, accepted = shop.read("listing", listing, "product_sent", "product_accepted")
    assert sent == accepted
