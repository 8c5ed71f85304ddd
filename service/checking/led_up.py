"""Whether the words in front of an address lead up to it: "Silakan daftar di", "Link pendaftaran:"."""

from __future__ import annotations

import re
from functools import lru_cache

from registry.reading.plain import READ_LIMIT
from registry.reading.vocabulary import vocabulary
from registry.values import dataclass

LOOK_BACK = 100
"""Characters in front of an address that are looked at."""

_NUMBER = re.compile(r"(?<!\d)(?:\+?62|0)[ -]?8\d(?:[ .-]?\d){6,11}")
_WORD = re.compile(r"[^\W\d_]+")
_ASKED_WITHIN = 4


@dataclass(frozen=True, slots=True)
class _Words:
    sign_up: frozenset[str]
    open: frozenset[str]
    between: frozenset[str]
    asking: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    return _Words(**{name: frozenset(words) for name, words in vocabulary("ways_in").items()})


def is_led_up_to(before: str, *, chat: bool) -> bool:
    """Whether ``before``, the text in front of an address, sends people there to sign up.

    A ``chat`` (also a video, a profile, a meeting) is mostly where one asks or watches: only words of signing
    up lead there, and not when the line speaks of asking. Looks at the last ``LOOK_BACK`` characters.

    >>> is_led_up_to("Silakan daftar di ", chat=False), is_led_up_to("bawa akun ", chat=False)
    (True, False)
    >>> is_led_up_to("Pendaftaran via WA: ", chat=True), is_led_up_to("CP pendaftaran: ", chat=True)
    (True, False)
    """
    words = _words()
    before = before[-LOOK_BACK:].lower()
    leading = words.sign_up if chat else words.sign_up | words.open
    passed = words.between | words.open if chat else words.between
    for found in reversed(list(_WORD.finditer(before))):
        if found.group() in leading:
            line = _WORD.findall(before[before.rfind("\n", 0, found.start()) + 1 : found.start()])
            return not (chat and words.asking.intersection(line[-_ASKED_WITHIN:]))
        if found.group() not in passed:
            return False
    return False


def number_led_up_to(text: str) -> str:
    """The first mobile number that people are sent to for signing up; empty when there is none.

    >>> number_led_up_to("Daftar lewat WA 0812-0000-0001"), number_led_up_to("CP pendaftaran: 081200000001")
    ('0812-0000-0001', '')
    """
    numbers = _NUMBER.finditer(text[:READ_LIMIT])
    led_up_to = (
        it.group()
        for it in numbers
        if is_led_up_to(text[max(it.start() - LOOK_BACK, 0) : it.start()], chat=True)
    )
    return next(led_up_to, "")
