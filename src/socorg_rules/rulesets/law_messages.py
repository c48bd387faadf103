"""What is said about rulesets put together: codes E200 to E249."""

from __future__ import annotations

from socorg_rules.problems import ProblemKind, Text

NAMED_TWICE = ProblemKind(
    "E200",
    Text("{kind_zh}“{name}”已在 {other} 定义过。", "The {kind_en} {name!r} is already defined at {other}."),
    Text("请改名，或删去其中之一。", "Rename one of them or delete it."),
)
UNKNOWN_SOURCE = ProblemKind(
    "E201",
    Text("没有名为“{name}”的法律依据（sources）。", "There is no source {name!r}."),
)
UNKNOWN_DECISION = ProblemKind(
    "E202",
    Text("没有名为“{name}”的决定（decisions）。", "There is no decision {name!r}."),
)
UNKNOWN_EXCEPTION = ProblemKind(
    "E203",
    Text(
        "例外所指的“{name}”不是决定“{decision}”的规则、规则组或决策表。",
        "The exception names {name!r}, which is no rule, group or table of the decision {decision!r}.",
    ),
)
EXCEPTION_CYCLE = ProblemKind(
    "E204",
    Text("例外相互循环：{cycle}。", "Exceptions beat one another in a circle: {cycle}."),
)
CYCLE = ProblemKind(
    "E205",
    Text("定义或决定相互循环引用：{cycle}。", "Definitions or decisions use one another in a circle: {cycle}."),
)
KEY_NOT_FOR_KIND = ProblemKind(
    "E206",
    Text(
        "“{decision}”属于 {kind} 类决定，其规则不能有 {key}。", "{decision} is of kind {kind}: its rules have no {key}."
    ),
    Text(
        "answer 的规则写 then；requirements 的规则写 requires；findings 的规则可写 for_each。",
        "Rules for an answer have then, for requirements have requires, for findings may have for_each.",
    ),
)
KEY_NEEDED_FOR_KIND = ProblemKind(
    "E207",
    Text("“{decision}”属于 {kind} 类决定，其规则须有 {key}。", "{decision} is of kind {kind}: its rules need {key}."),
)
NO_VALUE_IN_FORCE = ProblemKind(
    "E208",
    Text(
        "参数“{name}”在 {day} 没有值，而使用它的规则“{rule}”在这一天施行。",
        "The parameter {name!r} has no value on {day}, but the rule {rule!r}, which uses it, is in force on that day.",
    ),
    Text(
        "请补上当日的值，或缩短规则的施行期间。",
        "Give it a value for that day, or shorten the period in force of the rule.",
    ),
)
NEEDS_TYPE = ProblemKind(
    "E209",
    Text(
        "参数“{name}”没有写类型，上级也没有这个参数。",
        "The parameter {name!r} has no type, and there is none to inherit.",
    ),
)
CLAIM_NEEDED = ProblemKind(
    "E210",
    Text(
        "{where} 替换了上级的“{name}”，须写明 direction。",
        "{where} replaces the inherited {name!r} and must give its direction.",
    ),
    Text("可写 relaxes、tightens 或 replaces。", "Write relaxes, tightens or replaces."),
)
FALSE_CLAIM = ProblemKind(
    "E211",
    Text(
        "“{name}”自称 {claim}，但 {since} 起的值 {value} 相对上级的 {inherited} 并非如此。",
        "{name!r} claims that it {claim}, but its value {value} from {since} does not, against {inherited} above.",
    ),
    Text("请改正 direction，或改正数值。", "Correct the direction or the value."),
)
CLAIM_NOT_CHECKABLE = ProblemKind(
    "E212",
    Text(
        "无法判断“{name}”是 relaxes 还是 tightens：上级参数没有写 stricter。",
        "Whether {name!r} relaxes or tightens can't be told: the inherited parameter has no stricter.",
    ),
    Text(
        "请在上级参数写 stricter: higher 或 lower，或改用 replaces。",
        "Give the inherited one stricter: higher or lower, or claim replaces.",
    ),
)
CONFLICT = ProblemKind(
    "E213",
    Text(
        "规则“{first}”与“{second}”（{other}）给出不同答案且互不优先，例如：{example}。",
        "The rules {first!r} and {second!r} ({other}) give different answers and neither beats the other, "
        "for example: {example}.",
    ),
    Text(
        "请让其中一条写 exception_to，或改窄条件。", "Let one name the other under exception_to, or narrow a condition."
    ),
)
OVERLAPPING_ROWS = ProblemKind(
    "E214",
    Text(
        "决策表“{table}”的命中策略是 unique，但“{first}”与“{second}”两行可同时命中，例如：{example}。",
        "The table {table!r} has hit policy unique, but the rows {first!r} and {second!r} can both match, "
        "for example: {example}.",
    ),
)
WRONG_DEFINITION_TYPE = ProblemKind(
    "E215",
    Text("“{name}”写明类型 {declared}，实际是 {found}。", "{name!r} declares the type {declared}, but is {found}."),
)
FIXED_BY_NAME = ProblemKind(
    "E216",
    Text("{kind_zh}“{name}”不能由地方规则替换。", "The {kind_en} {name!r} can't be replaced by an overlay."),
    Text(
        "范围、类型和定义是固定的；地方规则只能替换规则和参数。",
        "Scopes, types and definitions are fixed; an overlay replaces rules and parameters.",
    ),
)
TWO_NAMES = ProblemKind(
    "E218",
    Text("名称“{name}”与{other_zh}重名。", "The name {name!r} is also that of a {other_en}."),
    Text("请换一个名称：一个名称只能有一种含义。", "Choose another: a name has one meaning."),
)
VERSION_TWICE = ProblemKind(
    "E219",
    Text(
        "规则集 {ruleset} 的版本 {version} 出现两次，另一处在 {other}。",
        "Version {version} of {ruleset} is there twice; the other is {other}.",
    ),
)
VERSION_ORDER = ProblemKind(
    "E220",
    Text(
        "规则集 {ruleset} 的版本 {version} 的发布日期不晚于版本 {earlier}。",
        "Version {version} of {ruleset} is not released later than version {earlier}.",
    ),
)
NOTHING_TO_LOAD = ProblemKind(
    "E221",
    Text("“{path}”中没有规则集文件。", "There is no ruleset file in {path!r}."),
)
PLACE_MOVED = ProblemKind(
    "E222",
    Text("规则集 {ruleset} 的不同版本属于不同的地方。", "Versions of {ruleset} belong to different places."),
)
WRONG_VALUE_TYPE = ProblemKind(
    "E223",
    Text("类型 {type} 不能用在这里。", "The type {type} can't be used here."),
)
TWO_REPLACEMENTS = ProblemKind(
    "E224",
    Text(
        "{where} 的两个规则集都改变了“{name}”，另一处在 {other}。",
        "Two rulesets of {where} both change {name!r}; the other is {other}.",
    ),
)
SHARED_FORMER_CODE = ProblemKind(
    "E225",
    Text(
        "原区划代码 {code} 已由 {other} 列为其曾用代码。",
        "The former division code {code} is already listed by {other}.",
    ),
    Text("一个代码只能是一个地方的曾用代码。", "A code can have been that of one place only."),
)
