# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Words that this project does not use, and what it says instead.

One thing has one name, the one that a reader would search for. ``make lint`` looks for
the other words in names, prose and paths. ``python -m dev.words`` lists what it finds
in the whole repository; with folders, only there.

Where such a word is somebody else's (pytest's ``mark``), ``dev/words_allowed.txt`` says
so. An entry that allows nothing any more is a failure too.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from .paths import REPOSITORY

#: what ``make lint`` covers: folders, or files
FOLDERS = (".",)
#: words or phrases → what to write instead
INSTEAD = {
    ("tell", "tells", "told", "telling"): (
        "send, enqueue, payload; to a person say, inform, show; tell apart: "
        "distinguish; tell whether: return whether"
    ),
    ("mark", "marks", "marked", "marking", "markings"): (
        "invalidate, stale; of what was read: watermark; of what was sent: fingerprint"
    ),
    ("mend", "mends", "mended", "mending"): "fix",
    ("understand", "understands", "understood", "understanding"): (
        "classify_error, failure; parse, recognise"
    ),
    ("lost sight", "lose sight", "loses sight"): "set_unknown, outcome unknown",
    ("asked",): "requested, queried",
    ("chosen",): "selected",
    ("kept out", "keep out", "keeps out"): "excluded",
    ("twin", "twins", "namesake", "namesakes"): "duplicate",
    ("judge", "judges", "judged", "judging"): "check, compare",
    ("judgement", "judgements", "judgment", "verdict", "verdicts"): "result",
    ("rhythm", "rhythms"): "schedule",
    ("picture", "pictures"): "image (prepared bytes), product image (their source)",
}
SUFFIXES = frozenset(
    {
        *(".py", ".sql", ".js", ".xml", ".xsd", ".csv", ".po", ".pot"),
        *(".md", ".html", ".scss", ".css", ".toml", ".yaml", ".yml"),
    }
)
NAMES = frozenset({"Makefile"})
ALLOWED = Path(__file__).with_name("words_allowed.txt")

_LETTERS = re.compile(r"[^\W\d_]+")
#: parts of a camelCase word
_HUMPS = re.compile(r"[A-Z]+(?![a-zß-ÿ])|[A-Z]?[a-zß-ÿ]+|.")
_PHRASES = {
    tuple(phrase.split()): instead
    for phrases, instead in INSTEAD.items()
    for phrase in phrases
}
_FIRST = frozenset(phrase[0] for phrase in _PHRASES)
_LONGEST = max(len(phrase) for phrase in _PHRASES)
#: lines of a translation file: only what is translated is ours, in English
_PO_ENGLISH = ("msgid", "msgctxt")
_SKIPPED = frozenset({"build", "dist", "__pycache__"})


@dataclass(frozen=True)
class Use:
    """A word that is not used, where it stands.

    :ivar path: from the root of the repository
    :ivar line: from 1; 0 for the path itself
    :ivar columns: where in the line the word begins and ends
    """

    path: str
    line: int
    text: str
    columns: tuple[int, int]
    phrase: str
    instead: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: “{self.phrase}”, write: {self.instead}"


@dataclass(frozen=True)
class Allowance:
    """A place where a word is not ours.

    :ivar pattern: of the paths it holds for, as the shell's
    :ivar text: what stands around the word; ``*`` for anything
    """

    pattern: str
    text: str
    reason: str

    def allows(self, use: Use) -> bool:
        """Return whether the word stands inside of this text, in such a file."""
        if not fnmatch(use.path, self.pattern):
            return False
        if self.text == "*":
            return True
        begin, end = use.columns
        at = use.text.find(self.text)
        while at >= 0:
            if at <= begin and end <= at + len(self.text):
                return True
            at = use.text.find(self.text, at + 1)
        return False


def read_allowances(path: Path = ALLOWED) -> list[Allowance]:
    """Read the list: ``pattern | text | reason``, one a line, ``#`` for comments.

    :raises ValueError: for a line without its three parts
    """
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 3 or not all(parts):
            raise ValueError(f"{path.name}: not 'pattern | text | reason': {line}")
        found.append(Allowance(*parts))
    return found


def find_uses(path: str, content: str) -> Iterator[Use]:
    """Yield the words of a file that are not used, and those of its path.

    Borders are those of words, ``_`` and the humps of camelCase; case does not count. A
    phrase may be broken over two lines.

    :param path: from the root of the repository
    """
    lines = [path, *content.splitlines()]
    read = _english_of(path, lines)
    words = [(word, n, span) for n in read for word, span in _words(lines[n])]
    for place, (word, number, span) in enumerate(words):
        if word not in _FIRST:
            continue
        for length in range(1, _LONGEST + 1):
            phrase = tuple(each[0] for each in words[place : place + length])
            if len(phrase) == length and phrase in _PHRASES:
                text, instead = lines[number], _PHRASES[phrase]
                yield Use(path, number, text, span, " ".join(phrase), instead)


def _english_of(path: str, lines: list[str]) -> Iterator[int]:
    """Yield the numbers of the lines that are read."""
    translated = path.endswith((".po", ".pot"))
    english = True
    for number, line in enumerate(lines):
        if translated and number and not line.startswith('"'):
            english = line.startswith(_PO_ENGLISH)
        if english:
            yield number


def _words(line: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for letters in _LETTERS.finditer(line):
        for hump in _HUMPS.finditer(letters[0]):
            start = letters.start() + hump.start()
            yield hump[0].lower(), (start, start + len(hump[0]))


def repository_files(root: Path = REPOSITORY) -> Iterator[str]:
    """Yield the text files of the repository, ignored ones left out."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, check=True)
        names = sorted(set(done.stdout.decode().split("\0")) - {""})
    except (OSError, subprocess.CalledProcessError):
        # an archive of the sources, without git
        paths = (path.relative_to(root) for path in root.rglob("*"))
        names = sorted(str(path) for path in paths if not _is_skipped(path))
    for name in names:
        path = Path(name)
        wanted = path.suffix in SUFFIXES or path.name in NAMES
        if wanted and (root / path).is_file():
            yield name


def _is_skipped(path: Path) -> bool:
    return any(part in _SKIPPED or part.startswith(".") for part in path.parts)


def check(
    folders: Sequence[str], root: Path, allowances: Sequence[Allowance]
) -> tuple[list[Use], list[Allowance]]:
    """Return the uses in some folders, and the allowances that nothing needs.

    :param folders: folders or files from the root; none for everything
    """
    found: list[Use] = []
    needed: set[Allowance] = set()
    for name in repository_files(root):
        content = (root / name).read_text(encoding="utf-8", errors="replace")
        for use in find_uses(name, content):
            allowing = [one for one in allowances if one.allows(use)]
            needed.update(allowing)
            if not allowing and _is_inside(name, folders):
                found.append(use)
    return found, [one for one in allowances if one not in needed]


def _is_inside(name: str, folders: Iterable[str]) -> bool:
    folders = tuple(folders)
    return not folders or any(Path(name).is_relative_to(each) for each in folders)


def main(folders: Sequence[str]) -> int:
    """Print what is found and return the exit status."""
    uses, unneeded = check(folders, REPOSITORY, read_allowances())
    for use in uses:
        print(use)
    for one in unneeded:
        print(f"{ALLOWED.name}: nothing needs “{one.pattern} | {one.text}”: remove it")
    return 1 if uses or unneeded else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
