"""An official name together with its own suffix, in front of a suffix that is somebody else's."""

from __future__ import annotations

from collections.abc import Iterator

from registry.hosts.lookalike.case import Case, glue
from registry.hosts.lookalike.finding import Lookalike, Severity, Technique
from registry.hosts.lookalike.view import Token
from registry.values import dataclass

_MOST_NAME_TOKENS = 6  # the official host with the most parts in the seed registry has 5
_MIN_GLUED_NAME = 3  # "ui" + "acid" would be found in ordinary words
_WRITTEN_OUT = frozenset({"go", "gov", "sch", "mil", "desa", "ac"})


@dataclass(frozen=True, slots=True)
class _Zone:
    """A zone's letters found among the tokens; ``name`` are the tokens before it, ``rest`` letters glued to
    it."""

    zone: str
    name: tuple[Token, ...]
    rest: str
    start: int
    split: bool  # its two letters groups stand apart ("go-id"), not in one token ("goid")


def foreign_suffix(case: Case) -> Lookalike | None:
    """An official host's name and suffix glued to another suffix, or a zone's letters where they are no
    suffix.

    ======================================================  ==========================  =======
    host                                                    real address                finds
    ======================================================  ==========================  =======
    kemendikdasmen-go-id.pendaftaran-webinar.my.id          kemendikdasmen.go.id        danger
    guru.kemdikbud.go.id.pelatihan-pmm.web.app              guru.kemdikbud.go.id        danger
    jabarprovgoid.site                                      jabarprov.go.id             danger
    jabarprov-go.id                                         jabarprov.go.id             danger
    simpkb.id-pendaftaran.online                            simpkb.id                   danger
    dinas-tidak-dikenal-go-id.com                           \u2014                           caution
    placid.app                                              \u2014                           no
    florid.com                                              \u2014                           no
    lets-go.id                                              \u2014                           no
    toko-id.com                                             \u2014                           no
    ======================================================  ==========================  =======
    """
    zones = list(_zones(case))
    texts = [text for zone in zones for _, text in _names_before(zone)]
    known = case.names(texts)
    for zone in zones:
        for start, text in _names_before(zone):
            for name in known.get(text, ()):
                if name.zone == zone.zone:
                    spans = [(0, start)] if start else []
                    return case.about(
                        name,
                        Technique.FOREIGN_SUFFIX,
                        Severity.DANGER,
                        [*spans, (zone.start, len(case.view.shown))],
                    )
    return _direct(case) or _unknown(case, zones)


def _direct(case: Case) -> Lookalike | None:
    """A name that is registered right below ``.id``: ``simpkb.id-x.online`` (a hyphen alone would prove
    nothing)."""
    tokens = case.view.tokens
    places = [
        at
        for at in range(1, len(tokens))
        if tokens[at].text == "id" and tokens[at - 1].label != tokens[at].label
    ]
    known = case.names([tokens[at - 1].text for at in places])
    for at in places:
        for name in known.get(tokens[at - 1].text, ()):
            if name.zone == "id" and len(name.text) >= _MIN_GLUED_NAME:
                return case.about(
                    name,
                    Technique.FOREIGN_SUFFIX,
                    Severity.DANGER,
                    [(tokens[at].start, len(case.view.shown))],
                )
    return None


def _unknown(case: Case, zones: list[_Zone]) -> Lookalike | None:
    """A zone written out where it is no suffix, behind a name that the registry does not know."""
    for zone in zones:
        if zone.split and zone.name and zone.zone.partition(".")[0] in _WRITTEN_OUT:
            end = len(case.view.shown)
            return Lookalike(
                Technique.FAKE_SUFFIX, Severity.CAUTION, case.view.shown, ((zone.start, end),), None
            )
    return None


def _zones(case: Case) -> Iterator[_Zone]:
    tokens = case.view.tokens
    labels = {**case.words.zones, "gov": "go.id"}
    for at, token in enumerate(tokens):
        before = tokens[:at]
        follows = tokens[at + 1].text if at + 1 < len(tokens) else case.view.suffix
        if (zone := labels.get(token.text)) is not None and follows == "id":
            yield _Zone(zone, before, "", token.start, split=at + 1 < len(tokens))
        if not token.text.endswith("id"):
            continue
        for label, zone in labels.items():
            ending = label + "id"
            rest = token.text[: -len(ending)]
            if token.text.endswith(ending) and (rest or before):
                yield _Zone(zone, before, rest, token.start + len(rest), split=False)


def _names_before(zone: _Zone) -> Iterator[tuple[int, str]]:
    """The names that may stand before a zone, longest first, each with the place where it starts."""
    tokens = zone.name[-_MOST_NAME_TOKENS:]
    for at in range(len(tokens)):
        yield tokens[at].start, glue(tokens[at:]) + zone.rest
    if len(zone.rest) >= _MIN_GLUED_NAME:
        yield zone.start - len(zone.rest), zone.rest
