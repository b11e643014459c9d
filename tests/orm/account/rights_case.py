# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""People of each kind, and a record of every model for them to try."""

import base64
from contextlib import contextmanager
from decimal import Decimal

from odoo.addons.laredoute_connector.marketplace.records import CompetingOffer

from ..common import LaredouteCase

MODULE = "laredoute_connector"
PEOPLE = ("nobody", "user", "manager", "elsewhere")


class RightsCase(LaredouteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        other = cls.env["res.company"].create(
            {"name": "Autre", "currency_id": cls.env.ref("base.EUR").id}
        )
        cls.users = cls.make_users()
        # a manager of another company, and the records are not that company's
        cls.users["elsewhere"] = cls.make_user("elsewhere", "manager", other)

    def setUp(self):
        super().setUp()
        self.samples = {}
        self.make_samples()
        self.env.flush_all()

    def make_samples(self):
        """A record of every model."""
        values = self.env["product.attribute"].create(
            {"name": "Matière", "value_ids": [(0, 0, {"name": "Lin"})]}
        )
        attribute = self.env["laredoute.attribute"].create(
            {"code": "A9001", "name": "Matière"}
        )
        made = {
            "laredoute.department": {"code": "D9", "name": "Femme"},
            "laredoute.attribute.value": {
                "attribute_id": attribute.id,
                "code": "V9",
                "name": "Lin",
            },
            "laredoute.category.attribute": {
                "category_id": self.category.id,
                "attribute_id": attribute.id,
            },
            "laredoute.category.mapping": {
                "product_category_id": self.env["product.category"]
                .create({"name": "Robes"})
                .id
            },
            "laredoute.brand.mapping": {"name": "Lumière"},
            "laredoute.value.mapping": {
                "product_value_id": values.value_ids.id,
                "attribute_id": attribute.id,
            },
            "laredoute.reference.import": {
                "file": "Y29kZTtuYW1lCkQ5O0ZlbW1lCg==",
                "filename": "departments.csv",
            },
        }
        self.samples = {
            "laredoute.attribute": attribute,
            "laredoute.account": self.account,
            "laredoute.sellr.settings": self.account.sellr_settings_id,
            "laredoute.order.settings": self.account.order_settings_id,
            "laredoute.books.settings": self.account.books_settings_id,
            "laredoute.offer.settings": self.account.offer_settings_id,
            "laredoute.catalogue": self.account.catalogue_id,
            "laredoute.category": self.category,
            "laredoute.brand": self.brand,
            **{name: self.env[name].create(each) for name, each in made.items()},
        }
        self.samples["laredoute.brand.mapping"].proposal_id = self.brand
        self.samples["laredoute.category.mapping"].proposal_id = self.category
        # a file that was read, so that it can be imported
        lists = self.samples["laredoute.reference.import"]
        lists.write({"state": "parsed", "total_count": 1})
        self.env["laredoute.reference.import.line"].create(
            {"import_id": lists.id, "reason": "code_missing"}
        )
        self.env["laredoute.reference.staged"].create({"import_id": lists.id})
        self.make_documents()

    def make_documents(self):
        """What the machine writes: listings, files, orders, decisions."""
        self.account.action_test_connection()
        listing = self.make_listing(self.make_product(barcode=False))
        self.run_flow("check_listings")
        product = self.make_product(name="ROBE LONGUE")
        self.make_live(self.make_listing(product))
        # a second line waits: an order with something to decide and to compare
        self.order(self.order_line(product), "3599999999995")
        self.order(self.order_line(product), remote_id="1-2026.325.0009999")
        self.read()
        order = self.inbox()
        order.line_ids[:1]._enqueue("accept")
        self.env["laredoute.call.limit"]._note(
            self.account, "orders_read", self.ago(days=-1)
        )
        self.account._wake("fetch_orders")
        exchange = listing.product_exchange_id or self.env["laredoute.exchange"].search(
            [("account_id", "=", self.account.id)], limit=1
        )
        self.env["laredoute.exchange.line"].create({"exchange_id": exchange.id})
        self.env["laredoute.product.image"].create(
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "url": "https://images.example/dos.jpg",
            }
        )
        self.env["laredoute.preview"]._open(product, self.account)
        listing.action_why()
        self.env["laredoute.offer.rule"].create(
            {"applied_on": "variant", "product_id": product.id}
        )
        self.env["laredoute.delivery.category"].create({"name": "Volumineux"})
        self.env["laredoute.closing"].create(
            {
                "settings_id": self.account.offer_settings_id.id,
                "date_from": "2020-08-01",
                "date_to": "2020-08-15",
            }
        )
        self.env["laredoute.unseen.list"]._open(listing)
        best = CompetingOffer("3500000000017", Decimal("9.90"), None, 2, is_ours=True)
        self.env["laredoute.competing.offer"]._apply_report(
            self.account, {best.ean: best}, (), self.ago(days=1)
        )
        listing._invalidate_these()
        self.env["laredoute.order.stale"]._collect("order", order.ids)
        self.env.cr.flush()
        order._compare()
        sale = self.inbox("1-2026.325.0009999").sale_order_id
        self.env["laredoute.acceptance"].create({"line_ids": order.line_ids.ids})
        self.env["laredoute.decline"].create(
            {"kind": "refuse", "line_ids": order.line_ids.ids}
        )
        self.env["laredoute.order.rule"].create(
            {"name": "Cher", "account_id": self.account.id}
        ).action_try()
        self.make_imports()
        carrier = self.env["delivery.carrier"].create(
            {
                "name": "Colissimo",
                "product_id": self.account.delivery_product_id.id,
            }
        )
        for model in ("laredoute.carrier", "laredoute.carrier.choice"):
            self.env[model].create(
                {"account_id": self.account.id, "carrier_id": carrier.id}
            )
        parcels = base64.b64encode(b"order;tracking\n1;6A1\n")
        self.env["laredoute.parcel.file"].create({"file": parcels}).action_read()
        promotion = self.env["laredoute.promotion"].create(
            {
                "name": "Soldes",
                "account_id": self.account.id,
                "date_begin": self.ago(days=-1),
                "date_end": self.ago(days=-9),
                "line_ids": [(0, 0, {"listing_id": listing.id})],
            }
        )
        self.env["laredoute.promotion.row"].create({"promotion_id": promotion.id})
        rule = self.env["laredoute.repricing.rule"].create(
            {"name": "Tout", "account_id": self.account.id}
        )
        self.env["laredoute.repricing.proposal"].create(
            {
                "listing_id": listing.id,
                "rule_id": rule.id,
                "state": "proposed",
                "outcome": "cheaper",
            }
        )
        self.env["laredoute.settlement"].create(
            {
                "name": "P-1",
                "books_settings_id": self.account.books_settings_id.id,
                "line_ids": [(0, 0, {"amount": 1, "order_ref": order.remote_id})],
            }
        )
        self.env["laredoute.settlement.import"].create(
            {
                "file": base64.b64encode(b"x"),
                "books_settings_id": self.account.books_settings_id.id,
                "column_ids": [(0, 0, {"heading": "Total"})],
                "word_ids": [(0, 0, {"word": "Vente"})],
            }
        )
        self.env["laredoute.books.closing"].create(
            {"books_settings_id": self.account.books_settings_id.id}
        )
        self.env["laredoute.commission.rate"].create(
            {"books_settings_id": self.account.books_settings_id.id, "rate": 17}
        )
        # one that left has a margin
        self.env["laredoute.order"].create(
            {
                "account_id": self.account.id,
                "remote_id": "1-2026.325.0009998",
                "line_ids": [(0, 0, {"remote_id": "9998-1", "status": "shipped"})],
            }
        )
        self.env["laredoute.restoration"].create({"account_id": self.account.id})
        refund = self.env["laredoute.refund"].create(
            {
                "name": "R1",
                "order_id": order.id,
                "line_ids": [(0, 0, {"order_line_id": order.line_ids[:1].id})],
            }
        )
        action = self.env["laredoute.refund.request"]._open(order, refund=refund)
        self.env["laredoute.pause"].create({"account_ids": self.account.ids})
        self.env["laredoute.sale.cancel"].create({"sale_order_id": sale.id})
        self.samples |= {
            "laredoute.listing": listing,
            "laredoute.order": order,
            "product.template": product.product_tmpl_id,
            "product.product": product,
            "sale.order": sale,
            "laredoute.refund": refund,
            "laredoute.refund.request": self.env[action["res_model"]].browse(
                action["res_id"]
            ),
            "stock.picking": self.env["stock.picking"].create(
                {"picking_type_id": self.account.warehouse_id.in_type_id.id}
            ),
            "account.move": self.env["account.move"].create({"move_type": "entry"}),
        }

    def make_imports(self):
        """One that a manager may stop, and what is to be read next."""
        days = {"first_day": self.ago(days=9).date(), "account_id": self.account.id}
        requests = self.env["laredoute.order.import.request"]
        action = requests.create({"selected_by": "period", **days}).action_start()
        done = self.env[action["res_model"]].browse(action["res_id"])
        self.env["laredoute.order.import.line"].create(
            {"import_id": done.id, "name": "1-2026.300.0000001"}
        )
        self.samples |= {
            "laredoute.order.import": done,
            "laredoute.order.import.request": requests.create(
                {"numbers": "1-2026.301.0000002", "account_id": self.account.id}
            ),
        }

    def sample(self, model):
        record = self.samples.get(model) or self.env[model].search([], limit=1)
        self.assertTrue(record, f"the test has no {model}")
        return record

    @contextmanager
    def undone(self):
        """Whatever happens in the block is undone after it."""
        savepoint = self.env.cr.savepoint()
        try:
            yield
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()
