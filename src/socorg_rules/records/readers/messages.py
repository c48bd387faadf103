"""Every problem that reading a file of records reports, under its stable code."""

from __future__ import annotations

from typing import Final

from socorg_rules.problems import ProblemKind, Text

# Files.

FILE_NOT_FOUND: Final = ProblemKind("E329", Text("文件或者文件夹不存在。", "There is no such file or folder."))
FILE_UNREADABLE: Final = ProblemKind("E320", Text("无法读取文件（{reason}）。", "The file can't be read ({reason})."))
UNSUPPORTED_FILE: Final = ProblemKind(
    "E321",
    Text("不支持的文件类型 {suffix}。", "Files of type {suffix} aren't supported."),
    Text(
        "请使用 .json、.jsonl、.csv、.xlsx 文件，或者放有CSV表的文件夹。",
        "Use a .json, .jsonl, .csv or .xlsx file, or a folder of CSV tables.",
    ),
)
UNDECODABLE: Final = ProblemKind(
    "E322",
    Text("本行含有不属于{encoding}编码的字节。", "This line holds bytes that aren't {encoding}."),
    Text("请将整个文件以同一编码（UTF-8或者GB18030）保存。", "Save the whole file in one encoding, UTF-8 or GB18030."),
)
EXTRA_MISSING: Final = ProblemKind(
    "E323",
    Text("读取Excel文件需要openpyxl。", "Reading Excel files needs openpyxl."),
    Text("请运行 pip install 'socorg-rules[excel]'。", "Run pip install 'socorg-rules[excel]'."),
)
NOT_A_WORKBOOK: Final = ProblemKind(
    "E328",
    Text("不是可以读取的Excel工作簿。", "This isn't an Excel workbook that can be read."),
    Text("请在Excel中打开，不加密码另存为 .xlsx。", "Open it in Excel and save it as .xlsx, without a password."),
)
MAPPING_NEEDS_TABLES: Final = ProblemKind(
    "E324",
    Text("列映射只用于表格，不用于JSON。", "A column mapping is for tables, not for JSON."),
    Text("请去掉映射文件。", "Leave the mapping out."),
)

# JSON.

JSON_SYNTAX: Final = ProblemKind("E325", Text("此处不是合法的JSON：{reason_zh}。", "This isn't JSON: {reason_en}."))
DUPLICATE_NAME: Final = ProblemKind(
    "E327",
    Text("同一对象中字段 {field} 出现两次。", "The field {field} is given twice in one object."),
    Text("只保留一个。", "Keep one of them."),
)

# Tables.

NO_ORGANIZATIONS_TABLE: Final = ProblemKind(
    "E330",
    Text("没有社会组织表。", "There is no table of organizations."),
    Text(
        "请提供名为organizations或者社会组织的表（CSV文件或者工作表）。",
        "Name it organizations or 社会组织 (a CSV file or a sheet).",
    ),
)
TABLE_MISSING: Final = ProblemKind(
    "E331", Text("列映射所说的表 {source} 不存在。", "The table {source} that the mapping names doesn't exist.")
)
TABLE_TWICE: Final = ProblemKind(
    "E332",
    Text(
        "{alias}（{name}）有多个表：{sources}；都未使用。",
        "There are several tables of {name} ({alias}): {sources}; none is used.",
    ),
    Text("只保留一个。", "Keep one of them."),
)
TABLE_EMPTY: Final = ProblemKind(
    "E333",
    Text("表中没有列名行。", "The table has no row of column names."),
    Text("在第一行写列名。", "Write the names of the columns into the first row."),
)
UNKNOWN_COLUMN: Final = ProblemKind(
    "E334",
    Text("没有名为 {column} 的字段；该列未使用。", "There is no field {column}; the column isn't used."),
    Text("请改正列名，或者在列映射中说明。", "Correct its name or name it in a mapping."),
)
UNNAMED_COLUMN: Final = ProblemKind(
    "E335", Text("有内容的列没有列名；该列未使用。", "A column with content has no name; it isn't used.")
)
MISSING_COLUMN: Final = ProblemKind(
    "E336",
    Text(
        "缺少必需的列{alias}（{name}），该表未使用。",
        "The required column {name} ({alias}) is missing; the table isn't used.",
    ),
)
MISSING_KEY_COLUMN: Final = ProblemKind(
    "E337",
    Text("缺少标识列{column}，该表未使用。", "The key column {column} is missing; the table isn't used."),
    Text("补上该列，或者在列映射的key中写明标识列。", "Add the column, or name the key column under key in a mapping."),
)
COLUMN_TWICE: Final = ProblemKind(
    "E338",
    Text(
        "字段{alias}（{name}）有多列：{columns}；该表未使用。",
        "Several columns hold {name} ({alias}): {columns}; the table isn't used.",
    ),
    Text("只保留一列。", "Keep one of them."),
)
WRONG_CELL_COUNT: Final = ProblemKind(
    "E339",
    Text(
        "本行有{found}格，列名行有{expected}格。", "This row has {found} cells, the row of column names has {expected}."
    ),
    Text("请检查引号和分隔符。", "Look at its quotes and separators."),
)
CSV_SYNTAX: Final = ProblemKind(
    "E340",
    Text(
        "从这里起无法按CSV读取（{reason}），该表未使用。",
        "From here on this can't be read as CSV ({reason}); the table isn't used.",
    ),
    Text("请检查引号是否成对。", "Look for a quote that isn't closed."),
)
ERROR_CELL: Final = ProblemKind(
    "E341",
    Text("{alias}（{name}）一格是Excel错误值 {found}。", "{name} ({alias}) holds the Excel error {found}."),
)
UNCALCULATED_FORMULA: Final = ProblemKind(
    "E342",
    Text(
        "{alias}（{name}）一格的公式没有保存计算结果。", "The formula in {name} ({alias}) was saved without its result."
    ),
    Text("请在Excel中打开并保存，或者写入值。", "Open and save the file in Excel, or write the value itself."),
)
DATE_NOT_IN_FORMAT: Final = ProblemKind(
    "E343",
    Text(
        "{alias}（{name}）{found} 不符合列映射中的日期格式 {format}。",
        "{name} ({alias}) {found} isn't written as {format}, the mapping's date format.",
    ),
)
MISSING_KEY: Final = ProblemKind("E344", Text("本行没有标识（{column}）。", "This row has no key ({column})."))
DOUBLED_KEY: Final = ProblemKind(
    "E345",
    Text("标识 {key} 在{places}出现多次；均未使用。", "The key {key} stands more than once ({places}); none is used."),
)
ORPHAN_ROW: Final = ProblemKind(
    "E346",
    Text("社会组织表中没有标识 {key}。", "There is no organization with the key {key}."),
)
LEFT_OUT_FOR_EVENTS: Final = ProblemKind(
    "E347",
    Text(
        "组织 {key} 未纳入：其他表中属于它的行有误（{count}行），缺了这些行就可能判断错误。",
        "The organization {key} is left out because of its bad rows in other tables ({count}): without them it "
        "could be decided wrongly.",
    ),
)
PLACE_TWICE: Final = ProblemKind(
    "E348",
    Text(
        "地区 {division} 在 {day} 的数字出现两次；后一次未使用。",
        "The place {division} is counted twice on {day}; the second count isn't used.",
    ),
    Text("只保留一个。", "Keep one of them."),
)
EVENTS_LEFT_OUT: Final = ProblemKind(
    "W320",
    Text(
        "组织 {key} 未纳入，其他表中属于它的行（{count}行）也未使用。",
        "The organization {key} is left out, and so are its rows in other tables ({count}).",
    ),
    severity="warning",
)
UNKNOWN_TABLE: Final = ProblemKind(
    "W321",
    Text("{table} 不是记录中的表，未使用。", "{table} isn't a table of the record; it isn't used."),
    severity="warning",
)

# Mappings.

MAPPING_SYNTAX: Final = ProblemKind("E350", Text("不是合法的YAML：{reason}。", "This isn't YAML: {reason}."))
MAPPING_SHAPE: Final = ProblemKind("E351", Text("这里应为{expected_zh}。", "This should be {expected_en}."))
MAPPING_UNKNOWN_NAME: Final = ProblemKind(
    "E352",
    Text("这里不能写 {name}。", "{name} can't stand here."),
    Text("可写：{allowed}。", "Write one of: {allowed}."),
)
MAPPING_UNKNOWN_TABLE: Final = ProblemKind(
    "E356", Text("记录中没有名为 {name} 的表。", "The record has no table {name}.")
)
MAPPING_UNKNOWN_FIELD: Final = ProblemKind(
    "E357", Text("该表没有名为 {name} 的字段。", "This table has no field {name}.")
)
MAPPING_DUPLICATE: Final = ProblemKind(
    "E353", Text("{name} 写了两次。", "{name} is written twice."), Text("只保留一个。", "Keep one of them.")
)
MAPPING_FORBIDDEN: Final = ProblemKind(
    "E354", Text("列映射中不能使用锚点、别名和标签。", "Anchors, aliases and tags can't be used in a mapping.")
)
MAPPING_DATE_FORMAT: Final = ProblemKind(
    "E355",
    Text(
        "日期格式 {format} 不能完整写出年、月、日。",
        "The date format {format} doesn't write year, month and day in full.",
    ),
    Text("例如 %Y/%m/%d。", "Write, for instance, %Y/%m/%d."),
)
