"""Feeds and site maps: the polite way to learn which pages of a site are new."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from lxml import etree

_MAX_BYTES = 8_000_000  # of an unpacked site map; the door lets 2 MB in
MAX_ENTRIES = 2_000


@dataclass(frozen=True, slots=True)
class Listed:
    """An address in a feed or site map. ``is_map``: it is another site map."""

    url: str
    day: date | None = None
    is_map: bool = False


def read_listing(body: bytes, url: str) -> tuple[Listed, ...] | None:
    """The addresses of an RSS or Atom feed, a site map or a site map index; ``None`` when it is none of
    these.

    Broken XML is read as far as it goes; entities are never expanded and nothing is loaded.
    """
    body = _unpacked(body)
    if b"<" not in body[:1000]:
        return None
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        return None
    if root is None or not isinstance(root.tag, str):
        return None
    match _name(root):
        case "rss" | "rdf":
            return _entries(root, "item", url)
        case "feed":
            return _entries(root, "entry", url)
        case "urlset":
            return _entries(root, "url", url)
        case "sitemapindex":
            return _entries(root, "sitemap", url, is_map=True)
    return None


def _unpacked(body: bytes) -> bytes:
    if body[:2] != b"\x1f\x8b":
        return body
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(body, _MAX_BYTES)
    except zlib.error:
        return b""


def _entries(root: etree._Element, name: str, url: str, *, is_map: bool = False) -> tuple[Listed, ...]:
    listed = []
    for element in root.iter(f"{{*}}{name}"):
        address = _joined(url, _address(element))
        if address:
            listed.append(Listed(address, _day(element), is_map))
        if len(listed) >= MAX_ENTRIES:
            break
    return tuple(listed)


def _name(element: etree._Element) -> str:
    """Without its namespace. Not ``etree.QName``, which refuses names that broken XML has (``<:``)."""
    return str(element.tag).rpartition("}")[2].lower()


def _joined(url: str, address: str | None) -> str | None:
    try:
        return urljoin(url, address) if address else None
    except ValueError:  # "http://[" is no address
        return None


def _address(element: etree._Element) -> str | None:
    for child in element:
        if not isinstance(child.tag, str):
            continue
        tag = _name(child)
        if tag == "loc" or (tag == "link" and (child.text or "").strip()):
            return (child.text or "").strip()
        if tag == "link" and child.get("rel", "alternate") == "alternate" and child.get("href"):
            return str(child.get("href"))
    return None


def _day(element: etree._Element) -> date | None:
    for child in element:
        if isinstance(child.tag, str) and (text := (child.text or "").strip()):
            match _name(child):
                case "pubdate":
                    return _mail_day(text)
                case "lastmod" | "updated" | "published" | "date":
                    return _iso_day(text)
    return None


def _mail_day(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, OverflowError):  # also a year or an offset that no date has
        return None


def _iso_day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None
