"""A registry system: one application at the counter by day, all organizations by night.

Run it from anywhere: ``python examples/api_registry_system.py``.
"""

from datetime import date
from pathlib import Path

from socorg_rules import Organization, Outcome, Rulebook
from socorg_rules.records.readers import read_records

EXAMPLES = Path(__file__).parent


def at_the_counter(rulebook: Rulebook) -> None:
    """One application as a form sent it: what is decided, and what the clerk still has to ask."""
    application = {
        "名称": "通州区甲子社区邻里互助会",
        "组织形式": "社会团体",
        "登记层级": "县级",
        "行政区划代码": "320612",
        "类别": ["城乡社区服务"],
        "注册资金": "1000",
    }
    wanted = ["direct_registration", "minimum_capital", "capital_sufficient"]
    today = date(2026, 6, 15)
    result = rulebook.evaluate(Organization.model_validate(application), as_of=today, only=wanted)
    for name, decision in result.items():
        print(f"{name}: {decision.outcome.value}")
    print("ask for:", ", ".join(result.missing))

    answered = {**application, "在社区内活动": True, "社区类": True}
    result = rulebook.evaluate(Organization.model_validate(answered), as_of=today, only=wanted)
    print(result.explain("zh"))


def by_night(rulebook: Rulebook) -> None:
    """All organizations: who is reminded of the report, a week before its deadline."""
    today = date(2013, 5, 24)
    reminders = []
    for record in read_records(EXAMPLES / "shangcheng-2013").records:
        organization = record.organization
        deadline = rulebook.evaluate(organization, as_of=today, only=["registrar_deadline"])["registrar_deadline"]
        filing_days = [report.submitted_on for report in organization.annual_reports or ()]
        has_filed = any(day is not None and day <= today for day in filing_days)
        if deadline.outcome is Outcome.SATISFIED and not has_filed:
            reminders.append(f"{organization.name}: {deadline.value}, {deadline.grounds[0].citation}")
    print(reminders[0])
    print(f"{len(reminders)} reminders")


def main() -> None:
    """Both, one after the other."""
    rulebook = Rulebook.bundled()
    at_the_counter(rulebook)
    by_night(rulebook)


if __name__ == "__main__":
    main()
