# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The search for words that the project does not use."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from dev import linting, words
from dev.words import Allowance, check, find_uses


def phrases(content: str, path: str = "a.py") -> list[tuple[int, str]]:
    return [(use.line, use.phrase) for use in find_uses(path, content)]


@pytest.mark.parametrize(
    "text",
    [
        "price_told",
        "def test_x_told():",
        "_told = 1",
        "TOLD",
        "priceTold",
        "PictureClient",
        "fetchPictures()",
        "HTTPPicture",
        "it understands, understanding.",
        "twin's",
        "la.picture.x",
        "told2",
        "judgement",
    ],
)
def test_word_is_found_within_its_borders(text: str) -> None:
    assert phrases(text)


@pytest.mark.parametrize(
    "text",
    [
        "marketplace",
        "Markup",
        "benchmark",
        "remark",
        "markdown",
        "asking",
        "picturesque",
        "pytestmark",
        "amend",
        "recommended",
        "intelligible",
        "tellurique",
        "prejudged",
        "out of sight, kept",
    ],
)
def test_other_words_that_hold_it_are_not(text: str) -> None:
    assert not phrases(text)


def test_lines_and_columns_are_those_of_the_word() -> None:
    (use,) = find_uses("a.py", "one\nprice_told = 2\n")
    assert (use.line, use.text[slice(*use.columns)]) == (2, "told")
    assert str(use).startswith("a.py:2: “told”, write: send, enqueue")


def test_phrase_is_found_in_names_and_over_two_lines() -> None:
    assert phrases("lost_sight_of") == [(1, "lost sight")]
    assert phrases("# it was kept\n# out of it") == [(1, "kept out")]


def test_path_is_read_as_well() -> None:
    assert phrases("", "models/mark_more.py") == [(0, "mark")]


def test_translation_is_not_read_but_what_is_translated_is() -> None:
    content = """\
# told
#: code:addons/x/models/mark.py:0
msgctxt "asked"
msgid "Chosen"
msgstr "Picture"
msgid ""
"a verdict"
msgstr ""
"told"
"""
    found = [(3, "asked"), (4, "chosen"), (7, "verdict")]
    assert phrases(content, "fr.po") == found
    assert len(phrases(content, "fr.py")) == 7


@pytest.mark.parametrize(
    ("allowance", "content", "allowed"),
    [
        (("*.py", "pytest.mark", "theirs"), "@pytest.mark.slow", True),
        (("*.py", "pytest.mark", "theirs"), "pytest.marks", False),
        (("*.xml", "pytest.mark", "theirs"), "@pytest.mark.slow", False),
        (("*.py", "*", "theirs"), "told", True),
        (("*.py", "as told", "theirs"), "told, as told", False),
    ],
)
def test_allowance_is_for_a_place(
    tmp_path: Path, allowance: tuple[str, str, str], content: str, allowed: bool
) -> None:
    (tmp_path / "a.py").write_text(content)
    uses, unneeded = check((), tmp_path, [Allowance(*allowance)])
    assert bool(uses) is not allowed
    if allowed:
        assert not unneeded


def test_allowance_that_nothing_needs_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("fine")
    one = Allowance("*.py", "told", "theirs")
    assert check((), tmp_path, [one]) == ([], [one])


def test_only_the_folders_are_covered_and_allowances_are_needed_everywhere(
    tmp_path: Path,
) -> None:
    for name in ("in/a.py", "in/b/c.md", "inside/d.py", "e.py", "f.bin"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("told")
    one = Allowance("inside/*", "told", "theirs")
    uses, unneeded = check(("in", "e.py"), tmp_path, [one])
    assert [use.path for use in uses] == ["e.py", "in/a.py", "in/b/c.md"]
    assert not unneeded
    # a dot is everything
    assert check((".",), tmp_path, []) == check((), tmp_path, [])
    assert len(check((".",), tmp_path, [])[0]) == 4


def test_files_are_those_that_git_does_not_ignore(tmp_path: Path) -> None:
    for name in ("a.py", "new.py", "cache/b.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / ".gitignore").write_text("cache/\n")
    assert list(words.repository_files(tmp_path)) == ["a.py", "cache/b.py", "new.py"]
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    assert list(words.repository_files(tmp_path)) == ["a.py", "new.py"]


@pytest.mark.parametrize("line", ["a | b", "a | b |", "a | b | c | d"])
def test_allowance_without_a_reason_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "allowed.txt"
    path.write_text(f"# a comment\n\n{line}\n")
    with pytest.raises(ValueError, match="pattern"):
        words.read_allowances(path)


def test_lint_searches_the_covered_folders() -> None:
    assert all((words.REPOSITORY / name).exists() for name in words.FOLDERS)
    (one,) = (each for each in linting.CHECKS if each.name == "words")
    assert one.folders == words.FOLDERS
    assert len(words.read_allowances()) > 2
