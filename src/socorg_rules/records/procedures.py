"""What an organization asked of the registrar, and what it had to register."""

from typing import Annotated, ClassVar

from socorg_rules.problems import Text
from socorg_rules.records.model import Event
from socorg_rules.records.specs import Absent, about
from socorg_rules.records.values import ApplicationKind, Day, Flag


class Application(Event):
    """An application to the registrar, all of whose documents are in order (登记申请)."""

    dated_by: ClassVar[tuple[str, ...]] = ("received_on",)

    kind: Annotated[
        ApplicationKind | None,
        about(Text("申请种类", "Kind of application"), Text("所申请的事项", "What was applied for"), Absent.UNKNOWN),
    ] = None
    received_on: Annotated[
        Day,
        about(
            Text("收到全部有效文件日期", "Received on"),
            Text(
                "登记管理机关收到全部有效文件（受理）的日期",
                "Day on which the registrar had all valid documents and accepted the application",
            ),
        ),
    ]
    decided_on: Annotated[
        Day | None,
        about(
            Text("申请决定日期", "Decided on"),
            Text("作出决定的日期；空为尚未决定", "Day of the decision; absent: not decided yet"),
            Absent.NONE,
        ),
    ] = None
    extended: Annotated[
        Flag | None,
        about(
            Text("延长审查期限", "Extended"),
            Text("是否经批准延长决定期限；空为否", "Whether the time for the decision was extended; absent: no"),
            Absent.NONE,
        ),
    ] = None


class Change(Event):
    """A change of a registered item or of the charter, from the supervisor's consent on (变更事项)."""

    dated_by: ClassVar[tuple[str, ...]] = ("consented_on",)

    consented_on: Annotated[
        Day,
        about(
            Text("变更同意日期", "Consented on"),
            Text("业务主管单位审查同意变更的日期", "Day on which the supervisor consented to the change"),
        ),
    ]
    applied_on: Annotated[
        Day | None,
        about(
            Text("申请变更日期", "Applied on"),
            Text("向登记管理机关申请的日期；空为未申请", "Day of the application to the registrar; absent: none"),
            Absent.NONE,
        ),
    ] = None
    of_representative: Annotated[
        Flag | None,
        about(
            Text("更换法定代表人", "Of the legal representative"),
            Text("是否更换法定代表人；空为否", "Whether the legal representative changes; absent: no"),
            Absent.NONE,
        ),
    ] = None
    audited_on: Annotated[
        Day | None,
        about(
            Text("变更审计日期", "Audited on"),
            Text("为该变更进行财务审计的日期；空为未审计", "Day of the financial audit for it; absent: none"),
            Absent.NONE,
        ),
    ] = None
