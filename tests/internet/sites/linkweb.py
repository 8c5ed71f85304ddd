"""The web behind links: hosts that answer in every way hosts answer, clean pages that look bad, bad ones that
look clean.

Everything on these pages is fictional. What must be said of each stands beside it, in `WEB`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.internet.http import Asked, Reply, html, redirect
from tests.internet.sites.moody import Moody

_CLEAN = """<p>Dinas Pendidikan menyampaikan informasi kepada seluruh kepala sekolah, guru dan tenaga
kependidikan yang ada di kabupaten ini. Pelayanan dibuka pada hari kerja dengan jam layanan dari pagi sampai
sore, dan tidak dipungut biaya untuk semua layanan ini. Pengumuman dapat dibaca di dalam menu berita.</p>"""


def page(title: str, body: str, heading: str = "", head: str = "") -> str:
    """A page of an office."""
    return (
        f'<!DOCTYPE html><html lang="id"><head><title>{title}</title>{head}</head>'
        f"<body><h1>{heading or title}</h1>{body}</body></html>"
    )


def always(reply: Callable[[], Reply]) -> Callable[[Asked, int], Reply]:
    """The same answer to everything."""
    return lambda _asked, _n: reply()


def only_front(text: str) -> Callable[[Asked, int], Reply]:
    """A front page, and nothing below it."""
    return lambda asked, _n: html(text) if asked.path == "/" else html("<title>404</title>tidak ada", 404)


@dataclass(frozen=True, slots=True)
class Case:
    """A host: what its page at ``path`` must be found to be. ``taken_over``: whether somebody else moved
    in."""

    name: str
    answer: Callable[[Asked, int], Reply]
    state: str
    taken_over: bool = False
    path: str = "/"
    certificate: str = "none"

    @property
    def host(self) -> str:
        """Its host name."""
        return f"{self.name}.example.go.id"

    @property
    def url(self) -> str:
        """The address that is looked at."""
        scheme = "http" if self.certificate == "none" else "https"
        return f"{scheme}://{self.host}{self.path}"

    def site(self) -> Moody:
        """The server of it."""
        return Moody(self.host, self.answer, certificate=self.certificate)


_HOME = page("Dinas Pendidikan (rekaan)", _CLEAN)
_HIDDEN = (
    '<div style="position:absolute; left:-9999px">'
    + "".join(
        f'<a href="https://rekaan{n}.example.com/">{words}</a>'
        for n, words in enumerate(("slot gacor", "situs slot maxwin", "slot thailand"))
    )
    + "</div>"
)
_FOOTER = (
    "<p>"
    + " ".join(
        f'<a href="https://rekaan-{n}.example.net/">{words}</a>'
        for n, words in enumerate(("Slot Online", "Togel Online", "Sbobet", "RTP Live"))
    )
    + "</p>"
)
_WARNING = """<p>Kepala Dinas mengimbau para guru agar waspada terhadap judi online. Istilah seperti slot
gacor, situs slot, togel online dan bocoran slot, deposit pulsa, maxwin, jackpot, scatter, serta bonus new
member dipakai untuk menjerat korban. Laporkan tautan judi kepada satgas.</p>"""

WEB = (
    # Sound, and easy to get wrong
    Case("sehat", always(lambda: html(_HOME)), "alive"),
    Case(
        "peringatan",
        always(lambda: html(page("Waspada Slot Gacor dan Judi Online (rekaan)", _WARNING))),
        "alive",
    ),
    Case(
        "edukasi",
        always(lambda: html(page("Bahaya Judi Online bagi Pelajar (rekaan)", _WARNING + _CLEAN))),
        "alive",
    ),
    Case(
        "slot-waktu",
        always(
            lambda: html(
                page(
                    "Slot Waktu Pendaftaran Bimtek (rekaan)",
                    "<p>Slot peserta terbatas 40 orang. Daftar slot wawancara di bawah ini. "
                    "Slot online dibuka pukul 08.00."
                    "</p>" + _CLEAN,
                )
            )
        ),
        "alive",
    ),
    Case(
        "gacor",
        always(lambda: html(page("Guru Gacor: Webinar Mengajar Menyenangkan (rekaan)", _CLEAN))),
        "alive",
    ),
    Case(
        "deposit",
        always(
            lambda: html(
                page(
                    "Koperasi Guru (rekaan)",
                    "<p>Deposit dan withdraw simpanan anggota, jackpot undian.</p>" + _CLEAN,
                )
            )
        ),
        "alive",
    ),
    Case(
        "diretas-pulih",
        always(
            lambda: html(
                page(
                    "Penjelasan (rekaan)",
                    "<p>Situs kami sempat diretas dan menampilkan slot gacor; kini sudah pulih.</p>" + _CLEAN,
                )
            )
        ),
        "alive",
    ),
    Case("segera", always(lambda: html(page("Coming Soon", "<p>Segera hadir."))), "alive"),
    Case(
        "jual",
        always(
            lambda: html(
                page(
                    "Bazar Guru (rekaan)",
                    "<p>Buku dijual di bazar. Domain kompetensi guru ada empat.</p>" + _CLEAN,
                )
            )
        ),
        "alive",
    ),
    Case(
        "satu-tautan",
        always(
            lambda: html(
                page("Dinas Pendidikan (rekaan)", _CLEAN + '<a href="https://x.example.com">Sbobet</a>')
            )
        ),
        "alive",
    ),
    # Not sound, and not dead
    Case("403", always(lambda: html("<h1>Forbidden", 403)), "blocked"),
    Case("401", always(lambda: html("<h1>Unauthorized", 401)), "blocked"),
    Case("999", always(lambda: Reply(999)), "blocked"),
    Case("404-untuk-robot", always(lambda: html("<h1>Not Found", 404)), "blocked", path="/formulir"),
    Case("404-depan", always(lambda: html("<h1>Not Found", 404)), "blocked"),
    Case(
        "tembok",
        always(lambda: html("<title>Just a moment...</title>/cdn-cgi/challenge-platform/", 503)),
        "blocked",
    ),
    Case("429", always(lambda: Reply(429, b"", {"retry-after": "3600"})), "limited"),
    Case("503-nanti", always(lambda: Reply(503, b"", {"retry-after": "120"})), "limited"),
    Case("500", always(lambda: html("<h1>Error", 500)), "unknown"),
    Case("502", always(lambda: html("<h1>Bad Gateway", 502)), "unknown"),
    Case("503", always(lambda: html("<h1>Unavailable", 503)), "unknown"),
    Case("lambat", always(lambda: Reply(200, b"x", before=20)), "unknown"),
    Case("putus", always(lambda: Reply(200, b"x" * 900, cut=10)), "unknown"),
    Case("kacau", always(lambda: Reply(raw=b"\x00\x01nonsense\r\n\r\n")), "unknown"),
    Case("putar", always(lambda: redirect("/")), "unknown"),
    Case("kedaluwarsa", always(lambda: html(_HOME)), "unknown", certificate="expired"),
    Case("nama-lain", always(lambda: html(_HOME)), "unknown", certificate="wrong_host"),
    Case("penerbit-asing", always(lambda: html(_HOME)), "unknown", certificate="unknown_issuer"),
    Case("belum-berlaku", always(lambda: html(_HOME)), "unknown", certificate="not_yet_valid"),
    Case("protokol-lama", always(lambda: html(_HOME)), "unknown", certificate="old_protocol"),
    Case("tanpa-perantara", always(lambda: html(_HOME)), "unknown", certificate="no_intermediate"),
    Case("tanda-sendiri", always(lambda: html(_HOME)), "unknown", certificate="self_signed"),
    # Dead
    Case("hilang", only_front(_HOME), "dead", path="/formulir-lama"),
    Case("dihapus", lambda a, n: html(_HOME) if a.path == "/" else html("gone", 410), "dead", path="/x"),
    # Taken over
    Case(
        "judul",
        always(lambda: html(page("Slot Gacor Hari Ini Maxwin - Daftar Slot Online (rekaan)", ""))),
        "alive",
        taken_over=True,
    ),
    Case(
        "judul-go-id",
        always(lambda: html(page("SITUS TOGEL Terpercaya &#8211; Dinas (rekaan)", _CLEAN))),
        "alive",
        taken_over=True,
    ),
    Case(
        "deskripsi",
        always(
            lambda: html(
                page(
                    "Dinas Pendidikan (rekaan)",
                    _CLEAN,
                    head='<meta name="description" content="Link slot gacor resmi 2026">',
                )
            )
        ),
        "alive",
        taken_over=True,
    ),
    Case(
        "sembunyi",
        always(lambda: html(page("Dinas Pendidikan (rekaan)", _CLEAN + _HIDDEN))),
        "alive",
        taken_over=True,
    ),
    Case(
        "kaki",
        always(lambda: html(page("Dinas Pendidikan (rekaan)", _CLEAN + _FOOTER))),
        "alive",
        taken_over=True,
    ),
    Case(
        "badan",
        always(
            lambda: html(
                page(
                    "Dinas Pendidikan (rekaan)",
                    "<p>Agen slot resmi dengan rtp tinggi, scatter mudah, deposit pulsa tanpa potongan, "
                    "bonus new member 100, "
                    "maxwin pasti dibayar, server luar negeri.</p>",
                )
            )
        ),
        "alive",
        taken_over=True,
    ),
    Case(
        "parkir",
        always(lambda: html(page("parkir.example.go.id", "<p>This domain is for sale. Buy this domain."))),
        "alive",
        taken_over=True,
    ),
    Case(
        "habis",
        always(lambda: html(page("Domain Expired", "<p>Renew your domain now.</p>"))),
        "alive",
        taken_over=True,
    ),
)
