# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whatever the repository refers to, a reader of the repository can open.

``python -m dev.references FOLDER`` looks at every text file and finds

- a relative link of a Markdown file that leads to no file, or to no heading of it;
- ``docs/NAME.md`` or ``docs/NAME.md#heading``, cited anywhere, that does not exist;
- ``P-12``, cited anywhere, that is no statement of ``docs/protocol.md``, and a number
  that two statements have;
- a name of the assumptions that the protocol lacks, or the other way round;
- words that cite documents which are not here: :data:`FORBIDDEN`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

PROTOCOL = "docs/protocol.md"
PURE = "laredoute_connector/marketplace"
ASSUMPTIONS = f"{PURE}/sellr/wire/assumptions.py"
#: they hold what they search for
OWN = ("dev/references.py", "tests/dev/test_references.py")
#: not ours: its sections are its own
FOREIGN = ("LICENSE",)
#: words that cite what is not in the repository; a space also stands for the end of a
#: line and the beginning of the next comment
FORBIDDEN = (
    "wire contract",
    r"contract,? sections?\b",
    r"design,? (?:section|flow|invariant)s?\b",
    r"invariants? \d",
    r"sections? \d",
    r"seed documents?\b",
    "field list",
    "§",
)

_FORBIDDEN = re.compile("|".join(FORBIDDEN).replace(" ", r"[\s#:*]+"), re.IGNORECASE)
_STATEMENT = re.compile(r"^\*\*P-(\d+)\*\*", re.MULTILINE)
_CITED_NUMBER = re.compile(r"\bP-(\d+)\b")
_CITED_PAGE = re.compile(r"(?<![\w./-])(docs/[\w/.-]+\.md)(?:#([\w-]+))?")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)[^)]*\)|^\[[^]]+\]:\s*(\S+)", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`[^`\n]+`")
#: where a statement says what stands for it in the code
_STANDS = re.compile(r"\*(?:known|assumed)\*[^(\n]*\(([^)]*)\)", re.IGNORECASE)
_NAME = re.compile(r"^([A-Z][A-Z0-9_]+)\b[^=\n]*=", re.MULTILINE)


@dataclass(frozen=True)
class Problem:
    """A reference that leads nowhere.

    :ivar path: of the file that holds it, from the repository's root
    :ivar line: counted from 1
    :ivar text: what is wrong, in one sentence without its full stop
    """

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


@dataclass(frozen=True)
class Tree:
    """What there is to look at.

    :ivar paths: every file, from the root, with ``/``
    :ivar texts: path -> content, for files that are text
    """

    paths: frozenset[str]
    texts: Mapping[str, str]


def read_tree(root: Path) -> Tree:
    """Return the files under a root: those git knows, else all that are not hidden."""
    paths = frozenset(_tracked(root) if (root / ".git").exists() else _walk(root))
    texts = {}
    for path in sorted(paths):
        try:
            texts[path] = (root / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return Tree(paths, texts)


def _tracked(root: Path) -> Iterator[str]:
    # what is not added yet counts as well, so that it is found before it is committed
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True)
    for path in listed.stdout.decode().split("\0"):
        if path and (root / path).is_file():
            yield path


def _walk(root: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(root):
        folders[:] = [one for one in folders if one[0] != "." and one != "__pycache__"]
        for file in files:
            yield Path(folder, file).relative_to(root).as_posix()


def find_problems(tree: Tree) -> list[Problem]:
    """Return every reference that leads nowhere, in the order of the files."""
    # a link is a citation as well: once is enough
    found = {*_check_protocol(tree)}
    for path, text in tree.texts.items():
        if path in OWN or path in FOREIGN:
            continue
        if path.endswith(".md"):
            found.update(_check_links(tree, path, text))
        found.update(_check_citations(tree, path, text))
    return sorted(found, key=lambda each: (each.path, each.line))


# ----------------------------------------------------------------------- Markdown
def anchors_of(page: str) -> frozenset[str]:
    """Return the anchors of a page's headings, as code hosts make them.

    >>> sorted(anchors_of("# Orders: reading"))
    ['orders-reading']
    """
    seen: Counter[str] = Counter()
    anchors = set()
    for heading in _HEADING.findall(_FENCED.sub("", page)):
        plain = re.sub(r"[^\w\s-]", "", heading.lower())
        anchor = re.sub(r"\s", "-", plain.strip())
        anchors.add(f"{anchor}-{seen[anchor]}" if seen[anchor] else anchor)
        seen[anchor] += 1
    return frozenset(anchors)


def _check_links(tree: Tree, path: str, text: str) -> Iterator[Problem]:
    # code is no link; blanked out, so that lines stay where they are
    prose = _FENCED.sub(_blank, text)
    prose = _INLINE.sub(_blank, prose)
    for found in _LINK.finditer(prose):
        target = found[1] or found[2]
        if re.match(r"[a-z][a-z+.-]*:", target, re.IGNORECASE):
            continue
        file, _hash, anchor = target.partition("#")
        place = _resolve(path, file) if file else path
        if problem := _missing(tree, place, anchor):
            yield Problem(path, _line(text, found.start()), f"{target}: {problem}")


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _resolve(path: str, file: str) -> str:
    joined = PurePosixPath(path).parent / file
    return os.path.normpath(joined).replace(os.sep, "/")


def _missing(tree: Tree, place: str, anchor: str) -> str:
    """Return why a place does not exist, an empty text when it does."""
    if place not in tree.paths:
        is_folder = any(each.startswith(f"{place}/") for each in tree.paths)
        return "" if is_folder and not anchor else "there is no such file"
    if anchor and anchor not in anchors_of(tree.texts.get(place, "")):
        return "there is no such heading"
    return ""


# ---------------------------------------------------------------------- citations
def _check_citations(tree: Tree, path: str, text: str) -> Iterator[Problem]:
    for found in _FORBIDDEN.finditer(text):
        words = re.sub(r"[\s#:*]+", " ", found[0])
        what = f'"{words}" leads nowhere: cite docs/protocol.md by number, or say it'
        yield Problem(path, _line(text, found.start()), what)
    known = _statements(tree)
    for found in _CITED_NUMBER.finditer(text):
        if found[1] not in known:
            what = f"{found[0]} is no statement of {PROTOCOL}"
            yield Problem(path, _line(text, found.start()), what)
    for found in _CITED_PAGE.finditer(text):
        if problem := _missing(tree, found[1], found[2] or ""):
            yield Problem(path, _line(text, found.start()), f"{found[0]}: {problem}")


def _statements(tree: Tree) -> Counter[str]:
    return Counter(_STATEMENT.findall(tree.texts.get(PROTOCOL, "")))


def _check_protocol(tree: Tree) -> Iterator[Problem]:
    """Hold the protocol and the assumptions to each other."""
    text = tree.texts.get(PROTOCOL, "")
    for number, count in _statements(tree).items():
        if count > 1:
            at = text.index(f"**P-{number}**")
            yield Problem(PROTOCOL, _line(text, at), f"P-{number} stands twice")
    assumed = set(_NAME.findall(tree.texts.get(ASSUMPTIONS, "")))
    spoken_of = set()
    for found in _STANDS.finditer(text):
        for name in re.findall(r"`([^`]+)`", found[1]):
            spoken_of.add(name)
            if name.isupper() and name not in assumed:
                what = f"{name} is not in {ASSUMPTIONS}"
            elif name.endswith(".py") and f"{PURE}/{name}" not in tree.paths:
                what = f"there is no {PURE}/{name}"
            else:
                continue
            yield Problem(PROTOCOL, _line(text, found.start()), what)
    for name in sorted(assumed - spoken_of):
        yield Problem(ASSUMPTIONS, 1, f"{PROTOCOL} does not say what {name} assumes")


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def main(arguments: list[str]) -> int:
    """Print what leads nowhere under a folder; return 1 if anything does."""
    problems = find_problems(read_tree(Path(*arguments)))
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
