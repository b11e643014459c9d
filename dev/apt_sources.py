# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Read which Debian mirror apt is configured for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_ONE_LINE = re.compile(r"^deb\s+(?:\[(?P<options>[^\]]*)\]\s+)?(?P<rest>\S.*)$")
#: Options of a source that must survive when its suite is replaced.
_KEPT = ("signed-by", "trusted", "arch")


@dataclass(frozen=True)
class Source:
    """One binary package source.

    :ivar uri: the mirror
    :ivar suites: the suites it is read for, such as ``bookworm``
    :ivar components: such as ``main``
    :ivar options: options of the one-line format, such as ``signed-by=/a.gpg``
    """

    uri: str
    suites: tuple[str, ...]
    components: tuple[str, ...]
    options: tuple[str, ...] = ()

    def line_for(self, suite: str) -> str:
        """Return the one-line form of this mirror for another suite."""
        options = f"[{' '.join(self.options)}] " if self.options else ""
        return f"deb {options}{self.uri} {suite} main"


def parse_one_line(text: str) -> list[Source]:
    """Read the classic ``deb [options] uri suite component...`` format."""
    found = []
    for line in text.splitlines():
        match = _ONE_LINE.match(line.split("#", 1)[0].strip())
        if not match:
            continue
        words = match["rest"].split()
        if len(words) < 3:
            continue
        options = tuple(
            option
            for option in (match["options"] or "").split()
            if option.split("=")[0].lower() in _KEPT
        )
        found.append(Source(words[0], (words[1],), tuple(words[2:]), options))
    return found


def parse_deb822(text: str) -> list[Source]:
    """Read the ``Types: deb`` paragraphs of the newer format.

    A key written out inside the file (``Signed-By`` over several lines)
    cannot be carried into a one-line source; apt's own keys then serve.
    """
    found = []
    for paragraph in re.split(r"\n[ \t]*\n", text):
        fields = _fields(paragraph)
        if "deb" not in fields.get("types", "").split():
            continue
        if fields.get("enabled", "yes").strip().lower() in ("no", "false", "0"):
            continue
        options = tuple(
            f"{short}={value.strip()}"
            for short, name in (
                ("signed-by", "signed-by"),
                ("trusted", "trusted"),
                ("arch", "architectures"),
            )
            if (value := fields.get(name, "")) and "\n" not in value.strip()
        )
        suites = tuple(fields.get("suites", "").split())
        components = tuple(fields.get("components", "").split())
        kept = tuple(option.replace(" ", ",") for option in options)
        uris = fields.get("uris", "").split()
        found += [Source(uri, suites, components, kept) for uri in uris]
    return found


def _fields(paragraph: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    name = ""
    for line in paragraph.splitlines():
        if line.startswith("#"):
            continue
        if line[:1] in (" ", "\t") and name:
            fields[name] += "\n" + line.strip()
        elif ":" in line:
            name, value = line.split(":", 1)
            name = name.strip().lower()
            fields[name] = value.strip()
    return fields


def read_folder(etc: Path) -> list[Source]:
    """Read all sources below ``/etc/apt`` (or a folder made like it)."""
    found: list[Source] = []
    for path in _existing([etc / "sources.list", *_sorted(etc, "*.list")]):
        found += parse_one_line(path.read_text(encoding="utf-8", errors="replace"))
    for path in _existing(_sorted(etc, "*.sources")):
        found += parse_deb822(path.read_text(encoding="utf-8", errors="replace"))
    return found


def _sorted(etc: Path, pattern: str) -> list[Path]:
    return sorted((etc / "sources.list.d").glob(pattern))


def _existing(paths: Iterable[Path]) -> list[Path]:
    return [path for path in paths if path.is_file()]


def debian_mirror(sources: Iterable[Source], codename: str) -> Source | None:
    """Return the source that serves the running Debian release itself.

    Security and update suites live on other mirrors and do not carry *sid*.

    :param sources: as read by :func:`read_folder`
    :param codename: of the running release, such as ``bookworm``
    :returns: None where apt is configured for no such mirror
    """
    names = {codename, "stable", "oldstable", "testing", "sid", "unstable"} - {""}
    for source in sources:
        if "main" in source.components and names & set(source.suites):
            return source
    return None
