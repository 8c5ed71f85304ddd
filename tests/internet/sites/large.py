"""A large office site: as many announcements as wanted, each with a form of its own. All fictional."""

from __future__ import annotations

from dataclasses import dataclass

from tests.internet.http import Asked, Reply, html, not_found, xml
from tests.internet.sites import office

PER_MAP = 1_500


def form_of(number: int) -> str:
    """The form that post ``number`` announces."""
    return f"1FAIpQLSeRekaanBesar{number:06}000000000000000000000000000000"


@dataclass(slots=True)
class LargeOffice:
    """Posts ``/kegiatan-1/`` to ``/kegiatan-N/``, listed in site maps."""

    count: int
    host: str = office.HOST
    certificate: str = "none"
    padding: int = 0  # words of text per page, to make pages as large as real ones
    links: int = 0  # links to other posts per page, for crawlers that follow links
    every: int = 1  # one post of so many announces something; the others are news

    def reply(self, asked: Asked) -> Reply:
        """A front page, site maps and posts; no feed."""
        path = asked.path
        if path == "/":
            return html("<title>Dinas Pendidikan (rekaan)</title><h1>Selamat datang</h1>")
        if path == "/wp-sitemap.xml":
            return xml(self._index())
        if path.startswith("/wp-sitemap-posts-post-"):
            return xml(self._map(int(path.rsplit("-", 1)[1].removesuffix(".xml"))))
        if path.startswith("/kegiatan-"):
            return html(self._post(int(path.strip("/").rsplit("-", 1)[1])))
        return not_found()

    def _index(self) -> str:
        maps = range(1, -(-self.count // PER_MAP) + 1)
        rows = "".join(
            f"<sitemap><loc>http://{self.host}/wp-sitemap-posts-post-{n}.xml</loc></sitemap>" for n in maps
        )
        return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'

    def _map(self, number: int) -> str:
        posts = range((number - 1) * PER_MAP + 1, min(number * PER_MAP, self.count) + 1)
        rows = "".join(f"<url><loc>http://{self.host}/kegiatan-{n}/</loc></url>" for n in posts)
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'

    def _post(self, number: int) -> str:
        text = "guru belajar bersama " * (self.padding // 3)
        others = "".join(
            f'<li><a href="/kegiatan-{(number * 7 + n * 131) % self.count + 1}/">Kegiatan</a></li>'
            for n in range(self.links - 1)
        )
        onward = f'<ul><li><a href="/kegiatan-{number % self.count + 1}/">Berikutnya</a></li>{others}</ul>'
        if self.links == 0:
            onward = ""
        if number % self.every:
            return (
                f"<html><head><title>Berita {number} (rekaan)</title></head><body><article>"
                f'<h1 class="entry-title">Upacara bendera {number} (rekaan)</h1><div class="entry-content">'
                f"<p>Upacara berlangsung khidmat di halaman kantor. {text}</p></div></article>"
                f"{onward}</body></html>"
            )
        return (
            f"<html><head><title>Pendaftaran Bimtek {number} (rekaan)</title></head><body><article>"
            f'<h1 class="entry-title">Pendaftaran Bimtek {number} (rekaan)</h1><div class="entry-content">'
            f"<p>Dinas Pendidikan Kabupaten Bandung menyelenggarakan bimbingan teknis bagi guru SD pada "
            f"12 Desember 2026, 8 JP, gratis. {text}</p><p>Pendaftaran: "
            f'<a href="https://docs.google.com/forms/d/e/{form_of(number)}/viewform">tautan pendaftaran</a>'
            f"</p></div></article>{onward}</body></html>"
        )
