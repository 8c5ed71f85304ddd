"""Where published snapshots lie: a folder, an HTTP server, an object store; by its address.

obstore speaks to all of them: a path or ``file://`` for a folder, ``https://…`` (reading only), ``s3://bucket/prefix``
and its like, with the usual ``AWS_*`` variables. It writes a file whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, from_url

from registry.snapshot.transfer.errors import TransferError

TIMEOUT = timedelta(seconds=30)
"""For one answer of a server to begin; large files may then take longer."""
WHOLE = timedelta(minutes=30)
_RETRY: Any = {"max_retries": 3, "retry_timeout": timedelta(seconds=20)}


class Store:
    """Files below one address.

    Raises:
        TransferError: the address cannot be understood.
    """

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        try:
            if "://" not in address:
                self._files: Any = LocalStore(Path(address).absolute(), mkdir=True)
            elif address.startswith("file://"):
                self._files = from_url(self.address, mkdir=True)
            else:
                client: Any = {"connect_timeout": TIMEOUT, "timeout": WHOLE, "allow_http": True}
                self._files = from_url(self.address, client_options=client, retry_config=_RETRY)
        except (BaseError, ValueError, OSError) as error:
            raise TransferError(
                f"{address}: {_first_line(error)}; write a folder, https://…, or s3://bucket/prefix"
            ) from error

    def chunks(self, path: str) -> Iterator[bytes]:
        """The file's bytes, a piece at a time.

        Raises:
            FileNotFoundError: there is none.
            OSError: the store cannot be read.
        """
        try:
            for chunk in obstore.get(self._files, path).stream():
                yield bytes(chunk)
        except FileNotFoundError:
            raise
        except BaseError as error:
            raise OSError(_first_line(error)) from error

    def read(self, path: str, most: int) -> bytes | None:
        """A small file, ``None`` when there is none.

        Raises:
            TransferError: it is larger than ``most`` bytes, or the store cannot be read.
        """
        found = b""
        try:
            for chunk in self.chunks(path):
                found += chunk
                if len(found) > most:
                    raise TransferError(f"{self.address}/{path} is larger than {most} bytes")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise TransferError(f"{self.address} cannot be read ({error})") from error
        return found

    def has(self, path: str) -> bool:
        """Whether there is such a file.

        Raises:
            TransferError: the store cannot be read.
        """
        try:
            obstore.head(self._files, path)
        except FileNotFoundError:
            return False
        except (BaseError, OSError) as error:
            raise TransferError(f"{self.address} cannot be read ({_first_line(error)})") from error
        return True

    def write(self, path: str, data: bytes | Path) -> None:
        """Put a file there, whole or not at all.

        Raises:
            TransferError: the store cannot be written.
        """
        try:
            obstore.put(self._files, path, data)
        except (BaseError, OSError) as error:
            raise TransferError(f"{self.address} cannot be written ({_first_line(error)})") from error


def _first_line(error: BaseException) -> str:
    """Without the library's own traces, which follow below."""
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
