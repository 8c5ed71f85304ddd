"""The login library's store, kept by the ledger: reads are short, a change is one transaction at the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import g
from flask_security.datastore import UserDatastore

from registry.ledger.desk.accounts import Account, Credentials
from service.desk.accounts.user import DeskRole, DeskUser
from service.desk.stores import Stores


class LedgerDatastore(UserDatastore):
    """Finds accounts in the ledger; what the library changes is saved on :meth:`commit`."""

    def __init__(self, stores: Stores) -> None:
        super().__init__(DeskUser, DeskRole)
        self._stores = stores

    def find_user(self, case_insensitive: bool = False, **wanted: Any) -> DeskUser | None:  # noqa: ARG002
        """The user with this ``email``, ``fs_uniquifier`` or ``id``."""
        accounts = self._stores.ledger.accounts
        by: dict[str, Callable[[Any], Account | None]] = {
            "email": accounts.by_email,
            "fs_uniquifier": accounts.by_stamp,
            "id": accounts.by_id,
        }
        [(attribute, value)] = wanted.items()
        found = by[attribute](value)
        if found is None:
            return None
        locked = found.locked_until is not None and found.locked(self._stores.ledger.now())
        return DeskUser.of(found, locked=locked)

    def find_role(self, role: str) -> DeskRole:
        """The role of this name."""
        return DeskRole(role)

    def put(self, model: DeskUser) -> DeskUser:
        """Remembers that this user changed."""
        changed: dict[int, DeskUser] = g.setdefault("changed_users", {})
        changed[model.id] = model
        return model

    def delete(self, model: DeskUser) -> None:
        """Accounts are closed, never deleted: the audit log names them."""
        raise NotImplementedError

    def commit(self) -> None:
        """Saves what changed in this request."""
        changed: dict[int, DeskUser] = g.pop("changed_users", {})
        for user in changed.values():
            self._stores.ledger.accounts.save(
                user.id,
                Credentials(
                    password=user.password or "",
                    stamp=user.fs_uniquifier,
                    totp_method=user.tf_primary_method,
                    totp_secret=user.tf_totp_secret,
                    recovery_codes=tuple(user.mf_recovery_codes or ()),
                ),
            )
