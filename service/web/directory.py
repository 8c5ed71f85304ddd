"""``/penyelenggara``: who is recognized; ``/cakupan``: how many of whom the registry holds."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.matching.answer import Outcome
from registry.organizer import Host, Kind, Organizer
from registry.region import Region, gazetteer
from registry.snapshot.browse import Within
from registry.snapshot.snapshot import Snapshot
from service.checking.present import region_name
from service.checking.texts import word
from service.web import language as lang
from service.web.checks import answering, plain
from service.web.same_page import same_page

blueprint = Blueprint("directory", __name__)

PER_PAGE = 25
_LAST_PAGE = 400
"""Nobody leafs farther; it bounds what one request can cost at a million organizers."""

_LONGEST = 200


@blueprint.get("/penyelenggara")
def search() -> str:
    """Find an organizer by what a teacher types, by kind and by province."""
    snapshot = answering().snapshots.current()
    within = _within()
    page = _page()
    found: list[Organizer] = []
    total = 0
    if not within.empty:
        found, total = snapshot.leaf(within, PER_PAGE, (page - 1) * PER_PAGE)
    outcome, meant = _meant(snapshot, within) if page == 1 else (Outcome.NONE, [])
    known = {it.id for it in meant}
    return render_template(
        "organizers.html",
        within=within,
        meant=meant,
        unclear=outcome is not Outcome.MATCH,
        found=[it for it in found if it.id not in known],
        total=total,
        page=page,
        pages=min(-(-total // PER_PAGE), _LAST_PAGE),
        turn=lambda to: same_page(hal=str(to)),
        kinds=kinds(),
        provinces=provinces(),
        region_of=region_of,
    )


@blueprint.get("/penyelenggara/<string:organizer_id>")
def organizer(organizer_id: str) -> str | Response | tuple[str, int]:
    """Who an organizer is, its addresses and names, and what its entry rests on."""
    snapshot = answering().snapshots.current()
    if (target := snapshot.redirect(organizer_id)) is not None:
        return redirect(url_for("directory.organizer", organizer_id=target), 308)
    if (found := snapshot.organizer(organizer_id)) is None:
        title = _("Penyelenggara ini tidak tercatat")
        return render_template("missing.html", title=title, detail=_("Mungkin alamatnya salah ketik.")), 404
    relations = {
        "own": _("milik sendiri"),
        "authorized": _("dikelola pihak lain atas namanya"),
        "app": _("aplikasi; isi halamannya tidak selalu dari lembaga ini"),
    }
    confidences = {
        "A": _("banyak dikunjungi, tercatat di daftar umum"),
        "B": _("tertulis di sumber"),
        "C": _("petunjuk lemah: hanya satu sumber menyebutnya"),
    }
    return render_template(
        "organizer.html",
        organizer=found,
        kind=kinds()[found.kind.value],
        region=region_of(found),
        hosts=sorted(found.hosts, key=_best_first),
        parent=snapshot.organizer(found.parent) if found.parent else None,
        relations=relations,
        confidences=confidences,
        sources=snapshot.sources_of(found.id),
        snapshot=snapshot.version,
    )


@blueprint.get("/cakupan")
def coverage() -> str:
    """How many bodies of each kind the registry holds, and in which provinces; said plainly, with a chart."""
    snapshot = answering().snapshots.current()
    kind = _kind()
    by_kind = [(it, kinds()[it.value], snapshot.coverage(it)) for it in Kind]
    by_province = [(region, _held(snapshot, kind, region.code)) for region in provinces()]
    return render_template(
        "coverage.html",
        kind=kind,
        kinds=kinds(),
        by_kind=by_kind,
        most_of_kind=max(1, *(count for _kind, _name, count in by_kind)),
        by_province=by_province,
        most_of_province=max(1, *(count for _region, count in by_province)),
        empty=sum(not count for _region, count in by_province),
        published=snapshot.published_at.date(),
    )


def kinds() -> dict[str, str]:
    """The kinds of organizers in the words of the page's language."""
    return {kind.value: word(kind.value, lang.language()) for kind in Kind}


def provinces() -> list[Region]:
    """All provinces, by code."""
    return [region for region in gazetteer() if region.level == "province"]


def region_of(it: Organizer) -> str | None:
    """Where an organizer is, in words; ``None`` for a national one."""
    return it.region_name or (region_name(it.region) if it.region else None)


def _best_first(host: Host) -> tuple[bool, str, bool, str]:
    """Its own address before applications, well proven before a weak hint, all below it before one host."""
    return host.relation != "own", host.confidence, not host.subtree, host.name


def _held(snapshot: Snapshot, kind: Kind | None, province: str) -> int:
    wanted = tuple(Kind) if kind is None else (kind,)
    return sum(snapshot.coverage(it, province) for it in wanted)


def _within() -> Within:
    province = request.args.get("provinsi", "")
    known = {region.code for region in provinces()}
    query = plain(request.args.get("q", ""))[:_LONGEST].strip()
    return Within(_kind(), province if province in known else "", query)


def _kind() -> Kind | None:
    asked = request.args.get("jenis")
    return Kind(asked) if asked in tuple(Kind) else None


def _page() -> int:
    asked = request.args.get("hal", "")
    return (
        min(max(int(asked), 1), _LAST_PAGE) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    )


def _meant(snapshot: Snapshot, within: Within) -> tuple[Outcome, list[Organizer]]:
    """What the words stand for as a whole ("Disdik Kab Bdg"): one organizer, or those it may be."""
    if not within.words:
        return Outcome.NONE, []
    match = snapshot.matcher.match(within.words)
    found = [snapshot.organizer(it.organizer_id) for it in match.candidates]
    fitting = [it for it in found if it is not None and _lies(it, within)]
    return match.outcome, fitting[:1] if match.outcome is Outcome.MATCH else fitting


def _lies(it: Organizer, within: Within) -> bool:
    in_province = not within.province or (it.region or "").partition(".")[0] == within.province
    return in_province and within.kind in (None, it.kind)
