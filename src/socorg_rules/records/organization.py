"""The organization record: what callers hand in about one social organization."""

from typing import Annotated, TypeVar

from pydantic import Field

from socorg_rules.problems import Text
from socorg_rules.records.events import (
    Activity,
    Certificate,
    ContactFailure,
    FundraisingLapse,
    Investigation,
    JudgmentDefault,
    Listing,
    Mailing,
    Penalty,
    Rating,
    Rectification,
    RevokedChange,
)
from socorg_rules.records.model import Event
from socorg_rules.records.procedures import Application, Change
from socorg_rules.records.profile import Profile
from socorg_rules.records.specs import Absent, about
from socorg_rules.records.values import EVENT_LIMIT
from socorg_rules.records.yearly import AnnualReport, FinancialYear

_Happening = TypeVar("_Happening", bound=Event)
Events = Annotated[tuple[_Happening, ...], Field(max_length=EVENT_LIMIT)]


class Organization(Profile):
    """One social organization, or one applicant, as a registry knows it.

    Fields are accepted under their English or Chinese names. An absent list of events is unknown; an empty one says
    that nothing happened. Raises :class:`pydantic.ValidationError` on values that can't be used;
    ``records.reading.read_organization`` gives the same as problems in Chinese and English.
    """

    annual_reports: Annotated[
        Events[AnnualReport] | None,
        about(
            Text("年度报告", "Annual reports"),
            Text("各年度的报送和年检情况", "What was filed for each year, and the inspection made of it"),
            Absent.UNKNOWN,
        ),
    ] = None
    ratings: Annotated[
        Events[Rating] | None,
        about(Text("评估等级", "Ratings"), Text("历次评估等级", "Grades given by evaluation"), Absent.UNKNOWN),
    ] = None
    penalties: Annotated[
        Events[Penalty] | None,
        about(
            Text("行政处罚", "Penalties"),
            Text("任何政府部门对该组织的行政处罚", "Penalties by any government department against the organization"),
            Absent.UNKNOWN,
        ),
    ] = None
    rectifications: Annotated[
        Events[Rectification] | None,
        about(Text("整改", "Rectifications"), Text("责令整改情况", "Orders to put problems right"), Absent.UNKNOWN),
    ] = None
    mailings: Annotated[
        Events[Mailing] | None,
        about(
            Text("专用信函", "Mailings"),
            Text("登记管理机关寄往住所的专用信函", "Special letters of the registrar to the registered address"),
            Absent.UNKNOWN,
        ),
    ] = None
    contact_failures: Annotated[
        Events[ContactFailure] | None,
        about(
            Text("失联认定", "Contact failures"),
            Text("通过登记住所无法联系的认定", "Findings that it can't be reached through its registered address"),
            Absent.UNKNOWN,
        ),
    ] = None
    listings: Annotated[
        Events[Listing] | None,
        about(
            Text("名录", "Listings"),
            Text("列入活动异常名录和严重违法失信名单的记录", "Entries on the anomaly list and on the dishonesty list"),
            Absent.UNKNOWN,
        ),
    ] = None
    revoked_changes: Annotated[
        Events[RevokedChange] | None,
        about(
            Text("变更登记撤销", "Revoked changes"),
            Text("因骗取而被撤销的变更登记", "Changes of registration obtained by fraud and revoked"),
            Absent.UNKNOWN,
        ),
    ] = None
    judgment_defaults: Annotated[
        Events[JudgmentDefault] | None,
        about(
            Text("失信被执行人", "Judgment defaults"),
            Text("人民法院失信被执行人名单的记录", "Entries on the courts' list of defaulting judgment debtors"),
            Absent.UNKNOWN,
        ),
    ] = None
    fundraising_lapses: Annotated[
        Events[FundraisingLapse] | None,
        about(
            Text("公开募捐条件丧失", "Fundraising lapses"),
            Text(
                "不再符合公开募捐资格条件的认定",
                "Findings that the conditions for public fundraising are no longer met",
            ),
            Absent.UNKNOWN,
        ),
    ] = None
    certificates: Annotated[
        Events[Certificate] | None,
        about(
            Text("不负直接责任证明", "Certificates of no direct responsibility"),
            Text(
                "业务主管单位或者有关部门的证明",
                "Certificates of the supervisor or another department",
            ),
            Absent.UNKNOWN,
        ),
    ] = None
    activities: Annotated[
        Events[Activity] | None,
        about(Text("活动", "Activities"), Text("举办的活动", "Activities held"), Absent.UNKNOWN),
    ] = None
    investigations: Annotated[
        Events[Investigation] | None,
        about(
            Text("立案调查", "Investigations"),
            Text("对该组织的立案调查", "Investigations opened against it"),
            Absent.UNKNOWN,
        ),
    ] = None
    finances: Annotated[
        Events[FinancialYear] | None,
        about(
            Text("年度财务", "Finances"),
            Text("各会计年度的收支和净资产，元", "Income, spending and net assets of each financial year, yuan"),
            Absent.UNKNOWN,
        ),
    ] = None
    applications: Annotated[
        Events[Application] | None,
        about(
            Text("登记申请", "Applications"),
            Text("向登记管理机关提出的申请", "Applications to the registrar"),
            Absent.UNKNOWN,
        ),
    ] = None
    changes: Annotated[
        Events[Change] | None,
        about(
            Text("变更事项", "Changes"),
            Text("登记事项和章程的变更", "Changes of registered items and of the charter"),
            Absent.UNKNOWN,
        ),
    ] = None
