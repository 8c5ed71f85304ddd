"""The whole name is an official one: in look-alike letters, cut up elsewhere, or under another suffix."""

from __future__ import annotations

from registry.hosts.lookalike.case import Case, differing, in_shown
from registry.hosts.lookalike.finding import Lookalike, Severity, Span, Technique
from registry.hosts.lookalike.names import Name
from registry.hosts.lookalike.strength import COMMON, DISTINCTIVE, FAIR, SHORT, is_rare

_MIN_SWAP = 4  # letter pairs like 1/l in three letters are found in honest abbreviations
_MIN_SWAP_ELSEWHERE = 7  # "5win5.com" is no imitation of swins.ac.id
_MIN_SPLIT = 3
_MIN_IN_THE_WORLD = 4
_MIN_MIXED = 5  # a shorter name in two scripts may be a word of the other one

_ENOUGH = {
    "cheap": COMMON,
    "cut": COMMON,
    "open": SHORT,
    "business": DISTINCTIVE,
    "abroad": DISTINCTIVE,
    "abroad_checked": DISTINCTIVE + 1,
}
"""The strength a name must have to be a claim under a suffix of each kind. Another country's ``gov.sg``
never is."""


def whole_name(case: Case) -> Lookalike | None:
    """All in front of the suffix, or what was registered, has the looks of an official name.

    ==========================  =====================  =======
    host                        real address           finds
    ==========================  =====================  =======
    kеmenag.go-x.com            \u2014                      no
    ṗɡri.or.id                  pgri.or.id             danger
    bаtam.com                   batam.go.id            danger
    bätam.com                   \u2014                      no
    kеmendikdasmen.com          kemendikdasmen.go.id   danger
    kernendikdasmen.com         kemendikdasmen.go.id   caution
    pgr1.or.id                  pgri.or.id             caution
    sim.pkb.id                  simpkb.id              caution
    disdik-jabarprov.com        disdik.jabarprov.go.id caution
    daftar.kemenag.info         kemenag.go.id          caution
    kpu.site                    kpu.go.id              caution
    idai.org                    idai.or.id             caution
    jakarta.co                  jakarta.go.id          caution
    its.xyz                     \u2014                      no
    jakarta.org                 \u2014                      no
    bandungkota.go.id           \u2014                      no
    bi.dev                      \u2014                      no
    ==========================  =====================  =======
    """
    view = case.view
    texts = [view.glued]
    if (registered := view.name.replace("-", "")) != view.glued:
        texts.append(registered)
    known = case.names(texts)
    findings = [
        found
        for text in texts
        for name in known.get(text, ())
        if (found := _compare(case, text, name)) is not None
    ]
    return min(findings, key=lambda found: list(Severity).index(found.severity), default=None)


def _compare(case: Case, text: str, name: Name) -> Lookalike | None:
    view = case.view
    same_zone = view.suffix == name.zone
    if view.foreign:
        sure = same_zone or name.strength > COMMON or (view.mixed and len(name.text) >= _MIN_MIXED)
        severity = Severity.DANGER if sure else Severity.SHADOW
        return case.about(name, Technique.CONFUSABLE, severity, _foreign_spans(case, same_zone=same_zone))
    if text != name.text:
        shortest = min(len(text), len(name.text))
        anybodys = case.kind in ("cheap", "open", "cut") and name.strength >= FAIR
        if shortest < (_MIN_SWAP if same_zone else _MIN_SWAP_ELSEWHERE) or not (same_zone or anybodys):
            return None
        return case.about(
            name, Technique.LETTER_SWAP, Severity.CAUTION, [in_shown(view, text, differing(text, name.text))]
        )
    if same_zone:
        if len(text) < _MIN_SPLIT or text != view.glued:
            return None
        return case.about(
            name, Technique.SPLIT, Severity.CAUTION, _separators(view.shown[: view.suffix_start])
        )
    return case.about(name, Technique.SAME_NAME, _same_name_severity(case, name), [case.suffix_span])


def _same_name_severity(case: Case, name: Name) -> Severity:
    """The same name elsewhere is a claim when the name stands for its owner alone, more so the cheaper the
    address.

    Schools, groups and offices often open a blog under their name on a free host, so there a bare name
    proves nothing."""
    if case.view.tenant:
        official = name.organizer_id is not None and name.strength >= DISTINCTIVE
        return Severity.CAUTION if official else Severity.SHADOW
    enough = _ENOUGH[case.kind]
    if len(name.text) < _MIN_SPLIT or name.text in case.words.keywords:
        return Severity.SHADOW
    if enough == COMMON and not case.view.suffix.endswith("id") and len(name.text) < _MIN_IN_THE_WORLD:
        return Severity.CAUTION if is_rare(name.text) else Severity.SHADOW
    return Severity.CAUTION if name.strength >= enough else Severity.SHADOW


def _foreign_spans(case: Case, *, same_zone: bool) -> list[Span]:
    shown = case.view.shown
    spans = [(at, at + 1) for at, character in enumerate(shown) if not character.isascii()]
    return spans if same_zone else [*spans, case.suffix_span]


def _separators(ahead: str) -> list[Span]:
    return [(at, at + 1) for at, character in enumerate(ahead[:-1]) if character in ".-"]
