"""Sign-up addresses in QR images of an announcement: posters often carry nothing else.

Needs the optional extra ``cekdiklat[qr]`` (Pillow and ZXing); without it images are left alone.
"""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Iterable
from importlib.util import find_spec
from io import BytesIO
from urllib.parse import urlsplit

from crawler.announcements.body import Article, FoundLink
from crawler.outbound.answer import Outcome
from crawler.outbound.door import Door

MOST_IMAGES = 3  # of one announcement; a poster or two, and its second page
_MOST_PIXELS = 20_000_000  # a poster scanned for print; a small file can stand for far more
_MOST_CODES = 5
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")


def available() -> bool:
    """Whether images can be read here."""
    return find_spec("zxingcpp") is not None and find_spec("PIL") is not None


async def codes_of(door: Door, article: Article, own_hosts: Iterable[str]) -> tuple[FoundLink, ...]:
    """The addresses in the QR codes of an article's images, as links of the article.

    Only images on the organizer's own hosts: what stands elsewhere can be exchanged by somebody else.
    """
    if not available():
        return ()
    own = frozenset(own_hosts)
    images = [image for image in article.images if urlsplit(image.url).hostname in own]
    found: list[FoundLink] = []
    for image in images[:MOST_IMAGES]:
        answer = await door.fetch(image.url)
        if answer.outcome is Outcome.OK and urlsplit(answer.final_url).hostname in own:
            texts = await asyncio.to_thread(read_codes, answer.body)
            found += [FoundLink(text, "qr", image.words) for text in texts]
    return tuple(found)


def read_codes(body: bytes) -> tuple[str, ...]:
    """The web addresses in the QR codes of an image; empty for anything that is no image we read."""
    import zxingcpp
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(body), formats=_FORMATS) as image:
                if image.width * image.height > _MOST_PIXELS:
                    return ()
                codes = zxingcpp.read_barcodes(
                    image.convert("L"), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
                )
    except (UnidentifiedImageError, Image.DecompressionBombWarning, Image.DecompressionBombError, OSError):
        return ()
    except (ValueError, SyntaxError, RuntimeError):  # what Pillow and ZXing raise for broken files
        return ()
    texts = dict.fromkeys(code.text.strip() for code in codes)
    addresses = [text for text in texts if text.lower().startswith(("http://", "https://"))]
    return tuple(address for address in addresses if len(address) <= 2048)[:_MOST_CODES]
