"""What all parts of one page share: whose page it is, in which language, and how it says things."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from socorg_rules.problems import Language, Text
from socorg_rules.reports.pages import words
from socorg_rules.reports.pages.book import Book, rule_anchor
from socorg_rules.reports.pages.markdown import escaped, link
from socorg_rules.reports.pages.names import Names
from socorg_rules.reports.pages.speech import Speaker
from socorg_rules.rulesets.citation import citation_text
from socorg_rules.rulesets.model import Citation, Period, Rule, Ruleset, Table
from socorg_rules.rulesets.names import Owned


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a ruleset in one language."""

    book: Book
    ruleset: Ruleset
    language: Language
    names: Names

    def word(self, text: Text) -> str:
        return text.in_language(self.language)

    def fill(self, template: Text, /, **values: object) -> str:
        return template.in_language(self.language).format(**values)

    def plain(self, text: Text) -> str:
        """A text of a ruleset, safe in Markdown."""
        return escaped(text.in_language(self.language))

    def bold(self, what: Text, value: str) -> str:
        """``**what:** value``, with the empty line behind it left to the caller."""
        return self.fill(words.BOLD, what=self.word(what), value=value)

    def listed(self, texts: Iterable[str]) -> str:
        return self.word(words.COMMA).join(texts)

    def speaker(self, period: Period | None = None) -> Speaker:
        """Somebody to say expressions; for a rule with a period, with the parameters of its last day by now."""
        names = self.names
        if period is not None and period.end is not None and period.end < names.day:
            names = names.on(period.end)
        elif period is not None and period.start is not None and period.start > names.day:
            names = names.on(period.start)
        return Speaker(names, self.language)

    def citations(self, cites: Iterable[Citation]) -> str:
        said = (citation_text(cite, self.book.source(cite.source).item, self.language) for cite in cites)
        return self.word(words.SEPARATOR).join(escaped(text) for text in said)

    def period(self, period: Period) -> str:
        start = "" if period.start is None else period.start.isoformat()
        end = "" if period.end is None else period.end.isoformat()
        if start and end:
            return self.fill(words.FROM_UNTIL, start=start, end=end)
        if start:
            return self.fill(words.FROM, start=start)
        return self.fill(words.UNTIL, end=end) if end else self.word(words.ALWAYS)

    def all_rows_link(self, ruleset: Ruleset, table: Table) -> str:
        """A link to a table whose rows are all meant."""
        target = self.book.link(ruleset, f"table-{table.id}", of=self.ruleset, language=self.language)
        linked = link(self.word(table.title), target)
        return self.fill(words.ASIDE, text=linked, aside=self.word(words.ALL_ROWS))

    def rule_link(self, owned: Owned[Rule]) -> str:
        """A link to a rule by its title; one of another place says so."""
        target = self.book.link(owned.ruleset, rule_anchor(owned.item.id), of=self.ruleset, language=self.language)
        linked = link(self.word(owned.item.title), target)
        if owned.jurisdiction == self.ruleset.jurisdiction.code:
            return linked
        return self.fill(words.ASIDE, text=linked, aside=self.plain(owned.ruleset.jurisdiction.title))
