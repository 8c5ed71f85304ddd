"""``/ajukan`` and ``/usulan/…``: an organizer asks to be listed, and proves what it can."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, current_app, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.ledger.cases.proposals import Draft, Proposal, ProposalError, ProposalState, Role
from registry.ledger.jobs import JobState
from registry.organizer import Kind
from service.casework.forms import ProposalForm, sent
from service.casework.mail import Mailer, MailError
from service.ledger import ledger

JOB = "prove_host"
"""The worker's kind of job: it alone goes out (docs/crawler.md)."""

METHODS = ("dns", "file")

blueprint = Blueprint("proposals", __name__, template_folder="templates")


@blueprint.route("/ajukan", methods=["GET", "POST"])
def propose() -> str | tuple[str, int]:
    """The form. What it sends is kept as a proposal and changes no verdict."""
    form = ProposalForm(request.form)
    if not sent() or not form.validate():
        return render_template("casework/propose.html", form=form), 422 if sent() else 200
    proposal, secret = ledger().proposals.submit(_draft(form))
    address = url_for("proposals.proposal", number=proposal.number, secret=secret, _external=True)
    return render_template("casework/proposed.html", proposal=proposal, address=address), 201


@blueprint.get("/usulan/<string:number>/<string:secret>")
def proposal(number: str, secret: str) -> Response:
    """How a proposal stands, and what can still be proven."""
    found = _found(number, secret)
    _look_for_proof(found)
    return _page(_found(number, secret), secret)


@blueprint.post("/usulan/<string:number>/<string:secret>/situs")
def prove_host(number: str, secret: str) -> Response:
    """Ask the worker to look for the token at the host."""
    found = _found(number, secret)
    method = request.form.get("method", "")
    if found.draft.host is None or method not in METHODS:
        abort(404)
    payload = {"host": found.draft.host, "token": found.host_token, "method": method}
    ledger().jobs.enqueue(JOB, _job_key(found, method), payload)
    return redirect(url_for("proposals.proposal", number=number, secret=secret), 303)


@blueprint.post("/usulan/<string:number>/<string:secret>/surel")
def prove_mail(number: str, secret: str) -> Response:
    """Send a code to the institutional address, or check the one that was typed in."""
    found = _found(number, secret)
    if found.draft.mail is None:
        abort(404)
    if found.mail_proven or found.state is not ProposalState.RECEIVED:  # the back button, a second click
        return redirect(url_for("proposals.proposal", number=number, secret=secret), 303)
    if code := request.form.get("code", "").strip():
        if ledger().proposals.prove_mail(found.number, code[:20]):
            return redirect(url_for("proposals.proposal", number=number, secret=secret), 303)
        return _page(found, secret, _("Kode ini tidak cocok atau sudah kedaluwarsa."), 422)
    mailer: Mailer | None = current_app.extensions["mailer"]
    if mailer is None:
        return _page(found, secret, _("Pengiriman surel belum diatur oleh pengelola layanan ini."), 503)
    try:
        mailer.send_code(found.draft.mail, found.number, ledger().proposals.new_code(found.number))
    except ProposalError:
        return _page(found, secret, _("Kode sudah dikirim beberapa kali. Hubungi pengelola."), 429)
    except MailError:
        return _page(found, secret, _("Surel tidak dapat dikirim sekarang. Coba lagi nanti."), 503)
    return _page(found, secret, _("Kode telah dikirim ke %(mail)s.", mail=found.draft.mail))


def _draft(form: ProposalForm) -> Draft:
    return Draft(
        role=Role(form.role.data),
        kind=Kind(form.kind.data),
        name=form.name.data or "",
        region=form.region_code,
        registration=form.registration.data or None,
        website=form.website.data or None,
        evidence=form.proven_by(),
        host=form.host.data or None,
        mail=form.mail.data or None,
    )


def _found(number: str, secret: str) -> Proposal:
    found = ledger().proposals.by_secret(number[:16], secret[:100])
    if found is None:
        abort(404)
    return found


def _job_key(found: Proposal, method: str) -> str:
    return f"{method}:{found.draft.host}:{found.host_token}"


def _look_for_proof(found: Proposal) -> None:
    """Take over what the worker found since the page was last looked at."""
    if found.draft.host is None or found.host_proven:
        return
    for method in METHODS:
        job = ledger().jobs.latest(JOB, _job_key(found, method))
        if job is not None and job.state is JobState.DONE and job.result:
            ledger().proposals.prove_host(found.number, {**job.result, "method": method})
            if job.result.get("proven"):
                return


def _waiting(found: Proposal) -> bool:
    jobs = [ledger().jobs.latest(JOB, _job_key(found, method)) for method in METHODS]
    return any(job is not None and job.state in (JobState.WAITING, JobState.LEASED) for job in jobs)


def _page(found: Proposal, secret: str, notice: str | None = None, status: int = 200) -> Response:
    """A page whose address is a secret is kept by no cache and no search engine."""
    shown: dict[str, Any] = {
        "waiting": found.draft.host is not None and _waiting(found),
        "can_mail": current_app.extensions["mailer"] is not None,
    }
    page = render_template("casework/proposal.html", proposal=found, secret=secret, notice=notice, **shown)
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
