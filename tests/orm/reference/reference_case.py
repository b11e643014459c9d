# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Importing lists in ORM tests, as a person and the scheduler do it."""

import base64

from ..common import LaredouteCase


class ReferenceCase(LaredouteCase):
    def upload(self, content, **values):
        """A file, uploaded and read."""
        if isinstance(content, str):
            content = content.encode()
        one = self.env["laredoute.reference.import"].create(
            {"file": base64.b64encode(content), "filename": "liste.csv", **values}
        )
        one.action_read()
        return one

    def run_imports(self):
        cron = self.env.ref("laredoute_connector.ir_cron_import_lists")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def import_list(self, content, **values):
        one = self.upload(content, **values)
        self.assertEqual(one.state, "parsed", one.message)
        one.action_import()
        self.run_imports()
        self.assertEqual(one.state, "done", one.message)
        return one

    def found(self, model, code):
        return self.env[f"laredoute.{model}"].search([("code", "=", code)])

    def counts(self, one):
        """New, changed, unchanged, retired, bad."""
        names = ("new", "changed", "same", "retired", "bad")
        return tuple(one[f"{name}_count"] for name in names)

    def reasons(self, one):
        return [(line.number, line.reason) for line in one.line_ids.sorted("number")]
