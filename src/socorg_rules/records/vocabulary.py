"""The closed lists of values that a record may hold, each value with its names in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from socorg_rules.problems import Text


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a vocabulary. ``value`` is what rules and outputs use; inputs may also say a Chinese name."""

    value: str
    labels: Text
    synonyms: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Everything that an input may write for this term, ``value`` first, then the Chinese label."""
        return (self.value, self.labels.zh, *self.synonyms)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list of terms under a name."""

    name: str
    terms: tuple[Term, ...]
    by_spelling: Mapping[str, Term] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index: dict[str, Term] = {}
        for term in self.terms:
            for spelling in term.spellings:
                if spelling in index:
                    raise ValueError(f"vocabulary {self.name}: {spelling!r} stands for two terms")
                index[spelling] = term
        object.__setattr__(self, "by_spelling", MappingProxyType(index))

    @property
    def values(self) -> tuple[str, ...]:
        """The values of all terms, in the vocabulary's order."""
        return tuple(term.value for term in self.terms)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Everything that an input may write, values first, then Chinese labels and synonyms."""
        return (*self.values, *(name for term in self.terms for name in term.spellings[1:]))

    def term(self, value: str) -> Term:
        """The term of a value (not of a Chinese name); raises :class:`KeyError` when there is none."""
        term = self.by_spelling[value]
        if term.value != value:
            raise KeyError(value)
        return term


def _term(value: str, zh: str, en: str, *synonyms: str) -> Term:
    return Term(value, Text(zh, en), synonyms)


FORM = Vocabulary(
    "form",
    (
        _term("social_group", "社会团体", "social group", "社团"),
        _term("service_agency", "社会服务机构", "social service agency", "民办非企业单位", "民非"),
        _term("foundation", "基金会", "foundation"),
    ),
)
# "市级" is left out on purpose: said of a county-level city it means the county level.
LEVEL = Vocabulary(
    "level",
    (
        _term("national", "国家级", "national", "全国", "全国性", "部级"),
        _term("provincial", "省级", "provincial"),
        _term("prefecture", "设区的市级", "prefecture", "设区市级", "地市级", "地级"),
        _term("county", "县级", "county", "区级", "县区级", "区县级"),
    ),
)
CATEGORY = Vocabulary(
    "category",
    (
        _term("industry_association", "行业协会商会", "industry association or chamber of commerce", "行业协会商会类"),
        _term("science_technology", "科技", "science and technology", "科技类"),
        _term("charity", "公益慈善", "public-benefit charity", "公益慈善类"),
        _term("community_service", "城乡社区服务", "urban and rural community service", "城乡社区服务类"),
        _term("sports", "体育", "sports", "体育类"),
        _term("social_welfare", "社会福利", "social welfare", "社会福利类"),
        _term("social_service", "社会服务", "social service", "社会服务类"),
        _term("culture_sports", "文化体育", "culture and sports", "文化体育类"),
        _term("political_legal", "政治法律", "politics and law", "政治法律类"),
        _term("religious", "宗教", "religion", "宗教类"),
        _term("social_science", "社科", "social science", "社科类", "社会科学"),
        _term("other", "其他", "other", "其它"),
    ),
)
SCIENCE_FIELD = Vocabulary(
    "science_field",
    (
        _term("natural_science", "自然科学", "natural science"),
        _term("engineering", "工程技术", "engineering and technology"),
        _term("other", "其他", "other", "其它"),
    ),
)
CHARITY_SERVICE = Vocabulary(
    "charity_service",
    (
        _term("poverty_relief", "扶贫", "poverty relief"),
        _term("hardship_aid", "济困", "aid to people in hardship"),
        _term("elderly", "扶老", "support of the elderly"),
        _term("orphans", "救孤", "care for orphans"),
        _term("illness", "恤病", "relief of the ill"),
        _term("disability", "助残", "help for the disabled"),
        _term("disaster", "救灾", "disaster relief"),
        _term("medical", "助医", "medical aid"),
        _term("education", "助学", "educational aid"),
        _term("other", "其他", "other", "其它"),
    ),
)
PREMISES = Vocabulary(
    "premises",
    (
        _term("own", "自有", "own"),
        _term("leased", "租赁", "leased", "租用"),
        _term("free", "无偿使用", "used free of charge", "免费使用"),
        _term("shared", "合署办公", "shared with others", "合署"),
        _term("none", "无", "none", "没有"),
    ),
)
EXPERT_REVIEW = Vocabulary(
    "expert_review",
    (
        _term("favourable", "赞成", "favourable", "同意", "支持"),
        _term("unfavourable", "不赞成", "unfavourable", "不同意", "不支持"),
    ),
)
FILING_AUTHORITY = Vocabulary(
    "filing_authority",
    (
        _term("civil_affairs", "民政部门", "civil affairs department"),
        _term("township", "乡镇街道", "township or street office", "乡镇", "街道", "乡镇人民政府", "街道办事处"),
        _term("village", "村居", "village or residents' committee", "村民委员会", "居民委员会", "村委会", "居委会"),
    ),
)
ACTIVITY_SCALE = Vocabulary(
    "activity_scale",
    (
        _term("larger", "规模较大", "larger"),
        _term("small_loose", "规模较小组织松散", "small and loosely organized", "规模较小、组织较为松散"),
    ),
)
COMMUNITY_KIND = Vocabulary(
    "community_kind",
    (
        _term("urban", "城市", "urban", "城市社区"),
        _term("rural", "农村", "rural", "农村社区"),
    ),
)
HUB_LEVEL = Vocabulary(
    "hub_level",
    (
        _term("no_hub", "不是枢纽", "no hub", "否"),
        _term("county_hub", "县级枢纽", "hub of a county or district", "县（市、区）", "县级", "区级"),
        _term("township_hub", "乡镇街道枢纽", "hub of a township or street", "乡镇（街道）", "乡镇", "街道"),
        _term("community_hub", "社区枢纽", "hub of a community", "城乡社区", "社区"),
    ),
)
DECOUPLING_ITEM = Vocabulary(
    "decoupling_item",
    (
        _term("institutions", "机构", "institutions", "机构分离"),
        _term("functions", "职能", "functions", "职能分离"),
        _term("assets", "资产财务", "assets and finances", "财务", "资产财务分离"),
        _term("personnel", "人员管理", "personnel", "人员", "人员管理分离"),
        _term("party_foreign", "党建外事", "party work and foreign affairs", "党建外事等事项分离"),
        _term("premises", "办公场所", "office premises", "场地"),
    ),
)
CONCLUSION = Vocabulary(
    "conclusion",
    (
        _term("passed", "合格", "passed"),
        _term("basic", "基本合格", "basically passed"),
        _term("failed", "不合格", "failed"),
    ),
)
RATING_KIND = Vocabulary(
    "rating_kind",
    (
        _term("regular", "参评", "regular rating", "评估"),
        _term("rerating", "重新评估", "rating anew"),
        _term("adjusted", "等级调整", "grade adjusted", "调整"),
    ),
)
PENALTY_KIND = Vocabulary(
    "penalty_kind",
    (
        _term("warning", "警告", "warning"),
        _term("fine", "罚款", "fine"),
        _term("confiscation", "没收", "confiscation", "没收违法所得", "没收非法财物"),
        _term("suspension", "限期停止活动", "time-limited suspension of activities", "责令限期停止活动"),
        _term(
            "revocation",
            "吊销/撤销登记",
            "revocation of the registration certificate",
            "吊销登记证书",
            "撤销登记",
            "吊销",
        ),
        _term("other", "其他", "other", "其它"),
    ),
)
CREDIT_GRADE = Vocabulary(
    "credit_grade",
    (
        _term("minor", "轻微", "minor", "轻微失信"),
        _term("general", "一般", "general", "一般失信"),
        _term("serious", "严重", "serious", "严重失信"),
    ),
)
CREDIT_LIST = Vocabulary(
    "credit_list",
    (
        _term("anomaly", "活动异常名录", "activity-anomaly list", "异常名录"),
        _term("dishonesty", "严重违法失信名单", "serious-dishonesty list", "失信名单"),
    ),
)
CREDIT_ITEM = Vocabulary(
    "credit_item",
    tuple(
        _term(str(number), f"第{numeral}项", f"item {number}", numeral, f"（{numeral}）", f"({numeral})")
        for number, numeral in enumerate("一二三四五六七八", start=1)
    ),
)
APPLICATION_KIND = Vocabulary(
    "application_kind",
    (
        _term("establishment", "成立登记", "registration"),
        _term("charity_establishment", "慈善组织成立登记", "registration as a charity"),
        _term("charity_recognition", "慈善组织认定", "recognition as a charity", "认定慈善组织"),
        _term("approval_filing", "提交批准文件", "filing of an approval by law", "批准文件备案"),
        _term("change", "变更登记", "change of registration", "变更"),
        _term("deregistration", "注销登记", "deregistration", "注销"),
    ),
)
FILING_TIER = Vocabulary(
    "filing_tier",
    (
        _term("registered", "登记", "registered", "登记在册"),
        _term("township", "乡镇街道备案", "filed with the township or street office", "乡镇街道管理"),
        _term("village", "村和社区指导管理", "guided by the village or community", "村居指导管理"),
    ),
)
"""Not a field of the record: what the decision of that name answers."""

VOCABULARIES: Mapping[str, Vocabulary] = MappingProxyType(
    {
        vocabulary.name: vocabulary
        for vocabulary in (
            FORM,
            LEVEL,
            CATEGORY,
            SCIENCE_FIELD,
            CHARITY_SERVICE,
            PREMISES,
            EXPERT_REVIEW,
            FILING_AUTHORITY,
            ACTIVITY_SCALE,
            COMMUNITY_KIND,
            HUB_LEVEL,
            DECOUPLING_ITEM,
            CONCLUSION,
            RATING_KIND,
            PENALTY_KIND,
            CREDIT_GRADE,
            CREDIT_LIST,
            CREDIT_ITEM,
            APPLICATION_KIND,
            FILING_TIER,
        )
    }
)
"""All vocabularies by name."""
