"""The organizations of ``examples/shangcheng-2013``, invented so that a district's published figures come out.

Shangcheng district (Hangzhou) published its figures for 31 October 2013 in a profile of its service center for social
organizations; the organizations behind them are made up. No figure is typed twice: what the publication implies is
computed from what it says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice
from random import Random
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias, TypeVar

from stdnum.cn import uscc

DIVISION: Final = "330102"
AS_OF: Final = date(2013, 10, 31)


class Figure(NamedTuple):
    """A published figure, and the words of the district's profile (2014-03-27) that publish it."""

    value: int
    source: str


_TOTALS = "截至2013年10月底,全区有依法登记的社会组织278家(社团90家、民非188家)"
_COMMUNITY = "社区社会组织802家(登记类32家,备案类770家)"
_NEW = "今年1至10月,新登记社会团体4家,民办非企业单位 60家,社会组织筹备、变更登记20家,注销1家"
_INSPECTION = "应检社会组织189家(社团84家、民非105家),参检189家,合格178家,参检率与合格率分别为100%和94.17%"
_EVALUATION = "82家社会组织和12家备案类社区社会组织参加评估,参评率已达81.18%和5.1%"
_PARTY = "4月起将《党建工作申请表》纳入社会组织登记申报材料……53家新成立的社会组织递交了党建申报材料"
_PLACE = "全区面积18.1平方公里,辖6个街道54个社区,34万常住人口"
_NETWORK = "“区级社会组织服务中心、6个街道社区社会组织服务中心、54个社区社会组织联合会”的区、街、社区三级网络"

PUBLISHED: Final[Mapping[str, Figure]] = {
    "social groups": Figure(90, _TOTALS),
    "service agencies": Figure(188, _TOTALS),
    "community, registered": Figure(32, _COMMUNITY),
    "community, filed": Figure(770, _COMMUNITY),
    "new social groups": Figure(4, _NEW),
    "new service agencies": Figure(60, _NEW),
    "deregistered": Figure(1, _NEW),
    "inspected social groups": Figure(84, _INSPECTION),
    "inspected service agencies": Figure(105, _INSPECTION),
    "passed": Figure(178, _INSPECTION),
    "rated, registered": Figure(82, _EVALUATION),
    "rated, filed": Figure(12, _EVALUATION),
    "party forms": Figure(53, _PARTY),
    "streets": Figure(6, _PLACE),
    "communities": Figure(54, _PLACE),
    "residents": Figure(340_000, _PLACE),
    "street centers": Figure(6, _NETWORK),
    "federations": Figure(54, _NETWORK),
}

# Where the publication is silent. The two bases follow from a published rate; the others are free, docs/examples.md
# says why they are what they are.
CHOSEN: Final[Mapping[str, int]] = {
    "may be rated, registered": 101,  # 82 of 101 is 81.18 %, truncated
    "may be rated, filed": 235,  # 12 of 235 is 5.1 %
    "may be rated, social groups": 70,
    "failed social groups": 1,
    "failed service agencies": 1,
    "new social groups before April": 1,
    "community, old social groups": 2,
    "community, new social groups": 2,
    "community, old service agencies": 2,
    "community, young service agencies": 8,
}

# The inspection went online in 2013 (今年首次采用网上年检的方式): nothing earlier is on record.
RECORDS_SINCE: Final = date(2013, 1, 1)
INSPECTED_YEAR: Final = 2012
TO_SUPERVISOR: Final = (date(2013, 3, 1), date(2013, 3, 29))
TO_REGISTRAR: Final = (date(2013, 4, 8), date(2013, 5, 31))
PASSED_ON: Final = date(2013, 7, 26)
NOT_PASSED_ON: Final = date(2013, 8, 30)
RATED_ON: Final = date(2013, 10, 25)

STREETS: Final = ("清波", "湖滨", "小营", "望江", "南星", "紫阳")
# The sixty signs of the Chinese calendar: a name with one of them shows that it is invented.
SIGNS: Final = tuple(
    stem + branch
    for stem, branch in islice(zip(cycle("甲乙丙丁戊己庚辛壬癸"), cycle("子丑寅卯辰巳午未申酉戌亥"), strict=False), 60)
)
COMMUNITY_COUNT: Final = PUBLISHED["communities"].value

Row: TypeAlias = dict[str, object]
Tables: TypeAlias = dict[str, list[Row]]
Item = TypeVar("Item")


class Kind(NamedTuple):
    """What an organization is called and does, and the department that supervised such ones until 2013."""

    title: str
    categories: tuple[str, ...]
    supervisor: str = "民政局"
    more: Mapping[str, object] = MappingProxyType({})


GROUPS: Final = (
    Kind("丝绸行业协会", ("industry_association",), "经济和信息化局"),
    Kind("青少年科普协会", ("science_technology",), "科学技术协会", {"science_fields": ("natural_science",)}),
    Kind("书法协会", ("culture_sports",), "文化广电新闻出版局"),
    Kind("助学志愿者协会", ("charity",), more={"charity_services": ("education",)}),
    Kind("太极拳协会", ("sports", "culture_sports"), "体育局"),
    Kind("地方历史研究会", ("social_science",), "社会科学界联合会"),
    Kind("社会工作协会", ("social_service",)),
)
AGENCIES: Final = (
    Kind("幼儿园", ("other",), "教育局"),
    Kind("职业培训学校", ("other",), "人力资源和社会保障局"),
    Kind("养老服务中心", ("social_welfare",)),
    Kind("艺术馆", ("culture_sports",), "文化广电新闻出版局"),
    Kind("外语培训学校", ("other",), "教育局"),
    Kind("健身俱乐部", ("sports", "culture_sports"), "体育局"),
    Kind("助残服务中心", ("charity", "social_welfare"), "残疾人联合会", {"charity_services": ("disability",)}),
    Kind("软件工程研究所", ("science_technology",), "科学技术局", {"science_fields": ("engineering",)}),
    Kind("青少年服务中心", ("social_service",)),
    Kind("中医门诊部", ("other",), "卫生局"),
    Kind("环保服务中心", ("social_service",), "环境保护局"),
)
COMMUNITY_GROUPS: Final = (Kind("邻里互助协会", ("community_service",)),)
COMMUNITY_AGENCIES: Final = (
    Kind("居家养老服务中心", ("community_service",)),
    Kind("文体活动中心", ("community_service", "culture_sports")),
    Kind("邻里调解服务社", ("community_service",)),
)
STREET_CENTERS: Final = (Kind("社区社会组织服务中心", ("community_service",), more={"hub_level": "township_hub"}),)
FEDERATIONS: Final = (Kind("社会组织联合会", ("community_service",), more={"hub_level": "community_hub"}),)
TEAMS: Final = (
    Kind("合唱队", ("culture_sports",)),
    Kind("助老服务队", ("charity",), more={"charity_services": ("elderly",)}),
    Kind("书画社", ("culture_sports",)),
    Kind("邻里互助会", ("community_service",)),
    Kind("平安巡逻队", ("community_service",)),
    Kind("舞蹈队", ("culture_sports",)),
    Kind("环保志愿队", ("social_service",)),
    Kind("乒乓球队", ("culture_sports",)),
    Kind("读书会", ("culture_sports",)),
    Kind("编织社", ("social_service",)),
    Kind("象棋社", ("culture_sports",)),
    Kind("家电义务维修队", ("charity",), more={"charity_services": ("other",)}),
    Kind("食品安全监督队", ("social_service",)),
    Kind("新杭州人之家", ("community_service",)),
)


@dataclass(frozen=True, slots=True)
class Cohort:
    """Organizations of one form, registered (or filed, without a form) in one span of time, that fared alike."""

    form: str | None
    kinds: tuple[Kind, ...]
    size: int
    first: date
    last: date
    conclusion: str | None = None
    may_be_rated: bool = False
    hands_in_party_form: bool = False
    deregistered_on: date | None = None
    scale: str | None = None

    @property
    def is_new(self) -> bool:
        """Under the preferences of 2013: direct registration, premises free of charge, waived capital."""
        return self.form is not None and self.first >= RECORDS_SINCE

    @property
    def is_of_community(self) -> bool:
        return self.kinds in (COMMUNITY_GROUPS, COMMUNITY_AGENCIES, STREET_CENTERS, FEDERATIONS, TEAMS)


# First and last days of registration. For the inspection of 2012 an organization had to be more than six months old on
# 31 December, for a rating in October 2013 two full years.
_OLD: Final = (date(1999, 3, 1), date(2011, 8, 31))
_YOUNG: Final = (date(2011, 11, 1), date(2012, 6, 29))
_LATE: Final = (date(2012, 7, 2), date(2012, 12, 28))
_NEW_BEFORE_APRIL: Final = (date(2013, 1, 4), date(2013, 3, 29))
_NEW_FROM_APRIL: Final = (date(2013, 4, 1), date(2013, 10, 30))
_FILED: Final = (date(2006, 9, 1), date(2013, 10, 30))
_DEREGISTERED: Final = (date(2006, 5, 15), date(2006, 5, 15))
_DEREGISTERED_ON: Final = date(2013, 4, 18)


def cohorts() -> Iterator[Cohort]:
    """Everybody, in groups whose sizes follow from the figures and are typed nowhere else."""
    of = {**CHOSEN, **{name: figure.value for name, figure in PUBLISHED.items()}}
    yield from _social_groups(of)
    yield from _service_agencies(of)
    federations = of["federations"]
    larger = of["may be rated, filed"] - federations
    small = of["community, filed"] - federations - larger
    yield Cohort(None, FEDERATIONS, federations, *_FILED, may_be_rated=True, scale="larger")
    yield Cohort(None, TEAMS, larger, *_FILED, may_be_rated=True, scale="larger")
    yield Cohort(None, TEAMS, small, *_FILED, scale="small_loose")


def _social_groups(of: Mapping[str, int]) -> Iterator[Cohort]:
    form = "social_group"
    rated, failed = of["may be rated, social groups"], of["failed social groups"]
    young = of["inspected social groups"] - rated - failed
    late = of["social groups"] - of["inspected social groups"] - of["new social groups"]
    before_april = of["new social groups before April"]
    from_april = of["new social groups"] - before_april
    of_community, new_of_community = of["community, old social groups"], of["community, new social groups"]
    yield Cohort(form, GROUPS, rated - of_community, *_OLD, conclusion="passed", may_be_rated=True)
    yield Cohort(form, COMMUNITY_GROUPS, of_community, *_OLD, conclusion="passed", may_be_rated=True)
    yield Cohort(form, GROUPS, failed, *_OLD, conclusion="failed")
    yield Cohort(form, GROUPS, young, *_YOUNG, conclusion="passed")
    yield Cohort(form, GROUPS, late, *_LATE)
    yield Cohort(form, GROUPS, before_april, *_NEW_BEFORE_APRIL)
    yield Cohort(form, GROUPS, from_april - new_of_community, *_NEW_FROM_APRIL, hands_in_party_form=True)
    yield Cohort(form, COMMUNITY_GROUPS, new_of_community, *_NEW_FROM_APRIL, hands_in_party_form=True)


def _service_agencies(of: Mapping[str, int]) -> Iterator[Cohort]:
    form = "service_agency"
    rated, failed = of["may be rated, registered"] - of["may be rated, social groups"], of["failed service agencies"]
    young = of["inspected service agencies"] - rated - failed
    inspected = of["inspected social groups"] + of["inspected service agencies"]
    basic = inspected - of["passed"] - of["failed social groups"] - failed
    centers = of["street centers"]
    late = of["service agencies"] - of["inspected service agencies"] - of["new service agencies"] - centers
    from_april = of["party forms"] - (of["new social groups"] - of["new social groups before April"])
    before_april = of["new service agencies"] - from_april
    of_community, young_of_community = of["community, old service agencies"], of["community, young service agencies"]
    groups_of_community = of["community, old social groups"] + of["community, new social groups"]
    new_of_community = of["community, registered"] - groups_of_community - of_community - young_of_community - centers
    yield Cohort(form, AGENCIES, rated - of_community, *_OLD, conclusion="passed", may_be_rated=True)
    yield Cohort(form, COMMUNITY_AGENCIES, of_community, *_OLD, conclusion="passed", may_be_rated=True)
    yield Cohort(form, AGENCIES, failed, *_OLD, conclusion="failed")
    yield Cohort(form, AGENCIES, young - basic - young_of_community, *_YOUNG, conclusion="passed")
    yield Cohort(form, AGENCIES, basic, *_YOUNG, conclusion="basic")
    yield Cohort(form, COMMUNITY_AGENCIES, young_of_community, *_YOUNG, conclusion="passed")
    yield Cohort(form, AGENCIES, late, *_LATE)
    yield Cohort(form, STREET_CENTERS, centers, *_LATE)
    yield Cohort(form, AGENCIES, before_april, *_NEW_BEFORE_APRIL)
    yield Cohort(form, AGENCIES, from_april - new_of_community, *_NEW_FROM_APRIL, hands_in_party_form=True)
    yield Cohort(form, COMMUNITY_AGENCIES, new_of_community, *_NEW_FROM_APRIL, hands_in_party_form=True)
    yield Cohort(form, AGENCIES, of["deregistered"], *_DEREGISTERED, deregistered_on=_DEREGISTERED_ON)


def weekdays(first: date, last: date, size: int) -> list[date]:
    """So many days spread evenly from the first day on; those of a weekend move back to its Friday."""
    days = [first + timedelta((last - first).days * position // max(size - 1, 1)) for position in range(size)]
    return [day - timedelta(max(day.isoweekday() - 5, 0)) for day in days]


def picked(items: Sequence[Item], size: int) -> list[Item]:
    """So many of the items, taken evenly."""
    return [items[position * len(items) // size] for position in range(size)]


class Chance:
    """Repeatable variety. Only ``Random.random`` is promised to stay the same in every version of Python."""

    def __init__(self) -> None:
        self._random = Random(int(AS_OF.strftime("%Y%m%d"))).random

    def of(self, *choices: Item) -> Item:
        return choices[int(self._random() * len(choices))]

    def whole(self, low: int, high: int) -> int:
        return low + int(self._random() * (high - low + 1))


class Population:
    """The tables of the district, filled cohort by cohort."""

    def __init__(self) -> None:
        lists = ("annual_reports", "ratings", "penalties", "listings", "investigations")
        self.tables: Tables = {name: [] for name in ("organizations", *lists, "places")}
        self._chance = Chance()
        self._names: Counter[str] = Counter()
        self._may_be_rated: dict[bool, list[str]] = {True: [], False: []}

    def fill(self) -> Tables:
        """Everything, from the published figures."""
        for cohort in cohorts():
            for position, day in enumerate(weekdays(cohort.first, cohort.last, cohort.size)):
                self._add(cohort, cohort.kinds[position % len(cohort.kinds)], day)
        self._report()
        self._rate(self._may_be_rated[True], PUBLISHED["rated, registered"].value, (3, 3, 2, 4, 3, 1, 3, 5))
        self._rate(self._may_be_rated[False], PUBLISHED["rated, filed"].value, (3, 2, 1))
        self.tables["places"].append(
            {
                "division": DIVISION,
                "counted_on": AS_OF,
                "residents": PUBLISHED["residents"].value,
                "urban_communities": COMMUNITY_COUNT,
                # The 54 are all there are, and those of a city.
                "rural_communities": 0,
                "townships": PUBLISHED["streets"].value,
            }
        )
        return self.tables

    def _add(self, cohort: Cohort, kind: Kind, day: date) -> None:
        code = self._credit_code(cohort.form)
        row: Row = {
            "credit_code": code,
            "name": self._name(cohort, kind),
            "level": "county",
            "division": DIVISION,
            "categories": kind.categories,
            "community_class": cohort.is_of_community,
            "active_in_community": cohort.is_of_community,
            "hub_level": "no_hub",
            "records_since": RECORDS_SINCE,
            **kind.more,
        }
        if cohort.is_of_community:
            row["community_kind"] = "urban"
        if cohort.form is None:
            row |= {
                "filed_on": day,
                "filed_with": "civil_affairs",
                "activity_scale": cohort.scale,
            }
        else:
            row |= self._registration(cohort, kind, day)
        self.tables["organizations"].append(row)
        if cohort.may_be_rated:
            self._may_be_rated[cohort.form is not None].append(code)
        if cohort.conclusion is not None:
            self.tables["annual_reports"].append({"credit_code": code, "conclusion": cohort.conclusion})

    def _registration(self, cohort: Cohort, kind: Kind, day: date) -> Row:
        row: Row = {
            "form": cohort.form,
            "registered_on": day,
            "deregistered_on": cohort.deregistered_on,
            "registered_capital": self._chance.of(30_000, 30_000, 50_000, 100_000, 200_000),
            "premises": "free" if cohort.is_new else self._chance.of("own", "leased"),
            "full_time_staff": self._chance.whole(2, 24),
            "charter_and_organs": True,
            "founder_barred": False,
            "same_field_exists": False,
        }
        if cohort.form == "service_agency":
            row["non_state_share"] = self._chance.of(1, 1, 0.9, 0.75)
        elif "industry_association" in kind.categories:
            row |= {"unit_members": self._chance.whole(30, 90), "individual_members": 0}
        else:
            row |= {"individual_members": self._chance.whole(50, 180), "unit_members": 0}
        if not cohort.is_new:
            row |= {"supervisor": f"杭州市上城区{kind.supervisor}", "supervisor_consent_on": day - timedelta(28)}
        elif cohort.is_of_community:
            row |= {"registered_capital": 0, "capital_waived_on": day}
        if cohort.hands_in_party_form:
            row["party_form_on"] = day
        return row

    def _name(self, cohort: Cohort, kind: Kind) -> str:
        number = self._names[kind.title]
        self._names[kind.title] += 1
        if cohort.kinds is STREET_CENTERS:
            return f"上城区{STREETS[number]}街道{SIGNS[COMMUNITY_COUNT + number]}{kind.title}"
        if cohort.is_of_community:
            street = STREETS[number * len(STREETS) // COMMUNITY_COUNT]
            return f"上城区{street}街道{SIGNS[number]}社区{kind.title}"
        # Seven has no divisor in common with sixty: no sign comes twice under one title.
        return f"杭州市上城区{SIGNS[7 * number % len(SIGNS)]}{kind.title}"

    def _credit_code(self, form: str | None) -> str:
        """Made up and right by its check digit. Nobody had one in 2013; here it is the key that joins the tables."""
        prefix = {"social_group": "51", "service_agency": "52", None: "59"}[form]
        code = f"{prefix}{DIVISION}MJ{len(self.tables['organizations']) + 1:07}"
        return code + uscc.calc_check_digit(code)

    def _report(self) -> None:
        reports = self.tables["annual_reports"]
        to_supervisor, to_registrar = (weekdays(*span, len(reports)) for span in (TO_SUPERVISOR, TO_REGISTRAR))
        for report, first, then in zip(reports, to_supervisor, to_registrar, strict=True):
            report |= {
                "year": INSPECTED_YEAR,
                "supervisor_submitted_on": first,
                "submitted_on": then,
                "compliant": True,
                "concluded_on": PASSED_ON if report["conclusion"] == "passed" else NOT_PASSED_ON,
            }

    def _rate(self, codes: Sequence[str], size: int, grades: Sequence[int]) -> None:
        self.tables["ratings"] += [
            {"credit_code": code, "grade": grade, "kind": "regular", "announced_on": RATED_ON}
            for code, grade in zip(picked(codes, size), cycle(grades), strict=False)
        ]
