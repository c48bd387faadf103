"""What comes once a year: the annual report with its inspection, and the accounts."""

from typing import Annotated, ClassVar

from socorg_rules.problems import Text
from socorg_rules.records.model import Event
from socorg_rules.records.specs import Absent, about
from socorg_rules.records.values import Conclusion, Day, Flag, FreeText, SignedMoney, Year


class AnnualReport(Event):
    """The report of one year, and the annual inspection made of it (年度报告)."""

    dated_by: ClassVar[tuple[str, ...]] = (
        "supervisor_submitted_on",
        "submitted_on",
        "corrected_on",
        "concluded_on",
        "published_on",
        "related_parties_filed_on",
    )

    year: Annotated[Year, about(Text("报告年度", "Report year"), Text("报告所述的年度", "The year reported on"))]
    supervisor_submitted_on: Annotated[
        Day | None,
        about(
            Text("报送业务主管单位日期", "Submitted to the supervisor on"),
            Text("向业务主管单位报送的日期", "Day of submission to the business supervisory unit"),
            Absent.UNKNOWN,
        ),
    ] = None
    submitted_on: Annotated[
        Day | None,
        about(
            Text("报送日期", "Submitted on"),
            Text("向登记管理机关报送的日期；空为未报送", "Day of submission to the registrar; absent: not submitted"),
            Absent.NONE,
        ),
    ] = None
    corrected_on: Annotated[
        Day | None,
        about(
            Text("补正日期", "Corrected on"),
            Text("按要求补正的日期；空为未补正", "Day on which it was corrected as required; absent: not corrected"),
            Absent.NONE,
        ),
    ] = None
    compliant: Annotated[
        Flag | None,
        about(
            Text("报送符合要求", "Compliant"),
            Text("报送的材料是否符合要求", "Whether what was submitted is as required"),
            Absent.UNKNOWN,
            shown_with="submitted_on",
        ),
    ] = None
    conclusion: Annotated[
        Conclusion | None,
        about(
            Text("年检结论", "Conclusion"),
            Text("年度检查结论；空为尚无结论", "Conclusion of the annual inspection; absent: none yet"),
            Absent.NONE,
            shown_with="concluded_on",
        ),
    ] = None
    concluded_on: Annotated[
        Day | None,
        about(
            Text("年检结论日期", "Concluded on"),
            Text("作出年检结论的日期；空为尚无结论", "Day of the conclusion; absent: none yet"),
            Absent.NONE,
        ),
    ] = None
    published_on: Annotated[
        Day | None,
        about(
            Text("报告公开日期", "Published on"),
            Text("年度报告向社会公开的日期；空为未公开", "Day on which the report was made public; absent: not public"),
            Absent.NONE,
        ),
    ] = None
    related_parties_filed_on: Annotated[
        Day | None,
        about(
            Text("关联方名单报送日期", "Related parties filed on"),
            Text(
                "慈善组织报送关联方名单的日期；空为未报送",
                "Day on which a charity filed its list of related parties; absent: not filed",
            ),
            Absent.NONE,
        ),
    ] = None


class FinancialYear(Event):
    """The figures of one financial year, in yuan; negative where the accounts are (年度财务)."""

    dated_by: ClassVar[tuple[str, ...]] = ("approved_on",)

    year: Annotated[Year, about(Text("会计年度", "Financial year"), Text("数字所属的年度", "The year of the figures"))]
    total_income: Annotated[
        SignedMoney | None,
        about(Text("总收入", "Total income"), Text("当年总收入，元", "Total income of the year, yuan"), Absent.UNKNOWN),
    ] = None
    adjusted_income: Annotated[
        SignedMoney | None,
        about(
            Text("调整后收入", "Adjusted income"),
            Text("按时间限制调整后的收入，元", "Income adjusted for time restrictions, yuan"),
            Absent.UNKNOWN,
        ),
    ] = None
    donation_income: Annotated[
        SignedMoney | None,
        about(
            Text("捐赠收入", "Donation income"),
            Text("当年捐赠收入，元", "Donation income of the year, yuan"),
            Absent.UNKNOWN,
        ),
    ] = None
    net_assets_end: Annotated[
        SignedMoney | None,
        about(
            Text("年末净资产", "Net assets at the end of the year"),
            Text("年末净资产，元", "Net assets on the last day of the year, yuan"),
            Absent.UNKNOWN,
        ),
    ] = None
    total_spending: Annotated[
        SignedMoney | None,
        about(
            Text("总支出", "Total spending"), Text("当年总支出，元", "Total spending of the year, yuan"), Absent.UNKNOWN
        ),
    ] = None
    charitable_spending: Annotated[
        SignedMoney | None,
        about(
            Text("慈善活动年度支出", "Charitable spending"),
            Text("当年用于慈善活动的支出，元", "Spending on charitable activities in the year, yuan"),
            Absent.UNKNOWN,
        ),
    ] = None
    management_cost: Annotated[
        SignedMoney | None,
        about(
            Text("管理费用", "Management cost"),
            Text("当年管理费用，元", "Management cost of the year, yuan"),
            Absent.UNKNOWN,
        ),
    ] = None
    fundraising_cost: Annotated[
        SignedMoney | None,
        about(
            Text("募捐成本", "Fundraising cost"),
            Text("当年募捐成本，元", "Fundraising cost of the year, yuan"),
            Absent.UNKNOWN,
        ),
    ] = None
    excuse: Annotated[
        FreeText | None,
        about(
            Text("未达标理由", "Excuse"),
            Text("已报告并公开的法定未达标理由", "Lawful excuse for missing a ratio, reported and made public"),
            Absent.UNKNOWN,
        ),
    ] = None
    excuse_published_on: Annotated[
        Day | None,
        about(
            Text("未达标理由公开日期", "Excuse made public on"),
            Text(
                "向登记管理机关报告并公开未达标法定理由的日期；空为未报告公开",
                "Day on which a lawful excuse for missing a ratio was reported and made public; absent: none was",
            ),
            Absent.NONE,
        ),
    ] = None
    approved_on: Annotated[
        Day | None,
        about(
            Text("财务审定日期", "Approved on"),
            Text(
                "年度财务报告审定的日期；空则始终可见",
                "Day on which the accounts were approved; absent: always visible",
            ),
            Absent.UNKNOWN,
        ),
    ] = None
