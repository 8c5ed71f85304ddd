"""An official name among the words of a sign-up page: ``daftar-x.my.id``, ``webinarx.web.id``,
``x-resmi.vercel.app``."""

from __future__ import annotations

from collections.abc import Iterator

from registry.hosts.lookalike.case import Case, around, glue
from registry.hosts.lookalike.finding import Lookalike, Severity, Span, Technique
from registry.hosts.lookalike.names import Name
from registry.hosts.lookalike.strength import DISTINCTIVE, FAIR, SHORT, is_rare
from registry.hosts.lookalike.view import Token
from registry.values import dataclass

_MIN_NAME = 3
_MOST_WORDS = 3  # on one side of a name
_LOUD = frozenset({"strong", "official"})


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read the host as words around a name."""

    text: str
    kept: tuple[Span, ...]
    words: frozenset[str]  # the strengths of the words around it
    glued: bool = False  # no dot or hyphen between a word and the name


def combination(case: Case) -> Lookalike | None:
    """An official name with words around it that promise or ask for something.

    ================================  ======================  =======
    host                              real address            finds
    ================================  ======================  =======
    daftar-disdik-jabarprov.my.id     disdik.jabarprov.go.id  caution
    webinarpgri.web.id                pgri.or.id              caution
    simpkb-resmi.vercel.app           simpkb.id               caution
    loginsimpkb.id                    simpkb.id               caution
    sertifikat-uma.blogspot.com       uma.ac.id               caution
    info-uma.com                      \u2014                       no
    belajarpppk.com                   \u2014                       no
    webinar-guru.com                  \u2014                       no
    sertifikat-tanah.com              \u2014                       no
    ================================  ======================  =======
    """
    readings = list(_readings(case))
    known = case.names([reading.text for reading in readings])
    found: list[tuple[int, Lookalike]] = []
    for reading in readings:
        for name in known.get(reading.text, ()):
            severity = _severity(case, reading, name)
            if severity is not None:
                spans = around(reading.kept, len(case.view.shown))
                found.append((name.strength, case.about(name, Technique.COMBINATION, severity, spans)))
    order = list(Severity)
    return min(found, key=lambda pair: (order.index(pair[1].severity), -pair[0]), default=(0, None))[1]


def _severity(case: Case, reading: _Reading, name: Name) -> Severity | None:
    """Loud words need a name, quiet ones a distinctive name; a name that is also a word needs a cheap
    address, too."""
    same_zone = case.view.suffix == name.zone
    kind = case.kind
    if reading.text != name.text and name.strength < FAIR:
        return None
    if "unknown" in reading.words and name.strength < FAIR:
        return None  # a short name among words that say nothing: x-casino-official-website.site
    if not same_zone and kind.startswith("abroad") and name.strength < DISTINCTIVE:
        return Severity.SHADOW
    cheap = kind == "cheap"
    if reading.words & _LOUD:
        enough = name.strength >= SHORT or same_zone or cheap
    elif reading.glued and not same_zone:
        enough = name.strength >= FAIR and cheap  # "archieapp.co" is a word of its own
    else:
        enough = name.strength >= FAIR or (same_zone and _stands_alone(name))
    return Severity.CAUTION if enough else Severity.SHADOW


def _stands_alone(name: Name) -> bool:
    """Whether a name is no word or place, and not everybody's: an abbreviation of three letters can be."""
    return name.strength >= SHORT or (len(name.text) == _MIN_NAME and is_rare(name.text))


def _readings(case: Case) -> Iterator[_Reading]:
    tokens = case.view.tokens
    strength = [_strength(case, token.text) for token in tokens]
    bare = [token for token, word in zip(tokens, strength, strict=True) if word is None]
    words = frozenset(word for word in strength if word is not None)
    for start, end in _runs([word is not None for word in strength]):
        outside = frozenset(word for word in strength[:start] + strength[end:] if word is not None)
        yield _reading(list(tokens[start:end]), outside)
    if bare and words:
        yield _reading(bare, words)
        if len(bare) > 1:
            for token in bare:
                yield _reading([token], words | {"unknown"})
    whole = Token(glue(tokens), tokens[0].start, tokens[-1].end, 0) if tokens else None
    if whole is not None and len(tokens) > 1 and not words:
        yield from _unglued(case, whole, frozenset())  # webinaruniba-bpn: the word is glued, the name is not
    for token in bare:
        others = words if len(bare) == 1 else words | {"unknown"}
        yield from _unglued(case, token, others)


def _runs(is_word: list[bool]) -> Iterator[tuple[int, int]]:
    """The runs of tokens with nothing but words outside: a word may belong to the name
    (sekolah|-avicenna|-resmi)."""
    last = len(is_word)
    before = next((at for at, word in enumerate(is_word) if not word), last)
    behind = next((at for at, word in enumerate(reversed(is_word)) if not word), last)
    for start in range(min(before, _MOST_WORDS) + 1):
        for end in range(last, max(last - behind, last - _MOST_WORDS, start) - 1, -1):
            if start < end and (start, end) != (0, last):
                yield start, end


def _unglued(case: Case, token: Token, words: frozenset[str]) -> Iterator[_Reading]:
    """A word glued to the front or the end of the name: ``webinarpgri``, ``simpkbpendaftaran``."""
    text = token.text
    for length in range(2, min(len(text) - _MIN_NAME, case.words.longest_keyword) + 1):
        if (strength := case.words.keywords.get(text[:length])) is not None:
            yield _Reading(text[length:], ((token.start + length, token.end),), words | {strength}, True)
        if (strength := case.words.keywords.get(text[-length:])) is not None:
            yield _Reading(text[:-length], ((token.start, token.end - length),), words | {strength}, True)


def _reading(tokens: list[Token], words: frozenset[str]) -> _Reading:
    return _Reading(glue(tokens), tuple((token.start, token.end) for token in tokens), words)


def _strength(case: Case, text: str) -> str | None:
    """What kind of word a token is; a number is a weak one; ``None``: it may be part of a name."""
    return "weak" if text.isdigit() else case.words.keywords.get(text)
