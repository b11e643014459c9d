# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders of this morning, and what is shown where both sides do not agree."""

import base64
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from odoo.tools.mail import html2plaintext

from ..common import COMPARISON, LaredouteCase


def plain(text):
    """A text whose amounts are written alike in every language."""
    return html2plaintext(str(text)).replace("\xa0", " ").replace(",", ".")


class AgreementCase(LaredouteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.make_product(stock=9)
        cls.users = cls.make_users()

    def order(self, *lines, **values):
        """An order of this morning: there is time to answer it."""
        order = super().order(*lines, **values)
        moment = datetime.now(timezone.utc) - timedelta(hours=1)
        order = replace(order, ordered_at=moment.replace(microsecond=0))
        self.market.put(order)
        return order

    def put(self, order, **values):
        """La Redoute says something else of an order than before."""
        source = f"{order.remote_id}|changed|{len(self.market.history)}"
        order = replace(order, **values, source=source.encode(), digest=source)
        self.market.put(order)
        return order

    def paid(self, *lines):
        """An order whose buyer paid: its goods are to leave."""
        order = self.order(*(lines or (self.product,)))
        self.read()
        self.run_flow("send_operations")
        order = self.say(order, "to_ship")
        self.read()
        self.assert_agreement()
        return order

    def compare(self):
        """What people did is committed: the comparison comes within the minute."""
        self.env.cr.flush()
        self.run_flow(COMPARISON)

    def run_cron(self, name):
        """Run one of the connector's other crons, as Odoo's scheduler does.

        :param name: its external id
        """
        cron = self.env.ref(name)
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def parcel_file(self, *lines, header="commande;suivi;ean;quantité"):
        """A warehouse's file of what left, read."""
        text = "\n".join([header, *lines])
        file = self.env["laredoute.parcel.file"].create(
            {"file": base64.b64encode(text.encode()), "filename": "colis.csv"}
        )
        file.action_read()
        return file

    def disagreements(self):
        return self.inbox().disagreement_ids

    def assert_agreement(self):
        inbox = self.inbox()
        self.assertFalse(inbox.disagreement_ids.mapped("message"))
        self.assertEqual(inbox.agreement, "agree")
        self.assertFalse(inbox.activity_ids)

    def assert_disagreement(self, *codes):
        """Exactly these are shown, and somebody is to look at them."""
        inbox = self.inbox()
        self.assertEqual(sorted(inbox.disagreement_ids.mapped("code")), sorted(codes))
        self.assertIn(inbox.agreement, ("warning", "error"))
        for each in inbox.disagreement_ids:
            self.assertIn(plain(each.message), plain(inbox.activity_ids.note))
        return inbox.disagreement_ids

    def sale(self):
        return self.inbox().sale_order_id

    def goods(self):
        """The lines of the sale order that are products."""
        return self.sale().order_line.filtered(lambda line: not line.is_delivery)
