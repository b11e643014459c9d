# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Three hundred products, most of them nasty, against our rules and La Redoute's side.

First the catalogue goes as always: nothing of it may be refused. Then what our rules
hold back is sent as well, past the gate: all of it must be refused. Each side checks
with code of its own.
"""

from collections import Counter

import pytest

from odoo.addons.laredoute_connector.marketplace.rules import CODES

from laredoute_simulator import Simulator

from .nasty.catalogue import COUNT, Catalogue
from .nasty.changes import CHANGES, change
from .nasty.comparison import OWN, agree, errors, named, table, unknowable
from .nasty.images import raw_images
from .nasty.trial import Trial
from .shop import Shop

PRIVATE = "laredoute_connector.private_images"


@pytest.fixture(scope="module")
def trial(registry, image_server):
    """The whole trial; the tests look at what was said."""
    with Simulator(speed=0.0) as simulator, raw_images() as raw:
        shop = Shop(registry, simulator, image_server, brand_code="B00101")
        with shop.env() as env:
            parameters = env["ir.config_parameter"]
            before = parameters.set_param(PRIVATE, "True")
        trial = Trial(shop, Catalogue(), raw)
        trial.check()
        trial.first_refused = trial.send_products()
        trial.first_offers_refused = trial.send_offers()
        trial.first_states = trial.states()
        trial.send_everything()
        trial.later_offers_refused = trial.send_offers()
        trial.later_error = shop.read("account", shop.account_id, "last_error")
        trial.send_every_offer()
        yield trial
        with shop.env() as env:
            env["ir.config_parameter"].set_param(PRIVATE, before)


def test_the_catalogue_is_large_and_mostly_nasty(trial):
    assert len(trial.ours) == len(trial.items) == COUNT
    blocked = sum(bool(errors(trial, number)) for number in trial.items)
    pairs = sum(len(item.faults) == 2 for item in trial.items.values())
    assert blocked > COUNT / 2
    assert pairs > 50
    every = {code for number in trial.items for code in errors(trial, number)}
    assert len(every) > 35


def test_both_sides_agree_on_every_item(trial):
    disputed = [number for number in trial.items if not agree(trial, number)]
    assert not disputed, table(trial, disputed)


def test_both_sides_find_the_very_fault(trial):
    alone = [number for number, item in trial.items.items() if len(item.faults) == 1]
    missed = [number for number in alone if not named(trial, number)]
    assert not missed, table(trial, missed)


def test_good_products_have_no_error(trial):
    good = [number for number, item in trial.items.items() if not item.faults]
    bad = [n for n in good if errors(trial, n) or trial.theirs[n]]
    assert not bad, table(trial, bad)


def test_nothing_we_send_is_refused(trial):
    surprises = {
        number: codes
        for number, codes in trial.first_refused.items()
        if not set(codes) <= unknowable(trial.items[number])
    }
    assert not surprises, table(trial, surprises)
    assert trial.first_offers_refused == {}
    for number, (state, sent) in trial.first_states.items():
        if errors(trial, number):
            expected = ("blocked", False)
        elif number in trial.first_refused:
            expected = ("rejected", True)
        else:
            expected = ("live", True)
        assert (state, sent) == expected, table(trial, [number])


def test_a_price_that_cannot_be_sent_stops_only_itself(trial):
    """Products whose price went wrong after La Redoute took them."""
    assert trial.later_error is False
    assert trial.later_offers_refused == {}


def test_rules_of_our_own_are_those_we_know(trial):
    met = Counter(
        code
        for number in trial.items
        for code in errors(trial, number)
        if CODES[code].own
    )
    assert set(met) == set(OWN)


def test_a_brand_not_allowed_is_learned(trial):
    """Unsure: La Redoute may have allowed it since; so it only warns."""
    restricted = [n for n, item in trial.items.items() if item.brand == "B00199"]
    trial.invalidate(restricted)
    trial.check()
    sent = [n for n in restricted if n in trial.first_refused]
    assert sent
    for number in sent:
        assert trial.ours[number]["brand_not_allowed"] == "warning"


def test_tags_are_the_accounts_choice(trial):
    faults = {item.label: n for n, item in trial.items.items()}
    with trial.shop.account() as account:
        account.html_allowed = True
    trial.check()
    assert not errors(trial, faults["description in HTML"])
    assert errors(trial, faults["description with a script"]) == {"description_html"}


def test_what_was_sent_never_changes(trial):
    """Past the forms' guards, as another program would change it."""
    live = [n for n, (state, _sent) in trial.first_states.items() if state == "live"]
    changed = change(trial, live)
    trial.check()
    for number, expected in changed.items():
        assert expected.ours in errors(trial, number), table(trial, [number])
    kept = trial.send_everything()
    for number, expected in changed.items():
        assert expected.theirs in kept[number], table(trial, [number])
    assert len(changed) == len(CHANGES)


@pytest.mark.parametrize(
    ("values", "ours", "theirs"),
    [
        ({}, None, None),
        ({"delivery_fee": -1.0}, "delivery_fee_negative", "DELIVERY_FEE"),
        ({"shipment_delay": -1}, "delivery_days_negative", "NOT_SENT"),
        ({"delivery_min_days": -1}, "delivery_days_negative", "NOT_SENT"),
    ],
)
def test_both_sides_agree_on_the_delivery_promise(
    trial, unguarded, values, ours, theirs
):
    number = 1
    with trial.shop.account() as account:
        before = {name: account[name] for name in values}
        account.write(values)
    trial.check()
    try:
        assert errors(trial, number) == ({ours} if ours else set())
        assert set(trial.check_offer(number)) == ({theirs} if theirs else set())
    finally:
        trial.shop.write("account", trial.shop.account_id, **before)


@pytest.fixture
def unguarded(trial):
    """Past the database's guard: what an older version may have stored."""
    table = "laredoute_offer_settings"
    name = f"{table}_delivery_positive"
    with trial.shop.env() as env:
        env.cr.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s",
            (name,),
        )
        (definition,) = env.cr.fetchone()
        env.cr.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    with trial.shop.env() as env:
        env.cr.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
