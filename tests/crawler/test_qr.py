"""QR codes of an announcement's own images count as its links; nobody else's do, and no image harms."""

from __future__ import annotations

import zlib
from datetime import date
from io import BytesIO
from struct import pack

import pytest
from PIL import Image
from qrcode.main import make

from crawler.announcements.qr import read_codes
from crawler.announcements.site import OrganizerSite
from crawler.announcements.visit import SiteVisit
from crawler.outbound.door import Door
from registry.ledger.announcements import standing_vouches
from tests.crawler.conftest import Home
from tests.crawler.outside import go_out_in
from tests.internet.http import Asked, Reply
from tests.internet.indonesia import LittleIndonesia
from tests.internet.sites import office

FORM = "https://docs.google.com/forms/d/e/rekaanQR0000000001/viewform"
ELSEWHERE = "gambar-rekaan.example.com"


def poster(text: str, kind: str = "PNG") -> bytes:
    """A poster of 900 by 1,200 with a code in a corner."""
    code = make(text).convert("RGB").resize((260, 260))
    image = Image.new("RGB", (900, 1200), "white")
    image.paste(code, (600, 900))
    stream = BytesIO()
    image.save(stream, kind)
    return stream.getvalue()


def bomb() -> bytes:
    """A PNG of a few kilobytes that says it is 30,000 by 30,000."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))

    header = pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100_000)))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_code_on_a_poster_is_read(kind: str) -> None:
    assert read_codes(poster(FORM, kind)) == (FORM,)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"<svg/>", b"\x89PNG\r\n\x1a\n", poster(FORM)[:2000], bomb(), poster("WIFI:S:rekaan;;"),
        poster("javascript:alert(1)"), poster("0812345678"), b"GIF89a" + bytes(50),
    ],
)  # fmt: skip
def test_what_is_no_address_in_a_sound_image_is_nothing(body: bytes) -> None:
    assert read_codes(body) == ()


class WithPoster(office.Office):
    """The office, with a poster of its own."""

    def reply(self, asked: Asked) -> Reply:
        """The poster, or the site."""
        if asked.path.endswith(".png"):
            return Reply(200, poster(FORM), {"content-type": "image/png"})
        return super().reply(asked)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("image", "vouched"),
    [
        (f"https://{office.HOST}/wp-content/poster.png", True),
        ("/wp-content/poster.png", True),
        (f"https://{ELSEWHERE}/poster.png", False),
    ],
)
def test_only_the_organizers_own_images_vouch(image: str, vouched: bool, home: Home) -> None:
    site = WithPoster()
    site.posts[0].body = (
        "<p>Dinas Pendidikan Kabupaten Bandung menyelenggarakan bimbingan teknis bagi guru SMP pada "
        "8 Desember 2026, gratis, 16 JP. Pindai kode untuk mendaftar:</p>"
        f'<p><img src="{image}" alt="Poster"></p>'
    )
    elsewhere = WithPoster(host=ELSEWHERE)

    async def errand(door: Door) -> None:
        with home.ledger() as ledger:
            own = OrganizerSite(office.HOST, "dinas-3204", (office.HOST,))
            await SiteVisit(door, ledger, own, date(2026, 11, 22), lambda event: None).run()

    with LittleIndonesia([site, elsewhere]) as net:
        go_out_in(net, errand)
    with home.ledger() as ledger, ledger.reading() as session:
        keys = {vouch.link_key for vouch in standing_vouches(session)}
    assert ("gform:rekaanQR0000000001" in keys) is vouched
