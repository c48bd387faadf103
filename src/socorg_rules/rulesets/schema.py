"""The JSON Schema of a ruleset file: what an editor completes, explains and underlines while staff type.

It covers shapes and words. What needs the language (types of expressions, names of other files) is for the checker.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final, get_args

from socorg_rules.records.values import DATE_PATTERN, DIVISION_PATTERN
from socorg_rules.rulesets.citation import CITATION
from socorg_rules.rulesets.figure_reader import STATED, UNSTATED
from socorg_rules.rulesets.indicator_model import Basis, Relation, RoundingMode, Unit
from socorg_rules.rulesets.indicator_reader import LARGEST_EACH, MOST_PLACES, PLACE_FIGURES
from socorg_rules.rulesets.model import Checked, DecisionKind, Direction, FindingOutcome, HitPolicy, Stricter
from socorg_rules.rulesets.reader import RULESET_ID, VERSION
from socorg_rules.rulesets.reading import ID, PLAIN_NAME, REFERENCE
from socorg_rules.rulesets.value_types import type_names, value_type_names

Schema = dict[str, Any]

# Editors' YAML support knows this draft best.
_DRAFT: Final = "http://json-schema.org/draft-07/schema#"


def ruleset_schema() -> Schema:
    """The schema, descriptions in Chinese and English."""
    root = _object(
        required={
            "ruleset": _said(_pattern(RULESET_ID.pattern), "规则集编号，与文件夹一致", "id, the same as the folder"),
            "version": _said(_pattern(VERSION.pattern), "版本号，与文件名一致", "version, the same as the file's name"),
            "released_on": _said(_ref("date"), "发布日期", "day of release"),
            "jurisdiction": _ref("jurisdiction"),
            "place": _said(_ref("text"), "适用地区的名称", "name of the jurisdiction"),
            "title": _said(_ref("text"), "规则集标题", "title of the ruleset"),
        },
        optional={
            "description": _said(_ref("text"), "规则集说明", "what the ruleset is about"),
            "sources": _said(_named(ID, "source"), "法律依据", "instruments that are cited"),
            "parameters": _said(_named(PLAIN_NAME, "parameter"), "参数", "numbers, dates and sets of law"),
            "definitions": _said(_named(PLAIN_NAME, "definition"), "定义", "names for expressions"),
            "decisions": _said(_named(PLAIN_NAME, "decision"), "决定", "questions that rules answer"),
            "rules": _said(_list(_ref("rule")), "规则", "rules"),
            "tables": _said(_list(_ref("table")), "决策表", "decision tables"),
            "indicators": _said(_named(PLAIN_NAME, "indicator"), "地区指标", "what is counted of a place"),
            "published_figures": _said(
                _list(_ref("publishedFigure")), "公布的数字及其核对", "figures of documents, to be checked"
            ),
        },
    )
    return {
        "$schema": _DRAFT,
        "title": "规则集 / Ruleset",
        **root,
        "definitions": {
            "text": _text(),
            "date": _pattern(DATE_PATTERN),
            "expression": _expression(),
            "citation": _pattern(_without_group_names(CITATION.pattern)),
            "cites": _one_or_list(_ref("citation")),
            "period": _period(),
            "checked": {"enum": [checked.value for checked in Checked]},
            "recheck": _recheck(),
            "direction": _words(Direction),
            "jurisdiction": _jurisdiction(),
            "source": _source(),
            "parameter": _parameter(),
            "value": _value(),
            "definition": _definition(),
            "decision": _decision(),
            "note": _note(),
            "rule": _rule(),
            "table": _table(),
            "row": _row(),
            "indicator": _indicator(),
            "placeFigures": _one_or_list(
                {"enum": [name for spec in PLACE_FIGURES for name in (spec.name, spec.alias)]}
            ),
            "publishedFigure": _published_figure(),
            "figureCheck": _figure_check(),
            "figurePart": _figure_part(),
        },
    }


# Building blocks.


def _said(schema: Schema, zh: str, en: str) -> Schema:
    """The schema with its description; a reference can't have one beside it in this draft, so it is wrapped."""
    described = {"allOf": [schema]} if "$ref" in schema else schema
    return {"description": f"{zh} / {en}", **described}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _object(required: dict[str, Schema], optional: dict[str, Schema]) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": {**required, **optional},
    }


def _named(name: re.Pattern[str], definition: str) -> Schema:
    return {
        "type": "object",
        "minProperties": 1,
        "propertyNames": _pattern(name.pattern),
        "additionalProperties": _ref(definition),
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "minItems": 1, "items": items}


def _one_or_list(item: Schema) -> Schema:
    return {"anyOf": [item, _list(item)]}


def _pattern(pattern: str) -> Schema:
    return {"type": "string", "pattern": f"^(?:{pattern.removeprefix('^').removesuffix('$')})$"}


def _without_group_names(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


def _words(words: Any) -> Schema:
    return {"enum": list(get_args(words))}


def _type(names: Iterable[str]) -> Schema:
    return _said({"enum": list(names)}, "类型", "type")


def _scalar() -> Schema:
    """An editor reads ``5`` as a number and ``true`` as a Boolean; this library reads both as text."""
    return {"type": ["string", "number", "boolean", "null"]}


# Parts of a file.


def _text() -> Schema:
    words = {"type": "string", "minLength": 1}
    return _object({"zh": _said(words, "中文", "Chinese"), "en": _said(words, "英文", "English")}, {})


def _expression() -> Schema:
    return _said(_scalar(), "FEEL 表达式", "FEEL expression")


def _period() -> Schema:
    days = {
        "from": _said(_ref("date"), "起始日（含）", "first day"),
        "until": _said(_ref("date"), "终止日（含）", "last day, included"),
    }
    return {**_object({}, days), "minProperties": 1}


def _recheck() -> Schema:
    return _object(
        {
            "from": _said(_ref("date"), "从这一天起需要重新核对", "from this day on another look is due"),
            "why": _said(_ref("text"), "原因", "why"),
        },
        {},
    )


def _jurisdiction() -> Schema:
    code = _said(_pattern(DIVISION_PATTERN), "GB/T 2260 代码，100000 为全国", "GB/T 2260; 100000 is the whole country")
    former = _object({"code": code}, {"until": _said(_ref("date"), "使用到哪一天", "last day of use")})
    with_former = _object({"code": code}, {"former": _said(_list(former), "曾用代码", "former codes")})
    return _said({"anyOf": [code, with_former]}, "适用地区", "place where it applies")


def _source() -> Schema:
    checked = _object(
        {
            "on": _said(_ref("date"), "核对日期", "day of the check"),
            "how": _said(_ref("checked"), "核对到什么程度", "how far the text was checked"),
        },
        {"note": _said(_ref("text"), "说明", "note")},
    )
    return _object(
        {
            "title": _said(_ref("text"), "文件名称", "title of the instrument"),
            "in_force": _said(_ref("period"), "施行期间", "when it is in force"),
            "checked": _said(checked, "核对情况", "how it was checked"),
        },
        {
            "number": _said({"type": "string"}, "文号", "number, such as 民政部令第60号"),
            "issuer": _said(_ref("text"), "制定机关", "who issued it"),
            "issued_on": _said(_ref("date"), "公布日期", "day of issue"),
            "recheck": _said(_ref("recheck"), "何时须重新核对", "when another look is due"),
        },
    )


def _parameter() -> Schema:
    values = {
        "type": "object",
        "minProperties": 1,
        "propertyNames": _ref("date"),
        "additionalProperties": {"anyOf": [_ref("value"), _long_value()]},
    }
    return _object(
        {"values": _said(values, "自某日起的值", "values, each from a day on")},
        {
            "title": _said(_ref("text"), "参数名称", "title"),
            "type": _type(value_type_names()),
            "stricter": _said(_words(Stricter), "变大还是变小才是更严", "which change tightens the law"),
            "cite": _said(_ref("cites"), "依据", "article of law"),
            "direction": _said(_ref("direction"), "相对上级规则的方向", "what an overlay does to what it replaces"),
        },
    )


def _value() -> Schema:
    value = {"anyOf": [{"type": ["string", "number", "boolean"]}, {"type": "array", "items": {"type": "string"}}]}
    return _said(
        value,
        "值；none 为没有值，inherit 为沿用上级",
        "a value; none: there is none, inherit: what is above holds again",
    )


def _long_value() -> Schema:
    return _object(
        {"value": _ref("value")},
        {
            "cite": _said(_ref("cites"), "这个值的依据", "article of this value"),
            "checked": _said(_ref("checked"), "核对到什么程度", "how sure the value is"),
            "note": _said(_ref("text"), "说明", "note"),
            "recheck": _said(_ref("recheck"), "何时须重新核对", "when another look is due"),
        },
    )


def _definition() -> Schema:
    return _object(
        {"is": _said(_ref("expression"), "所代表的表达式", "the expression it stands for")},
        {"title": _said(_ref("text"), "名称", "title"), "type": _type(type_names())},
    )


def _decision() -> Schema:
    return _object(
        {
            "title": _said(_ref("text"), "决定的名称", "title"),
            "kind": _said(
                _words(DecisionKind),
                "answer 一个答案；findings 任一情形成立；requirements 各项条件都满足",
                "one answer, findings (any holds) or requirements (all are met)",
            ),
        },
        {
            "description": _said(_ref("text"), "说明", "description"),
            "type": _type(value_type_names()),
            "scope": _said(_ref("expression"), "适用范围，不满足即不适用", "outside it the decision is not applicable"),
            "value": _said(_ref("expression"), "与结论无关的值", "a value that stands whatever the outcome"),
            "otherwise": _said(_ref("expression"), "没有规则适用时的答案", "the answer where no rule gives one"),
            "finding": _said(_words(FindingOutcome), "哪种结论表示有问题", "the outcome that tells of something wrong"),
        },
    )


def _note() -> Schema:
    text = _text()
    when = _said(_ref("expression"), "何时提示", "when to say so")
    return {**text, "properties": {**text["properties"], "when": when}}


def _effect() -> dict[str, Schema]:
    """What rules and rows of tables both can say."""
    return {
        "when": _said(_ref("expression"), "适用条件", "whom it concerns; always, if left out"),
        "requires": _said(_ref("expression"), "必须满足的要求（requirements）", "what must hold (requirements)"),
        "then": _said(_ref("expression"), "答案（answer）", "the answer it gives (answer)"),
        "since": _said(_ref("expression"), "情形成立的第一天", "first day on which the ground holds"),
        "label": _said({"type": "string"}, "在结果中的名称，默认为编号", "its name in the result; default: the id"),
        "group": _said(_one_or_list(_pattern(ID.pattern)), "所属规则组", "groups that exceptions may name"),
        "exception_to": _said(_one_or_list(_pattern(REFERENCE.pattern)), "优先于哪些规则", "rules or groups it beats"),
        "in_force": _said(_ref("period"), "施行期间，默认同依据", "default: that of the first source cited"),
        "checked": _said(_ref("checked"), "核对到什么程度", "how sure the rule itself is"),
        "notes": _said(_list(_ref("note")), "提示", "caveats"),
        "direction": _said(_ref("direction"), "相对上级规则的方向", "what an overlay does to what it replaces"),
    }


def _rule() -> Schema:
    return _object(
        {
            "id": _said(_pattern(ID.pattern), "规则编号", "id"),
            "decides": _said(_pattern(PLAIN_NAME.pattern), "所属决定", "the decision it belongs to"),
            "title": _said(_ref("text"), "规则名称", "title"),
            "cite": _said(_ref("cites"), "依据条文", "article of law"),
        },
        {
            "for_each": _said({"type": "string"}, "逐项检查（findings）", "one finding an element (findings)"),
            **_effect(),
        },
    )


def _table() -> Schema:
    return _object(
        {
            "id": _said(_pattern(ID.pattern), "决策表编号", "id"),
            "decides": _said(_pattern(PLAIN_NAME.pattern), "所属决定", "the decision it belongs to"),
            "title": _said(_ref("text"), "名称", "title"),
            "hit_policy": _said(
                _words(HitPolicy), "unique 至多一行命中；collect 可多行", "at most one row, or several"
            ),
            "inputs": _said(_list(_ref("expression")), "输入表达式", "expressions that the cells test"),
            "rows": _said(_list(_ref("row")), "各行", "rows"),
        },
        {"cite": _said(_ref("cites"), "各行默认的依据", "default article of the rows")},
    )


def _row() -> Schema:
    row = _object(
        {"id": _said(_pattern(ID.pattern), "行编号", "id of the row")},
        {
            "title": _said(_ref("text"), "名称，默认同表", "title; default: the table's"),
            "cite": _said(_ref("cites"), "依据，默认同表", "article; default: the table's"),
            **_effect(),
        },
    )
    cell = _said(_scalar(), "单元格：输入须满足的条件", "cell: what the input has to be")
    return {**row, "additionalProperties": cell}


def _indicator() -> Schema:
    rounding = _object(
        {
            "mode": _said(_words(RoundingMode), "truncate 截去尾数；half_up 四舍五入", "cut off, or rounded half up"),
            "places": _said(_whole_number(0, MOST_PLACES), "小数位数", "decimal places"),
        },
        {},
    )
    target = _object(
        {"at_least": _said(_pattern(PLAIN_NAME.pattern), "不低于哪个参数", "the parameter it has to reach")}, {}
    )
    return _object(
        {},
        {
            "title": _said(_ref("text"), "指标名称；更改上级指标时不写", "title; left out to change an inherited one"),
            "description": _said(_ref("text"), "说明", "description"),
            "counts": _said(_ref("expression"), "计入哪些组织", "the organizations that are counted"),
            "figures": _said(_ref("placeFigures"), "以地区的数字为分子", "figures of the place, instead of counts"),
            "among": _said(_ref("expression"), "以哪些组织为基数", "of which organizations it is a share"),
            "per": _said(_ref("placeFigures"), "以地区的数字为分母", "figures of the place to divide by"),
            "each": _said(
                _whole_number(1, LARGEST_EACH), "每多少，例如每10000人", "per so many, such as 10000 residents"
            ),
            "unit": _said(_words(Unit), "数或者百分比", "a number or a percentage"),
            "basis": _said(_words(Basis), "基数，写入所有输出", "what it rests on, named in every output"),
            "rounding": _said(rounding, "怎样取整", "how it is printed"),
            "target": _said(target, "目标", "what it has to reach"),
            "notes": _said(_list(_ref("text")), "提示", "caveats"),
            "cite": _said(_ref("cites"), "依据", "documents"),
        },
    )


def _published_figure() -> Schema:
    stated = {"anyOf": [{"type": "number"}, _pattern(_without_group_names(STATED.pattern)), _ref("date")]}
    return _object(
        {
            "id": _said(_pattern(ID.pattern), "编号", "id"),
            "says": _said(_ref("text"), "文件怎么说", "what the document says"),
            "as_of": _said(_ref("date"), "数字所属的日期", "the day of the figure"),
            "stated": _said(stated, "公布的数，例如 94.17 %", "the figure as printed, such as 94.17 %"),
            "cite": _said(_ref("cites"), "出处", "where it stands"),
        },
        {
            "relation": _said(_words(Relation), "等于、约、不低于、多于", "exactly, about, at least, more than"),
            "checks": _said(_list(_ref("figureCheck")), "怎样核对", "how it can be reckoned again"),
            "indicator": _said(_pattern(PLAIN_NAME.pattern), "对应的指标", "the indicator that says the same"),
            "note": _said(_ref("text"), "说明", "note"),
        },
    )


def _figure_check() -> Schema:
    check = _object(
        {},
        {
            "sum": _said(_list(_ref("figurePart")), "各数之和", "numbers that add up to it"),
            "quotient": _said(_list(_ref("figurePart")), "分子和分母", "what is divided, and by what"),
            "equals": _said({"anyOf": [_ref("figurePart"), _ref("date")]}, "应等于的数或者日期", "what it should be"),
            "each": _said(_whole_number(1, LARGEST_EACH), "每多少", "per so many"),
            "base": _said(_ref("text"), "这种算法的基数", "the base of this reading"),
        },
    )
    return {**check, "oneOf": [{"required": [kind]} for kind in ("sum", "quotient", "equals")]}


def _figure_part() -> Schema:
    figure = _said(_pattern(ID.pattern), "另一公布数字的编号", "id of another published figure")
    implied = _said(_pattern(ID.pattern), "隐含该分母的公布数字", "the figure that implies this denominator")
    elsewhere = _object(
        {
            "elsewhere": _said({"type": "number"}, "文件以外的数", "a number that the document doesn't give"),
            "source": _said(_ref("text"), "来自哪里", "where it comes from"),
        },
        {},
    )
    referring = [_object({"figure": figure}, {}), _object({"implied_by": implied}, {}), elsewhere]
    return {"anyOf": [{"type": "number"}, {"enum": [UNSTATED]}, *referring]}


def _whole_number(low: int, high: int) -> Schema:
    return {"type": "integer", "minimum": low, "maximum": high}
