# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Price, stock and delivery promise, computed in bulk; only differences are told."""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from odoo import api, fields, models

from ...marketplace.delta import fingerprint
from ...marketplace.records import DeliveryMode, DeliveryPromise, Offer
from ...marketplace.rules import is_price_drop
from ...marketplace.rules.price import VAT_RATES
from ..common import CENT, cents
from ..listing.listing import KNOWN_STATES

#: listings computed at a time: memory stays flat whatever the catalogue's size
CHUNK = 1000


class LaredouteListing(models.Model):
    _inherit = "laredoute.listing"

    @api.model
    def _offers(self, account, listings):
        """Yield ``(listing, Offer)`` for ``listings``, without a query per record.

        A listing whose price or VAT cannot be told is left out: its check says why.
        """
        for start in range(0, len(listings), CHUNK):
            chunk = listings[start : start + CHUNK]
            # an amount in another currency is no price: stock is told all the same
            prices = chunk._prices(account) if account._prices_in_euros() else {}
            quantities = chunk._quantities(account)
            held = self.browse()
            for listing in chunk:
                price, vat_rate = listing._price_to_send(prices)
                if not price:
                    continue
                if listing._holds_price(account, price):
                    # its stock must be told all the same
                    price, vat_rate = listing._price_sent()
                    held |= listing
                offer = account._prepare_offer(
                    listing, quantities[listing], price, vat_rate
                )
                yield listing, offer
            # a price list's new day comes without anybody's edit
            held.filtered(lambda listing: not listing.price_held).write(
                {"price_held": True, "needs_check": True}
            )

    def _holds_price(self, account, price):
        """Whether the price fell so far that a person must confirm it first."""
        return is_price_drop(
            self._price_sent()[0],
            price,
            account._price_drop_fraction(),
            cents(self.price_confirmed) if self.price_confirmed else None,
        )

    def _price_sent(self):
        """The price and VAT rate La Redoute was told last."""
        return cents(self.price_sent), Decimal(str(self.vat_sent))

    def _price_to_send(self, prices):
        """The price and VAT rate; those last told where today's cannot be.

        One price that cannot be told must not hold the file: stock is told all the
        same, and the check says what is wrong. Nothing when none was told either.
        """
        price, vat_rate = prices.get(self.product_id, (None, None))
        if price and price > 0 and vat_rate in VAT_RATES:
            return price, vat_rate
        return self._price_sent() if self.price_sent else (None, None)

    def _prices(self, account):
        """Return {product: (price with VAT, VAT rate as a fraction)}, in bulk.

        The VAT rate is that of the product's sales tax in Odoo; a price kept without
        VAT is raised by it. VAT is never divided out of a price.
        """
        products = self.product_id.with_company(account.company_id)
        pricelist = account.pricelist_id
        if pricelist:
            raw = pricelist._get_products_price(products, 1.0)
        else:
            raw = products._price_compute("list_price")
        result, taxes = {}, {}
        for product in products:
            known = product.taxes_id
            if known not in taxes:
                tax = product._laredoute_sale_tax(account.company_id)
                rate = Decimal(str(tax.amount)) / 100 if tax else None
                taxes[known] = rate, tax.price_include
            rate, included = taxes[known]
            if rate is None:
                continue
            price = Decimal(str(raw[product.id]))
            if not included:
                price *= 1 + rate
            result[product] = (price.quantize(CENT, ROUND_HALF_UP), rate)
        return result

    def _quantities(self, account):
        """Return {listing: units to publish}, never more than can be delivered.

        Free stock of the account's warehouse, less the safety, less the lines that
        were accepted but whose sale order is not confirmed yet.
        """
        products = self.product_id.with_company(account.company_id).with_context(
            warehouse_id=account.warehouse_id.id
        )
        free = {product.id: product.free_qty for product in products}
        promised = self.env["laredoute.order.line"]._promised(account, products)
        quantities = {}
        for listing in self:
            product = listing.product_id
            sellable = listing.selected and product.active
            quantity = (
                free.get(product.id, 0)
                - account.stock_safety
                - promised.get(product.id, 0)
            )
            quantities[listing] = max(int(quantity), 0) if sellable else 0
        return quantities

    def _known(self, account):
        """Domain of the listings whose offer La Redoute should know."""
        return [
            ("account_id", "=", account.id),
            ("state", "in", KNOWN_STATES),
        ]


class LaredouteAccount(models.Model):
    _inherit = "laredoute.account"

    offers_sent_at = fields.Datetime("Last Offer File", copy=False, readonly=True)
    offers_full_on = fields.Date("Last Full Offer File", copy=False, readonly=True)

    def _prepare_offer(self, listing, quantity, price, vat_rate):
        """Build the offer of one listing; pure values, no query."""
        today = fields.Datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
        return Offer(
            ean=listing.ean,
            sku=listing.sku,
            quantity=quantity,
            price=price,
            struck_price=price,
            vat_rate=vat_rate,
            starts_at=self._utc(today),
            ends_at=self._utc(today + timedelta(days=365)),
            deliveries=self._delivery_promises(),
        )

    def _prices_in_euros(self):
        return self._candidate_settings()["currency"] == "EUR"

    def _price_drop_fraction(self):
        """The guard as a fraction; ``None`` when prices are never held."""
        if not self.price_drop_guard:
            return None
        return Decimal(str(self.price_drop_guard)) / 100

    def _delivery_promises(self):
        def promise(mode, fee):
            return DeliveryPromise(
                mode=mode,
                fee=Decimal(str(fee)).quantize(CENT, ROUND_HALF_UP),
                shipment_delay=self.shipment_delay,
                min_days=self.delivery_min_days,
                max_days=self.delivery_max_days,
            )

        promises = [promise(DeliveryMode.HOME, self.delivery_fee)]
        if self.relay_offered:
            promises.append(promise(DeliveryMode.RELAY, self.relay_fee))
        return tuple(promises)

    def _send_offers(self):
        """Send what differs from what La Redoute last accepted, or everything daily.

        At most one file in ``offer_interval`` minutes and within the account's hours:
        of two files within an hour neither counts (protocol P-134).
        """
        self._end_unknown()
        earlier = self.env["laredoute.exchange"]._recover(self, "offers")
        if earlier is False or not self._offers_may_go():
            return
        attempts = earlier.attempts
        if earlier:
            earlier._supersede()
        exchange = self._queue_offers(attempts)
        if not exchange:
            return
        exchange._transmit()

    def _end_unknown(self):
        """What left the shop before La Redoute knew an offer of it is over."""
        self.env["laredoute.listing"].search(
            [
                ("account_id", "=", self.id),
                ("selected", "=", False),
                ("state", "=", "integrated"),
                ("offer_sent", "=", False),
            ]
        ).write({"state": "ended"})

    def _offers_may_go(self):
        """Whether the schedule allows an offer file now; else come back in time."""
        local = self._local_now()
        hour = local.hour + local.minute / 60
        if not self.offer_from_hour <= hour <= self.offer_to_hour:
            return False
        if self.offers_sent_at and self.offer_interval:
            due = self.offers_sent_at + timedelta(minutes=self.offer_interval)
            if due > fields.Datetime.now():
                self._trigger_flow("send_offers", due + timedelta(minutes=1))
                return False
        return True

    def _full_offers_due(self):
        local = self._local_now()
        hour = local.hour + local.minute / 60
        return self.offers_full_on != local.date() and hour >= self.offer_full_hour

    def _queue_offers(self, attempts=0):
        """Queue the file of the offers to tell, and commit; empty when there is none.

        The fingerprint leaves the dates out: a new day alone is no news.

        :param attempts: failed attempts of the file this one replaces
        """
        complete = self._full_offers_due()
        told = self._offers_to_send(complete)
        if complete:
            self.offers_full_on = self._local_now().date()
        if not told:
            self._commit()
            return self.env["laredoute.exchange"]
        exchange = self.env["laredoute.exchange"]._queue_file(
            self,
            "offers",
            (offer for offer, _invalidate in told.values()),
            complete=complete,
            attempts=attempts,
        )
        for listing, (offer, mark) in told.items():
            listing.write(
                {
                    "offer_exchange_id": exchange.id,
                    "offer_sent": mark,
                    "quantity_sent": offer.quantity,
                    "price_sent": offer.price,
                    "vat_sent": offer.vat_rate,
                    # a higher price told since: a person agreed to another fall
                    "price_confirmed": listing.price_confirmed
                    if offer.price <= cents(listing.price_confirmed)
                    else False,
                }
            )
        self._commit()
        return exchange

    def _offers_to_send(self, complete):
        """Return {listing: (offer, fingerprint)} of what La Redoute must be told.

        :param complete: everything, not only what changed
        """
        listings = self.env["laredoute.listing"]
        known = listings.search(listings._known(self))
        told = {}
        for listing, offer in listings._offers(self, known):
            mark = fingerprint(offer, ignore=("starts_at", "ends_at"))
            if complete or mark not in (listing.offer_sent, listing.offer_refused):
                told[listing] = (offer, mark)
        return told
