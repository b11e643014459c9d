# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Image files as sellers have them, by name, and a server that serves them raw."""

import contextlib
import functools
import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from PIL import Image

from ...marketplace import image_files as files

#: a port of this machine where nobody listens
DEAF = "http://127.0.0.1:9/x.jpg"


def _drawn(width, height, **options):
    return lambda: files.drawn((width, height), **options)


def _palette():
    image = Image.new("RGBA", (420, 420), (*files.RED, 255))
    image.paste((0, 0, 0, 0), (0, 0, 100, 100))
    return files.saved(image.quantize(8), "PNG")


def _half(name):
    return lambda: data(name)[: len(data(name)) // 2]


MAKERS = {
    "plain": _drawn(420, 420),
    "good": _drawn(1250, 1250),
    "px400": _drawn(400, 400),
    "px399": _drawn(399, 420),
    "tiny": _drawn(64, 64),
    "px3500": _drawn(3500, 420),
    "px3501": _drawn(3501, 420),
    "px3501-400": _drawn(3501, 400),
    "ribbon": _drawn(4000, 400),
    "png": _drawn(420, 420, form="PNG"),
    "png-399": _drawn(399, 399, form="PNG"),
    "webp": _drawn(420, 420, form="WEBP"),
    "gif": _drawn(420, 420, form="GIF", colour=files.BLUE),
    "bmp": _drawn(420, 420, form="BMP", colour=files.BLUE),
    "tiff": _drawn(420, 420, form="TIFF", colour=files.BLUE),
    "animated": lambda: files.framed("GIF"),
    "cmyk": _drawn(420, 420, mode="CMYK", colour=(0, 200, 200, 10)),
    "grey": _drawn(420, 420, mode="L", colour=90),
    "one-bit": _drawn(420, 420, mode="1", colour=1, form="PNG"),
    "deep": files.deep,
    "palette": _palette,
    "turned": lambda: files.with_exif((420, 460), orientation=6, gps=True),
    "cut": _half("good"),
    "cut-png": _half("png"),
    "no-end": lambda: data("plain")[:-2],
    "tail": lambda: data("plain") + b"<?php junk ?>" * 9,
    "bomb": lambda: files.png(30000, 30000),
    "lying": lambda: files.jpeg_that_lies(30000, 30000),
    "heavy": lambda: files.noise(900, 900),
    "text": lambda: b"not an image at all",
    "svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" width="900"/>',
    **{f"many-{n}": _drawn(420, 420, colour=(n * 20, 9, 9)) for n in range(9)},
}


@functools.cache
def data(name):
    """Return the bytes of an image."""
    return MAKERS[name]()


def md5(name):
    return hashlib.md5(data(name), usedforsecurity=False).hexdigest()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        name = self.path.rpartition("/")[2].partition(".")[0]
        if self.path.startswith("/moved/"):
            self.send_response(302)
            self.send_header("Location", f"/{name}.jpg")
            self.end_headers()
            return
        if name not in MAKERS:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", "image/jpeg")
        self.send_header("Content-Length", str(len(data(name))))
        self.end_headers()
        self.wfile.write(data(name))

    def log_message(self, *_args):
        """Say nothing."""


@contextlib.contextmanager
def raw_images():
    """Serve every image as it is; yield the server's address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
