# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Three hundred products, most of them nasty, before our rules and La Redoute's side.

First the catalogue goes as always: nothing of it may be refused. Then what our rules
hold back is sent as well, past the gate: all of it must be refused. Each side judges
with code of its own.
"""

import pytest
from laredoute_simulator import Simulator

from .nasty.catalogue import COUNT, Catalogue
from .nasty.pictures import raw_pictures
from .nasty.trial import Trial
from .shop import Shop

#: rules of ours, or of the account, that La Redoute does not have
OWN = {
    "no_stock": "what cannot be sold is not created; the account may want it",
    "description_html": "the account sends plain text; La Redoute takes tags",
    "sku_mangled": "taken, but under another reference than the one in Odoo",
}


@pytest.fixture(scope="module")
def trial(registry, image_server):
    with Simulator(speed=0.0) as simulator, raw_pictures() as raw:
        shop = Shop(registry, simulator, image_server, brand_code="B00101")
        with shop.env() as env:
            env["ir.config_parameter"].set_param(
                "laredoute_connector.private_pictures", "True"
            )
        yield Trial(shop, Catalogue(), raw)


def test_try(trial):
    import time
    t=time.time()
    trial.check()
    print("check", time.time()-t); t=time.time()
    first = trial.tell_products()
    print("tell", time.time()-t, trial.shop.read("account", trial.shop.account_id, "last_error")); t=time.time()
    for n, codes in first.items(): print("REFUSED1", n, trial.items[n].label, trial.ours[n], codes)
    o = trial.tell_offers()
    print("offers", time.time()-t, o, trial.shop.read("account", trial.shop.account_id, "last_error")); t=time.time()
    states = trial.states()
    from collections import Counter
    print(Counter(states.values()))
    trial.tell_everything()
    print("everything", time.time()-t, trial.shop.read("account", trial.shop.account_id, "last_error")); t=time.time()
    o = trial.tell_offers()
    print("offers", o, trial.shop.read("account", trial.shop.account_id, "last_error")); t=time.time()
    o = trial.tell_every_offer()
    print("offers", time.time()-t, trial.shop.read("account", trial.shop.account_id, "last_error")); t=time.time()
    from odoo.addons.laredoute_connector.marketplace.rules import CODES
    for n, item in trial.items.items():
        err = {c for c, s in trial.ours.get(n, {}).items() if s == "error"}
        real = {c for c in err if not CODES[c].own}
        if bool(real) != bool(trial.theirs[n]): print("DIFF", n, item.label, err, trial.theirs[n])
        if len(item.faults)==1:
            f=item.faults[0]
            if f.ours and f.ours not in err or (not f.ours and err): print("OURS", n, f.name, "expected", f.ours, "got", err)
            if f.theirs and f.theirs not in trial.theirs[n] or (not f.theirs and trial.theirs[n]): print("THEIRS", n, f.name, "expected", f.theirs, trial.theirs[n])
    assert 0
