# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How offers are made has settings of its own, one record for each account."""

_MOVE = """
CREATE TABLE laredoute_offer_settings (
    id SERIAL PRIMARY KEY,
    account INTEGER,
    delivery_fee NUMERIC,
    shipment_delay INTEGER,
    delivery_min_days INTEGER,
    delivery_max_days INTEGER,
    relay_offered BOOLEAN,
    relay_fee NUMERIC);
INSERT INTO laredoute_offer_settings (
       account, delivery_fee, shipment_delay, delivery_min_days, delivery_max_days,
       relay_offered, relay_fee)
SELECT id, delivery_fee, shipment_delay, delivery_min_days, delivery_max_days,
       relay_offered, relay_fee
  FROM laredoute_account;
ALTER TABLE laredoute_account ADD COLUMN offer_settings_id INTEGER;
UPDATE laredoute_account SET offer_settings_id = settings.id
  FROM laredoute_offer_settings settings WHERE settings.account = laredoute_account.id;
ALTER TABLE laredoute_offer_settings DROP COLUMN account;
ALTER TABLE laredoute_account
    DROP COLUMN delivery_fee,
    DROP COLUMN shipment_delay,
    DROP COLUMN delivery_min_days,
    DROP COLUMN delivery_max_days,
    DROP COLUMN relay_offered,
    DROP COLUMN relay_fee;
"""


def migrate(cr, version):
    """Move what accounts promised, before Odoo knows the new model.

    :param version: the version that was installed; empty at an installation
    """
    if version:
        cr.execute(_MOVE)
