# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute will receive, made by the very code that makes the files.

Products are checked, and their records made, within a savepoint that is rolled back:
those not listed yet are listed for the time of looking, and nothing remains. Images
alone are prepared for good, since the page shows them from the address La Redoute will
fetch.
"""

import contextlib
import tempfile
from pathlib import Path

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...marketplace.delta import fingerprint
from ...marketplace.errors import MarketplaceError
from ...marketplace.records import FileKind
from ...models.common import MANAGER, utc
from ...models.flow.failure import classify_error
from ...models.listing.by_ean import OFFERED
from ...models.listing.candidates import Candidates
from ...models.listing.facts import ListingFacts
from ...models.listing.listed import read_listed
from ...models.listing.product_file import with_parents
from ...models.offer.policies import Policies
from ...models.offer.promise import Promises

#: variants shown of one product
MOST_SHOWN = 60


class LaredoutePreview(models.TransientModel):
    _name = "laredoute.preview"
    _description = "What La Redoute Will Receive"

    product_ids = fields.Many2many("product.product", required=True)
    account_ids = fields.Many2many("laredoute.account", string="Choice", required=True)
    account_id = fields.Many2one(
        "laredoute.account", required=True, domain="[('id', 'in', account_ids)]"
    )
    content = fields.Html(readonly=True, sanitize=False)

    @api.model
    def _open(self, products, account=None):
        """Show some variants of one product.

        :param account: the only account to show; every one that lists when not given
        """
        accounts = account or self._accounts(products)
        if not accounts:
            raise UserError(
                self.env._("Create a La Redoute account first, with Listings on.")
            )
        preview = self.create(
            {
                "product_ids": [(6, 0, products[:MOST_SHOWN].ids)],
                "account_ids": [(6, 0, accounts.ids)],
                "account_id": accounts[0].id,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What La Redoute Will Receive"),
            "res_model": self._name,
            "res_id": preview.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    @api.model
    def _accounts(self, products):
        """The accounts on which these products may be listed."""
        companies = products.company_id or self.env.companies
        return self.env["laredoute.account"].search(
            [
                ("switch_listings", "=", True),
                ("company_id", "in", (companies & self.env.companies).ids),
            ]
        )

    # ------------------------------------------------------------- CRUD methods
    @api.model_create_multi
    def create(self, vals_list):
        previews = super().create(vals_list)
        previews._fill()
        return previews

    def write(self, vals):
        result = super().write(vals)
        if "account_id" in vals:
            self._fill()
        return result

    def _fill(self):
        for preview in self:
            # whoever looks may read the products, and the account
            preview.product_ids.check_access("read")
            preview.account_id.check_access("read")
            images = self.env["laredoute.image"].sudo()
            images._prepared(preview.product_ids.sudo())
            with contextlib.closing(self.env.cr.savepoint()):
                content = preview._render()
            preview.content = content

    # --------------------------------------------------------------- rendering
    def _render(self):
        """The page, as HTML; what this writes must be rolled back."""
        account = self.account_id.sudo()
        listings = self._listings(account)
        listings._check()
        facts = ListingFacts(account, listings.product_id)
        # of what is offered by its EAN, La Redoute is sent no sheet
        created = listings.filtered(lambda each: each.by_ean != OFFERED)
        records = created._product_records(facts)
        sent = list(with_parents(records.values()))
        offers = self.env["laredoute.offer"].sudo()._of_listings(account, listings)
        candidates = Candidates(facts, read_listed(listings)).all()
        items = [
            self._item(listing, facts, records, offers, candidates)
            for listing in listings
        ]
        values = {
            "account": account,
            "items": items,
            "first": items[0],
            "by_ean": not created,
            "parent": next((record for record in sent if record.is_parent), None),
            "deliveries": self._deliveries(account),
            "left_out": self._left_out(),
            "file_text": self._file_text(account, sent),
        }
        return self.env["ir.qweb"]._render(
            "laredoute_connector.preview_content", values
        )

    def _listings(self, account):
        """The listings, those of products not listed yet made for the time being."""
        listings = (
            self.env["laredoute.listing"].sudo().with_context(tracking_disable=True)
        )
        domain = [
            ("account_id", "=", account.id),
            ("product_id", "in", self.product_ids.ids),
        ]
        known = listings.search(domain)
        listings.create(
            [
                {"account_id": account.id, "product_id": product.id}
                for product in self.product_ids - known.product_id
            ]
        )
        return listings.search(domain, order="product_tmpl_id, id")

    def _item(self, listing, facts, records, offers, candidates):
        """One variant as plain values; the record as sent, or why there is none."""
        product = listing.product_id
        record, candidate = records.get(listing.id), candidates[listing.id]
        resolved, offer = facts.resolved[product.id], offers.get(listing.id)
        findings = listing.finding_ids
        return {
            "name": product.with_env(self.env)._laredoute_variant_name(),
            "record": record or candidate,
            "images": record.images if record else (),
            "category": resolved.category,
            "brand": resolved.brand,
            "attributes": self._attributes(resolved),
            "by_ean": listing.by_ean == OFFERED,
            "offer": offer,
            "vat": offer and f"{(offer.vat_rate * 100).normalize():f}",
            "price": offer and self._amount(offer.price, listing),
            "struck": offer
            and offer.struck_price > offer.price
            and self._amount(offer.struck_price, listing),
            "news": self._news(listing, record),
            "wrong": {each.field for each in findings if each.severity == "error"},
            "findings": [
                (finding.severity, finding.with_env(self.env).message)
                for finding in findings
            ],
        }

    def _amount(self, amount, listing):
        return listing.currency_id.with_env(self.env).format(float(amount))

    def _attributes(self, resolved):
        """Each value that is sent, then each that is required and has none."""
        names = {each.code: each.name for each in resolved.requested}
        given = {each.code for each in resolved.given}
        sent = [
            {
                "name": names.get(each.code, each.code),
                "code": each.code,
                "label": each.label,
                "value_code": each.value_code,
            }
            for each in resolved.given
        ]
        return sent + [
            {"name": each.name, "code": each.code, "label": "", "value_code": ""}
            for each in resolved.requested
            if each.required and each.code not in given
        ]

    def _news(self, listing, record):
        """Return whether the next file holds anything of it: a kind, and words."""
        _ = self.env._
        by_ean = listing.by_ean == OFFERED
        if listing.has_error or not (record or by_ean):
            return "held", _("Held back")
        if not listing.selected:
            return "ended", _("No longer sold")
        if by_ean and not listing._is_sent():
            return "new", _("Will be offered by its EAN")
        if by_ean:
            return "same", _("Offered by its EAN")
        if not listing.product_sent:
            return "new", _("Will be sent: new")
        if fingerprint(record) != listing.product_sent:
            return "changed", _("Will be sent: changed")
        return "same", _("Same as last sent")

    def _deliveries(self, account):
        products = self.product_ids.ids
        promises = Promises(account, Policies(account, products))
        found = (each for product in products for each in promises.of(product))
        return [
            {
                "mode": each.mode.value,
                "words": self.env._(
                    "%(fee)s, leaves within %(shipment)s days, then %(least)s to "
                    "%(most)s days",
                    fee=account.currency_id.with_env(self.env).format(float(each.fee)),
                    shipment=each.shipment_delay,
                    least=each.min_days,
                    most=each.max_days,
                ),
            }
            for each in dict.fromkeys(found)
        ]

    def _left_out(self):
        """Say how many variants are not shown, if any."""
        shown = len(self.product_ids)
        if shown < MOST_SHOWN:
            return False
        every = len(self.product_ids.product_tmpl_id.product_variant_ids)
        return every > shown and self.env._(
            "%s more variants are not shown.", every - shown
        )

    def _file_text(self, account, sent):
        """The items as the platform writes them, for La Redoute's support."""
        if not sent or not self.env.user.has_group(MANAGER):
            return ""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "preview"
            try:
                with account._marketplace() as market:
                    now = utc(fields.Datetime.now())
                    market.encode(FileKind.PRODUCTS, sent, path, now)
            except UserError as error:
                return str(error)
            except MarketplaceError as error:
                return classify_error(self.env, error).message
            return path.read_text(encoding="utf-8")
