# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every fault of a single report, and servers that are slow or only to be read.

What a report does not say in full is never taken for an acceptance; each holds itself.
"""

import pytest

from .looking import (
    account,
    activities,
    age,
    all_met,
    back_in_time,
    batches,
    end_wait,
    flow,
    inject,
    paused,
    press,
    reports,
)
from .reporting import asks_for_a_person, collect, put, stands
from .writing import OfferFile

pytestmark = pytest.mark.usefixtures("watched")

FAULTS_REPORTS = {
    "report_lost",
    "report_without_batch",
    "report_counts_more",
    "report_open_quote",
    "report_forbidden",
    "report_name_latin",
}


@pytest.fixture
def other(shop, listing):
    """A second listing, whose file was sent after that of the first one."""
    found = shop.choose(shop.make_product()[0])
    shop.run("check_listings", "send_products")
    assert [each["elements"] for each in batches(shop, "products")] == [1, 1]
    return found


def strike(shop, fault):
    """Let La Redoute report on both files, the first report struck; return its name."""
    inject(shop, fault)
    shop.sim.control.step(hours=49)
    assert all_met(shop)
    _first, second = batches(shop, "products")
    (path,) = (path for path in reports(shop) if second["batch_id"] not in path)
    return path.rpartition("/")[2]


def state(shop, listing):
    return shop.read("listing", listing, "state")


def the_other_alone(shop, listing, other):
    """The struck report did nothing, and the good one beside it did its work."""
    assert (state(shop, listing), state(shop, other)) == ("sent", "integrated")
    assert not paused(shop)
    assert len(batches(shop, "products")) == 2, "nothing is sent again meanwhile"


def send_it_again(shop):
    """La Redoute's support sends a good report on the first file."""
    batch = batches(shop, "products")[0]["batch_id"]
    put(
        shop,
        f'<IntegrationReport BatchId="{batch}" Kind="products_laredoute"'
        ' ItemsRead="1" ItemsRejected="0"/>',
        batch=batch,
    )
    collect(shop)


def test_a_report_that_may_not_be_read_is_taken_once_it_may(shop, listing, other):
    name = strike(shop, "report_forbidden")
    for _again in range(2):
        collect(shop)
    the_other_alone(shop, listing, other)
    found = asks_for_a_person(shop, name, "Le serveur SFTP l’interdit")
    shop.sim.control.clear_faults()
    collect(shop)
    assert state(shop, listing) == "integrated"
    assert shop.read("exchange", found, "state", "needs_person") == ("done", False)
    assert activities(shop, "exchange", found) == []
    assert reports(shop) == []


def test_a_name_that_is_no_text_hides_no_report(shop, listing, other):
    name = strike(shop, "report_name_latin")
    shown = name.replace("é", "\\xe9")
    for _again in range(2):
        collect(shop)
    the_other_alone(shop, listing, other)
    found = asks_for_a_person(shop, shown, "pas un texte lisible")
    assert len(reports(shop)) == 1, "it is left there"
    # under another name, as the person requested it of La Redoute
    shop.sim.control.clear_faults()
    collect(shop)
    assert state(shop, listing) == "integrated"
    press(shop, "exchange", found, "action_set_handled")
    assert activities(shop, "exchange", found) == []


def test_a_report_that_is_lost_is_missed(shop, listing):
    inject(shop, "report_lost")
    shop.sim.control.step(hours=49)
    assert all_met(shop)
    collect(shop)
    (file,) = shop.search("exchange", ("kind", "=", "products"))
    assert shop.search("exchange", ("kind", "=", "report")) == []
    assert activities(shop, "exchange", file) == [], "it may come still"
    back_in_time(shop, "exchange", file, "sent_at", hours=73)
    collect(shop)
    assert shop.read("exchange", file, "state", "overdue") == ("sent", True)
    (note,) = activities(shop, "exchange", file)
    (batch,) = batches(shop, "products")
    assert "pas rendu compte de" in note
    assert batch["batch_id"] in note, "what La Redoute's support wants to know"
    assert shop.read("listing", listing, "state", "overdue") == ("sent", True)
    shop.run("send_products")
    assert len(batches(shop, "products")) == 1, "silence proves nothing"
    send_it_again(shop)
    assert state(shop, listing) == "integrated"
    assert shop.read("exchange", file, "state", "overdue") == ("done", False)
    assert activities(shop, "exchange", file) == []


def test_c01_a_report_without_a_batch_is_that_of_the_file_it_fits(shop, listing, other):
    name = strike(shop, "report_without_batch")
    collect(shop)
    assert stands(shop, name) == ("done", False)
    assert (state(shop, listing), state(shop, other)) == ("integrated", "integrated")
    (report,) = shop.search("exchange", ("name", "=", name))
    first = shop.search("exchange", ("kind", "=", "products"))[0]
    with shop.env() as env:
        exchange = env["laredoute.exchange"].browse(report)
        assert exchange.answers_id.id == first, "the other file's report is another"
    assert shop.search("exchange", ("needs_person", "=", True)) == []


def test_c03_a_report_that_counts_more_than_it_names_accepts_nothing(
    shop, listing, other
):
    name = strike(shop, "report_counts_more")
    collect(shop)
    the_other_alone(shop, listing, other)
    found = asks_for_a_person(shop, name, "articles refusés")
    assert reports(shop) == [], "it is kept here"
    send_it_again(shop)
    assert state(shop, listing) == "integrated"
    press(shop, "exchange", found, "action_set_handled")
    assert activities(shop, "exchange", found) == []


def test_c03_a_table_with_an_open_quote_accepts_nothing(shop, listing, other):
    name = strike(shop, "report_open_quote")
    collect(shop)
    the_other_alone(shop, listing, other)
    assert any(name in path for path in reports(shop)), "it may be written still"
    age(shop, name, hours=30)
    collect(shop)
    the_other_alone(shop, listing, other)
    found = asks_for_a_person(shop, name, "Un guillemet est ouvert")
    assert reports(shop) == []
    send_it_again(shop)
    assert state(shop, listing) == "integrated"
    press(shop, "exchange", found, "action_set_handled")
    assert activities(shop, "exchange", found) == []


@pytest.mark.parametrize("fault", ["report_counts_more", "report_open_quote"])
def test_c03_a_report_that_is_not_whole_puts_no_offer_on_sale(shop, fault):
    work = OfferFile(shop)
    work.send()
    inject(shop, fault)
    shop.sim.control.step(hours=2)
    assert all_met(shop)
    # a table says nowhere where it ends: this one is old
    age(shop, "offers_laredoute", hours=30)
    collect(shop)
    assert shop.read("exchange", work.record(), "state") == "sent"
    assert state(shop, work.listing) != "live"
    failed = (("kind", "=", "report"), ("state", "=", "failed"))
    (report,) = shop.search("exchange", *failed)
    assert len(activities(shop, "exchange", report)) == 1
    assert reports(shop) == []


# ------------------------------------------------------------------- the server
def test_b04_a_server_that_may_only_be_read(shop, listing):
    """The report does its work once; that it cannot be moved is shown."""
    shop.sim.control.lock_sftp("read_only")
    shop.sim.control.step(hours=49)
    for _again in range(2):
        collect(shop)
    assert state(shop, listing) == "integrated"
    (report,) = shop.search("exchange", ("kind", "=", "report"))
    assert shop.read("exchange", report, "state", "settled") == ("done", False)
    assert len(reports(shop)) == 1
    assert "ne peuvent pas être déplacés" in account(shop, "last_error")
    (note,) = activities(shop, "account", shop.account_id)
    assert "ne peuvent pas être déplacés" in note
    assert not paused(shop)
    shop.sim.control.lock_sftp("none")
    collect(shop)
    assert shop.read("exchange", report, "settled")
    assert reports(shop) == []
    assert not account(shop, "last_error")
    assert activities(shop, "account", shop.account_id) == []


def test_b07_a_slow_server_is_waited_for(shop, listing):
    shop.sim.control.slow_sftp(0.2)
    shop.sim.control.step(hours=49)
    collect(shop)
    assert state(shop, listing) == "integrated"
    assert not account(shop, "last_error")
    assert reports(shop) == []


def test_b07_a_server_that_is_slower_than_our_patience_stops_only_itself(shop, listing):
    """The account's time-out is two seconds here."""
    shop.sim.control.slow_sftp(3)
    shop.sim.control.step(hours=49)
    collect(shop)
    assert "pas répondu à temps" in flow(shop, "collect_reports", "last_error")
    assert not paused(shop)
    assert state(shop, listing) == "sent"
    order_id, (line,) = shop.place(shop.make_product()[1])
    shop.read_orders()
    shop.run("send_operations")
    assert shop.audit(order_id)[line] == {"accept": {"effect": 1, "refused": 0}}
    shop.sim.control.slow_sftp(0)
    end_wait(shop, "collect_reports")
    collect(shop)
    assert state(shop, listing) == "integrated"
    assert flow(shop, "collect_reports", "failures", "last_error") == (0, False)
