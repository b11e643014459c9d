# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Comparing what our rules and La Redoute's side say of each item."""

from odoo.addons.laredoute_connector.marketplace.rules import CODES

#: rules of ours, or of the account, that La Redoute does not have
OWN = {
    "no_stock": "what cannot be sold is not created; the account may want it",
    "description_html": "the account sends plain text; La Redoute takes tags",
    "sku_mangled": "taken, but under another reference than the one in Odoo",
}
#: of duplicates La Redoute takes the first; nobody knows whether it is the right one
DUPLICATES = {"ean_not_unique", "sku_not_unique"}
#: a refused parent takes its declinations along
OF_PARENT = "PARENT"


def errors(trial, number):
    """Codes of ours that block an item."""
    found = trial.ours.get(number, {})
    return {code for code, severity in found.items() if severity == "error"}


def unknowable(item):
    """La Redoute's codes that nobody could foresee of an item."""
    codes = {fault.theirs for fault in item.faults if not fault.known}
    return codes | {OF_PARENT} if codes and item.family else codes


def agree(trial, number):
    """Return whether both say the same of an item, or need not by the rules above."""
    item, theirs = trial.items[number], trial.theirs[number]
    ours = errors(trial, number)
    blocking = {code for code in ours if not CODES[code].own}
    if item.first_duplicate and blocking <= DUPLICATES:
        return not theirs
    if not blocking and theirs:
        return set(theirs) <= unknowable(item)
    return bool(blocking) is bool(theirs)


def named(trial, number):
    """Return whether both found the very fault of an item that has one."""
    (fault,) = trial.items[number].faults
    ours = errors(trial, number)
    theirs = set(trial.theirs[number])
    if trial.items[number].first_duplicate:
        return ours == {fault.ours}
    found = fault.ours in ours if fault.ours else not ours
    refused = fault.theirs in theirs if fault.theirs else not theirs
    return found and refused


def table(trial, numbers):
    """The disputed items, as a person reads them."""
    rows = ["product | its faults | our findings | La Redoute's side"]
    for number in numbers:
        item = trial.items[number]
        theirs = "; ".join(f"{c}: {text}" for c, text in trial.theirs[number].items())
        ours = ", ".join(sorted(errors(trial, number)))
        rows.append(f"{number} | {item.label} | {ours or '-'} | {theirs or '-'}")
    return "\n".join(rows)
