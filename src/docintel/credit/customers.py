"""The customer-level grade and score from all assessments (ratios_and_indicators.md section 1).

The grade drives the workflow; the score only ranks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from docintel.assets import model_table
from docintel.credit.catalogue import indicator
from docintel.records import Assessment
from docintel.records.profile import Grade

#: So many alerts make a family critical; so many watches make it an alert.
_ALERTS, _WATCHES = 3, 4
#: Members of a correlated group that count in the score.
_WORST_MEMBERS = 2


def customer_grade(assessments: Sequence[Assessment]) -> Grade:
    """The worst of the family grades."""
    return max((family_grade(found) for found in _by_family(assessments).values()), default=0)


def family_grade(assessments: Sequence[Assessment]) -> Grade:
    """3 with a critical that is not text alone, or three alerts; 2 with an alert or four watches; 1 with a watch."""
    critical = sum(1 for one in assessments if one.grade == 3 and not _text_only(one))
    alerts = sum(1 for one in assessments if one.grade == 2 or (one.grade == 3 and _text_only(one)))
    watches = sum(1 for one in assessments if one.grade == 1)
    if critical or alerts >= _ALERTS:
        return 3
    if alerts or watches >= _WATCHES:
        return 2
    return 1 if watches else 0


def customer_score(assessments: Sequence[Assessment]) -> int:
    """100 less the weighted points of each grade, the two worst members of a correlated group only; not below 0."""
    table = model_table("measures.toml")["score"]
    groups: dict[str, list[int]] = defaultdict(list)
    for one in assessments:
        groups[_group(one)].append(table["points"][one.grade or 0])
    lost = Decimal(0)
    for group, points in groups.items():
        counted = sorted(points, reverse=True)[: _WORST_MEMBERS if group.startswith("F-") else None]
        lost += Decimal(table["weights"][group[0]]) * sum(counted)
    return max(int((100 - lost).to_integral_value()), 0)


def _by_family(assessments: Sequence[Assessment]) -> dict[str, list[Assessment]]:
    families: dict[str, list[Assessment]] = defaultdict(list)
    for one in assessments:
        families[one.indicator[0]].append(one)
    return families


def _group(assessment: Assessment) -> str:
    return assessment.indicator.rsplit("-", 1)[0]


def _text_only(assessment: Assessment) -> bool:
    row = indicator(assessment.indicator)
    return row is not None and row.text_only
