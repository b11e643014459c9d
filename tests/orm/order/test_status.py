# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a status means stands in one place; records and screens follow it."""

import ast
from pathlib import Path

from odoo.tests import BaseCase, tagged

from odoo.addons import laredoute_connector
from odoo.addons.laredoute_connector.marketplace.statuses import FACTS, LineStatus
from odoo.addons.laredoute_connector.models.order import status

ADDON = Path(laredoute_connector.__file__).parent
HOME = {"marketplace/statuses.py", "models/order/status.py"}
VALUES = {each.value for each in LineStatus}
#: values that are also words for something else: states, results, decisions, elements
SHARED = {
    "refunding",
    "refund_refused",
    "to_approve",
    "accepted",
    "refused",
    "out_of_stock",
    "shipped",
    "received",
    "closed",
    "paid",
    "cancelled",
    "refunded",
    "incident",
    "unknown",
}


def constants(node):
    """The texts a node holds: its own, or those of the list it is."""
    nodes = getattr(node, "elts", [node])
    return {each.value for each in nodes if isinstance(each, ast.Constant)}


def named_status(node):
    """Whether an expression is the status of something."""
    name = getattr(node, "attr", None) or getattr(node, "id", None) or ""
    return name.endswith("status")


def leaf_of_status(node):
    """Whether a tuple is a domain's condition on a status."""
    return (
        len(node.elts) == 3
        and isinstance(node.elts[0], ast.Constant)
        and str(node.elts[0].value).endswith("status")
    )


def literals(tree):
    """Yield (line number, value) of each status that a module writes out."""
    for node in ast.walk(tree):
        found = set()
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found = {node.value} & (VALUES - SHARED)
        elif isinstance(node, ast.Compare) and named_status(node.left):
            found = set().union(*map(constants, node.comparators)) & VALUES
        elif isinstance(node, ast.Tuple) and leaf_of_status(node):
            found = constants(node.elts[2]) & VALUES
        for value in found:
            yield node.lineno, value


@tagged("standard", "post_install", "-at_install")
class TestStatus(BaseCase):
    def test_no_status_is_written_out_elsewhere(self):
        found, seen = [], 0
        for path in ADDON.rglob("*.py"):
            name = path.relative_to(ADDON).as_posix()
            if name in HOME:
                continue
            seen += 1
            tree = ast.parse(path.read_text("utf-8"))
            found += [f"{name}:{line} {value}" for line, value in literals(tree)]
        self.assertFalse(found)
        self.assertGreater(seen, 100)

    def test_the_search_finds_what_it_looks_for(self):
        for code in (
            "line.status == 'paid'",
            "line.status in ('paid', 'x')",
            "[('order_id.status', 'in', ['refused'])]",
            "x = 'to_ship'",
        ):
            self.assertTrue(list(literals(ast.parse(code))), code)
        for code in ("line.state == 'paid'", "[('state', '=', 'refused')]"):
            self.assertFalse(list(literals(ast.parse(code))), code)

    def test_every_status_has_a_label_in_the_order_of_its_life(self):
        self.assertEqual([value for value, _label in status.STATUSES], list(LineStatus))

    def test_colours_follow_from_the_facts(self):
        tones = {value: status.tone(value) for value, _label in status.STATUSES}
        dead = {each.value for each, facts in FACTS.items() if facts.dead}
        self.assertEqual({each for each in tones if tones[each] == "dead"}, dead)
        self.assertEqual(tones["shipped"], "success")
        self.assertEqual(tones["paid"], "success")
        self.assertEqual(tones["accepted"], "info")
        self.assertEqual(tones["to_ship"], "info")
        self.assertEqual(tones["refund_refused"], "danger")
        self.assertEqual(tones["refunded"], "muted")
        for each in ("to_accept", "to_refund", "to_approve", "refunding", "unknown"):
            self.assertEqual(tones[each], "warning", each)
        self.assertFalse(status.tone(False))

    def test_sets_that_records_live_by(self):
        self.assertEqual(status.UNANSWERED, ("to_accept",))
        self.assertEqual(set(status.DEAD), {"refused", "out_of_stock", "cancelled"})
        self.assertEqual(set(status.DUE), {"accepted", "to_ship"})
        self.assertLessEqual(
            {
                "to_ship",
                "shipped",
                "paid",
                "to_refund",
                "to_approve",
                "refunding",
                "refunded",
                "refund_refused",
            },
            set(status.CONFIRMED),
        )
        self.assertFalse(set(status.DEAD) & set(status.CONFIRMED))
        self.assertEqual(
            set(status.OPEN), {"to_accept", "accepted", "to_ship", "unknown"}
        )
        self.assertLessEqual({"to_accept", "accepted", "to_ship"}, set(status.PROMISED))
        self.assertLessEqual({"shipped", "paid"}, set(status.SHIPPED))
        self.assertEqual(set(status.DECLINED), {"refused", "out_of_stock"})
