"""Which papers a plan still lacks, by the rules of its period."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from registry.rules.evidence import Evidence, counts_as_evidence
from registry.rules.periods import Period
from registry.rules.points import activities
from service.web import language as lang
from service.web.plan_form import Row


def papers() -> dict[str, str]:
    """What a teacher may hold already, by code, in the page's language."""
    return {
        Evidence.CERTIFICATE: _("sertifikat"),
        Evidence.OBSERVATION_REPORT: _("laporan observasi sejawat"),
        Evidence.AWARD: _("piagam penghargaan"),
        Evidence.ATTENDANCE_LIST: _("daftar hadir"),
        Evidence.INVITATION: _("undangan"),
        Evidence.TRAINING_REPORT: _("laporan pelatihan"),
    }


def missing_papers(rows: Sequence[Row], period: Period) -> list[str]:
    """A sentence for each row whose paper is not there or does not count; none where nothing is uploaded."""
    said = []
    for number, row in enumerate(rows, start=1):
        kind = activities().get(row.kind)
        name = row.name or (kind.name(lang.language().value) if kind else row_name(number))
        wanted = Evidence(kind.evidence if kind else Evidence.CERTIFICATE)
        answer = counts_as_evidence(Evidence(row.have), period.first) if row.have in tuple(Evidence) else None
        if answer and answer.counts is False:
            said.append(f"{name}: {answer.note.text(lang.language().value)}")
        elif answer and (kind is None or row.have == wanted):
            continue  # another paper that counts will do where the kind is not known
        elif counts_as_evidence(wanted, period.first).counts:
            said.append(_("%(name)s: belum ada %(paper)s.", name=name, paper=papers()[wanted]))
    return said


def row_name(number: int) -> str:
    """What a row without name and kind is called."""
    return _("Kegiatan %(number)s", number=number)
