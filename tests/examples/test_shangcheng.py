"""The rebuilt population of Shangcheng gives the figures that the district published for 31 October 2013."""

from collections import Counter
from datetime import date

import pytest
from stdnum.cn import uscc

from scripts.shangcheng_2013 import SIGNS
from scripts.write_examples import EXAMPLES, POPULATION
from socorg_rules import Organization
from socorg_rules.records.readers import Batch, read_records
from tests.examples.conftest import registration_day

AS_OF = date(2013, 10, 31)


def forms(organizations: list[Organization]) -> dict[str | None, int]:
    return dict(Counter(one.form for one in organizations))


@pytest.mark.parametrize("source", [POPULATION, f"{POPULATION}.xlsx"])
def test_the_population_reads_without_a_problem(source: str) -> None:
    batch = read_records(EXAMPLES / source)
    assert [problem.render() for problem in batch.problems] == []
    assert len(batch.records) == 278 + 770 + 1


def test_csv_in_chinese_and_excel_in_english_hold_the_same_records(batch: Batch) -> None:
    workbook = read_records(EXAMPLES / f"{POPULATION}.xlsx")
    assert [(record.key, record.organization) for record in workbook.records] == [
        (record.key, record.organization) for record in batch.records
    ]


def test_278_are_registered_90_social_groups_and_188_service_agencies(registered: list[Organization]) -> None:
    assert forms(registered) == {"social_group": 90, "service_agency": 188}


def test_802_are_of_the_community_32_registered_and_770_filed_with_civil_affairs(
    registered: list[Organization], filed: list[Organization]
) -> None:
    assert sum(one.community_class is True for one in registered) == 32
    assert len(filed) == 770
    assert {(one.community_class, one.form, one.registered_on, one.filed_with) for one in filed} == {
        (True, None, None, "civil_affairs")
    }


def test_4_groups_and_60_agencies_were_registered_in_2013_and_one_was_deregistered(
    everybody: list[Organization], new: list[Organization]
) -> None:
    assert forms(new) == {"social_group": 4, "service_agency": 60}
    assert [one.deregistered_on.year for one in everybody if one.deregistered_on is not None] == [2013]


def test_189_took_part_in_the_inspection_of_2012_84_groups_and_105_agencies(inspected: list[Organization]) -> None:
    assert forms(inspected) == {"social_group": 84, "service_agency": 105}


def test_the_cut_off_of_six_months_decides_who_took_part(
    registered: list[Organization], inspected: list[Organization]
) -> None:
    old_enough = [one for one in registered if registration_day(one) <= date(2012, 6, 30)]
    assert {one.credit_code for one in old_enough} == {one.credit_code for one in inspected}


def test_2_groups_and_23_agencies_were_registered_too_late_in_2012(registered: list[Organization]) -> None:
    late = [one for one in registered if date(2012, 7, 1) <= registration_day(one) <= date(2012, 12, 31)]
    assert forms(late) == {"social_group": 2, "service_agency": 23}


def test_all_189_reported_in_time_and_178_passed(inspected: list[Organization]) -> None:
    reports = [report for one in inspected for report in one.annual_reports or ()]
    assert all(report.submitted_on is not None and report.submitted_on <= date(2013, 5, 31) for report in reports)
    assert all(report.compliant for report in reports)
    assert Counter(report.conclusion for report in reports) == {"passed": 178, "basic": 9, "failed": 2}


def test_the_pass_rate_is_the_published_one_when_it_is_truncated(inspected: list[Organization]) -> None:
    passed = sum(report.conclusion == "passed" for one in inspected for report in one.annual_reports or ())
    assert passed * 100_00 // len(inspected) == 94_17


def test_82_registered_and_12_filed_ones_were_rated(registered: list[Organization], filed: list[Organization]) -> None:
    assert sum(len(one.ratings or ()) for one in registered) == 82
    assert sum(len(one.ratings or ()) for one in filed) == 12


def test_12_of_the_235_larger_filed_ones_are_the_published_rate(filed: list[Organization]) -> None:
    larger = [one for one in filed if one.activity_scale == "larger"]
    assert all(one in larger for one in filed if one.ratings)
    assert len(larger) == 235
    assert 12 * 100_0 // len(larger) == 5_1


def test_53_new_ones_handed_in_the_party_form_as_it_was_asked_from_april_on(new: list[Organization]) -> None:
    handed_in = [one for one in new if one.party_form_on is not None]
    assert len(handed_in) == 53
    assert handed_in == [one for one in new if registration_day(one) >= date(2013, 4, 1)]


def test_6_streets_have_a_registered_center_and_54_communities_a_filed_federation(
    registered: list[Organization], filed: list[Organization]
) -> None:
    def count(organizations: list[Organization], ending: str) -> int:
        return sum(one.name is not None and one.name.endswith(ending) for one in organizations)

    assert count(registered, "社区社会组织服务中心") == 6
    assert count(filed, "社区社会组织联合会") == 54


def test_the_place_has_54_communities_6_streets_and_340000_residents() -> None:
    header, row = (EXAMPLES / POPULATION / "places.csv").read_text(encoding="utf-8-sig").splitlines()
    place = dict(zip(header.split(","), row.split(","), strict=True))
    assert place == {
        "行政区划代码": "330102",
        "统计日期": "2013-10-31",
        "常住人口": "340000",
        "城市社区数": "54",
        "农村社区数": "0",
        "乡镇街道数": "6",
        "注册志愿者数": "",
        "志愿服务组织数": "",
    }


def test_every_name_is_its_own_and_plainly_invented(everybody: list[Organization]) -> None:
    names = [one.name or "" for one in everybody]
    assert len(set(names)) == len(names)
    assert all(any(sign in name for sign in SIGNS) for name in names)


def test_every_code_is_right_by_its_check_digit_and_its_serial_is_a_mere_number(everybody: list[Organization]) -> None:
    codes = [one.credit_code or "" for one in everybody]
    assert all(uscc.is_valid(code) for code in codes)
    assert [code[8:17] for code in codes] == [f"MJ{number:07}" for number in range(1, len(codes) + 1)]


def test_nobody_is_dated_after_the_day_of_the_figures(everybody: list[Organization]) -> None:
    days = [
        day
        for one in everybody
        for values in (one, *(one.annual_reports or ()), *(one.ratings or ()))
        for _, day in values
        if isinstance(day, date)
    ]
    assert max(days) <= AS_OF
