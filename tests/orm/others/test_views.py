# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every window opens, whoever else extends its views; in any database."""

import threading
from unittest.mock import patch

from odoo.tests import Form, tagged

from ..account.rights_case import MODULE, RightsCase


@tagged("standard", "post_install", "-at_install")
class TestViews(RightsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # who installs addons becomes the manager of most of them
        cls.admin = cls.env.ref("base.user_admin")
        cls.admin.group_ids |= cls.env.ref(f"{MODULE}.group_laredoute_manager")

    def our_models(self):
        """The models that we make or extend and that have rows."""
        data = self.env["ir.model.data"].search(
            [("module", "=", MODULE), ("model", "=", "ir.model")]
        )
        models = self.env["ir.model"].browse(data.mapped("res_id"))
        names = [model.model for model in models if not self.env[model.model]._abstract]
        self.assertIn("product.template", names, "those that we extend, too")
        self.assertIn("laredoute.order", names)
        return names

    def has_form(self, model):
        views = self.env["ir.ui.view"]
        wanted = [("model", "=", model), ("type", "=", "form")]
        return bool(views.search_count(wanted, limit=1))

    def test_every_window_opens(self):
        # Odoo's web site asks the thread which database it serves
        thread = threading.current_thread()
        self.enterContext(
            patch.object(thread, "dbname", self.env.cr.dbname, create=True)
        )
        opened = 0
        for action in self.env["ir.actions.act_window"].search([]):
            with self.subTest(f"{action.xml_id or action.id}: {action.name}"):
                model = self.env[action.res_model].with_user(self.admin)
                if not model.has_access("read"):
                    continue
                wanted = [*action.views, (action.search_view_id.id, "search")]
                options = {
                    "action_id": action.id,
                    "load_filters": True,
                    "toolbar": True,
                }
                found = model.get_views(wanted, options)["views"]
                self.assertEqual(set(found), {kind for _view, kind in wanted})
                opened += 1
        self.assertGreater(opened, 100)

    def test_new_records_of_our_models_and_of_those_we_extend(self):
        opened = 0
        for name in self.our_models():
            model = self.env[name].with_user(self.admin)
            if not self.has_form(name) or not model.has_access("create"):
                continue
            with self.subTest(name):
                Form(model)
                opened += 1
        self.assertGreater(opened, 10)

    def test_records_of_our_models_open(self):
        opened = 0
        for name, record in self.samples.items():
            record = record[:1].with_user(self.admin)
            if not self.has_form(name) or not record.has_access("read"):
                continue
            with self.subTest(name):
                Form(record)
                opened += 1
        self.assertGreater(opened, 10)

    def test_documents_of_la_redoute_open_in_odoos_forms(self):
        sale = self.inbox("1-2026.325.0009999").sale_order_id
        product = sale.order_line.product_id[:1]
        self.assertTrue(sale)
        self.assertTrue(product)
        for record in (sale, product, product.product_tmpl_id, sale.partner_id):
            with self.subTest(record._name):
                Form(record.with_user(self.admin))
