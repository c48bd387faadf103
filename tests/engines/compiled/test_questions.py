"""Questions that are prepared once and asked of many records, from several threads, in any choice."""

from __future__ import annotations

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest

from socorg_rules import Decision, Organization, Outcome, Rulebook, UsageError
from socorg_rules.engines.compiled.answers import Questions
from socorg_rules.engines.compiled.program import CompiledLaw
from socorg_rules.engines.compiled.whole import WholeDecider
from tests.semantics.asking import law, quoted
from tests.small_law import AS_OF, RECORD, one_decision, rule, rulebook_of, ruleset_text

CLOSED = law("community_class")
NOTED = ruleset_text(
    one_decision(
        rule("only", "outcome", when="community_class"),
        rule("exception", "outcome", when="decoupled", exception_to="only"),
    )
)


def asked(text: str, **facts: object) -> Decision:
    return rulebook_of(text).evaluate({**RECORD, **facts}, as_of=AS_OF)["outcome"]


def decisions_of(text: str, *records: dict[str, object]) -> list[Decision]:
    rulebook = rulebook_of(text)
    return [rulebook.evaluate({**RECORD, **facts}, as_of=AS_OF)["outcome"] for facts in records]


def test_a_decision_in_which_no_record_has_a_say_is_one_object() -> None:
    one, other = decisions_of(CLOSED, {"community_class": False}, {"community_class": False, "form": "foundation"})
    assert one is other
    assert one.outcome is Outcome.NOT_SATISFIED


def test_where_an_exception_may_hold_every_record_has_a_decision_of_its_own() -> None:
    one, other = decisions_of(
        NOTED, {"community_class": True, "decoupled": True}, {"community_class": False, "decoupled": False}
    )
    assert one is not other
    assert one == other


def test_an_undetermined_decision_is_the_record_s_own() -> None:
    one, other = decisions_of(CLOSED, {}, {})
    assert one is not other
    assert one.missing == ("community_class",)


@pytest.mark.parametrize("name", ["name", "outcome", "grounds", "value"])
def test_a_decision_can_not_be_changed(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(asked(CLOSED), name, None)


@pytest.mark.parametrize("facts", [{}, {"community_class": True}, {"community_class": False}])
def test_a_decision_that_was_sent_elsewhere_still_says_all(facts: dict[str, object]) -> None:
    decision = asked(CLOSED, **facts)
    for sent in (pickle.loads(pickle.dumps(decision)), copy.copy(decision), copy.deepcopy(decision)):
        assert sent == decision
        assert sent.title == decision.title


def test_a_moment_is_no_day_even_after_its_day_was_asked_about() -> None:
    rulebook = rulebook_of(CLOSED)
    rulebook.evaluate(RECORD, as_of=AS_OF)
    with pytest.raises(UsageError, match="as_of"):
        rulebook.evaluate(RECORD, as_of=datetime(AS_OF.year, AS_OF.month, AS_OF.day))


def test_few_decisions_say_what_all_say() -> None:
    rulebook, organization = Rulebook.bundled(), Organization.model_validate(RECORD)
    whole = rulebook.evaluate(organization, as_of=date(2026, 6, 15))
    for name in rulebook.decision_names[::5]:
        assert rulebook.evaluate(organization, as_of=date(2026, 6, 15), only=(name,))[name] == whole[name]


FORMS = ("social_group", None, "foundation", "service_agency", "foundation")


def test_outcomes_and_grounds_without_decisions_are_those_of_the_decisions() -> None:
    rulebook, day = Rulebook.bundled(), date(2026, 6, 15)
    for form in FORMS:
        record = Organization.model_validate({**RECORD, "form": form, "registered_on": "2015-03-01", "penalties": []})
        for only in (None, ("minimum_capital",), ()):
            evaluation = rulebook.evaluate(record, as_of=day, only=only)
            outcomes, both = evaluation.outcomes, evaluation.outcomes_and_grounds
            assert outcomes == tuple(evaluation[name].outcome for name in evaluation)
            assert both == tuple((evaluation[name].outcome, evaluation[name].grounds) for name in evaluation)


def test_values_and_items_are_in_the_order_of_the_names() -> None:
    for form in FORMS:
        record = Organization.model_validate({**RECORD, "form": form})
        evaluation = Rulebook.bundled().evaluate(record, as_of=date(2026, 6, 15))
        assert [decision.name for decision in evaluation.values()] == list(evaluation)
        assert list(evaluation.items()) == [(name, evaluation[name]) for name in evaluation]


def test_records_of_several_forms_are_asked_by_turns() -> None:
    day = date(2026, 6, 15)
    law = Rulebook.bundled().selection().law_for("320612", day)
    asked = Questions(CompiledLaw(law, divided_after=1), day, tuple(law.decisions))
    records = [Organization.model_validate({**RECORD, "form": form}) for form in FORMS]
    by_turns = [asked.about(record).decisions for record in records * 3]
    alone = [Questions(CompiledLaw(law), day, tuple(law.decisions)).about(record).decisions for record in records]
    assert by_turns == alone * 3


def test_another_question_between_two_that_are_the_same_changes_nothing() -> None:
    """The last question is remembered: by its objects, which say nothing once a list has been changed."""
    rulebook, day = Rulebook.bundled(), date(2026, 6, 15)
    organization = Organization.model_validate({**RECORD, "form": "foundation"})
    wanted = ["minimum_capital"]
    first = rulebook.evaluate(organization, as_of=day, only=wanted)
    wanted.append("capital_sufficient")
    assert list(first) == ["minimum_capital"]
    assert list(rulebook.evaluate(organization, as_of=day, only=wanted)) == ["minimum_capital", "capital_sufficient"]
    assert rulebook.evaluate(organization, as_of=date(2012, 1, 1), only=("minimum_capital",)).as_of == date(2012, 1, 1)
    other = organization.model_copy(update={"division": "330102"})
    elsewhere = rulebook.evaluate(other, as_of=day, only=("minimum_capital",))
    assert (elsewhere.as_of, elsewhere.places[-1]) == (day, "330102")
    only = ("minimum_capital",)
    for asked in (date(2012, 1, 1), day):
        assert rulebook.evaluate(organization, as_of=asked, only=only).as_of == asked
    known = rulebook.release_days[-1]
    assert rulebook.evaluate(organization, as_of=day, known_at=known, only=only) == first


def test_the_law_is_compiled_for_each_form_once_it_has_been_asked_about_often() -> None:
    law = Rulebook.bundled().selection().law_for("320612", date(2026, 6, 15))
    compiled = CompiledLaw(law, divided_after=2)
    foundation, unknown = (Organization.model_validate({**RECORD, "form": form}) for form in ("foundation", None))
    assert [compiled.division_of(foundation) for _ in range(4)] == [None, None, "foundation", "foundation"]
    assert compiled.divided_by == "form"
    assert compiled.division_of(unknown) is None
    assert compiled.division_of(Organization.model_validate({**RECORD, "form": "social_group"})) == "social_group"


def test_a_law_is_divided_though_other_threads_count_questions_at_the_same_time() -> None:
    law = Rulebook.bundled().selection().law_for("320612", date(2026, 6, 15))
    compiled = CompiledLaw(law, divided_after=50)
    foundation = Organization.model_validate({**RECORD, "form": "foundation"})
    compiled._questions_left = -1  # as where two threads counted before either looked
    assert compiled.division_of(foundation) == "foundation"


def test_decisions_made_whole_are_shared_by_those_that_are_told_the_same() -> None:
    rules = (rule("a", "outcome", when=quoted('form = "foundation"')), rule("b", "outcome", when="overseas"))
    rulebook = rulebook_of(ruleset_text(one_decision(*rules)))
    records = [
        Organization.model_validate({**RECORD, "form": form, "overseas": form == "social_group"}) for form in FORMS
    ]
    law = CompiledLaw(rulebook.selection().law_for("320612", AS_OF), divided_after=0)
    decider = WholeDecider(law, AS_OF, ("outcome",))
    many = [decider.decide(record).decisions["outcome"] for record in records]
    assert many == [rulebook.evaluate(record, as_of=AS_OF)["outcome"] for record in records]
    assert many[2] is many[4]
    assert [[ground.rule for ground in one.grounds] for one in many] == [["b"], [], ["a"], [], ["a"]]


def test_choices_beyond_those_that_are_kept_are_made_again() -> None:
    rulebook, day = Rulebook.bundled(), date(2026, 6, 15)
    compiled = CompiledLaw(rulebook.selection().law_for("320612", day))
    organization = Organization.model_validate(RECORD)
    names = rulebook.decision_names
    choices = [(one, other) for one in names[:3] for other in names[3:15]]
    first = [Questions(compiled, day, choice).about(organization).decisions for choice in choices]
    again = [Questions(compiled, day, choice).about(organization).decisions for choice in choices]
    assert first == again


def test_threads_that_ask_first_at_the_same_time_hear_the_same() -> None:
    day = date(2026, 6, 15)
    compiled = CompiledLaw(Rulebook.bundled().selection().law_for("320612", day))
    organization = Organization.model_validate(RECORD)
    names = Rulebook.bundled().decision_names

    def ask(number: int) -> dict[str, Decision]:
        chosen = names[number % 3 :]
        return Questions(compiled, day, chosen).about(organization).decisions

    with ThreadPoolExecutor(8) as threads:
        heard = list(threads.map(ask, range(9)))
    for decisions in heard:
        assert all(decision == heard[0][name] for name, decision in decisions.items())
