# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reports: the trouble of one is its own, what is not whole waits, none is missed."""

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace import errors
from odoo.addons.laredoute_connector.models.exchange import collect, look

from ..common import LaredouteCase, only_on_sellr

FORBIDDEN = errors.AccessRefused("no", code="sftp_permission", service="reports")
FAILURE = errors.RetryLater("failed", code="sftp_failure", service="reports")
UNMOVED = errors.RetryLater("unmoved", code="archive_unusable", service="reports")


@only_on_sellr("reports are files on its server")
@tagged("standard", "post_install", "-at_install")
class TestCollect(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.listing = self.make_listing()
        self.run_flow("check_listings", "send_products")
        self.file = self.listing.product_exchange_id
        self.flow = self.account._flow("collect_reports")

    def offer_reports(self, count):
        """So many reports of La Redoute's, of its own accord; gives their names."""
        for number in range(count):
            self.market.add_answer("open_listing", f"L{number}", [], 0)
        return [ref.name for ref, _header, _lines in self.market.reports]

    def always(self, name, error, times=20):
        self.market.fail[name] = [error] * times

    def collect(self, *others, times=1):
        for _time in range(times):
            self.flow.write({"not_before": False})
            self.run_flow("collect_reports", "apply_reports", *others)

    def taken(self):
        reports = self.env["laredoute.exchange"].search([("kind", "=", "report")])
        return reports.filtered("payload")

    # --------------------------------------------------- B4: each on its own
    def test_b04_a_report_that_may_not_be_read_holds_no_other(self):
        first, second, third = self.offer_reports(3)
        self.always(f"fetch {second}", FORBIDDEN)
        self.collect(times=2)
        self.assertEqual(self.account.phase, "testing")
        self.assertEqual(set(self.taken().mapped("name")), {first, third})
        shown = self.env["laredoute.exchange"].search([("needs_person", "=", True)])
        self.assertEqual(shown.mapped("name"), [second], "shown, and once")
        self.assertIn("forbids", shown.error_message)

    def test_b04_it_is_taken_once_it_may_be_read_and_the_alarm_ends(self):
        (only,) = self.offer_reports(1)
        self.market.fail[f"fetch {only}"] = [FORBIDDEN]
        self.collect(times=2)
        self.assertEqual(self.taken().mapped("name"), [only])
        left = self.env["laredoute.exchange"].search([("needs_person", "=", True)])
        self.assertFalse(left)

    def test_b04_a_report_that_the_server_fails_to_give_holds_no_other(self):
        first, second, third = self.offer_reports(3)
        self.always(f"fetch {first}", FAILURE)
        self.collect()
        self.assertEqual(set(self.taken().mapped("name")), {second, third})
        self.assertIn(first, self.flow.last_error)

    def test_b04_a_read_only_server_is_one_problem_and_each_report_is_taken_once(self):
        names = self.offer_reports(3)
        self.always("settle_answer", FORBIDDEN)
        self.collect(times=3)
        self.assertEqual(self.account.phase, "testing")
        self.assertEqual(sorted(self.market.fetched), sorted(names), "each once")
        self.assertEqual(set(self.taken().mapped("state")), {"done"})
        self.assertEqual(self.flow.failures, 3, "one a run, not one a report")
        self.assertIn("3 reports", self.flow.last_error)
        (alarm,) = self.account.activity_ids
        self.assertIn("cannot be moved", alarm.note)
        self.market.fail.clear()
        self.collect()
        self.assertFalse(self.flow.last_error)
        self.assertFalse(self.account.activity_ids)
        self.assertEqual(set(self.taken().mapped("settled")), {True})

    def test_b04_an_archive_on_another_file_system_delays_no_report(self):
        self.offer_reports(3)
        self.always("settle_answer", UNMOVED)
        self.collect()
        self.assertEqual(len(self.taken()), 3)
        self.assertFalse(self.flow.not_before, "nothing to wait for")
        self.assertIn("on the same disk", self.flow.last_error, "what to do about it")

    def test_b04_a_bug_with_one_report_holds_no_other(self):
        first, second, third = self.offer_reports(3)
        self.market.fail[f"fetch {second}"] = [ZeroDivisionError()]
        with self.assertLogs("odoo.addons.laredoute_connector", "ERROR"):
            self.flow.write({"not_before": False})
            self.run_flow("collect_reports", bugs=True)
        self.assertEqual(set(self.taken().mapped("name")), {first, third})
        self.assertIn(second, self.flow.last_error)

    def test_b04_a_server_that_moves_nothing_is_let_alone_after_a_while(self):
        count = look.MOST_UNMOVED + 5
        self.offer_reports(count)
        self.always("settle_answer", FORBIDDEN, times=count)
        self.collect()
        self.assertEqual(len(self.taken()), count)
        self.assertEqual(len(self.market.fail["settle_answer"]), 5, "not tried")
        self.assertIn(f"{count} reports", self.flow.last_error)

    def cost(self):
        """(commits, queries of exchanges) of a look at what is known already."""
        commits, queries = [], []
        cursor = type(self.env.cr)
        execute, commit = cursor.execute, collect.commit

        def noting(cr, query, params=None, **options):
            text = getattr(query, "code", query)
            if text.startswith("SELECT") and 'FROM "laredoute_exchange"' in text:
                queries.append(text)
            return execute(cr, query, params, **options)

        def counting(env):
            commits.append(env)
            # as a real one does
            env.invalidate_all()
            return commit(env)

        self.flow.write({"not_before": False})
        with (
            patch.object(cursor, "execute", noting),
            patch.object(collect, "commit", counting),
        ):
            self.run_flow("collect_reports")
        return len(commits), len(queries)

    def test_b04_what_is_known_and_not_moved_costs_a_commit_and_no_query(self):
        self.always("settle_answer", FORBIDDEN, times=99)
        self.offer_reports(3)
        self.collect()
        commits, queries = self.cost()
        self.offer_reports(3)
        self.collect()
        self.assertEqual(self.cost(), (commits + 3, queries))

    def test_b04_a_line_that_breaks_is_still_the_servers_trouble(self):
        self.offer_reports(2)
        self.market.fail["fetch_answer"] = [errors.RetryLater("x", code="unreachable")]
        self.collect()
        self.assertFalse(self.taken())
        self.assertTrue(self.flow.not_before)

    # --------------------------------------------------------- B3: odd names
    def test_b03_a_name_that_cannot_be_read_is_shown_and_skipped(self):
        _first, second = self.offer_reports(2)
        ref, header, lines = self.market.reports[0]
        odd = replace(ref, name="rapport\\xe9.xml", trouble="name_unreadable")
        self.market.reports[0] = (odd, header, lines)
        refuse = errors.UnreadableData("x", code="name_unreadable", service="reports")
        self.always(f"fetch {odd.name}", refuse)
        self.collect(times=2)
        self.assertEqual(self.taken().mapped("name"), [second])
        shown = self.env["laredoute.exchange"].search([("needs_person", "=", True)])
        self.assertEqual(shown.mapped("name"), [odd.name])
        self.assertIn("no readable text", shown.error_message)

    # ------------------------------------------------------ C4: half-written
    def as_csv(self, size=None, **ago):
        """The last report is a CSV that looks like this now."""
        ref, header, lines = self.market.reports[-1]
        name = ref.name.replace(".xml", ".csv")
        ref = replace(ref, key=name, name=name, size=size or ref.size)
        ref = replace(ref, modified_at=ref.modified_at - timedelta(**ago))
        self.market.reports[-1] = (ref, header, lines)

    def some_minutes_pass(self):
        seen = self.flow.resting
        self.flow.resting = {
            key: [version, str(self.ago(minutes=10))]
            for key, (version, _since) in seen.items()
        }

    def test_c04_a_young_csv_report_is_taken_once_it_has_rested(self):
        self.report("products", self.file)
        self.as_csv()
        self.collect()
        self.assertEqual(self.listing.state, "sent", "it may be half of it")
        self.assertFalse(self.market.archived)
        now = fields.Datetime.now()
        self.assertTrue(any(wake.at > now for wake in self.wakes("collect_reports")))
        self.some_minutes_pass()
        self.collect()
        self.assertEqual(self.listing.state, "integrated")
        self.assertEqual(len(self.market.archived), 1)
        self.assertFalse(self.flow.resting)

    def test_c04_one_that_grew_meanwhile_waits_again(self):
        self.report("products", self.file)
        self.as_csv()
        self.collect()
        self.some_minutes_pass()
        self.as_csv(size=5000)
        self.collect()
        self.assertEqual(self.listing.state, "sent")

    def test_c04_looking_twice_at_once_is_no_rest(self):
        self.report("products", self.file)
        self.as_csv()
        self.collect(times=2)
        self.assertEqual(self.listing.state, "sent")

    def test_c04_a_half_written_csv_that_cannot_be_read_waits_too(self):
        cut = errors.UnreadableData("quote", code="csv_malformed", service="reports")
        self.report("products", self.file, cut)
        self.as_csv()
        self.collect()
        self.assertFalse(self.taken())

    def test_c04_an_old_one_is_taken_at_once(self):
        self.report("products", self.file)
        self.as_csv(days=2)
        self.collect()
        self.assertEqual(self.listing.state, "integrated")

    def test_c04_the_clock_of_the_server_may_be_wrong(self):
        self.report("products", self.file)
        self.as_csv(hours=2)
        self.collect()
        self.assertEqual(
            self.listing.state, "sent", "it may have been written just now"
        )

    def test_c04_as_long_as_one_rests_silence_proves_nothing(self):
        before = self.flow.watermark
        self.report("products", self.file)
        self.as_csv()
        self.collect()
        self.assertEqual(self.flow.watermark, before)

    def test_c04_a_csv_that_is_cut_in_its_first_line_waits_too(self):
        cut = errors.UnreadableData("x", code="unexpected_document", service="reports")
        cut.shows_end = False
        self.report("products", self.file)
        self.as_csv()
        with patch.object(self.market, "open_answer", side_effect=cut):
            self.collect()
        self.assertFalse(self.taken())
        self.some_minutes_pass()
        self.collect()
        self.assertEqual(self.listing.state, "integrated")

    # ------------------------- C4: what is left there may be what we wait for
    def watermark_while(self, *faults):
        """Whether all counts as read while the only report meets these faults."""
        before = self.flow.watermark
        self.report("products", self.file)
        ref, _header, _lines = self.market.reports[-1]
        self.market.fail[f"fetch {ref.name}"] = list(faults)
        self.collect()
        moved = self.flow.watermark != before
        self.market.fail.clear()
        return moved

    def test_c04_a_report_that_may_not_be_read_may_be_the_one_we_wait_for(self):
        self.assertFalse(self.watermark_while(FORBIDDEN))
        self.collect()
        self.assertTrue(self.flow.watermark, "it was read")

    def test_c04_one_that_is_being_written_or_moved_may_be_too(self):
        for code in ("file_changed", "file_gone"):
            changed = errors.RetryLater("x", code=code, service="reports")
            self.assertFalse(self.watermark_while(changed), code)

    def test_c04_one_that_is_cut_and_young_may_be_too(self):
        before = self.flow.watermark
        cut = errors.UnreadableData("x", code="xml_cut", service="reports")
        self.report("products", self.file, cut)
        self.collect()
        self.assertEqual(self.flow.watermark, before)

    def test_c04_one_that_never_can_be_read_holds_nothing_for_ever(self):
        large = errors.UnreadableData("x", code="file_too_large", service="reports")
        self.assertTrue(self.watermark_while(large))

    def test_c04_a_forbidden_one_that_a_person_settled_holds_nothing(self):
        self.assertFalse(self.watermark_while(FORBIDDEN))
        shown = self.env["laredoute.exchange"].search([("needs_person", "=", True)])
        shown.action_set_handled()
        self.always(f"fetch {shown.name}", FORBIDDEN)
        self.collect()
        self.assertTrue(self.flow.watermark)

    def test_c04_a_lost_file_is_not_sent_again_beside_its_report(self):
        self.file.write({"state": "unknown", "sent_at": self.ago(days=3)})
        self.assertFalse(self.watermark_while(FORBIDDEN))
        sent = len(self.market.files)
        self.run_flow("send_products")
        self.assertEqual(len(self.market.files), sent)
        self.collect()
        self.assertEqual((self.file.state, self.listing.state), ("done", "integrated"))

    # ------------------------------------------------------- C7: the archive
    def archive(self):
        """The file's report was put away before a backup was restored."""
        self.report("products", self.file)
        ref, _header, _lines = self.market.reports[-1]
        self.market.put_away.append(ref)
        self.market.list_answers = lambda pending: iter(())

    def test_c07_the_report_of_a_late_file_is_found_in_the_archive(self):
        self.archive()
        self.file.sent_at = self.ago(days=3)
        self.collect()
        self.assertEqual((self.file.state, self.listing.state), ("done", "integrated"))
        self.assertFalse(self.file.needs_person)
        self.assertTrue(self.taken().settled)
        self.assertFalse(self.market.archived, "it lies where it belongs")

    def test_c07_it_ends_the_alarm_of_a_file_that_was_overdue(self):
        self.file.sent_at = self.ago(days=5)
        self.run_flow("apply_reports")
        self.assertTrue(self.file.needs_person)
        self.archive()
        self.collect()
        self.assertEqual((self.file.state, self.file.overdue), ("done", False))
        self.assertFalse(self.file.activity_ids)

    def test_c07_what_is_in_time_is_not_looked_for_and_what_is_late_once_a_day(self):
        looks = []
        self.market.find_answers = lambda pending: looks.append(pending) or iter(())
        self.collect()
        self.assertFalse(looks)
        self.file.sent_at = self.ago(days=3)
        self.collect(times=3)
        self.assertEqual(len(looks), 1)
        self.file.looked_for_at = self.ago(days=2)
        self.collect()
        self.assertEqual(len(looks), 2)

    def test_c07_an_archive_that_may_not_be_read_holds_no_report(self):
        self.report("products", self.file)
        self.file.sent_at = self.ago(days=3)
        self.market.fail["find_answers"] = [FORBIDDEN]
        self.collect()
        self.assertEqual((self.file.state, self.account.phase), ("done", "testing"))

    def test_c07_an_archive_that_may_not_be_read_is_looked_at_once_a_day(self):
        self.file.sent_at = self.ago(days=3)
        self.market.fail["find_answers"] = [FORBIDDEN, FORBIDDEN]
        self.collect(times=2)
        self.assertEqual(len(self.market.fail["find_answers"]), 1)
        self.assertTrue(self.flow.watermark, "it holds nothing for ever")

    def test_c07_an_archive_that_could_not_be_read_is_looked_at_again(self):
        self.archive()
        self.file.sent_at = self.ago(days=3)
        self.market.fail["find_answers"] = [FAILURE]
        self.collect()
        self.assertEqual((self.file.state, self.file.looked_for_at), ("sent", False))
        self.collect()
        self.assertEqual(self.file.state, "done")

    # ------------------------------------------------ B7: a slow report server
    def test_b07_what_is_taken_when_the_time_is_over_is_applied_next(self):
        self.report("products", self.file)
        self.forget_wakes("apply_reports")
        self.run_flow("collect_reports")
        report = self.taken()
        self.assertEqual((report.state, self.listing.state), ("answered", "sent"))
        self.assertTrue(self.wakes("apply_reports"), "not only in a quarter of an hour")
        self.run_flow("apply_reports")
        self.assertEqual(self.listing.state, "integrated")
