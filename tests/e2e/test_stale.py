# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""With real cursors: what changes while it is checked is checked again."""

import time

import pytest

from .threads import wrap


@pytest.fixture
def shop(seller):
    return seller


def needs_check(shop):
    with shop.env() as env:
        return env["laredoute.listing"].browse(shop.listing_id).needs_check


def during_the_check(monkeypatch, registry, work):
    """Do ``work`` once in a check, after its facts were read and before it commits.

    :return: what is filled once the work is done
    """
    done = []

    def wrapper(check, listings, images):
        check(listings, images)
        listings.env.flush_all()
        if not done:
            work()
            done.append(True)

    wrap(monkeypatch, registry["laredoute.listing"], "_check", wrapper)
    return done


def change(shop, **values):
    with shop.env() as env:
        env.cr.execute("SET LOCAL lock_timeout = '1s'")
        env["product.product"].browse(shop.product_id).write(values)


def test_a_product_edited_while_it_is_checked(shop, registry, monkeypatch):
    shop.run("check_listings")
    assert not needs_check(shop)
    change(shop, name="Robe Lue par le Contrôle")
    assert needs_check(shop)
    done = during_the_check(
        monkeypatch, registry, lambda: change(shop, name="Robe Changée Pendant")
    )
    shop.run("check_listings")
    assert done, "no change came meanwhile"
    assert needs_check(shop), "the change is lost"
    shop.run("check_listings")
    assert not needs_check(shop)
    assert not shop.read("account", shop.account_id, "last_error")


def test_a_setting_changed_while_it_is_checked(shop, registry, monkeypatch):
    shop.run("check_listings")
    change(shop, name="Robe Lue par le Contrôle, Encore")

    def set_fee():
        with shop.account() as account:
            account.delivery_fee += 1

    done = during_the_check(monkeypatch, registry, set_fee)
    shop.run("check_listings")
    assert done and needs_check(shop)
    shop.run("check_listings")
    assert not needs_check(shop)


def test_a_brand_confirmed_while_its_product_is_checked_first(
    shop, registry, monkeypatch
):
    """Nothing in the database says yet that the listing has the brand."""
    with shop.env() as env:
        category = env["product.category"].create({"name": f"Maison {time.time_ns()}"})
        mapping = env["laredoute.brand.mapping"].create({"name": category.name})
        env["laredoute.account"].browse(shop.account_id).brand_source = "category"
        brand = env["laredoute.brand"].search([], limit=1)
    shop.run("check_listings")
    change(shop, categ_id=category.id, laredoute_brand_id=False)

    def confirm():
        with shop.env() as env:
            env["laredoute.brand.mapping"].browse(mapping.id).brand_id = brand.id

    done = during_the_check(monkeypatch, registry, confirm)
    shop.run("check_listings")
    assert done and needs_check(shop), "found by what the check wrote"
    shop.run("check_listings")
    assert shop.read("listing", shop.listing_id, "brand_id")


def test_two_people_who_change_one_product_never_conflict_over_its_listing(shop):
    """Their rows are their own: only the product itself may be in somebody's way."""
    with shop.env() as first, shop.env() as second:
        for env, price in ((first, 51.0), (second, 52.0)):
            product = env["product.product"].browse(shop.product_id)
            # the listing alone: both note it, neither writes the product
            env["laredoute.listing"]._invalidate_products(product)
            env["laredoute.listing"]._invalidate([("price_sent", "<", price)])
            env.cr.flush()
    assert needs_check(shop)
