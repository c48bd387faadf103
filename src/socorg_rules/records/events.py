"""What happened to an organization, one class for each list of the record.

``yearly`` has those of a year, ``procedures`` applications and changes.
"""

from typing import Annotated, ClassVar

from socorg_rules.problems import Text
from socorg_rules.records.model import Event
from socorg_rules.records.specs import Absent, about
from socorg_rules.records.values import (
    CreditGrade,
    CreditItem,
    CreditList,
    Day,
    Flag,
    Grade,
    Identifier,
    Money,
    PenaltyKind,
    RatingKind,
)


class Rating(Event):
    """A grade given by evaluation (评估等级)."""

    dated_by: ClassVar[tuple[str, ...]] = ("announced_on",)

    grade: Annotated[
        Grade | None,
        about(Text("等级", "Grade"), Text("1至5，即1A至5A", "1 to 5, that is 1A to 5A"), Absent.UNKNOWN),
    ] = None
    kind: Annotated[
        RatingKind | None,
        about(
            Text("评定类型", "Kind of rating"),
            Text("参评、重新评估或者等级调整", "A regular rating, a rating anew, or an adjusted grade"),
            Absent.UNKNOWN,
        ),
    ] = None
    announced_on: Annotated[
        Day,
        about(Text("公布日期", "Announced on"), Text("评估结果公布的日期", "Day on which the result was announced")),
    ]
    valid_from: Annotated[
        Day | None,
        about(
            Text("有效期起", "Valid from"),
            Text("有效期第一日；空则按规则计算", "First day of validity; absent: computed by rule"),
            Absent.NONE,
            is_term=True,
        ),
    ] = None
    valid_until: Annotated[
        Day | None,
        about(
            Text("有效期止", "Valid until"),
            Text("有效期最后一日；空则按规则计算", "Last day of validity; absent: computed by rule"),
            Absent.NONE,
            is_term=True,
        ),
    ] = None
    withdrawn_on: Annotated[
        Day | None,
        about(
            Text("等级取消日期", "Withdrawn on"),
            Text("评估等级被取消的日期；空为未取消", "Day on which the grade was withdrawn; absent: not withdrawn"),
            Absent.NONE,
        ),
    ] = None
    certificate_returned_on: Annotated[
        Day | None,
        about(
            Text("原等级证书交回日期", "Old certificate returned on"),
            Text(
                "等级降低后交回原评估等级证书的日期；空为未交回",
                "Day on which the certificate of the former grade came back after it was lowered; absent: it didn't",
            ),
            Absent.NONE,
        ),
    ] = None


class Penalty(Event):
    """An administrative penalty of any department against the organization (行政处罚)."""

    dated_by: ClassVar[tuple[str, ...]] = ("decided_on",)

    kind: Annotated[
        PenaltyKind | None,
        about(Text("处罚种类", "Kind of penalty"), Text("行政处罚的种类", "Kind of the penalty"), Absent.UNKNOWN),
    ] = None
    amount: Annotated[
        Money | None,
        about(
            Text("处罚金额", "Amount"),
            Text("罚款或者没收的金额，元", "Amount fined or confiscated, yuan"),
            Absent.UNKNOWN,
        ),
    ] = None
    decision_no: Annotated[
        Identifier | None,
        about(
            Text("处罚决定书文号", "Decision number"),
            Text(
                "同一文号的各项视为一次处罚；没有文号的，同日同一机关的视为一次",
                "Number of the written decision; entries with the same number are one penalty, and without numbers "
                "those of one day and one authority",
            ),
            Absent.NONE,
        ),
    ] = None
    decided_on: Annotated[
        Day, about(Text("处罚决定日期", "Decided on"), Text("作出处罚决定的日期", "Day of the decision"))
    ]
    authority: Annotated[
        Identifier | None,
        about(Text("处罚机关", "Authority"), Text("作出处罚决定的机关", "Authority that decided"), Absent.UNKNOWN),
    ] = None
    performed_on: Annotated[
        Day | None,
        about(
            Text("处罚履行日期", "Performed on"),
            Text("处罚履行完毕的日期；空为未履行", "Day on which the penalty was performed; absent: not performed"),
            Absent.NONE,
        ),
    ] = None
    quashed_on: Annotated[
        Day | None,
        about(
            Text("处罚撤销日期", "Quashed on"),
            Text("处罚决定被依法撤销的日期；空为未撤销", "Day on which the decision was quashed; absent: it stands"),
            Absent.NONE,
        ),
    ] = None
    credit_grade: Annotated[
        CreditGrade | None,
        about(
            Text("失信程度", "Credit grade"),
            Text(
                "按信用修复规定对失信信息的分级",
                "How serious the dishonesty information is under the rules on credit repair",
            ),
            Absent.UNKNOWN,
        ),
    ] = None


class Rectification(Event):
    """An order to put a problem right within a time limit (整改)."""

    dated_by: ClassVar[tuple[str, ...]] = ("ordered_on",)

    ordered_on: Annotated[
        Day, about(Text("责令整改日期", "Ordered on"), Text("整改文书发出的日期", "Day of the rectification document"))
    ]
    due_on: Annotated[
        Day | None,
        about(
            Text("整改期限", "Due on"),
            Text("整改期限的最后一日", "Last day of the time limit"),
            Absent.UNKNOWN,
            is_term=True,
        ),
    ] = None
    completed_on: Annotated[
        Day | None,
        about(
            Text("整改完成日期", "Completed on"),
            Text("完成整改的日期；空为未完成", "Day on which it was completed; absent: not completed"),
            Absent.NONE,
        ),
    ] = None
    verified_on: Annotated[
        Day | None,
        about(
            Text("整改查实日期", "Verified on"),
            Text(
                "登记管理机关查实整改的日期；空为未查实", "Day on which the registrar verified it; absent: not verified"
            ),
            Absent.NONE,
        ),
    ] = None


class Mailing(Event):
    """A special letter of the registrar to the registered address (专用信函)."""

    dated_by: ClassVar[tuple[str, ...]] = ("sent_on",)

    sent_on: Annotated[Day, about(Text("寄出日期", "Sent on"), Text("专用信函寄出的日期", "Day on which it was sent"))]
    signed_for: Annotated[
        Flag | None,
        about(Text("已签收", "Signed for"), Text("是否有人签收", "Whether somebody signed for it"), Absent.UNKNOWN),
    ] = None
    returned_on: Annotated[
        Day | None,
        about(
            Text("退回日期", "Returned on"),
            Text("信函被退回的日期；空为未退回", "Day on which it came back; absent: it didn't"),
            Absent.NONE,
        ),
    ] = None


class ContactFailure(Event):
    """A finding that the organization can't be reached through its registered address (失联认定)."""

    dated_by: ClassVar[tuple[str, ...]] = ("found_on",)

    found_on: Annotated[Day, about(Text("失联认定日期", "Found on"), Text("认定无法联系的日期", "Day of the finding"))]
    restored_on: Annotated[
        Day | None,
        about(
            Text("恢复联系日期", "Restored on"),
            Text("恢复联系的日期；空为仍无法联系", "Day on which contact was restored; absent: still unreachable"),
            Absent.NONE,
        ),
    ] = None


class Listing(Event):
    """An entry on the anomaly list or the dishonesty list (名录)."""

    dated_by: ClassVar[tuple[str, ...]] = ("listed_on",)

    list: Annotated[
        CreditList | None,
        about(
            Text("名录类别", "List"),
            Text("活动异常名录或者严重违法失信名单", "The activity-anomaly list or the serious-dishonesty list"),
            Absent.UNKNOWN,
        ),
    ] = None
    item: Annotated[
        CreditItem | None,
        about(
            Text("列入情形", "Item"),
            Text("据以列入的条文项，如“5”", 'Item of the article on which the entry rests, e.g. "5"'),
            Absent.UNKNOWN,
        ),
    ] = None
    listed_on: Annotated[Day, about(Text("列入日期", "Listed on"), Text("列入的日期", "Day of the entry"))]
    applied_on: Annotated[
        Day | None,
        about(
            Text("申请移出日期", "Applied on"),
            Text("申请移出的日期；空为未申请", "Day of the application for removal; absent: none"),
            Absent.NONE,
        ),
    ] = None
    verified_on: Annotated[
        Day | None,
        about(
            Text("移出查实日期", "Verified on"),
            Text(
                "登记管理机关查实移出条件的日期；空为未查实",
                "Day on which the registrar verified the conditions of removal; absent: not verified",
            ),
            Absent.NONE,
        ),
    ] = None
    removed_on: Annotated[
        Day | None,
        about(
            Text("移出日期", "Removed on"),
            Text("移出的日期；空为仍在列", "Day of removal; absent: still listed"),
            Absent.NONE,
        ),
    ] = None


class RevokedChange(Event):
    """A change of registration obtained by fraud and revoked (变更登记撤销)."""

    dated_by: ClassVar[tuple[str, ...]] = ("revoked_on",)

    revoked_on: Annotated[
        Day,
        about(
            Text("变更登记撤销日期", "Revoked on"),
            Text("骗取的变更登记被撤销的日期", "Day on which the change obtained by fraud was revoked"),
        ),
    ]
    quashed_on: Annotated[
        Day | None,
        about(
            Text("撤销决定被撤销日期", "Quashed on"),
            Text("撤销决定被依法撤销的日期；空为未撤销", "Day on which the revocation was quashed; absent: it stands"),
            Absent.NONE,
        ),
    ] = None


class JudgmentDefault(Event):
    """An entry on the courts' list of defaulting judgment debtors (失信被执行人)."""

    dated_by: ClassVar[tuple[str, ...]] = ("listed_on",)

    listed_on: Annotated[
        Day, about(Text("纳入日期", "Listed on"), Text("纳入失信被执行人名单的日期", "Day of the entry"))
    ]
    removed_on: Annotated[
        Day | None,
        about(
            Text("删除日期", "Removed on"),
            Text("删除的日期；空为未删除", "Day of deletion; absent: still listed"),
            Absent.NONE,
        ),
    ] = None


class FundraisingLapse(Event):
    """A finding that the conditions for public fundraising are no longer met (公开募捐条件丧失)."""

    dated_by: ClassVar[tuple[str, ...]] = ("found_on",)

    found_on: Annotated[
        Day, about(Text("条件丧失认定日期", "Found on"), Text("认定不再符合条件的日期", "Day of the finding"))
    ]
    restored_on: Annotated[
        Day | None,
        about(
            Text("条件恢复日期", "Restored on"),
            Text("恢复符合条件的日期；空为未恢复", "Day from which the conditions are met again; absent: not yet"),
            Absent.NONE,
        ),
    ] = None


class Certificate(Event):
    """A certificate that the organization bears no direct responsibility (不负直接责任证明)."""

    dated_by: ClassVar[tuple[str, ...]] = ("issued_on",)

    issued_on: Annotated[
        Day,
        about(
            Text("证明出具日期", "Issued on"),
            Text("业务主管单位或者有关部门出具证明的日期", "Day on which the supervisor or a department issued it"),
        ),
    ]
    item: Annotated[
        CreditItem | None,
        about(
            Text("证明针对情形", "Item"),
            Text("证明所针对的条文项，如“5”", 'Item of the article that the certificate is about, e.g. "5"'),
            Absent.UNKNOWN,
        ),
    ] = None
    accepted_on: Annotated[
        Day | None,
        about(
            Text("证明采信日期", "Accepted on"),
            Text("登记管理机关采信的日期；空为未采信", "Day on which the registrar accepted it; absent: not accepted"),
            Absent.NONE,
        ),
    ] = None


class Activity(Event):
    """An activity that the organization held (活动)."""

    dated_by: ClassVar[tuple[str, ...]] = ("held_on",)

    held_on: Annotated[Day, about(Text("活动日期", "Held on"), Text("举办活动的日期", "Day of the activity"))]
    within_charter: Annotated[
        Flag | None,
        about(
            Text("符合章程业务范围", "Within the charter"),
            Text("活动是否在章程规定的业务范围内", "Whether it is within the scope of business of the charter"),
            Absent.UNKNOWN,
        ),
    ] = None
    charitable: Annotated[
        Flag | None,
        about(
            Text("属于慈善活动", "Charitable"),
            Text("是否为慈善活动", "Whether it is a charitable activity"),
            Absent.UNKNOWN,
        ),
    ] = None


class Investigation(Event):
    """An investigation opened against the organization (立案调查)."""

    dated_by: ClassVar[tuple[str, ...]] = ("opened_on",)

    opened_on: Annotated[Day, about(Text("立案日期", "Opened on"), Text("立案的日期", "Day on which it was opened"))]
    closed_on: Annotated[
        Day | None,
        about(
            Text("结案日期", "Closed on"),
            Text("结案的日期；空为未结案", "Day on which it was closed; absent: still open"),
            Absent.NONE,
        ),
    ] = None
    extended_on: Annotated[
        Day | None,
        about(
            Text("延期批准日期", "Extended on"),
            Text(
                "登记管理机关负责人批准延长办案期限的日期；空为未延长",
                "Day on which the head of the registrar extended the time for the case; absent: not extended",
            ),
            Absent.NONE,
        ),
    ] = None
