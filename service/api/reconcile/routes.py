"""The addresses of the reconciliation service. Everything is read-only and answered from the snapshot."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request
from pydantic import ValidationError

from registry.organizer import Organizer
from registry.snapshot.snapshot import Snapshot
from service.api.check import answering
from service.api.problem import Problem, from_validation
from service.api.reconcile.batches import MAX_NAME, read_extension, read_queries
from service.api.reconcile.candidates import Candidates, describe
from service.api.reconcile.facts import extend
from service.api.reconcile.manifest import FACTS, kind_type, manifest
from service.api.reconcile.suggest import SUGGESTED, suggest
from service.checking.present import region_name

blueprint = Blueprint("reconcile", __name__, url_prefix="/reconcile")

_MAX_SKIP = 200


@blueprint.errorhandler(ValidationError)
def invalid(error: ValidationError) -> Response:
    """A field that holds JSON of another shape."""
    return from_validation(error)


@blueprint.route("", methods=["GET", "POST"], strict_slashes=False)
def service() -> Response:
    """The manifest, or the answers to ``queries`` or ``extend``."""
    snapshot = answering().snapshots.current()
    sent = request.form if request.method == "POST" else request.args
    if (text := sent.get("queries")) is not None:
        found = Candidates(snapshot)
        return jsonify({key: {"result": found.of(query)} for key, query in read_queries(text).items()})
    if (text := sent.get("extend")) is not None:
        return jsonify(extend(read_extension(text), snapshot))
    if request.method == "POST":
        raise Problem(
            400, "nothing-asked", "Nothing asked", "Send a form with the field `queries` or `extend`."
        )
    return jsonify(manifest())


@blueprint.get("/suggest/<what>", endpoint="suggest")
def complete(what: str) -> Response:
    """What the prefix may become."""
    _known_class(what)
    prefix = request.args.get("prefix", "")
    if len(prefix) > MAX_NAME:
        raise Problem(400, "prefix-too-long", "Prefix too long", f"Send at most {MAX_NAME} characters.")
    cursor = request.args.get("cursor", "0")
    if not cursor.isascii() or not cursor.isdigit() or int(cursor[:9]) > _MAX_SKIP:
        raise Problem(400, "bad-cursor", "Bad cursor", f"`cursor` is a number from 0 to {_MAX_SKIP}.")
    if what == "entity" and not prefix.strip():
        return jsonify(result=[])
    return jsonify(result=suggest(what, prefix, int(cursor), _snapshot()))


@blueprint.get("/flyout/<what>")
def flyout(what: str) -> Response:
    """A small piece of HTML about a suggestion."""
    _known_class(what)
    asked = request.args.get("id", "")
    if what == "entity":
        html = render_template("reconcile/card.html", **_card(_known(asked)))
    else:
        named = FACTS if what == "property" else {it["id"]: it["name"] for it in manifest()["defaultTypes"]}
        if asked not in named:
            raise _nobody()
        html = render_template("reconcile/word.html", name=named[asked])
    return jsonify(id=asked, html=html)


@blueprint.get("/preview/")
@blueprint.get("/preview/<path:id>")
def preview(id: str = "") -> str:
    """A page to be shown in a small frame beside a candidate."""
    return render_template("reconcile/preview.html", **_card(_known(id)))


@blueprint.get("/properties")
def propose() -> Response:
    """The properties that can be fetched; every type has the same."""
    answer: dict[str, Any] = {"properties": [{"id": id_, "name": name} for id_, name in FACTS.items()]}
    if type_ := request.args.get("type", "")[:MAX_NAME]:
        answer["type"] = type_
    limit = request.args.get("limit", "")
    if limit.isascii() and limit.isdigit() and int(limit[:9]) > 0:
        answer["limit"] = int(limit[:9])
        answer["properties"] = answer["properties"][: answer["limit"]]
    return jsonify(answer)


def _known_class(what: str) -> None:
    if what not in SUGGESTED:
        raise Problem(404, "nothing-suggested", "Nothing to suggest", f"There are {', '.join(SUGGESTED)}.")


def _snapshot() -> Snapshot:
    return answering().snapshots.current()


def _known(id_: str) -> Organizer:
    if (found := _snapshot().organizer(id_)) is None:
        raise _nobody()
    return found


def _nobody() -> Problem:
    return Problem(404, "no-such-entity", "Nothing of this id", "Nothing has this identifier.")


def _card(organizer: Organizer) -> dict[str, Any]:
    return {
        "organizer": organizer,
        "kind": kind_type(organizer.kind)["name"],
        "about": describe(organizer),
        "region": region_name(organizer.region) if organizer.region else "",
        "hosts": [host.name for host in organizer.hosts if host.until is None][:3],
        "aliases": [alias.name for alias in organizer.aliases][:3],
    }
