"""One's own account: where it is logged in, password, second factor. For admins: everybody's."""

from __future__ import annotations

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.ledger.desk.accounts import Account
from service.desk.access import DECIDERS, READERS, requires
from service.desk.audit import audit
from service.desk.stores import ledger
from service.desk.who import me

blueprint = Blueprint("account", __name__)


@blueprint.get("/account")
@requires(*READERS)
def own() -> str:
    """Where I am logged in, and what protects my account."""
    return render_template("account.html", logins=ledger().logins.of(me().id), this=g.login.id)


@blueprint.post("/account/logins/<int:login_id>/end")
@requires(*READERS)
def end_login(login_id: int) -> Response:
    """Ends one of my logins; another one's is not found."""
    with ledger().transaction():
        if not ledger().logins.end(login_id, me().id):
            abort(404)
        audit("login.revoke", me().email, {"login": login_id})
    flash(_("Sesi itu diakhiri."))
    return redirect(url_for("account.own"))


@blueprint.get("/accounts")
@requires(*DECIDERS)
def everybody() -> str:
    """All accounts."""
    return render_template("accounts.html", accounts=ledger().accounts.all())


@blueprint.post("/accounts/<int:account_id>/close")
@requires(*DECIDERS)
def close(account_id: int) -> Response:
    """Closes an account and ends its logins."""
    return _change(account_id, active=False)


@blueprint.post("/accounts/<int:account_id>/open")
@requires(*DECIDERS)
def reopen(account_id: int) -> Response:
    """Opens a closed account again."""
    return _change(account_id, active=True)


def _change(account_id: int, *, active: bool) -> Response:
    found: Account | None = ledger().accounts.by_id(account_id)
    if found is None:
        abort(404)
    if found.id == me().id:
        flash(_("Akun sendiri tidak dapat ditutup di sini; minta admin lain."))
        return redirect(url_for("account.everybody"))
    with ledger().transaction():
        ledger().accounts.set_active(account_id, active)
        ledger().logins.end_all(account_id)
        audit("account.open" if active else "account.close", found.email)
    return redirect(url_for("account.everybody"))
