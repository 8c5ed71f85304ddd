"""An education office's WordPress site: feed, site map, posts with a body, a sidebar and comments.

The office is real (Dinas Pendidikan Kabupaten Bandung); every event on this site is fictional.
Structure of a stock WordPress 6 theme: ``article > .entry-content``, ``aside.widget-area``, ``#comments``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from hashlib import sha256
from html import escape

from tests.internet.http import Asked, Reply, html, json_reply, not_found, xml

HOST = "disdik.bandungkab.go.id"
NAME = "Dinas Pendidikan Kabupaten Bandung"

VOUCHED_FORM = "1FAIpQLSeRekaanBimtekKabBandung0000000000000000000000000"
EMBEDDED_FORM = "1FAIpQLSeRekaanLokakaryaKabBandung00000000000000000000000"
ADVERT_FORM = "1FAIpQLSeRekaanIklanBimbelSamping000000000000000000000000"
COMMENT_FORM = "1FAIpQLSeRekaanKomentarSpam00000000000000000000000000000"
REPORT_FORM = "1FAIpQLSeRekaanUnggahBuktiSelesai000000000000000000000000"


@dataclass(slots=True)
class Post:
    """One post. ``body`` is HTML inside ``.entry-content``; ``comment`` what a stranger wrote below it."""

    slug: str
    title: str
    day: date
    body: str
    category: str = "pengumuman"
    comment: str = ""


def fictional_posts() -> list[Post]:
    """An invitation with a form, one with an embedded form, a report, a call for a contest, news."""
    return [
        Post(
            "undangan-bimtek-penyusunan-modul-ajar",
            "Undangan Bimtek Penyusunan Modul Ajar bagi Guru SMP (rekaan)",
            date(2026, 11, 16),
            f"""<p>Dinas Pendidikan Kabupaten Bandung menyelenggarakan bimbingan teknis penyusunan modul ajar
            bagi guru SMP pada <strong>Selasa–Rabu, 8–9 Desember 2026</strong> pukul 08.00–15.00 WIB di Aula
            Dinas Pendidikan, Soreang.</p>
            <ol><li>Peserta: guru SMP negeri dan swasta se-Kabupaten Bandung.</li><li>Sertifikat 16 JP.</li>
            <li>Tidak dipungut biaya.</li></ol>
            <p>Pendaftaran paling lambat 4 Desember 2026 melalui
            <a href="https://docs.google.com/forms/d/e/{VOUCHED_FORM}/viewform?usp=sf_link">tautan
            pendaftaran</a>
            atau s.id/bimtek-modulajar-rekaan.</p>
            <p>Ikuti juga <a href="https://www.instagram.com/disdikkabbandung">Instagram kami</a>.</p>""",
            comment=f"""Daftar juga pelatihan lain gratis di
            <a href="https://docs.google.com/forms/d/e/{COMMENT_FORM}/viewform">sini</a> 32 JP!""",
        ),
        Post(
            "lokakarya-kurikulum-kkg",
            "Pendaftaran Lokakarya Asesmen bagi Guru SD (rekaan)",
            date(2026, 11, 18),
            f"""<p>Dinas Pendidikan Kabupaten Bandung mengundang Bapak/Ibu guru SD untuk mengikuti lokakarya
            asesmen pada Sabtu, 12 Desember 2026, secara daring melalui Zoom. Peserta memperoleh e-sertifikat
            8 JP, gratis.</p>
            <p>Silakan isi formulir pendaftaran berikut:</p>
            <iframe src="https://docs.google.com/forms/d/e/{EMBEDDED_FORM}/viewform?embedded=true"></iframe>""",
        ),
        Post(
            "bimtek-literasi-telah-terlaksana",
            "Bimtek Literasi Telah Dilaksanakan (rekaan)",
            date(2026, 11, 10),
            f"""<p>Alhamdulillah, bimbingan teknis literasi bagi guru SD telah terlaksana dengan lancar pada
            3–4 November 2026 dan diikuti oleh 120 guru. Kepala Dinas menyampaikan terima kasih kepada seluruh
            peserta.</p><p>Dokumentasi kegiatan dapat diunggah pada
            <a href="https://docs.google.com/forms/d/e/{REPORT_FORM}/viewform">formulir ini</a>.</p>""",
            category="berita",
        ),
        Post(
            "upacara-hari-guru",
            "Persiapan Upacara Hari Guru Nasional (rekaan)",
            date(2026, 11, 19),
            """<p>Upacara peringatan Hari Guru Nasional akan dilaksanakan di halaman kantor bupati. Seluruh
            pegawai mengenakan seragam.</p>""",
            category="berita",
        ),
    ]


_ADVERT = f"""<aside id="secondary" class="widget-area">
<section class="widget widget_search"><form><input></form></section>
<section class="widget widget_custom_html"><p>Iklan: Bimbel rekaan, daftar pelatihan PPG 100 JP
<a href="https://docs.google.com/forms/d/e/{ADVERT_FORM}/viewform">DAFTAR SEKARANG</a></p></section>
</aside>"""


@dataclass(slots=True)
class Office:
    """The site. ``posts`` may be changed while it is served; ``without`` takes away ways in (``feed``,
    ``wp-json``)."""

    host: str = HOST
    name: str = NAME
    certificate: str = "good"
    posts: list[Post] = field(default_factory=fictional_posts)
    without: set[str] = field(default_factory=set)
    robots: str = "User-agent: *\nDisallow: /wp-admin/\n"

    def reply(self, asked: Asked) -> Reply:
        """Home page, robots.txt, feed, site map, wp-json and the posts."""
        match asked.path:
            case "/robots.txt":
                return Reply(200, self.robots.encode(), {"content-type": "text/plain"})
            case "/":
                return self._home()
            case "/feed/" if "feed" not in self.without:
                return xml(self._feed())
            case "/wp-sitemap.xml" if "sitemap" not in self.without:
                return xml(self._map_index())
            case "/wp-sitemap-posts-post-1.xml" if "sitemap" not in self.without:
                return xml(self._map())
            case "/wp-json/wp/v2/posts" if "wp-json" not in self.without:
                return json_reply([{"link": self._url(p), "date": f"{p.day}T08:00:00"} for p in self.posts])
        for post in self.posts:
            if asked.path == f"/{post.slug}/":
                return self._conditional(asked, self.page(post))
        return not_found()

    def _url(self, post: Post) -> str:
        return f"https://{self.host}/{post.slug}/"

    def _conditional(self, asked: Asked, page: str) -> Reply:
        etag = f'"{sha256(page.encode()).hexdigest()[:16]}"'
        if asked.headers.get("if-none-match") == etag:
            return Reply(304, b"", {"etag": etag})
        return html(page, etag=etag)

    def _home(self) -> Reply:
        feed = f'<link rel="alternate" type="application/rss+xml" href="https://{self.host}/feed/">'
        items = "".join(f'<li><a href="{self._url(p)}">{escape(p.title)}</a></li>' for p in self.posts)
        return html(
            f"<!DOCTYPE html><html lang=id-ID><head><title>{self.name}</title>"
            f'{"" if "feed" in self.without else feed}<meta name=generator content="WordPress 6.7"></head>'
            f"<body><h1>{self.name}</h1><ul>{items}</ul>{_ADVERT}</body></html>"
        )

    def page(self, post: Post) -> str:
        """The whole HTML of one post."""
        comments = ""
        if post.comment:
            comments = (
                f'<div id="comments" class="comments-area"><ol class="comment-list"><li class="comment">'
                f'<div class="comment-content"><p>{post.comment}</p></div></li></ol></div>'
            )
        return (
            f'<!DOCTYPE html><html lang="id-ID"><head><title>{escape(post.title)} - {self.name}</title>'
            f'<link rel="canonical" href="{self._url(post)}"><meta name="generator" content="WordPress 6.7">'
            f'<meta property="article:published_time" content="{post.day}T01:00:00+00:00"></head>'
            f'<body class="single single-post"><header class="site-header">'
            f'<p class="site-title">{self.name}</p>'
            f'<nav><a href="/">Beranda</a></nav></header><div id="content"><main id="primary">'
            f'<article class="post type-post category-{post.category}">'
            f'<h1 class="entry-title">{escape(post.title)}</h1>'
            f'<div class="entry-meta">'
            f'<time class="entry-date published" datetime="{post.day}">{post.day}</time></div>'
            f'<div class="entry-content">{post.body}</div></article>{comments}</main>{_ADVERT}</div>'
            f'<footer class="site-footer">Jalan Raya Soreang</footer></body></html>'
        )

    def _feed(self) -> str:
        items = "".join(
            f"<item><title>{escape(p.title)}</title><link>{self._url(p)}</link>"
            f"<pubDate>{format_datetime(datetime.combine(p.day, time(1), UTC))}</pubDate></item>"
            for p in sorted(self.posts, key=lambda p: p.day, reverse=True)
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
            f"<title>{self.name}</title><link>https://{self.host}</link>{items}</channel></rss>"
        )

    def _map_index(self) -> str:
        return (
            '<?xml version="1.0" encoding="UTF-8"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
            f"<sitemap><loc>https://{self.host}/wp-sitemap-posts-post-1.xml</loc></sitemap></sitemapindex>"
        )

    def _map(self) -> str:
        urls = "".join(f"<url><loc>{self._url(p)}</loc><lastmod>{p.day}</lastmod></url>" for p in self.posts)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
        )
