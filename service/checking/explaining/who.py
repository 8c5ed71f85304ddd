"""Who is behind it: what is proven, what is only claimed, and what is not known."""

from __future__ import annotations

from registry.organizer import PROPOSALS
from service.checking.findings import AmbiguousName, Findings, Holding, Relation, Tie
from service.checking.level import Level
from service.checking.reason import Param, Reason, Source, Word

_STRANGERS_SHOWN = 3
_HELD = {
    Holding.OWN: "host_own",
    Holding.AUTHORIZED: "host_authorized",
    Holding.APP: "host_app",
    Holding.HINT: "host_hint",
}
_WHY_SHUT = {
    "dead": "shut_gone",
    "gone": "shut_gone",
    "unresolved": "shut_silent",
    "unreachable": "shut_silent",
    "timeout": "shut_silent",
    "failed": "shut_trouble",
    "limited": "shut_trouble",
    "tls": "shut_trouble",
    "broken": "shut_trouble",
    "blocked": "shut_to_us",
    "robots": "shut_to_us",
    "loop": "shut_in_circles",
    "too_many_hops": "shut_in_circles",
    "self": "shut_at_service",
    "refused": "shut_refused",
    "not_modified": "shut_unreadable",
    "too_large": "shut_unreadable",
    "resolved": "shut_unreadable",  # opened, but its end is no address that can be read
}
"""What the crawler calls the end of a way, in few words. A newer registry may hold others."""

_ZONES = {"government": "zone_government", "school": "zone_school", "higher_education": "zone_university"}


def who_reasons(found: Findings, level: Level) -> list[Reason]:
    """Never empty: where nothing is tied and nobody named, it says so.

    A proven link that does not decide comes after the names that do: a stranger's message may carry one.
    """
    outvoted = level in (Level.CLAIMED, Level.UNKNOWN)
    aside = [tie for tie in found.ties if tie.proven and outvoted]
    return [
        *(_tied(tie, found) for tie in found.ties if tie not in aside),
        *(_ambiguous(name, found.snapshot) for name in found.ambiguous),
        *_nobody(found),
        *_unread(found),
        *(_tied(tie, found) for tie in aside),
        *_contradiction(found),
        *_about_the_entries(found),
        *_about_the_link(found),
        *_coverage(found),
    ]


def registry_entry(tie: Tie) -> Source:
    """The registry entry behind a statement: its first source, and when it was seen there."""
    if not tie.organizer.provenance:
        return Source(f"registry:{tie.organizer.id}")
    first = tie.organizer.provenance[0]
    return Source(first.source, first.url, first.seen_on)


def _tied(tie: Tie, found: Findings) -> Reason:
    name = {"organizer": tie.organizer.name}
    if tie.vouch is not None:
        page = tie.vouch.page_url
        return Reason(
            "vouched", {**name, "page": page}, source=Source(tie.organizer.name, page, tie.vouch.seen_on)
        )
    if tie.relation is Relation.MENTION:
        if tie.leads and tie.organizer.id in found.kin:
            owner = next(it.organizer.name for it in found.ties if it.proven)
            return Reason("named_kin", {**name, "owner": owner}, quote=tie.quote, source=registry_entry(tie))
        if tie.leads:
            code = "named_only" if found.link else "named_without_link"
        else:
            code = "partner_named" if tie.partner else "mentioned_in_passing"
        return Reason(code, name, quote=tie.quote, source=registry_entry(tie))
    holding = tie.holding or Holding.APP
    if holding is Holding.OWN and tie.organizer.name.casefold() == _host(found):
        return Reason("host_is_it", {"host": _host(found)}, source=registry_entry(tie))
    return Reason(_HELD[holding], {**name, "host": _host(found)}, source=registry_entry(tie))


def _ambiguous(name: AmbiguousName, snapshot: str) -> Reason:
    first, second = name.candidates[0].name, name.candidates[1].name
    return Reason(
        "name_ambiguous",
        {"name": name.quote, "first": first, "second": second},
        quote=name.quote,
        source=_registry(snapshot),
    )


def _contradiction(found: Findings) -> list[Reason]:
    """What the address says against the name: anybody's platform, or a host of somebody else."""
    if found.link is None or found.link.unresolved:
        return []
    link = found.link.final
    owners = [tie for tie in found.ties if tie.relation is not Relation.MENTION]
    named = (tie for tie in found.ties if tie.relation is Relation.MENTION and tie.leads)
    claims = [tie for tie in named if tie.organizer.id not in found.kin]
    source = Source(link.url)
    if link.platform is not None:
        return [] if owners else [Reason("shared_platform", {"host": link.host}, source=source)]
    if not claims:
        return []
    claim = claims[0]
    params = {"organizer": claim.organizer.name, "host": link.host}
    if owners and owners[0].proven:
        owner = {"owner": owners[0].organizer.name}
        return [Reason("host_of_another", {**params, **owner}, quote=claim.quote, source=source)]
    hinted = claim.organizer.id in {tie.organizer.id for tie in owners}
    if claim.official_host(found.on) is not None and not hinted:
        return [Reason("name_host_contradiction", params, quote=claim.quote, source=source)]
    return []


def _nobody(found: Findings) -> list[Reason]:
    """The two kinds of unknown are different reasons: a stranger is named, or nobody is."""
    reasons = [
        Reason("named_unknown", {"name": name}, quote=name, source=_registry(found.snapshot))
        for name in found.strangers[:_STRANGERS_SHOWN]
    ]
    if not reasons and not found.ambiguous and not any(tie.leads for tie in found.ties):
        code = "nobody_named" if found.has_text else "no_text"
        reasons.append(Reason(code, source=_registry(found.snapshot)))
    return reasons


def _unread(found: Findings) -> list[Reason]:
    return [Reason("way_in_unread", quote=found.unread)] if found.unread else []


def _about_the_entries(found: Findings) -> list[Reason]:
    reasons = []
    for tie in found.ties:
        name, entry = {"organizer": tie.organizer.name}, registry_entry(tie)
        if tie.old_name and tie.quote:
            reasons.append(Reason("old_name", {**name, "name": tie.quote}, quote=tie.quote, source=entry))
        proposed = {it.source for it in tie.organizer.provenance} == {PROPOSALS}
        if proposed and tie.relation is not Relation.MENTION:
            reasons.append(Reason("rests_on_proposal", name, source=entry))
        if tie.organizer.status == "inactive":
            reasons.append(Reason("organizer_inactive", name, source=entry))
        official = tie.official_host(found.on) if tie.relation is Relation.MENTION and tie.leads else None
        if official is not None:
            reasons.append(Reason("official_address", {**name, "official": official}, source=entry))
    return reasons


def _about_the_link(found: Findings) -> list[Reason]:
    reasons = [
        Reason(
            "vouch_expired",
            {"organizer": organizer.name, "until": vouch.expires_on},
            source=Source(organizer.name, vouch.page_url, vouch.seen_on),
        )
        for organizer, vouch in found.expired
    ]
    if (link := found.link) is None:
        return reasons
    source = Source(link.given.url)
    known = any(tie.proven or tie.holding is Holding.APP for tie in found.ties)
    if found.zone in _ZONES and not known:
        zone = Source(link.final.url)
        reasons.append(Reason(_ZONES[found.zone], {"host": link.final.host}, source=zone))
    url = {"url": link.given.url}
    if link.problem is not None:
        why = Word(_WHY_SHUT.get(link.problem, "shut_somehow"))
        reasons.append(Reason("short_link_failed", {**url, "why": why}, source=source))
    elif link.unresolved:
        reasons.append(Reason("short_link_pending", url, source=source))
    elif link.final.key != link.given.key:
        reasons.append(Reason("short_link_opened", {**url, "target": link.final.url}, source=source))
    return reasons


def _coverage(found: Findings) -> list[Reason]:
    """How much an "unknown" is worth: what the registry holds of that kind in that place."""
    if (coverage := found.coverage) is None:
        return []
    code = "coverage" if coverage.count else "coverage_none"
    params: dict[str, Param] = {
        "count": coverage.count,
        "kind": Word(coverage.kind),
        "place": coverage.place or Word("indonesia"),
    }
    return [Reason(code, params, source=_registry(found.snapshot))]


def _registry(snapshot: str) -> Source:
    return Source(f"registry:{snapshot}")


def _host(found: Findings) -> str:
    return found.link.final.host if found.link else ""
