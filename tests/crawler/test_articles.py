"""What in a page is the organizer's own word, and which of its links ask teachers to sign up."""

from __future__ import annotations

import time

import pytest

from crawler.announcements.body import find_article
from crawler.announcements.feeds import read_listing
from crawler.announcements.index import follow_index
from crawler.announcements.signup import find_signup_links
from crawler.markup import parse
from tests.internet.sites.office import ADVERT_FORM, COMMENT_FORM, VOUCHED_FORM, Office

URL = "https://disdik.bandungkab.go.id/x/"
FORM = "https://docs.google.com/forms/d/e/rekaanREKAAN01/viewform"


def keys(body: str, wrap: str = '<article><div class="entry-content">{}</div></article>') -> list[str]:
    document = parse(f"<html><body><h1>Bimtek (rekaan)</h1>{wrap.format(body)}</body></html>".encode())
    assert document is not None
    article = find_article(document, URL)
    return (
        []
        if article is None
        else [s.link.key for s in find_signup_links(article, ["disdik.bandungkab.go.id"])]
    )


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f'<p>Daftar: <a href="{FORM}">klik</a>', ["gform:rekaanREKAAN01"]),
        (f"<p>Pendaftaran: {FORM}?usp=sf_link", ["gform:rekaanREKAAN01"]),
        ("<p>Pendaftaran: https://s.id/rekaan, paling lambat Jumat.", ["short:s.id/rekaan"]),
        ("<p>Pendaftaran (s.id/rekaan)", ["short:s.id/rekaan"]),
        (f'<iframe src="{FORM}?embedded=true"></iframe>', ["gform:rekaanREKAAN01"]),
        (f'<iframe data-src="{FORM}?embedded=true"></iframe>', ["gform:rekaanREKAAN01"]),
        (
            f'<form action="{FORM.replace("viewform", "formResponse")}"><input></form>',
            ["gform:rekaanREKAAN01"],
        ),
        ('<p><a href="https://bimtek.example.com/daftar">Daftar sekarang</a>', ["host:bimtek.example.com"]),
        (f"<button onclick=\"window.open('{FORM}')\">Daftar</button>", ["gform:rekaanREKAAN01"]),
        (f"<input type=button onclick='location.href=\"{FORM}\"' value=Daftar>", ["gform:rekaanREKAAN01"]),
        (f'<div data-href="{FORM}">Daftar</div>', ["gform:rekaanREKAAN01"]),
        # not sign-ups
        ('<p>Baca juga <a href="https://id.wikipedia.org/wiki/Guru">Guru</a>', []),
        (f'<p>Presensi hari pertama: <a href="{FORM}">isi presensi</a>', []),
        (f'<p>Unggah laporan pada <a href="{FORM}">formulir</a>', []),
        ('<p>Pendaftaran: <a href="https://www.instagram.com/disdik">Instagram</a>', []),
        ('<p>Pendaftaran: <a href="https://wa.me/628123456789">WhatsApp</a>', []),
        ('<p>Daftar di <a href="https://docs.google.com/">sini</a>', []),
        ('<p>Daftar di <a href="https://disdik.bandungkab.go.id/daftar">sini</a>', []),
        ('<p>Daftar di <a href="javascript:alert(1)">sini</a> <a href="mailto:a@b.id">surel</a>', []),
        # not the organizer's word
        (f'<aside>Daftar <a href="{FORM}">di sini</a></aside>', []),
        (f'<div class="sharedaddy">Daftar <a href="{FORM}">x</a></div>', []),
        (f'<div class="related-posts">Pendaftaran <a href="{FORM}">x</a></div>', []),
        (f'<ins class="adsbygoogle">Pendaftaran <a href="{FORM}">x</a></ins>', []),
        (f'<div hidden>Pendaftaran <a href="{FORM}">x</a></div>', []),
        (f"<p>Presensi: <button onclick=\"location='{FORM}'\">isi</button>", []),
        (f"<script>var daftar = '{FORM}'</script>", []),
    ],
)
def test_a_link_is_a_sign_up_link_by_where_it_stands_and_what_is_said(body: str, found: list[str]) -> None:
    assert keys(body) == found


@pytest.mark.parametrize(
    "wrap",
    [
        '<div class="wp-block-post-content">{}</div>',
        '<div itemprop="articleBody">{}</div>',
        '<div class="item-page">{}</div>',
        '<div class="post-body entry-content">{}</div>',
        '<article class="node"><div class="field--name-body">{}</div></article>',
        "<main><article>{}</article></main>",
    ],
)
def test_the_article_is_found_in_each_software(wrap: str) -> None:
    assert keys(f'<p>Pendaftaran: <a href="{FORM}">x</a></p>', wrap) == ["gform:rekaanREKAAN01"]


@pytest.mark.parametrize(
    "wrap",
    [
        "<div>{}</div>",  # nobody can tell what is what
        '<article class="hentry"><div class="entry-content">{}</div></article>' * 2,  # an index of posts
        '<div id="comments"><article><div class="entry-content">{}</div></article></div>',
    ],
)
def test_nothing_is_taken_where_the_article_cannot_be_told(wrap: str) -> None:
    assert keys(f'<p>Pendaftaran: <a href="{FORM}">x</a></p>', wrap.replace("{}", "{0}")) == []


def test_of_a_whole_page_only_the_article_speaks() -> None:
    site = Office()
    document = parse(site.page(site.posts[0]).encode())
    assert document is not None
    article = find_article(document, URL)

    assert article is not None
    assert VOUCHED_FORM in str(article.links)
    assert ADVERT_FORM not in str(article)
    assert COMMENT_FORM not in str(article)


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("<rss><channel><item><link>/a</link></item></channel></rss>", ["https://x.go.id/a"]),
        (
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/b"/></entry></feed>',
            ["https://x.go.id/b"],
        ),
        ("<urlset><url><loc>https://x.go.id/c</loc></url></urlset>", ["https://x.go.id/c"]),
        ("<rss><channel><item><title>a &nbsp; b</title><link>/d</link></item>", ["https://x.go.id/d"]),
        ("<html><body>x</body></html>", None),
        ("", None),
        ("tidak ada", None),
    ],
)
def test_feeds_and_maps_are_read_even_when_broken(text: str, urls: list[str] | None) -> None:
    listed = read_listing(text.encode(), "https://x.go.id/feed/")

    assert (None if listed is None else [entry.url for entry in listed]) == urls


def test_entities_are_never_expanded() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;">' + "".join(
        f'<!ENTITY e{n} "&{"c" if n == 0 else f"e{n - 1}"};' * 8 + '">' for n in range(8)
    )
    text = f"{bomb}]><urlset><url><loc>https://x.go.id/&e7;</loc></url></urlset>"

    listed = read_listing(text.encode(), "https://x.go.id/")

    assert listed is None or all(len(entry.url) < 100 for entry in listed)


@pytest.mark.slow
def test_a_page_made_to_hurt_is_read_in_linear_time() -> None:
    deep = "<div>" * 30_000 + FORM + "</div>" * 30_000
    wide = f'<a href="{FORM}">x</a>' * 30_000
    for body in (deep, wide, "Pendaftaran " * 100_000, "a." * 500_000):
        begun = time.process_time()
        keys(f"<p>{body}")
        assert time.process_time() - begun < 5


def test_an_index_page_leads_to_posts_of_its_own_host_only() -> None:
    document = parse(
        b'<a href="/pengumuman/1">x</a><a href="https://lain.example.com/pengumuman">y</a>'
        b'<a href="/a.pdf">bimtek</a>'
        b'<a href="/kontak">Kontak</a><a href="/p?id=3">Undangan Bimtek</a>'
    )
    assert document is not None

    assert follow_index(document, "https://x.go.id/", 0) == (
        "https://x.go.id/pengumuman/1",
        "https://x.go.id/p?id=3",
    )
    assert follow_index(document, "https://x.go.id/", 2) == ()
