"""What two documents are to each other: the pairs of version_pairs.py, each judged both ways round."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.credit.fingerprints import fingerprint
from docintel.credit.sameness import Judgement, judge
from docintel.language.outline import content_words
from docintel.language.wording import words
from docintel.readers.reading import read
from docintel.records import Document, Fingerprint, Page, Span
from docintel.workflows.extraction import find_facts
from version_pairs import PAIRS, Pair
from version_texts import Drawdown, Guarantee, Loan

Known = dict[str, tuple[Fingerprint, list[str]]]


def as_read(text: str, *, scanned: bool = False, suffix: str = "txt") -> Document:
    """The text as a file, or as a page of a scan."""
    document = read(text.encode(), f"a.{suffix}").document
    page = Page(number=1, span=Span(start=0, end=len(document.text)), width=595, height=842, source="ocr", quality=0.93)
    return document.model_copy(update={"pages": (page,)}) if scanned else document


def known(*documents: Document) -> Known:
    """Fingerprint and words of each document by its id."""
    return {
        document.id: (
            fingerprint(document, find_facts(document)),
            words("\n".join(said for _, said in content_words(document))),
        )
        for document in documents
    }


def judged(left: Document, right: Document) -> Judgement | None:
    found = known(left, right)
    one, other = (found[document.id][0] for document in (left, right))
    forwards, backwards = (judge(*pair, lambda name: found[name][1]) for pair in ((one, other), (other, one)))
    assert forwards == backwards
    return forwards


def documents(pair: Pair) -> tuple[Document, Document]:
    left, right = (pair.scans in (side, "both") for side in ("left", "right"))
    return (
        as_read(pair.left, scanned=left, suffix=pair.suffix),
        as_read(pair.right, scanned=right, suffix=pair.suffix),
    )


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_a_pair_is_what_a_person_says_it_is(pair: Pair) -> None:
    found = judged(*documents(pair))
    assert (found.kind if found else None) == pair.expected


def test_half_of_the_pairs_are_alike_and_different() -> None:
    """A measure on pairs that are all linked would say nothing of wrong links."""
    kinds = Counter(pair.expected for pair in PAIRS)
    assert len(PAIRS) >= 60
    assert kinds[None] + kinds["possible"] >= len(PAIRS) // 2


@pytest.mark.parametrize(
    ("left", "right", "by"),
    [
        (str(Loan()), str(Loan(rate="3.60%")), ("number", "parties", "fields")),
        (str(Loan()), str(Loan()) + "\n", ("text", "number", "parties", "fields", "signed", "amounts")),
    ],
)
def test_a_judgement_names_the_evidence_that_decided(left: str, right: str, by: tuple[str, ...]) -> None:
    found = judged(as_read(left), as_read(right))
    assert found is not None
    assert found.decided_by == by


def test_one_letter_of_a_name_on_a_scan_is_for_a_person_to_decide() -> None:
    """林晚舟 and 林晚晴 may be two guarantors or one misread."""
    forms = [str(Guarantee(number="", guarantor=f"保证人：{name}")) for name in ("林晚舟", "林晚晴")]
    found = judged(as_read(forms[0]), as_read(forms[1], scanned=True))
    assert found is not None
    assert (found.kind, found.ground) == ("possible", "misread")
    assert judged(as_read(forms[0]), as_read(forms[1])) is None


def test_a_page_that_could_not_be_read_does_not_make_another_document() -> None:
    text = str(Loan())
    half = as_read(text[: text.index("第六条")], scanned=True)
    unread = Page(number=2, span=Span(start=len(half.text), end=len(half.text)), width=595, height=842, source="none")
    found = judged(as_read(text), half.model_copy(update={"pages": (*half.pages, unread)}))
    assert found is not None
    assert (found.kind, found.ground) == ("same", "part")


def test_an_excerpt_never_stands_in_the_place_of_the_whole() -> None:
    text = str(Loan())
    found = judged(as_read(text), as_read(text[: text.index("第六条")]))
    assert found is not None
    assert (found.kind, found.ground) == ("possible", "part")


@given(st.sampled_from(["2026年3月12日", "2026年5月9日", "2027年1月4日"]), st.integers(1, 99), st.booleans())
def test_no_two_notices_are_ever_linked_for_sure(day: str, million: int, scanned: bool) -> None:
    first = Drawdown()
    second = Drawdown(number="编号：TK-2026-77", amount=f"人民币{million},000,000元", day=day)
    found = judged(as_read(str(first), scanned=scanned), as_read(str(second), scanned=scanned))
    assert found is None or found.kind == "possible"


def test_a_document_too_short_to_be_told_from_another_is_linked_with_none() -> None:
    assert judged(as_read("收到。谢谢。"), as_read("收到。谢谢。\n")) is None


SHEET_ZH = """资产负债表
编制单位：栖原精密机械有限公司  2025年12月31日  单位：元
| 项目 | 期末余额 | 期初余额 |
| --- | --- | --- |
| 货币资金 | 1,200.00 | 1,100.00 |
| 应收账款 | 2,300.00 | 2,050.00 |
| 预付款项 | 310.00 | 280.00 |
| 存货 | 5,159.00 | 2,605.00 |
| 流动资产合计 | 8,969.00 | 6,035.00 |
| 固定资产 | 4,000.00 | 3,900.00 |
| 非流动资产合计 | 4,000.00 | 3,900.00 |
| 资产总计 | 12,969.00 | 9,935.00 |
"""
SHEET_EN = """CONSOLIDATED BALANCE SHEETS
Pellmore Hydro Corporation
(In thousands)

| | December 31, 2025 | December 31, 2024 |
| --- | --- | --- |
| Cash and cash equivalents | 1,200 | 1,100 |
| Accounts receivable | 2,300 | 2,050 |
| Prepaid expenses | 310 | 280 |
| Inventories | 5,159 | 2,605 |
| Total current assets | 8,969 | 6,035 |
| Property, plant and equipment | 4,000 | 3,900 |
| Total assets | 12,969 | 9,935 |
"""


@pytest.mark.parametrize("sheet", [SHEET_ZH, SHEET_EN], ids=["zh", "en"])
@pytest.mark.parametrize(
    ("altered", "kind", "ground"),
    [(("", ""), "same", "figures"), (("5,159", "5,519"), "possible", "some_figures")],
)
def test_one_altered_figure_is_for_a_person_to_decide(
    sheet: str, altered: tuple[str, str], kind: str, ground: str
) -> None:
    """The original and the altered statement both stay: neither is left out for having the same figures."""
    other = sheet.replace(*altered) if altered[0] else sheet.replace("\n| ", "\n|  ")
    found = judged(as_read(sheet, suffix="md"), as_read(other, suffix="md"))
    assert found is not None
    assert (found.kind, found.ground) == (kind, ground)
