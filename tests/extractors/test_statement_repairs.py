"""A wrong number is found where identities meet; what it should be is proposed, and nothing right stays accused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from statement_sets import SETS, Place, altered, caption, named, place_of, places, printed, read_all

#: Numbers that two or more identities tell from all others, by place: language, statement, row, column.
ALONE = [
    ("zh", "流动资产合计"), ("zh", "非流动资产合计"), ("zh", "资产总计"), ("zh", "流动负债合计"),
    ("zh", "非流动负债合计"), ("zh", "负债合计"), ("zh", "所有者权益(或股东权益)合计"),
    ("zh", "归属于母公司所有者权益(或股东权益)合计"), ("zh", "二、营业总成本"),
    ("zh", "三、营业利润(亏损以“-”号填列)"), ("zh", "四、利润总额(亏损总额以“-”号填列)"),
    ("zh", "五、净利润(净亏损以“-”号填列)"), ("zh", "经营活动现金流入小计"), ("zh", "投资活动现金流出小计"),
    ("zh", "经营活动产生的现金流量净额"), ("zh", "筹资活动产生的现金流量净额"),
    ("zh", "五、现金及现金等价物净增加额"),
    ("en", "Total assets"), ("en", "Total current assets"),
    ("en", "Net cash provided by operating activities"), ("en", "Net increase in cash and cash equivalents"),
]  # fmt: skip
PLACES = {language: places(language) for language in ("zh", "en")}
UNCOVERED = {"其中:应收利息"}
#: English amounts are rounded to thousands: what a sum may be off by tells nothing.
ROUNDING = 12


def value(text: str) -> Decimal:
    sign = -1 if text.startswith(("-", "(")) else 1
    return sign * Decimal(text.strip("-()").replace(",", ""))


def shown(number: Decimal, like: str) -> str:
    text = f"{abs(number):,.2f}" if "." in like else f"{abs(number):,.0f}"
    return text if number >= 0 else f"({text})" if "." not in like else f"-{text}"


def slip(text: str, kind: str, at: int, digit: int) -> str:
    """The number with one slip of a hand or a machine."""
    number, digits = value(text), [place for place, sign in enumerate(text) if sign.isdigit()]
    if kind == "sign":
        return shown(-number, text)
    if kind == "factor":
        return shown(number * 1000, text)
    first = digits[at % len(digits)]
    if kind == "digit":
        return text[:first] + str((int(text[first]) + digit) % 10) + text[first + 1 :]
    second = digits[(at + 1) % len(digits)]
    signs = list(text)
    signs[first], signs[second] = signs[second], signs[first]
    return "".join(signs)


slips = st.tuples(
    st.sampled_from(["digit", "swap", "sign", "factor"]), st.integers(0, 11), st.integers(min_value=1, max_value=9)
)
anywhere = st.sampled_from(PLACES["zh"] + PLACES["en"])
BASE = {language: read_all(altered(language, {})) for language in PLACES}


def differs(place: Place, text: str) -> bool:
    """Whether the slip is one that arithmetic can see."""
    gap = abs(value(text) - value(printed(place)))
    return gap > (ROUNDING if place[0] == "en" else 0)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_closes_proposes_nothing(language: str) -> None:
    figures, proposals = BASE[language]
    assert len(figures) == len(PLACES[language])
    assert proposals == []
    assert {label for (_, label, _), figure in figures.items() if figure.status != "proved"} <= UNCOVERED


@settings(deadline=None, max_examples=150)
@given(place=anywhere, how=slips)
def test_one_altered_figure_is_named_with_its_true_value_and_never_proved(
    place: Place, how: tuple[str, int, int]
) -> None:
    text = slip(printed(place), *how)
    assume(differs(place, text))
    what, right = caption(place), BASE[place[0]][0][caption(place)]
    figures, proposals = read_all(altered(place[0], {place: text}))
    # a cost in brackets is the same cost: the print differs, the value does not
    assume(figures[what].value != right.value)
    assert figures[what].status != "proved"
    if what[1] not in UNCOVERED:
        about = [each for each in proposals if (each.statement, each.label, each.period) == what]
        assert [each.figure for each in about] == [figures[what].id] * len(about)
        step = Decimal(1000 * ROUNDING) if place[0] == "en" else Decimal(0)
        assert any(abs((each.value or 0) - (right.value or 0)) <= step for each in about)
        assert all(each.repair == "correction" and each.printed == figures[what].value for each in about)


@settings(deadline=None, max_examples=100)
@given(place=anywhere, how=slips)
def test_who_is_not_named_keeps_what_the_other_identities_prove(place: Place, how: tuple[str, int, int]) -> None:
    text = slip(printed(place), *how)
    assume(differs(place, text))
    figures, proposals = read_all(altered(place[0], {place: text}))
    suspects = named(proposals)
    for what, figure in figures.items():
        if what in suspects:
            assert figure.status != "proved"
        else:
            assert figure.status != "conflict"
            # of a wrong total's rows nothing else may speak; but a wrong value is never among what stays proved
            assert figure.status == "unproved" or figure.value == BASE[place[0]][0][what].value


@pytest.mark.parametrize(("language", "label"), ALONE)
@pytest.mark.parametrize("period", ["current", "prior"])
def test_what_several_sums_hold_is_named_alone(language: str, label: str, period: str) -> None:
    (place,) = [each for each in PLACES[language] if caption(each)[1:] == (label, period)]
    text = shown(value(printed(place)) + 200, printed(place))
    figures, proposals = read_all(altered(language, {place: text}))
    (proposal,) = proposals
    assert (proposal.statement, proposal.label, proposal.period) == caption(place)
    assert (proposal.alternatives, proposal.together) == (0, ((),))
    assert abs(value(proposal.as_proposed) - value(printed(place))) <= (ROUNDING if language == "en" else 0)
    assert {what for what, figure in figures.items() if figure.status == "conflict"} == {caption(place)}
    check = next(check for check in figures[caption(place)].checks if check.id == "SUSPECT")
    assert check.result == "fail"
    # what fails by the same number twice holds without it: nothing right loses its proof
    assert {label for (_, label, _), figure in figures.items() if figure.status == "unproved"} == (
        UNCOVERED if language == "zh" else set()
    )


def test_rows_of_one_sum_cannot_be_told_apart_and_all_are_named() -> None:
    figures, proposals = read_all(altered("zh", {place_of("zh", "应收账款"): "831.46"}))
    assert [(each.label, each.as_proposed, each.cause, each.alternatives) for each in proposals] == [
        ("应收账款", "813.46", "digits_swapped", 3),
        ("货币资金", "1,186.17", None, 3),
        ("其他应收款", "39.38", None, 3),
        ("存货", "377.82", None, 3),
    ]
    assert {figure.label for figure in figures.values() if figure.status == "conflict"} == {
        "货币资金", "应收账款", "其他应收款", "存货",
    }  # fmt: skip
    # the total stands in another sum, which holds
    assert figures["balance_sheet", "流动资产合计", "current"].status == "proved"
    assert {(check.id, str(check.difference)) for check in proposals[0].identities} == {("I-BS4", "-18.00")}


def test_opening_cash_is_told_by_the_closing_cash_of_the_year_before() -> None:
    place = place_of("zh", "加:期初现金及现金等价物余额")
    _, proposals = read_all(altered("zh", {place: "1,003.82"}))
    assert [(each.label, each.period, each.as_proposed, each.cause) for each in proposals] == [
        (caption(place)[1], "current", "1,003.28", "digits_swapped")
    ]


@pytest.mark.parametrize(
    ("one", "other"), [(("zh", "货币资金"), ("zh", "固定资产")), (("zh", "短期借款"), ("zh", "长期借款"))]
)
def test_two_rows_exchanged_between_sections(one: tuple[str, str], other: tuple[str, str]) -> None:
    first, second = place_of(*one), place_of(*other)
    figures, proposals = read_all(altered("zh", {first: printed(second), second: printed(first)}))
    swapped = {each.id: each for each in proposals if each.cause == "exchanged"}
    assert {each.label for each in swapped.values()} == {one[1], other[1]}
    assert all(any(set(ids) <= set(swapped) for ids in each.together) for each in swapped.values())
    assert {figures[caption(place)].status for place in (first, second)} == {"conflict"} or not any(
        figures[caption(place)].status == "proved" for place in (first, second)
    )


def test_a_number_missing_from_one_row_is_proposed_beside_the_rows_that_print_one() -> None:
    figures, proposals = read_all(altered("zh", {place_of("zh", "存货"): ""}))
    missing = [each for each in proposals if each.repair == "missing"]
    assert [(each.label, each.key, each.as_proposed, each.figure, each.printed) for each in missing] == [
        ("存货", "bs.inventories", "395.82", None, None)
    ]
    assert missing[0].evidence[0].quote == "存货"
    assert ("balance_sheet", "存货", "current") not in figures


@pytest.mark.parametrize("label", ["负债合计", "资产总计"])
def test_a_total_without_a_number_is_solved_for_and_no_figure(label: str) -> None:
    place = place_of("zh", label)
    figures, proposals = read_all(altered("zh", {place: ""}))
    assert [(each.repair, each.label, each.as_proposed, each.alternatives) for each in proposals] == [
        ("missing", label, printed(place), 0)
    ]
    assert caption(place) not in figures
    assert not [figure for figure in figures.values() if figure.status == "conflict"]


def test_without_a_unit_the_digits_are_proposed_and_no_value() -> None:
    from statement_documents import tables_document
    from statement_sets import BALANCE_SHEET_ZH

    rows = [[cell.replace("2,470.83", "2,740.83") for cell in row] for row in BALANCE_SHEET_ZH]
    figures, (proposal,) = read_all(tables_document([(rows, None, ["合并资产负债表", "2025年12月31日"])]))
    assert (proposal.value, proposal.as_proposed, proposal.cause) == (None, "2,470.83", "digits_swapped")
    assert {figure.status for figure in figures.values()} == {"unit_unknown"}


def test_evidence_is_the_number_its_caption_its_column_and_the_totals_used() -> None:
    document = altered("zh", {place_of("zh", "流动资产合计"): "2,470.38"})
    _, (proposal,) = read_all(document)
    assert [each.quote for each in proposal.evidence] == ["2,470.38", "流动资产合计", "期末余额", "4,811.51"]
    assert all(document.quote(each.span) == each.quote for each in proposal.evidence)
    assert proposal.confidence is None


@pytest.mark.parametrize(
    ("language", "label", "wrong"),
    [("zh", "货币资金", "1,204.71"), ("en", "Inventories", "22,984"), ("en", "Goodwill", "13,205")],
)
def test_a_gap_beyond_rounding_is_a_slip_however_small_beside_the_total(language: str, label: str, wrong: str) -> None:
    """Each gap is less than a thousandth of the total it stands in."""
    place = place_of(language, label)
    figures, proposals = read_all(altered(language, {place: wrong}))
    assert figures[caption(place)].status == "conflict"
    (proposal,) = [each for each in proposals if each.label == label]
    assert (proposal.as_proposed, proposal.cause) == (printed(place), "digits_swapped")


@pytest.mark.parametrize(
    ("language", "at", "line", "unknown"),
    [("zh", 1, "单位：元", "income_statement"), ("en", 1, "(US$ in thousands)", "cash_flow")],
)
def test_numbers_of_unknown_unit_are_held_against_no_others(language: str, at: int, line: str, unknown: str) -> None:
    from statement_documents import tables_document

    parts = [(rows, None, [each for each in above if (number, each) != (at, line)])
             for number, (_, rows, above) in enumerate(SETS[language])]  # fmt: skip
    figures, proposals = read_all(tables_document(parts, language=language))
    assert proposals == []
    assert {f.status for f in figures.values() if f.statement == unknown} == {"unit_unknown"}
    assert "conflict" not in {f.status for f in figures.values()}


@pytest.mark.parametrize(
    ("language", "label", "wrong", "cause"),
    [
        ("zh", "固定资产", "1,93,264", "decimal_point"),
        ("en", "Total assets", "192,42", "digit_lost"),
        ("en", "Accounts payable", "14,86", "digit_lost"),
    ],
)
def test_digits_in_groups_of_no_number_are_a_conflict_and_what_they_should_be_is_proposed(
    language: str, label: str, wrong: str, cause: str
) -> None:
    place = place_of(language, label)
    figures, proposals = read_all(altered(language, {place: wrong}))
    figure = figures[caption(place)]
    assert (figure.status, figure.as_filed) == ("conflict", wrong)
    assert ("GROUPS", "fail") in {(check.id, check.result) for check in figure.checks}
    assert (printed(place), cause) in {(each.as_proposed, each.cause) for each in proposals if each.label == label}
