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
    application = Organization.model_validate(
        {
            "名称": "通州区甲子社区邻里互助会",
            "组织形式": "社会团体",
            "登记层级": "县级",
            "行政区划代码": "320612",
            "类别": ["城乡社区服务"],
            "注册资金": "1000",
        }
    )
    wanted = ["direct_registration", "minimum_capital", "capital_sufficient"]
    result = rulebook.evaluate(application, as_of=date(2026, 6, 15), only=wanted)
    for name, decision in result.items():
        print(f"{name}: {decision.outcome.value}")
    print("ask for:", ", ".join(result.missing))

    complete = application.model_copy(update={"active_in_community": True, "community_class": True})
    result = rulebook.evaluate(complete, as_of=date(2026, 6, 15), only=wanted)
    print(result.explain("zh"))


def by_night(rulebook: Rulebook) -> None:
    """All organizations: who has to be reminded of the report, a week before the deadline."""
    today = date(2013, 5, 24)
    reminded = 0
    for record in read_records(EXAMPLES / "shangcheng-2013").records:
        result = rulebook.evaluate(record.organization, as_of=today, only=["registrar_deadline"])
        deadline = result["registrar_deadline"]
        filed = any(
            report.submitted_on is not None and report.submitted_on <= today
            for report in record.organization.annual_reports or ()
        )
        if deadline.outcome is Outcome.SATISFIED and not filed:
            reminded += 1
            if reminded == 1:
                article = deadline.grounds[0].citation
                print(f"{record.organization.name}: {deadline.value}, {article}")
    print(f"{reminded} reminders")


def main() -> None:
    """Both, one after the other."""
    rulebook = Rulebook.bundled()
    at_the_counter(rulebook)
    by_night(rulebook)


if __name__ == "__main__":
    main()
