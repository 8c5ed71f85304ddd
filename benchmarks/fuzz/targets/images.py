"""Posters of crawled sites, in which sign-up addresses are looked for as QR codes."""

from __future__ import annotations

import io
from contextlib import ExitStack
from typing import Any

from PIL import Image

from benchmarks.fuzz.source import Source
from benchmarks.fuzz.targets import Target, in_time
from crawler.announcements.qr import read_codes

Image.init()  # every reader of a format is imported now, while the fuzzer marks code
KINDS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")


def target(stack: ExitStack) -> Target:
    """An image of a QR code in which some bytes are others, or bytes that are no image at all."""
    from qrcode.main import QRCode

    code: Any = QRCode(box_size=2)
    code.add_data("https://forms.gle/rekaan")
    drawn = code.make_image().get_image()
    images = []
    for kind in KINDS:
        made = io.BytesIO()
        drawn.convert("L").save(made, kind)
        images.append(made.getvalue())

    def one(data: bytes) -> None:
        source = Source(data)
        body = bytearray(source.choice(images))
        for _ in range(source.number(12)):
            body[source.number(65_535) % len(body)] = source.byte()
        body += source.rest()
        with in_time(4.0):
            for address in read_codes(bytes(body)):
                assert address.startswith(("http://", "https://")), address

    return one
