"""An official name in a made-up zone: ``bkn.g0.id``, ``sman1x.school.id``."""

from __future__ import annotations

from registry.hosts.lookalike.case import Case
from registry.hosts.lookalike.finding import Lookalike, Severity, Technique
from registry.hosts.lookalike.names import one_slip

_NO_HONEST_READING = frozenset({"go-id", "goid", "g0", "sch-id", "schid"})


def fake_zone(case: Case) -> Lookalike | None:
    """A name below ``<label>.id`` whose label is taken for a zone, when the real zone has that name.

    ==========================  =====================  =======
    host                        real address           finds
    ==========================  =====================  =======
    bkn.g0.id                   bkn.go.id              caution
    kemenag.go-id.id            kemenag.go.id          caution
    unand.acc.id                unand.ac.id            caution
    pgri.org.id                 pgri.or.id             caution
    disdik.surabaya.gov.id      surabaya.go.id         caution
    tidakdikenal.go-id.id       \u2014                      caution
    kemenag.co.id               \u2014                      no
    blog.org.id                 \u2014                      no
    ==========================  =====================  =======
    """
    view = case.view
    if view.suffix != "id" or len(view.labels) < 2:
        return None
    label = view.name
    zone = case.words.fake_zones.get(label)
    certain = zone is not None
    if zone is None and label not in case.words.zones:
        zone = next((full for real, full in case.words.zones.items() if one_slip(label, real)), None)
        certain = zone is not None and _doubled(label, zone.partition(".")[0])
    if zone is None:
        return None
    labels = view.labels[:-1]
    texts = ["".join(labels[at:]).replace("-", "") for at in range(len(labels))]
    known = case.names(texts)
    start = sum(len(part) + 1 for part in view.shown_labels[:-1])
    spans = [(start, len(view.shown))]
    for text in texts:
        for name in known.get(text, ()):
            if name.zone == zone and (certain or name.strength > 0):
                return case.about(name, Technique.FAKE_ZONE, Severity.CAUTION, spans)
    if label in _NO_HONEST_READING:
        return Lookalike(Technique.FAKE_SUFFIX, Severity.CAUTION, view.shown, tuple(spans), None)
    return None


def _doubled(label: str, real: str) -> bool:
    """A letter typed twice (``acc``, ``schh``): no word, so it counts for short names, too."""
    return any(real[:at] + real[at] + real[at:] == label for at in range(len(real)))
