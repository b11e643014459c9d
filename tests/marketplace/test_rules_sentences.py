# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Each code and each kind of refusal has its sentence, read from the syntax trees."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from odoo.addons.laredoute_connector.marketplace.refusals import KINDS
from odoo.addons.laredoute_connector.marketplace.rules import CODES

ADDON = Path(__file__).resolve().parents[2] / "laredoute_connector"
MESSAGES = ADDON / "models" / "messages"
OF_FINDINGS = ("sentences_finding.py", "sentences_advice.py")


def sentences(*names: str) -> list[tuple[str, str]]:
    """Return the codes of some files of sentences, and what stands for each."""
    found: list[tuple[str, str]] = []
    trees = [ast.parse((MESSAGES / name).read_text()) for name in names]
    for node in (node for tree in trees for node in ast.walk(tree)):
        if not isinstance(node, ast.Dict):
            continue
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(value, ast.Call):
                (text,) = value.args
                assert isinstance(text, ast.Constant)
                found.append((str(key.value), str(text.value)))
    return found


def test_every_finding_has_one_sentence() -> None:
    assert sorted(code for code, _text in sentences(*OF_FINDINGS)) == sorted(CODES)


def test_sentences_mention_only_what_their_rule_says() -> None:
    for code, text in sentences(*OF_FINDINGS):
        arguments = dict.fromkeys(CODES[code].arguments, "x")
        assert text % arguments
        assert set(re.findall(r"%\((\w+)\)", text)) <= arguments.keys(), code


def test_every_kind_of_refusal_has_one_sentence() -> None:
    found = [kind for kind, _text in sentences("sentences_refusal.py")]
    assert sorted(found) == sorted(KINDS)


def test_sentences_about_refusals_need_no_argument() -> None:
    assert not [t for _kind, t in sentences("sentences_refusal.py") if "%" in t]
