"""An authority's word, alone or with a place, in an address that is not the authority's."""

from __future__ import annotations

from registry.hosts.lookalike.case import Case, Office
from registry.hosts.lookalike.finding import Lookalike, Severity, Span, Technique
from registry.hosts.lookalike.view import Token
from registry.hosts.lookalike.vocabulary import Authority
from registry.region import gazetteer
from registry.values import dataclass

_MARKERS = ("kabupaten", "kab", "kota", "provinsi", "prov")
_SHORT = 3
_FEW = 2  # letters glued to a word that leave it legible: pajak|h5
_LONG = 8  # a word this long is read inside any other letters: eyang|pertamina
_ASSOCIATIONS = ".or.id"  # has branches with sites of their own everywhere: pgri-jateng.blogspot.com
_BESIDE = frozenset({"strong", "official", "country"})


@dataclass(frozen=True, slots=True)
class _Hit:
    """An authority's word found in a token, with what is glued to it."""

    authority: Authority
    span: Span
    rest: str


def claim(case: Case) -> Lookalike | None:
    """The claim model: authority × place, or a national authority's own word.

    ==================================  ==========================  =======
    host                                real address                finds
    ==================================  ==========================  =======
    ppgkemenag.com                      kemenag.go.id               caution
    info-gtk-dikdasmen.my.id            kemendikdasmen.go.id        caution
    daftar-gtkdikdasmen.site            kemendikdasmen.go.id        caution
    disdik-bandungbarat.com             \u2014                           caution
    dispendiksurabaya.net               dispendik.surabaya.go.id    caution
    indodjp.com                         pajak.go.id                 caution
    dana-resmi.my.id                    dana.id                     caution
    dana-desa-indonesia.my.id           \u2014                           no
    bbgpjabar.net                       kemendikdasmen.go.id        caution
    shopee.sg                           \u2014                           no
    idigi.com                           \u2014                           no
    djp.fr                              \u2014                           no
    dikbud.com                          \u2014                           no
    pgrijatim.or.id                     \u2014                           no
    pgri-ranting-mana.blogspot.com      \u2014                           no
    daftar-pgri.my.id                   pgri.or.id                  caution
    kemenagan.com                       \u2014                           no
    ppg.com                             \u2014                           no
    bandung.com                         \u2014                           no
    ==================================  ==========================  =======
    """
    tokens = case.view.tokens
    hits = [hit for token in tokens for hit in _hits(case, token)]
    hits.sort(key=lambda hit: (hit.authority.use != "alone", -len(hit.authority.word)))
    best: Lookalike | None = None
    for hit in hits:
        found = _judge(case, hit, hits)
        if found is not None and (best is None or best.severity is Severity.SHADOW):
            best = found
    return best


def _judge(case: Case, hit: _Hit, hits: list[_Hit]) -> Lookalike | None:
    """Whether a word is enough, by its use: alone, at a cheap address, beside other words, or only with a
    place."""
    use = hit.authority.use
    places = _places(case, hit)
    rest = _kinds(case, hit.rest)
    cheap = case.kind == "cheap"
    explained = bool(rest or places or not hit.rest)
    if _own_elsewhere(case, hit, cheap=cheap) or (
        use == "short" and hit.rest and len(hit.authority.word) <= _SHORT
    ):
        return None  # "idigi.com" is no claim to be IGI
    if use == "beside":
        return _finding(case, hit, (), Severity.CAUTION) if _claims(case, hit) else None
    if use == "alone":
        # glued to letters that say nothing (kemenag|an) it is a word of its own, unless the address is cheap
        return _finding(case, hit, places, Severity.CAUTION if explained or cheap else Severity.SHADOW)
    if places and explained:
        branch = (hit.authority.host or "").endswith(_ASSOCIATIONS)
        return _finding(case, hit, places, Severity.SHADOW if branch else Severity.CAUTION)
    if use == "cheap" and cheap and (len(hit.rest) <= _FEW or len(hit.authority.word) >= _LONG):
        return _finding(case, hit, places, Severity.CAUTION)
    if use == "place" or not explained:
        return None
    elsewhere = {
        kind for token in case.view.tokens if _apart(token, hit) for kind in _kinds(case, token.text)
    }
    others = any(other.authority.word != hit.authority.word and other.span != hit.span for other in hits)
    if (rest | elsewhere) & _BESIDE or others:
        return _finding(case, hit, places, Severity.CAUTION)
    return None


def _claims(case: Case, hit: _Hit) -> bool:
    """Whether a word that is also an ordinary one ("dana": fund) stands for a brand.

    Beside a word that says so, or right in front of the country: ``dana-resmi``, ``dana-id``; not
    ``dana-desa-indonesia``, ``bantuan-dana``"""
    if hit.rest:
        return False
    apart = [token for token in case.view.tokens if _apart(token, hit)]
    behind = next((token.text for token in apart if token.start > hit.span[0]), "")
    keywords = case.words.keywords
    official = any(keywords.get(token.text) == "official" for token in apart)
    return official or keywords.get(behind) == "country"


def _own_elsewhere(case: Case, hit: _Hit, *, cheap: bool) -> bool:
    """A brand's bare name in another country or in the world is most often its own: ``shopee.sg``."""
    return hit.authority.scope == "brand" and case.view.glued == hit.authority.word and not cheap


def _finding(case: Case, hit: _Hit, places: tuple[str, ...], severity: Severity) -> Lookalike:
    office = _office(case, hit.authority, places)
    spans = (case.suffix_span,)
    return Lookalike(
        Technique.CLAIM, severity, case.view.shown, spans, office.host, office.name, office.organizer_id
    )


def _office(case: Case, authority: Authority, places: tuple[str, ...]) -> Office:
    """Whom the word and the place name. Kabupaten and Kota of one name: both are named, neither is chosen."""
    if authority.scope in ("local", "government"):
        kind = "dinas" if authority.scope == "local" else "government"
        offices = [case.offices.get(f"{kind}:{code}") for code in places]
        named = [office for office in offices if office is not None]
        if len(named) == 1:
            return named[0]
        regions = [region.name for code in places if (region := gazetteer().get(code)) is not None]
        return Office(None, f"{authority.name} {' / '.join(regions)}", None)
    return Office(None, authority.name, authority.host)


def _hits(case: Case, token: Token) -> list[_Hit]:
    """Authorities' words at the beginning or the end of a token, the longest one of each."""
    text = token.text
    table = case.words.authorities
    for length in range(min(len(text), case.words.longest_authority), 2, -1):
        if (found := table.get(text[:length])) is not None:
            return [_Hit(found, (token.start, token.start + length), text[length:])]
        if (found := table.get(text[-length:])) is not None:
            return [_Hit(found, (token.end - length, token.end), text[:-length])]
    return []


def _apart(token: Token, hit: _Hit) -> bool:
    return token.end <= hit.span[0] or token.start >= hit.span[1]


def _kinds(case: Case, text: str) -> frozenset[str]:
    """What a piece of text is: a keyword's strength, ``place``, ``number``, ``authority``; nothing known:
    empty."""
    if not text:
        return frozenset()
    kinds = set()
    if text.isdigit():
        kinds.add("number")
    if (word := case.words.keywords.get(text)) is not None:
        kinds.add(word)
    if _codes(case, text):
        kinds.add("place")
    if text in case.words.authorities:
        kinds.add("authority")
    return frozenset(kinds)


def _places(case: Case, hit: _Hit) -> tuple[str, ...]:
    """The regions named next to the authority's word, glued to it or anywhere in the host."""
    texts = [hit.rest, *(token.text for token in case.view.tokens if _apart(token, hit))]
    pairs = zip(case.view.tokens, case.view.tokens[1:], strict=False)
    texts += [left.text + right.text for left, right in pairs if _apart(left, hit) and _apart(right, hit)]
    for text in texts:
        if text and (codes := _codes(case, text)):
            return codes
    return ()


def _codes(case: Case, text: str) -> tuple[str, ...]:
    """The regions a text names; a marker in it decides between Kabupaten, Kota and province."""
    places = case.words.places
    if (codes := places.get(text)) is not None:
        return codes
    for marker in _MARKERS:
        for bare in (text.removeprefix(marker), text.removesuffix(marker)):
            if bare != text and (codes := places.get(bare)) is not None:
                return tuple(code for code in codes if _fits(code, marker)) or codes
    return ()


def _fits(code: str, marker: str) -> bool:
    if marker.startswith("prov"):
        return "." not in code
    city = code.partition(".")[2] >= "71"  # Kemendagri numbers cities from 71
    return city == (marker == "kota")
