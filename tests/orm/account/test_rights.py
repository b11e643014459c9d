# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who may do what: every model by operation, every button, for each kind of people.

A model or a button without its row here fails: whoever adds one says who may use it.
"""

import re

from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..books.rights import BOOKS_BUTTONS, BOOKS_MODELS
from ..common import only_on_sellr
from ..promotion.rights import PROMOTION_BUTTONS, PROMOTION_MODELS
from ..repricing.rights import REPRICING_BUTTONS, REPRICING_MODELS
from .rights_case import MODULE, PEOPLE, RightsCase

OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}
NONE = "-"

# What PEOPLE may do with a record of the company: read, write, create, delete. States,
# statuses, kinds and decisions stand in models that nobody writes: buttons do.
MODELS = {
    "laredoute.acceptance": ("-", "-", "rwcd", "rwcd"),
    "laredoute.account": ("-", "r", "rwc", "-"),
    "laredoute.attribute": ("-", "r", "rwcd", "r"),
    "laredoute.attribute.value": ("-", "r", "rwcd", "r"),
    **BOOKS_MODELS,
    "laredoute.brand": ("-", "r", "rwcd", "r"),
    "laredoute.brand.mapping": ("-", "r", "rwcd", "r"),
    "laredoute.call.limit": ("-", "-", "-", "-"),
    "laredoute.carrier": ("-", "r", "rwcd", "-"),
    "laredoute.carrier.choice": ("-", "r", "rwcd", "-"),
    "laredoute.catalogue": ("-", "r", "rwcd", "r"),
    "laredoute.category": ("-", "r", "rwcd", "r"),
    "laredoute.category.attribute": ("-", "r", "rwcd", "r"),
    "laredoute.category.mapping": ("-", "r", "rwcd", "r"),
    "laredoute.closing": ("-", "r", "rwcd", "-"),
    "laredoute.competing.offer": ("-", "r", "r", "-"),
    "laredoute.connection.check": ("-", "r", "r", "-"),
    "laredoute.decline": ("-", "-", "rwcd", "rwcd"),
    "laredoute.delivery.category": ("-", "r", "rwcd", "-"),
    "laredoute.department": ("-", "r", "rwcd", "r"),
    "laredoute.disagreement": ("-", "r", "r", "-"),
    "laredoute.exchange": ("-", "r", "r", "-"),
    "laredoute.exchange.line": ("-", "r", "r", "-"),
    "laredoute.finding": ("-", "r", "r", "-"),
    "laredoute.flow": ("-", "r", "r", "-"),
    "laredoute.flow.wake": ("-", "-", "-", "-"),
    "laredoute.image": ("-", "r", "r", "r"),
    "laredoute.listing": ("-", "r", "rd", "-"),
    "laredoute.listing.stale": ("-", "-", "-", "-"),
    "laredoute.offer.price": ("-", "r", "r", "-"),
    "laredoute.offer.rule": ("-", "r", "rwcd", "-"),
    "laredoute.offer.settings": ("-", "r", "rwc", "c"),
    "laredoute.operation": ("-", "r", "r", "-"),
    "laredoute.order": ("-", "r", "r", "-"),
    "laredoute.order.event": ("-", "r", "r", "-"),
    "laredoute.order.history": ("-", "r", "r", "-"),
    "laredoute.order.import": ("-", "r", "r", "-"),
    "laredoute.order.import.line": ("-", "r", "r", "-"),
    "laredoute.order.import.request": ("-", "rwcd", "rwcd", "rwcd"),
    "laredoute.order.line": ("-", "r", "r", "-"),
    "laredoute.order.rule": ("-", "r", "rwcd", "-"),
    "laredoute.order.settings": ("-", "r", "rwc", "c"),
    "laredoute.order.stale": ("-", "-", "-", "-"),
    "laredoute.parcel.file": ("-", "-", "rwcd", "-"),
    "laredoute.parcel.line": ("-", "-", "r", "-"),
    "laredoute.pause": ("-", "-", "rwcd", "rwcd"),
    "laredoute.preview": ("-", "rwcd", "rwcd", "rwcd"),
    "laredoute.product.attribute": ("-", "r", "rwcd", "rwcd"),
    "laredoute.product.image": ("-", "r", "rwcd", "rwcd"),
    "laredoute.reason": ("-", "r", "rwcd", "rwcd"),
    "laredoute.reference.import": ("-", "-", "rwcd", "r"),
    "laredoute.reference.import.line": ("-", "-", "r", "r"),
    "laredoute.reference.staged": ("-", "-", "r", "r"),
    **PROMOTION_MODELS,
    **REPRICING_MODELS,
    "laredoute.refund": ("-", "r", "r", "-"),
    "laredoute.refund.line": ("-", "r", "r", "-"),
    "laredoute.refund.request": ("-", "-", "rwcd", "rwcd"),
    "laredoute.refund.request.line": ("-", "-", "rwcd", "rwcd"),
    "laredoute.restoration": ("-", "r", "r", "-"),
    "laredoute.rule.trial": ("-", "-", "rwcd", "rwcd"),
    "laredoute.rule.trial.line": ("-", "-", "rwcd", "rwcd"),
    # whoever sells, see test_cancel.py
    "laredoute.sale.cancel": ("-", "-", "-", "-"),
    "laredoute.sellr.settings": ("-", "r", "rwc", "c"),
    "laredoute.unseen.list": ("-", "rwcd", "rwcd", "rwcd"),
    "laredoute.value.mapping": ("-", "r", "rwcd", "r"),
    "laredoute.why": ("-", "rwcd", "rwcd", "rwcd"),
}

# Who may press which button: of PEOPLE, in their order; "-" for those who may not. Who
# confirms all confirms what is theirs to confirm, be it nothing.
BUTTONS = {
    # whoever keeps the books, see refund/test_credit.py
    ("account.move", "action_laredoute_refund"): "- - - -",
    ("account.move", "action_open_laredoute_order"): "- - - -",
    ("laredoute.acceptance", "action_accept"): "- - manager elsewhere",
    ("laredoute.account", "action_back_to_setup"): "- - manager -",
    ("laredoute.account", "action_go_live"): "- - manager -",
    ("laredoute.account", "action_pause"): "- - manager -",
    ("laredoute.account", "action_read_host_key"): "- - manager -",
    ("laredoute.account", "action_resume"): "- - manager -",
    ("laredoute.account", "action_start_testing"): "- - manager -",
    ("laredoute.account", "action_test_connection"): "- - manager -",
    **BOOKS_BUTTONS,
    ("laredoute.brand.mapping", "action_confirm"): "- - manager -",
    ("laredoute.brand.mapping", "action_confirm_all"): "- user manager elsewhere",
    ("laredoute.brand.mapping", "action_dismiss"): "- - manager -",
    ("laredoute.brand.mapping", "action_find"): "- - manager -",
    ("laredoute.brand.mapping", "action_open_held_back"): "- user manager elsewhere",
    ("laredoute.brand.mapping", "action_propose"): "- - manager -",
    ("laredoute.category.mapping", "action_confirm"): "- - manager -",
    ("laredoute.category.mapping", "action_confirm_all"): "- user manager elsewhere",
    ("laredoute.category.mapping", "action_dismiss"): "- - manager -",
    ("laredoute.category.mapping", "action_find"): "- - manager -",
    ("laredoute.category.mapping", "action_open_held_back"): "- user manager elsewhere",
    ("laredoute.category.mapping", "action_propose"): "- - manager -",
    ("laredoute.carrier", "action_propose"): "- - manager -",
    ("delivery.carrier", "action_laredoute_carrier"): "- - manager elsewhere",
    ("laredoute.decline", "action_confirm"): "- - manager elsewhere",
    ("laredoute.disagreement", "action_accept"): "- - manager -",
    ("laredoute.disagreement", "action_complete"): "- user manager -",
    ("laredoute.disagreement", "action_credit"): "- user manager -",
    ("laredoute.disagreement", "action_invoice"): "- user manager -",
    ("laredoute.disagreement", "action_invoice_again"): "- user manager -",
    ("laredoute.disagreement", "action_keep"): "- - manager -",
    ("laredoute.disagreement", "action_out_of_stock"): "- - manager -",
    ("laredoute.disagreement", "action_read"): "- user manager -",
    ("laredoute.disagreement", "action_refund"): "- - manager -",
    ("laredoute.disagreement", "action_refund_again"): "- - manager -",
    ("laredoute.disagreement", "action_refuse"): "- - manager -",
    ("laredoute.disagreement", "action_restore"): "- - manager -",
    ("laredoute.disagreement", "action_retry"): "- user manager -",
    ("laredoute.disagreement", "action_say_how_much"): "- - manager -",
    ("laredoute.disagreement", "action_send_again"): "- - manager -",
    ("laredoute.exchange", "action_open_listings"): "- user manager -",
    ("laredoute.exchange", "action_retry"): "- - manager -",
    ("laredoute.exchange", "action_set_handled"): "- - manager -",
    ("laredoute.finding", "action_fix"): "- user manager -",
    ("laredoute.flow", "action_run_now"): "- - manager -",
    ("laredoute.listing", "action_ask_la_redoute"): "- user manager -",
    ("laredoute.listing", "action_check"): "- - manager -",
    ("laredoute.competing.offer", "action_adopt"): "- - manager -",
    ("laredoute.competing.offer", "action_end"): "- - manager -",
    ("laredoute.listing", "action_confirm_price"): "- - manager -",
    ("laredoute.listing", "action_end"): "- - manager -",
    ("laredoute.listing", "action_open_exchange"): "- user manager -",
    ("laredoute.listing", "action_open_history"): "- user manager -",
    ("laredoute.listing", "action_open_product"): "- user manager -",
    ("laredoute.listing", "action_preview"): "- user manager -",
    ("laredoute.listing", "action_select"): "- - manager -",
    ("laredoute.listing", "action_why"): "- user manager -",
    ("laredoute.listing", "action_create_again"): "- - manager -",
    ("laredoute.listing", "action_set_seen"): "- - manager -",
    ("laredoute.operation", "action_retry"): "- - manager -",
    ("laredoute.order", "action_accept"): "- - manager -",
    # whoever makes invoices, see books/test_invoice_books.py
    ("laredoute.order", "action_create_invoices"): "- - - -",
    ("laredoute.order", "action_handle_here"): "- - manager -",
    ("laredoute.order", "action_open_invoices"): "- user manager -",
    ("laredoute.order", "action_open_operations"): "- user manager -",
    ("laredoute.order", "action_open_refunds"): "- user manager -",
    ("laredoute.order", "action_open_sale_order"): "- user manager -",
    ("laredoute.order", "action_out_of_stock"): "- - manager -",
    ("laredoute.order", "action_refund"): "- - manager -",
    ("laredoute.order", "action_refuse"): "- - manager -",
    ("laredoute.order", "action_retry"): "- user manager -",
    ("laredoute.order", "action_sell_anyway"): "- - manager -",
    ("laredoute.order", "action_use_sale_order"): "- - manager -",
    ("laredoute.order.import", "action_go_on"): "- - manager -",
    ("laredoute.order.import", "action_open_journal"): "- user manager -",
    ("laredoute.order.import", "action_stop"): "- - manager -",
    ("laredoute.order.import.request", "action_start"): "- user manager -",
    ("laredoute.order.history", "action_open_exchange"): "- user manager -",
    ("laredoute.order.line", "action_accept"): "- - manager -",
    ("laredoute.order.line", "action_out_of_stock"): "- - manager -",
    ("laredoute.order.line", "action_refuse"): "- - manager -",
    ("laredoute.order.rule", "action_try"): "- - manager -",
    ("laredoute.parcel.file", "action_apply"): "- - manager -",
    ("laredoute.parcel.file", "action_read"): "- - manager -",
    **PROMOTION_BUTTONS,
    **REPRICING_BUTTONS,
    ("laredoute.pause", "action_end_offers"): "- - manager elsewhere",
    ("laredoute.pause", "action_pause"): "- - manager elsewhere",
    (
        "laredoute.reference.import",
        "action_download_bad_lines",
    ): "- - manager elsewhere",
    ("laredoute.reference.import", "action_import"): "- - manager -",
    (
        "laredoute.reference.import",
        "action_open_bad_lines",
    ): "nobody user manager elsewhere",
    ("laredoute.reference.import", "action_read"): "- - manager -",
    ("laredoute.refund", "action_again"): "- - manager -",
    # whoever keeps the books, or the stock
    ("laredoute.refund", "action_credit"): "- - - -",
    ("laredoute.refund", "action_give_up"): "- - manager -",
    ("laredoute.refund", "action_open_credit_notes"): "- - - -",
    ("laredoute.refund", "action_open_order"): "- user manager -",
    ("laredoute.refund", "action_open_returns"): "- - - -",
    ("laredoute.refund", "action_return"): "- - - -",
    ("laredoute.refund", "action_say_how_much"): "- - manager -",
    ("laredoute.refund.request", "action_request"): "- - manager -",
    ("laredoute.refund.request", "action_say_how_much"): "- - manager -",
    ("laredoute.refund.request", "action_select_all"): "- - manager -",
    ("laredoute.restoration", "action_copy"): "- - manager -",
    ("laredoute.restoration", "action_go_on"): "- - manager -",
    ("laredoute.restoration", "action_open"): "- user manager -",
    ("laredoute.sale.cancel", "action_cancel"): "- - - -",
    ("laredoute.sale.cancel", "action_inform"): "- - - -",
    ("laredoute.value.mapping", "action_confirm"): "- - manager -",
    ("laredoute.value.mapping", "action_confirm_all"): "- user manager elsewhere",
    ("laredoute.value.mapping", "action_dismiss"): "- - manager -",
    ("laredoute.value.mapping", "action_find"): "- - manager -",
    ("laredoute.value.mapping", "action_open_held_back"): "- user manager elsewhere",
    ("laredoute.value.mapping", "action_propose"): "- - manager -",
    ("product.product", "action_laredoute_list"): "- - manager elsewhere",
    ("product.product", "action_laredoute_preview"): "- user manager elsewhere",
    (
        "product.product",
        "action_open_laredoute_variant",
    ): "nobody user manager elsewhere",
    ("product.template", "action_laredoute_apply_to_variants"): "- - manager elsewhere",
    (
        "product.template",
        "action_laredoute_capitalise",
    ): "nobody user manager elsewhere",
    ("product.template", "action_laredoute_list"): "- - manager elsewhere",
    ("product.template", "action_laredoute_preview"): "- user manager elsewhere",
    ("product.template", "action_laredoute_sync_lines"): "- - manager elsewhere",
    (
        "product.template",
        "action_open_laredoute_brand_mapping",
    ): "- user manager elsewhere",
    (
        "product.template",
        "action_open_laredoute_category_mapping",
    ): "- user manager elsewhere",
    (
        "product.template",
        "action_open_laredoute_listings",
    ): "nobody user manager elsewhere",
    ("sale.order", "action_laredoute_cancel"): "- - - -",
    ("sale.order", "action_laredoute_out_of_stock"): "- - - -",
    ("sale.order", "action_open_laredoute_order"): "- - - -",
    ("stock.picking", "action_laredoute_out_of_stock"): "- - - -",
    ("stock.picking", "action_laredoute_refund"): "- - - -",
}


@tagged("standard", "post_install", "-at_install")
class TestRights(RightsCase):
    def test_e02_rights_of_every_model(self):
        found = {}
        for model in self.env["ir.model"].search([("model", "=like", "laredoute.%")]):
            if self.env[model.model]._abstract:
                continue
            record = self.sample(model.model)
            found[model.model] = tuple(
                self.allowed(record.with_user(self.users[name])) for name in PEOPLE
            )
        self.assertEqual(found, MODELS)

    def allowed(self, record):
        letters = "".join(
            letter
            for letter, operation in OPERATIONS.items()
            if record.has_access(operation)
        )
        return letters or NONE

    @only_on_sellr("a button reads the key of its server")
    def test_e02_rights_of_every_button(self):
        found = {}
        for model, button in sorted(self.buttons()):
            found[model, button] = " ".join(
                name if self.may_press(model, button, self.users[name]) else NONE
                for name in PEOPLE
            )
        self.assertEqual(sorted(found.items() ^ BUTTONS.items()), [])

    @mute_logger("odoo.sql_db", "odoo.addons.base.models.ir_rule")
    def may_press(self, model, button, user):
        """Whether nothing refuses for want of a right; nothing of it stays."""
        record = self.sample(model).with_user(user).with_context(active_domain=[])
        with self.undone():
            try:
                getattr(record, button)()
                self.env.flush_all()
            except AccessError:
                return False
            except UserError:
                # it has nothing to do here, which is no question of rights
                return True
        return True

    def buttons(self):
        """{(model, method)} of every button in our views, and of server actions."""
        found = set()
        data = self.env["ir.model.data"].search([("module", "=", MODULE)])
        views = data.filtered(lambda each: each.model == "ir.ui.view").mapped("res_id")
        for view in self.env["ir.ui.view"].browse(views):
            for node in etree.fromstring(view.arch_db).iter():
                if node.get("type") == "object" and node.get("name"):
                    found.add((self.model_of(node, view.model), node.get("name")))
        actions = data.filtered(lambda each: each.model == "ir.actions.server")
        for action in self.env["ir.actions.server"].browse(actions.mapped("res_id")):
            if action.usage == "ir_cron":
                continue
            called = re.findall(r"\w+\.(action_\w+)\(\)", action.code or "")
            self.assertTrue(called, f"{action.name}: not a button's method")
            found |= {(action.model_id.model, method) for method in called}
        return found

    def model_of(self, node, model):
        """The model a node of a view speaks of: that of the lists around it."""
        for field in reversed(list(node.iterancestors("field"))):
            description = self.env[model]._fields.get(field.get("name"))
            model = getattr(description, "comodel_name", None) or model
        return model
