# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Images are fetched from their addresses and measured, as the platform does."""

from __future__ import annotations

import hashlib
import io
import urllib.error
import urllib.parse
import urllib.request
import warnings
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException

from PIL import Image

from .durations import IMAGE_BYTES, IMAGE_SIDES

_TIMEOUT = 10.0
_WORKERS = 4


@dataclass(frozen=True)
class Measure:
    """What was found at an address; ``problem`` is empty for a good image."""

    md5: str = ""
    width: int = 0
    height: int = 0
    problem: str = ""


def measure_all(urls: Iterable[str], hosts: Iterable[str]) -> dict[str, Measure]:
    """Fetch and measure each address once.

    :param hosts: the hosts images may come from; none: any
    """
    distinct = sorted(set(urls))
    allowed = frozenset(hosts)
    with ThreadPoolExecutor(_WORKERS) as pool:
        found = pool.map(lambda url: measure(url, allowed), distinct)
        return dict(zip(distinct, found, strict=True))


def measure(url: str, hosts: frozenset[str] = frozenset()) -> Measure:
    """Fetch one image and measure it; every failure becomes its problem."""
    try:
        parts = urllib.parse.urlsplit(url)
    except ValueError:
        return Measure(problem=f"Image address is not valid: {url}")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return Measure(problem=f"Image address is not valid: {url}")
    if hosts and parts.hostname not in hosts:
        return Measure(problem=f"Image domain is not declared: {parts.hostname}")
    try:
        data = _fetch(url)
    except (OSError, HTTPException, ValueError) as error:
        return Measure(problem=f"Image can't be downloaded: {url} ({_reason(error)})")
    if len(data) > IMAGE_BYTES:
        return Measure(problem=f"Image is larger than 500 KB: {url}")
    return measure_bytes(data, url)


def _fetch(url: str) -> bytes:
    # The pretend platform has no proxy between itself and the seller.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=_TIMEOUT) as answer:
        data: bytes = answer.read(IMAGE_BYTES + 1)
    return data


def _reason(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"HTTP {error.code}"
    return type(error).__name__


def measure_bytes(data: bytes, url: str) -> Measure:
    """Measure an image held in memory; its size is read before it is decoded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data))
            low, high = IMAGE_SIDES
            if image.format != "JPEG":
                return Measure(problem=f"Image is not a JPEG: {url}")
            if not all(low <= side <= high for side in image.size):
                size = f"{image.width}x{image.height}"
                return Measure(problem=f"Image is not {low} to {high} px: {url} {size}")
            image.load()
            if _is_cut(data):
                return Measure(problem=f"Image can't be read: {url} (cut short)")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        return Measure(problem=f"Image can't be read: {url} ({_reason(error)})")
    except Image.DecompressionBombWarning:
        return Measure(problem=f"Image is not 400 to 3500 px: {url}")
    digest = hashlib.md5(data, usedforsecurity=False).hexdigest()
    return Measure(digest, image.width, image.height)


def _is_cut(data: bytes) -> bool:
    """Say whether a JPEG ends within its last scan.

    Pillow says so too, unless another part of the same process made it accept cut
    files, as Odoo does. Neither marker can stand within a scan's own bytes.
    """
    return data.rfind(b"\xff\xd9") < data.rfind(b"\xff\xda")
