# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which sort of file lies there, from its first bytes: what is no table is refused."""

from __future__ import annotations

from pathlib import Path

from .problems import ReferenceRefused

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_SIGNATURES = (
    (b"%PDF", "pdf"),
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG", "image"),
    (b"GIF8", "image"),
    (b"RIFF", "image"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"PK\x05\x06", "archive"),
    (b"{\\rtf", "document"),
)
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<head", b"mime-version:")
_BLOCK = 1024 * 1024


def is_workbook(path: Path) -> bool:
    """Return True for an archive that may be an XLSX, False for a text.

    :raises ReferenceRefused: for what is neither, with its code: ``empty``, ``pdf``,
        ``image``, ``archive``, ``document``, ``web_page``, ``old_excel``,
        ``password``, ``binary``
    """
    with path.open("rb") as stream:
        head = stream.read(4096)
    if not head.strip(b'\0 \r\n\t\xef\xbb\xbf\xff\xfe;,|"'):
        raise ReferenceRefused("empty")
    if head.startswith(_ZIP):
        return True
    if head.startswith(_OLE):
        raise ReferenceRefused(_old_office(path))
    for signature, code in _SIGNATURES:
        if head.startswith(signature):
            raise ReferenceRefused(code)
    if head.lstrip(b"\xef\xbb\xbf \r\n\t")[:20].lower().startswith(_MARKUP):
        raise ReferenceRefused("web_page")
    _check_text(head)
    return False


def _old_office(path: Path) -> str:
    """A workbook with a password lies in the same wrapping as an old one."""
    stream_name = "EncryptedPackage".encode("utf-16-le")
    tail = b""
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            if stream_name in tail + block:
                return "password"
            tail = block[-len(stream_name) :]
    return "old_excel"


def _check_text(head: bytes) -> None:
    """Refuse what holds many control characters.

    In UTF-16 the bytes say nothing alone: half of a letter may look like one.
    """
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode("utf-8")
    if 0 < head.count(b"\0") <= len(head) // 4:
        raise ReferenceRefused("binary")
    controls = sum(1 for byte in head if byte < 32 and byte not in b"\0\t\n\r\f")
    if controls > len(head) // 50:
        raise ReferenceRefused("binary")
