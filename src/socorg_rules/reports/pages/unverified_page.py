"""The to-do list of policy staff: law that isn't fully checked, what most rules rest on first."""

from __future__ import annotations

from collections.abc import Iterator

from socorg_rules.problems import Language, Text
from socorg_rules.reports.law_status import CHECKED_LABELS, UnverifiedItem, unverified_items
from socorg_rules.reports.pages import words
from socorg_rules.reports.pages.book import INDEX, UNVERIFIED, Book, other, page_name
from socorg_rules.reports.pages.markdown import escaped, heading, link, table
from socorg_rules.rulesets.model import Ruleset


def unverified_page(book: Book, language: Language) -> str:
    """The whole page, in Markdown."""
    return "\n".join(_lines(book, language)).rstrip() + "\n"


def _lines(book: Book, language: Language) -> Iterator[str]:
    def word(text: Text) -> str:
        return text.in_language(language)

    yield from heading(1, word(words.UNVERIFIED_TITLE))
    yield (
        f"{link(word(words.OTHER_LANGUAGE), page_name(UNVERIFIED, other(language)))} · "
        f"{link(word(words.ALL_RULESETS), page_name(INDEX, language))}"
    )
    yield ""
    yield word(words.UNVERIFIED_INTRO)
    yield ""
    items = [item for ruleset in book.rulesets for item in unverified_items(ruleset)]
    resting = _Resting(book)
    ordered = sorted(items, key=lambda item: (-resting.on(item), item.ruleset.id, item.kind, item.name))
    heads = (words.ITEM, words.KIND, words.RULES_RESTING, words.HOW_SURE, words.NOTE)
    yield from table([word(head) for head in heads], (_row(book, item, resting.on(item), language) for item in ordered))


class _Resting:
    """How many rules rest on an uncertain text: by citing it, or through the parameters that they use."""

    def __init__(self, book: Book) -> None:
        self._rules_of_parameter: dict[str, set[tuple[str, str, str]]] = {}
        self._rules_of_source: dict[str, set[tuple[str, str, str]]] = {}
        for plan in book.plans:
            key = (plan.decision, plan.id, plan.place)
            uses = plan.uses | book.typed.decisions[plan.decision].uses
            for name in uses.parameters | uses.parameters_on_days:
                self._rules_of_parameter.setdefault(name, set()).add(key)
            for citation in plan.citations:
                self._rules_of_source.setdefault(citation.source, set()).add(key)
        for ruleset in book.rulesets:
            self._add_values(ruleset)

    def _add_values(self, ruleset: Ruleset) -> None:
        for parameter in ruleset.parameters:
            rules = self._rules_of_parameter.get(parameter.name, set())
            for citation in (cite for dated in parameter.values for cite in dated.cites):
                self._rules_of_source.setdefault(citation.source, set()).update(rules)

    def on(self, item: UnverifiedItem) -> int:
        match item.kind:
            case "source":
                return len(self._rules_of_source.get(item.name, ()))
            case "value":
                return len(self._rules_of_parameter.get(item.name.partition(" ")[0], ()))
        return 1


def _row(book: Book, item: UnverifiedItem, resting: int, language: Language) -> list[str]:
    name = item.name.partition(" ")[0]
    kind = {"source": "source", "value": "parameter", "rule": "rule"}[item.kind]
    target = book.link(item.ruleset, f"{kind}-{name}", of=None, language=language)
    title = book.typed.parameters[name].title if item.kind == "value" else item.title
    told = [] if item.note is None else [escaped(item.note.in_language(language))]
    if item.recheck is not None:
        why = escaped(item.recheck.why.in_language(language))
        told.append(words.RECHECK.in_language(language).format(since=item.recheck.since.isoformat(), why=why))
    return [
        f"{link(title.in_language(language), target)} `{item.name}`",
        words.KINDS[item.kind].in_language(language),
        str(resting),
        CHECKED_LABELS[item.checked].in_language(language),
        words.SEPARATOR.in_language(language).join(told),
    ]
