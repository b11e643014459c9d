# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Each kind of reference that leads nowhere is found, and nothing else."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from dev import references
from dev.references import ASSUMPTIONS, PROTOCOL, PURE, Tree, find_problems

GOOD = {
    PROTOCOL: "# The protocol\n\n## Orders: reading\n\n"
    "**P-1** *known* (client): three services.\n\n"
    "**P-2** *assumed* (`ZONE`,\n`CODES`): UTC. (`not.py`)\n\n"
    "**P-3** *assumed* (`rules/sku.py`): 32.\n",
    ASSUMPTIONS: "#: moments\nZONE = 1\nCODES: tuple[str, ...] = ()\n_OURS = 2\n",
    f"{PURE}/rules/sku.py": '"""At most 32 characters (protocol P-3)."""\n',
    "README.md": "# Read\n\n[design](docs/design.md#what-always-holds) "
    '![shot](docs/images/one.png "A shot") [site](https://example.com/x.md)\n'
    "[folder](docs) [here](#read)\n\n```\n[code](gone.md)\n```\n`[code](gone.md)`\n",
    "docs/design.md": "# Design\n\n## What always holds\n\n## What always holds\n"
    "[again](#what-always-holds-1) [up](../README.md) [beside](protocol.md)\n",
    "dev/one.py": "# docs/design.md#what-always-holds, protocol P-1 to P-3\n",
    "LICENSE": "see section 6 of the GNU GPL",
    "docs/images/one.png": "",
}


def tree(**changed: str) -> Tree:
    """The good tree, with what is appended to some of its files."""
    texts = dict(GOOD)
    for path, text in changed.items():
        texts[path] = texts.get(path, "") + text
    return Tree(frozenset(texts), texts)


def found(path: str, text: str) -> list[str]:
    problems = find_problems(tree(**{path: text}))
    assert all(problem.path == path for problem in problems)
    return [problem.text for problem in problems]


def test_a_tree_whose_references_lead_somewhere_has_no_problem() -> None:
    assert find_problems(tree()) == []


@pytest.mark.parametrize(
    ("path", "text", "problem"),
    [
        ("README.md", "[x](docs/gone.md)", "docs/gone.md: there is no such file"),
        ("README.md", "![x](docs/images/two.png)", "there is no such file"),
        ("README.md", "[x]: gone.md\n", "gone.md: there is no such file"),
        ("README.md", "[x](../../etc/passwd)", "there is no such file"),
        ("README.md", "[x](#no-such)", "#no-such: there is no such heading"),
        ("README.md", "[x](docs/design.md#what)", "there is no such heading"),
        ("docs/design.md", "[x](README.md)", "README.md: there is no such file"),
        ("dev/one.py", "# see docs/wire.md\n", "docs/wire.md: there is no such file"),
        ("dev/one.py", "# docs/design.md#what\n", "there is no such heading"),
        ("dev/one.py", "# protocol P-4\n", f"P-4 is no statement of {PROTOCOL}"),
        ("schema.xsd", "<!-- P-40 -->", "P-40 is no statement"),
        (PROTOCOL, "**P-2** *known*: again.\n", "P-2 stands twice"),
        (PROTOCOL, "**P-5** *assumed* (`GONE`): x.\n", f"GONE is not in {ASSUMPTIONS}"),
        (PROTOCOL, "**P-5** *assumed* (`gone.py`): x.\n", f"no {PURE}/gone.py"),
        (ASSUMPTIONS, "NEW_NAME = 1\n", "does not say what NEW_NAME assumes"),
    ],
)
def test_what_leads_nowhere_is_found(path: str, text: str, problem: str) -> None:
    (only,) = found(path, text)
    assert problem in only


@pytest.mark.parametrize(
    "text",
    [
        "# the wire contract\n",
        "# it follows the wire\n    # contract.\n",
        "#: Source: wire\n#: Contract\n",
        "(contract, section 4)",
        "(contract sections 4 and 5)",
        "design, flow 1",
        "design section 7",
        "Invariant 10: never",
        "(seed documents: onboarding)",
        "see section 6",
        "La Redoute's field list",
        "contract §4",
    ],
)
def test_words_for_documents_that_are_not_here_are_found(text: str) -> None:
    assert any("leads nowhere" in problem for problem in found("dev/one.py", text))


def test_a_problem_says_where_it_is() -> None:
    (problem,) = find_problems(tree(**{"dev/one.py": "\n\nx = 1  # P-77\n"}))
    assert str(problem) == f"dev/one.py:4: P-77 is no statement of {PROTOCOL}"


def test_a_problem_of_a_page_with_code_says_its_line() -> None:
    (problem,) = find_problems(tree(**{"README.md": "\n[x](gone.md)\n"}))
    assert problem.line == GOOD["README.md"].count("\n") + 2


def write(folder: Path) -> None:
    for path, text in GOOD.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def test_files_of_a_folder_without_git_are_read(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden/x.md").write_text("[x](gone.md)")
    (tmp_path / "docs/images/one.png").write_bytes(b"\x89PNG\xff")
    read = references.read_tree(tmp_path)
    assert read.paths == frozenset(GOOD)
    assert "docs/images/one.png" not in read.texts


def test_ignored_files_are_not_read(tmp_path: Path) -> None:
    write(tmp_path)
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / ".gitignore").write_text("dist\n")
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist/x.md").write_text("[x](gone.md)")
    assert references.read_tree(tmp_path).paths == frozenset({*GOOD, ".gitignore"})


def test_status_says_whether_anything_leads_nowhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path)
    assert references.main([str(tmp_path)]) == 0
    (tmp_path / "dev/two.py").write_text("# P-9\n")
    assert references.main([str(tmp_path)]) == 1
    assert "dev/two.py:1: P-9" in capsys.readouterr().out
