"""An official host in front of an ``@``: the eye reads it as the address, the browser as a login name."""

from __future__ import annotations

from registry.hosts.lookalike.case import Case
from registry.hosts.lookalike.finding import Lookalike, Severity, Technique


def before_at(case: Case) -> Lookalike | None:
    """What stands before the ``@`` is an official host, what opens is another one.

    ==========================================  ==========================  =======
    host                                        real address                finds
    ==========================================  ==========================  =======
    https://simpkb.id@contoh.my.id/             simpkb.id                   danger
    https://guru.kemdikbud.go.id:x@a.my.id/     guru.kemdikbud.go.id        danger
    https://budi.santoso@contoh.my.id/          \u2014                           no
    https://simpkb.id@belajar.id/               \u2014                           no
    ==========================================  ==========================  =======
    """
    office = case.before_at
    if office is None:
        return None
    spans = ((0, len(case.view.shown)),)
    return Lookalike(
        *(Technique.BEFORE_AT, Severity.DANGER, case.view.shown, spans),
        *(office.host, office.name, office.organizer_id),
    )
