# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reports on the server, and how they stand in the journal."""

from .looking import activities

VENDOR = "70123"
DATE = "2026-11-20-10-00-00"


def put(shop, text, kind="products_laredoute", batch="99", extension="xml", **how):
    name = f"{VENDOR}.{kind}.{batch}.{DATE}.{extension}"
    shop.sim.control.put_file(f"/reports/{name}", text, **how)
    return name


def collect(shop):
    shop.run("collect_reports", "apply_reports")


def stands(shop, name):
    """(state, message) of a report in the journal; it is there once."""
    (found,) = shop.search("exchange", ("kind", "=", "report"), ("name", "=", name))
    return shop.read("exchange", found, "state", "error_message")


def asks_for_a_person(shop, name, words):
    state, message = stands(shop, name)
    assert state == "failed"
    assert words in message
    (found,) = shop.search("exchange", ("name", "=", name))
    (note,) = activities(shop, "exchange", found)
    assert words in note
    return found
