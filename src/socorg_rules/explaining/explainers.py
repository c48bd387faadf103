"""What explains the decisions of a law on one day, in both languages, and what one explanation needs to know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Final

from socorg_rules.decisions.wording import fact_title
from socorg_rules.engines.compiled.program import CompiledLaw, Program
from socorg_rules.engines.compiled.workshop import Reader
from socorg_rules.engines.reference.deciding import ReferenceDecider
from socorg_rules.engines.reference.tracing import Tracer, Tracing
from socorg_rules.explaining.decision_texts import DecisionText
from socorg_rules.explaining.setting import Setting
from socorg_rules.explaining.sights import Sight
from socorg_rules.problems import Language, Text
from socorg_rules.records.facts import facts_of
from socorg_rules.records.organization import Organization
from socorg_rules.rulesets.plan import LawPlan

_READERS_KEPT: Final = 1_024
"""Choices of decisions."""


class Explainers:
    """Explains the decisions of a law on one day to whoever asks. Worth keeping: texts are alike."""

    def __init__(
        self,
        law: LawPlan,
        as_of: date,
        place_titles: Mapping[str, Text],
        compiled: Callable[[LawPlan], CompiledLaw],
        tracer_of: Callable[[LawPlan], Tracer],
    ) -> None:
        self.law = law
        self.as_of = as_of
        self._place_titles = place_titles
        self._compiled = compiled
        self._tracer_of = tracer_of
        self._settings: dict[Language, Setting] = {}
        self._texts: dict[tuple[str, Language], DecisionText] = {}
        self._readers: dict[tuple[str, ...], Reader] = {}

    @cached_property
    def tracer(self) -> Tracer:
        """What traces decisions of the law."""
        return self._tracer_of(self.law)

    @cached_property
    def _program(self) -> Program:
        return self._compiled(self.law).program(self.as_of)

    def text(self, decision: str, language: Language) -> DecisionText:
        """The text about a decision in one language."""
        text = self._texts.get((decision, language))
        if text is None:
            # Two threads may both make it; either is as good.
            text = self._texts[decision, language] = DecisionText(self._setting(language), self.law.decisions[decision])
        return text

    def _setting(self, language: Language) -> Setting:
        setting = self._settings.get(language)
        if setting is None:
            wording = self.tracer.wording
            setting = Setting(self._program, wording, self.as_of, language, self.title_of)
            self._settings[language] = setting
        return setting

    def title_of(self, name: str) -> Text:
        """The title of a decision, of a place by its code, or of a fact by its path (``penalties.amount``)."""
        if name in self.law.decisions:
            return self.law.decisions[name].title
        return self._place_titles[name] if name in self._place_titles else fact_title(name)

    def reader(self, names: tuple[str, ...]) -> Reader:
        """A function that reads of a record what some decisions rest on."""
        reader = self._readers.get(names)
        if reader is None:
            while len(self._readers) >= _READERS_KEPT:
                self._readers.pop(next(iter(self._readers)), None)
            reader = self._readers[names] = self._program.reader(names)
        return reader


class Case:
    """One organization of which somebody asks why, with the decisions that were made; found out as far as needed."""

    def __init__(self, explainers: Explainers, organization: Organization, names: tuple[str, ...]) -> None:
        self._explainers = explainers
        self._organization = organization
        self._names = names
        self._seen: dict[int, tuple[Sight, list[tuple[object, ...]]]] = {}

    @cached_property
    def state(self) -> list[Any]:
        """What the compiled engine knows of it."""
        return self._explainers.reader(self._names)(self._organization.__dict__, self._explainers.as_of)

    @cached_property
    def decider(self) -> ReferenceDecider:
        """Decides the same once more, in a way that can be told."""
        explainers = self._explainers
        return ReferenceDecider(explainers.law, facts_of(self._organization, explainers.as_of), explainers.as_of)

    @cached_property
    def tracing(self) -> Tracing:
        """The traces of the decisions about it."""
        return self._explainers.tracer.about(self.decider)

    @cached_property
    def apart(self) -> Tracing:
        """The same, of each member of a list by itself."""
        return self._explainers.tracer.about(self.decider, apart=True)

    def seen(self, sight: Sight) -> list[tuple[object, ...]]:
        """The facts of which values are seen of it, found out once; the sight is kept, and so its id."""
        if id(sight) not in self._seen:
            self._seen[id(sight)] = sight, sight.seen(self.decider.evaluator)
        return self._seen[id(sight)][1]
