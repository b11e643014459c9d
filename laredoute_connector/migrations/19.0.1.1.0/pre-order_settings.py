# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How orders are answered has settings of its own, one record for each account."""

_MOVE = """
CREATE TABLE laredoute_order_settings (
    id SERIAL PRIMARY KEY,
    acceptance_policy VARCHAR,
    account INTEGER);
INSERT INTO laredoute_order_settings (acceptance_policy, account)
SELECT acceptance_policy, id FROM laredoute_account;
ALTER TABLE laredoute_account ADD COLUMN order_settings_id INTEGER;
UPDATE laredoute_account SET order_settings_id = settings.id
  FROM laredoute_order_settings settings WHERE settings.account = laredoute_account.id;
ALTER TABLE laredoute_order_settings DROP COLUMN account;
ALTER TABLE laredoute_account DROP COLUMN acceptance_policy;
"""


def migrate(cr, version):
    """Move what accounts said of it, before Odoo knows the new model.

    :param version: the version that was installed; empty at an installation
    """
    if version:
        cr.execute(_MOVE)
