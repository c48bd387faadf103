"""What the lexer and the parser say: codes E100 to E139."""

from __future__ import annotations

from socorg_rules.problems import ProblemKind, Text

# The text as a whole

EMPTY = ProblemKind(
    "E100",
    Text("这里没有写表达式。", "There is no expression here."),
    Text("表格中任意值请写“-”。", "In a table, write `-` for any value."),
)
TOO_LONG = ProblemKind(
    "E101",
    Text("表达式有 {length} 个字符，最多 {limit} 个。", "The expression has {length} characters; {limit} are allowed."),
    Text("请把其中一部分写成定义（definitions）。", "Make a part of it a definition."),
)
TOO_DEEP = ProblemKind(
    "E102",
    Text("表达式嵌套超过 {limit} 层。", "The expression is nested more than {limit} levels deep."),
    Text("请把里层写成定义（definitions）。", "Make its inner part a definition."),
)
TOO_LARGE = ProblemKind(
    "E103",
    Text("表达式的组成部分超过 {limit} 个。", "The expression has more than {limit} parts."),
    Text("请把其中一部分写成定义（definitions）。", "Make a part of it a definition."),
)

# Characters

FULL_WIDTH = ProblemKind(
    "E104",
    Text("「{written}」不是半角字符。", "`{written}` is not ASCII."),
    Text("请写半角的 {instead}", "Write `{instead}`"),
)
FOREIGN_LETTER = ProblemKind(
    "E105",
    Text(
        "“{written}”以 {code_point} 开头，不能用在名称里。", "`{written}` begins with {code_point}, which no name has."
    ),
    Text(
        "名称只用汉字、英文字母、数字和下划线。", "Names are made of Chinese characters, ASCII letters, digits and `_`."
    ),
)
INVISIBLE_CHARACTER = ProblemKind(
    "E106",
    Text("这里有一个看不见的字符 {code_point}。", "There is an invisible character here, {code_point}."),
    Text("请删去；文字中确需时请写 {escape}。", "Delete it; where a text needs it, write {escape}."),
)
UNKNOWN_CHARACTER = ProblemKind(
    "E107",
    Text(
        "“{written}”（{code_point}）不是表达式用的字符。", "`{written}` ({code_point}) is no character of expressions."
    ),
)
OTHER_SPELLING = ProblemKind(
    "E108",
    Text("这里不写“{written}”。", "`{written}` isn't written here."),
    Text("请写 {instead}", "Write `{instead}`"),
)
DIVISION = ProblemKind(
    "E109",
    Text("没有除法，因为商不是整数。", "There is no division, because a quotient is no whole number."),
    Text("请改写为乘法：spent >= 0.7 * income", "Multiply instead: `spent >= 0.7 * income`"),
)
LEFT_OUT = ProblemKind(
    "E110",
    Text("这里不用 FEEL 的{construct_zh}。", "FEEL's {construct_en} isn't used here."),
    Text("{instead_zh}", "{instead_en}"),
)

# Literals

SINGLE_QUOTES = ProblemKind(
    "E111",
    Text("文字不用单引号。", "Texts don't stand in single quotes."),
    Text("请写 {instead}", "Write `{instead}`"),
)
UNTERMINATED_TEXT = ProblemKind(
    "E112",
    Text("文字缺少结束的双引号。", "The closing double quote of this text is missing."),
    Text('请在同一行写完，例如 "foundation"', 'Close it on the same line, as in "foundation"'),
)
BAD_ESCAPE = ProblemKind(
    "E113",
    Text("“{written}”不是文字中可用的转义。", "`{written}` is no escape that a text may have."),
    Text(
        r"可用：\n \r \t \" \' \\ \uXXXX \UXXXXXX（十六进制的字符编号）。",
        r"There are \n \r \t \" \' \\ \uXXXX \UXXXXXX (the character's number in hexadecimal).",
    ),
)
NUMBER_FORM = ProblemKind(
    "E114",
    Text("数字不能写成“{written}”。", "A number isn't written `{written}`."),
    Text(
        "数字只写数位和一个小数点，例如 30000 或 0.7；开头有 0 的编码是文字，请加双引号。",
        "Digits and one decimal point only, as in 30000 or 0.7; a code that begins with 0 is a text, in double quotes.",
    ),
)
NUMBER_TOO_LONG = ProblemKind(
    "E115",
    Text("数字“{written}”太长。", "The number `{written}` is too long."),
    Text("最多 {digits} 位，其中小数最多 {places} 位。", "At most {digits} digits, {places} of them behind the point."),
)

# Structure

VALUE_EXPECTED = ProblemKind(
    "E116",
    Text("这里应有一个值，却写了“{found}”。", "A value should stand here, not `{found}`."),
)
ENDS_TOO_EARLY = ProblemKind(
    "E117",
    Text("表达式没有写完：还缺{expected_zh}。", "The expression breaks off: {expected_en} is missing."),
)
WORD_EXPECTED = ProblemKind(
    "E118",
    Text("这里应有{expected_zh}，却写了“{found}”。", "Here {expected_en} should stand, not `{found}`."),
)
OPERATOR_MISSING = ProblemKind(
    "E119",
    Text("“{left}”和“{right}”之间缺少运算符。", "There is no operator between `{left}` and `{right}`."),
    Text(
        "名称中没有空格；条件用 and 或 or 连接，并列的值用逗号隔开。",
        "Names have no spaces; conditions are joined by `and` or `or`, values in a row by commas.",
    ),
)
MISSPELT_WORD = ProblemKind(
    "E120",
    Text("“{written}”放在这里没有意义。", "`{written}` means nothing here."),
)
OUT_OF_PLACE = ProblemKind(
    "E121",
    Text("“{found}”不能放在这里。", "`{found}` can't stand here."),
)
UNCLOSED_BRACKET = ProblemKind(
    "E122",
    Text("括号“{bracket}”没有闭合。", "The bracket `{bracket}` is never closed."),
    Text("缺少“{closing}”。", "There is no `{closing}` for it."),
)
RESERVED_WORD = ProblemKind(
    "E123",
    Text("“{word}”是语言本身的词，不能作名称。", "`{word}` is a word of the language and can't be a name."),
    Text("请另取名称，例如 {word}_。", "Take another name, such as {word}_."),
)
NOT_WITHOUT_BRACKETS = ProblemKind(
    "E124",
    Text("not 后面要有括号。", "`not` is written with brackets."),
    Text("请写 not(…)；检验空值请写 x != null。", "Write `not(…)`; to test for null, write `x != null`."),
)
CHAINED_COMPARISON = ProblemKind(
    "E125",
    Text("比较不能连写。", "Comparisons aren't chained."),
    Text(
        "请写 a < b and b < c，或 b between a and c（含两端）；比较的结果再参加比较时请加括号。",
        "Write `a < b and b < c`, or `b between a and c` (with both ends); a compared comparison needs brackets.",
    ),
)
BRACKETS_NEEDED = ProblemKind(
    "E126",
    Text("作为运算对象的 {word} 要放在括号里。", "`{word}` needs brackets where it is an operand."),
    Text("请写 ({word} …)。", "Write `({word} …)`."),
)
FILTER_BY_POSITION = ProblemKind(
    "E127",
    Text("事件没有先后次序，不能按位置取第几项。", "Events have no order: none can be taken by its position."),
    Text(
        "请写出条件，例如 penalties[amount >= 50000]，或用 max(penalties.decided_on)。",
        "Write a condition, as in `penalties[amount >= 50000]`, or use `max(penalties.decided_on)`.",
    ),
)
BARE_FILTER = ProblemKind(
    "E128",
    Text(
        "筛选条件不能只是一个名称，也不能以 not( 开头：FEEL 的各种实现对它理解不同。",
        "A filter can't be a mere name or begin with `not(`: FEEL engines disagree on what it means.",
    ),
    Text("请写成比较，例如 [{instead}]。", "Write a comparison, as in `[{instead}]`."),
)
RANGE_OUT_OF_PLACE = ProblemKind(
    "E129",
    Text("区间只能放在 in 后面。", "A range stands only behind `in`."),
    Text(
        "请写 x in [1..5]，或 x between 1 and 5；年份范围写 some y in 2018..as_of.year satisfies …。",
        "Write `x in [1..5]` or `x between 1 and 5`; years are `some y in 2018..as_of.year satisfies …`.",
    ),
)
EMPTY_TESTS = ProblemKind(
    "E130",
    Text("空的列表不含任何值，这个条件永远不成立。", "Nothing is in an empty list: this never holds."),
    Text('请写出值，例如 in ("fine", "warning")。', 'Name the values, as in `in ("fine", "warning")`.'),
)
JOINED_TESTS = ProblemKind(
    "E131",
    Text("检验之间不用 {word} 连接。", "Tests aren't joined by `{word}`."),
    Text(
        "逗号表示“或者”：>= 50, < 3；“并且”请写区间：[3..50)。",
        "A comma means or: `>= 50, < 3`; where both must hold, write a range: `[3..50)`.",
    ),
)
NOT_CALLABLE = ProblemKind(
    "E132",
    Text("只有函数名后面可以有参数。", "Only a function's name takes arguments."),
    Text(
        "如果要连接两个条件，请在括号前写 and 或 or。",
        "To join two conditions, write `and` or `or` before the bracket.",
    ),
)

# Dates and durations

DATE_FORM = ProblemKind(
    "E133",
    Text("“{written}”不是{expected_zh}。", "`{written}` is no {expected_en}."),
    Text(
        '日期写 @"2026-01-31"，期间写 @"P2Y6M" 或 @"P30D"。',
        'A date is written @"2026-01-31", a duration @"P2Y6M" or @"P30D".',
    ),
)
NO_SUCH_DAY = ProblemKind(
    "E134",
    Text("日历上没有“{written}”这一天。", "The calendar has no day `{written}`."),
)
DATE_OUT_OF_RANGE = ProblemKind(
    "E135",
    Text("年份 {year} 不在 {first} 至 {last} 之间。", "The year {year} isn't within {first} to {last}."),
)
DURATION_FORM = ProblemKind(
    "E136",
    Text("期间不能写成“{written}”：{reason_zh}。", "A duration isn't written `{written}`: {reason_en}."),
    Text("{instead_zh}", "{instead_en}"),
)
DURATION_TOO_LONG = ProblemKind(
    "E137",
    Text("期间“{written}”超过 P100Y。", "The duration `{written}` is longer than P100Y."),
)
DATE_OF_FORM = ProblemKind(
    "E138",
    Text("date( ) 的用法不对：{reason_zh}。", "This is no use of date( ): {reason_en}."),
    Text(
        '请写 date("2026-01-31")，或 date(年份, 5, 31)，其中月、日是整数。',
        'Write date("2026-01-31"), or date(year, 5, 31) with whole numbers as month and day.',
    ),
)
FEBRUARY_29 = ProblemKind(
    "E139",
    Text("date( ) 中不能写 2 月 29 日：多数年份没有这一天。", "date( ) takes no 29 February: most years have none."),
    Text(
        "到 2 月底为止请写 < date(y, 3, 1)。",
        "Until the end of February is `< date(y, 3, 1)`.",
    ),
)
