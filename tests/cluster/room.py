"""A room of our own for the cluster: networks whose cables can be cut, disks that can be full.

Linux namespaces hold it all: what is changed here is seen by nobody else, and is gone with the last process.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_NEW_NET, _NEW_MOUNTS = 0x40000000, 0x00020000
_LIBC = ctypes.CDLL(None, use_errno=True)


class NoRoomError(OSError):
    """This machine, or this user, may not make namespaces; the message says what was refused."""


@contextmanager
def own_room() -> Iterator[None]:
    """This thread, and all that it starts, with a network and mounts of their own.

    Raises:
        NoRoomError: that is not allowed here.
    """
    here = os.getcwd()
    before = [os.open(f"/proc/thread-self/ns/{kind}", os.O_RDONLY) for kind in ("net", "mnt")]
    if _LIBC.unshare(_NEW_NET | _NEW_MOUNTS) != 0:
        raise NoRoomError(f"namespaces are refused here ({os.strerror(ctypes.get_errno())}): run it as root")
    try:
        _run("mount", "--make-rprivate", "/")
        _run("ip", "link", "set", "lo", "up")
        yield
    finally:
        for descriptor, kind in zip(before, (_NEW_NET, _NEW_MOUNTS), strict=True):
            _enter(descriptor, kind)
            os.close(descriptor)
        os.chdir(here)


class Place:
    """A machine's network, joined to ours by one cable. ``address`` is where it is reached."""

    def __init__(self, number: int) -> None:
        self.address = f"10.77.{number}.2"
        self._there = f"there{number}"
        self._holder = subprocess.Popen(["unshare", "--net", "sleep", "infinity"])
        self._namespace = _other_namespace(self._holder.pid)
        ours, theirs = f"02:00:00:77:{number:02x}:01", f"02:00:00:77:{number:02x}:02"
        here = f"here{number}"
        peer = ("peer", "name", self._there, "address", theirs, "netns", str(self._holder.pid))
        _run("ip", "link", "add", here, "address", ours, "type", "veth", *peer)
        _run("ip", "addr", "add", f"10.77.{number}.1/24", "dev", here)
        _run("ip", "link", "set", here, "up")
        self._run("addr", "add", f"{self.address}/24", "dev", self._there)
        self._run("link", "set", "lo", "up")
        # Each knows where the other is: a cut cable is silence, not "no route to host" after three seconds
        _run("ip", "neigh", "add", self.address, "lladdr", theirs, "dev", here, "nud", "permanent")
        self._neighbour = (f"10.77.{number}.1", "lladdr", ours, "dev", self._there, "nud", "permanent")
        self.mend()

    def cut(self) -> None:
        """Nothing arrives any more, in either direction, and nobody is told."""
        self._run("link", "set", self._there, "down")

    def mend(self) -> None:
        """Joins it again."""
        self._run("link", "set", self._there, "up")
        self._run("neigh", "replace", *self._neighbour)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """What is started now is started there."""
        ours = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
        _enter(self._namespace, _NEW_NET)
        try:
            yield
        finally:
            _enter(ours, _NEW_NET)
            os.close(ours)

    def close(self) -> None:
        """Gives it up."""
        self._holder.kill()
        self._holder.wait()
        os.close(self._namespace)

    def _run(self, *command: str) -> None:
        with self.inside():
            _run("ip", *command)


class Disk:
    """A disk below a folder, in memory. It is full when it says so, whatever its size."""

    def __init__(self, folder: Path, megabytes: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._size = folder, megabytes << 20
        try:
            _run("mount", "-t", "tmpfs", "-o", f"size={self._size},mode=755", "tmpfs", str(folder))
        except subprocess.CalledProcessError as error:
            raise NoRoomError(f"mounting is refused here ({error.stderr!r})") from error

    def fill(self) -> None:
        """Leaves no byte free."""
        for _ in range(20):
            found = os.statvfs(self._folder)
            used = (found.f_blocks - found.f_bfree) * found.f_frsize
            with suppress(subprocess.CalledProcessError):  # it grew since we looked
                return self._resize(used)
        raise TimeoutError(f"{self._folder} grows too fast to be filled")

    def free(self) -> None:
        """Somebody cleared up."""
        self._resize(self._size)

    def _resize(self, size: int) -> None:
        _run("mount", "-o", f"remount,size={size}", str(self._folder))


def _other_namespace(pid: int) -> int:
    """The network namespace that a process has just made; an open file that keeps it."""
    ours = os.stat("/proc/thread-self/ns/net").st_ino
    for _ in range(500):
        found = os.open(f"/proc/{pid}/ns/net", os.O_RDONLY)
        if os.fstat(found).st_ino != ours:
            return found
        os.close(found)
        time.sleep(0.01)
    raise TimeoutError("a namespace was not made")


def _enter(descriptor: int, kind: int) -> None:
    if _LIBC.setns(descriptor, kind) != 0:
        raise OSError(ctypes.get_errno(), "a namespace cannot be entered")


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True)
