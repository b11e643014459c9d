# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Files that are sent, and what the platform says when it takes one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class FileKind(str, Enum):
    """What a file that we send holds."""

    PRODUCTS = "products"
    OFFERS = "offers"


@dataclass(frozen=True)
class EncodedFile:
    """A file ready to be sent, on disk.

    :ivar path: where it lies; the caller removes it
    :ivar filename: the name that the platform expects
    :ivar items: how many items it holds
    :ivar media_type: of its content, for whoever shows it
    """

    path: Path
    filename: str
    items: int
    media_type: str = "application/octet-stream"


@dataclass(frozen=True)
class Receipt:
    """The platform took a file; ``batch_id`` is what its support wants to know.

    :ivar kind: of the file; ``None`` when the caller knows it
    """

    batch_id: str
    kind: FileKind | None = None
