"""Turns at an address between processes and machines: never two at a time, never earlier than told."""

from __future__ import annotations

import asyncio
import errno
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from redis.asyncio import Redis

from crawler.outbound.gate import Gate
from crawler.outbound.turns import FileTurns
from crawler.valkey.turns import ValkeyTurns
from tests.crawler.namespace import CHECKOUT
from tests.crawler.valkey import Valkey

HERE = ["198.51.100.7"]
BOTH = ["198.51.100.7", "2001:db8::7"]
# Takes its turn so often and writes when it was there
VISITOR = """
import asyncio, sys, time
from pathlib import Path
from crawler.outbound.gate import Gate
from crawler.outbound.turns import FileTurns

async def main(file, times, stay, pause):
    gate = Gate()
    gate.shared = FileTurns(Path(file))
    for _ in range(int(times)):
        async with gate.turn(["198.51.100.7"], float(pause)):
            begun = time.time()
            print("here", flush=True)
            await asyncio.sleep(float(stay))
            print(begun, time.time(), flush=True)

asyncio.run(main(*sys.argv[1:]))
"""


def visitor(file: Path, times: int, stay: float, pause: float) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", VISITOR, str(file), str(times), str(stay), str(pause)]
    return subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)


def test_processes_of_one_machine_take_turns(tmp_path: Path) -> None:
    visitors = [visitor(tmp_path / "turns", 10, 0.01, 0.03) for _ in range(3)]
    stays = []
    for process in visitors:
        told, _ = process.communicate(timeout=60)
        stays += [tuple(map(float, line.split())) for line in told.splitlines() if line != "here"]
    stays.sort()
    assert len(stays) == 30
    assert all(
        after[0] - before[1] >= 0.029 for before, after in pairwise(stays)
    )  # a millisecond for writing the line


def test_a_killed_process_leaves_its_address(tmp_path: Path) -> None:
    stuck = visitor(tmp_path / "turns", 1, 600, 0)
    assert stuck.stdout is not None
    stuck.stdout.readline()

    async def next_one() -> float:
        turns, begun = FileTurns(tmp_path / "turns"), time.monotonic()
        waiting = asyncio.create_task(turns.take(HERE))
        done, _ = await asyncio.wait({waiting}, timeout=0.3)
        assert not done
        stuck.kill()
        stuck.communicate()
        await asyncio.wait_for(waiting, 10)
        return time.monotonic() - begun

    assert asyncio.run(next_one()) < 5


def test_the_file_does_not_grow_with_addresses(tmp_path: Path) -> None:
    async def many() -> None:
        turns = FileTurns(tmp_path / "turns")
        for n in range(3_000):
            await turns.take([f"198.51.{n // 250}.{n % 250}"])
            await turns.leave([f"198.51.{n // 250}.{n % 250}"], 0.001)

    asyncio.run(many())
    assert (tmp_path / "turns").stat().st_size <= 8 << 20


def test_a_wrong_clock_does_not_shut_an_address(tmp_path: Path) -> None:
    async def after_the_wrong_clock() -> None:
        turns = FileTurns(tmp_path / "turns")
        await turns.take(HERE)
        await turns.leave(HERE, 10_000_000)
        await asyncio.wait_for(turns.take(HERE), 5)

    asyncio.run(after_the_wrong_clock())


def test_a_full_disk_does_not_shut_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async def after_the_full_disk() -> None:
        gate = Gate()
        gate.shared = FileTurns(tmp_path / "turns")
        with monkeypatch.context() as patched:
            patched.setattr("os.pwrite", full)
            async with gate.turn(HERE, 0.01):
                pass
        async with asyncio.timeout(5), gate.turn(HERE, 0.01):
            pass

    asyncio.run(after_the_full_disk())


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[Valkey]:
    with Valkey(tmp_path / "valkey") as server:
        yield server


def machine(valkey: Valkey, longest: float = 15.0) -> Gate:
    """A gate as another machine would have it."""
    gate = Gate()
    gate.shared = ValkeyTurns(Redis.from_url(valkey.url), longest)
    return gate


@pytest.mark.slow
def test_machines_take_turns(valkey: Valkey) -> None:
    stays: list[tuple[float, float]] = []

    async def visit(gate: Gate, told: float) -> None:
        for _ in range(4):
            async with gate.turn(BOTH, 0.02) as turn:
                begun = time.monotonic()
                await asyncio.sleep(0.01)
                turn.told = told
            stays.append((begun, time.monotonic()))

    async def all_of_them() -> None:
        await asyncio.gather(*(visit(machine(valkey), 0.1) for _ in range(3)))

    asyncio.run(all_of_them())
    stays.sort()
    assert len(stays) == 12
    assert all(after[0] - before[1] >= 0.09 for before, after in pairwise(stays))


@pytest.mark.slow
def test_the_turn_of_a_killed_machine_runs_out(valkey: Valkey) -> None:
    async def killed_and_next() -> float:
        killed, alive = machine(valkey, longest=-4.0), machine(valkey)  # its key runs out after a second
        assert killed.shared is not None
        await killed.shared.take(HERE)  # and never leaves
        begun = time.monotonic()
        async with alive.turn(HERE, 0):
            return time.monotonic() - begun

    assert 0.5 < asyncio.run(killed_and_next()) < 10


@pytest.mark.slow
def test_while_valkey_is_away_nobody_goes_and_then_all_go_on(valkey: Valkey) -> None:
    async def away() -> None:
        gate = machine(valkey)
        async with gate.turn(HERE, 0):
            pass
        valkey.kill()

        async def go() -> None:
            async with gate.turn(HERE, 0):
                pass

        going = asyncio.create_task(go())
        done, _ = await asyncio.wait({going}, timeout=1.5)
        assert not done
        await asyncio.to_thread(valkey.back)
        await asyncio.wait_for(going, 20)

    asyncio.run(away())
