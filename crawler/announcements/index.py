"""A site without feed and site map: which links of its front and index pages may lead to announcements."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from crawler.markup import Element

# Words that addresses and titles of announcements carry on education offices' sites
_WORDS = (
    "pengumuman", "undangan", "bimtek", "bimbingan teknis", "pelatihan", "webinar", "workshop", "diklat",
    "lokakarya", "seminar", "sosialisasi", "pendaftaran", "kegiatan", "agenda", "berita", "artikel",
    "informasi",
)  # fmt: skip
_NO_PAGES = (
    ".pdf", ".jpg", ".jpeg", ".png", ".zip", ".rar", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx",
    ".mp4",
)  # fmt: skip
DEEPEST = 2  # front page → index of a category → post
MOST = 60


def follow_index(document: Element, url: str, depth: int) -> tuple[str, ...]:
    """Addresses on the same host worth a visit, in the page's order; none below `DEEPEST`."""
    if depth >= DEEPEST:
        return ()
    host = urlsplit(url).hostname
    found: dict[str, None] = {}
    for element in document.iter("a"):
        href = (element.get("href") or "").strip()
        if not href or len(found) >= MOST:
            continue
        try:
            target = urlsplit(urljoin(url, href))
        except ValueError:
            continue
        if target.hostname != host or target.scheme not in ("http", "https"):
            continue
        if target.path.lower().endswith(_NO_PAGES) or target.path in ("", "/"):
            continue
        said = f"{target.path} {element.text_content()[:200]}".casefold().replace("-", " ")
        if any(word in said for word in _WORDS):
            found[target._replace(fragment="").geturl()] = None
    return tuple(found)
