# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Listings as the pure rules see them."""

from collections import Counter

from odoo.tools import SQL

from ...marketplace.rules import Candidate, sku
from ..common import KNOWN_STATES, barcode_forms, cents
from ..offer.policies import Policies
from ..offer.price import NO_PRICE, drop_fraction, price_currency, prices, vat_rates
from ..offer.promise import Promises
from ..offer.stock import quantities, untracked
from .declinations import Declinations

#: how many listed products of an account have each of some codes; an index finds a
#: barcode as it was typed, and the limit has each product looked up by index too
SAME_CODES = """
SELECT %(code)s, COUNT(*)
  FROM product_product product
 CROSS JOIN LATERAL (SELECT FROM laredoute_listing
                      WHERE account_id = %(account)s AND selected
                        AND product_id = product.id
                      LIMIT 1) listing
 WHERE %(column)s IN %(codes)s
 GROUP BY 1
"""
#: products whose reference is the parent's of other products of the account
PARENTS_OF_OTHERS = """
SELECT product.id
  FROM product_product product
  JOIN product_template parent ON parent.laredoute_parent_sku = product.default_code
 WHERE product.id IN %(products)s AND parent.id != product.product_tmpl_id
   AND parent.active
   AND EXISTS (SELECT FROM laredoute_listing listing
                WHERE listing.product_tmpl_id = parent.id
                  AND listing.account_id = %(account)s AND listing.selected)
"""


def candidate_settings(account):
    """Return what the rules need of the account, the same for each of its listings."""
    return {
        "html_allowed": account.html_allowed,
        "currency": price_currency(account).name,
        "price_drop_guard": drop_fraction(account),
        "send_without_stock": account.send_without_stock,
        "warehouse_archived": not account.warehouse_id.sudo().active,
    }


class Candidates:
    """Makes the candidates of one batch of listings of one account.

    :param facts: :class:`.facts.ListingFacts` of their products
    :param listed: their :class:`.listed.Listed` values
    :ivar declinations: which of them La Redoute's buyers cannot distinguish
    """

    def __init__(self, facts, listed):
        self.facts, self.listed = facts, listed
        self.account, self.env = facts.account, facts.env
        self._settings = candidate_settings(self.account)
        self._prices = prices(self.account, facts.products)
        self._vat_rates = vat_rates(self.account, facts.templates)
        self.declinations = Declinations(facts, listed)
        self._eans = self._count_codes(
            "barcode", {each.ean for each in facts.variants.values()}
        )
        self._skus = self._count_codes(
            "default_code", {each.sku for each in facts.variants.values()}
        )
        self._untracked = untracked(self.account, facts.products)
        self._stock = self._read_stock()
        self.policies = Policies(self.account, facts.products.ids)
        self._promises = Promises(self.account, self.policies)
        self._blocked = self._blocked_parents()
        self._refused_brands = self._read_refused_brands()
        self._parent_skus = self._parents_of_others()

    def all(self):
        """Return {listing id: Candidate}."""
        return {each.id: self._candidate(each) for each in self.listed}

    def _candidate(self, listed):
        """Everything a rule may look at, for one listing."""
        facts, product_id = self.facts, listed.product_id
        variant, resolved = facts.variants[product_id], facts.resolved[product_id]
        texts, images = facts.texts(variant), facts.images_of(variant)
        amount, vat_rate, _fee = self._prices.get(product_id, NO_PRICE)
        sent, confirmed = listed.is_sent, listed.price_confirmed
        return Candidate(
            **self._settings,
            ean=variant.ean,
            sku=variant.sku,
            parent_sku=texts.parent_sku,
            title=texts.title,
            title_untranslated=texts.title_untranslated,
            description=texts.description,
            description_untranslated=texts.description_untranslated,
            ean_is_unique=self._eans[variant.ean] < 2,
            sku_is_unique=self._is_alone(variant.sku, sent, product_id),
            **self._sent_of(listed),
            same_declination=self.declinations.same_as(listed),
            parent_blocked=variant.template_id in self._blocked,
            category_code=texts.category_code,
            **self._words_of(resolved),
            requested=resolved.requested,
            given=resolved.given,
            images=images.facts,
            image_findings=images.findings,
            image_hosts=images.hosts,
            price=amount,
            struck_price=amount,
            vat_rate=vat_rate,
            vat_rates=self._vat_rates[variant.template_id],
            confirmed_price=cents(confirmed) if confirmed else None,
            **self._stock_of(listed),
            **self._promise_of(product_id),
            never_listed=not sent,
        )

    def _sent_of(self, listed):
        """What La Redoute took of it, or may have taken."""
        sent = listed.is_sent
        return {
            "sent_ean": listed.ean if sent else "",
            "sent_sku": listed.sku if sent else "",
            "sent_parent_sku": listed.parent_sku if sent else "",
            "sent_alone": sent and not listed.parent_sku,
            "sent_brand": listed.brand_taken or "",
            "sent_price": cents(listed.usual_sent) if listed.usual_sent else None,
        }

    def _words_of(self, resolved):
        """What La Redoute and Odoo call its category and its brand."""
        return {
            "category_name": resolved.category.name or "",
            "category_source": resolved.category_source,
            "category_retired": resolved.category.retired,
            "brand_code": resolved.brand.code or "",
            "brand_name": resolved.brand.name or "",
            "brand_source": resolved.brand_source,
            "brand_retired": resolved.brand.retired,
            "brand_refused": resolved.brand.id in self._refused_brands,
        }

    def _stock_of(self, listed):
        followed = listed.product_id not in self._untracked
        return {"quantity": self._stock.get(listed.id), "stock_followed": followed}

    def _promise_of(self, product_id):
        """What its offer promises of a delivery to the buyer's home."""
        home = self._promises.of(product_id)[0]
        return {
            "delivery_fee": home.fee,
            "shipment_delay": home.shipment_delay,
            "min_days": home.min_days,
            "max_days": home.max_days,
        }

    def _is_alone(self, code, sent, product_id):
        known_as_parent = product_id in self._parent_skus and not sent
        return self._skus[code] < 2 and not known_as_parent

    # ----------------------------------------------------------- once per batch
    def _count_codes(self, name, codes):
        """Return how many listed products of the account have each of these codes.

        :param name: ``default_code`` or ``barcode``
        """
        code = column = SQL.identifier("product", name)
        if name == "barcode":
            codes = barcode_forms(codes)
            code = SQL("TRIM(%s)", column)
        query = SQL(
            SAME_CODES,
            code=code,
            column=column,
            account=self.account.id,
            codes=tuple(each for each in codes if each.strip()) or ("",),
        )
        return Counter(dict(self.env.execute_query(query)))

    def _read_stock(self):
        """Return {listing id: units}, of those never sent whose stock is followed.

        And of those offered with as many as are ever offered.
        """
        most = self.account._platform().rule_book.limits.quantity
        waiting = [
            each
            for each in self.listed
            if not each.is_sent and each.product_id not in self._untracked
        ]
        products = self.facts.products.browse(each.product_id for each in waiting)
        active = set(products.filtered("active").ids)
        units = quantities(self.account, products) if products else {}
        capped = {
            each.id: each.quantity_sent
            for each in self.listed
            if each.quantity_sent >= most
        }
        return capped | {
            each.id: units[each.product_id]
            if each.selected and each.product_id in active
            else 0
            for each in waiting
        }

    def _read_refused_brands(self):
        """Return the ids of the brands La Redoute refused to this account."""
        brands = self.env["laredoute.brand"].sudo()
        return set(brands._search([("refused_account_ids", "in", self.account.ids)]))

    def _parents_of_others(self):
        """Return the ids of products whose reference is the parent's of others."""
        query = SQL(
            PARENTS_OF_OTHERS,
            products=tuple(self.facts.variants) or (0,),
            account=self.account.id,
        )
        return {product for (product,) in self.env.execute_query(query)}

    def _sent_parents(self):
        """Parents' references that La Redoute knows as those of other products."""
        references = self.facts.templates.mapped("laredoute_parent_sku")
        groups = self.env["laredoute.listing"]._read_group(
            [
                ("account_id", "=", self.account.id),
                ("sku", "in", [each for each in references if each]),
                ("state", "in", ("sent", *KNOWN_STATES)),
            ],
            ["sku"],
        )
        return {reference for (reference,) in groups}

    def _blocked_parents(self):
        """Return the ids of templates whose parent La Redoute would refuse, and lacks.

        A parent's texts, codes and image are its declinations' own, checked there: its
        reference alone is checked here.
        """
        templates = self.facts.templates.filtered(
            lambda template: template.id in self.facts.siblings
        )
        ((known,),) = self.env["laredoute.listing"]._read_group(
            [
                ("product_tmpl_id", "in", templates.ids),
                ("account_id", "=", self.account.id),
                ("parent_sku", "!=", False),
                ("product_accepted", "!=", False),
            ],
            aggregates=["product_tmpl_id:array_agg_distinct"],
        )
        taken, blocked = self._sent_parents(), set()
        book = self.account._platform().rule_book
        for template in templates:
            reference = self.facts.parent_sku(template)
            parent = Candidate(
                sku=reference,
                parent_sku=reference,
                is_parent=True,
                sku_is_unique=reference not in taken,
            )
            if template.id not in known and any(sku.check(parent, book)):
                blocked.add(template.id)
        return blocked
