# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A real Odoo registry in the test's own process, with real, committing cursors."""

import sys
from contextlib import contextmanager

ADDON = "odoo.addons.laredoute_connector"


def start_odoo(env, database, config_path):
    """Load the registry of ``database`` here and return it.

    The pure tests put a stub in the addon's place, since they need no models: it goes.
    """
    import odoo.addons

    from dev import odoo_process

    for name in [name for name in sys.modules if name.startswith(ADDON)]:
        del sys.modules[name]
    if hasattr(odoo.addons, "laredoute_connector"):
        del odoo.addons.laredoute_connector
    odoo_process.write_config(env, config_path, db_name=database, log_level="error")
    from odoo.modules.registry import Registry
    from odoo.tools import config

    config.parse_config(["-c", str(config_path)])
    from odoo.modules.module import initialize_sys_path

    initialize_sys_path()
    return Registry(database)


@contextmanager
def transaction(registry, login=None, **context):
    """Yield an environment whose work is committed at the end of the block."""
    from odoo import SUPERUSER_ID, api

    with registry.cursor() as cr:
        uid = SUPERUSER_ID
        if login:
            users = api.Environment(cr, SUPERUSER_ID, {})["res.users"]
            uid = users.search([("login", "=", login)]).id
        env = api.Environment(cr, uid, {"lang": "fr_FR", **context})
        yield env
        env.flush_all()
        cr.commit()
