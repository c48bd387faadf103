"""The articles of an instrument, as somebody who read it listed them in a file of their own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from socorg_rules.problems import Place, Problems, Text
from socorg_rules.records.readers.text_file import UTF_8, read_text
from socorg_rules.reports.law_coverage import messages
from socorg_rules.rulesets.model import Citation
from socorg_rules.rulesets.reading import FileReading, Section
from socorg_rules.rulesets.yaml_nodes import Node, compose

Remark = Literal["undecidable", "partly", "open"]
_REMARKS: Final[tuple[Remark, ...]] = ("undecidable", "partly", "open")
_TRUTHS: Final = ("true", "false")
_WHERE: Final = ("article", "section", "words")


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article, or one item of it; a section, or key words of a document without articles; or all of a document.

    ``citation`` is how rulesets cite it. ``why`` explains ``remark``; both are None where rules say it all.
    """

    citation: Citation
    says: Text
    remark: Remark | None
    why: Text | None
    place: Place


@dataclass(frozen=True, slots=True)
class Inventory:
    """What is known of one instrument; ``unseen`` says what of it nobody has seen."""

    source: str
    articles: tuple[ListedArticle, ...]
    unseen: Text | None
    place: Place


def read_inventories(folder: Path, problems: Problems) -> tuple[Inventory, ...]:
    """The well-formed inventories of a folder; what is wrong with the others is added to ``problems``."""
    read = (_read_inventory(path, problems) for path in sorted(folder.glob("*.yaml")))
    return tuple(inventory for inventory in read if inventory is not None)


def _read_inventory(path: Path, problems: Problems) -> Inventory | None:
    file = read_text(path, problems, encoding=UTF_8)
    if file is None or file.damaged:
        return None
    document = compose("".join(file.lines), file=file.name, problems=problems)
    if document is None:
        return None
    reading = FileReading(document, problems)
    root = Section(reading, document.root, "", required=("source", "articles"), optional=("unseen",))
    source = root.read("source", reading.identifier)
    if source is None:
        return None
    if path.stem != source:
        problems.add(messages.WRONG_FILE_NAME.at(root.place, source=source))
    listed = (_read_article(reading, node, at, source) for node, at in root.items("articles"))
    articles = tuple(article for article in listed if article is not None)
    _report_doubles(articles, problems)
    return Inventory(source, articles, root.text("unseen"), root.place)


def _read_article(reading: FileReading, node: Node, path: str, source: str) -> ListedArticle | None:
    optional = (*_WHERE, "whole", "paragraph", "item", "number_unseen", *_REMARKS)
    section = Section(reading, node, path, required=("says",), optional=optional)
    is_whole = section.word("whole", _TRUTHS) == "true"
    number_unseen = section.word("number_unseen", _TRUTHS) == "true"
    where = {key: section.read(key, reading.scalar) for key in (*_WHERE, "paragraph", "item")}
    if is_whole is any(where[key] for key in _WHERE):
        reading.report(messages.NO_PLACE_NAMED, node, path)
        return None
    citation = Citation(
        source,
        where["article"],
        where["paragraph"],
        where["item"],
        where["section"],
        where["words"],
        number_unseen,
        place=section.place,
    )
    remarks = {key: section.text(key) for key in _REMARKS if key in section}
    if len(remarks) > 1:
        reading.report(messages.SEVERAL_REMARKS, node, path, article=article_text(citation).en, keys=", ".join(remarks))
    says = section.text("says")
    if says is None:
        return None
    remark = next(iter(remarks), None)
    return ListedArticle(citation, says, remark, remarks[remark] if remark else None, section.place)


def _report_doubles(articles: tuple[ListedArticle, ...], problems: Problems) -> None:
    first: dict[Text, ListedArticle] = {}
    for article in articles:
        name = article_text(article.citation)
        known = first.setdefault(name, article)
        if known is not article:
            problems.add(messages.LISTED_TWICE.at(article.place, article=name.en, first_line=known.place.line))


def article_text(citation: Citation) -> Text:
    """Where in its instrument a citation points: “第11条第3项”, "Art. 11, item 3"; “全文”, "as a whole"."""
    zh = "".join(
        template.format(part)
        for part, template in (
            (citation.article, "第{}条"),
            (citation.paragraph, "第{}款"),
            (citation.item, "第{}项"),
            (citation.section, "第{}节"),
            (citation.words, "“{}”"),
        )
        if part is not None
    )
    en = ", ".join(
        template.format(part)
        for part, template in (
            (citation.article, "Art. {}"),
            (citation.paragraph, "para. {}"),
            (citation.item, "item {}"),
            (citation.section, "sec. {}"),
            (citation.words, "“{}”"),
        )
        if part is not None
    )
    return Text(zh or "全文", en or "as a whole")
