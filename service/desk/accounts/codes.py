"""Codes of a second factor: none counts twice, none counts while the account is locked."""

from __future__ import annotations

from flask import current_app
from flask_security import MfRecoveryCodesUtil, Totp, UserMixin
from passlib.exc import TokenError

from service.desk.accounts.user import DeskUser


class OnceTotp(Totp):
    """The library's codes, with the time steps that were used kept in the ledger."""

    def verify_totp(self, token: str, totp_secret: str, user: UserMixin, window: int = 0) -> bool:
        """Whether the code is right, and newer than every code used before."""
        if not isinstance(user, DeskUser) or user.locked:
            return False
        try:
            match = self._totp.verify(token, totp_secret, window=window)
        except TokenError:
            return False
        accounts = current_app.extensions["stores"].ledger.accounts
        return bool(accounts.use_totp(user.id, match.counter))


class CountedRecoveryCodes(MfRecoveryCodesUtil):
    """The library's recovery codes; wrong ones are counted and lock, as wrong passwords and app codes do."""

    def check_recovery_code(self, user: UserMixin, code: str) -> bool:
        """Whether the code is one of the user's."""
        if not isinstance(user, DeskUser) or user.locked:
            return False
        right = bool(super().check_recovery_code(user, code))
        if not right:
            user.track_failed_authn("recovery", tfa=True)
        return right
