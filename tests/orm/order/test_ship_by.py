# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""By when parcels must leave: in working days, and never at a delivery's expense."""

from datetime import datetime

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.laredoute_connector.models.order.ship_by import last_moment

from ..agreement.agreement_case import AgreementCase

#: it is winter: Paris is an hour ahead of UTC; the 25th is a Wednesday
WEDNESDAY = datetime(2026, 11, 25, 9, 30)
THURSDAY = datetime(2026, 11, 26, 9, 30)
FRIDAY = datetime(2026, 11, 27, 9, 30)
SATURDAY = datetime(2026, 11, 28, 9, 30)


@tagged("standard", "post_install", "-at_install")
class TestShipBy(AgreementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "Entrepôt",
                "tz": "Europe/Paris",
                "company_id": cls.company.id,
                "attendance_ids": [
                    (
                        0,
                        0,
                        {
                            "name": f"{day} {start}",
                            "dayofweek": str(day),
                            "hour_from": start,
                            "hour_to": end,
                        },
                    )
                    for day in range(5)
                    for start, end in ((8, 12), (13, 17))
                ],
            }
        )
        cls.company.resource_calendar_id = cls.calendar

    def last(self, moment, delay=2):
        self.account.shipment_delay = delay
        return last_moment(self.account, moment)

    def holiday(self, day, company=None):
        leave = self.env["resource.calendar.leaves"].create(
            {
                "name": "Férié",
                "calendar_id": False,
                "date_from": datetime(2026, 11, day, 0, 0),
                "date_to": datetime(2026, 11, day, 22, 59),
            }
        )
        leave.company_id = company or self.company

    def due(self, day, hour=16, month=11, minute=0, second=0):
        """The naive UTC moment of an hour of a day."""
        return datetime(2026, month, day, hour, minute, second)

    # ------------------------------------------------------------------- the days
    def test_working_days_after_that_of_the_payment(self):
        self.assertEqual(self.last(WEDNESDAY), self.due(27))
        self.assertEqual(self.last(THURSDAY), self.due(30))
        self.assertEqual(self.last(FRIDAY), self.due(1, month=12))
        self.assertEqual(self.last(SATURDAY), self.due(1, month=12))

    def test_on_the_same_day_while_there_is_work(self):
        self.assertEqual(self.last(WEDNESDAY, 0), self.due(25))
        self.assertEqual(self.last(WEDNESDAY.replace(hour=18), 0), self.due(26))
        self.assertEqual(self.last(SATURDAY, 0), self.due(30))

    def test_the_day_is_that_of_the_warehouse_not_of_utc(self):
        # in Paris it is Thursday already
        self.assertEqual(
            self.last(WEDNESDAY.replace(hour=23, minute=30), 1), self.due(27)
        )

    def test_summer_time(self):
        self.assertEqual(self.last(datetime(2026, 7, 15, 9, 30), 1).hour, 15)

    def test_holidays_are_no_working_days(self):
        self.holiday(26)
        self.assertEqual(self.last(WEDNESDAY), self.due(30))

    def test_holidays_of_another_company_are_its_own(self):
        other = self.env["res.company"].create({"name": "Autre"})
        self.holiday(26, other)
        self.assertEqual(self.last(WEDNESDAY), self.due(27))

    def test_days_with_weekends(self):
        self.account.ship_by = "calendar"
        self.assertEqual(
            self.last(THURSDAY), self.due(28, hour=22, minute=59, second=59)
        )

    def test_nobody_ever_works(self):
        self.calendar.attendance_ids.unlink()
        self.assertEqual(
            self.last(THURSDAY), self.due(28, hour=22, minute=59, second=59)
        )

    # ------------------------------------------------------- sale order and delivery
    def bought(self, moment=WEDNESDAY):
        """An order that its buyer paid at that moment."""
        with freeze_time(moment):
            order = self.order(self.product)
            self.read()
            self.say(order, "to_ship")
            self.read()
        return self.sale()

    def test_the_delivery_is_due_when_it_is_promised(self):
        sale = self.bought()
        self.assertEqual(sale.commitment_date, self.due(27))
        self.assertEqual(self.inbox().ship_before, self.due(27))
        picking = sale.picking_ids
        self.assertEqual(picking.date_deadline, self.due(27))
        self.assertEqual(picking.scheduled_date, self.due(27))
        self.assertFalse(picking.has_deadline_issue)
        self.assertEqual(picking.state, "assigned", "reserved at once as ever")
        self.assertEqual(sale.date_order, self.inbox().ordered_at)

    def test_a_late_delivery_is_late_in_odoos_own_list(self):
        sale = self.bought()
        late = [
            "|",
            ("date_deadline", "<", datetime(2026, 11, 26)),
            ("scheduled_date", "<", datetime(2026, 11, 26)),
        ]
        pickings = self.env["stock.picking"]
        self.assertFalse(pickings.search([("id", "in", sale.picking_ids.ids), *late]))
        late[1] = ("date_deadline", "<", datetime(2026, 11, 28))
        self.assertTrue(pickings.search([("id", "in", sale.picking_ids.ids), *late]))

    def test_before_the_buyer_paid_nothing_is_promised(self):
        with freeze_time(WEDNESDAY):
            self.order(self.product)
            self.read()
        self.assertFalse(self.sale().commitment_date)

    def test_no_date_of_la_redoutes(self):
        self.account.ship_by = "none"
        sale = self.bought()
        self.assertFalse(sale.commitment_date)
        self.assertFalse(self.inbox().ship_before)
        self.assertEqual(sale.picking_ids.state, "assigned")

    def test_a_date_that_a_person_wrote_stays(self):
        with freeze_time(WEDNESDAY):
            order = self.order(self.product)
            self.read()
            self.sale().commitment_date = self.due(30)
            self.say(order, "to_ship")
            self.read()
        self.assertEqual(self.sale().commitment_date, self.due(30))
        self.assertEqual(self.inbox().ship_before, self.due(27), "it is shown")

    def test_a_date_that_a_person_takes_away_does_not_come_back(self):
        sale = self.bought()
        sale.commitment_date = False
        self.inbox().action_retry()
        self.run_flow("process_orders")
        self.assertFalse(sale.commitment_date)

    def test_an_order_that_a_person_confirmed_before(self):
        with freeze_time(WEDNESDAY):
            order = self.order(self.product)
            self.read()
            self.sale().action_confirm()
            self.assertFalse(self.sale().commitment_date)
            self.say(order, "to_ship")
            self.read()
        self.assertEqual(self.sale().commitment_date, self.due(27))
        self.assertEqual(self.sale().picking_ids.date_deadline, self.due(27))

    def test_goods_that_are_reserved_by_date_are_reserved_no_later(self):
        out = self.account.warehouse_id.out_type_id
        out.write({"reservation_method": "by_date", "reservation_days_before": 0})
        sale = self.bought()
        picking = sale.picking_ids
        self.assertEqual(picking.state, "assigned")
        self.assertEqual(picking.date_deadline, self.due(27))
        self.assertEqual(picking.scheduled_date.date(), WEDNESDAY.date())
        self.assertEqual(picking.move_ids.quantity, 1)

    def test_in_three_steps_nothing_waits_for_a_date(self):
        self.account.warehouse_id.delivery_steps = "pick_pack_ship"
        sale = self.bought()
        pick = sale.picking_ids[:1]
        self.assertEqual(pick.state, "assigned")
        self.assertEqual(sale.commitment_date, self.due(27))
