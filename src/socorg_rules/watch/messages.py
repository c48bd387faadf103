"""What is wrong with events, and what the watch says of them: codes E500 to E549."""

from __future__ import annotations

from typing import Final

from socorg_rules.problems import ProblemKind, Text

NOT_AN_EVENT: Final = ProblemKind(
    "E500",
    Text("事件应为字段名和值组成的对象，而不是{found}。", "An event is an object of names and values, not {found}."),
    Text(
        "例如 {{“id”: …, “organization”: …, “event”: …, “on”: …}}。",
        'Such as {{"id": …, "organization": …, "event": …, "on": …}}.',
    ),
)
UNKNOWN_PART: Final = ProblemKind(
    "E501",
    Text("事件没有名为 {found} 的部分。", "An event has no part {found}."),
    Text("可写：{known_zh}。", "Known are: {known_en}."),
)
PART_MISSING: Final = ProblemKind(
    "E502",
    Text("缺少 {alias}（{name}）。", "{name} ({alias}) is missing."),
)
PART_TWICE: Final = ProblemKind(
    "E503",
    Text("{alias}（{name}）同时以中文名和英文名给出。", "{name} ({alias}) is given under both of its names."),
    Text("只保留一个。", "Keep one of them."),
)
NOT_A_NAME: Final = ProblemKind(
    "E504",
    Text("{alias}（{name}）应为文字，而不是 {found}。", "{name} ({alias}) should be a text, not {found}."),
    Text("写一至 {limit} 个字符，加引号。", "Write one to {limit} characters in quotes."),
)
UNKNOWN_KIND: Final = ProblemKind(
    "E505",
    Text("没有名为 {found} 的事件。", "There is no event {found}."),
    Text(
        "写记录中的日期，例如 penalties.decided_on；陈述其他事实写 stated。",
        "Write a date of the record, such as penalties.decided_on, or stated for any other fact.",
    ),
)
NOT_A_DAY: Final = ProblemKind(
    "E506",
    Text("{alias}（{name}）{found} 不是日期。", "{name} ({alias}) {found} is no date."),
    Text("写成年-月-日，例如 2026-06-15。", "Write year-month-day, such as 2026-06-15."),
)
NOT_FACTS: Final = ProblemKind(
    "E507",
    Text("facts（事实）应为字段名和值组成的对象，而不是{found}。", "facts is an object of names, not {found}."),
    Text("写成 {{…}}。", "Write {{…}}."),
)
NOT_FOR_THIS_KIND: Final = ProblemKind(
    "E508",
    Text("事件“{kind_zh}”没有 {alias}（{name}）。", "The event {kind_en} takes no {name} ({alias})."),
    Text("请删去。", "Leave it out."),
)
DAY_OF_THE_EVENT: Final = ProblemKind(
    "E509",
    Text("{alias}（{name}）就是事件的日期，不能再作为事实给出。", "{name} ({alias}) is the day of the event itself."),
    Text("写在 on（日期）中。", "Write it as on."),
)
WHICH_ENTRY: Final = ProblemKind(
    "E510",
    Text(
        "{list_zh}的事件须说明年度：在 facts 中写 {name}（{alias}）。",
        "An event of {list_en} has to say of which year: write {name} ({alias}) in facts.",
    ),
)
ID_TAKEN: Final = ProblemKind(
    "E511",
    Text("编号 {id} 已用于另一事件。", "The id {id} already belongs to another event."),
    Text(
        "更正用 corrects（更正）指明原事件，并另编编号。",
        "To correct an event give the new one an id of its own, and name the old one in corrects.",
    ),
)
OF_ANOTHER: Final = ProblemKind(
    "E512",
    Text("事件 {id} 属于另一组织。", "The event {id} is about another organization."),
)
CORRECTED_ALREADY: Final = ProblemKind(
    "E513",
    Text("事件 {id} 已由 {other} 更正。", "The event {id} was corrected by {other} already."),
    Text("再次更正时指明后者。", "Correct that one."),
)
CORRECTS_ITSELF: Final = ProblemKind(
    "E514",
    Text("事件 {id} 经由更正指向自身。", "The event {id} would correct itself in the end."),
)
TIME_GOES_FORWARD: Final = ProblemKind(
    "E515",
    Text("现在是 {today}，不能回到 {to}。", "It is {today}; time does not go back to {to}."),
    Text("以前发生的事件照常给出，注明其日期即可。", "What happened earlier is told by events with their own days."),
)
TOO_MANY: Final = ProblemKind(
    "E516",
    Text("该组织的事件超过 {limit} 件。", "There would be more than {limit} events of this organization."),
)
BAD_STATE: Final = ProblemKind(
    "E520",
    Text("这不是 watch 的状态（{reason}）。", "This is no state of a watch ({reason})."),
    Text("用 --state 指定另一个文件或者数据库。", "Name another file or database with --state."),
)
DRIVER_MISSING: Final = ProblemKind(
    "E521",
    Text("使用该数据库须安装 {package}。", "This database needs {package}."),
    Text("运行 pip install '{package}'。", "Run pip install '{package}'."),
)
SHARED_STATE: Final = ProblemKind(
    "E523",
    Text("另一进程正在使用同一状态。", "Another process is using the same state."),
    Text("一个状态同时只供一个 watch 使用。", "A state belongs to one watch at a time."),
)
OUTPUT_OF_ANOTHER: Final = ProblemKind(
    "E522",
    Text(
        "文件中的最后一行是第 {last} 号，而状态只到第 {made} 号。",
        "The last line of the file has the number {last}, but the state knows no number beyond {made}.",
    ),
    Text("文件属于另一个状态；请用 --output 指定另一个文件。", "It belongs to another state; name another --output."),
)

DUPLICATE: Final = Text("事件此前已收到，不再计入。", "The event was received before and counts once.")
TARGET_UNKNOWN: Final = Text("所指的事件 {id} 尚未收到。", "The event {id} that it names was not received yet.")
LACKS_FIRST_DATE: Final = Text(
    "该条目还没有{alias}（{name}），暂不计入记录。",
    "The entry has no {name} ({alias}) yet and is no part of the record until then.",
)
LACKS_PLACE: Final = Text(
    "尚未陈述该组织的{missing}，暂不能判断。", "Nothing can be decided before {missing} of the organization is stated."
)
