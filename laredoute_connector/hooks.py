# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What must be undone by hand when the addon goes."""


def uninstall_hook(env):
    """Remove the prepared images: attachments of core models would stay behind."""
    env["ir.attachment"].sudo().search(
        [("res_field", "=", False), ("name", "=like", "laredoute-image-%")]
    ).unlink()
    env["mail.activity"].sudo().search([("res_model", "=like", "laredoute.%")]).unlink()
