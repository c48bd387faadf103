"""What an organization is and what it has."""

from typing import Annotated

from socorg_rules.problems import Text
from socorg_rules.records.model import RecordModel
from socorg_rules.records.specs import Absent, about
from socorg_rules.records.values import (
    Categories,
    CharityServices,
    Count,
    Day,
    DivisionCode,
    ExpertReview,
    Flag,
    Form,
    FreeText,
    HubLevel,
    Level,
    Money,
    Premises,
    Ratio,
    ScienceFields,
)


class Nature(RecordModel):
    """What kind of organization it is, who stands behind it, and its means."""

    credit_code: Annotated[
        FreeText | None,
        about(
            Text("统一社会信用代码", "Unified social credit code"),
            Text("18位；校验位有误只作提示", "18 characters; a wrong check digit is only a warning"),
            Absent.UNKNOWN,
        ),
    ] = None
    name: Annotated[
        FreeText | None,
        about(Text("名称", "Name"), Text("登记或者备案的名称", "Registered or filed name"), Absent.UNKNOWN),
    ] = None
    national_name: Annotated[
        Flag | None,
        about(
            Text("名称冠全国性字样", "National name"),
            Text(
                "名称是否冠以“中国”、“全国”、“中华”等字样；空为否",
                "Whether its name bears 中国, 全国, 中华 or the like; absent: no",
            ),
            Absent.NONE,
        ),
    ] = None
    form: Annotated[
        Form | None,
        about(
            Text("组织形式", "Form"),
            Text(
                "社会团体、社会服务机构（民办非企业单位）或者基金会；仅备案的社区社会组织没有",
                "Social group, social service agency or foundation; a merely filed community body has none",
            ),
            Absent.UNKNOWN,
        ),
    ] = None
    level: Annotated[
        Level,
        about(Text("登记层级", "Level"), Text("登记管理机关的层级", "Level of the registration authority")),
    ]
    cross_region: Annotated[
        Flag | None,
        about(
            Text("跨行政区域", "Cross-region"),
            Text("活动地域是否跨行政区域；空为否", "Whether it works across divisions; absent: no"),
            Absent.NONE,
        ),
    ] = None
    division: Annotated[
        DivisionCode,
        about(
            Text("行政区划代码", "Division"),
            Text(
                "登记管理机关的六位代码（GB/T 2260），决定适用的地方规则；民政部为100000",
                "Six-digit GB/T 2260 code of the registration authority, which selects the local rulesets; "
                "100000 for the ministry",
            ),
        ),
    ]
    categories: Annotated[
        Categories | None,
        about(Text("类别", "Categories"), Text("业务类别，可多选", "Classes of business, one or more"), Absent.UNKNOWN),
    ] = None
    science_fields: Annotated[
        ScienceFields | None,
        about(
            Text("科技领域", "Science fields"),
            Text("科技类组织的学术领域", "Fields of a science and technology organization"),
            Absent.UNKNOWN,
        ),
    ] = None
    charity_services: Annotated[
        CharityServices | None,
        about(
            Text("慈善服务", "Charity services"),
            Text("公益慈善类组织的服务内容", "Services of a public-benefit charity"),
            Absent.UNKNOWN,
        ),
    ] = None
    active_in_community: Annotated[
        Flag | None,
        about(
            Text("在社区内活动", "Active in the community"),
            Text("是否为满足居民需求在社区内活动", "Whether it works inside a community, for its residents"),
            Absent.UNKNOWN,
        ),
    ] = None
    community_class: Annotated[
        Flag | None,
        about(
            Text("社区类", "Community class"),
            Text("是否为社区社会组织", "Whether it is a community social organization"),
            Absent.UNKNOWN,
        ),
    ] = None
    hub_level: Annotated[
        HubLevel | None,
        about(
            Text("枢纽层级", "Hub level"),
            Text(
                "枢纽型、支持型社会组织（联合会、服务中心等）所服务的层级；不是枢纽的填“不是枢纽”",
                "Level that a hub (a federation, a service center) serves; an organization that is no hub says so",
            ),
            Absent.UNKNOWN,
        ),
    ] = None
    overseas: Annotated[
        Flag | None,
        about(
            Text("境外组织", "Overseas"),
            Text("是否为境外组织；空为否", "Whether it is an overseas organization; absent: no"),
            Absent.NONE,
        ),
    ] = None
    decoupled: Annotated[
        Flag | None,
        about(
            Text("已脱钩", "Decoupled"),
            Text(
                "行业协会商会是否已与行政机关脱钩",
                "Whether an industry association is separated from its government department",
            ),
            Absent.UNKNOWN,
        ),
    ] = None
    supervisor: Annotated[
        FreeText | None,
        about(
            Text("业务主管单位", "Supervisor"),
            Text("业务主管单位名称；空为没有", "Name of the business supervisory unit; absent: it has none"),
            Absent.NONE,
        ),
    ] = None
    supervisor_consent_on: Annotated[
        Day | None,
        about(
            Text("业务主管单位同意日期", "Supervisor's consent on"),
            Text("业务主管单位审查同意的日期；空为未同意", "Day of the supervisor's consent; absent: no consent"),
            Absent.NONE,
        ),
    ] = None
    charity_recognized_on: Annotated[
        Day | None,
        about(
            Text("慈善组织认定日期", "Charity since"),
            Text("登记或者认定为慈善组织的日期；空为非慈善组织", "Day from which it is a charity; absent: it is none"),
            Absent.NONE,
        ),
    ] = None
    public_fundraising: Annotated[
        Flag | None,
        about(
            Text("公开募捐资格", "Public fundraising"),
            Text("是否有公开募捐资格；空为否", "Whether it is qualified for public fundraising; absent: no"),
            Absent.NONE,
        ),
    ] = None
    foundation_public: Annotated[
        Flag | None,
        about(
            Text("公募基金会", "Public foundation"),
            Text("基金会是否为公募基金会", "Whether a foundation raises funds from the public"),
            Absent.UNKNOWN,
        ),
    ] = None
    registered_capital: Annotated[
        Money | None,
        about(
            Text("注册资金", "Registered capital"),
            Text(
                "社会团体的活动资金、社会服务机构的开办资金或者基金会的原始基金，元",
                "Activity funds of a social group, start-up funds of a service agency, original fund of a foundation, "
                "yuan",
            ),
            Absent.UNKNOWN,
        ),
    ] = None
    sector_minimum_capital: Annotated[
        Money | None,
        about(
            Text("行业最低开办资金", "Sector's minimum capital"),
            Text(
                "社会服务机构所在行业规定的最低开办资金，元；空为没有规定",
                "Minimum start-up funds that the rules of its sector ask of a service agency, yuan; absent: none",
            ),
            Absent.NONE,
        ),
    ] = None
    capital_paid_in: Annotated[
        Money | None,
        about(Text("到账资金", "Paid-in capital"), Text("已到账的货币资金，元", "Money paid in, yuan"), Absent.UNKNOWN),
    ] = None
    non_state_share: Annotated[
        Ratio | None,
        about(
            Text("非国有资产占比", "Non-state share"),
            Text("非国有资产占总资产的比例，0至1", "Share of assets that isn't state-owned, 0 to 1"),
            Absent.UNKNOWN,
        ),
    ] = None
    individual_members: Annotated[
        Count | None,
        about(
            Text("个人会员数", "Individual members"),
            Text("个人会员人数", "Number of members who are persons"),
            Absent.UNKNOWN,
        ),
    ] = None
    unit_members: Annotated[
        Count | None,
        about(
            Text("单位会员数", "Unit members"), Text("单位会员个数", "Number of members that are units"), Absent.UNKNOWN
        ),
    ] = None
    premises: Annotated[
        Premises | None,
        about(Text("住所", "Premises"), Text("住所或者场所的取得方式", "How its premises are held"), Absent.UNKNOWN),
    ] = None
    full_time_staff: Annotated[
        Count | None,
        about(
            Text("专职工作人员数", "Full-time staff"),
            Text("专职工作人员人数", "Number of full-time staff"),
            Absent.UNKNOWN,
        ),
    ] = None
    capital_waived_on: Annotated[
        Day | None,
        about(
            Text("注册资金减免日期", "Capital waived on"),
            Text("批准减免注册资金的日期；空为未减免", "Day on which the capital was waived; absent: not waived"),
            Absent.NONE,
        ),
    ] = None
    charter_and_organs: Annotated[
        Flag | None,
        about(
            Text("章程和组织机构", "Charter and organs"),
            Text("是否有章程和相应的组织机构", "Whether it has a charter and the organs to match"),
            Absent.UNKNOWN,
        ),
    ] = None
    founder_barred: Annotated[
        Flag | None,
        about(
            Text("发起人禁止情形", "Founder barred"),
            Text("发起人是否有法律禁止的情形", "Whether the law bars one of its founders"),
            Absent.UNKNOWN,
        ),
    ] = None
    same_field_exists: Annotated[
        Flag | None,
        about(
            Text("已有相同业务组织", "Same field exists"),
            Text(
                "同一行政区域内是否已有业务范围相同或者相似的组织",
                "Whether the division already has an organization of the same or a similar field",
            ),
            Absent.UNKNOWN,
        ),
    ] = None
    expert_review: Annotated[
        ExpertReview | None,
        about(
            Text("专家评估意见", "Expert review"),
            Text("专家评估的意见；空为未评估", "Opinion of the expert review; absent: none was made"),
            Absent.NONE,
        ),
    ] = None
    legal_person_by_law: Annotated[
        Flag | None,
        about(
            Text("依法取得法人资格", "Legal person by law"),
            Text(
                "是否依法自批准成立之日起即具有法人资格；空为否",
                "Whether it is a legal person by law from its approval; absent: no",
            ),
            Absent.NONE,
        ),
    ] = None
    practice_licence: Annotated[
        Flag | None,
        about(
            Text("执业许可证", "Practice licence"),
            Text(
                "是否已依法取得执业许可证书；空为否",
                "Whether it holds a practice licence; absent: no",
            ),
            Absent.NONE,
        ),
    ] = None
