"""An account as the login library sees it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app
from flask_security import RoleMixin, UserMixin, hash_password

from registry.ledger.desk.accounts import Account, Role


@dataclass(eq=False)
class DeskRole(RoleMixin):
    """A role, as the library wants one."""

    name: str = ""


@dataclass(eq=False)
class DeskUser(UserMixin):
    """Somebody logging in or logged in. The library's names; what they mean is in :class:`Account`."""

    id: int = 0
    email: str = ""
    name: str = ""
    role: Role = Role.OBSERVER
    active: bool = False
    password: str | None = None
    fs_uniquifier: str = ""
    tf_primary_method: str | None = None
    tf_totp_secret: str | None = None
    tf_phone_number: str | None = None
    mf_recovery_codes: list[str] | None = None
    locked: bool = False

    @classmethod
    def of(cls, account: Account, *, locked: bool) -> DeskUser:
        """The user of an account; ``locked``: too many wrong passwords, by the ledger's clock."""
        return cls(
            id=account.id,
            email=account.email,
            name=account.name,
            role=account.role,
            active=account.active,
            password=account.password,
            fs_uniquifier=account.stamp,
            tf_primary_method=account.totp_method,
            tf_totp_secret=account.totp_secret,
            mf_recovery_codes=list(account.recovery_codes),
            locked=locked,
        )

    @property
    def roles(self) -> list[RoleMixin]:  # type: ignore[override]
        """The one role, as the library wants it."""
        return [DeskRole(self.role.value)]

    def verify_and_update_password(self, password: str) -> bool:
        """Whether the password is right. A locked account's never is, and takes as long to say so."""
        if self.locked:
            hash_password(password)
            return False
        return bool(super().verify_and_update_password(password))

    def check_tf_required(
        self,
        tf_setup_methods: list[tuple[str, str]],
        tf_fresh: bool,  # noqa: ARG002  (the library names them)
    ) -> tuple[bool, list[tuple[str, str]]]:
        """Admins need a second factor; whoever set one up is asked for it, on every login."""
        return self.role is Role.ADMIN or bool(tf_setup_methods), tf_setup_methods

    def check_tf_required_setup(self) -> bool:
        """An admin cannot switch it off again."""
        return self.role is Role.ADMIN

    def track_failed_authn(self, auth_type: str, tfa: bool = False) -> None:  # noqa: ARG002
        """Count it, and write it down when it locks the account."""
        if self.locked:
            return  # waiting longer for each try would let a stranger keep the owner out for good
        ledger = current_app.extensions["stores"].ledger
        with ledger.transaction():
            until = ledger.accounts.failed(self.id)
            if until is not None:
                ledger.audit.record("system", "account.lock", self.email, {"until": until.isoformat()})
