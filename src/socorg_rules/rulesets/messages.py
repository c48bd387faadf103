"""What reading a ruleset file says: codes E001 to E099."""

from __future__ import annotations

from socorg_rules.problems import ProblemKind, Text

_QUOTE_HINT = Text(
    "请把整个表达式放进单引号，或在 >- 之后另起一行书写。",
    "Put the whole expression in single quotes, or write it on a line of its own after >-.",
)

# The file itself.

FILE_UNREADABLE = ProblemKind(
    "E001",
    Text("无法读取文件：{reason}。", "The file can't be read: {reason}."),
)
FILE_TOO_LARGE = ProblemKind(
    "E002",
    Text("规则文件超过 {limit} 字节。", "The ruleset file is larger than {limit} bytes."),
    Text("请拆成几个规则集。", "Split it into several rulesets."),
)
NOT_UTF8 = ProblemKind(
    "E003",
    Text("文件不是 UTF-8 编码。", "The file is not encoded in UTF-8."),
    Text("请在编辑器里选择“以 UTF-8 编码保存”。", "Save it as UTF-8 in your editor."),
)
FORBIDDEN_CHARACTER = ProblemKind(
    "E004",
    Text(
        "文件含有看不见的字符 {character}（{name}），它会使显示的内容与实际内容不同。",
        "The file holds the invisible character {character} ({name}), so it shows something else than it says.",
    ),
    Text("请删除这个字符。", "Delete the character."),
)

# YAML syntax.

YAML_SYNTAX = ProblemKind(
    "E005",
    Text("这里不是有效的 YAML（{reason}）。", "This is not valid YAML ({reason})."),
    Text(
        "请检查这一行和上一行的缩进、冒号、引号和括号。",
        "Check indentation, colons, quotes and brackets of this line and the one before.",
    ),
)
TAB_INDENTATION = ProblemKind(
    "E006",
    Text("缩进使用了制表符（Tab）。", "The line is indented with a tab."),
    Text("请改用空格缩进。", "Indent with spaces."),
)
COLON_IN_VALUE = ProblemKind(
    "E007",
    Text(
        "值里面有“冒号加空格”，YAML 会把它当作另一个键。",
        "The value holds a colon followed by a space, which YAML takes for another key.",
    ),
    _QUOTE_HINT,
)
SPECIAL_BEGINNING = ProblemKind(
    "E008",
    Text(
        "值以 {character} 开头；{character} 在 YAML 中有特殊含义。",
        "The value begins with {character}, which means something special in YAML.",
    ),
    _QUOTE_HINT,
)
UNCLOSED_QUOTE = ProblemKind(
    "E009",
    Text("从这里开始的引号没有结束。", "The quote that begins here is never closed."),
    Text("请在值的末尾补上同样的引号。", "Close it with the same quote at the end of the value."),
)
UNKNOWN_ESCAPE = ProblemKind(
    "E010",
    Text(
        "双引号里的反斜杠 \\ 后面跟了不认识的字符。",
        "A backslash in double quotes is followed by an unknown character.",
    ),
    Text("请改用单引号。", "Use single quotes instead."),
)
UNEVEN_INDENTATION = ProblemKind(
    "E011",
    Text("这一行的缩进与上下文不一致。", "The indentation of this line does not fit the lines before it."),
    Text(
        "同一层的键要左对齐；冒号后面要有一个空格。",
        "Align keys of one level with each other, and write a space after every colon.",
    ),
)
MISSING_COLON = ProblemKind(
    "E012",
    Text("这一行缺少“键: 值”中的冒号。", "This line has no colon between a key and its value."),
    Text("请用半角冒号加一个空格，例如 title: ….", "Write an ASCII colon and a space, such as title: …."),
)
UNCLOSED_BRACKET = ProblemKind(
    "E013",
    Text("从这里开始的 {character} 没有正确结束。", "The {character} that begins here is not closed properly."),
    Text(
        "请补上括号；括号里的值若含逗号、引号或括号，请整个放进单引号。",
        "Close it; put a value in it that holds commas, quotes or brackets into single quotes.",
    ),
)
EXPLICIT_TAG = ProblemKind(
    "E014",
    Text("不允许使用 YAML 标签“{tag}”。", "The YAML tag {tag!r} is not allowed."),
    Text(
        "请删除它；如果是值的一部分，请把值放进单引号。",
        "Delete it, or put the value in single quotes if it belongs to it.",
    ),
)
TOO_MANY_ALIASES = ProblemKind(
    "E015",
    Text("文件使用了超过 {limit} 个别名（*名称）。", "The file uses more than {limit} aliases (*name)."),
    Text("请把内容直接写出来。", "Write the content out."),
)
UNKNOWN_ALIAS = ProblemKind(
    "E016",
    Text("没有名为“{alias}”的锚点，或者它包含了自己。", "There is no anchor {alias!r}, or it contains itself."),
    Text(
        "如果 * 是表达式的一部分，请把表达式放进单引号。",
        "If the * belongs to an expression, put the expression in single quotes.",
    ),
)
MERGE_KEY = ProblemKind(
    "E017",
    Text("不允许使用合并键 <<。", "The merge key << is not allowed."),
    Text("请把各项直接写出来。", "Write the entries out."),
)
SEVERAL_DOCUMENTS = ProblemKind(
    "E018",
    Text("一个文件只能有一个 YAML 文档。", "A file holds one YAML document only."),
    Text("请删除这一行 --- 并把内容分成两个文件。", "Delete this --- and split the file in two."),
)
TOO_DEEP = ProblemKind(
    "E019",
    Text("嵌套超过 {limit} 层。", "The nesting is deeper than {limit} levels."),
)
EMPTY_FILE = ProblemKind(
    "E020",
    Text("文件是空的。", "The file is empty."),
)

# The shape of the content.

DUPLICATE_KEY = ProblemKind(
    "E021",
    Text(
        "键“{key}”重复，第 {first_line} 行已经写过。",
        "The key {key!r} is written twice; it stands in line {first_line} already.",
    ),
    Text("请合并为一处，或改名。", "Keep one of them, or rename it."),
)
KEY_NOT_TEXT = ProblemKind(
    "E022",
    Text("键必须是一个词，不能是列表或映射。", "A key is a word, not a list or a mapping."),
)
NOT_A_MAPPING = ProblemKind(
    "E023",
    Text("这里应当是“键: 值”的形式。", "Here a mapping of keys to values is wanted."),
)
NOT_A_LIST = ProblemKind(
    "E024",
    Text("这里应当是列表。", "Here a list is wanted."),
    Text("请写成 [甲, 乙]，或每项一行并以 - 开头。", "Write [a, b], or one item a line, each beginning with -."),
)
NOT_A_SCALAR = ProblemKind(
    "E025",
    Text("这里应当是一个值，不能是列表或映射。", "Here a single value is wanted, not a list or a mapping."),
    Text("如果这是表达式，请把它放进单引号。", "If it is an expression, put it in single quotes."),
)
EMPTY_VALUE = ProblemKind(
    "E026",
    Text("这里缺少值。", "There is no value here."),
    Text("请填写，或者删除这个键。", "Write one, or delete the key."),
)
UNKNOWN_KEY = ProblemKind(
    "E027",
    Text("这里不认识键“{key}”。", "The key {key!r} is not known here."),
    Text("可用的键：{known}。", "There are: {known}."),
)
MISSING_KEY = ProblemKind(
    "E028",
    Text("这里缺少“{key}”。", "{key!r} is missing here."),
)
ONE_LANGUAGE = ProblemKind(
    "E029",
    Text("文字必须有中文和英文。", "A text is needed in Chinese and in English."),
    Text("请写成 {{zh: …, en: …}}。", "Write {{zh: …, en: …}}."),
)
LOOK_ALIKE = ProblemKind(
    "E030",
    Text(
        "名称“{name}”含有字符 {character}（{description}），它只是看起来像普通字符。",
        "The name {name!r} holds {character} ({description}), which only looks like a plain character.",
    ),
    Text("请用半角字符或常用汉字重新输入。", "Type it again with ASCII or common Chinese characters."),
)
BAD_NAME = ProblemKind(
    "E031",
    Text("“{name}”不能用作名称。", "{name!r} can't be a name."),
    Text(
        "名称由小写字母、汉字、数字和 _ 组成，以字母或汉字开头，例如 large_fine。",
        "A name has lower-case letters, Chinese characters, digits and _, and begins with a letter: large_fine.",
    ),
)
BAD_ID = ProblemKind(
    "E032",
    Text("“{id}”不能用作编号。", "{id!r} can't be an id."),
    Text(
        "编号由小写字母、数字和 - 组成，以字母开头，例如 two-small-sanctions。",
        "An id has lower-case letters, digits and -, and begins with a letter: two-small-sanctions.",
    ),
)
BAD_REFERENCE = ProblemKind(
    "E033",
    Text("“{id}”不是规则或规则组的编号。", "{id!r} is not the id of a rule or a group."),
    Text(
        "请写规则编号、规则组名，或者“表.行”，例如 minimum-capital.foundation。",
        "Write the id of a rule or group, or table.row, such as minimum-capital.foundation.",
    ),
)
BAD_RULESET_ID = ProblemKind(
    "E034",
    Text("“{id}”不能用作规则集编号。", "{id!r} can't be the id of a ruleset."),
    Text(
        "请用小写字母、数字、- 和 /，例如 cn/credit-lists。",
        "Use lower-case letters, digits, - and /, such as cn/credit-lists.",
    ),
)
BAD_VERSION = ProblemKind(
    "E035",
    Text("“{version}”不是版本号。", "{version!r} is not a version."),
    Text("请写三段数字，例如 1.0.0。", "Write three numbers, such as 1.0.0."),
)
WRONG_FILE_PATH = ProblemKind(
    "E036",
    Text("文件应当位于“{expected}”，实际是“{found}”。", "The file should be {expected!r}, but it is {found!r}."),
    Text("请移动文件，或更正 ruleset 和 version。", "Move the file, or correct ruleset and version."),
)
BAD_DIVISION = ProblemKind(
    "E037",
    Text("“{code}”不是行政区划代码。", "{code!r} is not a division code."),
    Text('请写六位数字（GB/T 2260），例如 "320612"。', 'Write six digits (GB/T 2260), such as "320612".'),
)
DOUBLED_ID = ProblemKind(
    "E038",
    Text(
        "编号“{id}”重复，第 {first_line} 行已经用过。",
        "The id {id!r} is used twice; it stands in line {first_line} already.",
    ),
    Text("请换一个编号。", "Choose another id."),
)
NOT_ONE_OF = ProblemKind(
    "E039",
    Text("这里不能写“{written}”。", "{written!r} can't stand here."),
    Text("可写：{allowed}。", "There are: {allowed}."),
)
EMPTY_COLLECTION = ProblemKind(
    "E040",
    Text("这里至少要有一项。", "At least one entry is needed here."),
)

# Values.

BAD_DATE = ProblemKind(
    "E041",
    Text("“{written}”不是日期。", "{written!r} is not a date."),
    Text("请写成“年-月-日”，例如 2026-05-31。", "Write year-month-day, such as 2026-05-31."),
)
PERIOD_REVERSED = ProblemKind(
    "E043",
    Text("终止日 {until} 早于起始日 {start}。", "The period ends on {until}, before it begins on {start}."),
)
UNKNOWN_TYPE = ProblemKind(
    "E045",
    Text("没有名为“{written}”的类型。", "There is no type {written!r}."),
    Text("可用的类型：{allowed}。", "There are: {allowed}."),
)
BAD_NUMBER = ProblemKind(
    "E046",
    Text("“{written}”不是这里可用的数：{wanted_zh}。", "{written!r} is not a number that fits here: {wanted_en}."),
    Text(
        "只写阿拉伯数字和小数点，不写单位、逗号。",
        "Write ASCII digits and a decimal point only, no unit and no commas.",
    ),
)
BAD_BOOLEAN = ProblemKind(
    "E047",
    Text("“{written}”不是真假值。", "{written!r} is neither true nor false."),
    Text("请写 true 或 false。", "Write true or false."),
)
BAD_DURATION = ProblemKind(
    "E048",
    Text("“{written}”不是期间。", "{written!r} is not a duration."),
    Text(
        "请写 P2Y（两年）、P6M（六个月）、P1Y6M 或 P30D（三十天），不超过 P{limit}Y，年月与天不混用。",
        "Write P2Y, P6M, P1Y6M or P30D, up to P{limit}Y; years and months are not mixed with days.",
    ),
)
UNKNOWN_TERM = ProblemKind(
    "E049",
    Text("{vocabulary} 没有“{written}”这个取值。", "{vocabulary} has no value {written!r}."),
    Text("可用：{allowed}。", "There are: {allowed}."),
)
LIST_FOR_SET = ProblemKind(
    "E050",
    Text("类型 {type} 的值要写成列表。", "A value of type {type} is written as a list."),
    Text("例如 [甲, 乙]；空集写 []。", "For example [a, b]; the empty set is []."),
)
LIST_FOR_VALUE = ProblemKind(
    "E051",
    Text("类型 {type} 只有一个值，这里却写了列表。", "A value of type {type} is a single one, but this is a list."),
)

# Rules.

BAD_CITATION = ProblemKind(
    "E052",
    Text("“{written}”不是引用条文的写法。", "{written!r} is not how an article is cited."),
    Text(
        "请写“来源编号 art.条(项)”、“art.条.款(项)”、“sec.节”或带半角双引号的关键词，条号未核实的在末尾加 ?，"
        "例如 mca-60 art.11.1(5)。",
        'Write the source and art.15, art.15(5), art.11.1(5), sec.5.1 or "key words", with ? behind a number nobody'
        " has seen: mca-60 art.11.1(5).",
    ),
)
MISSING_CITATION = ProblemKind(
    "E053",
    Text("这里没有引用条文。", "No article of law is cited here."),
    Text("请写 cite: 来源编号 art.条(项)。", "Write cite: source art.15(4)."),
)
WRONG_FOR_KIND = ProblemKind(
    "E054",
    Text(
        "“{key}”不适用于 kind: {decision_kind} 的决定。",
        "{key!r} does not belong to a decision of kind {decision_kind}.",
    ),
)
INPUT_NAMED_LIKE_KEY = ProblemKind(
    "E055",
    Text(
        "表的输入不能叫“{input}”，这个词在行里另有用途。",
        "An input can't be {input!r}: that key of a row means something else.",
    ),
    Text("请先用 definitions 另起一个名称。", "Give it another name in definitions first."),
)
DOUBLED_INPUT = ProblemKind(
    "E058",
    Text("输入“{input}”写了两次。", "The input {input!r} is written twice."),
    Text("请只保留一个。", "Keep one of them."),
)
COMMA_IN_BRACES = ProblemKind(
    "E056",
    Text(
        "花括号里的逗号把值切断了：“{rest}”被当作了键。",
        "A comma inside braces has cut a value in two: {rest!r} reads as a key.",
    ),
    Text(
        '请把整个值放进单引号，例如 \'"county", "prefecture"\'。',
        'Put the whole value in single quotes: \'"county", "prefecture"\'.',
    ),
)
DIRECTION_NEEDED = ProblemKind(
    "E057",
    Text(
        "参数没有 type：这是对上级规则的改动，须写明 direction。",
        "A parameter without a type changes an inherited one, so it needs a direction.",
    ),
    Text(
        "请写 direction: relaxes、tightens 或 replaces；新参数请写 type 和 title。",
        "Write direction: relaxes, tightens or replaces; a new parameter needs type and title.",
    ),
)
