"""What a unified social credit code says about its organization, compared with the record.

A code is compared and never refused: registries do hold old codes with wrong check digits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from socorg_rules.problems import Place, Problem
from socorg_rules.records.messages import CODE_CHECK_DIGIT, CODE_DIVISION_DIFFERS, CODE_FORM_DIFFERS, CODE_MALFORMED
from socorg_rules.records.organization import Organization
from socorg_rules.records.vocabulary import FORM

# GB 32100: place 1 is the registering authority (5, civil affairs), place 2 the category, 3 to 8 its division.
_PREFIX_OF_FORM: Final = {"social_group": "51", "service_agency": "52", "foundation": "53"}
_DIVISION_DIGITS: Final = slice(2, 8)


def credit_code_warnings(organization: Organization, locate: Callable[[], Place]) -> list[Problem]:
    """What is odd about the organization's code; empty when it has none or all is well.

    ``locate`` is called only when there is something to tell: finding a place may cost more than the check.
    """
    code = organization.credit_code
    if code is None:
        return []
    from stdnum.cn import uscc  # noqa: PLC0415 - only records with a code need it
    from stdnum.exceptions import InvalidChecksum, ValidationError  # noqa: PLC0415

    standard = uscc.compact(code)
    try:
        uscc.validate(code)
    except InvalidChecksum:
        warnings = [CODE_CHECK_DIGIT.at(locate(), code=code, expected=uscc.calc_check_digit(code))]
    except ValidationError:
        return [CODE_MALFORMED.at(locate(), code=code)]
    else:
        warnings = [CODE_MALFORMED.at(locate(), suggestion=standard, code=code)] if standard != code else []
    return [*warnings, *_differences(standard, organization, locate)]


def _differences(code: str, organization: Organization, locate: Callable[[], Place]) -> list[Problem]:
    differences = []
    form = organization.form
    if form is not None and not code.startswith(_PREFIX_OF_FORM[form]):
        labels = FORM.term(form).labels
        differences.append(
            CODE_FORM_DIFFERS.at(
                locate(),
                code=code,
                prefix=code[:2],
                expected=_PREFIX_OF_FORM[form],
                form_zh=labels.zh,
                form_en=labels.en,
            )
        )
    digits = code[_DIVISION_DIGITS]
    if digits != organization.division:
        differences.append(CODE_DIVISION_DIFFERS.at(locate(), code=code, digits=digits, division=organization.division))
    return differences
