# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Stamps: the proof that a step was finished, written after everything else."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

NAME = ".finished.json"


def is_finished(folder: Path, key: str) -> bool:
    """Return whether ``folder`` was completed for exactly this ``key``.

    A folder without a stamp, with a damaged one or with another key is
    half-done or outdated: the caller removes it and starts again.
    """
    try:
        content = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and content.get("key") == key


def finish(folder: Path, key: str) -> None:
    """Stamp ``folder`` as complete for ``key``, in one atomic rename."""
    temporary = folder / (NAME + ".part")
    temporary.write_text(json.dumps({"key": key}) + "\n", encoding="utf-8")
    os.replace(temporary, folder / NAME)


def digest(parts: Iterable[str | bytes]) -> str:
    """Return twelve hexadecimal characters that change with any of ``parts``.

    Each part is hashed with its length, so that moving a character from one
    part to the next changes the digest as well.
    """
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(b"%d:" % len(data))
        total.update(data)
    return total.hexdigest()[:12]


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, read in chunks."""
    total = hashlib.sha256()
    with path.open("rb") as stream:
        for chunk in iter(lambda: stream.read(1 << 20), b""):
            total.update(chunk)
    return total.hexdigest()
