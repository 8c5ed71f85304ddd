"""Snapshots between machines: what arrives is what was signed, newer, and whole; or nothing does."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from registry.decision import Action, Ground
from registry.ledger import Ledger
from registry.ledger.cases.made import Draft
from registry.ledger.cases.reports import Report, ReportKind
from registry.snapshot import DamagedSnapshotError, SnapshotError, SnapshotStore
from registry.snapshot.deciding import publish_decisions
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.order import PublishOrder
from registry.snapshot.publish import rollback
from registry.snapshot.transfer import push as pushing
from registry.snapshot.transfer.errors import TransferError, UntrustedError
from registry.snapshot.transfer.keys import make_keys, read_root, read_signer, rotate
from registry.snapshot.transfer.pull import pull
from registry.snapshot.transfer.push import push
from registry.snapshot.transfer.store import Store
from tests.registry.made import put_out, record, school

ORDER = PublishOrder(by="penguji", wait=0)


def version(folder: SnapshotFolder) -> str:
    return SnapshotStore(folder.folder).current().version


def more(ledger: Ledger, tmp_path: Path, schools: int) -> None:
    """One more school, published."""
    record(ledger, [school(number) for number in range(1, schools + 1)])
    put_out(ledger, tmp_path / "publisher")


def test_by_a_folder(
    publisher: Ledger, here: SnapshotFolder, there: SnapshotFolder, keys: Path, tmp_path: Path
) -> None:
    store = Store(str(tmp_path / "store"))
    first = push(here, store, keys)
    assert first.sent == first.files
    pulled = pull(there, store, keys / "root.json", 5)
    assert pulled is not None
    assert pulled.version == first.version == version(there)
    assert pull(there, store, None, 5) is None
    assert push(here, store, keys).sent == 0, "the same again is only signed anew"


def test_by_a_web_server_and_only_what_changed(
    publisher: Ledger,
    here: SnapshotFolder,
    there: SnapshotFolder,
    keys: Path,
    web: tuple[Path, str],
) -> None:
    folder, address = web
    push(here, Store(str(folder)), keys)
    assert pull(there, Store(address), keys / "root.json", 5) is not None
    case = publisher.reports.receive(Report(ReportKind.MISSED, "gform:1FAIpQLSrekaan")).case
    publisher.decisions.make(
        Draft(case.number, 1, Action.FLAG, Ground.PAYMENT, "bukti rekaan cukup", emergency=True), "admin-a"
    )
    publish_decisions(publisher, here, ORDER)
    push(here, Store(str(folder)), keys)
    pulled = pull(there, Store(address), None, 5)
    assert pulled is not None
    assert pulled.fetched == 1, "only the decisions travelled"
    assert SnapshotStore(there.folder).current().flagged == ["gform:1FAIpQLSrekaan"]


@pytest.mark.slow
def test_by_an_object_store(
    publisher: Ledger,
    here: SnapshotFolder,
    there: SnapshotFolder,
    keys: Path,
    s3: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in {
        "AWS_ENDPOINT_URL": s3,
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    urllib.request.urlopen(urllib.request.Request(f"{s3}/bucket", method="PUT"), timeout=10).close()
    store = Store("s3://bucket/registry")
    push(here, store, keys)
    assert pull(there, store, keys / "root.json", 5) is not None
    assert version(there) == version(here)


def test_a_store_signed_by_others_is_refused(
    publisher: Ledger, here: SnapshotFolder, there: SnapshotFolder, keys: Path, tmp_path: Path
) -> None:
    make_keys(tmp_path / "others")
    push(here, Store(str(tmp_path / "store")), tmp_path / "others")
    with pytest.raises(UntrustedError):
        pull(there, Store(str(tmp_path / "store")), keys / "root.json", 5)
    with pytest.raises(UntrustedError, match="other keys"):
        push(here, Store(str(tmp_path / "store")), keys)
    with pytest.raises(TransferError, match="--root"):
        pull(SnapshotFolder.at(tmp_path / "new" / "snapshots"), Store(str(tmp_path / "store")), None, 5)


def test_an_older_store_is_refused(
    publisher: Ledger, here: SnapshotFolder, there: SnapshotFolder, keys: Path, tmp_path: Path
) -> None:
    """An attacker who kept yesterday's signed store cannot take anybody back to it."""
    store = tmp_path / "store"
    push(here, Store(str(store)), keys)
    shutil.copytree(store, tmp_path / "yesterday")
    more(publisher, tmp_path, 3)
    push(here, Store(str(store)), keys)
    assert pull(there, Store(str(store)), keys / "root.json", 5) is not None
    newest = version(there)
    with pytest.raises(UntrustedError):
        pull(there, Store(str(tmp_path / "yesterday")), None, 5)
    assert version(there) == newest


def test_a_store_that_nobody_signs_any_more_is_refused(
    publisher: Ledger,
    here: SnapshotFolder,
    there: SnapshotFolder,
    keys: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pushing, "LASTS", timedelta(seconds=-1))
    push(here, Store(str(tmp_path / "store")), keys)
    with pytest.raises(UntrustedError, match="expired"):
        pull(there, Store(str(tmp_path / "store")), keys / "root.json", 5)


@pytest.mark.parametrize(
    ("days", "why"), [(20, "expired"), (365, "expired"), (-2, "future"), (-365, "future")]
)
def test_a_machine_whose_clock_is_wrong_keeps_what_it_has(
    days: int,
    why: str,
    publisher: Ledger,
    here: SnapshotFolder,
    there: SnapshotFolder,
    keys: Path,
    tmp_path: Path,
) -> None:
    """Ahead, it believes no signature any more; behind, it believes no registry. Both end with the fault."""
    store = Store(str(tmp_path / "store"))
    push(here, store, keys)
    pull(there, store, keys / "root.json", 5)
    before = version(there)
    more(publisher, tmp_path, 3)
    push(here, store, keys)
    with (
        time_machine.travel(datetime.now(UTC) + timedelta(days=days)),
        pytest.raises(UntrustedError, match=why),
    ):
        pull(there, store, None, 5)
    assert version(there) == before
    pull(there, store, None, 5)
    assert version(there) != before


def test_a_publisher_whose_clock_is_behind_signs_nothing(
    publisher: Ledger, here: SnapshotFolder, keys: Path, tmp_path: Path
) -> None:
    with (
        time_machine.travel(datetime.now(UTC) - timedelta(days=365)),
        pytest.raises(TransferError, match="clock"),
    ):
        push(here, Store(str(tmp_path / "store")), keys)
    assert not (tmp_path / "store" / "metadata").exists()


@pytest.mark.parametrize("what", ["blob changed", "blob cut", "blob lost", "manifest changed"])
def test_a_damaged_store_is_refused_and_the_old_one_stays(
    publisher: Ledger, here: SnapshotFolder, there: SnapshotFolder, keys: Path, tmp_path: Path, what: str
) -> None:
    store = tmp_path / "store"
    push(here, Store(str(store)), keys)
    pull(there, Store(str(store)), keys / "root.json", 5)
    before = version(there)
    more(publisher, tmp_path, 3)
    known = {path.name for path in (store / "blobs").iterdir()}
    push(here, Store(str(store)), keys)
    [blob] = [path for path in (store / "blobs").iterdir() if path.name not in known]
    data = blob.read_bytes()
    if what == "blob changed":
        blob.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    elif what == "blob cut":
        blob.write_bytes(data[:100])
    elif what == "blob lost":
        blob.unlink()
    else:
        for path in (store / "targets").iterdir():
            path.write_bytes(path.read_bytes().replace(b"penguji", b"penjahat"))
    with pytest.raises((DamagedSnapshotError, UntrustedError)):
        pull(there, Store(str(store)), None, 5)
    assert version(there) == before
    assert not list(there.folder.glob(".building-*"))


def damage(path: Path) -> None:
    """One bit of the last byte."""
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))


@pytest.mark.parametrize("name", ["registry.db", "decisions.json", "manifest.json", "lost"])
def test_what_is_damaged_here_is_fetched_again(
    publisher: Ledger, here: SnapshotFolder, there: SnapshotFolder, keys: Path, tmp_path: Path, name: str
) -> None:
    store = Store(str(tmp_path / "store"))
    push(here, store, keys)
    pull(there, store, keys / "root.json", 5)
    folder = there.folder / there.current()
    service = SnapshotStore(there.folder)
    if name == "lost":
        (folder / "manifest.json").unlink()
    else:
        damage(folder / name)
    with pytest.raises(DamagedSnapshotError):
        service.current()
    mended = pull(there, store, None, 5)
    assert mended is not None
    assert mended.mended
    assert mended.fetched == (name in ("registry.db", "decisions.json"))
    assert service.current().version == version(here)
    assert pull(there, store, None, 5) is None


def test_a_pull_that_shall_not_verify_reads_no_file(
    publisher: Ledger, here: SnapshotFolder, there: SnapshotFolder, keys: Path, tmp_path: Path
) -> None:
    store = Store(str(tmp_path / "store"))
    push(here, store, keys)
    pull(there, store, keys / "root.json", 5)
    damage(there.folder / there.current() / "registry.db")
    assert pull(there, store, None, 5, verify=False) is None


def test_a_damaged_file_is_not_shared_with_the_next_version(
    publisher: Ledger, here: SnapshotFolder, there: SnapshotFolder, keys: Path, tmp_path: Path
) -> None:
    store = Store(str(tmp_path / "store"))
    push(here, store, keys)
    pull(there, store, keys / "root.json", 5)
    damage(there.folder / there.current() / "decisions.json")
    more(publisher, tmp_path, 3)
    push(here, store, keys)
    pulled = pull(there, store, None, 5)
    assert pulled is not None
    assert version(there) == version(here)


def test_a_rolled_back_publisher_takes_everybody_back(
    publisher: Ledger, here: SnapshotFolder, there: SnapshotFolder, keys: Path, tmp_path: Path
) -> None:
    store = Store(str(tmp_path / "store"))
    push(here, store, keys)
    pull(there, store, keys / "root.json", 5)
    old = version(there)
    more(publisher, tmp_path, 3)
    push(here, store, keys)
    pull(there, store, None, 5)
    assert version(there) > old
    rollback(publisher, here, ORDER)
    with pytest.raises(UntrustedError, match="--older"):
        push(here, store, keys)
    push(here, store, keys, older=True)
    pull(there, store, None, 5)
    assert version(there) == old


def test_a_new_online_key_is_believed_because_the_root_key_signed_it(
    publisher: Ledger, here: SnapshotFolder, there: SnapshotFolder, keys: Path, tmp_path: Path
) -> None:
    store = Store(str(tmp_path / "store"))
    push(here, store, keys)
    first_root = tmp_path / "root-given-to-nodes.json"
    shutil.copy(keys / "root.json", first_root)
    pull(there, store, first_root, 5)
    rotate(keys)
    more(publisher, tmp_path, 3)
    push(here, store, keys)
    assert pull(there, store, None, 5) is not None
    assert version(there) == version(here)


def test_keys_are_readable_by_their_owner_alone_and_never_overwritten(keys: Path) -> None:
    assert (keys / "root.pem").stat().st_mode & 0o077 == 0
    assert (keys / "online.pem").stat().st_mode & 0o077 == 0
    with pytest.raises(TransferError, match="already"):
        make_keys(keys)
    (keys / "online.pem").write_text("no key")
    with pytest.raises(TransferError, match="cannot be read"):
        read_signer(keys / "online.pem")
    with pytest.raises(TransferError, match="snapshot keys"):
        read_root(keys / "none")


def test_a_manifest_cannot_reach_outside_its_folder(
    publisher: Ledger, here: SnapshotFolder, there: SnapshotFolder, keys: Path, tmp_path: Path
) -> None:
    """Even a publisher whose online key was stolen cannot write where it likes."""
    path = here.folder / here.current() / "manifest.json"
    manifest = json.loads(path.read_text())
    name = next(iter(manifest["files"]))
    manifest["files"]["../../evil"] = manifest["files"][name]
    store = Store(str(tmp_path / "store"))
    push(here, store, keys)
    pushing._sign(store, read_root(keys), keys, json.dumps(manifest).encode(), manifest["version"])
    with pytest.raises(SnapshotError, match="elsewhere"):
        pull(there, store, keys / "root.json", 5)
    assert not (tmp_path / "node" / "evil").exists()
    assert not (tmp_path / "evil").exists()


@pytest.mark.slow
def test_a_killed_pull_changes_nothing(
    publisher: Ledger, here: SnapshotFolder, there: SnapshotFolder, keys: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    push(here, Store(str(store)), keys)
    program = (
        "import os, signal\n"
        "from registry.snapshot.transfer import pull as module\n"
        "real = module._fetch\n"
        "def fetch(*given):\n"
        "    real(*given)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "module._fetch = fetch\n"
        "from registry.commands.snapshot import group\n"
        f"group(['pull', {str(store)!r}, '--root', {str(keys / 'root.json')!r}])\n"
    )
    environment = os.environ | {"CEKDIKLAT_HOME": str(tmp_path / "node")}
    killed = subprocess.run([sys.executable, "-c", program], env=environment, check=False)
    assert killed.returncode == -signal.SIGKILL
    with pytest.raises(SnapshotError):
        there.current()
    assert pull(there, Store(str(store)), None, 5) is not None
    assert not list(there.folder.glob(".building-*"))
