"""The coverage table as a page: totals per instrument, then every article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from socorg_rules.problems import Language, Text
from socorg_rules.reports.law_coverage.coverage import CoveredArticle, CoveredSource, Encoded, Status
from socorg_rules.reports.law_coverage.inventory import article_text
from socorg_rules.reports.law_status import CHECKED_LABELS
from socorg_rules.reports.pages.book import page_name
from socorg_rules.reports.pages.markdown import anchor, escaped, heading, link, table

_TITLE: Final = Text("法律覆盖表", "Law coverage")
_INTRO: Final = Text(
    "与六类业务有关的每份法律文件的每一条：已写入规则的，列出规则和参数；没有写入的，说明原因。清单以外的条文没有见到。"
    "本页由 `python -m scripts.write_law_coverage` 根据 `docs/law-coverage` 中的清单和规则集生成。",
    "Every article of the instruments that bear on the six families: where it is in the rulesets, the rules and "
    "parameters that encode it; where not, why. Articles that are not listed were not seen. Written by `python -m "
    "scripts.write_law_coverage` from the inventories in `docs/law-coverage` and the rulesets.",
)
_STATUS: Final[dict[Status, Text]] = {
    "encoded": Text("已写入", "encoded"),
    "partly": Text("部分写入", "partly encoded"),
    "undecidable": Text("不能由记录判断", "not decidable from a record"),
    "open": Text("待补", "open"),
}
_INSTRUMENT: Final = Text("文件", "Instrument")
_CHECKED: Final = Text("把握程度", "How sure")
_TOTAL: Final = Text("合计", "Total")
_HEADS: Final = (
    Text("条文", "Article"),
    Text("内容", "What it says"),
    Text("状态", "Status"),
    Text("规则和参数，或者原因", "Rules and parameters, or why not"),
)
_AS_A_WHOLE: Final = Text("未按条引用", "not cited by article")
_UNSEEN: Final = Text("未见部分：{what}", "Not seen: {what}")
_BETWEEN: Final = Text("、", ", ")
_OTHER_LANGUAGE: Final = Text("English", "中文")
_RULEBOOK: Final = Text("规则手册", "The rulebook")
_NUMBERED: Final = Text("{title}（{number}）", "{title} ({number})")


def coverage_page(covered: Iterable[CoveredSource], language: Language) -> str:
    """The whole page, in Markdown; it lies beside the folder ``rulebook``."""
    return "\n".join(_lines(tuple(covered), language)).rstrip() + "\n"


def _lines(covered: tuple[CoveredSource, ...], language: Language) -> Iterator[str]:
    yield from heading(1, _TITLE.in_language(language))
    twin = page_name("law-coverage", "en" if language == "zh" else "zh")
    index = f"rulebook/{page_name('index', language)}"
    yield f"{link(_OTHER_LANGUAGE.in_language(language), twin)} · {link(_RULEBOOK.in_language(language), index)}"
    yield ""
    yield _INTRO.in_language(language)
    yield ""
    heads = [_INSTRUMENT, *_STATUS.values(), _CHECKED]
    yield from table([head.in_language(language) for head in heads], _totals(covered, language))
    for each in covered:
        yield anchor(f"source-{each.source.id}")
        yield ""
        yield from heading(2, _title(each, language))
        yield f"`{each.source.id}`"
        yield ""
        rows = [_row(article, language) for article in each.articles]
        yield from table([head.in_language(language) for head in _HEADS], rows)
        if each.unseen is not None:
            yield _UNSEEN.in_language(language).format(what=escaped(each.unseen.in_language(language)))
            yield ""


def _title(covered: CoveredSource, language: Language) -> str:
    title = covered.source.title.in_language(language)
    if covered.source.number is None:
        return title
    return _NUMBERED.in_language(language).format(title=title, number=covered.source.number)


def _totals(covered: tuple[CoveredSource, ...], language: Language) -> Iterator[list[str]]:
    for each in covered:
        counts = each.totals
        yield [
            link(_title(each, language), f"#source-{each.source.id}"),
            *(str(counts[status]) for status in _STATUS),
            CHECKED_LABELS[each.source.checked].in_language(language),
        ]
    sums = [str(sum(each.totals[status] for each in covered)) for status in _STATUS]
    yield [f"**{_TOTAL.in_language(language)}**", *(f"**{count}**" for count in sums), ""]


def _row(article: CoveredArticle, language: Language) -> list[str]:
    listed = article.listed
    says = _AS_A_WHOLE if listed is None else listed.says
    told = _BETWEEN.in_language(language).join(_linked(encoded, language) for encoded in article.encoded)
    if listed is not None and listed.why is not None:
        why = escaped(listed.why.in_language(language))
        told = f"{told}<br>{why}" if told else why
    return [
        escaped(article_text(article.citation).in_language(language)),
        escaped(says.in_language(language)),
        _STATUS[article.status].in_language(language),
        told,
    ]


def _linked(encoded: Encoded, language: Language) -> str:
    page = f"rulebook/{page_name(encoded.ruleset.id, language)}"
    return link(encoded.title.in_language(language), f"{page}#{encoded.anchor}")
