"""A whole run over the mutants of some rulesets, in one process or several."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from socorg_rules.problems import Problems
from socorg_rules.review.mutants import Mutant
from socorg_rules.review.mutation import MutationRun, Verdict
from socorg_rules.rulesets.library import read_library
from socorg_rules.rulesets.model import Ruleset

_AT_ONCE = 8
"""Mutants that a process is handed in one go."""


@dataclass(frozen=True, slots=True)
class MutationRequest:
    """Which mutants are wanted.

    ``root`` is the folder of rulesets, and ``covers`` says which of them to mutate (a function that can be pickled).
    ``only``: the rule, table, parameter, definition, decision or source in which something changes. ``sample``: so
    many mutants, chosen by ``seed``, always the same ones.
    """

    root: Path
    covers: Callable[[Ruleset], bool]
    only: str | None = None
    sample: int | None = None
    seed: int = 0


class MutationJob:
    """The mutants of a request, in the order of files and lines."""

    def __init__(self, request: MutationRequest) -> None:
        """Raises :class:`~socorg_rules.ProblemsError` if the rulesets can't be used."""
        self._request = request
        self.problems = Problems()
        library = read_library(request.root, self.problems)
        if not self.problems.errors:
            self.problems.extend(library.check())
        self.problems.raise_errors()
        self._run = MutationRun(library, self.problems)
        found = [
            mutant
            for ruleset in library.rulesets
            if request.covers(ruleset)
            for mutant in self._run.mutants(ruleset)
            if request.only is None or mutant.item == request.only or mutant.item.startswith(f"{request.only}.")
        ]
        if request.sample is not None and request.sample < len(found):
            found = random.Random(request.seed).sample(found, request.sample)
        self.mutants: tuple[Mutant, ...] = tuple(sorted(found, key=lambda mutant: mutant.place.sort_key()))

    def verdict(self, index: int) -> Verdict:
        """What becomes of one of :attr:`mutants`."""
        return self._run.verdict(self.mutants[index])

    def verdicts(self, jobs: int = 1) -> Iterator[Verdict]:
        """What becomes of all of them, in their order; ``jobs``: in so many processes."""
        indices = range(len(self.mutants))
        if jobs == 1:
            yield from map(self.verdict, indices)
            return
        with ProcessPoolExecutor(jobs, initializer=_start, initargs=(self._request,)) as processes:
            yield from processes.map(_verdict, indices, chunksize=_AT_ONCE)


_jobs: list[MutationJob] = []
"""The job of a process that works for another one."""


def _start(request: MutationRequest) -> None:
    _jobs.append(MutationJob(request))


def _verdict(index: int) -> Verdict:
    return _jobs[0].verdict(index)
