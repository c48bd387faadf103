"""What is wrong between the inventories of articles and the rulesets: codes E960 to E979."""

from __future__ import annotations

from typing import Final

from socorg_rules.problems import ProblemKind, Text

UNKNOWN_SOURCE: Final = ProblemKind(
    "E960",
    Text("规则集中没有法律依据 {source}。", "The rulesets have no source {source}."),
)
WRONG_FILE_NAME: Final = ProblemKind(
    "E961",
    Text(
        "本文件列的是 {source}，文件名却不是 {source}.yaml。",
        "The file is about {source}, yet isn't called so.",
    ),
    Text("每份法律文件一个清单，以其 id 命名。", "There is one inventory an instrument, called by its id."),
)
LISTED_TWICE: Final = ProblemKind(
    "E962",
    Text("{article} 列了两次，第一次在第 {first_line} 行。", "{article} is listed twice, first on line {first_line}."),
)
CITED_BUT_NOT_LISTED: Final = ProblemKind(
    "E963",
    Text("规则集引用了 {citation}，清单没有列出。", "The rulesets cite {citation}, which no inventory lists."),
    Text("请在 {source}.yaml 中列出该条。", "List the article in {source}.yaml."),
)
NEITHER_CITED_NOR_EXPLAINED: Final = ProblemKind(
    "E964",
    Text("{article} 没有规则引用，也没有说明原因。", "No rule cites {article}, and it isn't said why."),
    Text(
        "写上 undecidable（不能由记录判断的原因）或者 open（还缺什么）。",
        "Write undecidable (why no record can decide it) or open (what is missing).",
    ),
)
CITED_YET_EXPLAINED_AWAY: Final = ProblemKind(
    "E965",
    Text("{article} 写着 {key}，却有规则引用它。", "{article} is called {key}, yet rules cite it."),
    Text("改写为 partly，说明哪一部分没有写入。", "Write partly, and which part isn't there."),
)
PARTLY_BUT_NOT_CITED: Final = ProblemKind(
    "E966",
    Text("{article} 写着 partly，却没有规则引用它。", "{article} is called partly, yet no rule cites it."),
    Text("写 undecidable 或者 open。", "Write undecidable or open."),
)
SEVERAL_REMARKS: Final = ProblemKind(
    "E967",
    Text("{article} 同时写了 {keys}。", "{article} has {keys} at once."),
    Text("只留一个。", "Keep one of them."),
)
NO_PLACE_NAMED: Final = ProblemKind(
    "E968",
    Text("没有写明是哪一条。", "It isn't said which one article it is."),
    Text(
        "写 article、section、words 之一，或者 whole: true（整个文件）。",
        "Write one of article, section and words, or whole: true for the document as a whole.",
    ),
)
