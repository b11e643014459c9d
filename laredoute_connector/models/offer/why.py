# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Why so many units are offered, and what is promised: said as it is computed."""

from typing import NamedTuple

from odoo.tools.misc import formatLang

from ...marketplace.records import DeliveryMode
from ...marketplace.stock import steps
from .policies import Policies
from .promise import Promises
from .stock import Stock, locations


class Row(NamedTuple):
    """One line of the sum.

    :ivar label: what people read
    :ivar change: units, negative where they are not offered
    :ivar note: whose setting decides it; may be empty
    """

    label: str
    change: float
    note: str = ""


class Why(NamedTuple):
    """The sum of one listing: the rows together are the total.

    :ivar total: units offered, whole
    :ivar scarce: the component that a kit lacks most; empty for no kit
    :ivar followed: whether anybody knows how many there are
    """

    rows: list
    total: int
    scarce: object
    followed: bool


def explain_stock(account, listings):
    """Return {listing: :class:`Why`}, computed as its offer is.

    :param account: the account of all these listings
    :param listings: those to explain, some hundreds at most
    """
    sums = Sums(account, listings.product_id)
    return {listing: sums.of(listing) for listing in listings}


class Sums:
    """Explains the listings of one account; what is the same for all is read once."""

    def __init__(self, account, products):
        self.account, self.env = account, account.env
        self._stock = Stock(account, products)
        self._loose = self._stock.untracked
        self._most = account._platform().rule_book.limits.quantity

    def of(self, listing):
        """Return the :class:`Why` of one listing."""
        product = listing.product_id
        units = self._stock.of(product.id) if product else None
        rows, total = [], 0
        if units:
            rows = self._of_stock(product, units)
            limits = self._stock.limits(product.id, self._most)
            for code, change in steps(units.offered, limits):
                rows.append(self._step(product, code, change))
            total = self._stock.quantity(product.id, self._most)
        unsold = self._unsold(listing)
        if unsold:
            rows.append(Row(unsold, -total))
            total = 0
        followed = bool(product) and product.id not in self._loose
        return Why(rows, total, self._stock.scarce(product), followed)

    def _of_stock(self, product, units):
        """Return the rows of what may be promised of a product."""
        _ = self.env._
        if units.always is not None:
            note = self._rule(product, "source")
            return [
                Row(_("Always available, whatever is in stock"), units.always, note)
            ]
        rows = [
            Row(_("On hand"), units.on_hand),
            Row(_("Reserved"), -units.reserved),
            Row(_("Sold in Odoo, not reserved yet"), -units.sold),
            Row(_("Accepted at La Redoute, not reserved yet"), -units.accepted),
        ]
        if units.receipts:
            days = self.account.receipts_days
            label = _("Receipts planned within %s days", days)
            rows.append(Row(label, units.receipts))
        return [
            *rows,
            Row(
                _("Safety, never offered"),
                -units.safety,
                self._rule(product, "safety_by") if units.safety else "",
            ),
            Row(_("La Redoute's orders without an answer"), -units.waiting),
        ]

    def _step(self, product, code, change):
        _ = self.env._
        note = self._rule(product, "cap_by") if code == "cap" else ""
        if code == "share":
            note = _("%s %% of it", self.account.stock_share)
        labels = {
            "below_none": _("More was promised than there is"),
            "fraction": _("Part of a unit"),
            "share": _("For the other accounts on this stock"),
            "cap": _("Most units shown"),
            "limit": _("More than La Redoute takes"),
        }
        return Row(labels[code], change, note)

    def _rule(self, product, subject):
        """Say which rule decides something of a product; else the account."""
        rule = self._stock.policies.rule(product.id, subject)
        if not rule:
            return self.account.name
        found = self.env["laredoute.offer.rule"].browse(rule.id)
        return self.env._("Rule: %s", found.display_name)

    def _unsold(self, listing):
        """Say why none is offered, whatever there is; empty where it is sold."""
        _ = self.env._
        if not listing.product_id:
            return _("The product was deleted")
        if not listing.product_id.active:
            return _("The product is archived")
        if not listing.selected:
            return _("No longer selected")
        if self.account.phase == "ending":
            return _("The account ends all its offers")
        return ""


def describe_promise(account, listing):
    """Return what is promised of the delivery of a listing today, as sentences.

    :param account: the listing's, in the language of who reads
    """
    env, product = account.env, listing.product_id
    policies = Policies(account, product.ids)
    promises = Promises(account, policies)
    usual = promises.values(product.id).shipment_delay
    sentences = [
        env._(
            "%(mode)s: %(fee)s, leaves within %(delay)s days, then %(least)s to "
            "%(most)s days. The buyer reads %(shown)s days.",
            mode=env._("Home") if each.mode is DeliveryMode.HOME else env._("Relay"),
            fee=account.currency_id.with_env(env).format(float(each.fee)),
            delay=each.shipment_delay,
            least=each.min_days,
            most=each.max_days,
            shown=each.shipment_delay + each.max_days,
        )
        for each in promises.of(product.id)
    ]
    longer = promises.of(product.id)[0].shipment_delay - usual
    if longer:
        sentences.append(
            env._(
                "Of these days %s are for closed days; they go by themselves.", longer
            )
        )
    rule = policies.rule(product.id, "promise_by")
    if rule:
        found = env["laredoute.offer.rule"].browse(rule.id)
        category = found.delivery_category_id.name or ""
        words = [found.display_name, category if rule.promise_by == "category" else ""]
        sentences.append(env._("Rule: %s", " – ".join(filter(None, words))))
    return sentences


def shown(account, why):
    """Return what the template of a sum shows.

    :param why: one :class:`Why`
    """
    return {
        "rows": [
            (row.label, number(account.env, row.change), row.note) for row in why.rows
        ],
        "places": locations(account).mapped("display_name"),
        "scarce": why.scarce,
        "offered": number(account.env, why.total),
    }


def number(env, amount):
    """Return units as people read them.

    :param amount: float
    """
    rounded = round(amount, 2) or 0
    return formatLang(env, rounded, digits=0 if rounded == int(rounded) else 2)
