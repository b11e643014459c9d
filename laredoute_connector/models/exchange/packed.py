# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Files as they are kept: compressed, and never whole in memory.

A file of 100,000 offers holds 170 MB, of which a thirtieth is left.
"""

import base64
import gzip
import io
import shutil

#: fast: what is left is small either way
LEVEL = 4
_MAGIC = b"\x1f\x8b"


def pack(path):
    """Return the content of a file as a binary field keeps it, compressed.

    :param path: ``pathlib.Path`` of the file; another one is written beside it
    """
    packed = path.with_name(f"{path.name}.gz")
    with path.open("rb") as plain, gzip.open(packed, "wb", LEVEL) as file:
        shutil.copyfileobj(plain, file)
    return base64.b64encode(packed.read_bytes())


def unpack(payload, path):
    """Write the content of a file that :func:`pack` gave; of earlier ones as it is.

    :param payload: value of the binary field
    :param path: ``pathlib.Path`` to write to
    """
    content = base64.b64decode(payload)
    if not content.startswith(_MAGIC):
        path.write_bytes(content)
        return
    with gzip.open(io.BytesIO(content)) as file, path.open("wb") as plain:
        shutil.copyfileobj(file, plain)
