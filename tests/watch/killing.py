"""Runs ``socorg-rules watch`` and kills it (kill -9) at a step, then at another, then lets it end.

In a process of its own, which has no threads and so can fork: a child costs next to nothing then. A step is a statement
to the database, a commit (before and after it), a line that is written (killed in its middle), a look at the disk.
Prints, for every step that it tried, whether the file came out as that of a run that nobody killed.
"""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, cast

from socorg_rules.cli.app import run
from socorg_rules.rulebook import Rulebook
from socorg_rules.watch import database, delivery

FOLDER = Path(sys.argv[1])


class Steps:
    """Counts steps, and kills the process at one of them."""

    def __init__(self, last: int | None) -> None:
        self.count = 0
        self.last = last

    def is_last(self) -> bool:
        self.count += 1
        return self.count == self.last


def die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


class BreakingStream:
    """Dies in the middle of a line."""

    def __init__(self, stream: Any, steps: Steps) -> None:
        self.stream, self.steps = stream, steps

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def write(self, data: bytes) -> None:
        if self.steps.is_last():
            self.stream.write(data[: len(data) // 2])
            self.stream.flush()
            die()
        self.stream.write(data)


def watched(name: str, steps: Steps) -> int:
    """Runs the command in this process."""

    def before_and_after(inner: Callable[..., Any], *, after: bool) -> Callable[..., Any]:
        def outer(*args: Any, **values: Any) -> Any:
            if steps.is_last():
                die()
            found = inner(*args, **values)
            if after and steps.is_last():
                die()
            return found

        return outer

    sqlite = database._Sqlite
    sqlite.run = before_and_after(sqlite.run, after=False)  # type: ignore[method-assign]
    sqlite.run_many = before_and_after(sqlite.run_many, after=True)  # type: ignore[method-assign]
    sqlite.commit = before_and_after(sqlite.commit, after=True)  # type: ignore[method-assign]
    delivery.os.fsync = before_and_after(os.fsync, after=True)  # type: ignore[attr-defined]
    made = delivery.Delivery.__init__

    def init(self: Any, watch: Any, stream: Any, **options: Any) -> None:
        made(self, watch, cast(BinaryIO, BreakingStream(stream, steps)), **options)

    delivery.Delivery.__init__ = init  # type: ignore[method-assign]
    where = FOLDER / name
    arguments = [FOLDER / "events.jsonl", "--state", f"{where}.db", "--output", f"{where}.jsonl"]
    arguments += ["--until", "2024-05-20", "--rulesets", FOLDER / "rulesets"]
    return run(["watch", *map(str, arguments)])


def in_child(name: str, last: int | None) -> tuple[bool, int]:
    """Whether the run ended by itself, and how many steps it took."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        steps = Steps(last)
        code = watched(name, steps)
        os.write(writing, str(steps.count).encode())
        os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        count = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return False, 0
    assert os.WEXITSTATUS(status) == 0, status
    return True, int(count)


def main() -> None:
    tries = int(sys.argv[2])
    Rulebook.load = cache(Rulebook.load)  # type: ignore[method-assign]
    Rulebook.load(FOLDER / "rulesets")
    chance = random.Random(1)
    _, steps = in_child("whole", None)
    expected = (FOLDER / "whole.jsonl").read_bytes()
    print(f"steps {steps}")
    for step in sorted(chance.sample(range(1, steps + 1), min(tries, steps))):
        name = f"at-{step}"
        in_child(name, step)
        in_child(name, chance.randrange(1, steps))
        ended, _ = in_child(name, None)
        assert ended
        is_same = (FOLDER / f"{name}.jsonl").read_bytes() == expected
        print(step, "same" if is_same else "different")


if __name__ == "__main__":
    main()
