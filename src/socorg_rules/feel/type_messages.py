"""What the checker says: codes E140 to E189."""

from __future__ import annotations

from socorg_rules.problems import ProblemKind, Text

UNKNOWN_NAME = ProblemKind(
    "E140",
    Text(
        "这里没有名为“{name}”的字段、参数、定义或决定。",
        "There is no field, parameter, definition or decision {name!r} here.",
    ),
)
AMBIGUOUS_NAME = ProblemKind(
    "E141",
    Text("“{name}”在这里有两种含义：{meanings}。", "{name!r} has two meanings here: {meanings}."),
    Text(
        "请用 some x in … satisfies x.{name} … 写明所指。",
        "Say which one is meant with some x in … satisfies x.{name} ….",
    ),
)
UNKNOWN_FIELD = ProblemKind(
    "E142",
    Text("{type} 没有名为“{name}”的字段。", "{type} has no field {name!r}."),
)
UNKNOWN_FUNCTION = ProblemKind(
    "E143",
    Text("没有名为“{name}”的函数。", "There is no function {name!r}."),
    Text(
        "可用的函数：count、sum、min、max、add_working_days，以及“参数名_on(日期)”。",
        "There are count, sum, min, max, add_working_days, and <parameter>_on(date).",
    ),
)
WRONG_ARGUMENTS = ProblemKind(
    "E144",
    Text("{function} 的用法是 {usage}。", "{function} is used as {usage}."),
)
TYPE_MISMATCH = ProblemKind(
    "E145",
    Text("这里需要 {expected}，却写了 {found}。", "Here {expected} is wanted, but this is {found}."),
)
NOT_COMPARABLE = ProblemKind(
    "E146",
    Text("{left} 与 {right} 不能用 {operator} 比较。", "{left} and {right} can't be compared with {operator}."),
)
NO_ORDER = ProblemKind(
    "E147",
    Text(
        "{type} 没有大小先后之分，只能用 = 或 != 比较。",
        "A value of type {type} has no order; compare it with = or != only.",
    ),
)
POSSIBLY_NULL = ProblemKind(
    "E148",
    Text("{what} 可能为空（null），使用前须先排除。", "{what} may be null and is used without a guard."),
    Text(
        "请先写 {what} != null and …，或用 if {what} != null then … else …。",
        "Write {what} != null and … before it, or if {what} != null then … else ….",
    ),
)
NEVER_NULL = ProblemKind(
    "E149",
    Text(
        "{what} 不会是空值（null）：缺失时是“未知”或“否”，不能与 null 比较。",
        "{what} is never null (missing, it is unknown or false), so it can't be compared with null.",
    ),
    Text("请直接使用它：未知会自动传递到结论。", "Just use it: unknown makes its own way into the outcome."),
)
UNKNOWN_TERM = ProblemKind(
    "E150",
    Text(
        "{vocabulary} 没有“{written}”这个取值，可用：{allowed}。",
        "{vocabulary} has no value {written!r}; there are {allowed}.",
    ),
)
STRAY_TEXT = ProblemKind(
    "E151",
    Text(
        "文字只能与有固定取值的字段比较。", "A text can only be compared with a field that has a fixed list of values."
    ),
)
FREE_TEXT = ProblemKind(
    "E152",
    Text("自由文字字段只能与 null 比较。", "Free text is only compared with null."),
    Text("请写 {what} != null。", "Write {what} != null."),
)
NUMBER_TOO_LARGE = ProblemKind(
    "E153",
    Text("这里的数可能超出 63 位整数的范围。", "The number here could pass 63 bits."),
    Text("请减少小数位或乘法次数。", "Use fewer decimals or fewer multiplications."),
)
UNIT_MISMATCH = ProblemKind(
    "E154",
    Text("{left} 与 {right} 不能用 {operator} 合算。", "{left} and {right} can't be combined with {operator}."),
)
BARE_AS_OF = ProblemKind(
    "E155",
    Text(
        "在 value: 之外，as_of 只能与日期比较，或写作 as_of.year。",
        "Outside value:, as_of is only compared with dates or used as as_of.year.",
    ),
    Text(
        '请写 as_of > 日期 + @"P2Y" 这样的比较。',
        'Write a comparison such as as_of > date + @"P2Y".',
    ),
)
DATE_MINUS = ProblemKind(
    "E156",
    Text(
        "日期不能减去期间；两个日期之差只能取 .days。",
        "A duration is never subtracted from a date, and a difference of two dates only gives .days.",
    ),
    Text(
        '期间请从起始日往后加：起始日 + @"P3Y" >= 日期；相差天数写 (d1 - d2).days。',
        'Add to the start instead: start + @"P3Y" >= day; write (d1 - d2).days for a number of days.',
    ),
)
DATE_TOO_FAR = ProblemKind(
    "E157",
    Text("这里的日期可能远远超出 2199 年。", "The date here could lie far beyond the year 2199."),
    Text("请少加几次期间。", "Add fewer durations."),
)
YEAR_OF_DATE = ProblemKind(
    "E158",
    Text(
        "date(年, 月, 日) 的年须是年份，可加减不超过 100 的整数。",
        "The year of date(y, m, d) is a year, plus or minus a whole number up to 100.",
    ),
)
YEAR_RANGE = ProblemKind(
    "E159",
    Text(
        "逐年范围的下限须是年份数字，上限须是 as_of.year 加减一个整数。",
        "A range of years begins with a number and ends with as_of.year plus or minus a whole number.",
    ),
    Text("例如 2018..as_of.year - 1。", "For example 2018..as_of.year - 1."),
)
NOT_A_LIST = ProblemKind(
    "E160",
    Text("这里需要事件列表或集合，却写了 {found}。", "Here a list of events or a set is wanted, but this is {found}."),
)
LIST_AS_VALUE = ProblemKind(
    "E161",
    Text("这里需要一个值，却写了列表。", "Here one value is wanted, but this is a list."),
    Text(
        "请写 some x in … satisfies …，或用 count、sum、min、max。",
        "Write some x in … satisfies …, or use count, sum, min or max.",
    ),
)
NULL_ALONE = ProblemKind(
    "E162",
    Text("null 在这里没有意义。", "null means nothing here."),
    Text(
        "null 只用于 = null、!= null，或 if 的一个分支。", "Use null in = null and != null, or as one branch of an if."
    ),
)
NOT_BOOLEAN = ProblemKind(
    "E163",
    Text("条件必须是真假值，而这里是 {found}。", "A condition is true or false, but this is {found}."),
)
EMPTY_LIST = ProblemKind(
    "E164",
    Text("空列表在这里没有意义。", "An empty list means nothing here."),
)
SHADOWED_VARIABLE = ProblemKind(
    "E165",
    Text(
        "变量名“{name}”已有别的含义，请换一个。",
        "The variable {name!r} already means something else; choose another name.",
    ),
)
WORKING_DAY_COUNT = ProblemKind(
    "E166",
    Text("工作日数须是 1 到 366 的整数。", "The number of working days is a whole number from 1 to 366."),
)
