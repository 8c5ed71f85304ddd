"""How to reach the organizer: a personal number, an office's line, an institution's mail or just any."""

from __future__ import annotations

import re2

from registry.reading.facts import Contact, ContactKind, Quote
from registry.reading.plain import PlainText

MOST_CONTACTS = 8
_NUMBER = re2.compile(rb"(?:\+?62|\b0)[\s.-]?(?P<rest>[2-9x](?:[\s.-]?[0-9x]){6,12})")
_MAIL = re2.compile(rb"\b[a-z0-9][a-z0-9._+-]*@(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)")
_CHAT = re2.compile(rb"\b(?:t\.me|wa\.me|chat\.whatsapp\.com)/[^\s\"'<>|]+")


def read_contacts(text: PlainText) -> tuple[Contact, ...]:
    """The contacts in order of kind; masked numbers (``0812xx``) count as numbers.

    Mobile numbers begin with 08 or +628 and are called personal: nothing in their form says whose they are.
    """
    found: list[Contact] = []
    body = text.folded
    for match in _NUMBER.finditer(body):
        mobile = match.group(b"rest")[:1] == b"8"
        kind = ContactKind.PERSONAL_NUMBER if mobile else ContactKind.OFFICE_NUMBER
        found.append(_contact(text, match.start(), match.end(), kind))
    for match in _MAIL.finditer(body) if b"@" in body else ():
        official = match.group(b"host").endswith((b".go.id", b"belajar.id", b"madrasah.kemenag.go.id"))
        kind = ContactKind.GOVERNMENT_MAIL if official else ContactKind.OTHER_MAIL
        found.append(_contact(text, match.start(), match.end(), kind))
    for match in _CHAT.finditer(body) if b".me/" in body or b"chat." in body else ():
        number = match.group().startswith(b"wa.me")
        kind = ContactKind.PERSONAL_NUMBER if number else ContactKind.CHAT
        found.append(_contact(text, match.start(), match.end(), kind))
    return tuple(found[:MOST_CONTACTS])


def _contact(text: PlainText, start: int, end: int, kind: ContactKind) -> Contact:
    return Contact(kind, Quote.of(text, start, end))
