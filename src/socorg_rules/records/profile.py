"""What is said of an organization itself: its nature and governance, and the days of its registration."""

from typing import Annotated

from socorg_rules.problems import Text
from socorg_rules.records.governance import Governance
from socorg_rules.records.specs import Absent, about
from socorg_rules.records.values import ActivityScale, CommunityKind, Day, DecouplingItems, FilingAuthority, Flag


class Profile(Governance):
    """The fields of an organization that hold one value each."""

    records_since: Annotated[
        Day | None,
        about(
            Text("记录起始日期", "Records since"),
            Text(
                "事项记录完整的起始日期，更早年度不予审视；空为全部完整",
                "Day from which the lists of events are complete, earlier years aren't looked at; absent: all complete",
            ),
            Absent.NONE,
            is_term=True,
        ),
    ] = None
    approved_by_law_on: Annotated[
        Day | None,
        about(
            Text("依法批准成立日期", "Approved by law on"),
            Text(
                "依法自批准成立之日起具有法人资格的，其批准成立日期；空为没有",
                "Day of the approval from which it is a legal person by law; absent: none",
            ),
            Absent.NONE,
        ),
    ] = None
    registered_on: Annotated[
        Day | None,
        about(
            Text("成立登记日期", "Registered on"),
            Text(
                "准予成立登记的日期；空为申请中或者仅备案", "Day of registration; absent: an applicant, or filed only"
            ),
            Absent.NONE,
        ),
    ] = None
    liquidation_ended_on: Annotated[
        Day | None,
        about(
            Text("清算结束日期", "Liquidation ended on"),
            Text("清算结束的日期；空为未清算或者未结束", "Day on which liquidation ended; absent: it did not"),
            Absent.NONE,
        ),
    ] = None
    deregistered_on: Annotated[
        Day | None,
        about(
            Text("注销日期", "Deregistered on"),
            Text("注销登记的日期；空为未注销", "Day of deregistration; absent: not deregistered"),
            Absent.NONE,
        ),
    ] = None
    registration_fraud_found_on: Annotated[
        Day | None,
        about(
            Text("骗取登记认定日期", "Registration fraud found on"),
            Text("认定骗取成立登记的日期；空为没有", "Day of the finding that it registered by fraud; absent: none"),
            Absent.NONE,
        ),
    ] = None
    registration_annulled_on: Annotated[
        Day | None,
        about(
            Text("撤销成立登记日期", "Registration annulled on"),
            Text("因骗取而撤销成立登记的日期；空为未撤销", "Day of annulment for fraud; absent: not annulled"),
            Absent.NONE,
        ),
    ] = None
    supervisor_consent_withdrawn_on: Annotated[
        Day | None,
        about(
            Text("业务主管单位撤回同意日期", "Supervisor's consent withdrawn on"),
            Text("业务主管单位撤回同意的日期；空为未撤回", "Day on which consent was withdrawn; absent: it stands"),
            Absent.NONE,
        ),
    ] = None
    filed_on: Annotated[
        Day | None,
        about(
            Text("备案日期", "Filed on"),
            Text("备案的日期；空为未备案", "Day of filing; absent: not filed"),
            Absent.NONE,
        ),
    ] = None
    filed_with: Annotated[
        FilingAuthority | None,
        about(
            Text("备案机关", "Filed with"),
            Text("受理备案的机关；空为未备案", "Where it is filed; absent: not filed"),
            Absent.NONE,
        ),
    ] = None
    activity_scale: Annotated[
        ActivityScale | None,
        about(
            Text("规模", "Scale"),
            Text("社区社会组织的规模", "Scale of a community social organization"),
            Absent.UNKNOWN,
        ),
    ] = None
    community_kind: Annotated[
        CommunityKind | None,
        about(
            Text("社区类型", "Kind of community"), Text("城市或者农村社区", "Urban or rural community"), Absent.UNKNOWN
        ),
    ] = None
    party_organization_required: Annotated[
        Flag | None,
        about(
            Text("应建党组织", "Party organization required"),
            Text("是否应当按规定设立党组织", "Whether it has to set up a party organization"),
            Absent.UNKNOWN,
        ),
    ] = None
    party_duty_since: Annotated[
        Day | None,
        about(
            Text("应建党组织起始日", "Party organization required since"),
            Text("应当设立党组织的起始日期", "Day from which it has to have a party organization"),
            Absent.UNKNOWN,
        ),
    ] = None
    party_organization_on: Annotated[
        Day | None,
        about(
            Text("党组织成立日期", "Party organization since"),
            Text("党组织成立的日期；空为未成立", "Day on which it was set up; absent: it wasn't"),
            Absent.NONE,
        ),
    ] = None
    party_form_on: Annotated[
        Day | None,
        about(
            Text("党建工作申请表提交日期", "Party-work form submitted on"),
            Text("提交《党建工作申请表》的日期；空为未提交", "Day on which the form was submitted; absent: it wasn't"),
            Absent.NONE,
        ),
    ] = None
    decoupled_on: Annotated[
        Day | None,
        about(
            Text("脱钩完成日期", "Decoupled on"),
            Text("完成脱钩的日期；空为未完成", "Day on which decoupling was done; absent: not done"),
            Absent.NONE,
        ),
    ] = None
    decoupling_items: Annotated[
        DecouplingItems | None,
        about(
            Text("已脱钩事项", "Items decoupled"),
            Text("已经分离的事项", "The matters already separated"),
            Absent.UNKNOWN,
        ),
    ] = None
    fundraising_qualified_on: Annotated[
        Day | None,
        about(
            Text("公开募捐资格取得日期", "Fundraising qualification on"),
            Text("取得公开募捐资格的日期；空为未取得", "Day of qualification for public fundraising; absent: none"),
            Absent.NONE,
        ),
    ] = None
    last_fundraising_on: Annotated[
        Day | None,
        about(
            Text("最近公开募捐日期", "Last public fundraising on"),
            Text("最近一次开展公开募捐的日期", "Day of its latest public fundraising"),
            Absent.UNKNOWN,
        ),
    ] = None
    fundraising_revoked_on: Annotated[
        Day | None,
        about(
            Text("公开募捐资格证书吊销日期", "Fundraising qualification revoked on"),
            Text(
                "公开募捐资格证书被吊销的日期；空为未被吊销",
                "Day on which the certificate for public fundraising was revoked; absent: it was not",
            ),
            Absent.NONE,
        ),
    ] = None
    credit_information_recorded_on: Annotated[
        Day | None,
        about(
            Text("信用信息录入日期", "Credit information recorded on"),
            Text(
                "登记管理机关最近一次将信用信息录入社会组织信息管理系统的日期",
                "Day on which the registrar last brought the credit information in its system up to date",
            ),
            Absent.UNKNOWN,
        ),
    ] = None
