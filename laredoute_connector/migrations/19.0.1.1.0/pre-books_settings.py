# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How an account comes into the books has settings of its own, a record for each."""

_MAKE = """
CREATE TABLE laredoute_books_settings (
    id SERIAL PRIMARY KEY,
    invoice_policy VARCHAR,
    account INTEGER);
INSERT INTO laredoute_books_settings (invoice_policy, account)
SELECT 'manual', id FROM laredoute_account;
ALTER TABLE laredoute_account ADD COLUMN books_settings_id INTEGER;
UPDATE laredoute_account SET books_settings_id = settings.id
  FROM laredoute_books_settings settings WHERE settings.account = laredoute_account.id;
ALTER TABLE laredoute_books_settings DROP COLUMN account;
"""


def migrate(cr, version):
    """Give each account its record, before Odoo knows the new model.

    :param version: the version that was installed; empty at an installation
    """
    if version:
        cr.execute(_MAKE)
