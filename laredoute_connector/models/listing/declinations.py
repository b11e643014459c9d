# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Declinations of one parent that La Redoute's buyers cannot distinguish.

The check leaves on each listing what distinguishes it, so that those it does not look
at now are compared without resolving them again.
"""

from collections import defaultdict

from odoo.tools import SQL

from ...marketplace.rules.declination import axes

#: listings of some products on an account; of each whether it is sold, and a code that
#: a person knows it by
SIBLINGS = """
SELECT listing.id, listing.product_tmpl_id,
       COALESCE(listing.selected AND product.active, FALSE),
       COALESCE(NULLIF(product.default_code, ''), product.barcode, '–'),
       COALESCE(listing.declination, '')
  FROM laredoute_listing listing
  JOIN product_product product ON product.id = listing.product_id
 WHERE listing.account_id = %(account)s AND listing.product_tmpl_id IN %(templates)s
 ORDER BY listing.id
"""


class Declinations:
    """What distinguishes the declinations of a batch, and who is the same as which.

    :param facts: :class:`.facts.ListingFacts` of their products
    :param listed: :class:`.listed.Listed` values of listings of one account
    :ivar axes: {listing id: what distinguishes it}, of the batch; empty when nothing
        does, of a product without declinations, and of what is not sold
    :ivar news: the same, of those of which it is not what the check before found
    """

    def __init__(self, facts, listed):
        self._listed = listed
        self._template_of = {
            each.id: facts.variants[each.product_id].template_id for each in listed
        }
        self.axes = dict.fromkeys(self._template_of, "")
        # {(template id, what distinguishes it): {listing id: its code}}
        self._alike = defaultdict(dict)
        product_of = {each.id: each.product_id for each in listed}
        for number, template, is_sold, code, stored in self._siblings(facts):
            if not is_sold:
                continue
            found = stored
            if number in product_of:
                given = facts.resolved[product_of[number]].given
                found = self.axes[number] = axes(given).casefold()
            if found:
                self._alike[template, found][number] = code
        self.news = {
            each.id: self.axes[each.id]
            for each in listed
            if (each.declination or "") != self.axes[each.id]
        }

    def _siblings(self, facts):
        query = SQL(
            SIBLINGS,
            account=facts.account.id,
            templates=tuple(facts.siblings) or (0,),
        )
        return facts.env.execute_query(query)

    def same_as(self, listed):
        """Return the code of another declination like this one; empty without one."""
        key = self._template_of[listed.id], self.axes[listed.id]
        alike = self._alike.get(key, {})
        return next((code for other, code in alike.items() if other != listed.id), "")

    def to_check(self):
        """Return ids of listings beside the batch that may be alone now, or no longer.

        Those that are what a declination of the batch was before, or has become.
        """
        found = set()
        for each in self._listed:
            if each.id in self.news:
                template = self._template_of[each.id]
                for key in (each.declination or "", self.news[each.id]):
                    found.update(self._alike.get((template, key), ()))
        return sorted(found - self.axes.keys())
