"""HTML of crawled sites: articles, sign-up links, indexes, pages of short links, signs of a takeover."""

from __future__ import annotations

from contextlib import ExitStack

from benchmarks.fuzz.source import Source
from benchmarks.fuzz.targets import Target, in_time
from crawler.announcements.body import find_article
from crawler.announcements.index import follow_index
from crawler.announcements.signup import find_signup_links
from crawler.links.hijack import find_drift, find_takeover
from crawler.links.interstitial import onward
from crawler.links.profile import profile_of
from crawler.markup import parse

URL = "https://disdik.rekaan.go.id/berita/webinar"
PIECES = (
    *(
        "<html>",
        "<head>",
        "<title>",
        "</title>",
        "<body>",
        "<article>",
        "</article>",
        "<main>",
        "<h1>",
        "</h1>",
    ),
    *(
        "<p>",
        "</p>",
        "<div class='entry-content'>",
        "<div style='display:none'>",
        "</div>",
        "<table><tr><td>",
    ),
    *(
        '<a href="',
        '">',
        "</a>",
        "<a href='",
        "'>",
        "https://forms.gle/rekaan",
        "https://s.id/rekaan",
        "/kategori",
    ),
    *(
        "mailto:a@b",
        "javascript:0",
        "//evil.example/",
        "http://[::1",
        "?q=",
        "#",
        "../",
        "%zz",
        "\\",
        "http://a:b",
    ),
    *('<img src="', "data:image/png;base64,", '<meta http-equiv="refresh" content="0;url=', '<base href="'),
    *(
        '<link rel="canonical" href="',
        '<iframe src="',
        '<button onclick="',
        "<script>",
        "</script>",
        "<style>",
    ),
    *(
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<!DOCTYPE html>",
        "<?xml version='1.0'?>",
        "&amp;",
        "&#0;",
        "&#xD800;",
    ),
    *(
        "&nbsp;",
        "<svg>",
        "<math>",
        "<template>",
        "<frameset>",
        "<select><option>",
        "<textarea>",
        "\x00",
        "\ufffe",
    ),
    *(
        "Daftar di sini ",
        "Pendaftaran webinar guru ",
        "slot gacor ",
        "togel ",
        "situs ini dijual ",
        "Disdik ",
    ),
    *("klik ", "tautan ", "2026 ", "\n", " ", "é", "ﬃ", "🎓", "<", ">", "'", '"', "=", "/"),
)
CHARSETS = (None, "utf-8", "latin-1", "utf-16", "idna", "x-unknown", "")
HOSTS = ("s.id", "bit.ly", "disdik.rekaan.go.id")


def target(stack: ExitStack) -> Target:
    """One page, read in every way the crawler reads pages."""

    def one(data: bytes) -> None:
        source = Source(data)
        charset, host = source.choice(CHARSETS), source.choice(HOSTS)
        body = source.body(PIECES)
        with in_time():
            onward(body, URL, host)
            document = parse(body, charset)
            if document is None:
                return
            article = find_article(document, URL)
            if article is not None:
                find_signup_links(article, ("disdik.rekaan.go.id",))
            document = parse(body, charset)
            assert document is not None
            for depth in range(3):
                follow_index(document, URL, depth)
            profile = profile_of(document, URL)
            find_takeover(profile)
            find_drift(profile, profile.kept())

    return one
