"""The floor of the bulk benchmarks: twelve decisions as somebody who knows DuckDB would write them into one query.

For a place without rules of its own (110105) and days from 2026-04-01 to 2026-12-31, on clean tables in which every
list is known: thresholds, dates and ids of rules stand in the query. Outcomes, and grounds as ``rule@day;`` texts, are
equal to the library's (``benchmarks/bulk_by_hand.py`` compares them first). Of the decisions of ``by_hand.py`` the two
lists are left out: ``anomaly_listing`` and ``dishonesty_listing``. Nothing is checked, and nothing is said of what is
missing.
"""

from __future__ import annotations

from datetime import date
from typing import Final

DECISIONS: Final = (
    "direct_registration",
    "minimum_capital",
    "capital_sufficient",
    "inspection_due",
    "charity_report_due",
    "supervisor_deadline",
    "registrar_deadline",
    "report_late",
    "rating_in_force",
    "inspection_simplified",
    "evaluation_privileges",
    "revocation_ground",
)

_FACTS: Final = """
o AS (
  SELECT credit_code AS k, form, level, categories, science_fields, charity_services, active_in_community, overseas,
    cross_region, sector_minimum_capital, foundation_public, registered_capital, capital_paid_in, supervisor,
    records_since, legal_person_by_law, practice_licence,
    CASE WHEN registered_on <= {d} THEN registered_on END AS registered,
    CASE WHEN deregistered_on <= {d} THEN deregistered_on END AS deregistered,
    CASE WHEN registration_annulled_on <= {d} THEN registration_annulled_on END AS annulled,
    CASE WHEN charity_recognized_on <= {d} THEN charity_recognized_on END AS charity,
    CASE WHEN registration_fraud_found_on <= {d} THEN registration_fraud_found_on END AS fraud,
    CASE WHEN supervisor_consent_withdrawn_on <= {d} THEN supervisor_consent_withdrawn_on END AS withdrawn,
    coalesce(filed_on <= {d}, false) AS filed,
    coalesce(decoupled_on <= {d}, false) AS decoupled
  FROM organizations
),
p AS (
  SELECT credit_code AS k,
    bool_or(kind = 'revocation' AND (quashed_on IS NULL OR quashed_on > {d})) AS revoked,
    bool_or(kind IS NULL AND (quashed_on IS NULL OR quashed_on > {d})) AS perhaps_revoked,
    bool_or(kind IS NULL AND quashed_on > decided_on AND quashed_on <= {d}) AS unsure,
    max(quashed_on) FILTER (kind = 'revocation' AND quashed_on > decided_on AND quashed_on <= {d}) AS reinstated
  FROM penalties WHERE decided_on <= {d} GROUP BY credit_code
),
r AS (
  SELECT credit_code AS k,
    min(submitted_on) FILTER (year = 2025) AS filed_on,
    bit_or(1::BIGINT << (year - 1998)) FILTER (year BETWEEN 1998 AND 2030) AS filed_years
  FROM annual_reports WHERE submitted_on <= {d} GROUP BY credit_code
),
a AS (
  SELECT credit_code AS k, max(held_on) AS last,
    max(held_on) FILTER (charitable) AS last_charitable,
    bool_or(charitable IS NULL) AS unsure_charitable,
    max(held_on) FILTER (within_charter) AS last_within,
    max(held_on) FILTER (within_charter IS NULL) AS last_unsure
  FROM activities WHERE held_on <= {d} GROUP BY credit_code
),
"""

_RATINGS: Final = """
valid AS (
  SELECT credit_code AS k, grade, announced_on, valid_from FROM ratings
  WHERE announced_on <= {d} AND NOT coalesce(withdrawn_on <= {d}, false)
    AND coalesce(valid_until, CASE
      WHEN announced_on >= DATE '2026-03-01' THEN make_date(year(announced_on) + 5, 12, 31)
      WHEN announced_on >= DATE '2011-03-01' THEN (announced_on + INTERVAL 5 YEAR)::DATE END) >= {d}
    AND CASE WHEN valid_from IS NULL THEN announced_on < DATE '2026-03-01' OR year(announced_on) < year({d})
      ELSE valid_from <= {d} END
),
newest AS (SELECT k, max(announced_on) AS announced FROM valid GROUP BY k),
stated AS (
  SELECT v.k, any_value(n.announced) AS announced,
    CASE WHEN NOT bool_or(grade IS NULL) THEN min(grade) END AS grade, max(valid_from) AS stated
  FROM valid v JOIN newest n ON n.k = v.k AND n.announced = v.announced_on GROUP BY v.k
),
begun AS (
  SELECT *, CASE WHEN stated IS NOT NULL THEN greatest(announced, stated)
    WHEN announced >= DATE '2026-03-01' THEN make_date(year(announced) + 1, 1, 1) ELSE announced END AS begins
  FROM stated
),
later AS (
  SELECT b.k,
    max(withdrawn_on) FILTER (withdrawn_on <= {d} AND withdrawn_on > announced_on AND CASE
      WHEN valid_from IS NOT NULL THEN valid_from <= withdrawn_on
      ELSE announced_on < DATE '2026-03-01' OR year(announced_on) < year(withdrawn_on) END) AS withdrawn,
    max(valid_until + 1) FILTER (announced_on <= valid_until AND valid_until < {d}) AS ended
  FROM begun b JOIN ratings r ON r.credit_code = b.k AND r.announced_on BETWEEN b.announced AND {d} GROUP BY b.k
),
g AS (
  SELECT b.k, grade, announced,
    greatest(begins, coalesce(l.withdrawn, begins), coalesce(l.ended, begins)) AS since
  FROM begun b LEFT JOIN later l ON l.k = b.k
),
"""

_YEARS_MISSED: Final = """
years AS (SELECT unnest(range(2005, 2026))::INTEGER AS y),
open_years AS (
  SELECT o.k, o.form, y, o.charity, o.records_since, o.registered,
    (coalesce(r.filed_years, 0) >> (y - 1999)) & 1 = 1 AS filed_before
  FROM o LEFT JOIN r ON r.k = o.k JOIN years ON y >= year(o.registered)
  WHERE (o.form IS NULL OR o.form <> 'social_group') AND (coalesce(r.filed_years, 0) >> (y - 1998)) & 1 = 0
),
first_missed AS (
  SELECT k, min(y) AS y FROM open_years WHERE (form IS NULL OR form = 'foundation')
    AND (records_since IS NULL OR records_since <= make_date(y + 1, 1, 1)) GROUP BY k
),
foundation_missed AS (
  SELECT u.k, list(make_date(u.y + 1, 4, 1)) AS days FROM open_years u JOIN first_missed f ON f.k = u.k AND f.y < u.y
  WHERE (u.charity IS NULL OR year(u.charity) > u.y) AND make_date(u.y + 1, 3, 31) < {d} GROUP BY u.k
),
agency_missed AS (
  SELECT k, list(make_date(y + 1, 6, 1)) AS days FROM open_years
  WHERE (form IS NULL OR form = 'service_agency') AND y > year(registered) AND NOT filed_before
    AND (charity IS NULL OR y < year(charity)) AND (records_since IS NULL OR records_since <= make_date(y, 1, 1))
    AND make_date(y + 1, 5, 31) < {d} AND (y = 2005 OR registered <= make_date(y - 1, 6, 30))
  GROUP BY k
),
concluded AS (
  SELECT credit_code AS k, year, concluded_on, conclusion FROM annual_reports
  WHERE conclusion IS NOT NULL AND concluded_on <= {d}
),
last_year AS (SELECT k, max(year) AS y FROM concluded GROUP BY k),
year_before AS (
  SELECT c.k, max(c.year) AS y FROM concluded c JOIN last_year l ON l.k = c.k AND c.year < l.y GROUP BY c.k
),
failed AS (
  SELECT c.k, c.year, c.concluded_on FROM concluded c JOIN last_year l ON l.k = c.k JOIN year_before b ON b.k = c.k
  WHERE c.conclusion = 'failed' AND c.year IN (l.y, b.y)
),
agency_failed AS (
  SELECT one.k, list(DISTINCT one.concluded_on) AS days FROM failed one
  JOIN failed other ON other.k = one.k AND other.year <> one.year AND other.concluded_on <= one.concluded_on
  GROUP BY one.k
),
"""

_SHARED: Final = """
s AS (
  SELECT o.*, g.grade, g.announced AS rated_on, g.since AS rated_since, r.filed_on AS report_filed,
    p.unsure, p.reinstated, a.last, a.last_charitable, a.unsure_charitable, a.last_within, a.last_unsure,
    fm.days AS foundation_missed, am.days AS agency_missed, af.days AS agency_failed,
    CASE WHEN registered IS NULL OR deregistered IS NOT NULL OR annulled IS NOT NULL THEN false
      WHEN p.revoked THEN false WHEN p.perhaps_revoked THEN NULL ELSE true END AS standing,
    coalesce(registered <= DATE '2025-12-31' AND charity <= DATE '2025-12-31', false) AS charity_for_year,
    CASE WHEN registered IS NULL AND filed OR form IS NULL THEN NULL
      WHEN form = 'social_group' THEN CASE WHEN level = 'national' AND NOT coalesce(cross_region, false)
        THEN 100000 ELSE 30000 END
      WHEN form = 'service_agency' THEN sector_minimum_capital
      WHEN foundation_public IS NULL THEN NULL WHEN NOT foundation_public THEN 2000000
      WHEN level = 'national' THEN 8000000 ELSE 4000000 END AS minimum,
    CASE WHEN registered IS NULL AND filed THEN 'not_applicable' WHEN form IS NULL THEN 'undetermined'
      WHEN form = 'service_agency' AND sector_minimum_capital IS NULL THEN 'not_satisfied'
      WHEN form = 'foundation' AND foundation_public IS NULL THEN 'undetermined' ELSE 'satisfied' END
      AS minimum_outcome,
    list_has_any(string_split(coalesce(categories, ''), ','), ['political_legal', 'religious', 'social_science'])
      AS never,
    ',' || coalesce(categories, '') || ',' AS listed,
    records_since IS NULL OR records_since <= registered AS whole_life,
    (registered + INTERVAL 1 YEAR)::DATE < {d} AS a_year_over
  FROM o LEFT JOIN p ON p.k = o.k LEFT JOIN r ON r.k = o.k LEFT JOIN a ON a.k = o.k LEFT JOIN g ON g.k = o.k
  LEFT JOIN foundation_missed fm ON fm.k = o.k LEFT JOIN agency_missed am ON am.k = o.k
  LEFT JOIN agency_failed af ON af.k = o.k
),
t AS (
  SELECT *,
    CASE WHEN overseas OR never THEN NULL ELSE contains(listed, ',charity,') END AS direct_charity_asked,
    charity_services <> '' AND len(list_filter(string_split(charity_services, ','), lambda x: x NOT IN (
      'poverty_relief', 'hardship_aid', 'elderly', 'orphans', 'illness', 'disability', 'disaster', 'medical',
      'education'))) = 0 AS direct_charity,
    science_fields <> '' AND len(list_filter(string_split(science_fields, ','), lambda x: x NOT IN ('natural_science',
      'engineering'))) = 0 AS direct_science,
    CASE WHEN standing IS NULL THEN 'undetermined' WHEN NOT standing THEN 'not_applicable'
      WHEN charity_for_year OR registered > DATE '2025-12-31' THEN 'not_satisfied'
      WHEN form IS NULL THEN 'undetermined'
      WHEN form <> 'foundation' AND registered > DATE '2025-06-30' THEN 'not_satisfied' ELSE 'satisfied' END AS due,
    CASE WHEN form = 'foundation' THEN DATE '2026-03-31' ELSE DATE '2026-05-31' END AS deadline,
    records_since IS NULL OR records_since <= DATE '2026-01-01' AS on_record,
    replace(form, '_', '-') AS kind,
    CASE WHEN registered IS NOT NULL THEN greatest(registered, coalesce(reinstated, registered)) END AS stands_since,
    CASE WHEN charity IS NOT NULL AND NOT coalesce(unsure_charitable, false) THEN
      greatest(charity, coalesce(records_since, charity), coalesce(last_charitable, charity)) END AS idle
  FROM s
),
u AS (
  SELECT *,
    direct_charity_asked AND direct_charity AS by_charity,
    direct_charity_asked IS NOT NULL AND contains(listed, ',community_service,') AND level = 'county'
      AND active_in_community AS by_community,
    direct_charity_asked IS NOT NULL AND contains(listed, ',industry_association,') AS by_industry,
    direct_charity_asked IS NOT NULL AND contains(listed, ',science_technology,') AND direct_science AS by_science,
    standing IS NULL OR NOT standing OR (NOT charity_for_year AND due <> 'satisfied') AS no_deadline,
    CASE WHEN standing IS NULL OR (standing AND due = 'undetermined') THEN 'undetermined' ELSE 'not_applicable' END
      AS no_deadline_outcome,
    coalesce(CASE WHEN report_filed IS NULL THEN on_record ELSE report_filed > deadline END, false)
      AND {d} > deadline AS late,
    coalesce(unsure, false) AS unsure_since,
    registered IS NOT NULL AND deregistered IS NULL AND annulled IS NULL AND NOT charity_for_year AS simple_applies,
    coalesce(idle + INTERVAL 2 YEAR < {d}, false) AS charity_idle,
    charity IS NOT NULL AND idle IS NULL AS charity_unsure,
    a_year_over AND whole_life AS asked_for_activity
  FROM t
),
w AS (
  SELECT *,
    fraud IS NOT NULL AND form IS NOT NULL AS by_fraud,
    asked_for_activity AND coalesce(last < registered, true) AS silent,
    asked_for_activity AND NOT coalesce(last_within >= registered, false) AS without_charter,
    coalesce(last_unsure >= registered, false) AS unsure_charter
  FROM u
),
x AS (
  SELECT *,
    form = 'social_group' AND silent AS group_inactive,
    form = 'foundation' AND without_charter AND NOT unsure_charter AS foundation_inactive,
    form = 'foundation' AND foundation_missed IS NOT NULL AS by_foundation_missed,
    form = 'service_agency' AND agency_failed IS NOT NULL AS by_failed,
    form = 'service_agency' AND agency_missed IS NOT NULL AS by_missed,
    form = 'service_agency' AND withdrawn IS NOT NULL AS by_withdrawn,
    CASE WHEN form IS NULL THEN fraud IS NOT NULL OR withdrawn IS NOT NULL OR without_charter
        OR foundation_missed IS NOT NULL OR agency_missed IS NOT NULL OR agency_failed IS NOT NULL
      ELSE form = 'foundation' AND without_charter AND unsure_charter END AS revocation_unsure
  FROM w
)
"""

_OUTCOMES: Final = {
    "direct_registration": """CASE WHEN overseas THEN 'not_satisfied' WHEN categories IS NULL THEN 'undetermined'
      WHEN never THEN 'not_satisfied'
      WHEN by_charity OR by_community OR by_industry OR by_science THEN 'satisfied'
      WHEN (contains(listed, ',charity,') AND charity_services IS NULL)
        OR (contains(listed, ',community_service,') AND level = 'county' AND active_in_community IS NULL)
        OR (contains(listed, ',science_technology,') AND science_fields IS NULL) THEN 'undetermined'
      ELSE 'not_satisfied' END""",
    "minimum_capital": "minimum_outcome",
    "capital_sufficient": """CASE WHEN minimum IS NULL THEN
        CASE WHEN minimum_outcome = 'undetermined' THEN 'undetermined' ELSE 'not_applicable' END
      WHEN form <> 'foundation' AND minimum = 0 THEN 'satisfied'
      WHEN CASE WHEN form = 'foundation' THEN capital_paid_in ELSE registered_capital END IS NULL THEN 'undetermined'
      WHEN CASE WHEN form = 'foundation' THEN capital_paid_in ELSE registered_capital END >= minimum THEN 'satisfied'
      ELSE 'not_satisfied' END""",
    "inspection_due": "due",
    "charity_report_due": """CASE WHEN standing IS NULL THEN 'undetermined' WHEN NOT standing THEN 'not_applicable'
      WHEN charity_for_year THEN 'satisfied' ELSE 'not_satisfied' END""",
    "supervisor_deadline": """CASE WHEN no_deadline THEN no_deadline_outcome
      WHEN charity_for_year OR supervisor IS NULL OR form = 'foundation' THEN 'not_satisfied'
      WHEN decoupled THEN CASE WHEN form = 'service_agency' THEN 'undetermined' ELSE 'not_satisfied' END
      ELSE 'satisfied' END""",
    "registrar_deadline": """CASE WHEN no_deadline THEN no_deadline_outcome
      WHEN charity_for_year THEN 'not_satisfied' ELSE 'satisfied' END""",
    "report_late": """CASE WHEN no_deadline THEN no_deadline_outcome
      WHEN NOT charity_for_year AND late THEN 'satisfied' ELSE 'not_satisfied' END""",
    "rating_in_force": """CASE WHEN rated_on IS NULL THEN 'not_satisfied' WHEN grade IS NULL THEN 'undetermined'
      ELSE 'satisfied' END""",
    "inspection_simplified": """CASE WHEN NOT simple_applies THEN 'not_applicable'
      WHEN grade >= 4 OR (legal_person_by_law AND form = 'social_group') OR (practice_licence
        AND form = 'service_agency') THEN 'satisfied'
      WHEN (rated_on IS NOT NULL AND grade IS NULL) OR (form IS NULL AND (legal_person_by_law OR practice_licence))
        THEN 'undetermined' ELSE 'not_satisfied' END""",
    "evaluation_privileges": """CASE WHEN rated_on IS NOT NULL AND grade IS NULL THEN 'undetermined'
      WHEN grade >= 3 THEN 'satisfied' ELSE 'not_satisfied' END""",
    "revocation_ground": """CASE WHEN standing IS NULL THEN 'undetermined' WHEN NOT standing THEN 'not_applicable'
      WHEN charity_idle OR by_fraud OR group_inactive OR foundation_inactive OR by_foundation_missed OR by_failed
        OR by_missed OR by_withdrawn THEN 'satisfied'
      WHEN charity_unsure OR revocation_unsure THEN 'undetermined' ELSE 'not_satisfied' END""",
}


def _ground(condition: str, rule: str, day: str = "''") -> str:
    """A rule and its day where a condition holds; ``rule`` is an expression."""
    return f"CASE WHEN {condition} THEN {rule} || '@' || coalesce(({day})::VARCHAR, '') || ';' ELSE '' END"


def _since(day: str, start: str | None = None) -> str:
    """The day on which a ground began, its organization standing since then; none where that isn't known."""
    begun = f"greatest({day}, coalesce(reinstated, {day}))"
    return f"CASE WHEN NOT unsure_since THEN {f'greatest({begun}, {start})' if start else begun} END"


def _days(condition: str, rule: str, days: str, start: str | None = None) -> str:
    """The same for several days."""
    each = f"greatest(x, registered, {start})" if start else "greatest(x, registered)"
    joined = (
        f"CASE WHEN unsure_since THEN '' ELSE array_to_string(list_sort(list_distinct(list_transform({days},"
        f" lambda x: greatest({each}, coalesce(reinstated, {each}))::VARCHAR))), ',') END"
    )
    return f"CASE WHEN {condition} THEN '{rule}@' || {joined} || ';' ELSE '' END"


_GROUNDS: Final = {
    "direct_registration": (
        _ground("by_charity", "'direct-charity'"),
        _ground("by_community", "'direct-community-service'"),
        _ground("by_industry", "'direct-industry-association'"),
        _ground("by_science", "'direct-science-technology'"),
    ),
    "minimum_capital": (
        _ground(
            "minimum_outcome IN ('satisfied', 'not_satisfied')",
            "'minimum-capital.' || CASE form WHEN 'service_agency' THEN 'service-agency'"
            " WHEN 'social_group' THEN CASE WHEN level <> 'national' THEN 'social-group-local'"
            " WHEN cross_region THEN 'social-group-cross-region' ELSE 'social-group-national' END"
            " ELSE CASE WHEN NOT foundation_public THEN 'foundation-non-public'"
            " WHEN level = 'national' THEN 'foundation-public-national' ELSE 'foundation-public-local' END END",
        ),
    ),
    "capital_sufficient": (
        _ground(
            "minimum IS NOT NULL AND ((form <> 'foundation' AND minimum = 0)"
            " OR CASE WHEN form = 'foundation' THEN capital_paid_in ELSE registered_capital END IS NOT NULL)",
            "CASE WHEN form = 'foundation' THEN 'foundation-capital-reached' ELSE 'registered-capital-reached' END",
        ),
    ),
    "inspection_due": (_ground("due = 'satisfied'", "kind || '-inspection'"),),
    "charity_report_due": (_ground("standing AND charity_for_year", "'charity-report'"),),
    "supervisor_deadline": (
        _ground(
            "NOT no_deadline AND decoupled AND (charity_for_year OR supervisor IS NULL OR form <> 'service_agency')",
            "'decoupled-associations-file-straight'",
        ),
        _ground(
            "NOT no_deadline AND NOT charity_for_year AND supervisor IS NOT NULL AND form <> 'foundation'"
            " AND NOT decoupled",
            "kind || '-supervisor-deadline'",
        ),
    ),
    "registrar_deadline": (_ground("NOT no_deadline AND NOT charity_for_year", "kind || '-deadline'"),),
    "report_late": (
        _ground(
            "NOT no_deadline AND NOT charity_for_year AND late",
            "kind || '-report-late'",
            _since("CASE WHEN on_record OR report_filed IS NULL THEN deadline + 1 ELSE report_filed END"),
        ),
    ),
    "rating_in_force": (
        _ground(
            "grade IS NOT NULL",
            "CASE WHEN rated_on >= DATE '2026-03-01' THEN 'rating' ELSE 'rating-2010' END",
            "greatest(rated_since, CASE WHEN rated_on >= DATE '2026-03-01' THEN DATE '2026-03-01'"
            " ELSE DATE '2011-03-01' END)",
        ),
    ),
    "inspection_simplified": (
        _ground(
            "simple_applies AND grade >= 4",
            "'simplified-by-grade'",
            "greatest(rated_since, registered, DATE '2026-03-01')",
        ),
        _ground("simple_applies AND legal_person_by_law AND form = 'social_group'", "'simplified-for-legal-persons'"),
        _ground("simple_applies AND practice_licence AND form = 'service_agency'", "'simplified-for-licence-holders'"),
    ),
    "evaluation_privileges": (
        _ground("grade >= 3", "'procurement-preference'", "greatest(rated_since, DATE '2026-03-01')"),
        _ground("grade >= 4", "'simplified-inspection-privilege'", "greatest(rated_since, DATE '2026-03-01')"),
        _ground("grade >= 3", "'tax-deduction'", "greatest(rated_since, DATE '2020-05-13')"),
    ),
    "revocation_ground": tuple(
        f"CASE WHEN standing THEN {ground} ELSE '' END"
        for ground in (
            _ground(
                "charity_idle",
                "'charity-idle'",
                _since("greatest((idle + INTERVAL 2 YEAR)::DATE + 1, registered)", "DATE '2024-09-05'"),
            ),
            _ground(
                "by_fraud",
                "kind || '-fraud'",
                _since(
                    "greatest(fraud, registered)",
                    "CASE WHEN form = 'foundation' THEN DATE '2004-06-01' ELSE DATE '1998-10-25' END",
                ),
            ),
            _ground(
                "group_inactive",
                "'social-group-inactive'",
                _since("(registered + INTERVAL 1 YEAR)::DATE + 1", "DATE '1998-10-25'"),
            ),
            _ground(
                "foundation_inactive",
                "'foundation-inactive'",
                _since("(registered + INTERVAL 1 YEAR)::DATE + 1", "DATE '2004-06-01'"),
            ),
            _days("by_foundation_missed", "foundation-two-years-missed", "foundation_missed", "DATE '2006-01-12'"),
            _days("by_failed", "service-agency-two-years-failed", "agency_failed", "DATE '2005-06-01'"),
            _days("by_missed", "service-agency-two-years-missed", "agency_missed"),
            _ground(
                "by_withdrawn",
                "'supervisor-consent-withdrawn'",
                _since("greatest(withdrawn, registered)", "DATE '1998-10-25'"),
            ),
        )
    ),
}


def query(as_of: date, *, grounds: bool) -> str:
    """The query: one row an organization, an outcome a decision, and with ``grounds`` their text beside each."""
    day = f"DATE '{as_of.isoformat()}'"
    columns = [f"{_OUTCOMES[name]} AS {name}" for name in DECISIONS]
    if grounds:
        columns += [f"concat({', '.join(_GROUNDS[name])}) AS {name}_grounds" for name in DECISIONS]
    tables = "".join((_FACTS, _RATINGS, _YEARS_MISSED, _SHARED)).replace("{d}", day)
    return f"WITH {tables} SELECT k AS organization, {', '.join(columns)} FROM x"
